"""The part of the vectors that is looked at holds nearly all that are nearest."""

from pathlib import Path

import numpy as np
import pytest

from rapporteur.find import nearest
from rapporteur.find.nearest import Compared, Listed, make_nearest


def test_lists_find_nearly_what_comparing_all_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "MANY", 1_000)
    monkeypatch.setattr(nearest, "LISTS", 32)
    monkeypatch.setattr(nearest, "SAMPLE", 2_000)
    chance = np.random.default_rng(1)
    centres = chance.standard_normal((40, 384), np.float32)
    matrix = centres[chance.integers(40, size=4_000)] + chance.standard_normal(
        (4_000, 384), np.float32
    )
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    kept = tmp_path / "lists.faiss"
    listed = make_nearest(matrix, kept)
    assert isinstance(listed, Listed)
    shares = []
    for row in range(0, 4_000, 400):
        exact, _ = Compared(matrix).find(matrix[row], 10)
        found, likenesses = listed.find(matrix[row], 10)
        shares.append(len(set(exact) & set(found)) / 10)
        assert found[0] == row
        assert list(likenesses) == sorted(likenesses, reverse=True)
    assert np.mean(shares) >= 0.9
    again = make_nearest(matrix, kept)
    assert list(again.find(matrix[7], 5)[0]) == list(listed.find(matrix[7], 5)[0])


def test_nothing_is_nearest_where_there_is_nothing() -> None:
    rows, likenesses = Compared(np.zeros((0, 384), np.float32)).find(np.ones(384, np.float32), 5)
    assert len(rows) == len(likenesses) == 0
