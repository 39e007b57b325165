"""A count comes with how far it may be off, and the range holds what it says."""

import random

import pytest

from rapporteur.publish.rates import PERFECT, Rate, Share, estimate, expect_missed, find_rate


def measured(right: float, found: float) -> Rate:
    return Rate(Share(right, 0.0), Share(found, 0.0))


@pytest.mark.parametrize("there", [8, 30, 200])
@pytest.mark.parametrize(("right", "found"), [(0.75, 0.7), (0.6, 0.9), (0.95, 0.5)])
def test_the_true_number_lies_in_the_range_about_nine_times_in_ten(
    there: int, right: float, found: float
) -> None:
    chance = random.Random(there)
    hits = 0
    for _ in range(2000):
        true = sum(chance.random() < found for _ in range(there))
        # As many false ones as the precision leaves room for.
        false = sum(chance.random() < 1 - right for _ in range(round(true / right)))
        told = estimate(true + false, measured(right, found))
        hits += told.least <= there <= told.most
    assert hits / 2000 >= 0.87
    # and it is no wider than that takes
    assert there < 100 or (told.most - told.least) / told.middle < 0.7


def test_what_a_person_gave_counts_as_it_stands() -> None:
    assert estimate(7, measured(0.5, 0.5), judged=7).least == 7
    some, none = (estimate(10, measured(0.8, 0.7), judged=n) for n in (8, 0))
    assert some.most - some.least < none.most - none.least


def test_nothing_is_added_where_the_coder_is_never_wrong() -> None:
    told = estimate(12, PERFECT)
    assert (told.least, told.middle, told.most) == (12, 12, 12)


def test_a_class_with_few_labels_is_drawn_to_the_mean_and_is_less_sure() -> None:
    # Objective 7 has dozens of labelled sentences, objective 2 has two, 17 has none.
    known, few, none = (find_rate("gcm", code) for code in ("7", "2", "17"))
    assert 0 < few.found.mean < none.found.mean
    assert known.right.doubt < few.right.doubt <= none.right.doubt
    assert 0 < none.right.mean < 1


def test_more_are_passed_over_where_less_is_found() -> None:
    assert expect_missed(10, measured(0.8, 0.4)) > expect_missed(10, measured(0.8, 0.8)) > 0
