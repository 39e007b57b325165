"""The kind of each sentence, as a reader would label it."""

from dataclasses import replace

import pytest

from rapporteur.evidence import PARTICIPANTS, REPORT, Dialogue, Segment, Source, Voice
from rapporteur.extract.point.features import gather_features
from rapporteur.extract.point.kinds import KindGuess, judge
from tests.making import make_source

STATE = Voice("floor", ("PRT",))


def _rule(dialogue: Dialogue, source: Source, voices: tuple[Voice, ...]) -> tuple[KindGuess, ...]:
    """What the rules alone make of each sentence."""
    return tuple(ruling.guess for ruling in judge(dialogue, source, voices))


def guess(text: str, voice: Voice = STATE) -> KindGuess:
    return _rule(Dialogue("d", "A Dialogue"), make_source(text), (voice,))[0]


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
        ("Poverty fell from 58 to 27 per cent.", "practice"),
        ("It ran 148 emergency centres against violence.", "practice"),
        ("There was still no strategy for the islands.", "challenge"),
        ("The hall was repaired, but only a few bakers remained in work.", "challenge"),
        ("While the law was a sign of progress, boats were too costly for many.", "challenge"),
        ("To mend the boats, the Government was training carpenters.", "practice"),
        ("Mending the nets before winter was vital.", "recommendation"),
        ("A request was made for new boats.", "recommendation"),
        ("Togo commended Chile for having opened a school.", "practice"),
        ("Chile already had a register of boats, an old fund and a safety net.", "practice"),
        ("Togo commended Chile for its commitment.", "position"),
        ("Portugal replied to questions received.", "other"),
    ],
)
def test_what_the_sentence_does_outweighs_the_words_it_holds(text: str, kind: str) -> None:
    assert guess(text).kind == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Chile had brought home 60,000 of its nationals who were stranded abroad.", "practice"),
        ("The navy had flown home 300 students stranded by the storm.", "practice"),
        ("It had rescued 1,200 sailors who had lost their boats.", "practice"),
        ("The Government gave loans to bakers who could not pay their debts.", "practice"),
        ("It had not rescued those who were stranded.", "challenge"),
        ("Sailors were stranded abroad without pay.", "challenge"),
    ],
)
def test_what_befell_the_people_helped_is_no_challenge(text: str, kind: str) -> None:
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
    kinds = [g.kind for g in _rule(dialogue, source, (REPORT, REPORT))]
    assert kinds == ["recommendation", "recommendation"]


def test_items_take_the_kind_of_the_sentence_that_announces_them() -> None:
    dialogue, source = in_section("They recommended:\nMending boats and nets;", "chapter")
    kinds = [g.kind for g in _rule(dialogue, source, (PARTICIPANTS, PARTICIPANTS))]
    assert kinds == ["recommendation", "recommendation"]


def test_a_heading_is_never_a_point() -> None:
    source = make_source("States should act")
    heading = replace(source, sentences=(replace(source.sentences[0], kind="heading"),))
    assert _rule(Dialogue("d", "A Dialogue"), heading, (REPORT,))[0].kind == "other"


def test_asking_what_should_be_is_no_call() -> None:
    assert guess("They compared what should outlast the storm.").kind != "recommendation"


def test_a_thing_contributes_nothing() -> None:
    assert guess("The list was an integral part of the file.").kind != "contribution"


def in_a_review(text: str) -> list[str]:
    """The kinds of what Togo says in the review of Togo."""
    opening = "Universal Periodic Review\nTogo\n"
    source = make_source(opening + text)
    togo = Voice("floor", ("TGO",))
    voices = tuple(REPORT if s.order < 2 else togo for s in source.sentences)
    return [g.kind for g in _rule(Dialogue("d", "A Dialogue"), source, voices)][2:]


def test_a_state_under_review_does_not_call_on_itself() -> None:
    text = "A council was entrusted with recommending judges.\nA law punished torture and abuse."
    assert in_a_review(text) == ["practice", "practice"]


def test_every_line_of_an_agenda_is_procedure() -> None:
    source = replace(make_source("States should act on droughts."), genre="agenda")
    assert _rule(Dialogue("d", "A Dialogue"), source, (REPORT,))[0].kind == "other"


def test_what_a_concept_note_announces_is_procedure() -> None:
    source = replace(make_source("The talks will support better schools."), genre="concept note")
    assert _rule(Dialogue("d", "A Dialogue"), source, (REPORT,))[0].kind == "other"


def test_features_tell_a_sentences_surroundings() -> None:
    source = make_source("They agreed:\nBoats should not be burnt.\nIt rained.")
    items = tuple(replace(s, kind="item") if s.order == 1 else s for s in source.sentences)
    voices = (PARTICIPANTS, PARTICIPANTS, REPORT)
    _, item, last = gather_features(
        Dialogue("d", "A Dialogue"), replace(source, sentences=items), voices
    )
    assert (item.intro, item.previous, item.following) == (
        "They agreed:",
        "They agreed:",
        "It rained.",
    )
    assert (item.modal, item.negated, item.tense) == (True, True, "present")
    assert (last.intro, last.modal, last.tense) == ("", False, "past")
