"""Confirm, correct, reject, sign off, take back."""

from collections.abc import Iterable

import click

from rapporteur.cli.review.options import show_judgement, with_fields, with_note, with_who
from rapporteur.errors import ReviewError
from rapporteur.evidence import Judgement
from rapporteur.review import decide
from rapporteur.review.decide import By
from rapporteur.review.values import MANNERS, read_value, read_voice
from rapporteur.store import open_existing


@click.command()
@click.argument("key", metavar="ID")
@with_fields
@with_who
@with_note
@click.pass_obj
def confirm(store: str, key: str, fields: tuple[str, ...], who: str, note: str) -> None:
    """Confirm what stands: all fields of the sentence, recommendation or practice with this ID."""
    _tell(decide.confirm(open_existing(store), key, By(who, note), fields))


@click.command()
@click.argument("key", metavar="ID")
@click.argument("field")
@click.argument("value")
@click.option("--speaker", "speakers", multiple=True, help="A voice's person; may be given again.")
@click.option("--manner", type=click.Choice(MANNERS), help="How a voice speaks.")
@with_who
@with_note
@click.pass_obj
def correct(
    store: str,
    key: str,
    field: str,
    value: str,
    speakers: tuple[str, ...],
    manner: str | None,
    who: str,
    note: str,
) -> None:
    """Put VALUE in the place of what stands in FIELD.

    Of a sentence: kind, voice, about, gcm, sdg, groups, figures. Of a recommendation: voices,
    addressed_to, response. Of a practice: title, implementers, partners, groups, about,
    instruments, since, until. Codes and names stand between commas ("15,16"; "" for none); a
    voice is "KEN", "KEN+UGA", "participants" or "report"; figures are JSON.
    """
    if field != "voice" and (speakers or manner):
        raise ReviewError("--speaker and --manner go with a voice", remedy="leave them out")
    given = read_voice(value, speakers, manner or "") if field == "voice" else None
    after = given or read_value(field, value)
    _tell([decide.correct(open_existing(store), key, field, after, By(who, note))])


@click.command()
@click.argument("key", metavar="ID")
@click.option("--field", default="", help="Only this field; a sentence needs one.")
@with_who
@with_note
@click.pass_obj
def reject(store: str, key: str, field: str, who: str, note: str) -> None:
    """Reject what stands, and put nothing in its place.

    A recommendation or practice that is rejected without --field is left out everywhere. A kind
    becomes "other", a voice a participant who is not named, codes and figures none.
    """
    _tell([decide.reject(open_existing(store), key, By(who, note), field)])


@click.command()
@click.argument("judgement", metavar="JUDGEMENT")
@with_who
@with_note
@click.pass_obj
def undo(store: str, judgement: str, who: str, note: str) -> None:
    """Take back the JUDGEMENT with this id (jdg-…); what stood before it stands again."""
    _tell([decide.undo(open_existing(store), judgement, By(who, note))])


@click.command("sign-off")
@click.argument("key", metavar="ID")
@with_fields
@with_who
@with_note
@click.pass_obj
def sign_off(store: str, key: str, fields: tuple[str, ...], who: str, note: str) -> None:
    """Agree, as a second person, to what somebody else decided on this ID."""
    _tell(decide.sign_off(open_existing(store), key, By(who, note), fields))


def _tell(made: Iterable[Judgement]) -> None:
    for judgement in made:
        click.echo(show_judgement(judgement))
