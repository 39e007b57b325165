"""Check what a person puts in the place of a proposal, and read it as they type it."""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import cast, get_args

from pydantic import TypeAdapter, ValidationError

from rapporteur.cues import load_cues
from rapporteur.errors import ReviewError
from rapporteur.evidence import KINDS, PARTICIPANTS, REPORT, Figure, Value, Voice
from rapporteur.evidence.recommendation import Response
from rapporteur.evidence.voice import Manner
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import load_states
from rapporteur.wording import squeeze

MANNERS: tuple[Manner, ...] = get_args(Manner)
RESPONSES: tuple[Response, ...] = get_args(Response)
TEXTS = ("title", "since", "until")
WHOLE = ("recommendation", "practice")
FIGURES = TypeAdapter(tuple[Figure, ...])
SHOWN = 30  # codes that an error lists at most


def check_value(field: str, value: Value) -> Value:
    """Return the value as it is kept, each code once; raise ReviewError for what cannot be."""
    if field in WHOLE:
        raise _refused(field, value, "confirm or reject it as a whole, or correct a field of it")
    if field == "kind":
        return _one_of(field, value, KINDS)
    if field == "response":
        return None if value in (None, "") else _one_of(field, value, RESPONSES)
    if field == "voice":
        return _check_voice(value)
    if field in TEXTS and isinstance(value, str):
        return squeeze(value)
    if field in TEXTS or not isinstance(value, tuple):
        raise _refused(field, value, "give words, or a list of them, as the field has them")
    if field == "figures":
        return value
    return _check_names(field, value)


def _check_names(field: str, value: tuple[str, ...] | tuple[Figure, ...]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(squeeze(str(name)) for name in value if squeeze(str(name))))
    known = _known(field)
    for name in names:
        if known and name not in known:
            raise _refused(field, name, _listing(known))
    return names


def read_value(field: str, typed: str) -> Value:
    """Return the value that somebody typed for `field`; raise ReviewError for what it cannot be.

    Codes and names stand between commas; a voice is a code, codes joined with "+",
    "participants" or "report"; figures are a JSON array of objects with at least `value` and
    `unit`. Empty where there is none.
    """
    if field == "voice":
        return read_voice(typed)
    if field == "figures":
        return _read_figures(typed)
    if field in ("kind", "response", *TEXTS, *WHOLE):
        return check_value(field, typed.strip())
    codes = tuple(part.strip() for part in typed.split(","))
    return check_value(field, tuple(c.upper() for c in codes) if field == "about" else codes)


def read_voice(typed: str, speakers: Sequence[str] = (), manner: str = "") -> Voice:
    """Return the voice of these codes and names: from the floor where nobody is named."""
    label = typed.strip()
    if label in ("report", "participants") and not speakers:
        return REPORT if label == "report" else PARTICIPANTS
    entities = tuple(part.strip() for part in label.split("+") if part.strip())
    usual = "panellist" if speakers else "floor"
    voice = Voice(cast(Manner, manner or usual), entities, tuple(speakers))
    return _check_voice(voice)


def _check_voice(value: Value) -> Voice:
    if not isinstance(value, Voice):
        raise _refused("voice", value, "give a voice")
    _one_of("manner", value.manner, MANNERS)
    if value.manner == "report" and value != REPORT:
        raise _refused("voice", value.source, "the report's own voice has no speaker and no State")
    if value.manner != "report" and "report" in value.entities:
        raise _refused("voice", value.source, "“report” stands alone")
    if not value.entities and value.manner not in ("report", "collective") and not value.speakers:
        raise _refused("voice", value.source, "name a State, an organisation or a person")
    return value


def _read_figures(typed: str) -> tuple[Figure, ...]:
    try:
        plain = json.loads(typed or "[]")
        rows = [{"text": "", **row} for row in plain]
        return FIGURES.validate_python(rows)
    except (ValueError, TypeError, ValidationError) as error:
        remedy = 'give a list such as [{"value": 500, "unit": "permits"}], or [] for none'
        raise _refused("figures", typed, remedy) from error


def _one_of(field: str, value: Value, known: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _refused(field, value, _listing(known))
    return value


def _known(field: str) -> Sequence[str]:
    """Return the codes that a field may hold; none where any name will do."""
    find = KNOWN.get(field)
    return find() if find else ()


@cache
def _codes(framework: str) -> tuple[str, ...]:
    return tuple(code.code for code in load_frameworks()[framework].codes)


@cache
def _states() -> tuple[str, ...]:
    return tuple(state.code for state in load_states())


@cache
def _instruments() -> tuple[str, ...]:
    return tuple(load_cues("instruments")["types"])


KNOWN: dict[str, Callable[[], tuple[str, ...]]] = {
    "gcm": lambda: _codes("gcm"),
    "sdg": lambda: _codes("sdg"),
    "groups": lambda: _codes("groups"),
    "about": _states,
    "instruments": _instruments,
}


def _listing(known: Sequence[str]) -> str:
    shown = ", ".join(known[:SHOWN])
    return f"one of {shown}" + (", …" if len(known) > SHOWN else "")


def _refused(field: str, value: Value, remedy: str) -> ReviewError:
    return ReviewError(f"cannot stand in “{field}”", place=f"“{value}”", remedy=remedy)
