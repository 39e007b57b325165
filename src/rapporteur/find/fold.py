"""Fold points whose words are nearly the same into the best of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine

from rapporteur.store.plain import AMONG, find_rows

WORD = re.compile(r"\w+")
ALIKE = 0.9  # share of words that make two points one
FURTHER = 20  # places
TEXTS = f"SELECT serial, id, text FROM point WHERE serial {AMONG}"


@dataclass(slots=True)
class Folded:
    """A point, by its number and its id, and the ids of those that are folded into it.

    `last` is the place in the ranking, from 0, of the last of them.
    """

    serial: int
    key: str
    score: float
    words: frozenset[str]
    last: int
    alike: list[str] = field(default_factory=list)


def fold(engine: Engine, ranked: Sequence[tuple[int, float]], enough: int) -> list[Folded]:
    """Return the first `enough` points, of those given best first, each with those folded into it.

    What is alike ranks alike: a point is folded into one if that or the last that was folded into
    it stands at most `FURTHER` places before. So all that belong to a point are met with it.
    """
    kept: list[Folded] = []
    at = 0
    while at < len(ranked) and at < (end := _end(kept, enough, at)):
        _take(engine, ranked[at:end], at, kept)
        at = end
    return kept[:enough]


def _end(kept: Sequence[Folded], enough: int, at: int) -> int:
    """How far to read; what was read already if that is far enough."""
    if len(kept) < enough:
        return at + enough - len(kept) + FURTHER
    return max(one.last for one in kept[:enough]) + FURTHER + 1


def _take(
    engine: Engine, ranked: Sequence[tuple[int, float]], first: int, kept: list[Folded]
) -> None:
    rows = read_texts(engine, [serial for serial, _ in ranked])
    for place, (serial, score) in enumerate(ranked, first):
        if serial not in rows:  # removed since the index was read; it follows at the next question
            continue
        key, text = rows[serial]
        words = frozenset(WORD.findall(text.casefold()))
        least, most = ALIKE * len(words), len(words) / ALIKE
        near = (
            k
            for k in kept
            if place - k.last <= FURTHER and least <= len(k.words) <= most  # else too little shared
        )
        twin = next((k for k in near if _is_alike(k.words, words)), None)
        if twin is None:
            kept.append(Folded(serial, key, score, words, place))
        else:
            twin.alike.append(key)
            twin.last = place


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    if not shared or shared < ALIKE * (len(one) + len(other) - shared):
        return False
    # Another number is another thing: "5 visas" and "6 visas".
    return not any(word[0].isdigit() for word in one ^ other)


def read_texts(engine: Engine, serials: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Return the id and the text of each of these points, by number; those removed are left out."""
    with engine.connect() as connection:
        rows = find_rows(connection, TEXTS, serials)
    return {serial: (key, text) for serial, key, text in rows}
