"""Decide whether a hyphen at a line's end belongs to the word or only to the line."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from rapporteur.cues import load_cues

SOFT = "\u00ad\ufffe\x02"  # forms in which files write a hyphen that only breaks the line
HARD = "-\u2010\u2011"
_LONGEST_LINK = 2_000  # characters; a search for one from every place in a longer row is slow
_TAIL = 100  # characters at a row's end that its last word is looked for in
LONG = 4  # letters of a first part that is a word: "in-sufficient" and "dis-oriented" are none
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*)[-\u2010\u2011\u00ad\ufffe\x02]$")
_FIRST = re.compile(r"([^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*)")
LINK = re.compile(r"\S*(?:://|www\.|@)\S*$")  # a web or mail address that ends the text
_LINK_PART = re.compile(r"\S*[_/]\S*[-_/=&?%]")


@cache
def _compounds() -> dict[str, frozenset[str]]:
    return {name: frozenset(map(str, words)) for name, words in load_cues("hyphens").items()}


def is_compound(head: str, tail: str) -> bool:
    """Whether the register writes the two parts with a hyphen: "capacity" and "building"."""
    cues = _compounds()
    last, first = head.rsplit("-", 1)[-1], tail.split("-", 1)[0]
    tailed = first in cues["tails"] and len(last) >= LONG
    return last in cues["heads"] or tailed or last + first in cues["words"]


class Vocabulary:
    """The words of one source, as they stand inside its lines.

    Where the words at a line's end are no evidence, the source's own habit decides: whether the
    hyphens that can be decided only break lines or belong to compounds.
    """

    def __init__(self, rows: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        broken: list[tuple[str, str]] = []
        head = ""
        for row in rows:
            words = _WORD.findall(row.casefold())
            first = _FIRST.match(row.casefold())
            if head and first:
                broken.append((head, first[1]))
                words = words[1:]
            last = _LAST.search(row[-_TAIL:].casefold())
            head = last[1] if last else ""
            self.words.update(words[:-1] if head else words)
        known = [keeps for a, b in broken if (keeps := self._find_evidence(a, b)) is not None]
        self.keeps = sum(known) * 2 >= len(known)

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Tell whether the word broken into `head` and `tail` is written with a hyphen."""
        head, tail = head.casefold(), tail.casefold()
        evidence = self._find_evidence(head, tail)
        if evidence is None:
            return is_compound(head, tail) or self.keeps
        return evidence

    def _find_evidence(self, head: str, tail: str) -> bool | None:
        with_hyphen = self.words[f"{head}-{tail}"]
        without = self.words[head + tail]
        if with_hyphen != without:
            return with_hyphen > without
        last, first = head.rsplit("-", 1)[-1], tail.split("-", 1)[0]
        if self.words[f"{last}-{first}"]:
            return True
        if not self.words[first] or len(first) < 4:
            return False if first and len(first) < 4 and not self.words[first] else None
        return True if self.words[last] and len(last) > 2 else None


def join_rows(above: str, below: str, vocabulary: Vocabulary) -> tuple[int, str]:
    """Return how many characters to drop at the end of `above`, and the glue to `below`.

    Glue is a space, or empty after a hyphen, a slash and within a web address.
    """
    if above[-1:] and above[-1] in SOFT:
        return 1, ""
    end = above[-_LONGEST_LINK:]
    if LINK.search(end) and (above[-1] in "-/_=&?%.#:" or _continues_link(above, below)):
        return 0, ""
    if _LINK_PART.fullmatch(end):
        return 0, ""
    if above.endswith("/") and not above.endswith(" /"):
        return 0, ""
    if above[-1:] == "–" and above[-2:-1].isdigit() and below[:1].isdigit():
        return 0, ""
    if above[-1:] not in tuple(HARD):
        return 0, " "
    head, tail = _LAST.search(above[-_TAIL:]), _FIRST.match(below)
    if head is None or tail is None:
        return 0, "" if above[-2:-1].strip() else " "
    if tail[1] in ("and", "or", "to"):
        return 0, " "  # "short- and long-term"
    if not tail[1][0].islower() or vocabulary.keeps_hyphen(head[1], tail[1]):
        return 0, ""
    return 1, ""


def _continues_link(above: str, below: str) -> bool:
    first = below.split(" ", 1)[0]
    return below[:1] in "/?&=_%" or ("/" in first and "." not in above[-1:])
