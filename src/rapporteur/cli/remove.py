"""`rapporteur remove`: a source, or a whole dialogue, out of the store."""

import sys
from contextlib import suppress
from dataclasses import replace

import click
from sqlalchemy import Engine

from rapporteur.errors import QueryError, StoreError
from rapporteur.find.follow import follow_store
from rapporteur.removal import remove_sources
from rapporteur.settings import read_settings
from rapporteur.store import open_existing
from rapporteur.store.remove import Hanging, find_hanging
from rapporteur.store.view import get_dialogue, get_dialogue_named, get_dialogue_of


@click.command()
@click.argument("source", default="")
@click.option("--dialogue", default="", help="Title or id of a dialogue: all its sources go.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def remove(store: str, /, source: str, dialogue: str, yes: bool) -> None:
    """Remove SOURCE (src-…) with all that hangs on it, or a whole dialogue.

    Statements, practices, recommendations, codes, Notices and people's judgements go with it;
    `rapporteur show` lists the ids. What the other sources of its dialogue say is read from
    them anew: afterwards the store is as if it had never held this one. Asks first.
    """
    if bool(source) == bool(dialogue):
        raise QueryError("name one source, or one dialogue", remedy="`rapporteur show` lists them")
    engine = open_existing(store)
    key = get_dialogue_named(engine, dialogue) if dialogue else get_dialogue_of(engine, source)
    held = get_dialogue(engine, key, blocks=False)
    gone = [found for found in held.sources if dialogue or found.id == source]
    left = len(held.sources) - len(gone)
    _say(engine, [found.name for found in gone], find_hanging(engine, [s.id for s in gone]))
    if left:
        click.echo(f"The other files of “{held.title}” are read anew: {left}.")
    if not yes and not click.confirm("Remove? This cannot be undone."):
        click.echo("Nothing was removed.")
        sys.exit(1)
    remove_sources(engine, key, [found.id for found in gone], replace(read_settings(), store=store))
    with suppress(StoreError):  # another program writes the index: the next question follows
        follow_store(engine)
    click.echo("Removed.")


def _say(engine: Engine, names: list[str], hanging: Hanging) -> None:
    click.echo(f"This removes {', '.join(names)}, and with that")
    for number, words in (
        (hanging.sentences, "sentences and headings"),
        (hanging.statements, "statements"),
        (hanging.practices, "practices"),
        (hanging.recommendations, "recommendations"),
    ):
        click.echo(f"  {number:>6} {words}")
    people = f" of {hanging.people} people" if hanging.people > 1 else ""
    click.echo(f"  {hanging.judgements:>6} judgements{people}")
