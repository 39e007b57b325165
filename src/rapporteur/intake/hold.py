"""Hold something while alive, so that others can tell: let go by the system when a process ends.

A lock on a file of SQLite is the one of this sort that Python has on every system.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LONG = 7 * 24 * 3600.0  # seconds


@contextmanager
def hold(place: Path, wait: float) -> Iterator[bool]:
    """Hold `place` till the end of the block; gives False where another had it all the time.

    Waits at most `wait` seconds.
    """
    with closing(sqlite3.connect(place, timeout=wait, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            yield False
            return
        yield True


def is_held(place: Path) -> bool:
    """Tell whether a process that is alive holds `place`."""
    if not place.exists():
        return False
    with closing(sqlite3.connect(place, timeout=0.0, isolation_level=None)) as connection:
        try:
            # Reading asks for a shared lock, which keeps nobody waiting for longer than this.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            return True
    return False
