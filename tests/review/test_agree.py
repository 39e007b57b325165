"""Two people read blind: how far they agree, where they differ, and what comes of it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.errors import ReviewError, UnknownError
from rapporteur.evaluate import evaluate, read_labels
from rapporteur.evidence import Value, Voice
from rapporteur.publish.rows import sentences
from rapporteur.publish.tables import stream_jsonl
from rapporteur.review.agree import (
    adopt_agreed,
    draw_sample,
    find_unread,
    measure_agreement,
    settle,
    take_reading,
)
from rapporteur.review.alpha import find_alpha, find_interval
from rapporteur.review.decide import By, confirm, correct
from rapporteur.review.labels import list_labels, list_readings
from rapporteur.store import open_store
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_statements
from rapporteur.store.write import save_run
from tests.making import FIRST, SECOND, make_run
from tests.review.cutting import cut_anew

ANA, BEN, EVE = By("Ana"), By("Ben"), By("Eve")


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    return engine


# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C.
TWO_BINARY = list(zip("0100000010", "1110010000", strict=True))
TWO_NOMINAL = list(zip("aabbdcccedda", "babbbcccedDd".lower(), strict=True))
FOUR = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
FOUR_NOMINAL = [
    [value for value in unit if value != "."]
    for unit in zip(*(row.split() for row in FOUR), strict=True)
]


@pytest.mark.parametrize(
    ("units", "alpha"), [(TWO_BINARY, 0.095), (TWO_NOMINAL, 0.692), (FOUR_NOMINAL, 0.743)]
)
def test_alpha_is_that_of_the_published_examples(units: list[list[str]], alpha: float) -> None:
    assert find_alpha(units) == pytest.approx(alpha, abs=0.0005)


def test_alpha_is_not_defined_where_nothing_varies_or_nobody_read_twice() -> None:
    assert find_alpha([]) is None
    assert find_alpha([["a"], ["b"]]) is None
    assert find_alpha([["a", "a"], ["a", "a"]]) is None
    assert find_alpha([["a", "a"], ["b", "b"]]) == 1.0


def key_of(store: Engine, text: str) -> str:
    told = find_statements(store, find_points(store, Filter()))
    return next(p.id for s in told for p in s.points if p.text == text)


def read_all(store: Engine, sample: str) -> None:
    """Ana and Ben read all three sentences; they differ on the kind of the first."""
    kinds = {FIRST: ("practice", "contribution"), SECOND: ("recommendation",) * 2}
    for at, by in enumerate((ANA, BEN)):
        for text in (FIRST, SECOND, "Panel 1"):
            values: dict[str, Value] = {
                "kind": kinds.get(text, ("other",) * 2)[at],
                "gcm": ("5", "6") if at else ("6", "5"),
            }
            take_reading(store, sample, key_of(store, text), values, by)


def test_a_sample_is_the_same_for_the_same_seed(store: Engine) -> None:
    one, two = (draw_sample(store, Filter(), 2, EVE, seed="s") for _ in range(2))
    assert one.points == two.points
    assert len(set(one.points)) == 2
    drawn = {draw_sample(store, Filter(), 1, EVE, seed=str(n)).points for n in range(20)}
    assert len(drawn) == 3, "every point has its chance"


def test_blind_readings_change_nothing_that_others_see(store: Engine) -> None:
    before = list(sentences(store, Filter()))
    sample = draw_sample(store, Filter(), 3, EVE, ["kind", "gcm"])
    assert set(find_unread(store, sample.id, "Ana")) == set(sample.points)
    read_all(store, sample.id)
    assert find_unread(store, sample.id, "ANA") == ()
    assert list(sentences(store, Filter())) == before


def test_agreement_tells_alpha_and_where_the_readers_differ(store: Engine) -> None:
    sample = draw_sample(store, Filter(), 3, EVE, ["kind", "gcm"])
    read_all(store, sample.id)
    found = measure_agreement(store, sample.id)
    assert found.readers == {"Ana": 3, "Ben": 3}
    assert found.fields["kind"].share == pytest.approx(2 / 3)
    # Worked by hand: 6 values (1, 1, 2, 2 of four kinds), one of three pairs apart.
    assert found.fields["kind"].alpha == pytest.approx(1 - 5 * 2 / (36 - 1 - 1 - 4 - 4))
    assert found.fields["gcm"].share == 1.0, "codes are the same in any order"
    (difference,) = found.differences
    assert difference.values == {"Ana": "practice", "Ben": "contribution"}
    assert (difference.point, difference.settled) == (key_of(store, FIRST), False)


def test_a_third_person_settles_and_what_was_read_alike_can_stand(store: Engine) -> None:
    sample = draw_sample(store, Filter(), 3, EVE, ["kind", "gcm"]).id
    read_all(store, sample)
    key = key_of(store, FIRST)
    with pytest.raises(ReviewError, match="third person"):
        settle(store, sample, key, ("kind", "practice"), BEN)
    with pytest.raises(ReviewError, match="do not differ"):
        settle(store, sample, key, ("gcm", ("5",)), EVE)
    settle(store, sample, key, ("kind", "position"), EVE)
    assert measure_agreement(store, sample).differences[0].settled
    assert adopt_agreed(store, sample) == 5
    assert adopt_agreed(store, sample) == 0
    review = find_reviews(store, [key])[key]
    assert (review.fields, review.signed) == (("gcm", "kind"), ("gcm",))


def test_a_sample_and_its_readings_outlive_a_re_ingest(store: Engine) -> None:
    sample = draw_sample(store, Filter(), 3, EVE, ["kind", "gcm"]).id
    read_all(store, sample)
    before = measure_agreement(store, sample)
    save_run(store, cut_anew(make_run()))
    after = measure_agreement(store, sample)
    assert (after.fields, after.readers) == (before.fields, before.readers)
    assert after.differences[0].point == key_of(store, FIRST) != before.differences[0].point


def test_only_what_was_drawn_can_be_read(store: Engine) -> None:
    sample = draw_sample(store, Filter(kind="practice"), 3, EVE, ["kind"])
    with pytest.raises(ReviewError, match="not in this sample"):
        take_reading(store, sample.id, sample.points[0], {"gcm": ()}, ANA)
    with pytest.raises(ReviewError, match="not in this sample"):
        take_reading(store, sample.id, key_of(store, SECOND), {"kind": "other"}, ANA)
    with pytest.raises(ReviewError, match="cannot stand"):
        take_reading(store, sample.id, sample.points[0], {"kind": "opinion"}, ANA)
    with pytest.raises(UnknownError):
        measure_agreement(store, "smp-none")
    with pytest.raises(ReviewError, match="no point"):
        draw_sample(store, Filter(kind="challenge"), 3, EVE)
    with pytest.raises(ReviewError, match="cannot be read"):
        draw_sample(store, Filter(), 3, EVE, ["colour"])


def test_corrections_become_labels_that_evaluate_reads(store: Engine, tmp_path: Path) -> None:
    key = key_of(store, FIRST)
    correct(store, key, "kind", "challenge", ANA)
    assert not list(list_labels(store, Filter())), "labels judged in part are the machine's own"
    correct(store, key, "voice", Voice("floor", ("KEN",)), ANA)
    correct(store, key, "gcm", ("15", "15.c"), ANA)
    confirm(store, key, ANA, ["about", "sdg", "groups", "figures"])
    (row,) = list_labels(store, Filter())
    assert row["labels"] == [
        {
            "source": "KEN",
            "speaker": "",
            "kind": "challenge",
            "about": ["PRT"],
            "gcm": [15],
            "sdg": [10],
            "groups": ["migrant_workers"],
            "figures": [{"value": 500.0, "unit": "permits"}],
        }
    ]
    place = tmp_path / "labels.jsonl"
    place.write_bytes(b"".join(stream_jsonl(list_labels(store, Filter()))))
    scored = evaluate(read_labels(place), sentences(store, Filter(), machine=True))
    assert scored.found == 1.0
    assert scored.machine["kind accuracy"] == 0.0, "the machine is scored, not the correction"
    assert scored.machine["about F1"] == 1.0


def test_readings_of_a_sample_become_labels_with_a_reading_each(
    store: Engine, tmp_path: Path
) -> None:
    sample = draw_sample(store, Filter(), 3, EVE, ["kind", "gcm"]).id
    read_all(store, sample)
    take_reading(store, sample, key_of(store, SECOND), {"kind": "position"}, ANA)
    place = tmp_path / "labels.jsonl"
    place.write_bytes(b"".join(stream_jsonl(list_readings(store, sample))))
    labelled = {item.text: item.labels for item in read_labels(place)}
    assert [label.kind for label in labelled[FIRST]] == ["practice", "contribution"]
    assert [label.kind for label in labelled[SECOND]] == ["position", "recommendation"]


def test_the_interval_of_alpha_holds_it_and_narrows_with_more_sentences() -> None:
    few, many = FOUR_NOMINAL, FOUR_NOMINAL * 20
    low, high = find_interval(few) or (0.0, 0.0)
    assert low < 0.743 < high <= 1.0
    closer, nearer = find_interval(many) or (0.0, 0.0)
    assert closer < (find_alpha(many) or 0.0) < nearer
    assert nearer - closer < (high - low) / 3
    assert find_interval(few) == find_interval(few), "the same for the same readings"


def test_there_is_no_interval_where_alpha_is_not_defined() -> None:
    assert find_interval([]) is None
    assert find_interval([["a", "a"], ["a", "a"]]) is None
    assert find_interval([["a", "a"], ["b", "b"]]) == (1.0, 1.0)
