"""Decide on all of a point at once: as it stands, with changes, or that there is nothing in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from rapporteur.errors import DecidedError, ReviewError
from rapporteur.evidence import Judgement, Value, Verdict
from rapporteur.review.decide import (
    By,
    fields_of,
    is_same_person,
    standing_of,
    value_now,
    write_decision,
    write_sign_off,
    write_undoing,
)
from rapporteur.store.judged import overlay
from rapporteur.store.judged.acts import find_last_entry
from rapporteur.store.judged.log import Standing, writing
from rapporteur.store.judged.places import get_subject
from rapporteur.store.judged.values import empty_value

VOICE = "voice"  # stays where a point is rejected: somebody said the sentence


def approve(
    store: Engine,
    key: str,
    by: By,
    changes: Mapping[str, Value] | None = None,
    fields: Sequence[str] = (),
) -> tuple[Judgement, ...]:
    """Put `changes` in the place of what stands, and agree to the rest of `fields`; all if none.

    What somebody else decided is signed off; where nothing waits for that, what nobody judged is
    confirmed. One's own decision stays as it is. `by.seen` is the last entry of the item's log
    when they looked ("" for none). Raises DecidedError where there is a later one, ReviewError
    where nothing is left to do, or for a value that cannot be.
    """
    by = _at_once(by)
    changed = dict(changes or {})
    with writing(store) as connection:
        _check_last(connection, key, by)
        by = replace(by, seen=None)
        subject, standing = get_subject(connection, key), standing_of(connection, key)
        made = []
        wanted = fields or fields_of(key)
        waiting = {f: standing[f].judgement for f in wanted if _waits(standing.get(f), by)}
        for field in wanted:
            at = (key, field)
            if field in changed:
                made.append(write_decision(connection, at, "corrected", changed[field], by))
            elif field in waiting:
                made.append(write_sign_off(connection, subject, waiting[field], by, key))
            elif field not in standing and not waiting:
                made.append(write_decision(connection, at, "confirmed", None, by))
        if not made:
            raise ReviewError(
                "you have decided on this already",
                place=key,
                remedy="somebody else signs it off; change it, or undo what you decided",
            )
        overlay.refresh_target(connection, subject.source, key)
        return tuple(made)


def dismiss(store: Engine, key: str, by: By, fields: Sequence[str] = ()) -> tuple[Judgement, ...]:
    """Reject what the machine made of a point: no kind, no codes, no countries, no figures.

    The sentence stays, and who said it. `fields` reject no more than these. Raises DecidedError
    as `approve` does.
    """
    by = _at_once(by)
    with writing(store) as connection:
        _check_last(connection, key, by)
        by = replace(by, seen=None)
        standing = standing_of(connection, key)
        made = []
        for field in fields or [field for field in fields_of(key) if field != VOICE]:
            empty = value_now(connection, key, field, standing) == empty_value(field)
            verdict: Verdict = "confirmed" if empty else "rejected"
            made.append(write_decision(connection, (key, field), verdict, None, by))
        overlay.refresh_target(connection, made[0].subject.source, key)
        return tuple(made)


def take_back(store: Engine, judgements: Sequence[str], by: By) -> tuple[Judgement, ...]:
    """Take back several judgements, or none of them; raises as `undo` does."""
    by = _at_once(by)
    with writing(store) as connection:
        return tuple(write_undoing(connection, one, by) for one in reversed(judgements))


def _at_once(by: By) -> By:
    """One time for all that is decided together: by it the log knows what was one act."""
    return replace(by, when=by.when or datetime.now(UTC).isoformat(timespec="microseconds"))


def _waits(found: Standing | None, by: By) -> bool:
    """Tell whether this decision waits for somebody like `by` to sign it off."""
    if found is None or found.signed:
        return False
    return not is_same_person(found.judgement.who, by.who)


def _check_last(connection: Connection, key: str, by: By) -> None:
    if by.seen is not None and by.seen != find_last_entry(connection, key):
        raise DecidedError(
            "somebody decided on this meanwhile",
            place=key,
            remedy="look at what they decided, then decide",
        )
