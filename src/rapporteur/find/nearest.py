"""Find the vectors nearest to one: all compared while that is fast, a part of them beyond."""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

MANY = 40_000  # vectors; numpy compares so many in about 5 ms
LISTS = 1_024  # of faiss; a vector is kept in the one whose centre it is nearest to
PROBED = 24  # lists that a question looks into
SAMPLE = 40_000  # vectors from which the centres are learnt
SEED = 1


class Nearest(Protocol):
    """Looks for the rows of a matrix that are nearest to a vector."""

    def find(self, vector: Floats, most: int) -> tuple[Numbers, Floats]:
        """Return the rows and their likenesses (cosines), nearest first."""
        ...


class Compared:
    """Compares with every row."""

    def __init__(self, matrix: Floats) -> None:
        self._matrix = matrix

    def find(self, vector: Floats, most: int) -> tuple[Numbers, Floats]:
        """Return the nearest rows, exactly."""
        likenesses = self._matrix @ vector
        few = min(most, len(likenesses))
        if not few:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        best = np.argpartition(-likenesses, few - 1)[:few]
        best = best[np.argsort(-likenesses[best], kind="stable")]
        return best.astype(np.int64), likenesses[best]


class Listed:
    """Looks into some of faiss's inverted lists, of vectors in bytes (SQ8)."""

    def __init__(self, index: Any) -> None:
        self._index = index
        self._index.nprobe = PROBED

    def find(self, vector: Floats, most: int) -> tuple[Numbers, Floats]:
        """Return the nearest rows, nearly all of them."""
        likenesses, rows = self._index.search(vector[None], most)
        held = rows[0] >= 0
        return rows[0][held], likenesses[0][held]


def make_nearest(matrix: Floats, kept: Path | None = None) -> Nearest:
    """Return what finds rows of `matrix`, whose rows have length 1; learning takes a while.

    `kept` is a file that holds the lists, or is to hold them.
    """
    if len(matrix) <= MANY:
        return Compared(matrix)
    import faiss  # a large library, which small stores need not load

    if kept is not None and kept.is_file():
        index = _read(faiss, kept)
        if index is not None and index.ntotal == len(matrix):
            return Listed(index)
    index = faiss.index_factory(matrix.shape[1], f"IVF{LISTS},SQ8", faiss.METRIC_INNER_PRODUCT)
    chosen = np.random.default_rng(SEED).choice(len(matrix), SAMPLE, replace=False)
    index.train(matrix[np.sort(chosen)])
    index.add(matrix)
    if kept is not None:
        faiss.write_index(index, str(kept))
    return Listed(index)


def _read(faiss: Any, kept: Path) -> Any:
    """Return the lists in a file, None where it is damaged: they are learnt anew."""
    try:
        return faiss.read_index(str(kept))
    except RuntimeError:
        return None
