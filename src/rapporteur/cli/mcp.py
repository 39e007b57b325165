"""`rapporteur mcp`: answer an assistant's questions from the store."""

from importlib import import_module
from importlib.util import find_spec

import click

from rapporteur.errors import SettingError


@click.command()
@click.option(
    "--address",
    default="http://127.0.0.1:8000",
    show_default=True,
    help="Where `rapporteur serve` shows the pages; quotations lead there.",
)
@click.pass_obj
def mcp(store: str, address: str) -> None:
    """Let an assistant find, read, compare and cite, by the Model Context Protocol.

    The assistant's program starts this command and speaks with it over standard input and
    output. The store is only read. Needs the extra: pip install "rapporteur[mcp]".
    """
    if find_spec("mcp") is None:
        raise SettingError(
            "the package of the Model Context Protocol is not installed",
            place="rapporteur mcp",
            remedy='run pip install "rapporteur[mcp]"',
        )
    # Imported when called: its libraries take a second, and are an extra.
    server = import_module("rapporteur.mcp.server").make_server(store, address)
    server.run("stdio")
