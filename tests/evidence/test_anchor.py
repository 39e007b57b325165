"""A quotation is real, character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.errors import EvidenceError
from rapporteur.evidence import Page, Piece, Source, check_quotation, make_anchor, text_of

words = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=40)


def source_of(lines: list[str]) -> Source:
    text = "\n".join(lines)
    return Source("src-x", "x.txt", "text", text.encode(), (Page(1, text, ()),))


@given(st.lists(words, min_size=1, max_size=5), st.data())
def test_any_run_of_lines_can_be_anchored_and_found_again(
    lines: list[str], data: st.DataObject
) -> None:
    source = source_of(lines)
    pieces, at = [], 0
    for index, line in enumerate(lines):
        glue = data.draw(st.sampled_from(["", " "])) if index else ""
        pieces.append(Piece(1, at, at + len(line), glue))
        at += len(line) + 1
    quotation = text_of(source.pages, tuple(pieces))
    check_quotation(quotation, make_anchor(source, tuple(pieces)), source.pages)


@pytest.mark.parametrize("quotation", ["Two words", "two word", "two  words", "two words.", ""])
def test_a_single_wrong_character_is_refused(quotation: str) -> None:
    source = source_of(["two words"])
    anchor = make_anchor(source, (Piece(1, 0, 9),))
    check_quotation("two words", anchor, source.pages)
    with pytest.raises(EvidenceError):
        check_quotation(quotation, anchor, source.pages)


@pytest.mark.parametrize(
    "piece", [Piece(2, 0, 3), Piece(0, 0, 3), Piece(1, -3, 3), Piece(1, 0, 99), Piece(1, 3, 3)]
)
def test_a_place_outside_the_source_is_refused(piece: Piece) -> None:
    source = source_of(["two words"])
    whole = make_anchor(source, (Piece(1, 0, 9),))
    part = type(whole.parts[0])(piece.page, piece.start, piece.end)
    with pytest.raises(EvidenceError):
        check_quotation("two", type(whole)("src-x", (part,)), source.pages)


def test_no_glue_but_a_space_can_join_parts() -> None:
    source = source_of(["two words"])
    whole = make_anchor(source, (Piece(1, 0, 3), Piece(1, 4, 9, " not ")))
    with pytest.raises(EvidenceError):
        check_quotation("two not words", whole, source.pages)
