"""What a reviewer is shown first, and how far they have come."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.errors import ReviewError
from rapporteur.evidence import Coding, Point, Run
from rapporteur.review.decide import By, confirm, correct, sign_off
from rapporteur.review.progress import count_progress
from rapporteur.review.queue import Ask, Item, list_queue
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.walk import Key
from rapporteur.store.write import save_run
from tests.making import FIRST, SECOND, make_run

ANA, BEN = By("Ana"), By("Ben")


def doubted(run: Run, **changes: dict[str, object]) -> Run:
    """The run with the points of these texts changed: first, second, title."""
    texts = {"first": FIRST, "second": SECOND, "title": "Panel 1"}
    wanted = {texts[name]: change for name, change in changes.items()}

    def changed(point: Point) -> Point:
        change = wanted.get(point.text, {})
        return replace(point, **change)  # type: ignore[arg-type]

    statements = tuple(replace(s, points=tuple(map(changed, s.points))) for s in run.statements)
    return replace(run, statements=statements)


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    return engine


def texts(items: tuple[Item, ...]) -> list[str]:
    return [item.statement.points[0].text for item in items]


def test_the_doubtful_come_before_the_sure(store: Engine) -> None:
    run = doubted(make_run(), first={"confidence": 0.95}, second={"confidence": 0.4})
    save_run(store, replace(run, codings=()))
    found = list_queue(store, Filter()).items
    assert texts(found) == [SECOND, "Panel 1", FIRST]
    assert "kind 0.40" in found[0].doubts
    assert found[0].score == pytest.approx(1.5 * 0.6 / 2)


def test_practices_recommendations_and_figures_weigh_more(store: Engine) -> None:
    run = replace(make_run(), codings=())
    save_run(store, run)  # all are sure at 0.8
    found = list_queue(store, Filter()).items
    assert texts(found) == [FIRST, SECOND, "Panel 1"]
    assert [item.score for item in found] == pytest.approx([0.16, 0.15, 0.05])
    assert found[0].part_of == (run.practices[0].id,)
    assert found[1].part_of == (run.recommendations[0].id,)


def test_what_coders_differ_on_comes_first(store: Engine) -> None:
    run = replace(make_run(), codings=())
    (said,) = [p for s in run.statements for p in s.points if p.text == SECOND]
    both = Coding(said.id, "gcm", "5", "keyword+learnt", 0.9, "")
    alone = Coding(said.id, "gcm", "6", "learnt", 0.9, "")
    save_run(store, replace(run, codings=(both, alone)))
    found = list_queue(store, Filter()).items
    assert texts(found)[0] == SECOND
    assert "coders differ on 1 code" in found[0].doubts
    reason = {"reason": "learnt: practice; rules: position"}
    save_run(store, doubted(replace(run, codings=()), title=reason, first=reason))
    found = list_queue(store, Filter()).items
    assert texts(found)[0] == FIRST
    assert "another coder says position" in found[0].doubts


def test_what_was_judged_leaves_the_queue_and_waits_for_somebody_elses_sign_off(
    store: Engine,
) -> None:
    first, *rest = list_queue(store, Filter()).items
    key = first.statement.points[0].id
    correct(store, key, "kind", "challenge", ANA)
    assert texts(list_queue(store, Filter()).items) == texts(tuple(rest))
    waiting = Ask("first", who="Ana")
    assert list_queue(store, Filter(), waiting).items == ()
    (item,) = list_queue(store, Filter(), replace(waiting, who="Ben")).items
    assert "changed: kind" in item.doubts
    sign_off(store, key, BEN)
    assert list_queue(store, Filter(), replace(waiting, who="Ben")).items == ()
    assert texts(list_queue(store, Filter(), Ask("signed off")).items) == texts((first,))


def test_one_label_has_a_queue_of_its_own(store: Engine) -> None:
    key = list_queue(store, Filter()).items[0].statement.points[0].id
    confirm(store, key, ANA, ["kind"])
    assert len(list_queue(store, Filter(), Ask(label="kind")).items) == 2
    assert len(list_queue(store, Filter(), Ask(label="gcm")).items) == 3


def test_page_by_page_each_is_met_once_also_while_others_judge(store: Engine) -> None:
    seen: list[str] = []
    after: Key = ()
    while True:
        stretch = list_queue(store, Filter(), after=after, limit=1)
        seen += texts(stretch.items)
        after = stretch.after
        for item in stretch.items:
            confirm(store, item.statement.points[0].id, ANA)
        if not after:
            break
    assert sorted(seen) == sorted([FIRST, SECOND, "Panel 1"])


def test_reviewers_who_share_the_work_never_get_the_same_point(store: Engine) -> None:
    for n in range(4):
        save_run(store, make_run(f"Panel 1\nA {n}.\nB {n}.\n", f"{n}.txt", f"D {n}"))
    parts = [
        texts(list_queue(store, Filter(), Ask(share=(k, 3)), limit=99).items) for k in (1, 2, 3)
    ]
    whole = texts(list_queue(store, Filter(), limit=99).items)
    assert sorted(text for part in parts for text in part) == sorted(whole)
    assert all(len(part) < len(whole) for part in parts)
    with pytest.raises(ReviewError, match="no share"):
        list_queue(store, Filter(), Ask(share=(4, 3)))


def test_the_queue_takes_the_filters_of_every_other_list(store: Engine) -> None:
    assert texts(list_queue(store, Filter(kind="recommendation")).items) == [SECOND]
    assert texts(list_queue(store, Filter(voice="report")).items) == ["Panel 1"]
    both = Filter(kind="practice", voice="PRT", headings=False)
    assert texts(list_queue(store, both).items) == [FIRST]
    assert list_queue(store, Filter(kind="practice", voice="report")).items == ()


def test_progress_counts_people_points_and_corrections(store: Engine) -> None:
    one, two, _ = (item.statement.points[0].id for item in list_queue(store, Filter()).items)
    correct(store, one, "kind", "challenge", ANA)
    confirm(store, two, BEN)
    sign_off(store, two, ANA)
    found = count_progress(store, Filter())
    assert (found.points, found.judged, found.signed, found.corrected) == (3, 2, 1, 1)
    assert found.people == {"Ana": 8, "Ben": 7}
