"""``intisari serve``: the service on one address, until it is told to stop."""

import click

from service.cli.configuration import settings_from

_EXAMPLES = """Examples:

\b
  intisari serve
  intisari serve --port 8080
  intisari serve --processes 4
  INTISARI_THREADS=4 intisari serve --host 0.0.0.0

Every setting has an environment variable; docs/settings.md lists them.
"""


@click.command(epilog=_EXAMPLES)
@click.option("--host", help="Address to listen on.  [env: INTISARI_HOST; default: 127.0.0.1, this machine only]")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.  [env: INTISARI_PORT; default: 8000]")
@click.option(
    "--processes",
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    help="Server processes, which divide the cores (docs/scaling.md); other servers call them workers. Not the batches "
    "at once within one, which is INTISARI_WORKERS.  [default: 1]",
)
def serve(host: str | None, port: int | None, processes: int) -> int:
    """Serve the page and the HTTP interface.

    A line with their addresses is printed as soon as, and not before, requests can be answered. Ctrl-C or SIGTERM stops
    it after the running requests; once more stops at once.
    """
    settings = settings_from(host=host, port=port)

    from service.cli.server import run

    return run(settings, processes)
