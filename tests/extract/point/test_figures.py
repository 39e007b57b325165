"""Figures as a reader of a record would count them."""

import pytest

from rapporteur.extract.point.figures import find_figures


def values(text: str) -> list[float]:
    return [figure.value for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The fund paid nine billion euros to hospitals.", 9_000_000_000, "EUR"),
        ("It set aside US$ 1.2 million for shelters.", 1_200_000, "USD"),
        ("Each family was given $200.", 200, "USD"),
        ("The fee rose to €3.5bn.", 3_500_000_000, "EUR"),
        ("Some 73 per cent of bakers were trained.", 73, "percent"),
        ("Costs stood at 6.5%.", 6.5, "percent"),
        ("Twenty-one States signed.", 21, "States"),
        ("Nearly 1 billion doses were delivered.", 1_000_000_000, "doses"),
        ("The camp held 25 000 people.", 25_000, "people"),
        ("A 24-hour helpline was opened.", 24, "hours"),
        ("Half a million jobs were lost.", 500_000, "jobs"),
        ("More than two thirds of farmers had no cover.", 66.7, "percent"),
        ("One in five farmers had no cover.", 20, "percent"),
        ("Only one session was held.", 1, "session"),
        ("The three Muftis were nominated.", 3, "Muftis"),
        ("It took two and a half years to agree.", 2.5, "years"),
        ("The store held 9,247.6 kg of salt.", 9_247.6, "kg"),
        ("Roofs now gave 40 MW to the grid.", 40, "MW"),
        ("It opened clinics for mothers, which now numbered 28.", 28, "clinics"),
    ],
)
def test_a_quantity_is_read_with_its_unit(text: str, value: float, unit: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "The meeting of 13 May 2011 and those of 2 to 4 June agreed.",
        "In 2020 and 2021 the borders closed.",
        "The strategy for 2018–2030 marked a new phase.",
        "Resolution 73/195 and document A/HRC/17/10 were noted.",
        "COVID-19 hit 3D printing.",
        "SDG 10.7, Goal 5 and article 3 were quoted, as were paragraphs 4, 5 and 6.",
        "12. The Board thanked the speakers.",
        "77.14. Amend the code.",
        "The twenty-first session followed the third.",
        "One of the speakers left no one behind.",
        "One delegation asked a question.",
        "The Group of 77 and China spoke in room 12 at 10.30 a.m.",
        "The 1990s were different.",
        "It took a 360-degree view.",
        "The resolution10 was adopted.",
        "The Council recalled resolutions 2395 (2017) and 2617 (2021).",
        "Members met in the “2231 format” again.",
    ],
)
def test_names_dates_and_pronouns_are_no_figures(text: str) -> None:
    assert values(text) == []


def test_a_range_gives_its_two_ends() -> None:
    low, high = find_figures("Between 70 and 110 million people could become poor.")
    assert (low.value, low.bound, low.unit) == (70_000_000, "from", "people")
    assert (high.value, high.bound, high.unit) == (110_000_000, "to", "people")


def test_a_range_of_percentages_shares_the_unit() -> None:
    low, high = find_figures("Between them, 85 to 88 per cent of nurses stayed.")
    assert [(low.value, low.unit), (high.value, high.unit)] == [(85, "percent"), (88, "percent")]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Over 70,000 visas were issued.", "over"),
        ("The stay was up to ten days.", "up to"),
        ("Nearly 200 people came.", "about"),
        ("At least 12 ships were turned back.", "at least"),
        ("The cost is less than 3 per cent.", "less than"),
        ("There were 40 beds or more.", "at least"),
        ("There were 40 or more beds.", "at least"),
        ("It opened 40 offices.", "exactly"),
    ],
)
def test_the_bound_is_the_one_worded(text: str, bound: str) -> None:
    (figure,) = find_figures(text)
    assert figure.bound == bound


def test_a_share_says_what_it_is_of_and_when() -> None:
    (figure,) = find_figures("In 2019, 40 per cent of doctors in Northland were abroad.")
    assert (figure.counts, figure.year) == ("doctors", 2019)


def test_the_wording_of_a_figure_stands_in_the_text() -> None:
    text = "It lent about US$ 2.5 million to more than 300 shops, 21 of them new."
    found = [figure.text for figure in find_figures(text)]
    assert found == ["about US$ 2.5 million", "more than 300 shops", "21"]


def test_one_counts_beside_another_count() -> None:
    assert values("They paid for two buses and one lorry.") == [2, 1]


def test_a_count_goes_on_in_a_list() -> None:
    assert values("There were 3 votes in favour, 21 against and 4 abstentions.") == [3, 21, 4]


def test_a_number_counts_without_its_thing_before_a_verb() -> None:
    text = "Of those, 37 have been approved, 5 have not been approved and 10 have been withdrawn."
    assert values(text) == [37, 5, 10]
