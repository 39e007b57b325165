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

from rapporteur.vectors import LONGEST
from training.calibrate import Scale
from training.network import FROZEN, Network, get_states

OPSET = 17
MODELS = Path(__file__).parents[1] / "src" / "rapporteur" / "models"


class TwoVectors(nn.Module):
    """The encoder as it is exported: token ids of one text to its two vectors.

    The lower layers are MiniLM's and shared. Above them its own layers go on to what the text
    means, for search, and the fine-tuned ones to what the heads look at: fine-tuning alone cost
    search 8 to 10 points of nDCG.
    """

    def __init__(self, plain: nn.Module, tuned: nn.Module) -> None:
        super().__init__()
        self.plain = plain
        self.tuned = nn.ModuleList(list(tuned.encoder.layer)[FROZEN:])

    def forward(self, input_ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return two (1, width); `input_ids` is (1, tokens)."""
        states = self.plain.embeddings(
            input_ids=input_ids, token_type_ids=torch.zeros_like(input_ids)
        )
        layers = list(self.plain.encoder.layer)
        for layer in layers[:FROZEN]:
            states = get_states(layer(states))
        meaning = label = states
        for layer in layers[FROZEN:]:
            meaning = get_states(layer(meaning))
        for layer in self.tuned:
            label = get_states(layer(label))
        return meaning.mean(1), label.mean(1)


def ship(
    network: Network,
    minilm: Path,
    scales: Mapping[str, Scale],
    folder: Path = MODELS,
) -> None:
    """Write encoder.onnx (int8), tokenizer.json and heads.npz into `folder`.

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
    full = folder / "full.onnx"
    torch.onnx.export(
        TwoVectors(plain, tuned).eval(),
        (torch.randint(5, 1000, (1, 12)),),
        str(full),
        input_names=["input_ids"],
        output_names=["meaning", "label"],
        dynamic_axes={"input_ids": {1: "tokens"}},
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        str(full), str(folder / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8
    )
    full.unlink()
    onnx.checker.check_model(str(folder / "encoder.onnx"))
