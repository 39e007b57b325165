"""Codes where keywords and the trained head speak together."""

from dataclasses import replace

from rapporteur.coding import code_points
from rapporteur.evidence import Coding, Kind, Point, make_anchor
from rapporteur.frameworks import load_frameworks
from rapporteur.vectors import find_vectors
from tests.making import make_source


def code(*texts: str, kind: Kind = "practice", title: str = "Migrant workers") -> list[Coding]:
    source = make_source("\n".join(texts))
    points = [
        Point(
            id=str(sentence.order),
            text=sentence.text,
            anchor=make_anchor(source, sentence.pieces),
            segment="s",
            order=sentence.order,
            kind=kind,
            confidence=0.9,
            reason="",
        )
        for sentence in source.sentences
    ]
    titles = {point.id: title for point in points}
    vectors = find_vectors([*(point.text for point in points), title])
    return list(code_points(points, load_frameworks(), titles, vectors=vectors))


def tops(codings: list[Coding], framework: str) -> set[str]:
    return {c.code for c in codings if c.framework == framework and "." not in c.code}


def test_a_sentence_is_coded_to_what_it_is_about() -> None:
    codings = code("The Government had cut the fees that migrants pay to send remittances home.")
    assert "20" in tops(codings, "gcm")
    assert "10" in tops(codings, "sdg")


def test_a_sentence_without_any_cue_word_can_be_coded_from_its_surroundings() -> None:
    codings = code(
        "Migrants without papers had been locked up for months in detention centres.",
        "Judges had begun to let them wait at home instead.",
    )
    assert "13" in tops(codings, "gcm")


def test_no_code_fits_is_an_answer() -> None:
    assert tops(code("The train left at noon.", title=""), "gcm") == set()


def test_procedure_has_no_code() -> None:
    codings = code("The panel on remittances and migrants began.", kind="other")
    assert tops(codings, "gcm") == tops(codings, "sdg") == set()


def test_a_coding_says_which_words_matched_and_that_it_was_learnt() -> None:
    (coding,) = [
        c
        for c in code("Migrants send remittances home through cheap mobile transfers.")
        if (c.framework, c.code) == ("gcm", "20")
    ]
    assert coding.coder == "keyword+learnt"
    assert "remittances" in coding.reason
    assert 0.0 < coding.confidence <= 1.0


def test_at_most_three_codes_best_first() -> None:
    text = (
        "Migrant women, children, traffickers, smugglers, borders, visas, remittances, skills, "
        "schools, consulates, detention and pensions were all spoken of at length."
    )
    codings = [c for c in code(text) if c.framework == "gcm" and "." not in c.code]
    assert 1 <= len(codings) <= 3
    sure = [c.confidence for c in codings]
    assert sure == sorted(sure, reverse=True)


def test_a_framework_of_ones_own_is_coded_by_its_words_alone() -> None:
    gcm = load_frameworks()["gcm"]
    own = {"own": replace(gcm, id="own")}
    source = make_source("Migrants send remittances home.")
    point = Point(
        id="1",
        text=source.sentences[0].text,
        anchor=make_anchor(source, source.sentences[0].pieces),
        segment="s",
        order=0,
        kind="practice",
        confidence=0.9,
        reason="",
    )
    vectors = find_vectors([point.text])
    codings = code_points([point], own, vectors=vectors)
    assert {c.coder for c in codings} == {"keyword"}
