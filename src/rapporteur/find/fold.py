"""Fold points whose words are nearly the same into the best of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine

from rapporteur.store.plain import AMONG, find_rows

WORD = re.compile(r"\w+")
ALIKE = 0.9  # share of words that make two points one
FURTHER = 8  # points beyond those wanted that are looked at: what is alike ranks alike
TEXTS = f"SELECT serial, id, text FROM point WHERE serial {AMONG}"


@dataclass(slots=True)
class Folded:
    """A point, by its number and its id, and the ids of those that are folded into it."""

    serial: int
    key: str
    score: float
    words: frozenset[str]
    alike: list[str] = field(default_factory=list)


def fold(engine: Engine, ranked: Sequence[tuple[int, float]], enough: int) -> list[Folded]:
    """Return points, given best first by number and score, each with those that are folded.

    Reads no further than it takes to find `enough`, and a few more that may be like these.
    """
    kept: list[Folded] = []
    at = 0
    while at < len(ranked) and len(kept) < enough:
        turn = ranked[at : at + enough - len(kept) + FURTHER]
        _take(engine, turn, kept)
        at += len(turn)
    return kept[:enough]


def _take(engine: Engine, ranked: Sequence[tuple[int, float]], kept: list[Folded]) -> None:
    rows = _read(engine, [serial for serial, _ in ranked])
    for serial, score in ranked:
        if serial not in rows:  # removed since the index was read; it follows at the next question
            continue
        key, text = rows[serial]
        words = frozenset(WORD.findall(text.casefold()))
        least, most = ALIKE * len(words), len(words) / ALIKE
        near = (k for k in kept if least <= len(k.words) <= most)  # others cannot share enough
        twin = next((k for k in near if _is_alike(k.words, words)), None)
        if twin is None:
            kept.append(Folded(serial, key, score, words))
        else:
            twin.alike.append(key)


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    if not shared or shared < ALIKE * (len(one) + len(other) - shared):
        return False
    # Another number is another thing: "5 visas" and "6 visas".
    return not any(word[0].isdigit() for word in one ^ other)


def _read(engine: Engine, serials: Sequence[int]) -> dict[int, tuple[str, str]]:
    with engine.connect() as connection:
        rows = find_rows(connection, TEXTS, serials)
    return {serial: (key, text) for serial, key, text in rows}
