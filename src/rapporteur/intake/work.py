"""Do one job, in a process of its own: `python -m rapporteur.intake.work STORE FOLDER`."""

import os
import sys
from dataclasses import replace
from pathlib import Path

from rapporteur.errors import RapporteurError
from rapporteur.intake.desk import Desk
from rapporteur.intake.hold import LONG, hold
from rapporteur.intake.shelf import ALIVE, CANCEL, PID, TURN, drop_uploads, now

PATIENCE = 5.0  # seconds to wait for whoever looks whether somebody is at work
NICE = 5  # whoever reads pages comes first


def main(store: str, place: str) -> None:
    """Do the job in folder `place`, one job of a store at a time."""
    folder = Path(place)
    with hold(folder / ALIVE, PATIENCE) as mine:
        if not mine:
            return  # another process is at it
        (folder / PID).write_text(str(os.getpid()), encoding="utf-8")
        with hold(folder.parent / TURN, LONG) as ours:
            if ours and not (folder / CANCEL).exists():
                _work(store, Desk(folder))


def _work(store: str, desk: Desk) -> None:
    # What reads files takes a second to load: who only waits for a turn need not.
    from rapporteur.intake.deeds import do

    if hasattr(os, "nice"):
        os.nice(NICE)
    desk.write(replace(desk.job, written="running"))
    try:
        do(store, desk)
    except RapporteurError as error:
        failed = replace(desk.job, written="failed", what=error.what, remedy=error.remedy)
        desk.write(replace(failed, ended=now()))
    else:
        desk.write(replace(desk.job, written="done", ended=now()))
        drop_uploads(desk.folder, desk.job)


if __name__ == "__main__":
    main(*sys.argv[1:])
