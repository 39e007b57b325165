"""Gather labelled sentences from every source of labels, each in its document."""

import csv
import json
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from rapporteur.evaluate.align import pair_sentences
from rapporteur.evaluate.labels import Label, Labelled, read_labels
from rapporteur.evidence import KINDS
from rapporteur.frameworks import load_frameworks
from training.documents import Document, Rows, read_document

LABELS = Path(__file__).parent / "labels"
READ = LABELS / "read.jsonl"
WRITTEN = LABELS / "written"
OTHERS = ("unicef", "tdb2", "seminar", "greece", "spain", "gcm")
HEADS = ("kind", "gcm", "sdg", "groups", "goes_on")
WEAK = 0.5  # what an official text counts beside a sentence that was read
TWICE_READ = 2.5  # and what one that two readers labelled: they are few, and the surest


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled sentence: where it stands, and per head what is right and how much it counts.

    `targets` hold one number an output of the head, 0..1; `weights` 0 where nothing is known.
    `origin` is "seed", a label file's name, "read", "written" or "weak"; `part` tells apart the
    four quarters of the seed report, in order.
    """

    document: Document
    at: int
    origin: str
    targets: Mapping[str, Rows]
    weights: Mapping[str, float]
    part: str = ""

    @property
    def text(self) -> str:
        """The sentence."""
        return self.document.texts[self.at]

    def near(self, step: int) -> str:
        """The sentence `step` further, or "" where it stands under another title."""
        texts, titles, at = self.document.texts, self.document.titles, self.at + step
        return texts[at] if 0 <= at < len(texts) and titles[at] == self.title else ""

    @property
    def title(self) -> str:
        """The title that the sentence stands under, or ""."""
        return self.document.titles[self.at]


def gather(shared: Path) -> list[Example]:
    """Read all documents that have labels, and return every labelled sentence found in them."""
    shelf = Shelf(shared)
    return [*_seed(shelf), *_others(shelf), *find_read(shelf), *_written(), *_weak(shared)]


class Shelf:
    """Documents by the name that labels give them, each read once."""

    def __init__(self, shared: Path) -> None:
        self.shared = shared
        self._held: dict[str, Document] = {}

    def get(self, name: str) -> Document:
        """Return a document of the folder of real documents, or the seed report."""
        if name not in self._held:
            folder = self.shared / ("data" if "/" in name else "seeds")
            folder = folder if (folder / name).exists() else self.shared / "data"
            self._held[name] = read_document((folder / name).resolve(), name)
        return self._held[name]


def _seed(shelf: Shelf) -> Iterator[Example]:
    (report,) = (shelf.shared / "seeds").glob("000*")
    labelled = read_labels(shelf.shared / "gold" / "dev.jsonl")
    found = list(_aligned(shelf.get(report.name), labelled, "seed"))
    for at, example in enumerate(found):
        quarter = 4 * at // len(found)
        weights = {name: TWICE_READ * weight for name, weight in example.weights.items()}
        yield replace(example, weights=weights, part=f"quarter {quarter}")


def _others(shelf: Shelf) -> Iterator[Example]:
    for name in OTHERS:
        by_file = defaultdict(list)
        for item in read_labels(shelf.shared / "gold" / "more" / f"{name}.jsonl"):
            by_file[item.file].append(item)
        for file, items in by_file.items():
            bare = [Labelled(text=item.text, labels=item.labels) for item in items]
            yield from _aligned(shelf.get(file), bare, name)


def _aligned(document: Document, labelled: Sequence[Labelled], origin: str) -> Iterator[Example]:
    rows = [{"text": text, "at": at} for at, text in enumerate(document.texts)]
    for item, row in pair_sentences(labelled, rows)[0]:
        if row is not None:
            yield _example(document, row["at"], origin, item.labels)


def find_read(shelf: Shelf, files: Container[str] | None = None) -> Iterator[Example]:
    """Yield the sentences labelled for training, found again by the hash of their text.

    A sentence that today's reading cuts in another way is left out: its label was given to
    other words. `files`, where given, are the documents to look into.
    """
    places: dict[str, dict[str, int]] = {}
    for line in READ.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if files is not None and row["file"] not in files:
            continue
        document = shelf.get(row["file"])
        if row["file"] not in places:
            places[row["file"]] = _places(document)
        if (at := places[row["file"]].get(row["sha256"])) is not None:
            label = Label.model_validate(row)
            yield _example(document, at, "read", [label], goes_on=row["goes_on"])


def _places(document: Document) -> dict[str, int]:
    numbered = reversed(list(enumerate(document.texts)))
    return {sha256(text.encode()).hexdigest(): at for at, text in numbered}


def _written() -> Iterator[Example]:
    """Paragraphs made up for training, read as a record would be; the rules are not heard on
    them, since they were written to be hard for rules and would teach that rules err."""
    for path in sorted(WRITTEN.glob("*.jsonl")):
        paragraphs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"{path.stem}.txt"
            file.write_text(_lay_out(paragraphs), encoding="utf-8")
            document = read_document(file, f"written/{path.stem}")
        document = replace(document, signals={})
        sentences = [row for paragraph in paragraphs for row in paragraph["sentences"]]
        labelled = [
            Labelled(text=row["text"], labels=[Label.model_validate(row)]) for row in sentences
        ]
        yield from _aligned(document, labelled, "written")


def _lay_out(paragraphs: Sequence[Mapping[str, Any]]) -> str:
    """Return the paragraphs as one text, each run of them under its section's heading."""
    lines = ["Report of a policy dialogue"]
    last = ""
    for paragraph in paragraphs:
        if paragraph["section"] != last:
            last = paragraph["section"]
            lines.append(last)
        lines.append(" ".join(row["text"] for row in paragraph["sentences"]))
    return "\n\n".join(lines) + "\n"


def _weak(shared: Path) -> Iterator[Example]:
    """Official texts, each under the one code that it belongs to."""
    actions = _table(shared / "data" / "codes" / "gcm_actions_long.csv")
    goals = _table(shared / "data" / "codes" / "sdg_codes_multilingual.csv")
    told = [(row["text"], "gcm", int(row["objective"])) for row in actions] + [
        (row["text"], "sdg", int(row["code"].split(".")[0]))
        for row in goals
        if row["lang"] == "en" and row["level"] in ("goal", "target", "indicator")
    ]
    texts = tuple(text for text, _, _ in told)
    document = Document("official texts", texts, ("",) * len(texts), ("",) * len(texts), {})
    for at, (_, name, code) in enumerate(told):
        targets = {head: np.zeros_like(row) for head, row in _targets([Label()]).items()}
        targets[name][code - 1] = 1.0
        weights = {head: WEAK if head == name else 0.0 for head in HEADS}
        yield Example(document, at, "weak", targets, weights)


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _example(
    document: Document,
    at: int,
    origin: str,
    labels: Sequence[Label],
    goes_on: bool | None = None,
) -> Example:
    targets = _targets(labels)
    targets["goes_on"] = np.array([float(bool(goes_on))], np.float32)
    weights = dict.fromkeys(HEADS, 1.0) | {"goes_on": 0.0 if goes_on is None else 1.0}
    return Example(document, at, origin, targets, weights)


def _targets(labels: Sequence[Label]) -> dict[str, Rows]:
    """Return the mean of the readers' labels, one row a head."""
    groups = [code.code for code in load_frameworks()["groups"].codes]
    rows = {
        "kind": [[float(label.kind == kind) for kind in KINDS] for label in labels],
        "gcm": [[float(n + 1 in label.gcm) for n in range(23)] for label in labels],
        "sdg": [[float(n + 1 in label.sdg) for n in range(17)] for label in labels],
        "groups": [[float(group in label.groups) for group in groups] for label in labels],
        "goes_on": [[0.0] for _ in labels],
    }
    return {name: np.mean(row, axis=0, dtype=np.float32) for name, row in rows.items()}
