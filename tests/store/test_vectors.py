"""Vectors in the store: kept by content, given back as they were."""

from pathlib import Path

import numpy as np

from rapporteur.store import open_store
from rapporteur.store.vectors import KeptVectors
from rapporteur.vectors import find_vectors


def test_vectors_outlive_the_run_that_made_them(tmp_path: Path) -> None:
    place = str(tmp_path / "kept.db")
    store = open_store(place)
    made = find_vectors(["A clinic opened."], KeptVectors(store))
    store.dispose()
    store = open_store(place)
    keep = KeptVectors(store)
    again = find_vectors(["A clinic opened."], keep)
    assert np.array_equal(again["A clinic opened."], made["A clinic opened."])
    store.dispose()


def test_the_same_vector_may_be_given_twice(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "twice.db"))
    keep = KeptVectors(store)
    keep.add({"a": b"12"})
    keep.add({"a": b"12", "b": b"34"})
    assert keep.find(["a", "b", "c"]) == {"a": b"12", "b": b"34"}
    store.dispose()


def test_more_keys_than_one_question_holds_are_all_found(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "many.db"))
    keep = KeptVectors(store)
    wanted = {str(number): bytes([number % 256]) for number in range(1_501)}
    keep.add(wanted)
    assert keep.find(list(wanted)) == wanted
    store.dispose()
