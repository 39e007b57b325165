"""Sentences a second that the shipped encoder turns into vectors, and what the model weighs.

    python benchmarks/encoder.py FILE [--runs 3]

The sentences are those of FILE as the product cuts them. Each number is the median of the runs, by
the clock on all cores and by the processor's time.
"""

import argparse
import statistics
import time
from importlib.resources import files

from rapporteur.gazetteer import load_gazetteer
from rapporteur.pipeline import outline
from rapporteur.settings import Settings
from rapporteur.vectors import encode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    source = outline(asked.file, Settings(), load_gazetteer()).sources[0]
    texts = [sentence.text for sentence in source.sentences]
    encode(texts[:10])
    clock, processor = [], []
    for _ in range(asked.runs):
        began, worked = time.perf_counter(), time.process_time()
        encode(texts)
        clock.append(len(texts) / (time.perf_counter() - began))
        processor.append(len(texts) / (time.process_time() - worked))
    parts = list((files("rapporteur") / "models").iterdir())
    weight = sum(len(part.read_bytes()) for part in parts) / 1e6
    print(f"{len(texts)} sentences: {statistics.median(clock):.0f} a second by the clock,")
    print(f"{statistics.median(processor):.0f} a second of processor time; model {weight:.1f} MB")


if __name__ == "__main__":
    main()
