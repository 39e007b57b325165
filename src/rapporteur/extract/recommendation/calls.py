"""Find what speakers in the discussion asked for, and what a record asks in its running text."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from rapporteur.evidence import Dialogue, Piece, Point, Statement
from rapporteur.extract.practice.wordings import content_words, overlap
from rapporteur.extract.recommendation.addressees import find_addressees
from rapporteur.extract.recommendation.asks import asks, obliges
from rapporteur.extract.recommendation.cuts import Stretch
from rapporteur.extract.recommendation.drafts import Draft
from rapporteur.extract.recommendation.sections import ELSEWHERE, announced_segments
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import fold

LETTER = re.compile(r"(?:(?<=[\s“”\":])|^)\(?([a-k])\)\s*[:,]?\s*")
TRAILING = re.compile(
    r"[\s;,.:]*(?:\band(?: (?:it )?(?:also )?(?:recommended|encouraged)(?: it)?(?: to)?)?)?"
    r"[\s;,.:]*$"
)
ALIKE = 0.6  # share of the shorter wording's content words
TELLING = 3  # content words without which two wordings cannot be compared by them
URGING = re.compile(
    r"\bI (?:\w+ ){0,5}?(?:urge|encourage|call (?:up)?on|invite|appeal to|request)\b"
)


def find_calls(
    dialogue: Dialogue,
    statements: Sequence[Statement],
    listed: Sequence[Draft],
    taken: Collection[str],
    gazetteer: Gazetteer,
    review: str = "",
) -> Iterator[Draft]:
    """Yield each recommendation that a voice other than the report's makes.

    `taken` are ids of points that lists stand on already, `listed` what those lists hold:
    a call that a State's listed recommendation repeats is left out. `voices` are the codes of
    the voice's entities, or "participants" for a collective. `review` is the code of a State
    under review, which asks nothing of itself. What introduces the record's own lists, and
    what an agenda says, is no call.
    """
    apart = _apart(dialogue)
    for statement in statements:
        voice = statement.voice
        if voice.manner == "report" or (review and review in voice.entities):
            continue
        voices = voice.entities or ("participants",)
        for point in statement.points:
            if not _may_call(point, apart) or not asks(point.text):
                continue
            clauses = _split(_stretch(point))
            if point.id in taken and len(clauses) == 1:
                continue
            asked = _asked(point.text, voices, gazetteer, review)
            for number, words in clauses:
                if not _is_listed(words, voices, listed):
                    yield Draft(words, "call", voices, asked, number)


def find_appeals(
    dialogue: Dialogue, statements: Sequence[Statement], gazetteer: Gazetteer
) -> Iterator[Draft]:
    """Yield what a record without lists asks outright, in its own voice, of somebody it names."""
    apart = _apart(dialogue)
    for statement in statements:
        if statement.voice.manner != "report":
            continue
        for point in statement.points:
            if not _may_call(point, apart):
                continue
            asked = find_addressees(point.text, gazetteer)
            if asked and (obliges(point.text) or URGING.search(point.text)):
                yield Draft(_stretch(point), "report", ("report",), asked)


def _apart(dialogue: Dialogue) -> set[str]:
    apart = {s.id for s in dialogue.segments if s.kind in ELSEWHERE[:3]}
    return apart | set(announced_segments(dialogue))


def _may_call(point: Point, apart: Collection[str]) -> bool:
    asking = point.kind == "recommendation" and not point.text.endswith(":")
    return asking and point.segment not in apart


def _stretch(point: Point) -> Stretch:
    pieces = tuple(Piece(p.page, p.start, p.end, p.glue) for p in point.anchor.parts)
    return Stretch(point.text, pieces)


def _asked(text: str, voices: Sequence[str], gazetteer: Gazetteer, review: str) -> tuple[str, ...]:
    """Return whom `text` asks; in a review that is the State under review, if nobody is named."""
    asked = find_addressees(text, gazetteer)
    if not review or (asked and asked != ("Government",)):
        return asked
    return (review,)


def _split(words: Stretch) -> list[tuple[str, Stretch]]:
    """Return the lettered clauses of a sentence with their letters, or the whole of it."""
    marks = list(LETTER.finditer(words.text))
    rising = all(ord(b.group(1)) == ord(a.group(1)) + 1 for a, b in pairwise(marks))
    if not marks or not rising:
        return [("", words)]
    ends = [mark.start() for mark in marks[1:]] + [len(words.text)]
    clauses = []
    for mark, end in zip(marks, ends, strict=True):
        tail = TRAILING.search(words.text, mark.end(), end)
        cut = words.cut(mark.end(), tail.start() if tail and tail.end() == end else end)
        if cut.pieces:
            clauses.append((f"({mark.group(1)})", cut))
    return clauses


def _is_listed(words: Stretch, voices: Sequence[str], listed: Sequence[Draft]) -> bool:
    text, meant = fold(words.text), content_words(words.text)
    for draft in listed:
        if not set(draft.voices) & set(voices):
            continue
        other = content_words(draft.words.text)
        shorter = min(len(meant), len(other))
        if shorter >= TELLING and overlap(meant, other) >= ALIKE:
            return True
        if fold(draft.words.text).strip(" .;") in text or text.strip(" .;") in fold(
            draft.words.text
        ):
            return True
    return False
