"""Find the recommendations that a record lists as its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Block, Dialogue, Sentence, Source
from rapporteur.extract.practice.wordings import content_words, overlap
from rapporteur.extract.recommendation.addressees import find_addressees
from rapporteur.extract.recommendation.asks import obliges
from rapporteur.extract.recommendation.cuts import LEADER, Stretch, stretch_of
from rapporteur.extract.recommendation.drafts import Draft
from rapporteur.extract.recommendation.labelled import find_labelled
from rapporteur.extract.recommendation.principles import find_principles
from rapporteur.extract.recommendation.sections import Section, announces, gather_sections
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import fold

NUMBER = re.compile(r"\(?(\d{1,3})[.)]?$")
SHORTEST = 12  # characters: a shorter item is a label
ALIKE = 0.8  # share of the shorter wording's content words


def find_own(dialogue: Dialogue, source: Source, gazetteer: Gazetteer) -> tuple[Draft, ...]:
    """Return the recommendations of the record's own lists, in reading order.

    They are the list items under a title that announces recommendations, each sub-item and
    its parent counting as one; the numbered paragraphs there by which the body itself
    recommends or which say who should act; and what is printed after "Recommendation 1:".
    """
    drafts = [
        draft
        for section in gather_sections(dialogue, source)
        for draft in (
            *_read_section(section, gazetteer),
            *_read_reasons(section, source, gazetteer),
        )
    ]
    taken = {_place(draft): at for at, draft in enumerate(drafts)}
    for label in find_labelled(source):
        asked = find_addressees(label.words.text, gazetteer)
        draft = Draft(label.words, "report", ("report",), asked, label.number, label.response)
        at = taken.get(_place(draft))
        if at is None:
            drafts.append(draft)
        elif label.response is not None:
            drafts[at] = replace(drafts[at], response=label.response)
    for number, words in find_principles(source):
        asked = find_addressees(words.text, gazetteer)
        drafts.append(Draft(words, "report", ("report",), asked, number))
    # A repeat keeps the place of the first: a summary before the main text sets the order.
    return tuple(_drop_repeats(sorted(drafts, key=_place)))


def _place(draft: Draft) -> tuple[int, int]:
    return draft.words.pieces[0][:2]


def _read_section(section: Section, gazetteer: Gazetteer) -> Iterator[Draft]:
    introduction, last = "", 0
    for block in section.blocks:
        number = _number_of(block)
        # A section that numbers its paragraphs from 1 lists its recommendations so.
        numbered = number == last + 1 and (last > 0 or not section.mixed or _promises(introduction))
        last = number if numbered else last
        listed = block.kind == "item" or numbered
        if not listed and block.kind == "paragraph":
            introduction = block.text
        if len(block.text) < SHORTEST or LEADER.search(block.text):
            continue
        free = numbered or (listed and not section.mixed)
        if free or (block.marker and directs(block.text, gazetteer)):
            yield _draft(block, introduction if listed else "", gazetteer)


def _read_reasons(section: Section, source: Source, gazetteer: Gazetteer) -> Iterator[Draft]:
    """Yield what is asked outright of somebody named in the text below a numbered item."""
    within: dict[tuple[int, int], list[Sentence]] = {}
    for sentence in source.sentences:
        within.setdefault(source.blocks[sentence.block].pieces[0][:2], []).append(sentence)
    marker, last = "", 0
    for block in section.blocks:
        number = _number_of(block)
        if number == last + 1:
            marker, last = block.marker, number
        elif block.kind == "paragraph" and last and not block.marker and not section.mixed:
            for sentence in within.get(block.pieces[0][:2], ()):
                asked = find_addressees(sentence.text, gazetteer)
                if asked and obliges(sentence.text) and not sentence.text.endswith(":"):
                    words = Stretch(sentence.text, sentence.pieces)
                    yield Draft(words, "report", ("report",), asked, marker)


def _number_of(block: Block) -> int:
    match = NUMBER.match(block.marker)
    return int(match.group(1)) if match and not announces(block.text) else 0


def _promises(introduction: str) -> bool:
    return bool(re.search(r"\brecommend", introduction, re.I))


def _draft(block: Block, introduction: str, gazetteer: Gazetteer) -> Draft:
    words = stretch_of(block)
    asked = find_addressees(block.text, gazetteer, introduction)
    marker = block.marker if any(c.isalnum() for c in block.marker) else ""
    words = words.cut(0, len(words.text.rstrip(" ;")))
    return Draft(words, "report", ("report",), asked, marker)


@cache
def _directing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("recommendations")
    verbs = cues["recommending"]
    bodies = "|".join(cues["bodies"])
    by_body = re.compile(
        rf"(?:In .{{3,80}}?, |Accordingly, )?(?:the )?(?:\w+ )?(?:{bodies}) {verbs}\b"
    )
    bare = re.compile(rf"(?:{verbs}|{cues['proposing']})\b")
    return by_body, bare


@cache
def _telling() -> re.Pattern[str]:
    cues = load_cues("recommendations")
    body = rf"(?:the )?(?:\w+ )?(?:{'|'.join(cues['bodies'])}) "
    return re.compile(
        rf"(?:(?:in|on|to) .{{3,120}}?, )?(?:{body})?(?:also |further )?(?:{cues['telling']})\b"
    )


def directs(text: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a paragraph asks: the body itself recommends, or it says who should act."""
    opening = fold(text[:300])
    if any(pattern.match(opening) for pattern in _directing()):
        return True
    told = _telling().match(opening)
    first = re.split(r"(?<=[a-z)])\. ", text, maxsplit=1)[0]
    return told is None and bool(find_addressees(first, gazetteer))


def _drop_repeats(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leave out what a summary and the main text both print, keeping the longer wording."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((i for i, known in enumerate(kept) if _is_repeat(known, draft)), None)
        if twin is None:
            kept.append(draft)
        elif len(draft.words.text) > len(kept[twin].words.text):
            kept[twin] = draft
    yield from kept


def _is_repeat(one: Draft, other: Draft) -> bool:
    words: tuple[Stretch, Stretch] = (one.words, other.words)
    if words[0].text == words[1].text:
        return bool(one.number)
    if not one.number or one.number.strip("().") != other.number.strip("()."):
        return False
    return overlap(content_words(words[0].text), content_words(words[1].text)) >= ALIKE
