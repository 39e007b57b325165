"""The trained heads: small networks that turn vectors and signals into probabilities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from rapporteur.vectors import WIDTH, Vectors

Rows = npt.NDArray[np.float32]

SCALE = 6.0  # brings the numbers of a vector of length 1 to the size of the signals beside them
NAMES = ("kind", "gcm", "sdg")


@dataclass(frozen=True, slots=True)
class Head:
    """One hidden layer beside a straight one, over one row of inputs for each sentence.

    With inputs x: relu(x · first + first_bias) · second + x · straight + bias, divided by
    `warmth`, which is chosen so that the probabilities mean what they say. `first` is (inputs,
    hidden), `second` (hidden, outputs), `straight` (inputs, outputs), `bias` and `warmth` have
    one number an output. `least` is the probability from which an output counts as said.
    """

    first: Rows
    first_bias: Rows
    second: Rows
    straight: Rows
    bias: Rows
    warmth: Rows
    least: Rows

    def score(self, inputs: Rows) -> Rows:
        """Return (sentences, outputs) scores for (sentences, inputs)."""
        hidden = np.maximum(inputs @ self.first + self.first_bias, 0.0)
        scores: Rows = (hidden @ self.second + inputs @ self.straight + self.bias) / self.warmth
        return scores


@cache
def load_head(name: str) -> Head:
    """Return one of the shipped heads; `NAMES` lists them."""
    with np.load(str(files("rapporteur") / "models" / "heads.npz")) as held:
        return Head(*(held[f"{name}.{part}"].astype(np.float32) for part in Head.__slots__))


def softmax(scores: Rows) -> Rows:
    """Return probabilities that add up to 1 in each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Rows = powers / powers.sum(axis=1, keepdims=True)
    return shares


def sigmoid(scores: Rows) -> Rows:
    """Return each score as a probability of its own."""
    shares: Rows = np.reciprocal(1.0 + np.exp(-scores), dtype=np.float32)
    return shares


def see(texts: Sequence[str], parts: Sequence[str], vectors: Mapping[str, Vectors]) -> Rows:
    """Return (sentences, 4 x WIDTH): each sentence, the one before, the one after, its title.

    `parts` are the titles under which the sentences stand; a neighbour under another title
    counts as none.
    """
    none = np.zeros(WIDTH, np.float32)
    rows = []
    for at, (text, part) in enumerate(zip(texts, parts, strict=True)):
        near = [
            vectors[texts[i]].label if 0 <= i < len(texts) and parts[i] == part else none
            for i in (at - 1, at + 1)
        ]
        title = vectors[part].label if part else none
        rows.append(np.concatenate([vectors[text].label, *near, title]))
    return SCALE * np.array(rows, np.float32).reshape(len(rows), 4 * WIDTH)
