"""Fold and compare text."""

import re
import unicodedata
from functools import lru_cache

SPACES = re.compile(r"\s+")
# Unicode's embeddings, overrides and isolates of the direction of writing, and what ends them.
TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def show_name(name: str) -> str:
    """Return a file's name fit for print and for keeping: on one line, and all of it characters.

    File systems allow line ends, terminal commands and bytes of no encoding in names, and marks
    that turn the reading about, so that "fdp.exe" looks like "exe.pdf".
    """
    return "".join("\ufffd" if _is_tricky(c) else c for c in name)


def _is_tricky(character: str) -> bool:
    turns = unicodedata.bidirectional(character) in TURNS
    return turns or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def squeeze(text: str) -> str:
    """Return `text` with every run of white space as one space, and none at its ends."""
    return SPACES.sub(" ", text).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return `text` without case and accents, white space squeezed: for comparing only."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return squeeze(bare.casefold())
