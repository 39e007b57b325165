"""Predict every labelled sentence by a network that never saw its document."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from rapporteur.heads import Rows
from training.fit import fit, predict
from training.gather import HEADS, Example

FOLDS = 4
AT_ONCE = 2  # networks fitted side by side; each takes one core and about 2 GB
ALWAYS = ("written", "weak")  # what is only ever learnt from


def find_fold(example: Example) -> int | None:
    """Return the fold that holds a sentence out: a document stays whole, the seed in quarters."""
    if example.origin in ALWAYS:
        return None
    if example.part:
        return int(example.part[-1])
    return int(sha256(example.document.name.encode()).hexdigest(), 16) % FOLDS


def predict_held_out(
    examples: Sequence[Example], minilm: Path, widths: Mapping[str, int]
) -> tuple[list[Example], dict[str, Rows]]:
    """Return the examples that are ever held out, and each head's scores for them, row by row."""
    jobs = [(fold, examples, minilm, widths) for fold in range(FOLDS)]
    with ProcessPoolExecutor(AT_ONCE, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_predict_fold, jobs))
    held = [example for fold in range(FOLDS) for example in examples if find_fold(example) == fold]
    return held, {name: np.concatenate([scores[name] for scores in found]) for name in HEADS}


def _predict_fold(job: tuple[int, Sequence[Example], Path, Mapping[str, int]]) -> dict[str, Rows]:
    fold, examples, minilm, widths = job
    learnt = [example for example in examples if find_fold(example) != fold]
    held = [example for example in examples if find_fold(example) == fold]
    network = fit(
        learnt, minilm, widths, lambda line: print(f"fold {fold + 1}: {line}", flush=True)
    )
    return predict(network, held, widths)
