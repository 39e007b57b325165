"""Sentences end where a reader would end them."""

import pytest

from rapporteur.structure.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Ito and Ms. Okoye thanked H.E. Dr. Silva for his report.",
        "See paras. 4 and 5, art. 12, vol. II, chap. I, sect. C, and No. 7.",
        "The study, presented by A.M. Rahman and J. K. Smith, was welcomed.",
        "Resolution A/RES/73/195, as issued in L.6/Rev.1, was adopted.",
        "Costs fell to 2.5 per cent, i.e. below the target of Goal 10.7 of the Agenda.",
        "Options, e.g. visas, permits etc. for workers, were named.",
        "The U.S. Government and St. Lucia agreed.",
        "77.14. Amend the code (Atlantis);",
        "1. Recognize mobility as key",
        "Four aims remained: (a) health; (b) housing; and (c) schools.",
        "The addresses www.example.org/a.B and info@example.org are open.",
        "She asked “Why now?” and left it there.",
        "Sign the protocol. (Atlantis)",
        "The ferries etc. and the approx. ten trams of the town. and no bus.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The panel met at 5 p.m.", "The chair opened it."),
        ("“No one is safe.”", "States agreed."),
        ("What had changed?", "Much had."),
        ("He wrote of the past…", "Then he stopped."),
        ("The plan ended in 2020.", "12 States renewed it."),
        ("No aid had come since 1978.", "The growth of the port was its own."),
        ("It ran from May to April 2022.", "The territorial council then met."),
        ("It was adopted (see annex II).", "It entered into force."),
        ("African Union, op. cit., note 7.", "Ibid."),
        ("He returned from the U.S.", "There he had studied."),
        ("the dock was closed .", "it opened again after 12 days ."),
        ("thank you, mr. chair.", "we, the UN family, agree, e.g. on art. 5."),
        ("أعيد فتح الميناء.", "ثم أغلق مرة أخرى."),
    ],
)
def test_two_sentences_are_parted(first: str, second: str) -> None:
    assert cut(f"{first} {second}") == [first, second]


def test_white_space_belongs_to_no_sentence() -> None:
    assert cut("  One.   Two. ") == ["One.", "Two."]


def test_empty_text_has_no_sentences() -> None:
    assert cut("  ") == []
