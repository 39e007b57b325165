"""Measure `attribute` against what a reader expected of sentences of negotiation bulletins.

    python -m benchmarks.bulletins FILE

FILE holds the sentences, one a line (../shared/data/enb/dev_sentences.txt). bulletins.jsonl holds
what was expected before any answer was seen: for a line of the file, proved by the hash of its
sentence, the offsets of actor, cue and message of each triple. Words are compared without
articles, case and the marks around them.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from rapporteur.extract.voice.attributions import find_attributions
from rapporteur.gazetteer import load_gazetteer

EXPECTED = Path(__file__).with_suffix(".jsonl")
AROUND = re.compile(r"^(?:the|an?)\s+|[.,;“”\"]+|\s+(?:as|that)$", re.IGNORECASE)

Triple = tuple[str, ...]  # actor, cue, message


def main() -> None:
    sentences = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    gazetteer = load_gazetteer()
    expected: list[set[Triple]] = []
    found: list[set[Triple]] = []
    for line in EXPECTED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentence = sentences[row["line"] - 1].strip()
        if hashlib.sha256(sentence.encode()).hexdigest()[:16] != row["sha256"]:
            sys.exit(f"line {row['line']} is another sentence than the one that was read")
        expected.append({bare(sentence[a:b] for a, b in triple) for triple in row["triples"]})
        answers = find_attributions(sentence, gazetteer)
        found.append({bare((one.actor, one.cue, one.message)) for one in answers})
    print(f"{len(expected)} sentences, {sum(map(len, expected))} triples expected")
    print(f"exact triples F1 {f1(expected, found):.3f}")
    pairs = [[{triple[:2] for triple in one} for one in side] for side in (expected, found)]
    print(f"actor and cue F1 {f1(*pairs):.3f}")


def bare(parts: Iterable[str]) -> Triple:
    return tuple(AROUND.sub("", part.strip()).strip().lower() for part in parts)


def f1(expected: list[set[Triple]], found: list[set[Triple]]) -> float:
    right = sum(len(one & other) for one, other in zip(expected, found, strict=True))
    return 2 * right / max(1, sum(map(len, expected)) + sum(map(len, found)))


if __name__ == "__main__":
    main()
