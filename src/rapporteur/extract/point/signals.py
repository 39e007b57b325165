"""What the rules and the layout say of a sentence, as numbers for the trained kinds."""

from collections.abc import Mapping
from typing import get_args

import numpy as np
import numpy.typing as npt

from rapporteur.evidence import KINDS, Kind
from rapporteur.evidence.segment import SegmentKind
from rapporteur.evidence.source import BlockKind
from rapporteur.evidence.voice import Manner
from rapporteur.extract.point.features import Features, Tense

_SECTIONS: tuple[str, ...] = get_args(SegmentKind)
_BLOCKS: tuple[str, ...] = get_args(BlockKind)
_MANNERS: tuple[str, ...] = get_args(Manner)
_TENSES: tuple[str, ...] = get_args(Tense)
_GENRES = ("report", "agenda", "concept note", "statement")
_STRONGEST = 5.0  # votes above this say no more
_LONG = 400  # characters from which a sentence counts as long


def find_signals(features: Features, votes: Mapping[Kind, float]) -> npt.NDArray[np.float32]:
    """Return one row of numbers between about -1 and 2.5; every sentence gives as many.

    `votes` are the totals of the rules for each kind.
    """
    totals = np.array([votes[kind] for kind in KINDS])
    shares = np.exp(totals - totals.max())
    sentence, voice = features.sentence, features.voice
    text = sentence.text.rstrip()
    return np.concatenate(
        [
            np.clip(totals, 0.0, _STRONGEST) / 2.0,
            shares / shares.sum(),
            _one_of(features.section, _SECTIONS),
            _one_of(sentence.kind, _BLOCKS),
            _one_of(voice.manner, _MANNERS),
            _one_of(features.tense, _TENSES),
            _one_of(features.genre, _GENRES),
            _one_of(features.before, KINDS),
            _one_of(features.lead, KINDS),
            [
                bool(sentence.marker),
                features.opens,
                features.closes,
                features.goes_on,
                bool(features.head),
                bool(features.intro),
                features.reviewed,
                features.modal,
                features.negated,
                bool(voice.speakers),
                len(voice.entities) > 1,
                text.endswith(":"),
                text.endswith("?"),
                min(len(text), _LONG) / _LONG,
            ],
        ]
    ).astype(np.float32)


def _one_of(value: str | None, names: tuple[str, ...]) -> list[float]:
    return [float(value == name) for name in names]
