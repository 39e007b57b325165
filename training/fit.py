"""Fine-tune the encoder and fit the heads on labelled sentences."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from rapporteur.evidence import KINDS
from rapporteur.vectors import WIDTH
from training.gather import HEADS, Example, Rows
from training.network import Network

EPOCHS = 4
BATCH = 32
SORTED = 12  # batches that are cut from one run of sentences sorted by length
ENCODER_RATE = 1.2e-4
HEAD_RATE = 1e-3
WARM_UP = 0.1
STEADY = 0.99  # the network kept is a running mean of its last hundred states or so
SMOOTH = 0.05  # of a kind's certainty, spread over all kinds
TOLD = 0.8  # how often the codes' heads are told the right kind in training, else the rules'
SHARES = {"kind": 1.0, "gcm": 0.7, "sdg": 0.7, "groups": 0.3, "goes_on": 0.2}
FAITHFUL = 0.5  # how much the fine-tuned vectors are held to what they were, lest they forget
HEARD = {"kind": "kind", "gcm": "gcm", "sdg": "sdg", "groups": "groups", "goes_on": "kind"}

Log = Callable[[str], None]


def fit(
    examples: Sequence[Example], folder: Path, widths: Mapping[str, int], log: Log, seed: int = 7
) -> Network:
    """Return a network trained on `examples`; the same seed gives the same one on one machine.

    `folder` holds MiniLM, `widths` the number of signals of each head.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # side by side with other work, threads mostly wait for each other
    outputs = {name: len(row) for name, row in examples[0].targets.items()}
    network = Network(folder, {name: widths[HEARD[name]] for name in HEADS}, outputs)
    seen = Sight(network, examples)
    first = {example.text: seen.vectors[example.text] for example in examples}
    optimizer = torch.optim.AdamW(
        [
            {
                "params": [p for p in network.encoder.parameters() if p.requires_grad],
                "lr": ENCODER_RATE,
            },
            {"params": network.heads.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(STEADY)
    )
    steps = EPOCHS * -(-len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: _rate(at, steps))
    for epoch in range(EPOCHS):
        if epoch == EPOCHS - 1:
            seen.renew()
        network.train()
        total = 0.0
        for batch in _batches(examples):
            vectors = network.encoder([example.text for example in batch])
            scores = network(seen.look(batch, vectors), _signals(batch, widths, told=TOLD))
            loss = _loss(scores, batch)
            held = torch.stack([first[example.text] for example in batch])
            loss = loss + FAITHFUL * (1.0 - (vectors * held).sum(1)).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.update_parameters(network)
            total += loss.item() * len(batch)
        log(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(examples):.3f}")
    network.load_state_dict(average.module.state_dict())
    return network


def predict(
    network: Network, examples: Sequence[Example], widths: Mapping[str, int]
) -> dict[str, Rows]:
    """Return each head's scores, a row an example."""
    seen = Sight(network, examples)
    network.eval()
    found: list[dict[str, Tensor]] = []
    with torch.no_grad():
        for at in range(0, len(examples), 256):
            batch = examples[at : at + 256]
            own = torch.stack([seen.vectors[example.text] for example in batch])
            found.append(network(seen.look(batch, own), _signals(batch, widths)))
    return {name: torch.cat([scores[name] for scores in found]).numpy() for name in HEADS}


class Sight:
    """The vectors of all sentences and of what stands around them, as last computed."""

    def __init__(self, network: Network, examples: Sequence[Example]) -> None:
        self.network = network
        self.texts = sorted({t for e in examples for t in _around(e) if t}, key=len)
        self.vectors: dict[str, Tensor] = {"": torch.zeros(WIDTH)}
        self.renew()

    @torch.no_grad()
    def renew(self) -> None:
        """Compute all vectors afresh."""
        self.network.eval()
        for at in range(0, len(self.texts), 256):
            some = self.texts[at : at + 256]
            self.vectors.update(zip(some, self.network.encoder(some), strict=True))

    def look(self, batch: Sequence[Example], own: Tensor) -> Tensor:
        """Return (sentences, 4, WIDTH): the sentences' `own` vectors and those around them."""
        for example, vector in zip(batch, own.detach(), strict=True):
            self.vectors[example.text] = vector
        near = [[self.vectors[text] for text in _around(example)[1:]] for example in batch]
        return torch.cat([own[:, None], torch.stack([torch.stack(row) for row in near])], 1)


def _around(example: Example) -> tuple[str, str, str, str]:
    return (example.text, example.near(-1), example.near(1), example.title)


def _batches(examples: Sequence[Example]) -> list[list[Example]]:
    """Return batches in random order, of sentences of like length."""
    mixed = random.sample(list(examples), len(examples))
    batches: list[list[Example]] = []
    for at in range(0, len(mixed), BATCH * SORTED):
        run = sorted(mixed[at : at + BATCH * SORTED], key=lambda example: len(example.text))
        batches += [run[i : i + BATCH] for i in range(0, len(run), BATCH)]
    random.shuffle(batches)
    return batches


def _signals(
    batch: Sequence[Example], widths: Mapping[str, int], told: float = 0.0
) -> dict[str, Tensor]:
    """Return what each head hears besides vectors; zeros where the rules are not heard.

    The kind that the codes' heads hear is, in training, the right one `told` of the time.
    """
    rows: dict[str, list[Rows]] = {name: [] for name in HEADS}
    for example in batch:
        kind = example.targets["kind"] if random.random() < told else None
        for name in HEADS:
            heard = example.document.signals.get(HEARD[name])
            row = np.zeros(widths[HEARD[name]], np.float32) if heard is None else heard[example.at]
            if name in ("gcm", "sdg") and kind is not None and kind.any():
                row = np.concatenate([row[: -len(KINDS)], kind])
            rows[name].append(row)
    return {name: torch.tensor(np.stack(found)) for name, found in rows.items()}


def _loss(scores: Mapping[str, Tensor], batch: Sequence[Example]) -> Tensor:
    total = torch.zeros(())
    for name in HEADS:
        targets = torch.tensor(np.stack([example.targets[name] for example in batch]))
        weights = torch.tensor([example.weights[name] for example in batch])
        if name == "kind":
            smooth = targets * (1.0 - SMOOTH) + SMOOTH / len(KINDS)
            losses = -(smooth * scores[name].log_softmax(1)).sum(1)
        else:
            losses = nn.functional.binary_cross_entropy_with_logits(
                scores[name], targets, reduction="none"
            ).sum(1)
        total = total + SHARES[name] * (losses * weights).mean()
    return total


def _rate(at: int, steps: int) -> float:
    """Rise to the full rate, then fall in a straight line to a fiftieth of it."""
    return min((at + 1) / (WARM_UP * steps), max(0.02, 1.0 - at / steps))
