"""`rapporteur find`: ranked points with voice, page and reason."""

from typing import Any

import click

from rapporteur.cli.hits import hit_rows, show_hits
from rapporteur.cli.options import read_filter, with_filters
from rapporteur.find.rank import MODES, Reply
from rapporteur.find.reply import ask
from rapporteur.find.weigh import Mode
from rapporteur.store import open_existing

NO_ANSWER = {
    "silent": "The record does not say.",
    "unclear": "Nothing in the record clearly answers this.",
}


@click.command()
@click.argument("query")
@with_filters
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option(
    "--mode",
    default="both",
    show_default=True,
    type=click.Choice(MODES),
    help="Look for the words, for the meaning, or for both.",
)
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
@click.pass_obj
def find(store: str, /, query: str, limit: int, mode: Mode, as_json: bool, **options: Any) -> None:
    """Find points that answer QUERY, best first.

    Words match in all their forms ("visas" finds "visa") and names in all their spellings;
    "quoted words" must stand together, "quoted words"~3 nearly so; a star ends a beginning
    (migra*). AND, OR, NOT and brackets join, +word must stand, -word must not; year:2020..2022,
    percent:<3 and value:>=1000 are ranges. A question put as one ("How many …?") gets the
    sentences that answer it first, or is told that the record does not say, or that nothing in it
    clearly answers.
    """
    engine = open_existing(store)
    found = ask(engine, query, read_filter(engine, options), limit, mode=mode, counting=False)
    for note in found.notes:
        click.echo(note, err=True)
    if found.reply and not as_json:
        show_reply(found.reply)
    show_hits(
        hit_rows(engine, found.hits),
        as_json=as_json,
        nothing="Nothing found. Try fewer or other words, or fewer filters.",
    )


def show_reply(reply: Reply) -> None:
    """Print what the record says to a question, that it does not say, or that this is unclear."""
    if reply.quoted:
        click.echo("The record says:")
        for hit in reply.quoted:
            point, voice = hit.statement.points[0], hit.statement.voice
            who = f"{voice.speaker}, {voice.source}" if voice.speaker else voice.source
            click.echo(f"  “{point.text}” ({who}, page {point.anchor.page}; {point.id})")
    else:
        click.echo(NO_ANSWER[reply.outcome])
    if reply.missing:
        click.echo(f"  No sentence holds: {', '.join(reply.missing)}.")
    click.echo("" if reply.quoted else "The nearest sentences:\n")
