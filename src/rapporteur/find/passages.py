"""Cut the points of a source into passages, which tell what a point that names nothing is about."""

from collections.abc import Sequence
from itertools import groupby

LENGTH = 16  # points, about


def cut_passages(segments: Sequence[str]) -> list[int]:
    """Return for each point the place of the first point of its passage.

    `segments` are those of the points in reading order. A passage lies in one segment; the
    passages of a segment are of nearly the same length.
    """
    found: list[int] = []
    for _, run in groupby(segments):
        start, length = len(found), len(list(run))
        parts = max(1, round(length / LENGTH))
        bounds = [start + -(-length * part // parts) for part in range(parts)]
        ends = [*bounds[1:], start + length]
        found += [b for b, end in zip(bounds, ends, strict=True) for _ in range(b, end)]
    return found
