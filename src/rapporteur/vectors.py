"""Turn text into vectors with the shipped encoder, each text only once."""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Encoding, Tokenizer

Vector = npt.NDArray[np.float32]  # `WIDTH` numbers, of length 1

WIDTH = 384
LONGEST = 96  # word pieces; what a sentence holds beyond them is not seen
# The encoder: all layers from word pieces to what a text means; and those that go on from the
# states half way up to what the heads look at.
MEANING, LABEL = "meaning.onnx", "label.onnx"
_FOLDER = files("rapporteur") / "models"


class Vectors(NamedTuple):
    """The two vectors of a text: what it means, for search, and what the heads look at."""

    meaning: Vector
    label: Vector


class Keep(Protocol):
    """Where vectors are kept; `vector_key` makes the keys."""

    def find(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the vectors held under `keys`, as `pack` made them."""
        ...

    def add(self, vectors: Mapping[str, bytes]) -> None:
        """Keep further vectors; those held already may be given again."""
        ...


class NoKeep:
    """Keeps nothing: every vector is computed."""

    def find(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return nothing."""
        return {}

    def add(self, vectors: Mapping[str, bytes]) -> None:
        """Let the vectors go."""


def find_vectors(texts: Iterable[str], keep: Keep | None = None) -> dict[str, Vectors]:
    """Return the vectors of each of `texts`; those that `keep` holds are not computed again.

    A text's vectors depend on nothing but the text and the shipped encoder.
    """
    keep = keep or NoKeep()
    keys = {text: vector_key(text) for text in texts}
    held = keep.find(list(keys.values()))
    missing = [text for text, key in keys.items() if key not in held]
    made = dict(zip(missing, map(pack, encode(missing)), strict=True))
    keep.add({keys[text]: packed for text, packed in made.items()})
    return {text: unpack(made.get(text) or held[key]) for text, key in keys.items()}


def vector_key(text: str) -> str:
    """Return the key of a text's vectors: a hash of the encoder and the text."""
    return sha256(f"{encoder_name()}\n{text}".encode()).hexdigest()[:32]


def pack(vectors: Vectors) -> bytes:
    """Return both vectors as they are kept: little-endian halves, two bytes a number."""
    return np.concatenate(vectors).astype("<f2").tobytes()


def unpack(packed: bytes) -> Vectors:
    """Return the vectors that `pack` made into bytes."""
    numbers = np.frombuffer(packed, "<f2").astype(np.float32)
    return Vectors(numbers[:WIDTH], numbers[WIDTH:])


def encode(texts: Sequence[str]) -> list[Vectors]:
    """Return the vectors of each text.

    Texts are encoded one by one, side by side on the processor's cores: the encoder scales its
    numbers to all that it is given at once, so that a batch would let texts colour each other.
    """
    if not texts:
        return []
    encodings = _tokenizer().encode_batch(list(texts))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(_encode, encodings))


def encode_meaning(text: str) -> Vector:
    """Return what a text means, as `encode` does, without the label: for a question."""
    (meaning,) = _session(MEANING).run(["meaning"], _ids(_tokenizer().encode(text)))
    return _of_length_one(meaning[0])


def _encode(encoding: Encoding) -> Vectors:
    meaning, states = _session(MEANING).run(["meaning", "states"], _ids(encoding))
    (label,) = _session(LABEL).run(["label"], {"states": states})
    return Vectors(_of_length_one(meaning[0]), _of_length_one(label[0]))


def _ids(encoding: Encoding) -> dict[str, npt.NDArray[np.int64]]:
    return {"input_ids": np.array([encoding.ids], np.int64)}


def _of_length_one(vector: Vector) -> Vector:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


@cache
def encoder_name() -> str:
    """Return a short hash of the shipped encoder, which changes whenever its vectors do."""
    parts = sha256()
    for part in (MEANING, LABEL):
        parts.update((_FOLDER / part).read_bytes())
    return parts.hexdigest()[:12]


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_str((_FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST)
    return tokenizer


@cache
def _session(part: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(
        (_FOLDER / part).read_bytes(), options, providers=["CPUExecutionProvider"]
    )
