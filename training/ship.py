"""Write the trained network as the files that the package ships."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel

from rapporteur.vectors import LABEL, LONGEST, MEANING
from training.calibrate import Scale
from training.network import FROZEN, Network, get_states

OPSET = 17
MODELS = Path(__file__).parents[1] / "src" / "rapporteur" / "models"


class Meaning(nn.Module):
    """MiniLM as it is: token ids of one text to what it means, and to the states half way up.

    Two sets of upper layers stand on these states, MiniLM's own here and the fine-tuned ones in
    Label: fine-tuning alone cost search 8 to 10 points of nDCG.
    """

    def __init__(self, plain: nn.Module) -> None:
        super().__init__()
        self.plain = plain

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return (1, width) and (1, tokens, width); `input_ids` is (1, tokens)."""
        states = self.plain.embeddings(
            input_ids=input_ids, token_type_ids=torch.zeros_like(input_ids)
        )
        layers = list(self.plain.encoder.layer)
        for layer in layers[:FROZEN]:
            states = get_states(layer(states))
        meaning = states
        for layer in layers[FROZEN:]:
            meaning = get_states(layer(meaning))
        return meaning.mean(1), states


class Label(nn.Module):
    """The fine-tuned upper layers: from the states half way up to what the heads look at."""

    def __init__(self, tuned: nn.Module) -> None:
        super().__init__()
        self.layers = nn.ModuleList(list(tuned.encoder.layer)[FROZEN:])

    def forward(self, states: Tensor) -> Tensor:
        """Return (1, width); `states` is (1, tokens, width)."""
        for layer in self.layers:
            states = get_states(layer(states))
        return states.mean(1)


def ship(
    network: Network,
    minilm: Path,
    scales: Mapping[str, Scale],
    folder: Path = MODELS,
) -> None:
    """Write the encoder (int8, in two parts), tokenizer.json and heads.npz into `folder`.

    Only heads that have a scale are shipped; the others served to teach the encoder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_encoder(network, minilm, folder)
    shutil.copy(minilm / "tokenizer.json", folder / "tokenizer.json")
    arrays: dict[str, np.ndarray] = {}
    for name, scale in scales.items():
        fields = network.heads[name].as_arrays()
        fields["bias"] = fields["bias"] + scale.shift * scale.warmth
        fields["warmth"] = np.full(len(fields["bias"]), scale.warmth)
        fields["least"] = np.full(len(fields["bias"]), scale.least)
        arrays |= {f"{name}.{key}": _shorten(value) for key, value in fields.items()}
    np.savez_compressed(folder / "heads.npz", **arrays)


def _shorten(numbers: np.ndarray) -> np.ndarray:
    """Return numbers as halves of eight significant bits, which pack a third smaller."""
    mantissa, exponent = np.frexp(numbers)
    return np.ldexp(np.round(mantissa * 256.0) / 256.0, exponent).astype(np.float16)


def _write_encoder(network: Network, minilm: Path, folder: Path) -> None:
    plain, tuned = (AutoModel.from_pretrained(minilm, attn_implementation="eager") for _ in "12")
    tuned.load_state_dict(network.encoder.bert.state_dict())
    places = plain.embeddings.position_embeddings
    places.weight = nn.Parameter(places.weight[:LONGEST].detach().clone())
    ids = torch.randint(5, 1000, (1, 12))
    meaning = Meaning(plain).eval()
    _, states = meaning(ids)
    _write(meaning, ids, folder / MEANING, ["input_ids"], ["meaning", "states"])
    _write(Label(tuned).eval(), states, folder / LABEL, ["states"], ["label"])


def _write(
    part: nn.Module, example: Tensor, place: Path, takes: list[str], gives: list[str]
) -> None:
    full = place.with_name("full.onnx")
    torch.onnx.export(
        part,
        (example,),
        str(full),
        input_names=takes,
        output_names=gives,
        dynamic_axes={name: {1: "tokens"} for name in (*takes, "states")},
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(place), per_channel=True, weight_type=QuantType.QInt8)
    full.unlink()
    onnx.checker.check_model(str(place))
