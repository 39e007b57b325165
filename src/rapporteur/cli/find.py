"""`rapporteur find`: ranked points with voice, page and reason."""

import json
from typing import Any

import click

from rapporteur.cli.options import read_filter, with_filters
from rapporteur.find.rank import find as rank
from rapporteur.publish.rows import Names, sentence_row
from rapporteur.store import open_existing


@click.command()
@click.argument("query")
@with_filters
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
@click.pass_obj
def find(store: str, /, query: str, limit: int, as_json: bool, **options: Any) -> None:
    """Find points that hold the words of QUERY, best first.

    Words match in all their forms ("visas" finds "visa"); "quoted words" must stand together;
    a star ends a beginning (migra*). Points with all the words come before those with some.
    """
    engine = open_existing(store)
    hits = rank(engine, query, read_filter(engine, options), limit)
    names = Names(engine)
    rows = [
        {**sentence_row(names, hit.statement, hit.statement.points[0], hit.codings)}
        | {"score": hit.score, "why": hit.why}
        for hit in hits
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not rows:
        click.echo("Nothing found. Try fewer or other words, or fewer filters.")
    for row in rows:
        speaker = f"{row['speaker']}, " if row["speaker"] else ""
        click.echo(f"{row['text']}")
        click.echo(
            f"    {speaker}{row['source']} ({row['manner']}), {row['kind']}, "
            f"{row['source_file']} page {row['page']}; {row['why']}; {row['id']}\n"
        )
