"""Gather the numbered lists of recommendations of a human-rights review, and their answers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapporteur.cues import load_cues
from rapporteur.evidence import Block
from rapporteur.evidence.recommendation import Response
from rapporteur.extract.recommendation.cuts import Stretch, join_stretches, stretch_of

ASIDE = ("footnote", "furniture", "comment")
DOTTED = re.compile(r"(\d{1,3})\.\s?(\d{1,3})\.?$")
PLAIN = re.compile(r"(\d{1,3})\.?$")
LETTER = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,5})[.)]$")
PRINTED = re.compile(
    r"(\d{1,3}\.\s?\d{1,3}\.(?=[A-Z“])|\d{1,3}\.\s?\d{1,3}\.?(?=\s)|\d{1,3}\.(?=\s)|\([a-z]{1,4}\)|[a-z]\.(?=\s))"
    r"\s*(?=\S)"
)
ROMAN = re.compile(r"[IVX]{1,5}\.$")
CLOSED = re.compile(r"\)\s*[\d*]*\s*[;.]?\s*[\d*]*$")
AHEAD = 6  # blocks over which an introduction may run
LONGEST = 1500  # characters: an introducing paragraph is shorter


@dataclass(slots=True)
class Item:
    """One numbered entry of a list, as read so far."""

    number: str
    parts: list[Stretch] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """A list: the paragraph that introduces it with its number, and the items."""

    intro: Stretch
    number: int
    items: list[Item] = field(default_factory=list)
    style: str = ""

    @property
    def response(self) -> Response | None:
        """The answer that the introduction gives to all items; None where it is still due."""
        return read_response(self.intro.text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A block of the running text with the marker printed before it."""

    block: Block
    marker: str
    words: Stretch

    @property
    def style(self) -> str:
        """Which kind of number the entry carries: dotted, plain, letter or none."""
        if DOTTED.match(self.marker):
            return "dotted"
        if PLAIN.match(self.marker):
            return "plain"
        return "letter" if LETTER.match(self.marker) else ""


def read_entry(block: Block) -> Entry:
    """Return the block with its marker, read from its text where the layout left it there."""
    words = stretch_of(block)
    printed = PRINTED.match(block.text)
    if printed is None or (block.marker and not block.text.startswith(block.marker)):
        return Entry(block, block.marker.strip(), words)
    return Entry(block, printed.group(1), words.cut(printed.end(), len(words.text)))


def gather_listings(entries: Sequence[Entry]) -> list[Listing]:
    """Gather each introducing paragraph with the numbered items that follow it.

    Reviews print these lists in bold, so what the layout calls a heading may be an item or a
    part of one: here the numbers decide.
    """
    listings: list[Listing] = []
    current: Listing | None = None
    for index, entry in enumerate(entries):
        if _opens(entry, _next_marked(entries, index), current):
            number = PLAIN.match(entry.marker)
            current = Listing(entry.words, int(number.group(1)) if number else 0)
            listings.append(current)
        elif current is None or not _take(current, entry):
            current = _begin_bare(entry)
            listings += [current] if current else []
    return listings


def _begin_bare(entry: Entry) -> Listing | None:
    """Begin a list with an item whose introduction was not recognized; no answer is known."""
    dotted = DOTTED.match(entry.marker)
    if dotted is None:
        return None
    item = Item(entry.marker, [entry.words])
    return Listing(Stretch("", ()), int(dotted.group(1)), [item], "dotted")


def _next_marked(entries: Sequence[Entry], index: int) -> Entry | None:
    ahead = entries[index + 1 : index + 1 + AHEAD]
    return next((entry for entry in ahead if entry.marker), None)


def _opens(entry: Entry, following: Entry | None, current: Listing | None) -> bool:
    """Tell whether `entry` introduces a list: it speaks of recommendations and items follow."""
    text = entry.words.text
    introducing = load_cues("recommendations")["introducing"]
    if following is None or entry.style in ("dotted", "letter") or len(text) > LONGEST:
        return False
    if not re.search(introducing, text, re.I) or CLOSED.search(text):
        return False
    if not entry.style:
        in_list = current is not None and (current.items or current.number)
        if in_list or read_response(text) is None:
            return False
    return following.style == "dotted" or following.marker.strip("().") in ("1", "a", "i")


def _take(current: Listing, entry: Entry) -> bool:
    """Add `entry` to the list; return False where the list has ended before it."""
    style = entry.style
    if not current.items:
        if not style:  # the introduction runs on, as it does over a page
            current.intro = join_stretches([current.intro, entry.words])
            return not ROMAN.match(entry.marker)
        current.style = style
    if style == current.style and _continues(current, entry.marker):
        current.items.append(Item(entry.marker, [entry.words]))
        return True
    if style == "dotted" or style == "plain" or ROMAN.match(entry.marker):
        return False
    last = current.items[-1].parts
    if entry.block.kind == "heading" and CLOSED.search(last[-1].text):
        return False
    last.append(entry.words)
    return True


def _continues(current: Listing, marker: str) -> bool:
    if current.style == "letter":
        return True
    if current.style == "dotted":
        match = DOTTED.match(marker)
        return match is not None and current.number in (0, int(match.group(1)))
    return (
        not current.items or 1 <= last_number(marker) - last_number(current.items[-1].number) <= 3
    )


def last_number(marker: str) -> int:
    """Return the last number of a marker ("77.14." gives 14), 0 where it has none."""
    numbers = re.findall(r"\d+", marker)
    return int(numbers[-1]) if numbers else 0


def read_response(text: str) -> Response | None:
    """Return the answer that a review's paragraph gives, None where it gives none."""
    for response, pattern in load_cues("recommendations")["responses"]:
        if re.search(pattern, text, re.I):
            return response if response != "pending" else None
    return None
