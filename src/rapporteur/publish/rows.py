"""Evidence as rows of plain values: the one shape that files, pages and programs share."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Engine

from rapporteur.evidence import Anchor, Coding, Dialogue, Figure, Point, Statement
from rapporteur.frameworks import load_frameworks
from rapporteur.publish.practices import practice_rows
from rapporteur.publish.recommendations import recommendation_rows
from rapporteur.publish.reviewed import review_row
from rapporteur.store.judged.view import as_proposed
from rapporteur.store.rows import from_anchor
from rapporteur.store.select import Filter, find_points
from rapporteur.store.titles import Titles
from rapporteur.store.view import (
    find_codings,
    find_practices,
    find_recommendations,
    find_statements,
    get_dialogue,
    list_dialogues,
)

Row = dict[str, Any]
AT_ONCE = 500  # points; what is read of them at once bounds the memory


class Names:
    """Titles and file names of what rows refer to by id."""

    def __init__(self, store: Engine, dialogue: str = "") -> None:
        wanted = [d.id for d in list_dialogues(store) if dialogue in ("", d.id)]
        self.dialogues = [get_dialogue(store, key, blocks=False) for key in wanted]
        self.segments = {s.id: s.title for d in self.dialogues for s in d.segments}
        self.files = {s.id: s.name for d in self.dialogues for s in d.sources}
        self.titles = {s.id: d.title for d in self.dialogues for s in d.sources}


def sentences(store: Engine, wanted: Filter, *, machine: bool = False) -> Iterator[Row]:
    """Every sentence of the running text in reading order, with its labels.

    The labels mean what the codebook says: `source` is a code, codes joined with "+",
    "participants" or "report". `machine` gives the machine's own labels where people judged
    others; `wanted` chooses by what stands.
    """
    names = Names(store, wanted.dialogue)
    for keys in _some(find_points(store, wanted)):
        told, codings = find_statements(store, keys), find_codings(store, keys)
        if machine:
            told, codings = as_proposed(store, told, codings)
        for statement in told:
            for point in statement.points:
                yield sentence_row(names, statement, point, codings.get(point.id, ()))


def sentence_row(
    names: Names | Titles, statement: Statement, point: Point, codings: Sequence[Coding]
) -> Row:
    """One point as a row, with its voice and codes."""
    return {
        "id": point.id,
        "dialogue": names.titles[statement.source],
        "source_file": names.files[statement.source],
        "page": point.anchor.page,
        "segment": names.segments.get(point.segment, ""),
        "text": point.text,
        "source": statement.voice.source,
        "speaker": statement.voice.speaker,
        "manner": statement.voice.manner,
        "kind": point.kind,
        "kind_confidence": point.confidence,
        "about": list(point.about),
        **_codes(codings, "gcm"),
        **_codes(codings, "sdg"),
        "groups": list(point.groups),
        "figures": [figure_row(figure) for figure in point.figures],
        "anchor": anchor_row(point.anchor),
        **review_row(point.review),
    }


def statements(store: Engine, wanted: Filter) -> Iterator[Row]:
    """What each voice said without a break: its sentences joined, and how many of each kind."""
    names = Names(store, wanted.dialogue)
    for statement in _walk(store, find_points(store, wanted)):
        kinds = Counter(point.kind for point in statement.points)
        yield {
            "id": statement.id,
            "dialogue": names.titles[statement.source],
            "source_file": names.files[statement.source],
            "page": statement.points[0].anchor.page,
            "segment": names.segments.get(statement.segment, ""),
            "source": statement.voice.source,
            "speaker": statement.voice.speaker,
            "manner": statement.voice.manner,
            "sentences": len(statement.points),
            "kinds": dict(sorted(kinds.items())),
            "text": " ".join(point.text for point in statement.points),
            "points": [point.id for point in statement.points],
        }


def recommendations(store: Engine, wanted: Filter) -> Iterator[Row]:
    """What was asked: the record's own lists, listed ones of States, and speakers' calls."""
    chosen = _chosen(store, wanted)
    found = [
        item
        for item in find_recommendations(store, wanted.dialogue)
        if wanted.origin in ("", item.origin)
        and (chosen is None or chosen.intersection(item.points))
    ]
    yield from recommendation_rows(store, found)


def practices(store: Engine, wanted: Filter) -> Iterator[Row]:
    """Measures brought together, with their sentences, other mentions and template's fields."""
    chosen = _chosen(store, wanted)
    found = [
        practice
        for practice in find_practices(store, wanted.dialogue)
        if chosen is None or chosen.intersection(practice.points)
    ]
    yield from practice_rows(store, found, figure_row)


def figures(store: Engine, wanted: Filter) -> Iterator[Row]:
    """Every number with its unit, and the sentence and voice it stands with."""
    names = Names(store, wanted.dialogue)
    for statement in _walk(store, find_points(store, wanted)):
        for point in statement.points:
            for figure in point.figures:
                yield {
                    **figure_row(figure),
                    "source": statement.voice.source,
                    "source_file": names.files[statement.source],
                    "page": point.anchor.page,
                    "sentence": point.text,
                    "point": point.id,
                }


def participants(store: Engine, wanted: Filter) -> Iterator[Row]:
    """Who took part: name, role, Entity, country, and what they did in which segment."""
    names = Names(store, wanted.dialogue)
    for dialogue in names.dialogues:
        entities = {entity.code: entity.name for entity in dialogue.entities}
        for person in dialogue.participants:
            if wanted.voice not in ("", person.entity):
                continue
            yield {
                "dialogue": dialogue.title,
                "name": person.name,
                "spellings": list(person.spellings),
                "role": person.role,
                "entity": person.entity,
                "entity_name": entities.get(person.entity, person.entity),
                "country": person.country,
                "function": person.function,
                "segment": names.segments.get(person.segment, ""),
                "source_file": names.files.get(person.source, ""),
                "page": person.page,
            }


def coverage(store: Engine, wanted: Filter) -> Iterator[Row]:
    """How many points of each kind bear on each code, and in whose voices; zero is a row too."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    voices: dict[tuple[str, str], set[str]] = {}
    for keys in _some(find_points(store, wanted)):
        codings = find_codings(store, keys)
        pairs = ((s, point) for s in find_statements(store, keys) for point in s.points)
        for statement, point in pairs:
            for coding in codings.get(point.id, ()):
                key = (coding.framework, coding.code)
                counts.setdefault(key, Counter())[point.kind] += 1
                voices.setdefault(key, set()).update(statement.voice.entities)
    for framework in load_frameworks().values():
        for code in framework.codes:
            key = (framework.id, code.code)
            kinds = counts.get(key, Counter())
            yield {
                "framework": framework.id,
                "code": code.code,
                "title": code.title,
                "points": kinds.total(),
                "kinds": dict(sorted(kinds.items())),
                "voices": sorted(voices.get(key, ())),
            }


EXPORTS: dict[str, Callable[[Engine, Filter], Iterator[Row]]] = {
    "sentences": sentences,
    "statements": statements,
    "recommendations": recommendations,
    "practices": practices,
    "figures": figures,
    "participants": participants,
    "coverage": coverage,
}


def anchor_row(anchor: Anchor) -> Row:
    """An anchor as plain values: parts with page, offsets, glue and box, words around it."""
    return from_anchor(anchor)


def figure_row(figure: Figure) -> Row:
    """A figure as plain values; fields that the text does not give are left out."""
    row: Row = {"value": _plain(float(figure.value)), "unit": figure.unit}
    if figure.bound != "exactly":
        row["bound"] = figure.bound
    for name in ("counts", "year", "place"):
        if value := getattr(figure, name):
            row[name] = value
    return {**row, "text": figure.text}


def dialogue_row(dialogue: Dialogue) -> Row:
    """A dialogue's facts as plain values."""
    return {
        "id": dialogue.id,
        "title": dialogue.title,
        "theme": dialogue.theme,
        "starts": dialogue.starts.isoformat() if dialogue.starts else None,
        "ends": dialogue.ends.isoformat() if dialogue.ends else None,
        "place": dialogue.place,
        "edition": dialogue.edition,
        "convenor": dialogue.convenor,
    }


def _some(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut what may be all of the store into parts that are read at once."""
    for at in range(0, len(keys), AT_ONCE):
        yield keys[at : at + AT_ONCE]


def _walk(store: Engine, keys: Sequence[str]) -> Iterator[Statement]:
    """Yield statements, part by part; one that two parts share is put together again."""
    last: Statement | None = None
    for part in _some(keys):
        for statement in find_statements(store, part):
            if last and last.id == statement.id:
                last = replace(last, points=(*last.points, *statement.points))
                continue
            if last:
                yield last
            last = statement
    if last:
        yield last


def _codes(codings: Sequence[Coding], framework: str) -> Row:
    """The codes of a framework without their parts, best first, and how sure each is."""
    tops = [c for c in codings if c.framework == framework and c.code.isdigit()]
    sures = [c.confidence for c in tops]
    return {framework: [_number(c.code) for c in tops], f"{framework}_confidence": sures}


def _chosen(store: Engine, wanted: Filter) -> set[str] | None:
    """The points that `wanted` describes; None where it asks for no more than a dialogue."""
    if wanted == Filter(dialogue=wanted.dialogue, origin=wanted.origin):
        return None
    return set(find_points(store, wanted))


def _number(code: str) -> int:
    return int(code)


def _plain(value: float) -> int | float:
    return int(value) if value.is_integer() else value
