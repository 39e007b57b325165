"""`rapporteur serve`: the pages and the API, until stopped."""

import os

import click
import uvicorn

from rapporteur.store import open_existing, open_store
from rapporteur.web.app import (
    HOSTS_OF_WORKERS,
    ORIGINS_OF_WORKERS,
    READ_ONLY_OF_WORKERS,
    STORE_OF_WORKERS,
    USER_HEADER_OF_WORKERS,
    make_app,
)
from rapporteur.web.several import serve_from_several

OWN = ("127.0.0.1", "localhost", "::1")  # what this machine calls itself


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
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer; one for each core of a busy server.",
)
@click.option("--read-only", is_flag=True, help="Leave out every page that changes the store.")
@click.option(
    "--user-header",
    default="",
    metavar="NAME",
    help="Header by which a proxy in front says who is at work; only behind one that sets it.",
)
@click.option(
    "--allow-host",
    "names",
    multiple=True,
    metavar="NAME",
    help="Answer to this name too, of a proxy in front; may be given again.",
)
@click.pass_obj
def serve(
    store: str,
    host: str,
    port: int,
    origins: tuple[str, ...],
    workers: int,
    read_only: bool,
    user_header: str,
    names: tuple[str, ...],
) -> None:
    """Show the store as web pages and as an API, on this machine only, until Ctrl-C.

    Where there is no store yet, an empty one is made, and its pages take files in.
    """
    engine = open_existing(store) if read_only else open_store(store)
    # A server that the network reaches is asked by names that are not known here.
    hosts = (*OWN, *names) if host in OWN else names
    click.echo(f"Serving {store} at http://{host}:{port} – stop with Ctrl-C")
    if workers == 1:
        app = make_app(engine, origins, read_only=read_only, user_header=user_header, hosts=hosts)
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
        return
    engine.dispose()
    # Each process opens the store for itself: uvicorn starts them by the name of what they serve.
    os.environ |= {
        STORE_OF_WORKERS: store,
        ORIGINS_OF_WORKERS: " ".join(origins),
        USER_HEADER_OF_WORKERS: user_header,
        HOSTS_OF_WORKERS: " ".join(hosts),
        **({READ_ONLY_OF_WORKERS: "yes"} if read_only else {}),
    }
    config = uvicorn.Config(
        "rapporteur.web.app:make_worker",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_level="warning",
        access_log=False,
    )
    serve_from_several(config)
