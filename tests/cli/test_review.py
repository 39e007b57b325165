"""Reviewing at the command line, as a person or a script does it."""

import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rapporteur.cli import main
from rapporteur.cli.review import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "guide.md").read_text()
NAMES = ("pnt", "jdg", "smp", "prc", "rec")


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("sample") / "sample.db"
    result = CliRunner().invoke(main, ["--store", str(place), "ingest", str(ROOT / "sample")])
    assert result.exit_code == 0, result.output
    return place


@pytest.fixture
def store(taken: Path, tmp_path: Path) -> Path:
    place = tmp_path / "a.db"
    with closing(sqlite3.connect(taken)) as one, closing(sqlite3.connect(place)) as other:
        one.backup(other)
    return place


def call(*words: str, store: Path) -> Result:
    return CliRunner().invoke(main, ["--store", str(store), *words])


def review(*words: str, store: Path) -> str:
    result = call("review", *words, store=store)
    assert result.exit_code == 0, result.output
    return result.stdout


def sentence(store: Path, part: str) -> dict[str, object]:
    told = call("export", "sentences", store=store).stdout.splitlines()
    found: dict[str, object] = next(row for row in map(json.loads, told) if part in row["text"])
    return found


def test_a_correction_is_seen_in_exports_and_in_find_and_undone(store: Path) -> None:
    before = sentence(store, "70,000")
    key = str(before["id"])
    told = review("correct", key, "kind", "challenge", "--who", "Ana", store=store)
    assert "practice → challenge; Ana" in told
    review("correct", key, "voice", "KEN+UGA", "--speaker", "Ada Obi", "--who", "Ana", store=store)
    now = sentence(store, "70,000")
    assert (now["kind"], now["source"], now["speaker"]) == ("challenge", "KEN+UGA", "Ada Obi")
    assert (now["reviewed"], now["reviewed_by"]) == ("first", "Ana")
    shown = json.loads(call("show", key, store=store).stdout)
    assert shown["kind"] == "challenge"
    filtered = call("export", "sentences", "--voice", "KEN", store=store).stdout
    assert key in filtered
    for judgement in re.findall(r"jdg-\w+", review("history", key, store=store)):
        review("undo", judgement, "--who", "Ana", store=store)
    assert sentence(store, "70,000") == before


def test_the_name_can_stand_in_the_environment(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = str(sentence(store, "70,000")["id"])
    result = call("review", "confirm", key, store=store)
    assert result.exit_code == 2
    assert "--who" in result.stderr
    monkeypatch.setenv("RAPPORTEUR_REVIEWER", "Ana")
    assert review("confirm", key, store=store).count("; Ana, ") == 7


def test_a_second_person_signs_off(store: Path) -> None:
    key = str(sentence(store, "70,000")["id"])
    review("confirm", key, "--field", "kind", "--who", "Ana", store=store)
    assert call("review", "sign-off", key, "--who", "Ana", store=store).exit_code == 2
    waiting = json.loads(review("list", "--state", "first", "--who", "Ben", "--json", store=store))
    assert [item["id"] for item in waiting] == [key]
    review("sign-off", key, "--who", "Ben", store=store)
    assert sentence(store, "70,000")["reviewed"] == "signed off"
    assert json.loads(review("progress", "--json", store=store))["signed_off"] == 1


def test_a_rejected_recommendation_is_not_exported(store: Path) -> None:
    asked = call("export", "recommendations", store=store).stdout.splitlines()
    key = json.loads(asked[0])["id"]
    review("reject", key, "--who", "Ana", "--note", "a heading", store=store)
    left = call("export", "recommendations", store=store).stdout.splitlines()
    assert len(left) == len(asked) - 1
    assert "a heading" in review("history", key, store=store)


def test_an_ingest_names_a_judgement_whose_sentence_is_cut_in_another_way(store: Path) -> None:
    key = str(sentence(store, "70,000")["id"])
    told = review("confirm", key, "--field", "kind", "--who", "Ana", store=store)
    with closing(sqlite3.connect(store)) as connection:
        # As if an earlier version had cut the sentence and numbered it otherwise.
        connection.execute("UPDATE subject SET id = 'pnt-old', first = 'pnt-old', digest = 'x'")
        connection.execute("UPDATE judgement SET subject = 'pnt-old'")
        connection.execute("UPDATE source SET version = ''")
        connection.commit()
    result = call("ingest", str(ROOT / "sample"), store=store)
    assert result.exit_code == 0, result.output
    judgement = told.split()[0]
    assert "bears on nothing now" in result.stdout
    assert judgement in result.stdout
    assert judgement in call("show", store=store).stdout
    assert judgement in review("history", store=store)
    assert sentence(store, "70,000")["reviewed"] == ""


def test_judged_sentences_are_labels_for_evaluate(store: Path, tmp_path: Path) -> None:
    key = str(sentence(store, "70,000")["id"])
    review("confirm", key, "--who", "Ana", store=store)
    place = tmp_path / "labels.jsonl"
    review("labels", "-o", str(place), store=store)
    result = call("evaluate", str(place), "--json", store=store)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["machine"]["kind accuracy"] == 1.0


def test_two_readers_fill_in_sheets_and_their_agreement_is_told(
    store: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "sheet.jsonl"
    words = ("--size", "4", "--field", "kind", "--field", "voice", "--field", "gcm")
    review("draw", *words, "--who", "Eve", "-o", str(sheet), store=store)
    rows = [json.loads(line) for line in sheet.read_text().splitlines()]
    assert set(rows[0]["labels"]) == {"kind", "source", "speaker", "gcm"}
    assert not any(any(row["labels"].values()) for row in rows), "the machine's labels are hidden"
    for who, kinds in (("Ana", "practice other other"), ("Ben", "practice other position")):
        for row, kind in zip(rows, kinds.split(), strict=False):
            row["labels"] = {"kind": kind, "source": "KEN", "speaker": "", "gcm": [5, "15.c"]}
        mine = tmp_path / f"{who}.jsonl"
        mine.write_text("\n".join(json.dumps(row) for row in rows))
        assert "3 sentences read, 1 not" in review("read", str(mine), "--who", who, store=store)
    sample = rows[0]["sample"]
    told = review("agreement", sample, store=store)
    assert "read by Ana 3, Ben 3" in told
    # Labels 2, 3 and 1 of three kinds, one of three pairs apart: 1 - 5 * 2 / (36 - 4 - 9 - 1).
    assert re.search(r"kind +alpha 0\.545, the same 0\.667, n 3", told)
    assert f"{rows[2]['id']}  kind  Ana: other; Ben: position" in told
    settled = review("settle", sample, rows[2]["id"], "kind", "other", "--who", "Eve", store=store)
    assert "Eve" in settled
    assert "8 labels adopted" in review("settle", sample, "--agreed", store=store)
    assert len(review("labels", "--sample", sample, store=store).splitlines()) == 3


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("{}", "sample"),
        ("not json", "line 1"),
        ('{"sample": "smp-x", "id": "pnt-x", "labels": {"colour": "red"}}', "colour"),
        ('{"sample": "smp-x", "id": "pnt-x", "labels": {"kind": "other"}}', "no sample"),
    ],
)
def test_a_faulty_sheet_is_named_with_its_line(
    store: Path, tmp_path: Path, line: str, word: str
) -> None:
    sheet = tmp_path / "sheet.jsonl"
    sheet.write_text(line)
    result = call("review", "read", str(sheet), "--who", "Ana", store=store)
    assert result.exit_code == 2
    assert word in result.stderr
    assert "(" in result.stderr, "a remedy is given"


@pytest.mark.parametrize(
    "words",
    [
        ("confirm", "pnt-none"),
        ("correct", "PNT", "kind", "opinion"),
        ("correct", "PNT", "colour", "red"),
        ("correct", "PNT", "kind", "other", "--speaker", "Ada Obi"),
        ("correct", "PNT", "figures", "{"),
        ("correct", "PNT", "figures", '[{"unit": "permits"}]'),
        ("correct", "PNT", "about", "Kenya"),
        ("reject", "PNT"),
        ("undo", "jdg-none"),
        ("sign-off", "PNT"),
        ("history", "pnt-none"),
        ("agreement", "smp-none"),
        ("settle", "smp-none"),
        ("list", "--share", "4/3"),
        ("list", "--share", "all"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_remedy(store: Path, words: tuple[str, ...]) -> None:
    key = str(sentence(store, "70,000")["id"])
    named = [key if word == "PNT" else word for word in words]
    who = [] if words[0] in ("history", "agreement") else ["--who", "Ana"]
    result = call("review", *named, *who, store=store)
    assert result.exit_code == 2
    assert re.search(r"Error: .+\(.+\)", result.stderr)


def test_the_guides_example_runs(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids in the guide are cut short; each stands for the last one of its sort that was printed."""
    monkeypatch.chdir(tmp_path)
    section = GUIDE.split("## `rapporteur review`")[1].split("\n## ")[0]
    lines = re.findall(r"^\$ rapporteur (review .+)$", section, re.MULTILINE)
    assert len(lines) > 8
    last: dict[str, str] = {}
    for line in lines:
        words = [
            re.sub(r"\b([a-z]{3})-…", lambda m: last[m[1]], word) for word in shlex.split(line)
        ]
        result = call(*words, store=store)
        assert result.exit_code == 0, (line, result.output)
        for name in NAMES:
            for found in re.findall(rf"\b{name}-[0-9a-f]{{16}}", result.output):
                last[name] = found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_review_is_documented(command: click.Command) -> None:
    assert f"`review {command.name}" in GUIDE
    for option in command.params:
        assert all(name in GUIDE for name in option.opts if name.startswith("--")), option.opts
