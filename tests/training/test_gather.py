"""Labels are those of the codebook, and labels without text find their sentences again."""

import json
from pathlib import Path

import pytest

from rapporteur.evidence import KINDS
from rapporteur.frameworks import load_framework
from training.blind import LABELS as BLIND
from training.gather import READ, WRITTEN, Shelf, find_read

GROUPS = {code.code for code in load_framework("groups").codes}


def check(row: dict[str, object]) -> None:
    assert row["kind"] in KINDS
    assert set(row["gcm"]) <= set(range(1, 24))  # type: ignore[call-overload]
    assert set(row["sdg"]) <= set(range(1, 18))  # type: ignore[call-overload]
    assert set(row["groups"]) <= GROUPS  # type: ignore[call-overload]
    assert not (row["kind"] == "other" and row["gcm"])


def test_labels_are_those_of_the_codebook_and_hold_no_text() -> None:
    rows = [json.loads(line) for line in READ.read_text().splitlines()]
    assert len(rows) >= 4_000
    assert len({row["sha256"] for row in rows}) == len(rows)
    for row in rows:
        check(row)
        assert "text" not in row


def test_no_sentence_kept_for_measuring_is_learnt_from() -> None:
    blind = {json.loads(line)["sha256"] for line in BLIND.read_text().splitlines()}
    assert not blind & {json.loads(line)["sha256"] for line in READ.read_text().splitlines()}


@pytest.mark.parametrize("path", sorted(WRITTEN.glob("*.jsonl")), ids=lambda path: path.stem)
def test_written_paragraphs_are_labelled_as_the_codebook_says(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        paragraph = json.loads(line)
        assert paragraph["section"]
        for row in paragraph["sentences"]:
            assert row["text"].strip()
            check(row)


def test_sentences_are_found_again(shared: Path) -> None:
    # Two documents are enough to tell whether reading has drifted away from the labels.
    chosen = ("upr/mexico2009.pdf", "un-docs/UNW_2025_6.en.pdf")
    rows = [json.loads(line) for line in READ.read_text().splitlines()]
    wanted = sum(row["file"] in chosen for row in rows)
    found = list(find_read(Shelf(shared), chosen))
    assert wanted > 50
    assert len(found) >= 0.9 * wanted
