"""A whole store as a file: memory stays what it was, and the file is of one moment."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import Statement, content_id
from rapporteur.find.browse import list_all
from rapporteur.publish.rows import EXPORTS
from rapporteur.publish.tables import stream_csv, stream_json, stream_jsonl, stream_xlsx
from rapporteur.store import open_store
from rapporteur.store.hold import hold
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_point, make_run

STREAMS = (stream_jsonl, stream_json, stream_csv, stream_xlsx)
EACH = 600  # sentences of a dialogue


def save_long(store: Engine, name: str) -> None:
    lines = (f"Sentence {n} of {name} tells what was done there." for n in range(EACH))
    run = make_run("".join(f"{line}\n" for line in lines), f"{name}.txt", title=name)
    segment, voice = run.dialogue.segments[0].id, run.statements[1].voice
    points = [make_point(run.source, order, segment) for order in range(EACH)]
    statements = tuple(
        Statement(content_id("stm", held[0].id), run.source.id, segment, voice, tuple(held))
        for at in range(0, EACH, 7)
        if (held := points[at : at + 7])
    )
    save_run(store, replace(run, statements=statements))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    folder = tmp_path_factory.mktemp("long")
    short, long = (open_store(str(folder / f"{name}.db")) for name in ("short", "long"))
    save_long(short, "Meeting 0")
    for number in range(4):
        save_long(long, f"Meeting {number}")
    yield short, long
    short.dispose()
    long.dispose()


@pytest.mark.parametrize("stream", STREAMS)
def test_of_a_longer_store_no_more_than_its_ids_is_kept_in_memory(
    stores: tuple[Engine, Engine], stream: object
) -> None:
    assert callable(stream)
    peaks = []
    for store in stores:
        with hold(store) as held:
            assert sum(1 for _ in EXPORTS["sentences"](held, Filter()))  # what is read but once
            rows = EXPORTS["sentences"](held, Filter())
            tracemalloc.start()
            length = sum(len(piece) for piece in stream(rows))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert length > 10_000
    assert peaks[1] - peaks[0] < 800 * 3 * EACH  # a row takes thousands of bytes


def test_the_files_of_a_view_hold_its_rows_in_its_order(stores: tuple[Engine, Engine]) -> None:
    _, store = stores
    shown = [hit.statement.points[0].id for hit in list_all(store, "", Filter())]
    assert len(shown) == 4 * EACH
    client = TestClient(make_app(store))
    table = client.get("/explore.csv").content.decode("utf-8-sig")
    assert [row["id"] for row in csv.DictReader(io.StringIO(table))] == shown
    told = client.get("/explore.json")
    assert [row["id"] for row in told.json()] == shown
    assert told.text == json.dumps(told.json(), ensure_ascii=False, indent=1)
    sheet = load_workbook(io.BytesIO(client.get("/explore.xlsx").content)).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == shown


def test_a_statement_that_is_read_in_two_parts_is_one(stores: tuple[Engine, Engine]) -> None:
    rows = list(EXPORTS["statements"](stores[0], Filter()))
    assert len(rows) == -(-EACH // 7)
    assert {row["sentences"] for row in rows} == {7, EACH % 7}


def test_a_question_that_cannot_be_read_is_told_on_a_page(stores: tuple[Engine, Engine]) -> None:
    client = TestClient(make_app(stores[0]))
    assert client.get("/explore.csv", params={"q": "(("}).status_code == 404


def test_what_is_written_meanwhile_is_not_in_the_file(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.db"))
    save_run(store, make_run())
    with hold(store) as held:
        rows = EXPORTS["sentences"](held, Filter())
        save_run(store, make_run("One.\nTwo.\nThree.\n", "b.txt", title="Another Dialogue"))
        assert len(list(rows)) == 3
    assert len(list(EXPORTS["sentences"](store, Filter()))) == 6
    store.dispose()
