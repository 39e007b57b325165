"""`rapporteur compare`: what is new, repeated and dropped between two sides."""

import json
from typing import Any, cast

import click

from rapporteur.cli.options import with_filters
from rapporteur.find.compare import (
    BYS,
    FATES,
    SORTS,
    By,
    Fate,
    Fates,
    Sort,
    check_sides,
    count_sides,
    make_side,
)
from rapporteur.find.compare import compare as find_fates
from rapporteur.publish.compared import Row, compared_rows, counted_rows
from rapporteur.store import open_existing
from rapporteur.store.choice import Choice

SIGNS = {"repeated": "=", "new": "+", "dropped": "-"}
UNORDERED = ("voice", "region")  # of these neither side comes first


@click.command()
@click.argument("one")
@click.argument("two")
@click.option(
    "--by", type=click.Choice(BYS), default=BYS[0], show_default=True, help="What ONE and TWO are."
)
@click.option(
    "--what",
    type=click.Choice((*SORTS, "counts")),
    multiple=True,
    help="What is compared; may be given several times; all but the counts where it is not.",
)
@with_filters
@click.option("--limit", default=10, show_default=True, type=click.IntRange(0, 100_000))
@click.option("--json", "as_json", is_flag=True, help="Print an array of objects.")
@click.pass_obj
def compare(
    store: str,
    /,
    one: str,
    two: str,
    by: By,
    what: tuple[str, ...],
    limit: int,
    as_json: bool,
    **options: Any,
) -> None:
    """Compare ONE and TWO: what is repeated (=), new on TWO (+) and dropped (-).

    They are dialogues by title or id, or voices, regions or years with --by; of voices and
    regions it is told what is in both (=), only in TWO (+) and only in ONE (-). The filters are
    those of both sides. Recommendations, practices and other points are compared by meaning
    and words; --limit says how many of each are printed.
    """
    engine = open_existing(store)
    choice = cast(Choice, options)
    first, second = (make_side(engine, by, side, choice) for side in (one, two))
    check_sides(first, second)
    sorts = [sort for sort in SORTS if sort in what or not what]
    rows = list(compared_rows(engine, first, second, sorts)) if sorts else []
    if "counts" in what:
        rows += counted_rows(count_sides(engine, first, second))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    names: dict[Fate, str] = {fate: fate for fate in FATES}
    if by in UNORDERED:
        names = {"repeated": "in both", "new": f"only in {two}", "dropped": f"only in {one}"}
    for sort in sorts:
        _show(sort, find_fates(engine, first, second, sort), rows, limit, names)
    for row in rows:
        if "facet" in row:
            value = " ".join(filter(None, (row["facet"], row["value"], row["title"])))
            click.echo(f"{row['one']:>8}{row['two']:>8}{row['change']:>+8}  {value}")


def _show(sort: Sort, fates: Fates, rows: list[Row], limit: int, names: dict[Fate, str]) -> None:
    numbers = ", ".join(f"{len(fates.of(fate))} {names[fate]}" for fate in FATES)
    click.echo(f"{sort}: {fates.held[0]} and {fates.held[1]}; {numbers}")
    if any(held > len(seen) for held, seen in zip(fates.held, fates.seen, strict=True)):
        seen = " and ".join(str(len(side)) for side in fates.seen)
        click.echo(f"  only {seen} were compared; narrow the sides to compare all")
    for fate in FATES:
        own = [r for r in rows if r.get("sort") == sort and r.get("fate") == fate]
        firsts = {row["id"]: row for row in reversed(own)}  # the nearest of each comes first
        for row in list(reversed(firsts.values()))[:limit]:
            _show_row(SIGNS[fate], row)


def _show_row(sign: str, row: Row) -> None:
    click.echo(f"  {sign} {row['text']}")
    click.echo(f"      {row['said_by']}, {row['source_file']} page {row['page']}")
    if sign == SIGNS["repeated"]:
        click.echo(f"    {sign} {row['other_text']}")
        place = f"{row['other_source_file']} page {row['other_page']}"
        click.echo(f"      {row['other_said_by']}, {place}; likeness {row['likeness']}")
