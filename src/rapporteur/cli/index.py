"""`rapporteur index`: build the search index anew."""

import click

from rapporteur.find.follow import build_anew
from rapporteur.store import open_existing


@click.command()
@click.pass_obj
def index(store: str, /) -> None:
    """Build the search index anew from the store.

    The index follows the store by itself; this is for one that was copied, damaged or deleted.
    """
    click.echo(f"{build_anew(open_existing(store))} sentences are in the index.")
