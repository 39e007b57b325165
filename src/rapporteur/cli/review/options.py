"""Options that several commands of `review` share, and values as words."""

from collections.abc import Callable
from typing import Any

import click

from rapporteur.evidence import Figure, Judgement, Value, Voice

Command = Callable[..., Any]

with_who = click.option(
    "--who",
    envvar="RAPPORTEUR_REVIEWER",
    default="",
    help="The name of whoever decides. Also RAPPORTEUR_REVIEWER.",
)
with_note = click.option("--note", default="", help="Why, in a few words.")
with_fields = click.option(
    "--field", "fields", multiple=True, help="Only this field; may be given again."
)
with_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def show_value(value: Value) -> str:
    """Return a judged value as words."""
    if isinstance(value, Voice):
        speaker = f"{value.speaker}, " if value.speaker else ""
        return f"{speaker}{value.source} ({value.manner})"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_figure(v) if isinstance(v, Figure) else v for v in value) or "none"
    return value or "none"


def show_judgement(judgement: Judgement) -> str:
    """Return a judgement as one line: its id, what was decided, by whom and when."""
    before, after = show_value(judgement.before), show_value(judgement.after)
    change = before if before == after else f"{before} → {after}"
    stage = {"sign-off": "signed off", "blind": "read blind"}.get(judgement.stage, "")
    deed = judgement.verdict if judgement.verdict == "taken back" or not stage else stage
    note = f"; {judgement.note}" if judgement.note else ""
    when = f"{judgement.when[:16].replace('T', ' ')} UTC"
    refers = f" ({judgement.refers})" if judgement.refers else ""
    head = f"{judgement.id}  {judgement.field} {deed}{refers}: {change}"
    return f"{head}; {judgement.who}, {when}{note}"


def _figure(figure: Figure) -> str:
    return f"{figure.value:g} {figure.unit}"
