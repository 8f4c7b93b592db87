"""``intisari models``: which models there are, and under which terms."""

import dataclasses
import json
import sys

import click


@click.group()
def models() -> None:
    """Show the models that Intisari knows."""


@models.command("list", epilog="Example:\n\n\b\n  intisari models list --json")
@click.option("--json", "as_json", is_flag=True, help="JSON lines; the default where the output is not a terminal.")
def list_models(as_json: bool) -> None:
    """List the models, with their licences."""
    from models.catalog import load_catalog

    entries = load_catalog()
    if as_json or not sys.stdout.isatty():
        for entry in entries:
            click.echo(json.dumps(dataclasses.asdict(entry), ensure_ascii=False))
        return
    for entry in entries:
        languages = " → ".join(entry.languages)
        size = f"{entry.parameters / 1e6:,.0f} M parameters" if entry.parameters else ""
        click.echo(click.style(entry.name, bold=True) + f"  {entry.task}, {languages}")
        for line in (
            ", ".join(part for part in (entry.architecture, size) if part),
            f"licence {entry.licence} ({entry.licence_url}); commercial use: {'yes' if entry.commercial else 'no'}",
            "part of the package" if entry.origin == "package" else "downloaded when it is first used",
        ):
            click.echo(f"  {line}")
