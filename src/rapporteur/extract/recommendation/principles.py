"""Find what a record asks under numbered principles: "Principle 8: …" and the text below it."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Sentence, Source
from rapporteur.extract.recommendation.asks import asks, obliges
from rapporteur.extract.recommendation.cuts import LEADER, Stretch, join_stretches
from rapporteur.extract.recommendation.listings import ASIDE

FEWEST = 3  # principles that make a list
TAKING_UP = re.compile(
    r"(?:At the same time, )?(?:Their|These|They|This|It|Its|Such|Those)\b", re.I
)


@cache
def _label() -> re.Pattern[str]:
    names = load_cues("recommendations")["principles"]
    return re.compile(rf"{names}\s+(?:no\.?\s*)?(\d{{1,3}})\s*[:.–—-]", re.I)


def find_principles(source: Source) -> list[tuple[str, Stretch]]:
    """Return the number and the words of each numbered principle that asks for something.

    The words run from the first sentence that says what should be done to the last one, under
    the principle's title and before the next. Fewer than three such titles are no list.
    """
    titled = [p for p in _gather(source) if p[1]]
    if len(titled) < FEWEST:
        return []
    found = ((number, _asked(sentences)) for number, sentences in titled)
    return [(number, words) for number, words in found if words.pieces]


def _gather(source: Source) -> Iterator[tuple[str, list[Sentence]]]:
    """Yield each principle's number with the sentences below its title."""
    within: dict[int, list[Sentence]] = {}
    for sentence in source.sentences:
        within.setdefault(sentence.block, []).append(sentence)
    number, below = "", list[Sentence]()
    for index, block in enumerate(source.blocks):
        if block.kind in ASIDE:
            continue
        label = None if LEADER.search(block.text) else _label().match(block.text)
        if label is not None or block.kind == "heading":
            if number:
                yield number, below
            number, below = label.group(1) if label else "", []
        elif number:
            below.extend(within.get(index, []))
    if number:
        yield number, below


def _asked(sentences: Sequence[Sentence]) -> Stretch:
    """Return the words from the first sentence that asks to the last, with the list it opens."""
    asking = [at for at, sentence in enumerate(sentences) if obliges(sentence.text)]
    asking = asking or [at for at, sentence in enumerate(sentences) if asks(sentence.text)]
    if not asking:
        return Stretch("", ())
    first, last = asking[0], asking[-1]
    while first > 0 and TAKING_UP.match(sentences[first].text):
        first -= 1
    opens = sentences[last].text.endswith(":")
    while opens and last + 1 < len(sentences) and sentences[last + 1].kind == "item":
        last += 1
    run = sentences[first : last + 1]
    return join_stretches(Stretch(s.text, s.pieces) for s in run)
