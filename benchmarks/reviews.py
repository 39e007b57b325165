"""Measure the lists of human-rights reviews against the table that people made of them.

    python benchmarks/reviews.py FOLDER [NAME…]

FOLDER holds the reviews as PDF and recommendations.csv with the columns file, text,
recommending_state and response. A recommendation counts as found where three quarters of its
words stand in one that was extracted; its State, and its answer where the review itself gives
one, are measured on those found. The last column counts what the files list, one line a clause.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from rapporteur.evidence import Recommendation
from rapporteur.extract.recommendation.recommendations import find_recommendations
from rapporteur.gazetteer import Gazetteer, load_gazetteer
from rapporteur.read import read_source
from rapporteur.settings import Settings
from rapporteur.structure import structure_source
from rapporteur.wording import fold

ENOUGH = 0.75  # share of the words sought
RIGHT = 0.1  # what the right State adds when several fit


def main() -> None:
    folder, *names = sys.argv[1:]
    gazetteer = load_gazetteer()
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (Path(folder) / "recommendations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["file"]].append(row)
    total: Counter[str] = Counter()
    print(f"{'file':24} {'asked':>6} {'found':>6} {'state':>6} {'answer':>6} {'listed':>6}")
    for name in sorted(rows):
        if not names or Path(name).stem in names:
            counts = measure(Path(folder) / name, rows[name], gazetteer)
            total += counts
            print(tell(name, counts))
    print(tell("all", total))


def measure(path: Path, rows: list[dict[str, str]], gazetteer: Gazetteer) -> Counter[str]:
    dialogue = structure_source(read_source(path, Settings()), gazetteer)
    found = find_recommendations(dialogue, dialogue.sources[0], (), gazetteer)
    listed = [(words_of(r.text), r) for r in found if r.origin == "listed"]
    counts: Counter[str] = Counter(listed=len(listed))
    for row in rows:
        state = gazetteer.find_state(row["recommending_state"].replace(" & ", " and "))
        match = look_up(words_of(row["text"]), state or "", listed)
        counts["asked"] += 1
        if match is not None:
            counts["found"] += 1
            counts["state"] += state in match.voices
            counts["answered"] += match.response is not None
            counts["right"] += match.response == row["response"].lower()
    return counts


def look_up(
    sought: Counter[str], state: str, listed: list[tuple[Counter[str], Recommendation]]
) -> Recommendation | None:
    best, match = ENOUGH, None
    for words, one in listed:
        shared = (sought & words).total() / sought.total()
        value = shared + (RIGHT if state in one.voices else 0)
        if shared >= ENOUGH and value > best - 1e-9:
            best, match = value, one
    return match


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[a-z0-9]+", fold(text)))


def tell(name: str, counts: Counter[str]) -> str:
    shares = (
        counts["found"] / (counts["asked"] or 1),
        counts["state"] / (counts["found"] or 1),
        counts["right"] / counts["answered"] if counts["answered"] else float("nan"),
    )
    figures = " ".join(f"{share:6.3f}" for share in shares)
    return f"{name:24} {counts['asked']:6} {figures} {counts['listed']:6}"


if __name__ == "__main__":
    main()
