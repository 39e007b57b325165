"""Give judged sentences out as labels, as the codebook has them: `evaluate` reads these."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Engine

from rapporteur.evidence import POINT_FIELDS, Coding, Figure, Point, Value, Voice
from rapporteur.review.agree import read_by
from rapporteur.store.judged.samples import get_sample
from rapporteur.store.select import Filter, find_points
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_codings, find_statements

Row = dict[str, Any]
CODED = ("gcm", "sdg")


def values_of(point: Point, voice: Voice, codings: Sequence[Coding]) -> dict[str, Value]:
    """Return what stands in the labels of a point; each code once."""
    coded = {
        name: tuple(dict.fromkeys(c.code for c in codings if c.framework == name)) for name in CODED
    }
    return {
        "kind": point.kind,
        "voice": voice,
        "about": point.about,
        **coded,
        "groups": point.groups,
        "figures": point.figures,
    }


def list_labels(store: Engine, wanted: Filter) -> Iterator[Row]:
    """Yield each point, of those that `wanted` describes, of which people judged every label.

    One reading each. A sentence that is judged in part is left out: the rest of its labels
    would be the machine's own.
    """
    for point, values, file in _judged(store, find_points(store, wanted)):
        if point.review and set(POINT_FIELDS) <= set(point.review.fields):
            yield _row(point, file, [values])


def list_readings(store: Engine, sample: str) -> Iterator[Row]:
    """Yield the points of a sample that two or more have read, with the labels of each.

    Points that fewer people have read than others are left out, so that every row has the same
    readers, in the order of their names. Raises UnknownError for an unknown sample.
    """
    found = get_sample(store, sample)
    told = read_by(store, sample)
    readers = sorted({who for fields in told.values() for who in fields})
    places = {point.id: (point, file) for point, _, file in _judged(store, found.points)}
    for key in found.points:
        fields = [told.get((key, name), {}) for name in found.fields]
        if key not in places or not all(set(readers) <= set(one) for one in fields):
            continue
        point, file = places[key]
        read: list[Mapping[str, Value]] = [
            {name: one[who] for name, one in zip(found.fields, fields, strict=True)}
            for who in readers
        ]
        if len(readers) > 1:
            yield _row(point, file, read)


def _judged(store: Engine, keys: Sequence[str]) -> Iterator[tuple[Point, Mapping[str, Value], str]]:
    """Yield the points with what stands in their fields, and the name of their file."""
    codings = find_codings(store, keys)
    statements = find_statements(store, keys)
    files = find_titles(store, (statement.source for statement in statements)).files
    for statement in statements:
        for point in statement.points:
            values = values_of(point, statement.voice, codings.get(point.id, ()))
            yield point, values, files[statement.source]


def _row(point: Point, file: str, readings: Sequence[Mapping[str, Value]]) -> Row:
    return {
        "id": point.id,
        "text": point.text,
        "file": file,
        "page": point.anchor.page,
        "labels": [_label(values) for values in readings],
    }


def _label(values: Mapping[str, Value]) -> Row:
    row: Row = {}
    if "voice" in values:
        voice = cast(Voice, values["voice"])
        row |= {"source": voice.source, "speaker": voice.speaker}
    for name in POINT_FIELDS:
        if name in values and name != "voice":
            row[name] = _plain(name, values[name])
    return row


def _plain(name: str, value: Value) -> Any:
    if name in CODED:
        # Of "15.c" the codebook keeps the objective.
        codes = (code.partition(".")[0] for code in cast("tuple[str, ...]", value))
        return list(dict.fromkeys(int(code) for code in codes))
    if name == "figures":
        figures = cast("tuple[Figure, ...]", value)
        return [{"value": figure.value, "unit": figure.unit} for figure in figures]
    return list(value) if isinstance(value, tuple) else value
