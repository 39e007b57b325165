"""Take the files of a job into the store, or its sources out of it."""

from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Engine

from rapporteur.errors import StoreError
from rapporteur.find.follow import follow_store
from rapporteur.intake.desk import Desk
from rapporteur.pipeline import Outcome, ingest
from rapporteur.removal import remove_sources
from rapporteur.settings import Settings, read_settings
from rapporteur.store import open_existing
from rapporteur.store.view import find_version


def do(store: str, desk: Desk) -> None:
    """Do the job on the desk; raises the errors that stop all of it."""
    engine = open_existing(store)
    settings = replace(read_settings(), store=store)
    try:
        if desk.job.deed == "remove":
            _remove(engine, settings, desk)
        else:
            _ingest(engine, settings, desk)
        with suppress(StoreError):  # another program writes the index: the next question follows
            follow_store(engine)
    finally:
        engine.dispose()


def _ingest(engine: Engine, settings: Settings, desk: Desk) -> None:
    wanted = [at for at, file in enumerate(desk.job.files) if not file.fate]
    numbers = {str(desk.folder / str(at)): at for at in wanted}

    def settled(place: str, outcome: Outcome) -> None:
        at, error = numbers[place], outcome.error
        if error is None:
            fate = "held" if outcome.held else "taken"
            desk.write(desk.job.with_file(at, fate=fate))
        else:
            failed = {"fate": "failed", "what": error.what, "remedy": error.remedy}
            desk.write(desk.job.with_file(at, **failed))

    ingest(
        list(numbers),
        engine,
        settings,
        dialogue=desk.job.dialogue,
        names={place: desk.job.files[at].name for place, at in numbers.items()},
        progress=desk.tell,
        settled=settled,
    )


def _remove(engine: Engine, settings: Settings, desk: Desk) -> None:
    job = desk.job
    gone = [file.source for file in job.files if find_version(engine, file.source) is not None]
    if gone:  # else it was stopped after that, and begun again
        after = remove_sources(engine, job.dialogue, gone, settings, desk.tell)
        desk.job = replace(desk.job, after=after)
