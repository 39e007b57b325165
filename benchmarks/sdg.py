"""Measure the goals found in excerpts against what people said each is about.

    python benchmarks/sdg.py FILE

FILE is a table with the columns id, text, sdg (1 to 17) and label (True where the text belongs to
that goal). Each excerpt is coded in two ways: taken in as a file of its own, with the codes of
all its sentences united; and directly, its whole text as one point. Printed are precision,
recall and F1 of each goal, over the excerpts asked about it, and macro F1; also for the two
halves of the table that the parity of the id's checksum makes.
"""

import csv
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rapporteur.coding import KeywordCoder
from rapporteur.evidence import Anchor, Point
from rapporteur.frameworks import load_framework
from rapporteur.gazetteer import load_gazetteer
from rapporteur.pipeline import extract_run, outline
from rapporteur.settings import Settings

GOALS = range(1, 18)
Row = dict[str, str]
Answers = list[tuple[Row, set[str]]]


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    show("each excerpt a file, its sentences' codes united", by_sentence(rows))
    show("each excerpt one text", by_text(rows))


def by_sentence(rows: Iterable[Row]) -> Answers:
    gazetteer, settings = load_gazetteer(), Settings()
    answers: Answers = []
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            path = Path(folder) / f"{zlib.crc32(row['id'].encode())}.txt"
            path.write_text(row["text"], encoding="utf-8")
            found = outline(str(path), settings, gazetteer)
            run = extract_run(found, found.sources[0], found, gazetteer)
            answers.append((row, {c.code for c in run.codings if c.framework == "sdg"}))
    return answers


def by_text(rows: Iterable[Row]) -> Answers:
    coder = KeywordCoder(load_framework("sdg"))
    return [(row, {c.code for c in coder.code(as_point(row["text"]))}) for row in rows]


def as_point(text: str) -> Point:
    return Point("p", text, Anchor("s", ()), "seg", 0, "position", 1.0, "given")


def show(title: str, answers: Answers) -> None:
    counts: dict[tuple[str, int], Counter[str]] = {}
    for row, codes in answers:
        truth, found = row["label"] == "True", row["sdg"] in codes
        what = ("missed" if truth else "none", "right" if truth else "wrong")[found]
        half = "first" if zlib.crc32(row["id"].encode()) % 2 else "second"
        for part in ("all", half):
            counts.setdefault((part, int(row["sdg"])), Counter())[what] += 1
    print(f"\n{title}\n{'goal':>4} {'precision':>9} {'recall':>7} {'F1':>6} {'belong':>7}")
    for goal in GOALS:
        c = counts.get(("all", goal), Counter())
        precision = c["right"] / ((c["right"] + c["wrong"]) or 1)
        recall = c["right"] / ((c["right"] + c["missed"]) or 1)
        belong = c["right"] + c["missed"]
        print(f"{goal:4} {precision:9.3f} {recall:7.3f} {f1(c):6.3f} {belong:7}")
    for part in ("all", "first", "second"):
        mean = sum(f1(counts.get((part, goal), Counter())) for goal in GOALS) / len(GOALS)
        print(f"macro F1, {part}: {mean:.3f}")


def f1(c: Counter[str]) -> float:
    return 2 * c["right"] / ((2 * c["right"] + c["wrong"] + c["missed"]) or 1)


if __name__ == "__main__":
    main()
