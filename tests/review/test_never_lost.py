"""Whatever is judged, taken in again or taken back, in any order: no judgement is lost."""

from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from rapporteur.errors import UnknownError
from rapporteur.evidence import PARTICIPANTS, Judgement, Value, Voice
from rapporteur.review.decide import By, correct, undo
from rapporteur.store import open_store
from rapporteur.store.judged.log import read_log
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_statements
from rapporteur.store.write import save_run
from tests.making import FIRST, SECOND, make_run
from tests.review.cutting import cut_anew

TEXTS = (FIRST, SECOND, "Panel 1")
KINDS = ("practice", "challenge", "contribution", "recommendation", "position", "other")
VOICES = (Voice("floor", ("KEN",)), Voice("panellist", ("PRT",), ("Ana Lua",)), PARTICIPANTS)
VALUES: dict[str, tuple[Value, ...]] = {
    "kind": KINDS,
    "voice": VOICES,
    "gcm": (("15",), ("16", "5"), ()),
    "about": (("KEN",), ()),
}

JUDGE = st.tuples(
    st.just("judge"), st.integers(0, 2), st.sampled_from(sorted(VALUES)), st.integers(0, 9)
)
INGEST = st.tuples(st.just("ingest"), st.integers(0, 2), st.sampled_from(["", *TEXTS[:2]]))
UNDO = st.tuples(st.just("undo"), st.integers(0, 20))
Step = tuple[object, ...]


def log_of(store: Engine) -> list[Judgement]:
    with store.connect() as connection:
        return [judgement for _, judgement in read_log(connection)]


def keys_of(store: Engine) -> dict[str, str]:
    statements = find_statements(store, find_points(store, Filter()))
    return {p.text: p.id for s in statements for p in s.points}


def expected(log: list[Judgement]) -> dict[tuple[str, str], Value]:
    """What stands by the log alone: the last judgement of each label that nobody took back."""
    alive = dict.fromkeys((j.id for j in log), True)
    for judgement in reversed(log):
        if judgement.verdict == "taken back" and alive[judgement.id]:
            alive[judgement.refers] = False
    return {
        (j.subject.text, j.field): j.after for j in log if alive[j.id] and j.verdict != "taken back"
    }


def take(store: Engine, step: Step) -> bool:
    """Take one step; tell whether it added a judgement."""
    if step[0] == "ingest":
        save_run(store, cut_anew(make_run(), int(str(step[1])), str(step[2])))
        return False
    log = log_of(store)
    if step[0] == "undo":
        gone = {j.refers for j in log if j.verdict == "taken back"}
        able = [j.id for j in log if j.id not in gone]
        if able:
            undo(store, able[int(str(step[1])) % len(able)], By("Ben"))
        return bool(able)
    key = keys_of(store).get(TEXTS[int(str(step[1]))])
    if not key:
        return False
    values = VALUES[str(step[2])]
    correct(store, key, str(step[2]), values[int(str(step[3])) % len(values)], By("Ana"))
    return True


@given(st.lists(st.one_of(JUDGE, INGEST, UNDO), max_size=12))
@settings(max_examples=50, deadline=None)
def test_judge_re_ingest_and_undo_in_any_order_never_lose_a_judgement(steps: list[Step]) -> None:
    store = open_store(":memory:")
    save_run(store, make_run())
    number = 0
    for step in steps:
        number += take(store, step)
        assert len(log_of(store)) == number
    save_run(store, make_run())
    told = find_statements(store, find_points(store, Filter()))
    assert [p.order for s in told for p in s.points] == [0, 1, 2]
    proposed = {p.text: p for s in told for p in s.points}
    voices = {p.text: s.voice for s in told for p in s.points}
    with store.connect() as connection:
        targets = {target for target, _ in read_log(connection)}
    assert targets <= {p.id for p in proposed.values()}, "all find their sentences again"
    for (text, field), value in expected(log_of(store)).items():
        point = proposed[text]
        assert point.review
        assert field in point.review.fields
        if field == "voice":
            assert voices[text] == value
        elif field != "gcm":
            assert getattr(point, field) == value
    store.dispose()


def decide_often(place: str, who: str) -> int:
    """Judge one sentence over and over, as one of two people at two machines."""
    store = open_store(place)
    key = keys_of(store)[FIRST]
    for turn in range(15):
        correct(store, key, "kind", KINDS[turn % len(KINDS)], By(who))
    store.dispose()
    return 15


def test_two_people_deciding_at_once_are_both_written_down(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    store = open_store(place)
    save_run(store, make_run())
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(decide_often, [place] * 2, ["Ana", "Ben"])) == [15, 15]
    log = log_of(store)
    assert sorted(j.who for j in log) == ["Ana"] * 15 + ["Ben"] * 15
    # Each saw what the one before had left, whoever it was.
    for one, other in pairwise(log):
        assert other.before == one.after
    point = find_statements(store, [keys_of(store)[FIRST]])[0].points[0]
    assert point.kind == log[-1].after


def ingest_often(place: str) -> None:
    """Take the same file in over and over, each time cut anew."""
    store = open_store(place)
    for turn in range(15):
        save_run(store, cut_anew(make_run(), turn % 3))
    store.dispose()


def decide_meanwhile(place: str) -> int:
    """Judge one sentence by the id it has just now; one that has gone by then is looked up anew."""
    store = open_store(place)
    made = 0
    while made < 15:
        try:
            correct(store, keys_of(store)[FIRST], "kind", KINDS[made % len(KINDS)], By("Ana"))
        except (UnknownError, KeyError):
            continue
        made += 1
    store.dispose()
    return made


def test_who_judges_while_the_file_is_taken_in_anew_loses_nothing(tmp_path: Path) -> None:
    place = str(tmp_path / "a.db")
    store = open_store(place)
    save_run(store, make_run())
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        taken, made = pool.submit(ingest_often, place), pool.submit(decide_meanwhile, place)
        assert (taken.result(), made.result()) == (None, 15)
    log = log_of(store)
    assert len(log) == 15
    point = find_statements(store, [keys_of(store)[FIRST]])[0].points[0]
    assert (point.kind, point.review is not None) == (log[-1].after, True)
