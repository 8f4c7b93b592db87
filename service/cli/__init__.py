"""The command ``intisari``. Nothing heavy is imported before a command needs it, so that help comes at once.

Exit codes: 0 all went well; 1 something failed, and what it was is on the standard error; 2 the command line is wrong;
130 stopped with Ctrl-C; 141 the reader of the output went away (``| head``).
"""

import os
import sys
from collections.abc import Sequence

import click

from service.cli.article import article
from service.cli.models import models
from service.cli.serve import serve

FAILED = 1
INTERRUPTED = 130
BROKEN_PIPE = 141


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="See 'intisari COMMAND --help' for the options and examples of a command.",
)
@click.version_option(package_name="intisari", message="%(prog)s %(version)s")
def intisari() -> None:
    """Turn Indonesian news articles into faithful summaries and English translations."""


intisari.add_command(article)
intisari.add_command(serve)
intisari.add_command(models)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (that of the process, unless given) and return its exit code."""
    try:
        # Not `intisari.main`, which takes a broken pipe for a failure.
        with intisari.make_context("intisari", list(sys.argv[1:] if arguments is None else arguments)) as context:
            code = intisari.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        _complain(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # Python would fail once more when it flushes at exit; see "Note on SIGPIPE" in the library reference.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code if isinstance(code, int) else 0


def _complain(error: click.ClickException) -> None:
    """One line, whatever went wrong."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    hint = f" See '{command} --help'." if command else ""
    click.echo(f"intisari: {error.format_message()}{hint}", err=True)
