"""Whatever is sent, each file is taken or refused with a remedy, soon, and no other suffers."""

import os
import random
import sqlite3
import subprocess
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.pipeline import Outcome, ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.view import get_dialogue, list_dialogues
from tests.read.pdfs import Text, make_pdf

SECONDS = 20
SAID = "The representative of Ghana said that 40 permits had been issued in 2019.\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPH = f"<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>{SAID}</w:t></w:r></w:p>"
TABLE = "<w:tbl><w:tr><w:tc><w:tcPr>{}</w:tcPr>{}</w:tc></w:tr></w:tbl>"

TEXTS = {
    "one line": "word " * 4_000,
    "one word": "a" * 40_000,
    "one word of capitals": "Aa" * 10_000,
    "digits": "12 " * 5_000,
    "states": "Ghana and " * 1_200,
    "titles": "GHANA THE REPUBLIC OF " * 2_000,
    "footnote marks": "word1 word2 [3] " * 1_000,
    "hyphens": "micro-\n" * 1_500,
    "blank lines": "\n" * 100_000 + SAID + "\n" * 100_000,
    "bullets alone": "• \n" * 2_000,
    "bullets of a symbol font": f"\uf0b7 {SAID}\n\uf0a7 Peru\uf8ff and \ue000 said that it was.\n",
    "combining marks": "a" + "\u0301" * 20_000,
    "right to left": f"\u202e{SAID} \u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5.\n" * 99,
    "zero width": "G\u200bhana s\u00adaid\ufeff that it agreed.\n" * 500,
    "lone surrogates": "Ghana said \ud83d that \udc00 it agreed.\n" * 200,
    "numerals of all kinds": "²³¹⁴①Ⅷ٣ per cent of ² million US$ ¹²,³ were spent.\n" * 200,
    "no such dates": "Geneva, 31 February 2019 to 45 June 99999, 25:99 – 77:88\n" * 50,
    "form feeds": "\f" * 1_500 + SAID,
    "controls": SAID * 40 + "\x01\x02",
    "open brackets": "(" * 20_000,
    "markup": "<html><body>" + "<table><tr><td>" * 300 + SAID,
    "markup characters": f"<html><p>{'&#x110000;&#0;&#xd800;&no;' * 500}{SAID}",
    "cells without end": f"<html><table><tr><td colspan=1000000000 rowspan='²'>{SAID}</table>",
}  # fmt: skip

NAMES = (
    b'it\'s "quoted".txt',
    b"two\nlines.txt",
    b"not \xff\xfe utf-8.txt",
    b"[bold]markup.txt",
    b"red\x1b[31m.txt",
    b"'; DROP TABLE source; --.txt",
    b"%s{0}.txt",
    b" .txt",
)


@pytest.fixture
def store(tmp_path: Path) -> Engine:
    return open_store(str(tmp_path / "a.db"))


def take(store: Engine, *paths: Path) -> tuple[Outcome, ...]:
    begin = time.monotonic()
    outcomes = ingest([str(path) for path in paths], store, Settings())
    assert time.monotonic() - begin < SECONDS
    for outcome in outcomes:
        if outcome.error:
            assert outcome.error.remedy
            assert "a fault of ours" not in outcome.error.what
    assert len(outcomes) == len(paths)
    return outcomes


def make_docx(body: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", document)
    return file.getvalue()


def damage(content: bytes, draw: random.Random) -> bytes:
    if draw.random() < 0.3:
        return content[: draw.randrange(10, len(content))]
    damaged = bytearray(content)
    for _ in range(draw.choice((1, 5, 40))):
        damaged[draw.randrange(len(damaged))] = draw.randrange(256)
    return bytes(damaged)


@pytest.mark.parametrize("name", TEXTS)
def test_odd_text_is_taken_or_refused_with_a_remedy_in_bounded_time(
    name: str, store: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "odd"
    path.write_bytes(TEXTS[name].encode("utf-8", "surrogatepass"))
    take(store, path)


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_damaged_files_are_taken_or_refused_with_a_remedy(
    kind: str, store: Engine, tmp_path: Path
) -> None:
    page = [Text(60, 80 + 14 * i, SAID.strip()) for i in range(20)]
    whole = make_pdf(page, page) if kind == "pdf" else make_docx(PARAGRAPH * 20)
    draw = random.Random(11)
    paths = [tmp_path / f"{i}.{kind}" for i in range(12)]
    for path in paths:
        path.write_bytes(damage(whole, draw))
    take(store, *paths)


@pytest.mark.parametrize("value", ["-9", "x", "", "²", "1.5", "99999999999999999999"])
def test_word_files_with_values_out_of_range_are_taken_or_refused(
    value: str, store: Engine, tmp_path: Path
) -> None:
    span = f'<w:gridSpan w:val="{value}"/><w:vMerge w:val="{value}"/>'
    number = f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr>'
    body = PARAGRAPH.replace("<w:numPr/>", number) + TABLE.format(span, PARAGRAPH)
    path = tmp_path / "odd.docx"
    path.write_bytes(make_docx(body))
    take(store, path)


def test_files_of_any_name_are_taken_and_told_of_on_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(SAID + str(number))
    done = run_ingest(tmp_path / "a.db", folder)
    assert done.returncode == 0, done.stderr
    taken = [line for line in done.stdout.split("\n") if line.startswith("taken ")]
    assert len(taken) == len(NAMES)
    assert "\x1b" not in done.stdout
    assert not done.stderr.strip()


def test_a_locked_store_is_named_as_what_stopped_the_run(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID)
    store = open_store(str(tmp_path / "a.db"))
    holder = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    (outcome,) = ingest([str(path)], store, Settings())
    holder.close()
    assert outcome.error
    assert "locked" in outcome.error.what
    assert "try again" in outcome.error.remedy
    (outcome,) = take(store, path)
    assert outcome.run


def test_a_full_disk_is_named_and_leaves_the_store_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SAID * 300)
    store = tmp_path / "a.db"
    open_store(str(store)).dispose()
    words = f"ulimit -f 250; exec {sys.executable} -m rapporteur --store {store} ingest {path}"
    done = subprocess.run(["bash", "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode in (1, 2)
    assert "room on the disk" in done.stderr
    assert "Traceback" not in done.stderr
    assert list_dialogues(open_store(str(store))) == ()


def test_two_runs_may_fill_one_store_at_once(tmp_path: Path) -> None:
    names = set()
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
        for number in range(6):
            path = folder / f"{folder.name}{number}.txt"
            path.write_text(f"Report of Meeting {path.stem}\n\n" + SAID * 30)
            names.add(path.name)
    runs = [
        subprocess.Popen(command(tmp_path / "a.db", folder), stdout=subprocess.DEVNULL)
        for folder in folders
    ]
    assert [run.wait() for run in runs] == [0, 0]
    store = open_store(str(tmp_path / "a.db"))
    held = {s.name for d in list_dialogues(store) for s in get_dialogue(store, d.id).sources}
    assert held == names


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_store_in_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    done = run_ingest(folder / "a.db", tmp_path)
    assert done.returncode == 2
    assert "--store" in done.stderr


def command(store: Path, place: Path) -> list[str]:
    return [sys.executable, "-m", "rapporteur", "--store", str(store), "ingest", str(place)]


def run_ingest(store: Path, place: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(store, place), capture_output=True, text=True, check=False)
