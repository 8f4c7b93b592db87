"""``intisari models``: which models there are and under which terms; download, check and delete them."""

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from service.cli.configuration import settings_from
from service.cli.described import megabytes, readable, state, terms

if TYPE_CHECKING:
    from models.catalog import CatalogEntry
    from models.errors import ModelsError
    from service.settings import Settings

FAILED = 1
#: Facts that are worth a line even where they are unknown.
ALWAYS_SHOWN = ("licence", "training_data")

as_json = click.option(
    "--json", "as_json", is_flag=True, help="JSON lines; the default where the output is not a terminal."
)
names = click.argument("names", nargs=-1, required=True, metavar="NAME...")


@click.group()
def models() -> None:
    """List, download, check and delete the models that Intisari knows."""


@models.command("list", epilog="Example:\n\n\b\n  intisari models list --json")
@as_json
def list_models(as_json: bool) -> None:
    """List the models, their licences, and what is here."""
    from models.inventory import holdings

    with _sentence():
        entries = _known(settings_from())
    for entry in entries:
        here = holdings(entry)
        if _for_program(as_json):
            _write({**dataclasses.asdict(entry), "local": dataclasses.asdict(here)})
            continue
        size = f"{entry.parameters / 1e6:,.0f} M parameters" if entry.parameters else ""
        click.echo(click.style(entry.name, bold=True) + f"  {entry.task}, {' → '.join(entry.languages)}")
        click.echo(f"  {', '.join(part for part in (entry.architecture, size) if part)}")
        click.echo(f"  {terms(entry)}")
        click.echo(f"  {state(entry, here)}")


@models.command("show", epilog="Example:\n\n\b\n  intisari models show Helsinki-NLP/opus-mt-id-en")
@click.argument("name")
@as_json
def show(name: str, as_json: bool) -> None:
    """Show everything that is known about one model."""
    from models.catalog import find
    from models.inventory import holdings

    with _sentence():
        entry = find(name, _known(settings_from()))
        here = holdings(entry)
    if _for_program(as_json):
        _write({**dataclasses.asdict(entry), "local": dataclasses.asdict(here)})
        return
    click.echo(click.style(entry.name, bold=True))
    for field in dataclasses.fields(entry):
        value = getattr(entry, field.name)
        if field.name not in ("name", "scores") and (value != "" or field.name in ALWAYS_SHOWN):
            click.echo(f"  {field.name.replace('_', ' ')}: {readable(value)}")
    for score in entry.scores:
        click.echo(f"  score: {score.metric} {score.value:g} on {score.test_set} ({score.source})")
    click.echo(f"  here: {state(entry, here)}")


@models.command("pull", epilog="Example:\n\n\b\n  intisari models pull Helsinki-NLP/opus-mt-id-en")
@names
@click.option("--allow-noncommercial", is_flag=True, help="Also a model that a commercial newsroom may not use.")
@as_json
@click.pass_context
def pull(context: click.Context, names: Sequence[str], allow_noncommercial: bool, as_json: bool) -> None:
    """Download models and convert them for their engine.

    What is here already is only checked; a download that was cut goes on where it was.
    """
    from models.catalog import check_usable, find
    from models.store import obtain

    settings = settings_from(allow_noncommercial=allow_noncommercial or None)

    def one(name: str) -> None:
        entry = find(name, entries)
        check_usable(entry, task=entry.task, allow_noncommercial=settings.allow_noncommercial)
        if entry.origin == "package":
            folder = None
        else:
            if sys.stderr.isatty():
                click.echo(f"{entry.name}: downloading and converting what is not here yet …", err=True)
            with _progress(entry.name) as progress:
                folder = obtain(entry, progress=progress, **_choices(entry, settings))
        if _for_program(as_json):
            _write({"name": entry.name, "folder": str(folder) if folder else None})
        else:
            click.echo(f"{entry.name}: {f'ready in {folder}' if folder else 'part of the package, nothing to do'}")

    with _sentence():
        entries = _known(settings)
    _each(context, names, one)


@models.command("verify", epilog="Example:\n\n\b\n  intisari models verify")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@as_json
@click.pass_context
def verify(context: click.Context, names: Sequence[str], as_json: bool) -> None:
    """Compare every file that is here with its checksum.

    By default for all models of which something is here.
    """
    from models import inventory
    from models.catalog import find
    from models.errors import ModelUnavailableError

    def one(name: str) -> None:
        entry = find(name, entries)
        files, damaged = inventory.verify(entry)
        if _for_program(as_json):
            _write({"name": entry.name, "files": files, "damaged": [str(path) for path in damaged]})
        elif not damaged:
            click.echo(f"{entry.name}: {f'{files} files, all good' if files else 'no files here'}")
        if damaged:
            raise ModelUnavailableError(
                f"{entry.name}: {len(damaged)} of {files} files are damaged ({', '.join(map(str, damaged))}); "
                f"'intisari models pull {entry.name}' makes them good."
            )

    with _sentence():
        entries = _known(settings_from())
    _each(context, names or [entry.name for entry in entries if _is_here(entry)], one)


@models.command("remove", epilog="Example:\n\n\b\n  intisari models remove Helsinki-NLP/opus-mt-id-en")
@names
@as_json
@click.pass_context
def remove(context: click.Context, names: Sequence[str], as_json: bool) -> None:
    """Delete what was downloaded and converted of models.

    A folder of your own is left alone.
    """
    from models import inventory
    from models.catalog import find

    def one(name: str) -> None:
        entry = find(name, entries)
        freed = inventory.remove(entry)
        if _for_program(as_json):
            _write({"name": entry.name, "freed_bytes": freed})
        else:
            click.echo(f"{entry.name}: {f'{megabytes(freed)} freed' if freed else 'nothing was here'}")

    with _sentence():
        entries = _known(settings_from())
    _each(context, names, one)


def _known(settings: "Settings") -> "tuple[CatalogEntry, ...]":
    from models.catalog import known

    return known(settings.catalog)


def _choices(entry: "CatalogEntry", settings: "Settings") -> dict[str, Any]:
    """How the service would load ``entry``, so that it finds ready what is pulled."""
    from models.engines.devices import place
    from models.hub import HubOptions

    hub = HubOptions(settings.offline, settings.token())
    engine = entry.engine_for(settings.engine)
    if engine == "torch":
        return {"hub": hub, "engine": engine, "compute_type": "float32"}
    where = place(settings.device, settings.compute_type, entry.input.family)
    return {"hub": hub, "engine": engine, "compute_type": where.compute_type}


def _each(context: click.Context, names: Sequence[str], one: Callable[[str], None]) -> None:
    """Do ``one`` for each name; those that fail are told on the standard error and the others go on."""
    from models.errors import ModelsError

    code = 0
    for name in dict.fromkeys(names):
        try:
            one(name)
        except ModelsError as error:
            click.echo(f"intisari: {error}", err=True)
            code = code or exit_code(error)
    context.exit(code)


@contextmanager
def _sentence() -> Iterator[None]:
    """An error of the models as one of the command line."""
    from models.errors import ModelsError

    try:
        yield
    except ModelsError as error:
        click.echo(f"intisari: {error}", err=True)
        raise click.exceptions.Exit(exit_code(error)) from error


def exit_code(error: "ModelsError") -> int:
    """Of the command, for what went wrong; docs/cli.md lists them."""
    from models.hub import errors

    codes = {
        errors.HubUnreachableError: 3,
        errors.HubAccessError: 4,
        errors.HubNotFoundError: 5,
        errors.HubBusyError: 6,
        errors.HubFailureError: 7,
        errors.DiskFullError: 8,
    }
    return next((code for kind, code in codes.items() if isinstance(error, kind)), FAILED)


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on the standard error where that is a terminal, and what remains after Ctrl-C."""
    bar: Any = None

    def advance(here: int, total: int) -> None:
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=total, label=f"{name}, {megabytes(total)}", file=sys.stderr)
        bar.update(here - bar.pos)
        if here >= total:
            click.echo(err=True)

    try:
        yield advance if sys.stderr.isatty() else None
    except KeyboardInterrupt:
        click.echo("\nintisari: stopped; what has come is kept, and the same command goes on from there.", err=True)
        raise


def _is_here(entry: "CatalogEntry") -> bool:
    from models.inventory import holdings

    here = holdings(entry)
    return bool(here.downloaded_bytes or here.conversions or entry.name == "bundled")


def _for_program(as_json: bool) -> bool:
    return as_json or not sys.stdout.isatty()


def _write(row: dict[str, Any]) -> None:
    click.echo(json.dumps(row, ensure_ascii=False))
