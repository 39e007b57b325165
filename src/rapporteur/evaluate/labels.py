"""Sentences with the labels of their readers, as the codebook has them."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from rapporteur.errors import SourceError
from rapporteur.wording import fold

UNATTRIBUTED = {"", "report", "participants"}


class LabelledFigure(BaseModel):
    """A figure as a reader noted it."""

    value: float | None = None
    unit: str = ""


class Label(BaseModel):
    """One reader's labels of a sentence, named as in the codebook."""

    model_config = ConfigDict(extra="ignore")
    source: str = ""
    speaker: str = ""
    kind: str = "other"
    about: list[str] = []
    gcm: list[int] = []
    sdg: list[int] = []
    groups: list[str] = []
    figures: list[LabelledFigure] = []


class Labelled(BaseModel):
    """A sentence with the labels of each of its readers.

    `file` names the source it stands in, with or without folders; "" where all sentences are of
    the one document in the store.
    """

    model_config = ConfigDict(extra="ignore")
    text: str
    labels: list[Label]
    id: int | str = ""
    file: str = ""


def read_labels(path: Path) -> list[Labelled]:
    """Read labelled sentences, one JSON object a line; raise SourceError for a faulty line."""
    labelled = []
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            labelled.append(Labelled.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            raise SourceError(
                f"{'.'.join(map(str, first['loc']))}: {first['msg']}",
                place=f"{path}, line {number}",
                remedy='give {"text", "labels": [{…}]} as the codebook says',
            ) from error
    readings = {len(item.labels) for item in labelled}
    if len(readings) != 1 or 0 in readings:
        raise SourceError(
            "has no sentences, or not the same number of readings for each",
            place=str(path),
            remedy="give every sentence one label for each reader",
        )
    return labelled


def get_letters(text: str) -> str:
    """Return the letters a to z of `text`, folded: what is left when typography is forgotten."""
    return "".join(c for c in fold(text) if "a" <= c <= "z")


def get_sources(label: Label) -> set[str]:
    """Return the source as a set of one, or of none; joint sources are right only together."""
    parts = {"".join(c for c in fold(part) if c.isalnum()) for part in label.source.split("+")}
    return {"+".join(sorted(parts))} - UNATTRIBUTED


def get_values(label: Label) -> set[float]:
    """Return the values of the figures, to four places."""
    return {round(figure.value, 4) for figure in label.figures if figure.value is not None}
