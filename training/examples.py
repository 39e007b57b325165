"""Find labelled sentences again in their documents, by the hash of their text."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rapporteur.evidence import Dialogue, Sentence
from rapporteur.gazetteer import load_gazetteer
from rapporteur.pipeline import outline
from rapporteur.settings import Settings

LABELS = Path(__file__).parent / "labels" / "read.jsonl"


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence in its document; `goes_on` tells whether the voice before goes on."""

    dialogue: Dialogue
    sentence: Sentence
    kind: str
    gcm: tuple[int, ...]
    sdg: tuple[int, ...]
    groups: tuple[str, ...]
    goes_on: bool


def read_examples(folder: Path, labels: Path = LABELS) -> Iterator[Example]:
    """Yield the labelled sentences whose text stands in the documents below `folder`.

    A sentence that today's reading cuts in another way is left out: its label was given to
    other words.
    """
    rows = defaultdict(list)
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["file"]].append(row)
    for file, wanted in rows.items():
        dialogue = outline(str(folder / file), Settings(), load_gazetteer())
        held = {_hash(s.text): s for s in dialogue.sources[0].sentences}
        for row in wanted:
            if sentence := held.get(row["sha256"]):
                yield Example(
                    dialogue,
                    sentence,
                    row["kind"],
                    tuple(row["gcm"]),
                    tuple(row["sdg"]),
                    tuple(row["groups"]),
                    row["goes_on"],
                )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
