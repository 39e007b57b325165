"""Score what the store says against sentences that people labelled."""

import difflib
import itertools
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from rapporteur.errors import SourceError
from rapporteur.evidence import KINDS
from rapporteur.wording import fold

Row = dict[str, Any]
SHORTEST = 8  # letters; a shorter sentence ("2.") is in too many places to be found by its text
SET_FIELDS = ("about", "gcm", "sdg", "groups")
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
    """A sentence with the labels of each of its readers."""

    model_config = ConfigDict(extra="ignore")
    text: str
    labels: list[Label]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, F1 of one class, and how often readers used it."""

    precision: float
    recall: float
    f1: float
    n: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How far the store agrees with the readers, and the readers with each other.

    Every measure is the mean over readers. `machine` and `readers` map a measure to 0..1;
    `kinds` holds each kind's score.
    """

    sentences: int
    found: float
    machine: dict[str, float]
    readers: dict[str, float] = field(default_factory=dict)
    kinds: dict[str, Score] = field(default_factory=dict)


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
    if not labelled or len({len(item.labels) for item in labelled}) != 1:
        raise SourceError(
            "has no sentences, or not the same number of readings for each",
            place=str(path),
            remedy="give every sentence one label for each reader",
        )
    return labelled


def evaluate(labelled: Sequence[Labelled], rows: Iterable[Row]) -> Evaluation:
    """Compare rows of `export sentences` with labelled sentences."""
    usable = [item for item in labelled if len(_letters(item.text)) >= SHORTEST]
    pairs = list(zip(usable, _align(usable, list(rows)), strict=True))
    empty = Label()
    guesses = [_label(row) if row else empty for _, row in pairs]
    readers = range(len(usable[0].labels))
    truths = [[item.labels[reader] for item in usable] for reader in readers]
    machine = [_compare(truth, guesses) for truth in truths]
    people = [_compare(truths[a], truths[b]) for a, b in itertools.permutations(readers, 2)]
    return Evaluation(
        sentences=len(usable),
        found=mean(bool(row) for _, row in pairs),
        machine=_means(machine),
        readers=_means(people) if people else {},
        kinds={kind: _kind_score(kind, truths, guesses) for kind in KINDS},
    )


def _label(row: Row) -> Label:
    return Label.model_validate({name: row[name] for name in Label.model_fields if name in row})


def _align(labelled: Sequence[Labelled], rows: list[Row]) -> list[Row | None]:
    """Pair each labelled sentence with the row that covers at least half of its letters."""
    texts = [_letters(row["text"]) for row in rows]
    starts = list(itertools.accumulate([len(text) for text in texts], initial=0))
    stream = "".join(texts)
    pairs: list[Row | None] = []
    cursor = 0
    for item in labelled:
        text = _letters(item.text)
        at = _locate(text, stream, cursor)
        if at is None:
            pairs.append(None)
            continue
        cursor = max(cursor, at)
        pairs.append(_covering(rows, starts, at, at + len(text)))
    return pairs


def _locate(text: str, stream: str, cursor: int) -> int | None:
    for start in (cursor, 0):
        if (at := stream.find(text, start)) >= 0:
            return at
    # A footnote mark or a repaired hyphen stands inside: the longest shared run gives the place.
    window = stream[cursor : cursor + 20_000]
    matcher = difflib.SequenceMatcher(None, window, text, autojunk=False)
    match = matcher.find_longest_match()
    if match.size < max(12, 0.35 * len(text)):
        return None
    return cursor + match.a - match.b


def _covering(rows: list[Row], starts: list[int], begin: int, end: int) -> Row | None:
    best, cover = None, 0
    index = max(0, bisect_right(starts, begin) - 1)
    while index < len(rows) and starts[index] < end:
        shared = min(end, starts[index + 1]) - max(begin, starts[index])
        if shared > cover:
            best, cover = rows[index], shared
        index += 1
    return best if cover >= 0.5 * (end - begin) else None


def _letters(text: str) -> str:
    return "".join(c for c in fold(text) if "a" <= c <= "z")


def _sources(label: Label) -> set[str]:
    """The source as a set of one, or of none; joint sources count as right only together."""
    parts = {"".join(c for c in fold(part) if c.isalnum()) for part in label.source.split("+")}
    return {"+".join(sorted(parts))} - UNATTRIBUTED


def _values(label: Label) -> set[float]:
    return {round(figure.value, 4) for figure in label.figures if figure.value is not None}


def _compare(truths: Sequence[Label], guesses: Sequence[Label]) -> dict[str, float]:
    pairs = list(zip(truths, guesses, strict=True))
    named = [(_sources(t), _sources(g)) for t, g in pairs]
    measures = {
        "source F1": _f1(named),
        "source accuracy": mean(t == g for t, g in named),
        "speaker accuracy": mean(_letters(t.speaker) == _letters(g.speaker) for t, g in pairs),
        "kind accuracy": mean(t.kind == g.kind for t, g in pairs),
        "kind macro F1": _kind_macro(truths, guesses),
        "figures F1": _f1([(_values(t), _values(g)) for t, g in pairs]),
    }
    for name in SET_FIELDS:
        found = [(set(getattr(t, name)), set(getattr(g, name))) for t, g in pairs]
        measures[f"{name} F1"] = _f1(found)
    return measures


def _f1(pairs: Sequence[tuple[set[Any], set[Any]]]) -> float:
    hits = sum(len(truth & guess) for truth, guess in pairs)
    total = sum(len(truth) + len(guess) for truth, guess in pairs)
    return 2 * hits / total if total else 1.0


def _kind_score(kind: str, truths: Sequence[Sequence[Label]], guesses: Sequence[Label]) -> Score:
    scores = [_class_score(kind, truth, guesses) for truth in truths]
    return Score(
        mean(s.precision for s in scores),
        mean(s.recall for s in scores),
        mean(s.f1 for s in scores),
        mean(s.n for s in scores),
    )


def _class_score(kind: str, truths: Sequence[Label], guesses: Sequence[Label]) -> Score:
    true = sum(t.kind == kind for t in truths)
    said = sum(g.kind == kind for g in guesses)
    hits = sum(t.kind == kind == g.kind for t, g in zip(truths, guesses, strict=True))
    precision = hits / said if said else 0.0
    recall = hits / true if true else 0.0
    return Score(precision, recall, 2 * hits / (true + said) if true + said else 0.0, true)


def _kind_macro(truths: Sequence[Label], guesses: Sequence[Label]) -> float:
    scores = [_class_score(kind, truths, guesses) for kind in KINDS]
    return mean(score.f1 for score in scores if score.n)


def _means(measures: Sequence[dict[str, float]]) -> dict[str, float]:
    return {name: mean(m[name] for m in measures) for name in measures[0]}


def to_json(evaluation: Evaluation) -> str:
    """Return the evaluation as one JSON object."""
    kinds = {
        kind: {"precision": s.precision, "recall": s.recall, "f1": s.f1, "n": s.n}
        for kind, s in evaluation.kinds.items()
    }
    return json.dumps(
        {
            "sentences": evaluation.sentences,
            "found": evaluation.found,
            "machine": evaluation.machine,
            "readers": evaluation.readers,
            "kinds": kinds,
        },
        indent=1,
    )
