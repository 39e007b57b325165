"""Decide: confirm, correct or reject a proposal, sign a decision off, or take it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from rapporteur.errors import DecidedError, ReviewError, UnknownError
from rapporteur.evidence import FIELDS, Judgement, Subject, Value, Verdict
from rapporteur.review.values import check_value
from rapporteur.store.judged import log, overlay, tables
from rapporteur.store.judged.fields import WHOLE, capture, value_of
from rapporteur.store.judged.log import Standing, find_standing, read_log, writing
from rapporteur.store.judged.places import get_subject
from rapporteur.store.judged.values import empty_value
from rapporteur.wording import squeeze


@dataclass(frozen=True, slots=True)
class By:
    """Who decides, why, and what they had seen.

    `seen` is the id of the judgement that stood when they looked ("" for none): where another
    stands by then, they are told instead of overruling somebody unawares. None asks for no such
    care. `when` is UTC, ISO 8601; empty means now.
    """

    who: str
    note: str = ""
    seen: str | None = None
    when: str = ""


def confirm(store: Engine, key: str, by: By, fields: Sequence[str] = ()) -> tuple[Judgement, ...]:
    """Confirm what stands in these fields of a point, recommendation or practice; all if none.

    Raises ReviewError, DecidedError, UnknownError as `decide` does.
    """
    wanted = fields or fields_of(key)
    with writing(store) as connection:
        made = tuple(write_decision(connection, (key, f), "confirmed", None, by) for f in wanted)
        overlay.refresh_target(connection, made[0].subject.source, key)
        return made


def correct(store: Engine, key: str, field: str, value: Value, by: By) -> Judgement:
    """Put `value` in the place of what stands in `field`; where they are the same, confirm it."""
    return decide(store, key, field, "corrected", value, by)


def reject(store: Engine, key: str, by: By, field: str = "") -> Judgement:
    """Reject what stands in `field`; without one, a recommendation or practice as a whole.

    Nothing is put in its place: no code, no country, the kind "other", the voice of a
    participant who is not named. A recommendation or practice that is none is left out
    everywhere. Raises ReviewError for a point without a field.
    """
    return decide(store, key, field or _whole(key), "rejected", None, by)


def decide(
    store: Engine, key: str, field: str, verdict: Verdict, value: Value, by: By
) -> Judgement:
    """Write down one verdict and make it stand; `value` counts for "corrected" alone.

    Raises UnknownError where nothing has the id `key`, ReviewError for a field or value that
    cannot be, or where no name is given, and DecidedError where somebody decided meanwhile.
    """
    with writing(store) as connection:
        made = write_decision(connection, (key, field), verdict, value, by)
        overlay.refresh_target(connection, made.subject.source, key)
        return made


def sign_off(store: Engine, key: str, by: By, fields: Sequence[str] = ()) -> tuple[Judgement, ...]:
    """Consent, as a second person, to what was decided on these fields; on all if none.

    Raises ReviewError where nothing is to be signed off, or where it is one's own decision.
    """
    with writing(store) as connection:
        subject = get_subject(connection, key)
        standing = standing_of(connection, key)
        open_fields = [f for f, found in standing.items() if not found.signed]
        wanted = list(fields) or open_fields
        if not wanted or not set(wanted) <= set(open_fields):
            raise ReviewError(
                "there is no decision here that waits for a sign-off",
                place=key,
                remedy=f"`rapporteur review history {key}` tells what was decided",
            )
        made = []
        for field in wanted:
            _check_seen(by, standing[field].judgement.id, key)
            made.append(write_sign_off(connection, subject, standing[field].judgement, by, key))
        overlay.refresh_target(connection, subject.source, key)
        return tuple(made)


def read_blind(
    store: Engine, key: str, values: Mapping[str, Value], by: By, sample: str
) -> tuple[Judgement, ...]:
    """Keep a blind reading of these fields of a point: what stands is left as it is.

    Raises ReviewError for a value that cannot be.
    """
    with writing(store) as connection:
        subject = get_subject(connection, key)
        made = []
        for field, value in values.items():
            before = value_of(field, capture(connection, key, field))
            after = check_value(field, value)
            verdict: Verdict = "confirmed" if after == before else "corrected"
            own = make_judgement(subject, field, verdict, (before, after), by)
            reading = replace(own, stage="blind", sample=sample)
            made.append(log.append(connection, reading, key))
        return tuple(made)


def undo(store: Engine, judgement: str, by: By) -> Judgement:
    """Take back a judgement of this id, a sign-off or an undoing too; what stood before stands.

    Raises UnknownError for an unknown id, ReviewError where it was taken back already.
    """
    with writing(store) as connection:
        return write_undoing(connection, judgement, by)


def write_undoing(connection: Connection, judgement: str, by: By) -> Judgement:
    """Take back a judgement, and make what stood before it stand."""
    found = read_log(connection, tables.judgement.c.id == judgement)
    if not found:
        raise UnknownError(
            "there is no judgement by this id",
            place=judgement,
            remedy="`rapporteur review history ID` gives the ids (jdg-…)",
        )
    target, old = found[0]
    subject = tables.subject.c
    near = read_log(connection, subject.source == old.subject.source, subject.target == target)
    if log.is_taken_back(near, judgement):
        raise ReviewError(
            "was taken back already",
            place=judgement,
            remedy="take the taking back back, to make it stand again",
        )
    own = make_judgement(old.subject, old.field, "taken back", (old.after, old.before), by)
    taken = replace(own, stage=old.stage, refers=judgement, sample=old.sample)
    made = log.append(connection, taken, target)
    if target:
        overlay.refresh_target(connection, old.subject.source, target)
    else:
        overlay.note_adrift(connection, old.subject.source)
    return made


def fields_of(key: str) -> tuple[str, ...]:
    """Return the fields that can be judged of what has this id; raise ReviewError for others."""
    if key[:3] not in FIELDS:
        raise ReviewError(
            "is no point, recommendation or practice",
            place=key,
            remedy="give an id that begins with pnt-, rec- or prc-",
        )
    return FIELDS[key[:3]]


def write_decision(
    connection: Connection, at: tuple[str, str], verdict: Verdict, value: Value, by: By
) -> Judgement:
    """Write down a verdict on a field, `at` id and name; whoever calls makes it stand."""
    key, field = at
    if field not in fields_of(key):
        raise ReviewError(
            f"has no field “{field}”", place=key, remedy=f"one of {', '.join(fields_of(key))}"
        )
    subject = get_subject(connection, key)
    standing = standing_of(connection, key)
    known = standing.get(field)
    _check_seen(by, known.judgement.id if known else "", key)
    before = value_now(connection, key, field, standing)
    if verdict == "corrected":
        after = check_value(field, value)
        verdict = "confirmed" if after == before else verdict
    else:
        after = before if verdict == "confirmed" else empty_value(field)
    made = make_judgement(subject, field, verdict, (before, after), by)
    return log.append(connection, made, key)


def value_now(connection: Connection, key: str, field: str, standing: dict[str, Standing]) -> Value:
    """Return what stands in a field now; False for what was rejected as a whole."""
    whole = next((f for f in WHOLE if f in fields_of(key)), "")
    if whole and whole in standing and standing[whole].judgement.after is False:
        if field == whole:
            return False
        raise ReviewError(
            f"was rejected: it is no {whole}",
            place=key,
            remedy=f"take that back first: `rapporteur review undo {standing[whole].judgement.id}`",
        )
    return value_of(field, capture(connection, key, field))


def write_sign_off(
    connection: Connection, subject: Subject, judgement: Judgement, by: By, key: str
) -> Judgement:
    """Write down that a second person consents to a judgement; whoever calls makes it stand."""
    _check_other(by, judgement)
    own = make_judgement(subject, judgement.field, "confirmed", (judgement.after,) * 2, by)
    return log.append(connection, replace(own, stage="sign-off", refers=judgement.id), key)


def standing_of(connection: Connection, key: str) -> dict[str, Standing]:
    """Return the judgements in force on what has this id, by field."""
    found = find_standing(read_log(connection, tables.subject.c.target == key))
    return {field: standing for (_, field), standing in found.items()}


def make_judgement(
    subject: Subject, field: str, verdict: Verdict, change: tuple[Value, Value], by: By
) -> Judgement:
    """Return a judgement without an id, not kept yet; `change` is what stood and what stands.

    Raises ReviewError where nobody is named.
    """
    who = name_of(by)
    when = by.when or datetime.now(UTC).isoformat(timespec="microseconds")
    return Judgement("", subject, field, verdict, *change, who, when, note=by.note.strip())


def name_of(by: By) -> str:
    """Return who it is; raise ReviewError where nobody is named."""
    who = squeeze(by.who)
    if not who:
        raise ReviewError(
            "a judgement needs the name of who makes it",
            remedy="give it with --who, or set RAPPORTEUR_REVIEWER",
        )
    return who


def _check_seen(by: By, standing: str, key: str) -> None:
    if by.seen is not None and by.seen != standing:
        raise DecidedError(
            "somebody decided on this meanwhile",
            place=key,
            remedy=f"look again (`rapporteur review history {key}`), then decide",
        )


def is_same_person(one: str, other: str) -> bool:
    """Tell whether two names are one person's, however they are written."""
    return squeeze(one).casefold() == squeeze(other).casefold()


def _check_other(by: By, judgement: Judgement) -> None:
    if is_same_person(by.who, judgement.who):
        raise ReviewError(
            "nobody signs their own decision off",
            place=judgement.subject.id,
            remedy="let somebody else do it",
        )


def _whole(key: str) -> str:
    whole = next((field for field in WHOLE if field in fields_of(key)), "")
    if not whole:
        raise ReviewError(
            "a sentence is not rejected as a whole",
            place=key,
            remedy=f"say which of its labels: --field {', '.join(fields_of(key))}",
        )
    return whole
