"""What a user may rely on when evidence is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from rapporteur.errors import EvidenceError, QueryError, SettingError
from rapporteur.evidence import Notice, Run
from rapporteur.store import open_store, tables
from rapporteur.store.count import count_dialogue
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import (
    find_codings,
    find_practices,
    find_recommendations,
    find_statements,
    get_dialogue,
    list_dialogues,
    list_refusals,
)
from rapporteur.store.write import save_refusal, save_run
from tests.making import make_run


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"))


def dump(store: Engine) -> dict[str, list[tuple[object, ...]]]:
    with store.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in tables.metadata.sorted_tables
            if table is not tables.change  # it counts savings, so it grows with each
        }


def test_what_goes_in_comes_out(store: Engine) -> None:
    run = make_run()
    save_run(store, run)
    keys = [p.id for s in run.statements for p in s.points]
    assert find_statements(store, keys) == run.statements
    assert find_recommendations(store) == run.recommendations
    assert find_practices(store) == run.practices
    assert [c for found in find_codings(store, keys).values() for c in found] == list(run.codings)
    held = get_dialogue(store, run.dialogue.id)
    assert replace(held, sources=()) == replace(run.dialogue, sources=())
    assert held.sources[0].blocks == run.source.blocks
    assert held.sources[0].pages[0].text == run.source.pages[0].text
    assert held.sources[0].content == run.source.content


def test_saving_twice_changes_nothing(store: Engine) -> None:
    save_run(store, make_run())
    before = dump(store)
    save_run(store, make_run())
    assert dump(store) == before


def test_a_second_source_leaves_the_first_alone(store: Engine) -> None:
    first = make_run()
    save_run(store, first)
    save_run(store, make_run("A\nB\nC\n", "other.txt", title="Another Dialogue"))
    assert len(list_dialogues(store)) == 2
    assert find_points(store, Filter(source=first.source.id))


def forged(run: Run) -> Run:
    statement = run.statements[1]
    points = (replace(statement.points[0], text="An invented quotation."), statement.points[1])
    return replace(run, statements=(run.statements[0], replace(statement, points=points)))


def test_an_invented_quotation_is_refused_and_nothing_of_the_file_is_kept(store: Engine) -> None:
    with pytest.raises(EvidenceError, match="quotation not found"):
        save_run(store, forged(make_run()))
    assert not any(dump(store).values())


def test_a_recommendation_must_stand_in_its_source_too(store: Engine) -> None:
    run = make_run()
    forged_item = replace(run.recommendations[0], text="Do better.")
    with pytest.raises(EvidenceError):
        save_run(store, replace(run, recommendations=(forged_item,)))


def test_a_database_that_breaks_off_leaves_the_store_as_it_was(store: Engine) -> None:
    run = make_run()
    save_run(store, run)
    before = dump(store)
    broken = replace(run, codings=(*run.codings, run.codings[0]))  # the same coding twice
    with pytest.raises(Exception, match="UNIQUE"):
        save_run(store, broken)
    assert dump(store) == before


def test_a_source_that_moves_takes_its_evidence_with_it(store: Engine) -> None:
    run = make_run()
    save_run(store, run)
    moved = replace(run, dialogue=replace(run.dialogue, id="dlg-new", title="Renamed"))
    save_run(store, moved)
    assert [d.title for d in list_dialogues(store)] == ["Renamed"]
    assert len(get_dialogue(store, "dlg-new").participants) == 1


@pytest.mark.parametrize(
    ("wanted", "number"),
    [
        (Filter(), 3),
        (Filter(voice="PRT"), 2),
        (Filter(voice="report"), 1),
        (Filter(voice="participants"), 0),
        (Filter(kind="practice"), 1),
        (Filter(about="PRT", kind="practice"), 1),
        (Filter(about="PRT", kind="recommendation"), 0),
        (Filter(group="migrant_workers"), 1),
        (Filter(codes=(("gcm", "5"),)), 1),
        (Filter(codes=(("gcm", "5"), ("sdg", "11"))), 0),
        (Filter(dialogue="dlg-unknown"), 0),
    ],
)
def test_filters_combine(store: Engine, wanted: Filter, number: int) -> None:
    save_run(store, make_run())
    assert len(find_points(store, wanted)) == number


def test_counts_agree_with_what_they_count(store: Engine) -> None:
    run = make_run()
    save_run(store, run)
    counts = count_dialogue(store, run.dialogue.id)
    assert (counts.sentences, counts.points, counts.spoken, counts.practices) == (3, 2, 1, 1)
    assert counts.voices == {"PRT": 2}
    assert counts.recommendations == {"call": 1}


def test_word_of_a_refused_file_is_kept_until_it_succeeds(store: Engine) -> None:
    save_refusal(store, Notice("read", "refused", "is empty", "invented.txt"))
    save_refusal(store, Notice("read", "refused", "is empty", "invented.txt"))
    assert [n.source for n in list_refusals(store)] == ["invented.txt"]
    save_run(store, make_run())
    assert not list_refusals(store)


def test_an_unknown_dialogue_is_said_to_be_unknown(store: Engine) -> None:
    with pytest.raises(QueryError, match="nothing by this id"):
        get_dialogue(store, "dlg-unknown")


def test_places_that_cannot_hold_a_store_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is not a database, however long it may be." * 50)
    for place in (
        str(tmp_path / "missing" / "a.db"),
        str(tmp_path / "text.db"),
        "postgresql://localhost/a",
    ):
        with pytest.raises(SettingError):
            open_store(place)
