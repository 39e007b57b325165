"""Find the State that the other States of a record examine."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Source, Voice
from rapporteur.gazetteer import load_state_codes
from rapporteur.wording import squeeze

_OPENING = 1500  # characters of a document in which its title stands


def is_review(source: Source) -> bool:
    """Does the opening of `source` say that one State is under review?"""
    return _review().search(opening_of(source)) is not None


def opening_of(source: Source) -> str:
    """Return the words with which `source` begins, where its title stands."""
    return squeeze("\n".join(page.text for page in source.pages)[:_OPENING])


def find_reviewed(source: Source, voices: Sequence[Voice]) -> str:
    """Return the ISO3 code of the State under review, empty where `source` is no review.

    Each of the others takes the floor once or twice; the one that answers them speaks most.
    """
    if not is_review(source):
        return ""
    alone = Counter(v.entities[0] for v in voices if len(v.entities) == 1)
    states = [code for code, _ in alone.most_common() if code in load_state_codes()]
    return states[0] if states else ""


@cache
def _review() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_cues('places')['review'])})\b", re.IGNORECASE)
