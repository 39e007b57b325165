"""Find the recommendations that a review refuses by pointing at its own paragraphs."""

import re
from collections.abc import Iterator, Sequence

from rapporteur.extract.cuts import Stretch, join_stretches
from rapporteur.extract.listings import PLAIN, read_response
from rapporteur.gazetteer import Gazetteer

POINTING = re.compile(r"recommendations? .{0,60}\bparagraphs?\b:?\s*(?=\d)", re.I)
PLACE = re.compile(r"\d{1,3}|\(([a-z, ]{1,30})\)|[,;\s]|and\b|to\b")
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


def _read_places(text: str, start: int) -> list[tuple[int, list[str]]]:
    """Read "44 (e), 67 (a), (b) (i) and 71": paragraph numbers with their letters, if any."""
    places: list[tuple[int, list[str]]] = []
    at = start
    while match := PLACE.match(text, at):
        at = match.end()
        if match.group().isdigit():
            places.append((int(match.group()), []))
        elif match.group(1) and places:
            letters = re.findall(r"[a-z]+", match.group(1))
            places[-1][1].extend(x for x in letters if len(x) == 1 and x != "i")
    return places


def _find_speaker(paragraph: Stretch, review: str, gazetteer: Gazetteer) -> str:
    for mention in gazetteer.find_names(paragraph.text):
        if mention.kind == "state" and mention.code != review:
            return mention.code
    return ""


def _find_parts(paragraph: Stretch, letters: Sequence[str]) -> Iterator[Stretch]:
    text = paragraph.text
    letters = letters or list(dict.fromkeys(re.findall(r"\s\(([a-h])\)\s", text)))
    if not letters:
        asked = ASKED.search(text)
        end = END.search(text, asked.end()) if asked else None
        if asked and end:
            yield paragraph.cut(text.rfind(". ", 0, asked.start()) + 1, end.start())
    for letter in letters:
        opening = re.search(rf"\({letter}\)\s*", text)
        if opening is None:
            continue
        following = re.compile(rf"[;,]?\s*(?:and\s*)?\({chr(ord(letter) + 1)}\)")
        ends = [m.start() for m in (following.search(text, opening.end()),) if m]
        ends += [m.start() for m in (END.search(text, opening.end()),) if m]
        yield paragraph.cut(opening.end(), min(ends, default=len(text)))
