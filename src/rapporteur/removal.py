"""Remove sources, and read what is left of their dialogue as if they had never been there."""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import Engine

from rapporteur.errors import SourceError, UnknownError
from rapporteur.evidence import Dialogue, Run, Source, content_id
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from rapporteur.pipeline import Meetings, derive_run, open_source
from rapporteur.read import read_bytes
from rapporteur.settings import Settings
from rapporteur.store.remove import replace_dialogue
from rapporteur.store.vectors import KeptVectors
from rapporteur.store.view import get_dialogue
from rapporteur.structure.join import same_dialogue
from rapporteur.wording import fold

Tell = Callable[[str, str], None]  # told the stage and the file's name


def remove_sources(
    store: Engine,
    dialogue: str,
    sources: Iterable[str],
    settings: Settings,
    progress: Tell = lambda stage, name: None,
) -> str:
    """Remove sources of one dialogue with all that hangs on them, people's judgements too.

    What the dialogue's other files gave together is read from them anew, so that the store is
    as one that never held these. Returns the id of the dialogue that holds the others now,
    empty where none is left. Raises UnknownError for an unknown dialogue, SourceError where
    another file cannot be read now; nothing is removed then.
    """
    held = get_dialogue(store, dialogue)
    gone = tuple(dict.fromkeys(sources))
    if strange := set(gone) - {source.id for source in held.sources}:
        raise UnknownError("is no file of this dialogue", place=min(strange))
    left = [source for source in _in_order(held) if source.id not in gone]
    runs = _read_again(store, held, left, settings, progress)
    progress("save", held.title)
    replace_dialogue(store, dialogue, (s.id for s in held.sources), gone, runs)
    return runs[-1].dialogue.id if runs else ""


def _in_order(held: Dialogue) -> list[Source]:
    """Return the sources as they joined the dialogue: the first states its facts."""
    first: dict[str, int] = {}
    for order, segment in enumerate(held.segments):
        first.setdefault(segment.source, order)
    return sorted(held.sources, key=lambda source: first.get(source.id, len(held.segments)))


def _read_again(
    store: Engine, held: Dialogue, left: Sequence[Source], settings: Settings, progress: Tell
) -> tuple[Run, ...]:
    gazetteer = load_gazetteer()
    found = [_open(source, gazetteer, settings, progress) for source in left]
    meetings = Meetings(name=_name(held, found))
    for one in found:
        meetings.expect(one)
    runs = []
    for one in found:
        progress("extract", one.sources[0].name)
        run = derive_run(meetings, one, gazetteer, KeptVectors(store))
        meetings.settle(run.dialogue)
        runs.append(run)
    return tuple(runs)


def _open(source: Source, gazetteer: Gazetteer, settings: Settings, progress: Tell) -> Dialogue:
    progress("read", source.name)
    try:
        read = read_bytes(source.content, source.name, settings, source.origin)
        return open_source(read, gazetteer)
    except SourceError as error:
        raise SourceError(
            f"another file of the dialogue has to be read anew, and cannot be now: {error.what}",
            place=source.name,
            remedy=f"{error.remedy}; or remove that one too. Nothing was removed",
        ) from error


def _name(held: Dialogue, found: Sequence[Dialogue]) -> str:
    """Return the name that somebody gave the dialogue, empty where its files' own facts name it.

    It is a given one where the id was made of it, and where a file stands in the dialogue that
    its own facts would not have brought there.
    """
    given = held.id == content_id("dlg", fold(held.title))
    alone = Meetings()
    for one in found:
        alone.expect(one)
    strange = any(not same_dialogue(held, one) for one in found)
    return held.title if given or strange or len(alone.keys) > 1 else ""
