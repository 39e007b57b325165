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

from training.calibrate import Scale
from training.network import Network

OPSET = 17
MODELS = Path(__file__).parents[1] / "src" / "rapporteur" / "models"


class MeanVector(nn.Module):
    """The encoder as it is exported: token ids to the mean of the last states."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return (texts, width)."""
        states = self.bert(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=torch.zeros_like(input_ids),
        ).last_hidden_state
        weights = attention_mask.unsqueeze(-1).to(states.dtype)
        mean: Tensor = (states * weights).sum(1) / weights.sum(1)
        return mean


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
        arrays |= {f"{name}.{key}": value.astype(np.float16) for key, value in fields.items()}
    np.savez_compressed(folder / "heads.npz", **arrays)


def _write_encoder(network: Network, minilm: Path, folder: Path) -> None:
    plain = AutoModel.from_pretrained(minilm, attn_implementation="eager").eval()
    plain.load_state_dict(network.encoder.bert.state_dict())
    ids = torch.randint(5, 1000, (2, 12))
    full = folder / "full.onnx"
    torch.onnx.export(
        MeanVector(plain),
        (ids, torch.ones_like(ids)),
        str(full),
        input_names=["input_ids", "attention_mask"],
        output_names=["vector"],
        dynamic_axes={
            "input_ids": {0: "texts", 1: "tokens"},
            "attention_mask": {0: "texts", 1: "tokens"},
            "vector": {0: "texts"},
        },
        opset_version=OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        str(full), str(folder / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8
    )
    full.unlink()
    onnx.checker.check_model(str(folder / "encoder.onnx"))
