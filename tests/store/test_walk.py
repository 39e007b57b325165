"""Walks through a store: each thing once, in order, filtered as everywhere else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.evidence import Notice
from rapporteur.publish.rows import coverage
from rapporteur.store import open_store
from rapporteur.store.count import code_voices, count_codes
from rapporteur.store.select import Filter, find_points
from rapporteur.store.walk import (
    Key,
    Stretch,
    walk_dialogues,
    walk_entities,
    walk_figures,
    walk_notices,
    walk_participants,
    walk_points,
    walk_practices,
    walk_recommendations,
    walk_segments,
    walk_sources,
    walk_statements,
)
from rapporteur.store.write import save_refusal, save_run
from tests.making import TEXT, make_run, speak_as

Walk = Callable[[Engine, Key], Stretch[Any]]
WALKS: dict[str, Walk] = {
    "dialogues": lambda e, after: walk_dialogues(e, after=after, limit=1),
    "sources": lambda e, after: walk_sources(e, after=after, limit=1),
    "segments": lambda e, after: walk_segments(e, after=after, limit=1),
    "participants": lambda e, after: walk_participants(e, after=after, limit=1),
    "notices": lambda e, after: walk_notices(e, after=after, limit=1),
    "points": lambda e, after: walk_points(e, Filter(), after, 1),
    "statements": lambda e, after: walk_statements(e, Filter(), after, 1),
    "figures": lambda e, after: walk_figures(e, Filter(), after, 1),
    "practices": lambda e, after: walk_practices(e, Filter(voice="PRT"), after, 1),
    "recommendations": lambda e, after: walk_recommendations(e, Filter(), after, 1),
}


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    for n in range(3):
        save_run(engine, make_run(f"{TEXT}{n}\n", f"{n}.txt", f"Dialogue {n}"))
    return engine


def walk_all(engine: Engine, walk: Walk, between: Callable[[], object] = list) -> list[Any]:
    found: list[Any] = []
    after: Key = ()
    while True:
        stretch = walk(engine, after)
        found += stretch.items
        after = stretch.after
        if not after:
            return found
        between()


@pytest.mark.parametrize("name", WALKS)
def test_a_walk_meets_each_thing_once_while_more_is_taken_in(store: Engine, name: str) -> None:
    before = walk_all(store, WALKS[name])
    added = iter(range(3, 30))

    def ingest() -> None:
        if (n := next(added)) < 8:
            save_run(store, make_run(f"{TEXT}{n}\n", f"{n}.txt", f"Dialogue {n}"))
            save_run(store, make_run(f"{TEXT}0\n", "0.txt", "Dialogue 0"))  # once more

    met = walk_all(store, WALKS[name], ingest)
    assert len(before) >= 3
    assert len(met) == len(set(map(repr, met)))
    assert set(map(repr, before)) <= set(map(repr, met))


@pytest.mark.parametrize(
    "wanted",
    [
        Filter(),
        Filter(kind="practice"),
        Filter(voice="PRT"),
        Filter(voice="report"),
        Filter(about="PRT", group="migrant_workers"),
        Filter(codes=(("gcm", "5"),)),
        Filter(kind="challenge"),
    ],
)
def test_a_walk_finds_what_a_filter_finds(store: Engine, wanted: Filter) -> None:
    chosen = set(find_points(store, wanted))
    points = walk_all(store, lambda e, after: walk_points(e, wanted, after, 2))
    statements = walk_all(store, lambda e, after: walk_statements(e, wanted, after, 1))
    practices = walk_all(store, lambda e, after: walk_practices(e, wanted, after, 1))
    asked = walk_all(store, lambda e, after: walk_recommendations(e, wanted, after, 1))
    assert set(points) == chosen
    assert len(points) == len(chosen)
    assert {key for keys in statements for key in keys} == chosen
    every = [p for p in walk_all(store, WALKS["practices"]) if chosen.intersection(p.points)]
    assert practices == every
    assert all(chosen.intersection(item.points) for item in asked)
    if wanted == Filter(voice="PRT"):
        assert len(practices) == len(asked) == 3


def test_entities_are_those_listed_and_those_that_only_speak_each_once(store: Engine) -> None:
    said = f"{TEXT}more\n"
    save_run(store, speak_as(make_run(said, "more.txt", "One more"), "AFG", "Weavers", "PRT"))
    every = walk_all(store, lambda e, after: walk_entities(e, after=after, limit=1))
    assert [(entity.name, entity.kind, number) for entity, number in every] == [
        ("Afghanistan", "state", 1),
        ("Portugal", "state", 4),
        ("Weavers", "organisation", 1),
    ]
    assert [one for one in every if one[0].kind == "state"] == list(
        walk_entities(store, kind="state").items
    )
    for dialogue in walk_dialogues(store).items:
        codes = [entity.code for entity, _ in walk_entities(store, dialogue.id).items]
        assert codes == (["AFG", "PRT", "Weavers"] if dialogue.title == "One more" else ["PRT"])
    assert walk_entities(store, key="Weavers").items == (every[2],)


def test_walks_of_a_dialogue_stay_in_it(store: Engine) -> None:
    one = walk_dialogues(store).items[0]
    assert [kept.dialogue for kept in walk_sources(store, one.id).items] == [one.id]
    assert [key for key, _ in walk_segments(store, one.id).items] == [one.id]
    assert [key for key, _ in walk_participants(store, one.id).items] == [one.id]
    assert [key for key, _ in walk_notices(store, one.id).items] == [one.id]
    assert walk_entities(store, one.id).items[0][1] == 1
    assert walk_entities(store).items[0][1] == 3
    assert len(walk_recommendations(store, Filter(dialogue=one.id)).items) == 1
    assert walk_recommendations(store, Filter(origin="report")).items == ()


def test_a_source_tells_its_pages_and_bytes(store: Engine) -> None:
    kept = walk_sources(store).items[0]
    assert kept.pages == 1
    assert kept.bytes == len(f"{TEXT}0\n")


def test_a_refused_file_is_among_the_notices(store: Engine) -> None:
    save_refusal(store, Notice("read", "damaged", "It ends too soon.", "broken.pdf"))
    assert ("", "broken.pdf") in [(key, n.source) for key, n in walk_notices(store).items]


@pytest.mark.parametrize("after", [("x",), (1, 2), ("x", "y"), ("x", 2**70), ("x", True)])
def test_a_key_of_another_list_is_refused(store: Engine, after: Key) -> None:
    with pytest.raises(QueryError, match="cursor"):
        walk_points(store, Filter(), after)


@pytest.mark.parametrize("wanted", [Filter(), Filter(voice="PRT"), Filter(kind="challenge")])
def test_codes_are_counted_as_the_export_counts_them(store: Engine, wanted: Filter) -> None:
    rows = [row for row in coverage(store, wanted) if row["points"]]
    counts = count_codes(store, wanted)
    voices = code_voices(store, wanted)
    assert {(r["framework"], r["code"]): r["kinds"] for r in rows} == counts
    assert {(r["framework"], r["code"]): tuple(r["voices"]) for r in rows} == voices


def test_notices_that_say_the_same_are_met_once(store: Engine) -> None:
    run = make_run(f"{TEXT}0\n", "0.txt", "Dialogue 0")
    twice = replace(run.dialogue, notices=run.dialogue.notices * 2)
    save_run(store, replace(run, dialogue=twice))
    assert len(walk_all(store, WALKS["notices"])) == 3
