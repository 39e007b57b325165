"""A record's own abbreviations are known by what they stand for."""

import time

import pytest

from rapporteur.find.abbreviations import find_pairs


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("He spoke for the Gulf Forum on Work (GFW).", [("GFW", "Gulf Forum on Work")]),
        ("Rules on the Care of Boats (RCB) apply.", [("RCB", "Rules on the Care of Boats")]),
        ("Ana Lua (PRT) spoke.", []),
        ("They met in Lisbon (GFW).", []),
        ("(GFW)", []),
        ("the market for small boats (MSB)", [("MSB", "market for small boats")]),
    ],
)
def test_an_abbreviation_in_brackets_stands_for_the_words_before(
    text: str, pairs: list[tuple[str, str]]
) -> None:
    assert find_pairs([text]) == pairs


def test_a_long_row_of_words_takes_no_time() -> None:
    begun = time.perf_counter()
    assert find_pairs(["word " * 50_000 + "(", "a" * 200_000 + " (AB)"]) == []
    assert time.perf_counter() - begun < 1.0
