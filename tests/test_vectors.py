"""Texts as vectors: the same text, the same numbers, computed once."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.vectors import WIDTH, Vectors, encode, find_vectors, pack, unpack, vector_key

TEXTS = [
    "The ministry opened a shelter for seafarers.",
    "A refuge for sailors was set up by the government.",
    "Bread prices fell in spring.",
]


class Shelf:
    """Keeps vectors in memory, and counts what it was given."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.added = 0

    def find(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        return {key: self.held[key] for key in keys if key in self.held}

    def add(self, vectors: Mapping[str, bytes]) -> None:
        self.added += len(vectors)
        self.held.update(vectors)


def test_what_means_alike_lies_close() -> None:
    shelter, refuge, bread = (vectors.meaning for vectors in encode(TEXTS))
    assert shelter @ refuge > shelter @ bread + 0.2


def test_every_vector_has_length_one() -> None:
    found = np.array(encode([*TEXTS, "", " ", "한국어"]))
    assert found.shape == (6, 2, WIDTH)
    assert np.linalg.norm(found, axis=2) == pytest.approx(1.0)


def test_a_text_has_the_same_vector_whatever_is_encoded_beside_it() -> None:
    alone = encode(TEXTS[:1])[0]
    among = encode([*reversed(TEXTS), "word " * 500])[2]
    assert np.array_equal(alone, among)


def test_nothing_is_computed_twice() -> None:
    shelf = Shelf()
    first = find_vectors(TEXTS, shelf)
    again = find_vectors([*TEXTS, TEXTS[0]], shelf)
    assert shelf.added == len(TEXTS)
    assert all(np.array_equal(first[text], again[text]) for text in TEXTS)


def test_a_kept_vector_is_the_one_that_was_computed() -> None:
    shelf = Shelf()
    kept = find_vectors(TEXTS, shelf)[TEXTS[0]]
    assert np.array_equal(kept, find_vectors(TEXTS)[TEXTS[0]])
    assert np.array_equal(kept, unpack(shelf.held[vector_key(TEXTS[0])]))


def test_no_text_gives_no_vector() -> None:
    assert encode([]) == []
    assert find_vectors([]) == {}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-1, 1, width=16), min_size=WIDTH, max_size=WIDTH))
def test_packing_keeps_halves_exactly(numbers: list[float]) -> None:
    vector = np.array(numbers, np.float32)
    vectors = Vectors(vector, -vector)
    assert np.array_equal(unpack(pack(vectors)), vectors)
    assert len(pack(vectors)) == 4 * WIDTH
