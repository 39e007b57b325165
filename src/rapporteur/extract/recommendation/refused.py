"""Find the recommendations that a review refuses by pointing at its own paragraphs."""

import re
from collections.abc import Iterator, Sequence

from rapporteur.extract.recommendation.cuts import Stretch, join_stretches
from rapporteur.extract.recommendation.listings import PLAIN, read_response
from rapporteur.gazetteer import Gazetteer

POINTING = re.compile(r"recommendations? .{0,60}\bparagraphs?\b:?\s*(?=\d)", re.I)
PLACE = re.compile(r"\d{1,3}|\(([a-z, ]{1,30})\)|[,;\s]|and\b|to\b")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
ROMAN = re.compile(rf"(?:(?<=\s)|^)\(({'|'.join(ROMANS)})\)\s*")
LEADING = re.compile(r"[\s:;,.]+")
TRAILING = re.compile(r"[\s;,.:]*(?:\band\b)?[\s;,.:]*$")
Letters = dict[str, list[str]]  # a paragraph's letters, with the Roman numbers below each
ASKED = re.compile(
    r"\b(?:recommend(?:ed|s|ing)|urg(?:ed|es|ing)|call(?:ed|s|ing) (?:up)?on|encourag(?:ed|es))\b"
)
END = re.compile(r"[;.](?=\s|$)")


def find_refused(
    running: Sequence[tuple[str, Stretch]], review: str, gazetteer: Gazetteer
) -> Iterator[tuple[Stretch, str]]:
    """Yield the words and the ISO3 code of the State of each recommendation refused by place.

    `running` are the markers and words of the running text's blocks. Reviews of 2009 refuse
    recommendations as "those in paragraphs 23 (b), 32 (d) did not enjoy the support of": the
    words then stand in the paragraph of the State that spoke.
    """
    paragraphs = _gather_paragraphs(running)
    for _, words in running:
        pointing = POINTING.search(words.text)
        if pointing is None or read_response(words.text) != "noted":
            continue
        for number, letters in _read_places(words.text, pointing.end()):
            paragraph = paragraphs.get(number)
            state = _find_speaker(paragraph, review, gazetteer) if paragraph else ""
            if paragraph and state:
                yield from ((part, state) for part in _find_parts(paragraph, letters))


def _gather_paragraphs(running: Sequence[tuple[str, Stretch]]) -> dict[int, Stretch]:
    """Return the numbered paragraphs; what follows one without a number belongs to it."""
    parts: dict[int, list[Stretch]] = {}
    current = 0
    for marker, words in running:
        number = PLAIN.match(marker)
        if number is not None and current < int(number.group(1)) <= current + 3:
            current = int(number.group(1))
            parts[current] = [words]
        elif current and number is None:
            parts[current].append(words)
    return {number: join_stretches(words) for number, words in parts.items()}


def _read_places(text: str, start: int) -> list[tuple[int, Letters]]:
    """Read "44 (e), 67 (a), (b) (i) and 71": paragraphs with their letters and Roman numbers."""
    places: list[tuple[int, Letters]] = []
    at, last = start, ""
    while match := PLACE.match(text, at):
        at = match.end()
        if match.group().isdigit():
            places.append((int(match.group()), {}))
            last = ""
        elif match.group(1) and places:
            for mark in re.findall(r"[a-z]+", match.group(1)):
                if mark in ROMANS and last:
                    places[-1][1][last].append(mark)
                elif len(mark) == 1:
                    places[-1][1].setdefault(mark, [])
                    last = mark
    return places


def _find_speaker(paragraph: Stretch, review: str, gazetteer: Gazetteer) -> str:
    for mention in gazetteer.find_names(paragraph.text):
        if mention.kind == "state" and mention.code != review:
            return mention.code
    return ""


def _find_parts(paragraph: Stretch, letters: Letters) -> Iterator[Stretch]:
    text = paragraph.text
    letters = letters or {letter: [] for letter in re.findall(r"\s\(([a-h])\)\s", text)}
    if not letters:
        asked = ASKED.search(text)
        end = END.search(text, asked.end()) if asked else None
        if asked and end:
            yield paragraph.cut(text.rfind(". ", 0, asked.start()) + 1, end.start())
    for letter, romans in letters.items():
        opening = re.search(rf"\({letter}\)\s*", text)
        if opening is None:
            continue
        following = re.compile(rf"[;,]?\s*(?:and\s*)?\({chr(ord(letter) + 1)}\)")
        ends = [m.start() for m in (following.search(text, opening.end()),) if m]
        ends += [m.start() for m in (END.search(text, opening.end()),) if m]
        yield from _split_romans(paragraph.cut(opening.end(), min(ends, default=len(text))), romans)


def _split_romans(part: Stretch, romans: Sequence[str]) -> Iterator[Stretch]:
    """Yield what stands behind each Roman number of a part, or of those that were named."""
    marks = list(ROMAN.finditer(part.text))
    if [mark.group(1) for mark in marks] != [*ROMANS[: len(marks)]] or len(marks) < 2:
        lead = LEADING.match(part.text)
        yield part.cut(lead.end() if lead else 0, len(part.text))
        return
    ends = [mark.start() for mark in marks[1:]] + [len(part.text)]
    for mark, end in zip(marks, ends, strict=True):
        tail = TRAILING.search(part.text[:end], mark.end())
        if not romans or mark.group(1) in romans:
            yield part.cut(mark.end(), tail.start() if tail else end)
