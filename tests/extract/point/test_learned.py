"""The kind of a sentence where rules and the trained head speak together."""

from dataclasses import replace
from typing import Literal

import pytest

from rapporteur.evidence import REPORT, Dialogue, Voice
from rapporteur.extract.point.kinds import KindGuess
from rapporteur.extract.point.learned import find_kinds
from rapporteur.vectors import find_vectors
from tests.making import make_source

STATE = Voice("floor", ("PRT",))


def read(
    text: str, voice: Voice = STATE, block: Literal["paragraph", "heading"] = "paragraph"
) -> list[KindGuess]:
    source = make_source(text)
    source = replace(source, sentences=tuple(replace(s, kind=block) for s in source.sentences))
    vectors = find_vectors([sentence.text for sentence in source.sentences])
    voices = (voice,) * len(source.sentences)
    return list(find_kinds(Dialogue("d", "A Dialogue"), source, voices, vectors))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "The Government had opened three shelters for fishers and paid for their meals.",
            "practice",
        ),
        ("Many families had lost their homes and their savings in the flood.", "challenge"),
        ("States should give every child a birth certificate free of charge.", "recommendation"),
        ("Nurses from abroad had kept the island’s hospitals open.", "contribution"),
        ("The session was opened by the mayor at nine o’clock.", "other"),
    ],
)
def test_plain_sentences_have_the_kind_that_a_reader_gives(text: str, kind: str) -> None:
    assert read(text)[0].kind == kind


def test_a_heading_stays_with_the_rules_whatever_the_model_thinks() -> None:
    (guess,) = read("Helping stranded sailors home", block="heading")
    assert guess.kind == "other"
    assert guess.reason == "rules: other (heading)"


def test_the_reason_says_who_spoke() -> None:
    guesses = read("He asked for patience.\nThe Government had repaired the pier.")
    assert len(guesses) == 2
    for guess in guesses:
        assert guess.reason.startswith((f"learnt: {guess.kind}; rules: ", f"rules: {guess.kind} ("))
        assert 0.0 < guess.confidence <= 1.0


def test_nothing_to_read_gives_nothing() -> None:
    assert find_kinds(Dialogue("d", "A Dialogue"), make_source(""), (), {}) == ()


def test_the_same_text_is_judged_the_same_twice() -> None:
    text = "Fees were high.\nThey should be cut.\nHer country had cut them in 2004."
    assert read(text, REPORT) == read(text, REPORT)
