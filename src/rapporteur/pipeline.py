"""All stages for each source, in order, each source saved as one run."""

import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import Engine

from rapporteur import __version__
from rapporteur.coding import code_points
from rapporteur.errors import EvidenceError, RapporteurError, SettingError, SourceError, StoreError
from rapporteur.evidence import (
    Dialogue,
    Notice,
    Participant,
    Point,
    Run,
    Source,
    Voice,
    content_id,
)
from rapporteur.extract.practice.practices import gather_practices
from rapporteur.extract.recommendation.recommendations import find_recommendations
from rapporteur.extract.statements import extract_statements
from rapporteur.extract.voice.people import find_people
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from rapporteur.read import read_bytes, read_source
from rapporteur.read.fetch import fetch
from rapporteur.settings import Settings
from rapporteur.store.vectors import KeptVectors
from rapporteur.store.view import find_version, get_dialogue, get_dialogue_of, list_dialogues
from rapporteur.store.write import save_refusal, save_run
from rapporteur.structure import structure_source
from rapporteur.structure.join import join_dialogues, same_dialogue
from rapporteur.structure.roster import gather_entities
from rapporteur.vectors import Keep, find_vectors
from rapporteur.wording import fold, show_name

SERVED = "en"
QUOTED = 0.2  # least part of a record's points that somebody says, if only a participant
LANGUAGES = {"fr": "French", "es": "Spanish"}


Progress = Callable[[str, str], None]  # told the stage and the file's name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its run, word that it was held already, or why it failed.

    `source` is the id it has in the store, empty where it failed.
    """

    name: str
    run: Run | None = None
    error: RapporteurError | None = None
    source: str = ""

    @property
    def held(self) -> bool:
        """True where this very file was in the store before, read by this very version."""
        return self.run is None and self.error is None


Settled = Callable[[str, Outcome], None]  # told the file's place and what became of it


def ingest(
    places: Sequence[str],
    store: Engine,
    settings: Settings,
    *,
    dialogue: str = "",
    names: Mapping[str, str] = MappingProxyType({}),
    progress: Progress = lambda stage, name: None,
    settled: Settled = lambda place, outcome: None,
) -> tuple[Outcome, ...]:
    """Take files, folders and addresses into the store; one file's failure stops no other.

    All files are read and structured first, so that a report profits from an agenda that comes
    after it; then each is extracted, coded and saved, whole or not at all. `dialogue` names
    the dialogue that all files belong to; without it, the cover facts decide. `names` says what
    to call a file by its place, where that is not the last part of its path. `settled` is told
    of each file as soon as it is known what became of it.
    """
    gazetteer = load_gazetteer()
    outcomes = Outcomes(settled)
    opened: dict[str, Dialogue] = {}
    for place in find_files(places):
        name = show_name(names.get(place) or (place if "://" in place else Path(place).name))
        try:
            source = _read(place, settings, progress, names.get(place, ""))
            twice = source.id in {other.sources[0].id for other in opened.values()}
            if twice or _is_held(store, source, dialogue):
                outcomes[place] = Outcome(source.name, source=source.id)
                continue
            progress("structure", source.name)
            opened[place] = open_source(source, gazetteer)
        except Exception as error:
            outcomes[place] = _refuse(store, name, _named(error))
    meetings = Meetings((get_dialogue(store, d.id) for d in list_dialogues(store)), dialogue)
    for found in opened.values():
        meetings.expect(found)
    for place, found in opened.items():
        outcomes[place] = _take_in(store, meetings, found, gazetteer, progress)
    return tuple(outcomes[place] for place in find_files(places) if place in outcomes)


class Outcomes(dict[str, Outcome]):
    """What became of each file by its place; tells `settled` of each."""

    def __init__(self, settled: Settled) -> None:
        super().__init__()
        self.settled = settled

    def __setitem__(self, place: str, outcome: Outcome) -> None:
        super().__setitem__(place, outcome)
        self.settled(place, outcome)


class Meetings:
    """The dialogues that files of one ingest belong to: those `known` already, and in full.

    With a `name` all files belong to the dialogue of that name.
    """

    def __init__(self, known: Iterable[Dialogue] = (), name: str = "") -> None:
        self.name = name
        self.held = {dialogue.id: dialogue for dialogue in known}
        self.full = dict(self.held)
        self.of_source: dict[str, str] = {}

    def expect(self, found: Dialogue) -> None:
        """Add what a structured file says to the full picture of its dialogue."""
        key = self._key(found)
        self.of_source[found.sources[0].id] = key
        self.full[key] = self._joined(self.full.get(key), found, key)

    def join(self, found: Dialogue) -> tuple[Dialogue, Dialogue]:
        """Return the dialogue with this file and those saved before it, and the full picture."""
        key = self.of_source[found.sources[0].id]
        return self._joined(self.held.get(key), found, key), self.full[key]

    def settle(self, dialogue: Dialogue) -> None:
        """Note that this is how the dialogue stands now, with the latest file in it."""
        self.held[dialogue.id] = dialogue

    @property
    def keys(self) -> frozenset[str]:
        """The ids of the dialogues that the expected files belong to."""
        return frozenset(self.of_source.values())

    def _joined(self, known: Dialogue | None, found: Dialogue, key: str) -> Dialogue:
        joined = join_dialogues(known, found) if known else found
        # A record that states no title is listed by its file's name rather than by nothing.
        title = self.name or joined.title or found.sources[0].name
        return replace(joined, id=key, title=title)

    def _key(self, found: Dialogue) -> str:
        if self.name:
            same = [d.id for d in self.full.values() if fold(d.title) == fold(self.name)]
            return same[0] if same else content_id("dlg", fold(self.name))
        same = [d.id for d in self.full.values() if same_dialogue(d, found)]
        return same[0] if same else found.id


def derive_run(
    meetings: Meetings, found: Dialogue, gazetteer: Gazetteer, keep: Keep | None = None
) -> Run:
    """Return the run of a file that `meetings` expect, to be settled once it is saved."""
    dialogue, full = meetings.join(found)
    source = next(s for s in full.sources if s.id == found.sources[0].id)
    return extract_run(dialogue, source, full, gazetteer, keep)


def outline(place: str, settings: Settings, gazetteer: Gazetteer) -> Dialogue:
    """Read and structure one file or address, without a store."""
    return structure_source(_read(place, settings, lambda stage, name: None), gazetteer)


def extract_run(
    dialogue: Dialogue,
    source: Source,
    full: Dialogue,
    gazetteer: Gazetteer,
    keep: Keep | None = None,
) -> Run:
    """Find all evidence in a structured source, knowing what the `full` dialogue says.

    Vectors that `keep` holds are not computed again, and those computed are kept there.
    """
    vectors = find_vectors(_texts(full, source), keep)
    statements = extract_statements(full, source, gazetteer, vectors)
    points = [point for statement in statements for point in statement.points]
    voices = [statement.voice for statement in statements for _ in statement.points]
    people = find_people(full, source, voices)
    return Run(
        dialogue=_with_people(dialogue, people, gazetteer),
        source=source,
        statements=statements,
        recommendations=find_recommendations(full, source, statements, gazetteer),
        practices=gather_practices(source, statements, gazetteer),
        codings=code_points(
            points,
            load_frameworks(),
            _contexts(full, points),
            narrated=_is_narrated(voices),
            vectors=vectors,
        ),
        notices=tuple(n for n in dialogue.notices if n.source in ("", source.id)),
    )


def _with_people(
    dialogue: Dialogue, people: Sequence[Participant], gazetteer: Gazetteer
) -> Dialogue:
    """Return the dialogue with those whom only the text names, and whom they speak for."""
    known = {entity.code for entity in dialogue.entities}
    added = (e for e in gather_entities(people, gazetteer) if e.code not in known)
    participants = (*dialogue.participants, *people)
    return replace(dialogue, participants=participants, entities=(*dialogue.entities, *added))


def _texts(dialogue: Dialogue, source: Source) -> list[str]:
    """Every text that a trained head looks at: the sentences, and the titles above them."""
    return [s.text for s in source.sentences] + [s.title for s in dialogue.segments]


def _is_narrated(voices: Sequence[Voice]) -> bool:
    """Tell whether hardly a point is attributed: a paper, then, and no record of what was said."""
    quoted = sum(voice.manner != "report" for voice in voices)
    return quoted < QUOTED * len(voices)


def _contexts(dialogue: Dialogue, points: Sequence[Point]) -> dict[str, str]:
    """Each point's segment title: what a section is about bears on what is said in it."""
    titles = {segment.id: segment.title for segment in dialogue.segments}
    return {point.id: titles.get(point.segment, "") for point in points}


def find_files(places: Iterable[str]) -> tuple[str, ...]:
    """Return files and addresses as given, and for folders the files below, hidden ones not."""
    found: list[str] = []
    for place in places:
        folder = Path(place)
        if "://" in place or not folder.is_dir():
            found.append(place)
            continue
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        found += [
            str(path)
            for path in files
            if not any(part.startswith(".") for part in path.relative_to(folder).parts)
        ]
    return tuple(dict.fromkeys(found))


def _read(place: str, settings: Settings, progress: Progress, called: str = "") -> Source:
    if "://" in place:
        progress("fetch", place)
        content, name = fetch(place, settings)
        return read_bytes(content, name, settings, origin=place)
    path = Path(place)
    progress("read", show_name(called or path.name))
    if not path.exists():
        raise SourceError("there is no such file", place=place, remedy="check the path")
    return read_source(path, settings, called)


def open_source(read: Source, gazetteer: Gazetteer) -> Dialogue:
    """Structure a source; raise SourceError where it has no running text at all."""
    found = structure_source(read, gazetteer)
    source = found.sources[0]
    if source.sentences:
        return replace(found, notices=(*source.notices, *_language(source), *found.notices))
    first = next((n for n in source.notices if n.code == "page-unread"), None)
    raise SourceError(
        first.message if first else "holds no running text",
        place=source.name,
        remedy=first.remedy if first else "send the document itself, with its text",
    )


def _language(source: Source) -> tuple[Notice, ...]:
    """Say so where the words that give voices and kinds away are of another language."""
    if source.language == SERVED:
        return ()
    language = LANGUAGES.get(source.language, source.language)
    what = (
        f"“{source.name}” is in {language}: voices, kinds, recommendations and codes are found by "
        "English words, so most of them are missing here; the text itself is whole."
    )
    remedy = "give the English version, where there is one"
    return (Notice("extract", "language-unserved", what, source.id, (), remedy),)


def _is_held(store: Engine, source: Source, dialogue: str) -> bool:
    if find_version(store, source.id) != __version__:
        return False
    held = get_dialogue(store, get_dialogue_of(store, source.id), blocks=False)
    return not dialogue or fold(held.title) == fold(dialogue)


def _take_in(
    store: Engine,
    meetings: Meetings,
    found: Dialogue,
    gazetteer: Gazetteer,
    progress: Progress,
) -> Outcome:
    source = found.sources[0]
    try:
        progress("extract", source.name)
        run = derive_run(meetings, found, gazetteer, KeptVectors(store))
        progress("save", source.name)
        save_run(store, run)
        meetings.settle(run.dialogue)
    except Exception as error:
        return _refuse(store, source.name, _named(error))
    return Outcome(source.name, run, source=source.id)


def _named(error: Exception) -> RapporteurError:
    """Return our errors as they are; a fault of our own stops its file, but no other."""
    if isinstance(error, RapporteurError):
        return error
    if isinstance(error, OSError | MemoryError):
        what = "is out of memory" if isinstance(error, MemoryError) else error.strerror or error
        return SettingError(
            f"the machine failed while the file was worked on: {what}",
            remedy="see that there is room on the disk and in memory, and try again",
        )
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}, line {last.lineno}"
    return EvidenceError(
        f"a fault of ours: {type(error).__name__}: {error} ({where})",
        remedy="report this with the file",
    )


def _refuse(store: Engine, name: str, error: RapporteurError) -> Outcome:
    # A store that cannot be written is no fault of the file, nor can it keep word of one.
    if not isinstance(error, StoreError):
        with suppress(StoreError):
            save_refusal(store, Notice("read", "refused", error.what, name, (), error.remedy))
    return Outcome(name, error=error)
