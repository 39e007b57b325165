"""Make the shipped model: read, hold out, choose, fit on everything, write.

    python -m training [SHARED]

SHARED is the folder of real documents and labels, ../shared by default. What comes out stands in
src/rapporteur/models; the held-out figures go into docs/method/figures.json, from which
`python -m training.card` writes the method's page. About an hour on two cores.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from rapporteur.evaluate.calibration import calibrate
from rapporteur.evidence import KINDS
from rapporteur.heads import Rows
from training.calibrate import CODES, OTHER, Scale, choose, find_shares
from training.card.render import FIGURES, ROOT
from training.fit import fit
from training.gather import Example, gather
from training.heldout import predict_held_out
from training.minilm import find_minilm
from training.ship import ship

SETS = {
    "report": ("seed",),
    "others": ("unicef", "tdb2", "seminar", "greece", "spain"),
    "read": ("read",),
}


def main(words: Sequence[str]) -> None:
    """Make the model and note what it does on what it did not see."""
    shared = Path(words[0]) if words else ROOT.parent / "shared"
    minilm = find_minilm()
    examples = gather(shared)
    widths = find_widths(examples)
    held, scores = predict_held_out(examples, minilm, widths)
    scales = choose(scores, held)
    note(measure(held, find_shares(scores, scales), scales))
    ship(fit(examples, minilm, widths, print), minilm, scales)
    print(scales)


def find_widths(examples: Sequence[Example]) -> dict[str, int]:
    """Return how many numbers each head hears beside the vectors."""
    signals = next(e.document.signals for e in examples if e.document.signals)
    return {name: rows.shape[1] for name, rows in signals.items()}


def measure(
    held: Sequence[Example], shares: Mapping[str, Rows], scales: Mapping[str, Scale]
) -> dict[str, dict[str, float]]:
    """Return, for each set of documents, the measures of the heads on what they never saw."""
    found: dict[str, dict[str, float]] = {}
    for name, origins in SETS.items():
        rows = np.array([example.origin in origins for example in held])
        targets = {head: np.stack([e.targets[head] for e in held])[rows] for head in scales}
        kinds, truth = shares["kind"][rows], targets["kind"].argmax(1)
        guess = kinds.argmax(1)
        rules = np.array([_rule(example) for example in held])[rows]
        figures = {
            "sentences": float(rows.sum()),
            "kind accuracy": float((guess == truth).mean()),
            "kind accuracy, rules alone": float((rules == truth).mean()),
            "kind macro F1": _macro(guess, truth),
            "kind calibration error": calibrate(
                [
                    (float(s.max()), float(t[s.argmax()]))
                    for s, t in zip(kinds, targets["kind"], strict=True)
                ]
            ).ece,
        }
        for head in CODES:
            said = (shares[head][rows] >= scales[head].least) & (guess != OTHER)[:, None]
            right = targets[head] >= 0.5
            figures[f"{head} micro F1"] = (
                2.0 * float((said & right).sum()) / max(1, said.sum() + right.sum())
            )
            figures[f"{head} calibration error"] = calibrate(
                list(
                    zip(
                        shares[head][rows][said].tolist(), targets[head][said].tolist(), strict=True
                    )
                )
            ).ece
        found[name] = {key: round(value, 3) for key, value in figures.items()}
        found[name] |= {
            f"{kind} F1": round(_f1(guess == k, truth == k), 3) for k, kind in enumerate(KINDS)
        }
    return found


def note(heldout: Mapping[str, Mapping[str, float]]) -> None:
    """Put the held-out figures beside those that the card measures."""
    figures = json.loads(FIGURES.read_text("utf-8")) if FIGURES.is_file() else {}
    figures["heldout"] = heldout
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _rule(example: Example) -> int:
    kind = example.document.kinds[example.at]
    return [*KINDS].index(kind)  # type: ignore[arg-type]  # the rules' guess is always a kind


def _macro(guess: Rows, truth: Rows) -> float:
    present = [k for k in range(len(KINDS)) if (truth == k).any()]
    return float(np.mean([_f1(guess == k, truth == k) for k in present]))


def _f1(said: Rows, right: Rows) -> float:
    return 2.0 * float((said & right).sum()) / max(1, int(said.sum() + right.sum()))


if __name__ == "__main__":
    main(sys.argv[1:])
