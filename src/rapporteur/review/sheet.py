"""A sample as a sheet of JSON Lines that a reader fills in, without the machine's labels."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Engine

from rapporteur.errors import ReviewError
from rapporteur.evidence import Figure, Sample, Value
from rapporteur.review.agree import take_reading
from rapporteur.review.decide import By
from rapporteur.review.values import read_voice
from rapporteur.store.select import find_points_around
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_statements

Row = dict[str, Any]
NEAR = 2  # sentences before and after that are read along
NAMES = {"voice": ("source", "speaker")}  # the codebook's names, where they are others


class FigureForm(BaseModel):
    """A figure as a reader writes it."""

    value: float
    unit: str
    text: str = ""


class LabelForm(BaseModel):
    """One reader's labels, named as in the codebook; what is null was not read."""

    model_config = ConfigDict(extra="forbid")
    source: str | None = None
    speaker: str | None = None
    kind: str | None = None
    about: list[str] | None = None
    gcm: list[int | str] | None = None
    sdg: list[int | str] | None = None
    groups: list[str] | None = None
    figures: list[FigureForm] | None = None


class RowForm(BaseModel):
    """One line of a sheet; what helps the reader is read over."""

    model_config = ConfigDict(extra="ignore")
    sample: str
    id: str
    labels: LabelForm


def write_sheet(store: Engine, sample: Sample) -> Iterator[Row]:
    """Yield the sample's points in its order, in their places, every label null."""
    names = [name for field in sample.fields for name in NAMES.get(field, (field,))]
    told = {p.id: p for s in find_statements(store, sample.points) for p in s.points}
    points = [told[key] for key in sample.points if key in told]
    titles = find_titles(store, (p.anchor.source for p in points), (p.segment for p in points))
    for point in points:
        near = find_points_around(store, point.anchor.source, point.order, NEAR)
        around = [p for s in find_statements(store, near) for p in s.points]
        yield {
            "sample": sample.id,
            "id": point.id,
            "file": titles.files[point.anchor.source],
            "page": point.anchor.page,
            "segment": titles.segments.get(point.segment, ""),
            "before": " ".join(p.text for p in around if p.order < point.order),
            "text": point.text,
            "after": " ".join(p.text for p in around if p.order > point.order),
            "labels": dict.fromkeys(names),
        }


def take_sheet(store: Engine, path: Path, by: By) -> tuple[int, int]:
    """Keep what one reader filled in; return how many points were read, and how many were not.

    Raises ReviewError, with the line, for what cannot be read or kept; what stands on the lines
    before is kept.
    """
    read = unread = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = _row(line, f"{path}, line {number}")
        try:
            values = _values(row.labels)
            if values:
                take_reading(store, row.sample, row.id, values, by)
        except ReviewError as error:
            where = f"{path}, line {number}"
            raise ReviewError(error.what, place=where, remedy=error.remedy) from error
        read, unread = read + bool(values), unread + (not values)
    return read, unread


def _row(line: str, place: str) -> RowForm:
    try:
        return RowForm.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        raise ReviewError(
            f"{'.'.join(map(str, first['loc']))}: {first['msg']}",
            place=place,
            remedy="keep the sheet's lines as `rapporteur review draw` wrote them; fill labels in",
        ) from error


def _values(labels: LabelForm) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    if labels.source is not None:
        speakers = _names(labels.speaker or "")
        values["voice"] = read_voice(labels.source, speakers)
    if labels.kind is not None:
        values["kind"] = labels.kind
    for name in ("about", "gcm", "sdg", "groups"):
        codes = getattr(labels, name)
        if codes is not None:
            values[name] = tuple(str(code) for code in codes)
    if labels.figures is not None:
        values["figures"] = tuple(Figure(f.value, f.unit, f.text) for f in labels.figures)
    return values


def _names(typed: str) -> Sequence[str]:
    return [name.strip() for name in typed.split("+") if name.strip()]
