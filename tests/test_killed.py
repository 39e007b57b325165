"""A run that is killed leaves each file whole or absent."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapporteur.publish.rows import sentences
from rapporteur.store import open_store
from rapporteur.store.select import Filter
from rapporteur.store.view import get_dialogue, list_dialogues

STATES = ("Chile", "Ghana", "Norway", "Peru", "Nepal", "Kenya", "Japan", "Egypt", "Fiji", "Malta")
FILES = 12


def write_files(folder: Path) -> None:
    draw = random.Random(7)
    for number in range(FILES):
        lines = [f"Report of Meeting {number}", ""]
        for line in range(80):
            state, count = draw.choice(STATES), draw.randint(2, 900)
            lines += [
                f"The representative of {state} said that {count} permits had been issued",
                "",
            ]
            lines += [f"in year {line} and that its Government would go on issuing them.", ""]
        (folder / f"{number:02}.txt").write_text("\n".join(lines))


def ingest_until(folder: Path, store: Path, seconds: float | None) -> None:
    words = [sys.executable, "-m", "rapporteur", "--store", str(store), "ingest", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if seconds is not None:
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    process.wait()


def by_file(store: Path) -> dict[str, list[str]]:
    engine = open_store(str(store))
    held: dict[str, list[str]] = {
        source.name: []
        for dialogue in list_dialogues(engine)
        for source in get_dialogue(engine, dialogue.id).sources
    }
    for row in sentences(engine, Filter()):
        held[row["source_file"]].append(row["id"])
    engine.dispose()
    return held


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("files")
    write_files(place)
    return place


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    store = tmp_path_factory.mktemp("whole") / "a.db"
    ingest_until(folder, store, None)
    held = by_file(store)
    assert len(held) == FILES
    return held


def test_after_a_kill_each_file_is_whole_or_absent_and_a_new_run_completes(
    folder: Path, whole: dict[str, list[str]], tmp_path: Path
) -> None:
    store = tmp_path / "a.db"
    partly = False
    for seconds in (1.5, 2.0, 2.5, 3.0, 3.5):
        ingest_until(folder, store, seconds)
        held = by_file(store) if store.exists() else {}
        for name, rows in held.items():
            assert rows == whole[name]
        partly = partly or 0 < len(held) < FILES
    ingest_until(folder, store, None)
    assert by_file(store) == whole
