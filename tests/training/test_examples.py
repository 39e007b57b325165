"""Labels without text find their sentences again."""

import json
from pathlib import Path

from rapporteur.evidence import KINDS
from rapporteur.frameworks import load_framework
from training.examples import LABELS, read_examples


def test_labels_are_those_of_the_codebook_and_hold_no_text() -> None:
    groups = {code.code for code in load_framework("groups").codes}
    rows = [json.loads(line) for line in LABELS.read_text().splitlines()]
    assert len(rows) >= 800
    for row in rows:
        assert row["kind"] in KINDS
        assert set(row["gcm"]) <= set(range(1, 24))
        assert set(row["sdg"]) <= set(range(1, 18))
        assert set(row["groups"]) <= groups
        assert "text" not in row
        assert not (row["kind"] == "other" and row["gcm"])


def test_sentences_are_found_again(shared: Path, tmp_path: Path) -> None:
    # Two documents are enough to tell whether reading has drifted away from the labels.
    chosen = ("upr/mexico2009.pdf", "un-docs/UNW_2025_6.en.pdf")
    lines = [x for x in LABELS.read_text().splitlines() if json.loads(x)["file"] in chosen]
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(lines))
    found = list(read_examples(shared / "data", some))
    assert len(lines) > 20
    assert len(found) >= 0.9 * len(lines)
