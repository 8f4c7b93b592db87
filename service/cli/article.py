"""``intisari article``: articles from files, pages or the standard input; their digests on the standard output."""

import sys
from pathlib import Path
from typing import Any

import click

from service.cli.configuration import settings_from
from service.cli.glossary import read_glossary
from service.cli.sources import STANDARD_INPUT

_EXAMPLES = """Examples:

\b
  intisari article story.txt
  intisari article --summary short --translate summary page.html
  intisari article --glossary terms.tsv --json stories/*.txt > results.jsonl
  intisari article https://example.org/story
"""


class SummaryLength(click.ParamType[dict[str, Any] | bool]):
    """``short``, ``medium``, ``long``, ``none`` or a number of sentences; as the field of the request."""

    name = "LENGTH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, Any] | bool:
        if value in ("short", "medium", "long"):
            return {"length": value}
        if value == "none":
            return False
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= 100):
            self.fail(f"{value!r} is neither short, medium, long, none nor a number from 1 to 100.", param, ctx)
        return {"sentences": int(value)}


@click.command(epilog=_EXAMPLES)
@click.argument("inputs", nargs=-1, metavar="[FILE|-|URL]...")
@click.option(
    "--summary", type=SummaryLength(), help="short, medium, long, none, or how many sentences.  [default: medium]"
)
@click.option(
    "--translate", type=click.Choice(["full", "summary", "none"]), help="What to put into English.  [default: full]"
)
@click.option(
    "--glossary",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="TSV or CSV with two columns: an Indonesian term and the English to use for it.",
)
@click.option("--title", help="The headline, where it is not in the input; for one input.")
@click.option("--language", type=click.Choice(["auto", "id"]), help="id: it is Indonesian, whatever it looks like.")
@click.option(
    "--model",
    metavar="NAME",
    help="Translation model: bundled, one that `intisari models list` names, or a model folder.  "
    "[env: INTISARI_TRANSLATOR]",
)
@click.option(
    "--summarizer",
    metavar="NAME",
    help="extractive chooses sentences of the article; other models write new ones.  [env: INTISARI_SUMMARIZER]",
)
@click.option(
    "--json/--text",
    "as_json",
    default=None,
    help="JSON, one object a line, or readable text.  [default: text on a terminal, else JSON]",
)
def article(
    inputs: tuple[str, ...],
    glossary: Path | None,
    model: str | None,
    summarizer: str | None,
    as_json: bool | None,
    **fields: Any,
) -> int:
    """Summarise and translate articles.

    Each input is text, HTML, or a JSON request as POST /v1/articles takes it; its content says which, and the options
    here win over what the JSON says. "-" is the standard input. An input that fails is named on the standard error, and
    the others go on; the exit code is then 1.
    """
    names = _names(inputs)
    if fields["title"] is not None and len(names) > 1:
        raise click.UsageError("--title belongs to one article, and there are several.")
    options = {name: value for name, value in fields.items() if value is not None}
    if glossary is not None:
        options["glossary"] = read_glossary(glossary)
    settings = settings_from(translator=model, summarizer=summarizer)

    from service.cli.run import Run

    return Run(names, options, settings, as_json=not sys.stdout.isatty() if as_json is None else as_json).run()


def _names(inputs: tuple[str, ...]) -> tuple[str, ...]:
    if inputs.count(STANDARD_INPUT) > 1:
        raise click.UsageError("The standard input can be read only once.")
    if inputs:
        return inputs
    if sys.stdin.isatty():
        raise click.UsageError("Name a file, or pipe an article in.")
    return (STANDARD_INPUT,)
