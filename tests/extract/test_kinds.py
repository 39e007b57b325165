"""The kind of each sentence, as a reader would label it."""

from dataclasses import replace

import pytest

from rapporteur.evidence import PARTICIPANTS, REPORT, Dialogue, Segment, Source, Voice
from rapporteur.extract.kinds import KindGuess, find_kinds
from tests.making import make_source

STATE = Voice("floor", ("PRT",))


def guess(text: str, voice: Voice = STATE) -> KindGuess:
    return find_kinds(Dialogue("d", "A Dialogue"), make_source(text), (voice,))[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Government had launched a hotline for newcomers.", "practice"),
        ("A law on shelters was adopted in 2009.", "practice"),
        ("Her country was training nurses in border towns.", "practice"),
        ("Many bakers had lost their jobs and could not pay the rent.", "challenge"),
        ("The lack of clean water remained a serious problem.", "challenge"),
        ("He expressed concern about the delay.", "challenge"),
        ("Migrants were the backbone of the fishing fleet.", "contribution"),
        ("Most pharmacists in the islands were women.", "contribution"),
        ("Visas should be extended without a fee.", "recommendation"),
        ("She called for shorter forms.", "recommendation"),
        ("Ministries had to share what they knew.", "recommendation"),
        ("It was essential to open the offices again.", "recommendation"),
        ("He reaffirmed the commitment of his country to fairness.", "position"),
        ("Trust was vital.", "position"),
        ("Spain asked about the plans for the new centre.", "other"),
        ("What could towns do better?", "other"),
    ],
)
def test_the_wording_gives_the_kind(text: str, kind: str) -> None:
    assert guess(text).kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The programme was designed to fight racism and hatred.", "practice"),
        ("It welcomed the adoption of the law and urged Chile to apply it.", "recommendation"),
        ("It congratulated Chile on its plan, but noted reports of abuse in prisons.", "challenge"),
        ("Noting the new law, Peru asked whether inspectors had been trained.", "other"),
        ("Togo made recommendations.", "other"),
    ],
)
def test_what_the_sentence_does_outweighs_the_words_it_holds(text: str, kind: str) -> None:
    assert guess(text).kind == kind


def test_the_record_introducing_speakers_is_procedure() -> None:
    text = "The panel had two speakers: Ana Lua, who called for more visas, and Rui Mar."
    assert guess(text, REPORT).kind == "other"


def test_the_reason_names_the_words_that_decided() -> None:
    assert guess("Visas should be extended without a fee.").reason == "modal verb: should"


def test_a_sentence_with_many_signs_is_surer_than_one_with_none() -> None:
    sure = guess("The Government had adopted a law and launched a programme.")
    unsure = guess("Boats came and went.")
    assert unsure.confidence < sure.confidence <= 1


def in_section(text: str, kind: str) -> tuple[Dialogue, Source]:
    """A source whose sentences are list items of a section under one of the given kind."""
    source = make_source(text)
    outer = Segment("outer", "The way forward", kind)  # type: ignore[arg-type]
    inner = Segment("inner", "Boats", "chapter", parent="outer")
    sentences = tuple(replace(s, segment="inner", kind="item") for s in source.sentences)
    return Dialogue("d", "A Dialogue", segments=(outer, inner)), replace(
        source, sentences=sentences
    )


def test_items_of_a_list_of_recommendations_are_recommendations() -> None:
    dialogue, source = in_section(
        "Mending boats and nets;\nPainting the harbour.", "recommendations"
    )
    kinds = [g.kind for g in find_kinds(dialogue, source, (REPORT, REPORT))]
    assert kinds == ["recommendation", "recommendation"]


def test_items_take_the_kind_of_the_sentence_that_announces_them() -> None:
    dialogue, source = in_section("They recommended:\nMending boats and nets;", "chapter")
    kinds = [g.kind for g in find_kinds(dialogue, source, (PARTICIPANTS, PARTICIPANTS))]
    assert kinds == ["recommendation", "recommendation"]


def test_a_heading_is_never_a_point() -> None:
    source = make_source("States should act")
    heading = replace(source, sentences=(replace(source.sentences[0], kind="heading"),))
    assert find_kinds(Dialogue("d", "A Dialogue"), heading, (REPORT,))[0].kind == "other"
