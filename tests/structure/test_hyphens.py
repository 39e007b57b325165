"""Words broken at a line's end come back as they are written elsewhere in the document."""

from rapporteur.structure.hyphens import Vocabulary, join_rows


def joined(above: str, below: str, *others: str) -> str:
    drop, glue = join_rows(above, below, Vocabulary([*others, above, below]))
    return above[: len(above) - drop] + glue + below


def test_a_word_the_document_writes_in_one_is_joined() -> None:
    assert joined("more co-", "operation", "their cooperation grew") == "more cooperation"


def test_a_compound_the_document_writes_with_a_hyphen_keeps_it() -> None:
    assert joined("health-", "care staff", "all health-care workers") == "health-care staff"


def test_two_words_of_the_document_make_a_compound() -> None:
    assert joined("evidence-", "based", "based on evidence") == "evidence-based"


def test_a_scrap_that_is_no_word_is_joined() -> None:
    assert joined("the emergen-", "cy", "an emergency") == "the emergency"


def test_a_capital_after_the_hyphen_keeps_it() -> None:
    assert joined("Director-", "General") == "Director-General"


def test_a_hanging_hyphen_keeps_its_space() -> None:
    assert joined("in short-", "and long-term plans") == "in short- and long-term plans"


def test_every_form_of_soft_hyphen_is_dropped() -> None:
    for soft in "\u00ad\ufffe\x02":
        assert joined(f"inter{soft}", "national") == "international"


def test_a_web_address_over_two_lines_is_joined_as_it_is() -> None:
    assert joined("see https://example.org/re-", "set-2") == "see https://example.org/re-set-2"
    assert joined("see https://", "example.org") == "see https://example.org"


def test_lines_without_hyphens_are_joined_by_a_space() -> None:
    assert joined("two", "words") == "two words"
    assert joined("1999 –", "a year") == "1999 – a year"
    assert joined("(2018–", "2030)") == "(2018–2030)"
    assert joined("and/", "or") == "and/or"


def test_usual_compounds_keep_their_hyphen_where_the_document_joins_other_words() -> None:
    others = ("the pro-", "ject of a project", "the coun-", "cil of the council")
    vocabulary = Vocabulary(others)
    assert vocabulary.keeps_hyphen("capacity", "building")
    assert vocabulary.keeps_hyphen("community", "based")
    assert not vocabulary.keeps_hyphen("part", "icipants")
    assert not vocabulary.keeps_hyphen("in", "sufficient")
