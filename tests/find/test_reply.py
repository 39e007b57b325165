"""A question gets sentences that answer it, or hears that there are none, no more than is sure."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.find.rank import Reply
from rapporteur.find.reply import ask, is_question
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter

RECORD = """\
Panel 1: The coast

The representative of Portugal said that fishing licences had been renewed automatically for two
years. Some 4,500 crews had kept their boats as a result. The representative of Chile reported
that harbour tolls had been doubled since the storm. The representative of Peru said that her
Government had opened night schools for the children of net makers. The representative of Ghana
noted that care for old sailors was lacking in the villages. The representative of Kenya said that
lighthouses should be painted every spring. Several speakers asked for cheaper diesel. The World
Health Organization had sent nurses to the islands. The representative of Norway said that whales
had come back to the fjords. Boats without papers had been turned away from three ports.
"""

DIVERS = """\
Panel 1: The lagoon

The representative of Togo was deeply concerned that many divers of the lagoon had lost their masks
and faced hunger. The representative of Togo said that the Government had paid for new masks for
the divers in 2020. The representative of Togo recommended that divers should be insured by their
employers. The representative of Togo said that 600 divers lived around the lagoon. In Togo, only
12 per cent of the divers were insured.
"""

FRENCH = """\
Table ronde 1 : la mer

Le représentant du Portugal a déclaré que les phares de la côte avaient été repeints au printemps
par les habitants des villages. La représentante du Chili a indiqué que les péages des ports
avaient doublé depuis la tempête.
"""


def _fill(folder: Path, text: str) -> Engine:
    engine = open_store(str(folder / "a.db"))
    (folder / "record.txt").write_text(text)
    assert not [
        one.error for one in ingest([str(folder / "record.txt")], engine, Settings()) if one.error
    ]
    return engine


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _fill(tmp_path_factory.mktemp("reply"), RECORD)


@pytest.fixture(scope="module")
def divers(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _fill(tmp_path_factory.mktemp("divers"), DIVERS)


def reply(store: Engine, typed: str, wanted: Filter | None = None, limit: int = 10) -> Reply:
    found = ask(store, typed, wanted or Filter(), limit).reply
    assert found is not None
    return found


def texts(found: Reply) -> list[str]:
    return [hit.statement.points[0].text for hit in found.quoted]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("What did Portugal do about fishing licences?", "renewed"),
        ("what happened to harbour tolls in Chile", "doubled"),
        ("Who opened night schools for children?", "Peru"),
        ("How many crews kept their boats?", "4,500"),
        ("What did WHO send to the islands?", "nurses"),
        ("Which boats were turned away?", "papers"),
    ],
)
@pytest.mark.parametrize("limit", [1, 10])
def test_a_question_is_answered_by_a_sentence_of_the_record(
    store: Engine, typed: str, answer: str, limit: int
) -> None:
    found = reply(store, typed, limit=limit)
    assert answer in texts(found)[0] and len(found.quoted) <= 3
    assert all(text in " ".join(RECORD.split()) for text in texts(found))


@pytest.mark.parametrize(
    ("typed", "missing"),
    [
        ("What did Mongolia do about fishing licences?", ("Mongolia",)),
        ("What did UNHCR send to the islands?", ("UNHCR",)),
        ("What did Ms. Petrova say of fishing licences?", ("Petrova",)),
        ("What was said on cryptocurrency for pensioners?", ("cryptocurrency", "pensioners")),
        ("How does artificial intelligence decide on visas?", ("artificial", "intelligence")),
    ],
)
def test_where_the_record_does_not_say_nothing_is_quoted(
    store: Engine, typed: str, missing: tuple[str, ...]
) -> None:
    found = reply(store, typed)
    assert found.outcome == "silent"
    assert found.quoted == () and set(missing) <= set(found.missing)


@pytest.mark.parametrize(
    "typed",
    [
        "How many whales came back?",  # they did, and nobody says how many
        "What happened to the QZT?",  # which may stand written out
        "What was said on lighthouzes?",  # a slip of the hand
        "What did Norway recommend?",
    ],
)
def test_without_strong_evidence_nothing_is_claimed(store: Engine, typed: str) -> None:
    found = reply(store, typed)
    assert (found.outcome, found.quoted) == ("unclear", ())


def test_what_a_filter_hides_is_not_said_to_be_missing(store: Engine) -> None:
    typed = "Which cryptocurrency do pensioners hold?"
    assert reply(store, typed).outcome == "silent"
    assert reply(store, typed, Filter(voice="NOR")).outcome == "unclear"


def test_a_record_in_another_language_is_not_said_to_be_silent(tmp_path: Path) -> None:
    engine = _fill(tmp_path, FRENCH)
    assert reply(engine, "What was said about the lighthouses?").outcome == "unclear"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("What did Togo do for the divers?", "paid for new masks"),
        ("What did Togo recommend for the divers?", "should be insured"),
        ("What problems did the divers of Togo have?", "had lost their masks"),
        ("How many divers live around the lagoon of Togo?", "600 divers"),
        ("What share of the divers of Togo is insured?", "12 per cent"),
    ],
)
def test_what_is_asked_for_stands_first(divers: Engine, typed: str, first: str) -> None:
    assert first in texts(reply(divers, typed))[0]


def test_what_no_sentence_holds_is_told_beside_an_answer_too(store: Engine) -> None:
    found = reply(store, "Which vessels were turned away from three ports?")
    assert found.outcome == "quoted" and found.missing == ("vessels",)


def test_a_word_that_is_written_like_an_organisation_is_a_word(store: Engine) -> None:
    assert "old sailors" in texts(reply(store, "Who spoke of care for old sailors?"))[0]


def test_filters_narrow_what_may_answer(store: Engine) -> None:
    typed = "What happened to harbour tolls?"
    assert reply(store, typed).quoted
    assert not reply(store, typed, Filter(voice="NOR")).quoted


@pytest.mark.parametrize(
    "typed",
    [
        "harbour tolls",
        '"harbour tolls" in what?',
        "harbour AND tolls?",
        "what",
        "?",
        "quelles sont les mesures pour les pêcheurs ?",
        "¿qué se hizo por los pescadores?",
        "x" * 1500,
    ],
)
def test_only_a_question_in_words_gets_a_reply(store: Engine, typed: str) -> None:
    assert not is_question(typed)


def test_later_pages_and_words_alone_bring_no_reply(store: Engine) -> None:
    typed = "What happened to harbour tolls?"
    assert ask(store, typed, Filter(), 2, offset=2).reply is None
    assert ask(store, typed, Filter(), mode="text").reply is None


def test_a_line_that_is_no_sentence_is_no_answer(tmp_path: Path) -> None:
    tolls = "The representative of Chile reported that harbour tolls had doubled after the storm."
    record = f"Panel 1: The coast\n\n{tolls}\n\n- What happened to harbour tolls\n- Lighthouses\n"
    reply = ask(_fill(tmp_path, record), "What happened to harbour tolls?", Filter()).reply
    assert reply is not None
    assert [hit.statement.points[0].text for hit in reply.quoted] == [tolls]


def test_a_capital_letter_alone_makes_no_name(store: Engine) -> None:
    for typed in ("What did Ministries do for the sailors?", "What did Delegations do for boats?"):
        reply = ask(store, typed, Filter()).reply
        assert reply is not None
        assert reply.outcome != "silent"
    named = ask(store, "What did Zanzara do for the sailors?", Filter()).reply
    assert named is not None
    assert named.outcome == "silent"


def test_what_is_asked_of_one_is_not_answered_by_what_another_says(tmp_path: Path) -> None:
    store = _fill(
        tmp_path,
        """\
Panel 1: The lagoon

The representative of Benin recommended that Togo should pay for new masks for all divers. It
encouraged Togo to count its divers every year. The representative of Ghana recommended that Togo
should build a school for divers. The representative of Chile thanked Togo for its hospitality.
""",
    )
    found = reply(store, "What did Ghana recommend to Togo about divers?")
    assert ["school for divers" in text for text in texts(found)] == [True]
    other = reply(store, "What did Chile recommend to Togo about divers?")
    assert not any("recommended" in text for text in texts(other))


def test_a_number_that_stands_nowhere_is_not_answered_with_another(divers: Engine) -> None:
    found = reply(divers, "Did Togo count 731 divers around the lagoon?")
    assert not found.quoted
    assert "731" in found.missing
