"""What people judged, and have to judge, read through the API: what the command line says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from rapporteur.cli import main
from rapporteur.pipeline import ingest
from rapporteur.review.agree import draw_sample, settle, take_reading
from rapporteur.review.decide import By, confirm, correct, reject, sign_off, undo
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.searches import save_search
from rapporteur.store.select import Filter, find_points
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_run
from tests.review.cutting import cut_anew

SAMPLE = Path(__file__).resolve().parents[3] / "sample"
ROOT = "/api/v1"
ANA, BEN, EVA = By("Ana"), By("Ben"), By("Eva")


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "a.db")


@pytest.fixture
def store(place: str) -> Iterator[Engine]:
    engine = open_store(place)
    ingest([str(SAMPLE)], engine, Settings())
    yield engine
    engine.dispose()


@pytest.fixture
def api(store: Engine) -> TestClient:
    return TestClient(make_app(store))


def read(api: TestClient, address: str) -> Any:
    answer = api.get(f"{ROOT}/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def run(place: str, *words: str) -> Any:
    result = CliRunner().invoke(main, ["--store", place, *words])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def judge(store: Engine) -> list[str]:
    keys = find_points(store, Filter(headings=False))[:4]
    confirm(store, keys[0], ANA)
    correct(store, keys[1], "kind", "challenge", ANA)
    gone = correct(store, keys[1], "kind", "practice", ANA)
    undo(store, gone.id, ANA)
    reject(store, keys[2], BEN, "voice")
    sign_off(store, keys[0], BEN)
    return list(keys)


def test_the_log_says_who_decided_what_and_what_was_taken_back(
    store: Engine, api: TestClient, place: str
) -> None:
    keys = judge(store)
    for key in keys[:3]:
        told = run(place, "review", "history", key, "--json")
        items = read(api, f"judgements?of={key}&limit=200")["items"]
        assert len(items) == len(told) > 0
        for item, row in zip(items, told, strict=True):
            assert item["of"] == key
            assert {name: item[name] for name in row.keys() & item.keys()} == {
                name: row[name] for name in row.keys() & item.keys()
            }
    assert [one["taken_back"] for one in read(api, f"judgements?of={keys[1]}")["items"]] == [
        False, True, False,
    ]  # fmt: skip
    assert {one["who"] for one in read(api, "judgements?who=Ben")["items"]} == {"Ben"}
    assert read(api, f"judgements?of={keys[3]}")["items"] == []
    assert api.get(f"{ROOT}/judgements?of=pnt-0000000000000000").status_code == 404


def test_the_log_is_walked_by_cursor_and_each_entry_met_once(
    store: Engine, api: TestClient
) -> None:
    judge(store)
    whole = read(api, "judgements?limit=200")["items"]
    address, met = f"{ROOT}/judgements?limit=2", []
    while address:
        page = api.get(address).json()
        met += page["items"]
        address = page["links"].get("next", "")
    assert met == whole
    assert len(met) > 10


def test_what_bears_on_nothing_now_is_told(store: Engine, api: TestClient) -> None:
    run = make_run()
    save_run(store, run)
    confirm(store, run.statements[0].points[0].id, ANA)
    assert read(api, "judgements?adrift=true")["items"] == []
    save_run(store, cut_anew(run, without=run.statements[0].points[0].text))
    items = read(api, "judgements?adrift=true")["items"]
    assert items
    assert {one["text"] for one in items} == {run.statements[0].points[0].text}
    assert {one["of"] for one in items} == {""}
    assert all("of" not in one["links"] and "page" in one["links"] for one in items)


def test_how_far_it_has_come_and_what_comes_next(
    store: Engine, api: TestClient, place: str
) -> None:
    judge(store)
    for asked, options in (("", ()), ("?kind=practice", ("--kind", "practice"))):
        item = read(api, f"review{asked}")
        told = run(place, "review", "progress", "--json", *options)
        assert {name: item[name] for name in told} == told
    for asked, options in (
        ("state=open", ()),
        ("state=first&label=kind", ("--state", "first", "--label", "kind")),
        ("state=first&who=Ana", ("--state", "first", "--who", "Ana")),
        ("share=2/3", ("--share", "2/3")),
    ):
        items = read(api, f"review/points?limit=9&{asked}")["items"]
        rows = run(place, "review", "list", "--json", "--limit", "9", *options)
        assert [one["id"] for one in items] == [row["id"] for row in rows]
        assert [one["doubts"] for one in items] == [row["doubts"] for row in rows]
        assert [one["score"] for one in items] == [row["score"] for row in rows]


@pytest.mark.parametrize("asked", ["share=3/2", "share=x", "label=taste", "state=never"])
def test_what_cannot_be_asked_is_a_problem(api: TestClient, asked: str) -> None:
    answer = api.get(f"{ROOT}/review/points?{asked}")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_cursor_of_another_list_is_a_problem(api: TestClient) -> None:
    cursor = read(api, "points?limit=1")["cursor"]
    assert api.get(f"{ROOT}/review/points?cursor={cursor}").status_code == 400


def test_nobody_sees_what_was_read_blind_before_two_are_done(
    store: Engine, api: TestClient
) -> None:
    sample = draw_sample(store, Filter(headings=False), 2, ANA, ("kind",))
    for at, key in enumerate(sample.points):
        take_reading(store, sample.id, key, {"kind": "practice"}, ANA)
        if not at:
            take_reading(store, sample.id, key, {"kind": "challenge"}, BEN)
    (listed,) = read(api, "review/samples")["items"]
    assert listed["readers"] == {"Ana": 2, "Ben": 1}
    blind = read(api, f"review/samples/{sample.id}")
    assert blind["agreement"] is blind["differences"] is None
    assert not [one for one in read(api, "judgements")["items"] if one["stage"] == "blind"]
    take_reading(store, sample.id, sample.points[1], {"kind": "practice"}, BEN)
    found = read(api, f"review/samples/{sample.id}")
    assert found["agreement"]["kind"]["share"] == 0.5
    (difference,) = found["differences"]
    assert difference == {
        "point": sample.points[0],
        "field": "kind",
        "values": {"Ana": "practice", "Ben": "challenge"},
        "settled": False,
    }
    settle(store, sample.id, sample.points[0], ("kind", "challenge"), EVA)
    assert read(api, f"review/samples/{sample.id}")["differences"][0]["settled"]
    assert api.get(f"{ROOT}/review/samples/smp-none").status_code == 404


def test_what_is_new_to_a_saved_search(store: Engine, api: TestClient, place: str) -> None:
    key = save_search(store, "Permits", "permits", {}).id
    save_run(store, make_run())
    answer = read(api, f"searches/{key}/new")
    rows = run(place, "searches", "new", key, "--json")
    assert [one["id"] for one in answer["items"]] == [row["id"] for row in rows] != []
    assert [one["came"] for one in answer["items"]] == [row["came"] for row in rows]
    assert answer["total"] == len(rows)
