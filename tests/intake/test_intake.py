"""Work by a process apart: watched, stopped, interrupted, begun again; nothing half saved."""

import io
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from rapporteur.errors import UnknownError
from rapporteur.intake.hold import hold, is_held
from rapporteur.intake.job import File, Job, State
from rapporteur.intake.shelf import (
    PID,
    add_ingest,
    add_removal,
    begin_again,
    clean_name,
    forget,
    get_job,
    list_jobs,
    read_job,
    shelf_of,
)
from rapporteur.intake.workers import Workers, cancel
from rapporteur.store import open_store
from rapporteur.store.view import get_dialogue_of, list_dialogues, list_refusals, list_sources

SAID = """Forum on Ports {year}

Lagos, 3 to 4 June {year}

The representative of Ghana said that {year} ports had been opened.
"""
LONG_WORK = 1_200  # sentences: seconds of work


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(str(tmp_path / "a.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.close()


def said(year: int) -> io.BytesIO:
    return io.BytesIO(SAID.format(year=year).encode())


def long_text() -> io.BytesIO:
    lines = [
        f"The representative of Ghana said that {n} ports had opened.\n" for n in range(LONG_WORK)
    ]
    return io.BytesIO((SAID.format(year=1999) + "\n".join(lines)).encode())


def start(store: Engine, workers: Workers, job: Job) -> None:
    workers.start(str(store.url.database), shelf_of(store) / job.id)


def wait(store: Engine, job: Job, *states: State, seconds: float = 240) -> Job:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found, state = get_job(shelf_of(store), job.id)
        if state in states:
            return found
        time.sleep(0.05)
    raise AssertionError(f"still {state}: {found}")


def wait_for_stage(store: Engine, job: Job, stage: str) -> None:
    until = time.monotonic() + 120
    while get_job(shelf_of(store), job.id)[0].files[0].stage != stage:
        assert time.monotonic() < until
        time.sleep(0.02)


def fates(job: Job) -> list[str]:
    return [file.fate for file in job.files]


def test_files_are_taken_in_and_what_failed_says_why(store: Engine, workers: Workers) -> None:
    files = [("a.txt", said(2019)), ("b.zip", io.BytesIO(b"PK\x05\x06" + bytes(18)))]
    job = add_ingest(shelf_of(store), [*files, ("empty.pdf", io.BytesIO())])
    start(store, workers, job)
    done = wait(store, job, "done")
    assert fates(done) == ["taken", "failed", "failed"]
    assert "zip archive" in done.files[1].what
    assert "unpack it" in done.files[1].remedy
    assert {name for name, _ in list_sources(store).values()} == {"a.txt"}
    assert {notice.source for notice in list_refusals(store)} == {"b.zip", "empty.pdf"}
    left = [path.name for path in (shelf_of(store) / job.id).iterdir() if path.name.isdigit()]
    assert left == []


def test_the_same_bytes_are_taken_in_once(store: Engine, workers: Workers) -> None:
    job = add_ingest(shelf_of(store), [("a.txt", said(2019)), ("copy.txt", said(2019))])
    start(store, workers, job)
    assert fates(wait(store, job, "done")) == ["taken", "same"]
    again = add_ingest(shelf_of(store), [("third.txt", said(2019))])
    start(store, workers, again)
    assert fates(wait(store, again, "done")) == ["held"]
    assert {name for name, _ in list_sources(store).values()} == {"a.txt"}


def test_a_given_dialogue_holds_all_files(store: Engine, workers: Workers) -> None:
    files = [("a.txt", said(2019)), ("b.txt", said(2021))]
    job = add_ingest(shelf_of(store), files, "Our meeting")
    start(store, workers, job)
    wait(store, job, "done")
    assert [d.title for d in list_dialogues(store)] == ["Our meeting"]


def test_cancelled_work_leaves_nothing_half_and_can_be_begun_again(
    store: Engine, workers: Workers
) -> None:
    job = add_ingest(shelf_of(store), [("long.txt", long_text())])
    start(store, workers, job)
    wait_for_stage(store, job, "extract")
    cancel(shelf_of(store), job.id)
    stopped = wait(store, job, "cancelled", seconds=10)
    assert fates(stopped) == [""]
    assert list_sources(store) == {}
    start(store, workers, begin_again(shelf_of(store), job.id))
    assert fates(wait(store, job, "done")) == ["taken"]


def test_work_that_waits_for_its_turn_can_be_cancelled(store: Engine, workers: Workers) -> None:
    first = add_ingest(shelf_of(store), [("long.txt", long_text())])
    start(store, workers, first)
    wait(store, first, "running")
    second = add_ingest(shelf_of(store), [("a.txt", said(2019))])
    start(store, workers, second)
    time.sleep(1)
    assert get_job(shelf_of(store), second.id)[1] == "waiting"
    cancel(shelf_of(store), second.id)
    wait(store, second, "cancelled", seconds=10)
    wait(store, first, "done")
    assert {name for name, _ in list_sources(store).values()} == {"long.txt"}


def test_work_whose_process_was_killed_is_interrupted(store: Engine, workers: Workers) -> None:
    job = add_ingest(shelf_of(store), [("long.txt", long_text())])
    start(store, workers, job)
    wait_for_stage(store, job, "extract")
    os.kill(int((shelf_of(store) / job.id / PID).read_text()), signal.SIGKILL)
    wait(store, job, "interrupted", seconds=10)
    assert list_sources(store) == {}
    start(store, workers, begin_again(shelf_of(store), job.id))
    wait(store, job, "done")


def test_a_server_that_ends_takes_its_processes_along(store: Engine) -> None:
    workers = Workers()
    job = add_ingest(shelf_of(store), [("long.txt", long_text())])
    start(store, workers, job)
    wait(store, job, "running")
    workers.close()
    assert get_job(shelf_of(store), job.id)[1] == "interrupted"


def test_sources_are_removed_by_a_job(store: Engine, workers: Workers) -> None:
    job = add_ingest(shelf_of(store), [("a.txt", said(2019)), ("b.txt", said(2021))], "Ours")
    start(store, workers, job)
    first, second = wait(store, job, "done").files
    dialogue = get_dialogue_of(store, first.source)
    files = [File(first.name, first.source)]
    removal = add_removal(shelf_of(store), dialogue, "Ours", files)
    start(store, workers, removal)
    assert wait(store, removal, "done").after == dialogue
    assert set(list_sources(store)) == {second.source}


def test_what_stops_all_of_it_is_told(store: Engine, workers: Workers) -> None:
    job = add_ingest(shelf_of(store), [("a.txt", said(2019))])
    workers.start(str(Path(str(store.url.database)).with_name("none.db")), shelf_of(store) / job.id)
    failed = wait(store, job, "failed")
    assert "no store" in failed.what


def test_finished_work_can_be_forgotten_and_running_work_cannot(
    store: Engine, workers: Workers
) -> None:
    job = add_ingest(shelf_of(store), [("long.txt", long_text())])
    start(store, workers, job)
    wait(store, job, "running")
    forget(shelf_of(store), job.id)
    assert len(list_jobs(shelf_of(store))) == 1
    cancel(shelf_of(store), job.id)
    wait(store, job, "cancelled")
    forget(shelf_of(store), job.id)
    assert list_jobs(shelf_of(store)) == ()


@pytest.mark.parametrize("key", ["..", "../x", ".", "a/b", "", "20200101-000000-000000-abcdef"])
def test_an_address_leads_to_nothing_but_a_job(store: Engine, key: str) -> None:
    with pytest.raises(UnknownError):
        get_job(shelf_of(store), key)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\con.pdf", "con.pdf"),
        ("a\x00b\n.pdf", "a�b�.pdf"),
        ("invoice\u202efdp.exe", "invoice�fdp.exe"),
        ("..", ".."),
        ("/", "file"),
        ("n" * 300 + ".pdf", "n" * 195 + "….pdf"),
    ],
)
def test_names_from_elsewhere_are_text_and_no_path(said: str, kept: str) -> None:
    assert clean_name(said) == kept
    assert len(kept) <= 200


def test_files_never_lie_under_the_names_they_came_with(store: Engine, tmp_path: Path) -> None:
    names = ("../../evil.txt", "con.pdf", "..", "a" * 300, "x\x00y")
    job = add_ingest(shelf_of(store), [(name, said(n)) for n, name in enumerate(names)])
    folder = shelf_of(store) / job.id
    assert {path.name for path in folder.iterdir()} == {"0", "1", "2", "3", "4", "job.json"}
    assert not (tmp_path / "evil.txt").exists()
    assert read_job(folder) == job


def test_what_is_held_is_let_go_at_the_end(tmp_path: Path) -> None:
    place = tmp_path / "a"
    assert not is_held(place)
    with hold(place, 0) as mine:
        assert mine
        assert is_held(place)
        with hold(place, 0) as other:
            assert not other
    assert not is_held(place)
