"""What comes out of an export, in every format."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from rapporteur.evidence import Voice
from rapporteur.publish.rows import EXPORTS, sentences
from rapporteur.publish.tables import FORMATS, stream_csv, stream_jsonl, stream_parquet, stream_xlsx
from rapporteur.review.decide import By, confirm, correct, sign_off
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from tests.making import FIRST, make_run

SENTENCE = [
    "id",
    "dialogue",
    "source_file",
    "page",
    "segment",
    "text",
    "source",
    "speaker",
    "manner",
    "kind",
    "kind_confidence",
    "about",
    "gcm",
    "gcm_confidence",
    "sdg",
    "sdg_confidence",
    "groups",
    "figures",
    "anchor",
    "reviewed",
    "reviewed_by",
    "reviewed_at",
]
RECOMMENDATION = [
    "id",
    "text",
    "number",
    "from",
    "addressed_to",
    "response",
    "page",
    "segment",
    "anchor",
    "reviewed",
    "reviewed_by",
    "reviewed_at",
]


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, make_run())
    return engine


def test_sentences_have_exactly_the_agreed_fields(store: Engine) -> None:
    rows = list(EXPORTS["sentences"](store, Filter()))
    assert [list(row) for row in rows] == [SENTENCE] * 3
    said = rows[1]
    assert said["text"] == FIRST
    assert (said["source"], said["speaker"], said["manner"]) == ("PRT", "Ana Lua", "panellist")
    assert (said["gcm"], said["sdg"], said["about"]) == ([5], [10], ["PRT"])
    assert said["figures"] == [
        {"value": 500, "unit": "permits", "bound": "over", "text": "over 500 permits"}
    ]


def test_recommendations_have_exactly_the_agreed_fields(store: Engine) -> None:
    rows = list(EXPORTS["recommendations"](store, Filter()))
    assert [list(row) for row in rows] == [RECOMMENDATION]
    assert rows[0]["from"] == ["PRT"]
    assert not list(EXPORTS["recommendations"](store, Filter(origin="report")))


def test_rows_say_what_people_judged_and_the_machines_own_labels_can_be_had(
    store: Engine,
) -> None:
    untouched = list(sentences(store, Filter()))
    key = untouched[1]["id"]
    correct(store, key, "kind", "challenge", By("Ana"))
    correct(store, key, "voice", Voice("floor", ("KEN",)), By("Ana"))
    correct(store, key, "gcm", ("15",), By("Ana"))
    sign_off(store, key, By("Ben"))
    row = next(r for r in sentences(store, Filter()) if r["id"] == key)
    assert (row["kind"], row["kind_confidence"], row["source"]) == ("challenge", 1.0, "KEN")
    assert (row["gcm"], row["gcm_confidence"]) == ([15], [1.0])
    assert (row["reviewed"], row["reviewed_by"]) == ("signed off", "Ben")
    assert row["reviewed_at"]
    assert list(sentences(store, Filter(), machine=True)) == untouched
    practice = next(iter(EXPORTS["practices"](store, Filter())))
    confirm(store, practice["id"], By("Ana"), ["title"])
    assert next(iter(EXPORTS["practices"](store, Filter())))["reviewed"] == "first"
    asked = next(iter(EXPORTS["recommendations"](store, Filter())))
    assert asked["reviewed"] == ""


@pytest.mark.parametrize("what", EXPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_everything_can_be_had_in_every_format(store: Engine, what: str, form: str) -> None:
    assert b"".join(FORMATS[form](EXPORTS[what](store, Filter())))
    none = EXPORTS[what](store, Filter(dialogue="dlg-none"))
    assert isinstance(b"".join(FORMATS[form](none)), bytes)


def test_coverage_shows_codes_that_nobody_spoke_to(store: Engine) -> None:
    counts = {
        (r["framework"], r["code"]): r["points"] for r in EXPORTS["coverage"](store, Filter())
    }
    assert counts["gcm", "5"] == 1
    assert counts["gcm", "8"] == 0
    assert {code for framework, code in counts if framework == "gcm"} >= set(map(str, range(1, 24)))


ROW = {"text": "=HYPERLINK(1)", "list": ["a", "b"], "number": -3, "none": None, "map": {"a": 1}}


def test_a_formula_in_a_quotation_stays_text_in_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(b"".join(stream_csv([ROW])).decode("utf-8-sig"))))
    assert rows == [
        {"text": "'=HYPERLINK(1)", "list": "a; b", "number": "-3", "none": "", "map": '{"a": 1}'}
    ]


def test_a_formula_in_a_quotation_stays_text_in_xlsx() -> None:
    sheet = load_workbook(io.BytesIO(b"".join(stream_xlsx([ROW]))))["export"]
    cell = sheet["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert sheet["C2"].value == -3


def test_json_lines_and_parquet_keep_lists_and_letters() -> None:
    row = {"text": "déjà – “vu”", "list": ["a", "b"]}
    assert [json.loads(line) for line in b"".join(stream_jsonl([row])).decode().splitlines()] == [
        row
    ]
    assert pq.read_table(io.BytesIO(b"".join(stream_parquet([row])))).to_pylist() == [row]
