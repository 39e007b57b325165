"""`rapporteur show`: what the store holds, or one thing in it."""

import json
from collections.abc import Callable
from typing import NoReturn

import click
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.publish.rows import EXPORTS, Row, dialogue_row
from rapporteur.store import open_existing
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue, get_source, list_dialogues, list_refusals


@click.command()
@click.argument("key", default="", metavar="[ID]")
@click.pass_obj
def show(store: str, key: str) -> None:
    """Show what the store holds, or the one thing with this ID.

    Without an ID: the dialogues with their sources and the files that were refused. An ID is
    that of a dialogue (dlg-…), source (src-…), statement (stm-…), point (pnt-…),
    recommendation (rec-…) or practice (prc-…), as every export and page gives it.
    """
    engine = open_existing(store)
    if not key:
        _show_all(engine)
        return
    shown = _SHOWN.get(key.partition("-")[0])
    row = shown(engine, key) if shown else _unknown(engine, key)
    click.echo(json.dumps(row, ensure_ascii=False, indent=1))


def _show_all(engine: Engine) -> None:
    for found in list_dialogues(engine):
        dialogue = get_dialogue(engine, found.id, blocks=False)
        dates = f"{dialogue.starts} to {dialogue.ends}" if dialogue.starts else "no dates stated"
        click.echo(f"{dialogue.id}  {dialogue.title}, {dates}")
        for source in dialogue.sources:
            click.echo(f"    {source.id}  {source.name} ({source.genre})")
        for notice in dialogue.notices:
            click.echo(f"    Notice: {notice.message}")
    for notice in list_refusals(engine):
        click.echo(f"refused  {notice.source}: {notice.message} ({notice.remedy})")


def _dialogue(engine: Engine, key: str) -> Row:
    dialogue = get_dialogue(engine, key, blocks=False)
    return {
        **dialogue_row(dialogue),
        "sources": [{"id": s.id, "name": s.name, "genre": s.genre} for s in dialogue.sources],
        "segments": [
            {"id": s.id, "title": s.title, "kind": s.kind, "page": s.page}
            for s in dialogue.segments
        ],
        "participants": [
            {"name": p.name, "role": p.role, "entity": p.entity, "country": p.country}
            for p in dialogue.participants
        ],
        "notices": [{"code": n.code, "message": n.message} for n in dialogue.notices],
    }


def _source(engine: Engine, key: str) -> Row:
    source = get_source(engine, key)
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "genre": source.genre,
        "language": source.language,
        "pages": len(source.pages),
        "bytes": len(source.content),
    }


def _row_of(what: str) -> Callable[[Engine, str], Row]:
    def find(engine: Engine, key: str) -> Row:
        for row in EXPORTS[what](engine, Filter()):
            if row["id"] == key:
                return row
        _unknown(engine, key)

    return find


def _unknown(engine: Engine, key: str) -> NoReturn:
    raise QueryError(
        "there is nothing by this id", place=key, remedy="`rapporteur show` lists what is held"
    )


_SHOWN: dict[str, Callable[[Engine, str], Row]] = {
    "dlg": _dialogue,
    "src": _source,
    "pnt": _row_of("sentences"),
    "stm": _row_of("statements"),
    "rec": _row_of("recommendations"),
    "prc": _row_of("practices"),
}
