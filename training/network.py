"""The network: MiniLM-L6 as the encoder, and the heads above it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from rapporteur.heads import SCALE
from rapporteur.vectors import LONGEST, WIDTH

FROZEN = 3  # the lowest layers stay as they are, so that their results are computed once
HIDDEN = 128
DROP = 0.2
ROWS = 32  # texts encoded at once
STEP = 16  # lengths are filled up to a multiple, so that few shapes occur
DEAF = 0.15  # how often, in training, a kind of input is withheld
UNTITLED = 0.3
TRUST = {"kind": (1.5, 0.0), "gcm": (2.0, -3.5), "sdg": (2.0, -3.5), "groups": (7.0, -4.0)}


class Encoder(nn.Module):
    """Turns texts into vectors of length 1; what the frozen layers give is remembered."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(folder, attn_implementation="sdpa")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(LONGEST)
        self.lower: dict[str, Tensor] = {}
        for parameter in self.bert.parameters():
            parameter.requires_grad = False
        for layer in self.bert.encoder.layer[FROZEN:]:
            for parameter in layer.parameters():
                parameter.requires_grad = True

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Return (texts, WIDTH)."""
        self._remember(texts)
        found = []
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for at in range(0, len(texts), ROWS):
                held = [self.lower[text] for text in texts[at : at + ROWS]]
                states, mask = _fill(held)
                for layer in self.bert.encoder.layer[FROZEN:]:
                    states = get_states(layer(states, attention_mask=mask[:, None, None, :] > 0))
                weights = mask.unsqueeze(-1)
                mean = (states.float() * weights).sum(1) / weights.sum(1)
                found.append(mean[: len(held)])
        return nn.functional.normalize(torch.cat(found), dim=-1)

    @torch.no_grad()
    def _remember(self, texts: Sequence[str]) -> None:
        new = sorted({text for text in texts if text not in self.lower}, key=len)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for at in range(0, len(new), ROWS):
                some = new[at : at + ROWS]
                ids = [self.tokenizer.encode(text).ids for text in some]
                tokens, mask = _fill([torch.tensor(row) for row in ids])
                states = self.bert.embeddings(input_ids=tokens)
                for layer in self.bert.encoder.layer[:FROZEN]:
                    states = get_states(layer(states, attention_mask=mask[:, None, None, :] > 0))
                for text, row, state in zip(some, ids, states, strict=False):
                    self.lower[text] = state[: len(row)].to(torch.bfloat16).clone()


def get_states(result: Tensor | tuple[Tensor, ...]) -> Tensor:
    """Return the states that a layer gives, whichever way it gives them."""
    return result[0] if isinstance(result, tuple) else result


def _fill(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return rows of unequal length as one tensor with its mask; both of few shapes."""
    length = -(-max(len(row) for row in rows) // STEP) * STEP
    filled = torch.zeros(ROWS, length, *rows[0].shape[1:], dtype=rows[0].dtype)
    mask = torch.zeros(ROWS, length)
    mask[:, 0] = 1.0
    for at, row in enumerate(rows):
        filled[at, : len(row)] = row
        mask[at, : len(row)] = 1.0
    return filled, mask


class HeadNetwork(nn.Module):
    """One hidden layer beside a straight one, as `rapporteur.heads.Head` computes it."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.first = nn.Linear(inputs, HIDDEN)
        self.second = nn.Linear(HIDDEN, outputs, bias=False)
        self.straight = nn.Linear(inputs, outputs)
        nn.init.zeros_(self.straight.weight)
        self.drop = nn.Dropout(DROP)

    def trust(self, weight: float, bias: float) -> None:
        """Begin by saying what the first signals say, an output each."""
        with torch.no_grad():
            for output in range(self.straight.out_features):
                self.straight.weight[output, 4 * WIDTH + output] = weight
            self.straight.bias.fill_(bias)

    def forward(self, rows: Tensor) -> Tensor:
        """Return (sentences, outputs) scores."""
        rows = self.drop(rows)
        hidden = self.drop(torch.relu(self.first(rows)))
        scores: Tensor = self.second(hidden) + self.straight(rows)
        return scores

    def as_arrays(self) -> dict[str, np.ndarray]:
        """Return the fields of a shipped Head, but for warmth and threshold."""
        return {
            "first": self.first.weight.detach().numpy().T,
            "first_bias": self.first.bias.detach().numpy(),
            "second": self.second.weight.detach().numpy().T,
            "straight": self.straight.weight.detach().numpy().T,
            "bias": self.straight.bias.detach().numpy(),
        }


class Network(nn.Module):
    """The encoder with its heads. `signals` are the widths of what each head hears besides."""

    def __init__(
        self, folder: Path, signals: Mapping[str, int], outputs: Mapping[str, int]
    ) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.heads = nn.ModuleDict(
            {name: HeadNetwork(4 * WIDTH + signals[name], outputs[name]) for name in outputs}
        )
        for name, (weight, bias) in TRUST.items():
            self.heads[name].trust(weight, bias)

    def forward(self, seen: Tensor, signals: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return each head's scores; `seen` is (sentences, 4, WIDTH), unscaled."""
        if self.training:
            seen = torch.cat(
                [seen[:, :1], _withhold(seen[:, 1:3], DEAF), _withhold(seen[:, 3:], UNTITLED)], 1
            )
            signals = {name: _withhold(rows, DEAF) for name, rows in signals.items()}
        flat = SCALE * seen.flatten(1)
        return {
            name: head(torch.cat([flat, signals[name]], 1)) for name, head in self.heads.items()
        }


def _withhold(rows: Tensor, share: float) -> Tensor:
    shape = (*rows.shape[: rows.dim() - 1], 1)
    return rows * (torch.rand(shape) > share)
