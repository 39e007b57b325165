"""On the real report: the same thing asked in other words, names that stand nowhere, quotations."""

import pytest
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.find import matching
from rapporteur.find.rank import Answer, answer
from rapporteur.find.weigh import Mode
from rapporteur.store.select import Filter


def ask(store: Engine, typed: str, mode: Mode = "both", limit: int = 10) -> Answer:
    return answer(store, typed, Filter(), limit, mode=mode, counting=False)


def marked(found: Answer) -> set[str]:
    points = [(hit.statement.points[0].text, hit.marks) for hit in found.hits]
    return {text[start:end].casefold() for text, marks in points for start, end in marks}


@pytest.mark.parametrize("mode", ["text", "both"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SDGs", "Sustainable Development Goals"),
        ("WHO", "World Health Organization"),
        ("IOM", "International Organization for Migration"),
        ("UN", "United Nations"),
        ("ILO", "International Labour Organization"),
        ("GCM", "Global Compact for Safe, Orderly and Regular Migration"),
        ("IDM", "International Dialogue on Migration"),
        ("EU", "European Union"),
        ("Turkey", "Türkiye"),
        ("COVID19", "COVID-19"),
        ("child", "children"),
        ("woman", "women"),
        ("policy", "policies"),
        ("visa", "visas"),
        ("worker", "workers"),
        ("remittance", "remittances"),
    ],
)
def test_abbreviations_and_numbers_find_the_same_first_ten(
    report_store: Engine, one: str, other: str, mode: Mode
) -> None:
    first, second = (
        {hit.statement.points[0].id for hit in ask(report_store, typed, mode).hits}
        for typed in (one, other)
    )
    assert first
    assert len(first & second) >= 0.8 * len(first)


@pytest.mark.parametrize("typed", ["Andorra", "Peru", "United Arab Emirates", "Guinea", "Tonga"])
def test_a_state_of_which_nobody_speaks_is_not_found(report_store: Engine, typed: str) -> None:
    assert ask(report_store, typed).total == 0


@pytest.mark.parametrize("typed", ["WHO", "World Health Organization"])
def test_an_abbreviation_is_not_the_small_word_that_looks_like_it(
    report_store: Engine, typed: str
) -> None:
    found = ask(report_store, typed, "text", 100)
    assert marked(found) and marked(found) <= {"who", "world health organization"}
    for hit in found.hits:
        text = hit.statement.points[0].text
        assert all(text[start:end] != "who" for start, end in hit.marks)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('"returning migrants"', "returning migrants"),
        ('"returned migrants"', "returned migrants"),
        ("“returning migrants”", "returning migrants"),
        ("«returning migrants»", "returning migrants"),
        ('"build back better"', "build back better"),
    ],
)
def test_quoted_words_are_found_as_they_stand(report_store: Engine, typed: str, said: str) -> None:
    found = ask(report_store, typed, limit=100)
    assert found.total == len(found.hits) + sum(len(hit.alike) for hit in found.hits) > 0
    assert marked(found) == {said}


def test_a_phrase_of_too_many_points_to_read_is_found_and_marked_in_all_its_forms(
    report_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "CHECKED", 3)
    found = ask(report_store, '"returning migrants"', limit=100)
    assert {"returning migrants", "returned migrants"} <= marked(found)
    assert all(hit.marks for hit in found.hits)


@pytest.mark.parametrize("typed", ["-women", "NOT women", "-women -men"])
def test_what_only_excludes_is_refused_with_the_remedy(report_store: Engine, typed: str) -> None:
    with pytest.raises(QueryError, match="only what must not stand") as raised:
        ask(report_store, typed)
    assert raised.value.remedy


@pytest.mark.parametrize("typed", ["GCM", "migrants", "work permits", "COVID-19 testing"])
@pytest.mark.parametrize("mode", ["text", "both"])
def test_every_match_is_a_hit_or_folded_into_one(
    report_store: Engine, typed: str, mode: Mode
) -> None:
    for limit in (3, 11, 60, 1_000):
        found = ask(report_store, typed, mode, limit)
        met = [hit.statement.points[0].id for hit in found.hits]
        met += [key for hit in found.hits for key in hit.alike]
        assert len(met) == len(set(met))
        assert len(met) == found.total or len(found.hits) == limit
