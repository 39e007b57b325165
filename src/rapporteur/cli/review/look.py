"""What to judge, what was judged, and how far it has come."""

import json
import re
from typing import Any

import click

from rapporteur.cli.options import read_filter, with_filters
from rapporteur.cli.review.options import show_judgement, show_value, with_json, with_who
from rapporteur.errors import ReviewError
from rapporteur.evidence import POINT_FIELDS, Judgement
from rapporteur.review.progress import count_progress
from rapporteur.review.queue import STATES, Ask, Item, list_queue
from rapporteur.store import open_existing
from rapporteur.store.judged.places import get_subject
from rapporteur.store.judged.values import from_value
from rapporteur.store.judged.view import find_adrift, find_history

SHARE = re.compile(r"(\d+)/(\d+)")


@click.command("list")
@with_filters
@click.option(
    "--state",
    type=click.Choice(STATES),
    default="open",
    show_default=True,
    help="Not judged; judged, and waiting for a sign-off; signed off; or all.",
)
@click.option("--label", type=click.Choice(POINT_FIELDS), help="The queue of this label alone.")
@click.option("--share", default="1/1", metavar="K/N", help="Part K of N reviewers' parts.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@with_json
@with_who
@click.pass_obj
def list_points(
    store: str,
    /,
    state: Any,
    label: str | None,
    share: str,
    limit: int,
    as_json: bool,
    who: str,
    **options: Any,
) -> None:
    """List sentences to judge, the doubtful, disputed and weighty first.

    With `--state first`, --who leaves out what that person judged and cannot sign off.
    """
    part = SHARE.fullmatch(share)
    if not part:
        raise ReviewError(f"“{share}” is no share", remedy="give it as 1/3: the first of three")
    ask = Ask(state, label or "", who, (int(part[1]), int(part[2])))
    engine = open_existing(store)
    found = list_queue(engine, read_filter(engine, options), ask, limit=limit)
    if as_json:
        rows = [_item_row(item) for item in found.items]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not found.items:
        click.echo("Nothing is left to judge here.")
    for item in found.items:
        click.echo(_item_lines(item))


@click.command()
@click.argument("key", default="", metavar="[ID]")
@with_json
@click.pass_obj
def history(store: str, key: str, as_json: bool) -> None:
    """Tell who decided what on this ID and when; without one, what bears on nothing now."""
    engine = open_existing(store)
    if key:
        told = find_history(engine, key)
        if not told:
            with engine.connect() as connection:
                get_subject(connection, key)  # says so where nothing has this id
    else:
        told = tuple((judgement, False) for judgement in find_adrift(engine))
    if as_json:
        rows = [{**_judgement_row(judgement), "taken_back": gone} for judgement, gone in told]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if not told:
        click.echo("Nobody has judged this." if key else "Every judgement bears on something.")
    for judgement, gone in told:
        where = "" if key else f" “{judgement.subject.text}”"
        click.echo(f"{show_judgement(judgement)}{' [taken back]' if gone else ''}{where}")


@click.command()
@with_filters
@with_json
@click.pass_obj
def progress(store: str, /, as_json: bool, **options: Any) -> None:
    """Count what was judged, signed off and corrected, and by whom."""
    engine = open_existing(store)
    found = count_progress(engine, read_filter(engine, options))
    row = {
        "points": found.points,
        "judged": found.judged,
        "signed_off": found.signed,
        "corrected": found.corrected,
        "people": found.people,
    }
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(
        f"{found.judged} of {found.points} sentences judged, {found.signed} of them signed off, "
        f"{found.corrected} corrected"
    )
    for name, number in found.people.items():
        click.echo(f"    {name}: {number} judgements in force")


def _item_lines(item: Item) -> str:
    (point,) = item.statement.points
    codes = ", ".join(f"{c.framework} {c.code} ({c.confidence:.2f})" for c in item.codings)
    doubts = "; ".join(item.doubts) or "no doubt"
    return (
        f"{point.text}\n"
        f"    {show_value(item.statement.voice)}; {point.kind} ({point.confidence:.2f}: "
        f"{point.reason}); {codes or 'no codes'}\n"
        f"    {doubts}; score {item.score:.2f}; page {point.anchor.page}; {point.id}\n"
    )


def _item_row(item: Item) -> dict[str, Any]:
    (point,) = item.statement.points
    return {
        "id": point.id,
        "text": point.text,
        "page": point.anchor.page,
        "voice": from_value(item.statement.voice),
        "kind": point.kind,
        "kind_confidence": point.confidence,
        "kind_reason": point.reason,
        "about": list(point.about),
        "groups": list(point.groups),
        "codes": [
            {"framework": c.framework, "code": c.code, "confidence": c.confidence}
            for c in item.codings
        ],
        "score": item.score,
        "doubts": list(item.doubts),
        "part_of": list(item.part_of),
        "reviewed": point.review.state if point.review else "",
    }


def _judgement_row(judgement: Judgement) -> dict[str, Any]:
    names = ("id", "field", "verdict", "who", "when", "stage", "note", "refers", "sample")
    return {
        **{name: getattr(judgement, name) for name in names},
        "before": from_value(judgement.before),
        "after": from_value(judgement.after),
        "text": judgement.subject.text,
    }
