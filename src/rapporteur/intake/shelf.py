"""Where the jobs of a store lie, and in which state each is."""

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from sqlalchemy import Engine

from rapporteur.errors import SettingError, UnknownError
from rapporteur.evidence import content_id
from rapporteur.intake.hold import is_held
from rapporteur.intake.job import Deed, File, Job, State, from_plain, to_plain
from rapporteur.wording import show_name

ALIVE = "alive"  # held by the process that works on the job
CANCEL = "cancel"  # there where somebody asked to stop
PID = "pid"
TURN = "turn"  # in the folder of all jobs: held by the one that works
STARTING = 20.0  # seconds that a process may take to begin
KEPT = 50  # finished jobs
ABANDONED = 24 * 3600  # seconds after which half an upload is nobody's
LONGEST = 200  # characters of a file's name
CHUNK = 1 << 20  # bytes

Upload = tuple[str, BinaryIO]  # the name it came with, and what it holds


def shelf_of(store: Engine) -> Path:
    """Return the folder of a store's jobs; raise SettingError where it cannot have one."""
    place = store.url.database
    if store.dialect.name != "sqlite" or not place or place == ":memory:":
        raise SettingError(
            "this store has no folder for files that are sent to it",
            remedy="take files in with `rapporteur ingest`",
        )
    folder = Path(f"{Path(place).absolute()}.ingest")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"the folder for files that are sent cannot be made: {error.strerror}",
            place=str(folder),
            remedy="see that the store's folder may be written",
        ) from error
    return folder


def add_ingest(shelf: Path, uploads: Iterable[Upload], dialogue: str = "") -> Job:
    """Keep the files and the job to take them in; nothing of it is there till all of it is."""
    with _new_folder(shelf) as part:
        files: list[File] = []
        for name, content in uploads:
            files.append(_keep(part / str(len(files)), clean_name(name), content, files))
        return _begin(part, "ingest", files, dialogue)


def add_removal(shelf: Path, dialogue: str, title: str, files: Iterable[File]) -> Job:
    """Keep the job to remove these sources of a dialogue."""
    with _new_folder(shelf) as part:
        return _begin(part, "remove", files, dialogue, title)


def clean_name(said: str) -> str:
    """Return the last part of a path that a browser sent, fit to show and not too long.

    The ending stays where a long name is cut.
    """
    name = show_name(said.replace("\\", "/").rpartition("/")[2]).strip() or "file"
    if len(name) <= LONGEST:
        return name
    ending = Path(name).suffix[:10]
    return f"{name[: LONGEST - len(ending) - 1]}…{ending}"


def read_job(folder: Path) -> Job:
    """Return the job in `folder`; raise UnknownError where there is none."""
    try:
        return from_plain(json.loads((folder / "job.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UnknownError("there is no such piece of work", place=folder.name) from error


def write_job(folder: Path, job: Job) -> None:
    """Keep how far the job has come; whoever reads meets the old or the new, never half."""
    part = folder / f".job-{os.getpid()}"
    part.write_text(json.dumps(to_plain(job), ensure_ascii=False), encoding="utf-8")
    part.replace(folder / "job.json")


def get_job(shelf: Path, key: str) -> tuple[Job, State]:
    """Return a job and its state; raise UnknownError where there is none."""
    if not key.replace("-", "").isalnum():  # it came in an address, and becomes part of a path
        raise UnknownError("there is no such piece of work", place=key)
    job = read_job(shelf / key)
    return job, _state(shelf / key, job)


def list_jobs(shelf: Path) -> tuple[tuple[Job, State], ...]:
    """Return all jobs, the latest first, each with its state."""
    found = []
    for folder in sorted(_folders(shelf), reverse=True):
        with suppress(UnknownError):  # forgotten at this moment
            found.append(get_job(shelf, folder.name))
    return tuple(found)


def begin_again(shelf: Path, key: str) -> Job:
    """Make a job wait to be begun; raise UnknownError where there is none."""
    job, state = get_job(shelf, key)
    if state in ("cancelled", "interrupted", "failed"):
        for mark in (CANCEL, PID):
            (shelf / key / mark).unlink(missing_ok=True)
        files = (replace(f, stage="", fate="") if f.fate == "failed" else f for f in job.files)
        job = replace(
            job, files=tuple(files), written="waiting", handed=now(), ended="", what="", remedy=""
        )
        write_job(shelf / key, job)
    return job


def forget(shelf: Path, key: str) -> None:
    """Throw a job that nobody works on away, with the files sent for it."""
    _, state = get_job(shelf, key)
    if state not in ("waiting", "running", "stopping"):
        shutil.rmtree(shelf / key, ignore_errors=True)


def drop_uploads(folder: Path, job: Job) -> None:
    """Throw the files away that were sent for a job: what was taken in, the store has."""
    for at in range(len(job.files)):
        (folder / str(at)).unlink(missing_ok=True)


def now() -> str:
    """Return the time: UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _state(folder: Path, job: Job) -> State:
    if job.written in ("done", "failed"):
        return job.written
    asked = (folder / CANCEL).exists()
    passed = datetime.now(UTC) - datetime.fromisoformat(job.handed)
    begun = job.written != "waiting" or (folder / PID).exists()
    starting = not begun and passed.total_seconds() < STARTING
    if is_held(folder / ALIVE) or (starting and not asked):
        return "stopping" if asked else job.written
    # What it wrote last may be newer than what was read above.
    last = read_job(folder).written
    if last in ("done", "failed"):
        return last
    return "cancelled" if asked else "interrupted"


def _keep(place: Path, name: str, content: BinaryIO, before: list[File]) -> File:
    digest, size = sha256(), 0
    with place.open("wb") as kept:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
            kept.write(chunk)
            size += len(chunk)
    source = content_id("src", digest.hexdigest())
    twin = next((file.name for file in before if file.source == source), None)
    if twin is None:
        return File(name, source, size)
    place.unlink()
    return File(name, source, size, fate="same", what=twin)


@contextmanager
def _new_folder(shelf: Path) -> Iterator[Path]:
    """Make the folder of a job; others see it when the block has filled it."""
    _sweep(shelf)
    key = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{token_hex(3)}"
    part = shelf / f".{key}"
    part.mkdir()
    yield part
    part.rename(shelf / key)


def _begin(part: Path, deed: Deed, files: Iterable[File], dialogue: str, title: str = "") -> Job:
    begun = now()
    job = Job(part.name[1:], deed, tuple(files), dialogue, title, begun=begun, handed=begun)
    write_job(part, job)
    return job


def _folders(shelf: Path) -> list[Path]:
    return [path for path in shelf.iterdir() if path.is_dir() and not path.name.startswith(".")]


def _sweep(shelf: Path) -> None:
    """Throw away halves of uploads that were broken off, and jobs that ended long ago."""
    for part in shelf.glob(".*-*"):
        if part.is_dir() and time.time() - part.stat().st_mtime > ABANDONED:
            shutil.rmtree(part, ignore_errors=True)
    ended = [job for job, state in list_jobs(shelf) if state == "done"]
    for job in ended[KEPT:]:
        shutil.rmtree(shelf / job.id, ignore_errors=True)
