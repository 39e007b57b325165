"""Fold and compare text."""

import re
import unicodedata
from functools import lru_cache

SPACES = re.compile(r"\s+")


def show_name(name: str) -> str:
    """Return a file's name fit for print and for keeping: on one line, and all of it characters.

    File systems allow line ends, terminal commands and bytes of no encoding in names.
    """
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cs") else c for c in name)


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space, and none at its ends."""
    return SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` without case and accents, white space squeezed: for comparing only."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return squeeze(bare.casefold())
