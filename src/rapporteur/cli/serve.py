"""`rapporteur serve`: the pages and the API, until stopped."""

import click
import uvicorn

from rapporteur.store import open_existing
from rapporteur.web.app import make_app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ADDRESS",
    help='Let this site\'s pages read the API in a browser, "*" any. May be given again.',
)
@click.pass_obj
def serve(store: str, host: str, port: int, origins: tuple[str, ...]) -> None:
    """Show the store as web pages and as an API, on this machine only, until Ctrl-C."""
    app = make_app(open_existing(store), origins)
    click.echo(f"Serving {store} at http://{host}:{port} – stop with Ctrl-C")
    uvicorn.run(app, host=host, port=port, log_level="warning")
