"""Fold a text letter by letter, so that every offset stays the same."""

import unicodedata

ALIKE = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "–": "-", "−": "-"}
BARE = {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"}


class Folding(dict[int, str]):
    """A table for str.translate that learns each character when it first comes by."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        self[point] = bare = _bare(letter)
        return bare


def _bare(letter: str) -> str:
    if letter.isspace():
        return " "
    if letter in ALIKE:
        return ALIKE[letter]
    if letter in BARE:
        return BARE[letter]
    parts = unicodedata.normalize("NFD", letter)
    rest = "".join(c for c in parts if not unicodedata.combining(c))
    return rest if len(rest) == 1 and rest.lower().isascii() else letter


FOLDING = Folding()


def plain(text: str) -> str:
    """Return `text` of the same length: no accents on Latin letters, plain quotes and spaces."""
    return text.translate(FOLDING)


def lowered(text: str) -> str:
    """Return `text` in lower case, of the same length."""
    return text.replace("İ", "i").lower()  # the one letter that lower case makes two of


def is_word(letter: str) -> bool:
    """Tell whether `letter` belongs to a word of a script that parts words by spaces."""
    return letter.isalnum() and not "\u3040" <= letter <= "\u9fff"
