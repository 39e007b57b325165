"""The figures of an evaluation, on sentences whose answers are known."""

import json
from pathlib import Path

import pytest

from rapporteur.errors import QueryError, SourceError
from rapporteur.evaluate import calibrate, evaluate, read_labels, to_json

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


@pytest.mark.parametrize("readings", [(), (1, 2), (0, 0)])
def test_sentences_must_have_as_many_readings_each(
    tmp_path: Path, readings: tuple[int, ...]
) -> None:
    place = tmp_path / "gold.jsonl"
    lines = [{"text": TEXTS[0], "labels": [label()] * number} for number in readings]
    place.write_text("\n".join(map(json.dumps, lines)))
    with pytest.raises(SourceError, match="same number of readings"):
        read_labels(place)


def test_each_code_has_its_own_figures(tmp_path: Path) -> None:
    truth = [label(gcm=[5, 15]), label(gcm=[15]), label()]
    said = [label(gcm=[15]), label(gcm=[15, 7]), label(gcm=[7])]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*said)).classes["gcm"]
    assert list(found) == ["5", "7", "15"], "codes stand in the order of their numbers"
    assert (found["15"].precision, found["15"].recall, found["15"].n) == (1, 1, 2)
    assert (found["5"].recall, found["5"].n, found["5"].said) == (0, 1, 0)
    assert (found["7"].precision, found["7"].n, found["7"].said) == (0, 0, 2)


def test_a_class_is_scored_against_each_reader_and_averaged(tmp_path: Path) -> None:
    one = [label(groups=["women"]), label(groups=["women"]), label()]
    two = [label(groups=["women"]), label(), label()]
    found = evaluate(read_labels(gold(tmp_path, one, two)), rows(*one))
    assert found.classes["groups"]["women"].n == pytest.approx(1.5)
    assert found.classes["groups"]["women"].precision == pytest.approx(3 / 4)
    assert [each["groups F1"] for each in found.each_reader] == pytest.approx([1, 2 / 3])


def test_sources_and_speakers_are_shown_as_they_are_written(tmp_path: Path) -> None:
    truth = [label(source="UN-Women", speaker="Ana Lua"), label(), label()]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*truth)).classes
    assert (list(found["source"]), list(found["speaker"])) == (["UN-Women"], ["Ana Lua"])


def test_it_is_told_which_kinds_are_taken_for_which(tmp_path: Path) -> None:
    truth = [label(kind="practice"), label(kind="practice"), label()]
    said = [label(kind="practice"), label(kind="position")]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*said)).confusion
    assert found["practice"]["practice"] == found["practice"]["position"] == 1
    assert found["other"]["not found"] == 1


def test_chance_agreement_counts_for_nothing_in_kappa(tmp_path: Path) -> None:
    truth = [label(kind="practice"), label(kind="practice"), label()]
    said = [label(kind="practice")] * 3
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*said)).machine
    assert found["kind accuracy"] == pytest.approx(2 / 3)
    assert found["kind kappa"] == pytest.approx(0)


def test_confidences_that_say_too_much_or_too_little_show_as_error() -> None:
    honest = [(0.75, 1.0), (0.75, 1.0), (0.75, 1.0), (0.75, 0.0)]
    assert calibrate(honest).ece == pytest.approx(0)
    boasting = [(1.0, 1.0), (1.0, 0.0)]
    assert calibrate(boasting).ece == pytest.approx(0.5)
    mixed = calibrate(honest + boasting)
    assert mixed.ece == pytest.approx(0.5 * 2 / 6)
    assert [(part.low, part.n) for part in mixed.bins] == [(0.7, 4), (0.9, 2)]
    assert calibrate([]).ece == 0


def test_each_code_counts_with_its_own_confidence(tmp_path: Path) -> None:
    truth = [label(gcm=[5]), label(), label()]
    said = [label(gcm=[5, 7], gcm_confidence=[0.95, 0.15]), label(), label()]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*said)).calibration["gcm"]
    assert [(part.confidence, part.right) for part in found.bins] == [(0.15, 0), (0.95, 1)]


def test_the_worst_sentences_are_those_that_were_surest(tmp_path: Path) -> None:
    truth = [label(kind="practice"), label(kind="practice"), label()]
    said = [
        label(kind="position", kind_confidence=0.4),
        label(kind="challenge", kind_confidence=0.9),
        label(kind="other", kind_confidence=1.0),
    ]
    found = evaluate(read_labels(gold(tmp_path, truth)), rows(*said))
    assert [(m.text, m.said, m.readers) for m in found.mistakes["kind"]] == [
        (TEXTS[1], "challenge", ("practice",)),
        (TEXTS[0], "position", ("practice",)),
    ]
    plain = json.loads(to_json(found, worst=1))
    assert [m["text"] for m in plain["worst"]["kind"]] == [TEXTS[1]]


def test_a_sentence_is_looked_for_in_its_own_file_only(tmp_path: Path) -> None:
    place = tmp_path / "gold.jsonl"
    sentence = "The same words stand in two files."
    wanted = [("b/two.pdf", "CHL"), ("a/one.pdf", "PRT"), ("c/three.pdf", "PER")]
    lines = [{"text": sentence, "file": f, "labels": [label(source=s)]} for f, s in wanted]
    place.write_text("\n".join(map(json.dumps, lines)))
    held = [("one.pdf", "PRT"), ("two.pdf", "CHL"), ("four.pdf", "PER")]
    export = [{"text": sentence, "source_file": f, **label(source=s)} for f, s in held]
    found = evaluate(read_labels(place), export)
    assert (found.sentences, found.machine["source accuracy"]) == (2, 1)
    assert found.absent == ("c/three.pdf",), "a file that is not in the store is named"
    with pytest.raises(QueryError, match=r"three\.pdf"):
        evaluate(read_labels(place), export[2:])
    place.write_text(json.dumps({"text": "2.", "labels": [label()]}))
    with pytest.raises(QueryError, match="long enough"):
        evaluate(read_labels(place), export)


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
    # A sentence that is missing must count the same in both.
    theirs = scorer.score(items, export[:-5])
    ours = evaluate(read_labels(place), export[:-5])
    assert ours.found == pytest.approx(theirs["found"])
    for name, value in theirs["machine"].items():
        mine = name.replace("_f1", " F1").replace("_", " ")
        assert ours.machine[mine] == pytest.approx(value, abs=1e-9), name
        assert ours.readers[mine] == pytest.approx(theirs["readers"][name], abs=1e-9), name
