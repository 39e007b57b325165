"""One measure told twice is one; two measures of one State stay two."""

from dataclasses import replace

import pytest

from rapporteur.extract.practice.same import Known, same_measure, same_name, told_again
from rapporteur.extract.practice.wordings import content_words


def known(text: str, *names: str, by: str = "CHL", instruments: str = "") -> Known:
    words = content_words(text)
    return Known(frozenset([by]), names, words, words, frozenset(instruments.split()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Rights Plan", "Harbour Rights Plan of 2008"),
        ("Blue Boats Programme", "the Blue Boats Programme"),
        ("Harbour Fund", "the Harbour Fund"),  # one word that tells is enough
    ],
)
def test_a_name_is_the_same_with_or_without_its_year(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Act", "Fishing Act"),
        ("Harbour Rights Plan 2008", "Harbour Rights Plan 2012"),
        ("Law No. 12", "Law No. 15"),
        ("National Action Plan", "National Action Plan"),  # there are many of these
        ("Harbour Crews Act", "Harbour Crews Amendment Act"),
        ("Harbour Act", "Harbour Pilots Act"),
    ],
)
def test_names_of_two_measures_are_not_the_same(one: str, other: str) -> None:
    assert not same_name(one, other)
    assert not same_name(one, other, short=True)


def test_a_name_may_be_shortened_within_one_record_only() -> None:
    full, short = "Plan for Harbour Crews and Pilots", "Plan for Harbour Crews"
    assert same_name(full, short, short=True)
    assert not same_name(full, short)


def test_two_laws_of_one_state_stay_two() -> None:
    women = known("adopted a law against discrimination of women in harbours at night",
                  instruments="law")  # fmt: skip
    pilots = known("adopted a law against discrimination of pilots in harbours at night",
                   instruments="law")  # fmt: skip
    assert not told_again(women, pilots)
    assert not same_measure(women, pilots)


def test_a_few_words_in_a_long_sentence_do_not_join_what_has_no_title() -> None:
    long = known(
        "opened harbours, crews, boats, nets, ropes, sails, licences, pilots, piers, lamps"
    )
    short = replace(known("told of harbours, crews, boats, nets and ropes"), title=frozenset())
    assert not told_again(long, short)


def test_the_same_words_of_one_state_are_one_measure_and_of_two_are_not() -> None:
    one = known("extended the deadlines of all harbour licences so that sailors kept boats")
    assert told_again(one, one)
    assert same_measure(one, one)
    assert not same_measure(one, replace(one, implementers=frozenset(["PER"])))


def test_other_people_numbers_or_years_make_another_measure() -> None:
    one = known("opened shelters in the northern harbours for crews without boats")
    for field, values in (
        ("groups", (frozenset(["women"]), frozenset(["children"]))),
        ("values", (frozenset([300.0]), frozenset([4000.0]))),
        ("since", ("May 2029", "June 2030")),
    ):
        first, second = (replace(one, **{field: value}) for value in values)  # type: ignore[arg-type]
        assert not same_measure(first, second)
        assert same_measure(first, first)
