"""Judged values as JSON and back, and what stands where a proposal was rejected."""

from dataclasses import asdict
from typing import Any

from rapporteur.evidence import PARTICIPANTS, Figure, Value, Voice
from rapporteur.store.rows import to_figures

Plain = Any  # what JSON holds

EMPTY: dict[str, Value] = {
    "kind": "other",
    "voice": PARTICIPANTS,
    "response": None,
    "title": "",
    "since": "",
    "until": "",
    "recommendation": False,
    "practice": False,
}


def empty_value(field: str) -> Value:
    """Return what stands where a proposal was rejected and nothing is put in its place.

    A sentence of no kind is "other"; a voice that is not the one proposed is one of the
    participants: no name is guessed.
    """
    return EMPTY.get(field, ())


def from_value(value: Value) -> Plain:
    """Return the value as JSON."""
    if isinstance(value, Voice):
        return {
            "manner": value.manner,
            "entities": list(value.entities),
            "speakers": list(value.speakers),
            "behalf_of": list(value.behalf_of),
        }
    if isinstance(value, tuple):
        return [asdict(item) if isinstance(item, Figure) else item for item in value]
    return value


def to_value(field: str, plain: Plain) -> Value:
    """Return the value of `field` that `from_value` wrote."""
    if field == "voice":
        return to_voice(plain)
    if field == "figures":
        return to_figures(plain)
    value: Value = tuple(plain) if isinstance(plain, list) else plain
    return value


def to_voice(plain: Plain) -> Voice:
    """Return the voice that `from_value` wrote."""
    return Voice(
        plain["manner"],
        tuple(plain["entities"]),
        tuple(plain["speakers"]),
        tuple(plain["behalf_of"]),
    )
