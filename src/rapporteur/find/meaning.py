"""Rank points by how near their meaning comes to a question's, with what stands around them."""

from collections.abc import Callable, Sequence
from threading import RLock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from sqlalchemy import Engine, select

from rapporteur.store import tables
from rapporteur.store.changes import Change, find_changes, find_last_change
from rapporteur.store.vectors import KeptVectors
from rapporteur.vectors import WIDTH, encode, find_vectors

Encode = Callable[[str], npt.NDArray[np.float32]]

AROUND = 0.3  # what the nearer neighbour's likeness adds to a point's own
NEAREST = 300  # points that a question finds by meaning
FLOOR = 0.4  # least likeness, 0..1, of what is found
AT_ONCE = 2_000  # texts whose vectors are fetched together

_held: "WeakKeyDictionary[Engine, Meanings]" = WeakKeyDictionary()
_guard = RLock()


class Near(NamedTuple):
    """A point, by its number in the store, and its likeness to the question, 0..1."""

    serial: int
    likeness: float


class Rows(NamedTuple):
    """A source's points in reading order: numbers, segments, vectors of length 1."""

    serials: npt.NDArray[np.int64]
    segments: tuple[str, ...]
    vectors: npt.NDArray[np.float32]


class Meanings:
    """The vectors of all points of a store, in memory, by source."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._change: Change | None = None
        self._rows: dict[str, Rows] = {}
        self._serials = np.zeros(0, np.int64)
        self._matrix = np.zeros((0, WIDTH), np.float32)
        self._linked = np.zeros(0, bool)

    @classmethod
    def of_random(cls, number: int, chance: np.random.Generator) -> "Meanings":
        """Return `number` points with vectors by chance, for measuring."""
        made = cls()
        made._matrix = chance.standard_normal((number, WIDTH), np.float32)
        made._matrix /= np.linalg.norm(made._matrix, axis=1, keepdims=True)
        made._serials = np.arange(1, number + 1)
        made._linked = np.ones(number, bool)
        return made

    def follow(self, engine: Engine) -> None:
        """Take in the points that changed in the store; cheap where nothing did."""
        last = find_last_change(engine)
        if last == self._change:
            return
        with self._lock:
            since = self._change.turn if self._change else 0
            if last is None or last.turn <= since:
                since = 0
                self._rows = {}
            for change in find_changes(engine, since):
                rows = _read_rows(engine, change.source)
                self._rows.pop(change.source, None)
                if len(rows.serials):
                    self._rows[change.source] = rows
            self._join()
            self._change = last

    def find(self, question: npt.NDArray[np.float32], most: int = NEAREST) -> list[Near]:
        """Return at most `most` points that are near a question, nearest first."""
        own = self._matrix @ question
        near = np.zeros_like(own)
        # A neighbour in the same segment lends some of its likeness: "It had also suspended them".
        near[1:] = np.where(self._linked[1:], own[:-1], 0.0)
        near[:-1] = np.maximum(near[:-1], np.where(self._linked[1:], own[1:], 0.0))
        scores = own + AROUND * np.maximum(near, 0.0)
        few = min(most, len(scores))
        best = np.argpartition(-scores, few - 1)[:few] if few else np.zeros(0, np.int64)
        best = best[np.argsort(-scores[best], kind="stable")]
        return [
            Near(int(self._serials[at]), float(scores[at])) for at in best if scores[at] >= FLOOR
        ]

    def _join(self) -> None:
        rows = [self._rows[source] for source in sorted(self._rows)]
        if not rows:
            self.__init__()  # type: ignore[misc]
            return
        self._serials = np.concatenate([r.serials for r in rows])
        self._matrix = np.concatenate([r.vectors for r in rows])
        linked = []
        for one in rows:
            same = [a == b for a, b in zip(one.segments, one.segments[1:], strict=False)]
            linked += [False, *same]
        self._linked = np.array(linked, bool)


def open_meanings(engine: Engine) -> Meanings:
    """Return the vectors of a store's points, in step with it."""
    with _guard:
        held = _held.get(engine)
        if held is None:
            held = _held[engine] = Meanings()
    held.follow(engine)
    return held


def encode_question(text: str) -> npt.NDArray[np.float32]:
    """Return the vector of a question."""
    return encode([text])[0].meaning


def _read_rows(engine: Engine, source: str) -> Rows:
    point = tables.point.c
    query = select(point.serial, point.segment, point.text).where(point.source == source)
    with engine.connect() as connection:
        found = connection.execute(query.order_by(point.order)).all()
    vectors = _vectors(engine, [row.text for row in found])
    return Rows(
        np.array([row.serial for row in found], np.int64),
        tuple(row.segment for row in found),
        vectors,
    )


def _vectors(engine: Engine, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    parts: list[npt.NDArray[np.float32]] = []
    keep = KeptVectors(engine)
    for at in range(0, len(texts), AT_ONCE):
        some = texts[at : at + AT_ONCE]
        found = find_vectors(some, keep)
        parts.append(np.stack([found[text].meaning for text in some]))
    return np.concatenate(parts) if parts else np.zeros((0, WIDTH), np.float32)
