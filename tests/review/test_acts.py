"""Deciding on all of a sentence at once, what others see of it, and taking it back."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.errors import DecidedError, ReviewError
from rapporteur.evidence import POINT_FIELDS, Voice
from rapporteur.review.acts import approve, dismiss, take_back
from rapporteur.review.decide import By, confirm, correct
from rapporteur.review.progress import count_progress
from rapporteur.review.queue import Ask, find_before, find_place, list_queue
from rapporteur.store import open_store
from rapporteur.store.count import count_kinds
from rapporteur.store.judged.acts import Asked, list_acts
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings, find_practices, find_statements
from rapporteur.store.write import save_run
from tests.making import FIRST, SECOND, make_run
from tests.review.cutting import cut_anew

ANA, BEN = By("Ana"), By("Ben")


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    return engine


def key_of(store: Engine, text: str = FIRST) -> str:
    told = find_statements(store, find_points(store, Filter()))
    return next(p.id for s in told for p in s.points if p.text == text)


def snapshot(store: Engine) -> object:
    keys = find_points(store, Filter())
    return find_statements(store, keys), find_codings(store, keys), find_practices(store)


def last_of(store: Engine, key: str) -> str:
    acts = list_acts(store, Asked(target=key))
    return acts[0].judgements[-1].id if acts else ""


def test_one_agrees_to_what_stands_with_a_change_and_another_signs_it_off(store: Engine) -> None:
    key = key_of(store)
    made = approve(store, key, ANA, {"kind": "challenge"})
    assert {j.field for j in made} == set(POINT_FIELDS)
    assert {j.verdict for j in made if j.field != "kind"} == {"confirmed"}
    review = find_reviews(store, [key])[key]
    assert (review.corrected, review.signed, review.rejected) == (("kind",), (), ())
    with pytest.raises(ReviewError, match="decided on this already"):
        approve(store, key, By("  ANA "))
    approve(store, key, BEN)
    review = find_reviews(store, [key])[key]
    assert set(review.signed) == set(POINT_FIELDS)


def test_who_changes_one_label_of_anothers_decision_signs_the_rest(store: Engine) -> None:
    key = key_of(store)
    approve(store, key, ANA)
    approve(store, key, BEN, {"voice": Voice("floor", ("KEN",))})
    review = find_reviews(store, [key])[key]
    assert set(review.signed) == set(POINT_FIELDS) - {"voice"}
    assert review.state == "first"
    approve(store, key, ANA)
    assert find_reviews(store, [key])[key].state == "signed off"


def test_what_is_rejected_leaves_the_counts_but_keeps_its_place_and_voice(store: Engine) -> None:
    key = key_of(store)
    dismiss(store, key, ANA)
    (told,) = [s for s in find_statements(store, [key]) if s.points[0].id == key]
    assert (told.points[0].kind, told.points[0].about, told.points[0].groups) == ("other", (), ())
    assert told.voice.source == "PRT"
    assert find_codings(store, [key]).get(key, ()) == ()
    assert "practice" not in count_kinds(store, Filter())
    assert told.points[0].review
    assert "kind" in told.points[0].review.rejected
    assert "voice" not in told.points[0].review.fields


def test_what_holds_nothing_is_confirmed_by_a_rejection_not_changed(store: Engine) -> None:
    key = key_of(store, "Panel 1")
    dismiss(store, key, ANA)
    assert find_reviews(store, [key])[key].corrected == ()


def test_who_looked_before_another_decided_is_told_and_nothing_is_changed(store: Engine) -> None:
    key = key_of(store)
    approve(store, key, By("Ana", seen=""))
    before = snapshot(store)
    with pytest.raises(DecidedError):
        approve(store, key, By("Ben", seen=""), {"kind": "position"})
    with pytest.raises(DecidedError):
        dismiss(store, key, By("Ben", seen=""))
    assert snapshot(store) == before
    approve(store, key, By("Ben", seen=last_of(store, key)), {"kind": "position"})
    assert find_reviews(store, [key])[key].corrected == ("kind",)


def test_an_act_is_taken_back_whole_or_not_at_all(store: Engine) -> None:
    before, key = snapshot(store), key_of(store)
    made = approve(store, key, ANA, {"kind": "challenge", "gcm": ("15",)})
    names = [j.id for j in made]
    take_back(store, names, ANA)
    assert snapshot(store) == before
    with pytest.raises(ReviewError, match="taken back already"):
        take_back(store, [approve(store, key, ANA)[0].id, names[0]], ANA)
    assert set(find_reviews(store, [key])[key].fields) == set(POINT_FIELDS)


def test_the_log_tells_acts_latest_first_and_which_were_taken_back(store: Engine) -> None:
    one, two = key_of(store), key_of(store, SECOND)
    made = approve(store, one, ANA)
    dismiss(store, two, BEN)
    take_back(store, [j.id for j in made], ANA)
    acts = list_acts(store)
    assert [(a.who, a.target, a.gone) for a in acts] == [
        ("Ana", one, False), ("Ben", two, False), ("Ana", one, True),
    ]  # fmt: skip
    assert [a.who for a in list_acts(store, Asked(alive=True))] == ["Ben"]
    assert list_acts(store, Asked(who="Ben", before=acts[1].serial)) == ()
    assert [a.target for a in list_acts(store, Asked(target=two))] == [two]
    save_run(store, cut_anew(make_run()))
    assert [a.target for a in list_acts(store, Asked(who="Ben"))] == [key_of(store, SECOND)]


def test_needs_follow_judgements_and_files_that_change(store: Engine) -> None:
    key = key_of(store, SECOND)
    correct(store, key, "kind", "other", ANA)
    correct(store, key, "gcm", (), ANA)
    whole = Ask("all")

    def ranks() -> dict[str, float]:
        items = list_queue(store, Filter(), whole).items
        return {i.statement.points[0].text: i.score for i in items}

    judged = ranks()
    assert judged[SECOND] == 0.0, "a person's word is sure"
    save_run(store, cut_anew(make_run()))
    assert ranks() == judged
    take_back(store, [j.id for a in list_acts(store) for j in a.judgements], ANA)
    assert ranks()[SECOND] > 0.0


def test_the_queue_goes_back_and_forth_from_any_point(store: Engine) -> None:
    items = list_queue(store, Filter()).items
    first, second, _ = (item.statement.points[0].id for item in items)
    place = find_place(store, second)
    assert find_before(store, Filter(), Ask(), place) == first
    after = list_queue(store, Filter(), Ask(), find_place(store, first), 1).items
    assert after[0].statement.points[0].id == second
    confirm(store, first, ANA)
    assert find_before(store, Filter(), Ask(), place) == ""
    assert find_place(store, first) == ()


def test_progress_of_one_label_counts_that_label_alone(store: Engine) -> None:
    confirm(store, key_of(store), ANA, ["kind"])
    assert count_progress(store, Filter()).judged == 1
    assert count_progress(store, Filter(), "kind").judged == 1
    assert count_progress(store, Filter(), "gcm").judged == 0
    assert count_progress(store, Filter(kind="recommendation")).judged == 0


def test_a_store_of_an_earlier_version_gets_its_queue(tmp_path: Path) -> None:
    place = str(tmp_path / "old.db")
    store = open_store(place)
    save_run(store, make_run())
    shown = list_queue(store, Filter()).items
    with store.begin() as connection:
        connection.exec_driver_sql("DROP TABLE need")
        connection.exec_driver_sql("PRAGMA user_version = 7")
    store.dispose()
    assert list_queue(open_store(place), Filter()).items == shown
