"""`rapporteur searches`: keep searches, and find what is new to them."""

import json
from typing import Any

import click

from rapporteur.cli.options import read_filter, with_filters
from rapporteur.find.newest import count_new, find_new
from rapporteur.find.question import read_question
from rapporteur.find.rank import MODES
from rapporteur.publish.rows import sentence_row
from rapporteur.store import open_existing
from rapporteur.store.searches import (
    Search,
    get_search,
    list_searches,
    mark_seen,
    remove_search,
    save_search,
)
from rapporteur.store.titles import find_titles

Row = dict[str, Any]


@click.group()
def searches() -> None:
    """Keep searches, and find what came into the store since somebody last looked.

    Each has a feed too, at /searches/ID.atom of `rapporteur serve`.
    """


@searches.command()
@click.argument("name")
@click.argument("query", default="")
@with_filters
@click.option(
    "--mode",
    default="both",
    show_default=True,
    type=click.Choice(MODES),
    help="Look for the words, for the meaning, or for both.",
)
@click.option("--who", default="", help="Who saves it.")
@click.pass_obj
def save(store: str, /, name: str, query: str, mode: str, who: str, **options: Any) -> None:
    """Keep QUERY with its filters as NAME; either may be enough. Prints the id."""
    engine = open_existing(store)
    read_filter(engine, options)
    if query:
        read_question(query)
    choice = {key: str(value) for key, value in options.items() if value}
    click.echo(save_search(engine, name, query, choice, mode=mode, who=who).id)


@searches.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
@click.pass_obj
def list_all(store: str, /, as_json: bool) -> None:
    """List the searches that are kept."""
    held = list_searches(open_existing(store))
    if as_json:
        rows = [search_row(search) for search in held]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not held:
        click.echo("No search is kept yet. `rapporteur searches save NAME QUERY` keeps one.")
    for search in held:
        click.echo(f"{search.id}  {search.name}: {_words(search)}")


@searches.command()
@click.argument("key", metavar="ID")
@click.pass_obj
def remove(store: str, /, key: str) -> None:
    """Forget the search of this ID."""
    remove_search(open_existing(store), key)


@searches.command()
@click.argument("key", metavar="ID")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 1000))
@click.option("--seen", is_flag=True, help="Note that these are new no more.")
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
@click.pass_obj
def new(store: str, /, key: str, limit: int, seen: bool, as_json: bool) -> None:
    """Show what the search of this ID finds that came since somebody last looked, latest first."""
    engine = open_existing(store)
    search = get_search(engine, key)
    found = find_new(engine, search, limit)
    titles = find_titles(
        engine,
        (one.hit.statement.source for one in found),
        (one.hit.statement.points[0].segment for one in found),
    )
    rows: list[Row] = [
        sentence_row(titles, one.hit.statement, one.hit.statement.points[0], one.hit.codings)
        | {"came": one.came, "why": one.hit.why}
        for one in found
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        _print(search, rows, count_new(engine, search) if found else 0)
    if seen:
        mark_seen(engine, key)


def search_row(search: Search) -> Row:
    """Return a saved search as plain values."""
    return {
        "id": search.id,
        "name": search.name,
        "question": search.question,
        "mode": search.mode,
        "filters": dict(search.choice),
        "who": search.who,
        "saved": search.saved,
        "seen": search.seen,
    }


def _words(search: Search) -> str:
    question = [f'"{search.question}"'] if search.question else []
    return " ".join((*question, *(f"--{name} {value}" for name, value in search.choice.items())))


def _print(search: Search, rows: list[Row], total: int) -> None:
    if not rows:
        click.echo(f"Nothing new since {search.seen[:10]}.")
    for row in rows:
        speaker = f"{row['speaker']}, " if row["speaker"] else ""
        click.echo(row["text"])
        click.echo(
            f"    {speaker}{row['source']} ({row['manner']}), {row['kind']}, "
            f"{row['source_file']} page {row['page']}; came {row['came'][:10]}; {row['id']}\n"
        )
    if total > len(rows):
        click.echo(f"{total - len(rows)} more; --limit shows them.")
