"""`rapporteur similar`: the same point elsewhere."""

from typing import Any

import click

from rapporteur.cli.hits import hit_rows, show_hits
from rapporteur.cli.options import read_filter, with_filters
from rapporteur.find.similar import find_similar
from rapporteur.store import open_existing


@click.command()
@click.argument("key", metavar="ID")
@with_filters
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
@click.pass_obj
def similar(store: str, /, key: str, limit: int, as_json: bool, **options: Any) -> None:
    """Find what makes the same point as ID in another voice, segment or dialogue.

    ID is that of a point (pnt-…), a practice (prc-…) or a recommendation (rec-…); of the last
    two, other practices and recommendations are found, by the point they stand on. Nearest
    first; nothing that is merely on the same topic.
    """
    engine = open_existing(store)
    found = find_similar(engine, key, read_filter(engine, options), limit)
    show_hits(
        hit_rows(engine, found),
        as_json=as_json,
        nothing="Nobody else makes this point in what is held.",
    )
