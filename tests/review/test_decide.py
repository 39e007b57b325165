"""What a reviewer may rely on: their word stands everywhere, and is never lost."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select

from rapporteur.errors import DecidedError, ReviewError, UnknownError
from rapporteur.evidence import PARTICIPANTS, Figure, Point, Statement, Value, Voice
from rapporteur.publish.rows import coverage
from rapporteur.review.decide import By, confirm, correct, reject, sign_off, undo
from rapporteur.store import open_store
from rapporteur.store.count import count_kinds, count_voices
from rapporteur.store.judged import tables
from rapporteur.store.judged.view import find_adrift, find_history, find_proposed, find_reviews
from rapporteur.store.select import Filter, find_points
from rapporteur.store.tables import source
from rapporteur.store.view import (
    find_codings,
    find_practices,
    find_recommendations,
    find_statements,
    get_dialogue,
    list_dialogues,
)
from rapporteur.store.walk import walk_statements
from rapporteur.store.write import save_run
from tests.making import FIRST, SECOND, make_run
from tests.review.cutting import cut_anew

ANA, BEN = By("Ana"), By("Ben")
KEN = Voice("floor", ("KEN",))


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    return engine


def key_of(store: Engine, text: str = FIRST) -> str:
    return next(p.id for s in everything(store) for p in s.points if p.text == text)


def everything(store: Engine) -> tuple[Statement, ...]:
    return find_statements(store, find_points(store, Filter()))


def told(store: Engine, text: str = FIRST) -> tuple[Voice, Point]:
    return next((s.voice, p) for s in everything(store) for p in s.points if p.text == text)


def snapshot(store: Engine) -> object:
    keys = find_points(store, Filter())
    return (
        everything(store),
        find_codings(store, keys),
        find_recommendations(store),
        find_practices(store),
        list(coverage(store, Filter())),
    )


CORRECTIONS: list[tuple[str, Value]] = [
    ("kind", "challenge"),
    ("voice", KEN),
    ("about", ("KEN", "UGA")),
    ("gcm", ("15", "16")),
    ("sdg", ()),
    ("groups", ("women", "youth")),
    ("figures", (Figure(70.0, "percent", "70 per cent"),)),
]


@pytest.mark.parametrize(("field", "value"), CORRECTIONS)
def test_a_correction_stands_and_undoing_it_brings_the_machines_value_back(
    store: Engine, field: str, value: Value
) -> None:
    before = snapshot(store)
    key = key_of(store)
    made = correct(store, key, field, value, ANA)
    assert (made.verdict, made.after) == ("corrected", value)
    voice, point = told(store)
    codes = [c.code for c in find_codings(store, [key])[key] if c.framework == field]
    shown = {"voice": voice, "gcm": tuple(codes), "sdg": tuple(codes)}
    assert (shown[field] if field in shown else getattr(point, field)) == value
    assert point.review
    assert (point.review.state, point.review.fields, point.review.who) == ("first", (field,), "Ana")
    assert find_proposed(store, [key])[key][field] == made.before
    undo(store, made.id, ANA)
    assert snapshot(store) == before


def test_filters_and_counts_follow_a_judgement(store: Engine) -> None:
    key = key_of(store)
    correct(store, key, "kind", "challenge", ANA)
    correct(store, key, "voice", KEN, ANA)
    correct(store, key, "groups", ("women",), ANA)
    correct(store, key, "gcm", ("15",), ANA)
    assert find_points(store, Filter(kind="practice")) == ()
    assert find_points(store, Filter(kind="challenge", voice="KEN", group="women")) == (key,)
    assert find_points(store, Filter(codes=(("gcm", "15"),))) == (key,)
    assert find_points(store, Filter(codes=(("gcm", "5"),))) == ()
    assert count_kinds(store, Filter()) == {"challenge": 1, "other": 1, "recommendation": 1}
    assert count_voices(store, Filter()) == {"KEN": 1, "PRT": 1}


def test_a_judged_voice_divides_the_statement_in_the_order_of_the_record(store: Engine) -> None:
    correct(store, key_of(store, SECOND), "voice", KEN, ANA)
    said = [(s.voice.source, p.text) for s in everything(store) for p in s.points]
    assert said == [("report", "Panel 1"), ("PRT", FIRST), ("KEN", SECOND)]
    walked = walk_statements(store, Filter()).items
    assert [find_statements(store, keys)[0].voice.source for keys in walked] == [
        "report", "PRT", "KEN",
    ]  # fmt: skip


def test_every_sentence_of_a_statement_can_be_given_to_another(store: Engine) -> None:
    before = snapshot(store)
    made = [correct(store, key_of(store, text), "voice", KEN, ANA) for text in (FIRST, SECOND)]
    assert [s.voice.source for s in everything(store)] == ["report", "KEN"]
    for judgement in made:
        undo(store, judgement.id, ANA)
    assert snapshot(store) == before


def test_what_is_rejected_is_unknown_and_no_name_is_guessed(store: Engine) -> None:
    key = key_of(store)
    for field in ("kind", "voice", "about", "figures"):
        reject(store, key, ANA, field)
    voice, point = told(store)
    assert (voice, point.kind, point.about, point.figures) == (PARTICIPANTS, "other", (), ())


def test_a_rejected_practice_is_gone_everywhere_till_the_rejection_is_taken_back(
    store: Engine,
) -> None:
    (practice,) = find_practices(store)
    (asked,) = find_recommendations(store)
    made = [reject(store, item.id, ANA) for item in (practice, asked)]
    assert (find_practices(store), find_recommendations(store)) == ((), ())
    save_run(store, make_run())
    assert (find_practices(store), find_recommendations(store)) == ((), ())
    for judgement in made:
        undo(store, judgement.id, ANA)
    assert (find_practices(store), find_recommendations(store)) == ((practice,), (asked,))


def test_a_rejected_practice_can_be_judged_again_after_its_id_has_changed(store: Engine) -> None:
    reject(store, find_practices(store)[0].id, ANA)
    run = cut_anew(make_run())
    save_run(store, run)
    key = run.practices[0].id
    with pytest.raises(ReviewError, match="take that back first"):
        correct(store, key, "since", "May 2019", ANA)
    assert reject(store, key, BEN).before is False
    assert confirm(store, key, BEN, ["practice"])[0].after is False
    for judgement, _ in reversed(find_history(store, key)):
        undo(store, judgement.id, ANA)
    assert find_practices(store) == run.practices


def test_fields_of_practices_and_recommendations_are_corrected(store: Engine) -> None:
    (practice,), (asked,) = find_practices(store), find_recommendations(store)
    correct(store, practice.id, "implementers", ("KEN", "IOM"), ANA)
    correct(store, practice.id, "since", "May 2019", ANA)
    correct(store, asked.id, "addressed_to", ("Governments",), ANA)
    rejected = reject(store, practice.id, BEN)
    undo(store, rejected.id, BEN)
    (now,) = find_practices(store)
    assert (now.implementers, now.since) == (("KEN", "IOM"), "May 2019")
    assert find_recommendations(store)[0].addressed_to == ("Governments",)
    assert find_reviews(store, [practice.id])[practice.id].corrected == ("implementers", "since")


def test_confirming_a_sentence_confirms_each_label_and_makes_it_sure(store: Engine) -> None:
    key = key_of(store)
    made = confirm(store, key, ANA)
    assert {j.verdict for j in made} == {"confirmed"}
    _, point = told(store)
    assert point.confidence == 1.0
    assert point.review
    assert len(point.review.fields) == 7
    assert point.review.corrected == ()
    assert {c.confidence for c in find_codings(store, [key])[key]} == {1.0}


def test_a_correction_to_what_stands_already_is_a_confirmation(store: Engine) -> None:
    assert correct(store, key_of(store), "kind", "practice", ANA).verdict == "confirmed"


def test_a_sign_off_is_somebody_elses(store: Engine) -> None:
    key = key_of(store)
    with pytest.raises(ReviewError, match="waits for a sign-off"):
        sign_off(store, key, BEN)
    correct(store, key, "kind", "challenge", ANA)
    with pytest.raises(ReviewError, match="their own decision"):
        sign_off(store, key, By(" ana "))
    (signed,) = sign_off(store, key, BEN)
    assert find_reviews(store, [key])[key].state == "signed off"
    undo(store, signed.id, BEN)
    assert find_reviews(store, [key])[key].state == "first"


def test_a_new_decision_waits_for_a_sign_off_again(store: Engine) -> None:
    key = key_of(store)
    correct(store, key, "kind", "challenge", ANA)
    sign_off(store, key, BEN)
    later = correct(store, key, "kind", "position", BEN)
    assert find_reviews(store, [key])[key].state == "first"
    undo(store, later.id, BEN)
    assert find_reviews(store, [key])[key].state == "signed off"
    assert told(store)[1].kind == "challenge"


def test_taking_back_is_in_the_history_and_can_be_taken_back_itself(store: Engine) -> None:
    key = key_of(store)
    made = correct(store, key, "kind", "challenge", replace(ANA, note="harm, not a deed"))
    taken = undo(store, made.id, BEN)
    with pytest.raises(ReviewError, match="taken back already"):
        undo(store, made.id, BEN)
    undo(store, taken.id, ANA)
    assert told(store)[1].kind == "challenge"
    history = find_history(store, key)
    assert [(j.verdict, j.who, gone) for j, gone in history] == [
        ("corrected", "Ana", False),
        ("taken back", "Ben", True),
        ("taken back", "Ana", False),
    ]
    assert (history[0][0].before, history[0][0].after) == ("practice", "challenge")
    assert history[0][0].note == "harm, not a deed"
    assert history[0][0].when.endswith("+00:00")


def test_whoever_looked_before_another_decided_is_told(store: Engine) -> None:
    key = key_of(store)
    first = correct(store, key, "kind", "challenge", replace(ANA, seen=""))
    with pytest.raises(DecidedError, match="meanwhile"):
        correct(store, key, "kind", "position", replace(BEN, seen=""))
    assert told(store)[1].kind == "challenge"
    correct(store, key, "kind", "position", replace(BEN, seen=first.id))
    assert told(store)[1].kind == "position"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "opinion"),
        ("about", ("XXX",)),
        ("gcm", ("24",)),
        ("sdg", ("10.z",)),
        ("groups", ("everybody",)),
        ("voice", Voice("floor")),
        ("voice", Voice("report", ("KEN",))),
        ("voice", "KEN"),
        ("colour", "red"),
        ("practice", False),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_changes(
    store: Engine, field: str, value: Value
) -> None:
    before = snapshot(store)
    with pytest.raises(ReviewError) as caught:
        correct(store, key_of(store), field, value, ANA)
    assert caught.value.remedy
    assert snapshot(store) == before


def test_nobody_decides_without_a_name_or_on_nothing(store: Engine) -> None:
    with pytest.raises(ReviewError, match="name of who"):
        confirm(store, key_of(store), By("  "))
    for key in ("pnt-none", "rec-none", "prc-none"):
        with pytest.raises(UnknownError):
            confirm(store, key, ANA)
    with pytest.raises(ReviewError, match="no point"):
        confirm(store, "dlg-none", ANA)
    with pytest.raises(ReviewError, match="as a whole"):
        reject(store, key_of(store), ANA)
    with pytest.raises(UnknownError):
        undo(store, "jdg-none", ANA)


def judge_all(store: Engine) -> None:
    for field, value in CORRECTIONS:
        correct(store, key_of(store), field, value, ANA)
    correct(store, key_of(store, SECOND), "voice", KEN, ANA)
    correct(store, find_practices(store)[0].id, "since", "May 2019", ANA)
    reject(store, find_recommendations(store)[0].id, ANA)


def test_a_re_ingest_keeps_every_judgement(store: Engine) -> None:
    judge_all(store)
    before = snapshot(store)
    save_run(store, make_run())
    assert snapshot(store) == before


def test_judgements_find_their_sentences_where_all_ids_have_changed(store: Engine) -> None:
    judge_all(store)
    save_run(store, cut_anew(make_run()))
    voice, point = told(store)
    assert (voice, point.kind, point.about) == (KEN, "challenge", ("KEN", "UGA"))
    assert point.review
    assert len(point.review.fields) == 7
    assert told(store, SECOND)[0] == KEN
    assert find_practices(store)[0].since == "May 2019"
    assert find_recommendations(store) == ()
    assert not find_adrift(store)
    assert len(find_history(store, point.id)) == 7
    undo(store, find_history(store, point.id)[0][0].id, ANA)
    assert told(store)[1].kind == "practice"
    save_run(store, make_run())
    assert told(store)[0] == KEN
    assert told(store)[1].kind == "practice"


def adrift(store: Engine) -> list[str]:
    (dialogue,) = list_dialogues(store)
    notices = get_dialogue(store, dialogue.id).notices
    return [n.message for n in notices if n.code == "judgement-adrift"]


def test_a_judgement_of_a_sentence_cut_otherwise_is_kept_and_named(store: Engine) -> None:
    made = correct(store, key_of(store), "kind", "challenge", ANA)
    kept = correct(store, key_of(store, SECOND), "kind", "position", ANA)
    save_run(store, cut_anew(make_run(), without=FIRST))
    (message,) = adrift(store)
    assert made.id in message
    assert "Ana" in message
    assert [j.id for j in find_adrift(store)] == [made.id]
    assert kept.id not in message
    assert told(store, FIRST[:-3])[1].kind == "practice"
    assert told(store, SECOND)[1].kind == "position"
    save_run(store, make_run())
    assert adrift(store) == []
    assert told(store)[1].kind == "challenge"


def test_a_notice_goes_when_the_judgement_it_names_is_taken_back(store: Engine) -> None:
    made = correct(store, key_of(store), "kind", "challenge", ANA)
    save_run(store, cut_anew(make_run(), without=FIRST))
    save_run(store, make_run("One.\nTwo.\nThree.\n", "other.txt"))
    assert len(adrift(store)) == 1
    undo(store, made.id, BEN)
    assert adrift(store) == []


def test_a_removed_file_leaves_its_judgements_and_finds_them_again(store: Engine) -> None:
    made = correct(store, key_of(store), "kind", "challenge", ANA)
    with store.begin() as connection:
        connection.execute(delete(source))
    assert find_adrift(store) == (made,)
    with pytest.raises(UnknownError):
        confirm(store, made.subject.id, ANA)
    later = undo(store, made.id, ANA)
    undo(store, later.id, ANA)
    save_run(store, make_run())
    assert told(store)[1].kind == "challenge"


def test_nothing_that_people_decided_is_ever_deleted(store: Engine) -> None:
    judge_all(store)
    for judgement, _ in find_history(store, key_of(store)):
        undo(store, judgement.id, BEN)
    with store.connect() as connection:
        assert len(connection.execute(select(tables.judgement)).all()) == 10 + 7
