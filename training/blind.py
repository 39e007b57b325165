"""Score the reading of the real report on sentences that no rule was made on.

    python -m training.blind REPORT NOTE

REPORT and NOTE are the files the labels name. Nothing is ever trained or tuned on these sentences.
"""

import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from rapporteur.evaluate import Label, Labelled, evaluate
from rapporteur.pipeline import ingest
from rapporteur.publish.rows import Row, sentences
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter

LABELS = Path(__file__).parent / "labels" / "blind.jsonl"


def read_blind(rows: Sequence[Row]) -> list[Labelled]:
    """Return the labelled sentences whose text stands in `rows` of the report, hash by hash."""
    texts = {sha256(row["text"].encode()).hexdigest(): row["text"] for row in rows}
    wanted = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [
        Labelled(text=texts[row["sha256"]], labels=[Label(**x) for x in row["labels"]])
        for row in wanted
        if row["sha256"] in texts
    ]


def main() -> None:
    """Take the files in, find the labelled sentences by their hash, print the measures."""
    with TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "blind.db"))
        ingest(sys.argv[1:], store, Settings())
        rows = list(sentences(store, Filter()))
        store.dispose()
    labelled = read_blind(rows)
    found = evaluate(labelled, rows)
    print(f"{len(labelled)} of the labelled sentences stand in the text as then")
    for name, value in found.machine.items():
        print(f"{name:18} {value:6.3f}")
    for kind, score in found.kinds.items():
        print(
            f"{kind:18} precision {score.precision:.3f} recall {score.recall:.3f} n {score.n:.0f}"
        )


if __name__ == "__main__":
    main()
