"""`rapporteur profile`: what a State or organisation said, did, asked and was asked."""

import json

import click

from rapporteur.find.profile import get_entity, read_profile
from rapporteur.gazetteer import load_gazetteer
from rapporteur.publish.profiled import Row, profile_row
from rapporteur.store import open_existing

FIGURES = (
    ("said", "sentences it said"),
    ("told", "sentences about it"),
    ("took", "practices it is part of"),
    ("asks", "recommendations it made"),
    ("asked", "recommendations made to it"),
)


@click.command()
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print an object.")
@click.pass_obj
def profile(store: str, code: str, as_json: bool) -> None:
    """Show what the State or organisation CODE said, did, asked and was asked, in numbers.

    CODE is an ISO3 code, a short name, or a usual name (PRT, Portugal, IOM). Whole, by GCM
    objective and SDG, and by dialogue; the pages quote it and make a brief for print.
    """
    engine = open_existing(store)
    known = load_gazetteer().find_asked(code)
    row = profile_row(read_profile(engine, get_entity(engine, known.code if known else code)))
    if as_json:
        click.echo(json.dumps(row, ensure_ascii=False, indent=1))
        return
    click.echo(f"{row['name']} ({row['code']})")
    for name, words in FIGURES:
        click.echo(f"  {row[name]:>6}  {words}")
    for answer, number in row["answers"].items():
        click.echo(f"  {number:>6}    {'without an answer' if answer == 'none' else answer}")
    for framework in ("gcm", "sdg"):
        _show(framework.upper(), row[framework])
    click.echo("\nDialogues")
    for meeting in row["dialogues"]:
        click.echo(f"  {_numbers(meeting)}  {meeting['title']}, {meeting['starts'] or 'no date'}")


def _show(title: str, rows: list[Row]) -> None:
    if not rows:
        return
    heads = "".join(f"{name:>7}" for name, _ in FIGURES)
    click.echo(f"\n{title}\n  {heads}")
    for row in rows:
        click.echo(f"  {_numbers(row)}  {row['code']} {row['title']}")


def _numbers(row: Row) -> str:
    return "".join(f"{row[name]:>7}" for name, _ in FIGURES)
