"""Measure what is shipped on every labelled document, as plain values without any sentence."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from rapporteur.evaluate import Evaluation, Labelled, evaluate, read_labels, to_dict
from rapporteur.pipeline import ingest
from rapporteur.publish.rows import Row, sentences
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_codings
from training.blind import LABELS as BLIND
from training.blind import read_blind
from training.gather import READ

OTHERS = ("unicef", "tdb2", "seminar", "greece", "spain")
PARAGRAPHS = "gcm"  # paragraphs from many documents, each labelled with one paragraph in view
SHOWN = ("kind", "gcm", "sdg", "groups")  # measures whose classes the card lists
WORST = 20

Figures = dict[str, Any]


def measure_all(shared: Path) -> Figures:
    """Measure the report and the other bodies' documents; about two minutes on two cores.

    `sets` are evaluations by name ("first" and "blind" halves of the report, "others" for the
    five documents together, each of these by name, "paragraphs"); `coders` counts who gave the
    report's codes; `labels` counts labelled sentences; `worst` are the surest mistakes on kind.
    """
    with TemporaryDirectory() as folder:
        store = _take_in(folder, "report", sorted((shared / "seeds").iterdir()))
        report = measure_report(list(sentences(store, Filter())), shared)
        coders = count_coders(store)
        store.dispose()
        sets = {name: describe(found) for name, found in report.items()}
        gold = [item for name in OTHERS for item in _read(shared, name)]
        rows = _rows(folder, shared, "others", gold)
        others = evaluate(gold, rows)
        sets["others"] = describe(others)
        sets |= {name: _measures(evaluate(_read(shared, name), rows)) for name in OTHERS}
        gold = _read(shared, PARAGRAPHS)
        sets["paragraphs"] = _by_class(evaluate(gold, _rows(folder, shared, PARAGRAPHS, gold)))
    labels = {path.stem: _count_lines(path) for path in (BLIND, READ)}
    worst = list_worst(report["first"], others)
    return {"sets": sets, "coders": coders, "labels": labels, "worst": worst}


def measure_report(rows: Sequence[Row], shared: Path) -> dict[str, Evaluation]:
    """Measure the report's two halves; `rows` are its sentences as `export sentences` has them."""
    first = evaluate(read_labels(shared / "gold" / "dev.jsonl"), rows)
    return {"first": first, "blind": evaluate(read_blind(rows), rows)}


def describe(found: Evaluation) -> Figures:
    """Return measures, classes, confusion and calibration of an evaluation, to three places."""
    plain = to_dict(found)
    return {
        **_measures(found),
        "classes": {measure: _scores(plain["classes"][measure]) for measure in SHOWN},
        "confusion": _rounded(plain["confusion"]),
        "calibration": _rounded(plain["calibration"]),
    }


def count_coders(store: Engine) -> dict[str, dict[str, int]]:
    """Count the codings of each framework by the coder that gave them."""
    codings = find_codings(store, find_points(store, Filter()))
    counts: dict[str, Counter[str]] = {}
    for coding in (coding for found in codings.values() for coding in found):
        if coding.framework != "groups" and "." not in coding.code:
            counts.setdefault(coding.framework, Counter())[coding.coder] += 1
    return {framework: dict(sorted(found.items())) for framework, found in sorted(counts.items())}


def list_worst(*every: Evaluation) -> list[Figures]:
    """Name the surest wrong kinds by their place: the text itself stays where it is."""
    mistakes = [mistake for found in every for mistake in found.mistakes["kind"]]
    mistakes.sort(key=lambda mistake: -(mistake.confidence or 0.0))
    return [
        {
            "file": Path(mistake.file).name,
            "page": mistake.page,
            "label": mistake.id,
            "said": mistake.said,
            "readers": list(mistake.readers),
            "confidence": mistake.confidence,
        }
        for mistake in mistakes[:WORST]
    ]


def _measures(found: Evaluation) -> Figures:
    counts = {
        measure: [sum(s.n for s in classes.values()), sum(s.said for s in classes.values())]
        for measure, classes in found.classes.items()
    }
    return {
        "sentences": found.sentences,
        "readings": len(found.each_reader),
        "found": round(found.found, 3),
        "machine": _rounded(found.machine),
        "readers": _rounded(found.readers),
        "counts": counts,  # of single labels: the readers' (mean), the store's
    }


def _by_class(found: Evaluation) -> Figures:
    figures = describe(found)
    # A paragraph out of its document does not tell who speaks, so only these are comparable.
    for measures in (figures["machine"], figures["readers"]):
        for name in [name for name in measures if name.split()[0] not in SHOWN]:
            del measures[name]
    return figures


def _scores(classes: dict[str, dict[str, float]]) -> dict[str, list[float]]:
    return {
        name: [round(score[part], 3) for part in ("precision", "recall", "f1", "n", "said")]
        for name, score in classes.items()
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, 3) if isinstance(value, float) else value


def _read(shared: Path, name: str) -> list[Labelled]:
    return read_labels(shared / "gold" / "more" / f"{name}.jsonl")


def _rows(folder: str, shared: Path, name: str, gold: Sequence[Labelled]) -> list[Row]:
    files = [shared / "data" / file for file in sorted({item.file for item in gold})]
    store = _take_in(folder, name, files)
    rows = list(sentences(store, Filter()))
    store.dispose()
    return rows


def _take_in(folder: str, name: str, files: Sequence[Path]) -> Engine:
    store = open_store(str(Path(folder) / f"{name}.db"))
    outcomes = ingest([str(file) for file in files], store, Settings())
    for outcome in outcomes:
        if outcome.error:
            raise outcome.error
    return store


def _count_lines(path: Path) -> dict[str, Any]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {"sentences": len(rows), "documents": len({row.get("file", "") for row in rows})}
