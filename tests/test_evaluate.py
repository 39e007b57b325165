"""The figures of an evaluation, on sentences whose answers are known."""

import json
from pathlib import Path

import pytest

from rapporteur.errors import SourceError
from rapporteur.evaluate import evaluate, read_labels

TEXTS = ("The first long sentence.", "The second long sentence.", "A third one, longer still.")


def label(**changes: object) -> dict[str, object]:
    return {"source": "report", "speaker": "", "kind": "other", "about": [], "groups": []} | changes


def gold(tmp_path: Path, *readings: list[dict[str, object]]) -> Path:
    lines = [
        json.dumps({"id": i, "text": text, "labels": [reading[i] for reading in readings]})
        for i, text in enumerate(TEXTS)
    ]
    place = tmp_path / "gold.jsonl"
    place.write_text("\n".join(lines))
    return place


def rows(*labels: dict[str, object]) -> list[dict[str, object]]:
    return [{"text": text, **one} for text, one in zip(TEXTS, labels, strict=False)]


def test_a_perfect_export_scores_one(tmp_path: Path) -> None:
    truth = [label(source="PRT", kind="practice", about=["PRT"]), label(), label()]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*truth))
    assert found.found == 1
    assert set(found.machine.values()) == {1}
    assert found.kinds["practice"].n == 1


def test_each_measure_falls_as_it_should(tmp_path: Path) -> None:
    truth = [label(source="PRT"), label(source="CHL"), label(kind="practice", about=["PRT"])]
    said = [label(source="PRT"), label(source="PER"), label(kind="challenge", about=["ESP", "PRT"])]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*said)).machine
    assert found["source F1"] == pytest.approx(1 / 2)
    assert found["source accuracy"] == pytest.approx(2 / 3)
    assert found["kind accuracy"] == pytest.approx(2 / 3)
    assert found["about F1"] == pytest.approx(2 / 3)


def test_a_sentence_that_is_missing_counts_against_the_export(tmp_path: Path) -> None:
    truth = [label(source="PRT"), label(source="CHL"), label(source="PER")]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*truth)[:2])
    assert found.found == pytest.approx(2 / 3)
    assert found.machine["source F1"] == pytest.approx(4 / 5)


def test_a_sentence_is_found_though_its_cut_differs(tmp_path: Path) -> None:
    truth = [label(source="PRT"), label(), label()]
    glued = [{"text": f"{TEXTS[0]}4 {TEXTS[1]}", **truth[0]}, {"text": TEXTS[2], **truth[2]}]
    assert evaluate(read_labels(gold(tmp_path, truth)), glued).found == 1


def test_two_readers_are_compared_with_each_other(tmp_path: Path) -> None:
    one = [label(kind="practice"), label(kind="practice"), label()]
    two = [label(kind="practice"), label(kind="position"), label()]
    found = evaluate(read_labels(gold(tmp_path, one, two)), rows(*one))
    assert found.readers["kind accuracy"] == pytest.approx(2 / 3)
    assert found.machine["kind accuracy"] == pytest.approx(5 / 6)


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"text": 3, "labels": []}'])
def test_a_faulty_line_is_named(tmp_path: Path, line: str) -> None:
    place = tmp_path / "gold.jsonl"
    place.write_text(line)
    with pytest.raises(SourceError, match=r"gold.jsonl"):
        read_labels(place)


def test_the_figures_agree_with_those_of_the_reference_scorer(tmp_path: Path, shared: Path) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec and spec.loader
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    place = shared / "gold" / "dev.jsonl"
    items = [json.loads(line) for line in place.read_text().splitlines()]
    # The first reading, spoilt in every seventh sentence, stands in for an export.
    export = [
        {"text": item["text"], **item["labels"][0]} | ({"kind": "other"} if i % 7 == 0 else {})
        for i, item in enumerate(items)
    ]
    theirs = scorer.score(items, export)
    ours = evaluate(read_labels(place), export)
    assert ours.found == pytest.approx(theirs["found"])
    for name, value in theirs["machine"].items():
        mine = name.replace("_f1", "_F1").replace("_", " ")
        if mine in ours.machine:
            assert ours.machine[mine] == pytest.approx(value, abs=1e-9), name
