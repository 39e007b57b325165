"""Stores read from Python."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import rapporteur
from rapporteur.client import Rapporteur
from rapporteur.errors import QueryError, SettingError, UnknownError
from rapporteur.evidence import (
    Dialogue,
    Point,
    Practice,
    Recommendation,
    Segment,
    Source,
    Statement,
)
from rapporteur.pipeline import ingest
from rapporteur.publish.rows import EXPORTS
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.choice import make_filter
from rapporteur.web.app import make_app

ROOT = Path(__file__).resolve().parents[1]
CHOICES: tuple[dict[str, Any], ...] = (
    {},
    {"voice": "PRT"},
    {"kind": "practice"},
    {"about": "chl", "manner": "floor"},
    {"gcm": "5"},
    {"sdg": "3", "voice": "spoken"},
    {"group": "migrant_workers"},
    {"voice": "Portugal", "figures": "no", "reviewed": "no"},
    {"region": "039", "sure": "high"},
    {"since": "2019", "until": "2020-12", "instrument": "training"},
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("client") / "rapporteur.db"
    engine = open_store(str(found))
    ingest([str(ROOT / "sample")], engine, Settings())
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def record(place: Path) -> Iterator[Rapporteur]:
    with rapporteur.open(place) as found:
        yield found


@pytest.fixture(scope="module")
def api(place: Path) -> TestClient:
    return TestClient(make_app(open_store(str(place))))


def items_of(api: TestClient, name: str, choice: dict[str, Any]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    answer = api.get(f"/api/v1/{name}", params=choice).json()
    while True:
        items += answer["items"]
        if "next" not in answer["links"]:
            return items
        answer = api.get(answer["links"]["next"]).json()


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("name", ["points", "statements", "practices", "recommendations"])
def test_python_and_the_api_give_the_same_things_in_the_same_order(
    record: Rapporteur, api: TestClient, name: str, choice: dict[str, Any]
) -> None:
    found = [one.id for one in getattr(record, name)(**choice)]
    assert found == [item["id"] for item in items_of(api, name, choice)]
    what = "sentences" if name == "points" else name
    wanted = make_filter(record._store, choice)  # type: ignore[arg-type]
    assert sorted(found) == sorted(row["id"] for row in EXPORTS[what](record._store, wanted))


@pytest.mark.parametrize("choice", CHOICES)
def test_python_and_the_api_find_the_same(
    record: Rapporteur, api: TestClient, choice: dict[str, Any]
) -> None:
    hits = record.find("migrants health visas", limit=20, **choice)
    items = api.get(
        "/api/v1/search", params={"q": "migrants health visas", "limit": 20, **choice}
    ).json()["items"]
    found = [(h.statement.points[0].id, h.score, h.why, [list(m) for m in h.marks]) for h in hits]
    assert found == [(i["id"], i["score"], i["why"], i["marks"]) for i in items]


def test_people_places_and_numbers_are_as_the_api_has_them(
    record: Rapporteur, api: TestClient
) -> None:
    assert [p.name for p in record.participants()] == [
        item["name"] for item in items_of(api, "participants", {})
    ]
    assert [e.code for e in record.entities()] == [i["code"] for i in items_of(api, "entities", {})]
    assert [f.value for f in record.figures()] == [i["value"] for i in items_of(api, "figures", {})]
    assert [n.message for n in record.notices()] == [
        item["message"] for item in items_of(api, "notices", {})
    ]
    counted = [(c.framework, c.code.code, sum(c.kinds.values())) for c in record.coverage()]
    items = api.get("/api/v1/coverage").json()["items"]
    assert counted == [(i["framework"], i["code"], i["points"]) for i in items]


def test_what_a_list_names_can_be_got_by_its_id(record: Rapporteur) -> None:
    lists: tuple[tuple[type, Iterator[Any]], ...] = (
        (Dialogue, record.dialogues()),
        (Source, record.sources()),
        (Segment, record.segments()),
        (Statement, record.statements()),
        (Point, record.points()),
        (Practice, record.practices()),
        (Recommendation, record.recommendations()),
    )
    for noun, found in lists:
        for one in list(found)[:3]:
            got = record.get(one.id)
            assert isinstance(got, noun)
            assert got.id == one.id
            assert record.get(one.id, noun) == got
    with pytest.raises(UnknownError):
        record.get(next(record.points()).id, Practice)


def test_a_dialogue_is_got_with_all_that_belongs_to_it(record: Rapporteur) -> None:
    dialogue = record.get(next(record.dialogues()).id)
    assert isinstance(dialogue, Dialogue)
    assert dialogue.segments
    assert dialogue.participants
    assert all(source.content and source.pages for source in dialogue.sources)


def test_a_point_leads_to_its_voice_and_codes(record: Rapporteur) -> None:
    point = next(point for point in record.points(voice="PRT") if _coded(record, point))
    statement = record.statement_of(point)
    assert "PRT" in statement.voice.entities
    assert point in statement.points
    coding = next(c for c in record.codings(point) if c.framework == "sdg")
    assert coding.point == point.id
    coded = record.points(**{coding.framework: coding.code})  # type: ignore[arg-type]
    assert point in list(coded)


def _coded(record: Rapporteur, point: Point) -> bool:
    return any(coding.framework == "sdg" for coding in record.codings(point))


@pytest.mark.parametrize("key", ["", "pnt-none", "dlg-none", "src-none", "nothing", "prc-\x00"])
def test_an_unknown_id_says_so(record: Rapporteur, key: str) -> None:
    with pytest.raises(UnknownError):
        record.get(key)


def test_an_id_of_another_thing_says_what_it_is(record: Rapporteur) -> None:
    key = next(record.dialogues()).id
    with pytest.raises(UnknownError, match="the id of a Dialogue, not of a Point") as refused:
        record.get(key, Point)
    assert refused.value.place == key
    with pytest.raises(UnknownError, match="there is nothing by this id"):
        record.get("pnt-none", Point)


def test_an_origin_that_there_is_not_is_refused_at_once(record: Rapporteur) -> None:
    with pytest.raises(QueryError, match="no origin of this name") as refused:
        record.recommendations(origin="zz")  # type: ignore[arg-type]
    assert refused.value.place == "zz" and "listed" in refused.value.remedy
    assert list(record.recommendations(origin="report"))


@pytest.mark.parametrize(
    "choice",
    [
        {"vioce": "PRT"},
        {"kind": "opinion"},
        {"manner": "loud"},
        {"dialogue": "Nowhere"},
        {"region": "Atlantis"},
        {"since": "soon"},
        {"instrument": "magic"},
        {"sure": "0.9"},
    ],
)
def test_a_filter_that_there_is_not_is_refused_at_once(
    record: Rapporteur, choice: dict[str, Any]
) -> None:
    with pytest.raises(QueryError) as refused:
        record.points(**choice)
    assert refused.value.remedy


def test_a_filter_means_the_same_under_all_its_names(record: Rapporteur) -> None:
    by_code = [point.id for point in record.points(voice="PRT")]
    assert by_code and by_code == [point.id for point in record.points(voice="Portugal")]
    southern = [point.id for point in record.points(region="Southern Europe")]
    assert set(by_code) <= set(southern)
    assert southern == [point.id for point in record.points(region="039")]
    bands = [len(list(record.points(sure=band))) for band in ("high", "middle", "low")]
    assert sum(bands) == len(list(record.points()))


def test_a_slip_of_the_name_makes_no_empty_store(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no store here"):
        rapporteur.open(tmp_path / "raporteur.db")
    assert not list(tmp_path.iterdir())


def test_the_example_of_the_guide_works(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert example
    names: dict[str, Any] = {}
    with chdir(place.parent):
        exec(example[1], names)
    said = capsys.readouterr().out
    assert "nurses" in said
    assert "– page" in said
    assert names["silent"]


def test_the_guide_names_every_call() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8").partition("## From Python")[2]
    calls = {name for name in vars(Rapporteur) if not name.startswith("_")} - {"close"}
    assert {name for name in calls if f"`{name}" not in guide} == set()


def test_importing_the_package_loads_nothing_of_it() -> None:
    script = "import sys, rapporteur; print([m for m in sys.modules if 'rapporteur.' in m])"
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
