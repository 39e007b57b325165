"""Practices go out in the fields of the practice template, and name their other mentions."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from rapporteur.evidence import Run
from rapporteur.publish.rows import EXPORTS
from rapporteur.publish.tables import stream_csv, stream_jsonl, stream_xlsx
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.write import save_run
from tests.making import FIRST, TEXT, make_run

TEMPLATE = [
    "Title",
    "Primary GCM Objectives",
    "GCM Guiding Principles",
    "Relevant SDGs",
    "Dates",
    "Type of practice",
    "Countries",
    "Regions",
    "Sub-regions",
    "Summary",
    "Main Implementing Organization(s)",
    "Type of organization",
    "Partner/Donor Organizations",
    "Benefit and Impact",
    "Challenges",
    "Key Lessons",
    "Recommendations (if the practice is to be replicated)",
    "Innovation",
    "Additional Resources",
]


def tell(text: str, file: str) -> Run:
    run = make_run(text, file, title=f"Dialogue of {file}")
    (practice,) = run.practices
    told = replace(
        practice,
        title="Blue Boats Programme",
        names=("Blue Boats Programme",),
        instruments=("visa", "programme"),
        partners=("IOM",),
        since="2019",
        until="2023",
        benefits=practice.points,
        grounds=(("since", practice.points[0]),),
    )
    return replace(run, practices=(told,))


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    engine = open_store(str(tmp_path / "a.db"))
    save_run(engine, tell(TEXT, "one.txt"))
    save_run(engine, tell(TEXT.replace("500", "over 500"), "two.txt"))
    return engine


def test_the_template_s_columns_stand_in_every_table(store: Engine) -> None:
    rows = list(EXPORTS["practices"](store, Filter()))
    assert list(rows[0])[-len(TEMPLATE) :] == TEMPLATE
    text = b"".join(stream_csv(rows)).decode("utf-8-sig")
    assert set(TEMPLATE) <= set(next(csv.reader(io.StringIO(text))))
    sheet = load_workbook(io.BytesIO(b"".join(stream_xlsx(rows)))).active
    assert sheet is not None
    assert set(TEMPLATE) <= {cell.value for cell in sheet[1]}
    assert set(TEMPLATE) <= set(json.loads(next(stream_jsonl(rows)).splitlines()[0]))


def test_the_template_s_fields_say_what_the_record_says_and_no_more(store: Engine) -> None:
    row = next(r for r in EXPORTS["practices"](store, Filter()) if FIRST in r["text"])
    assert row["Title"] == "Blue Boats Programme"
    assert row["Primary GCM Objectives"][0].startswith("5 – ")
    assert row["Relevant SDGs"][0].startswith("10 – ")
    assert row["Dates"] == "2019 – 2023"
    assert row["Type of practice"] == ["Visa or permit", "Programme or project"]
    assert row["Countries"] == ["Portugal"]
    assert (row["Regions"], row["Sub-regions"]) == (["Europe"], ["Southern Europe"])
    assert row["Summary"] == FIRST
    assert row["Main Implementing Organization(s)"] == ["Portugal"]
    assert row["Type of organization"] == ["Government"]
    assert row["Partner/Donor Organizations"] == ["International Organization for Migration"]
    assert row["Benefit and Impact"] == FIRST
    untold = ("Challenges", "Key Lessons", "Innovation", "GCM Guiding Principles")
    assert not any(row[name] for name in untold)
    assert row["evidence"] == {"since": row["points"]}


def test_each_practice_names_the_other_records_that_tell_of_it(store: Engine) -> None:
    one, two = EXPORTS["practices"](store, Filter())
    assert [told["id"] for told in one["also_told_in"]] == [two["id"]]
    assert {told["source_file"] for row in (one, two) for told in row["also_told_in"]} == {
        "one.txt",
        "two.txt",
    }
