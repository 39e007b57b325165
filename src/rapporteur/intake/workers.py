"""Start processes that do jobs, and end them."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from rapporteur.intake.hold import is_held
from rapporteur.intake.shelf import ALIVE, CANCEL, PID, get_job

GRACE = 5.0  # seconds for a process to end


class Workers:
    """The processes that this one started; they end with it."""

    def __init__(self) -> None:
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, store: str, folder: Path) -> None:
        """Let a process of its own do the job in `folder`."""
        self._running = [child for child in self._running if child.poll() is None]
        words = [sys.executable, "-m", "rapporteur.intake.work", store, str(folder)]
        with (folder / "log").open("ab") as log:
            child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self._running.append(child)

    def close(self) -> None:
        """End them all: what a file's run has not saved is not there, and can be begun again."""
        for child in self._running:
            child.terminate()
        for child in self._running:
            try:
                child.wait(GRACE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self._running = []


def cancel(shelf: Path, key: str) -> None:
    """Stop a job: the file that is worked on is left out whole, those saved before it stay.

    Raises UnknownError where there is no such job.
    """
    _, state = get_job(shelf, key)
    if state not in ("waiting", "running"):
        return
    folder = shelf / key
    (folder / CANCEL).touch()
    with suppress(OSError, ValueError):  # it has not begun, and will see the mark; or has ended
        number = int((folder / PID).read_text(encoding="utf-8"))
        if is_held(folder / ALIVE):  # the number may be another process's otherwise
            os.kill(number, signal.SIGTERM)
