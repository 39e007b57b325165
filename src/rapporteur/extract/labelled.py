"""Find recommendations printed after a label, as evaluations do: "Recommendation 3: …"."""

import re
from collections.abc import Iterator, Sequence

from rapporteur.evidence import Block, Source
from rapporteur.extract.cuts import Stretch, join_stretches, stretch_of

LABEL = re.compile(
    r"(?:(?:Key|Main|Strategic|Priority|Evaluation|General|Specific) )?Recommendation\s+"
    r"(?:No\.?\s*|#\s*)?(\d+[a-z]?(?:\.\d+)*)\s*(?:[:.–—-]\s*|$)(?:\([^()]{3,12}\)\s*)?",
    re.I,
)
LEADER = re.compile(r"(?:\.\s?){4,}\d*\s*$")
ENDED = re.compile(r"[.;:!?”\"]$")
SHORTEST = 12  # characters: what is shorter is no recommendation


def find_labelled(source: Source) -> Iterator[tuple[str, Stretch]]:
    """Yield the number and the words of each labelled recommendation.

    The words follow the label in its block, or are the paragraph after it; words that the
    layout broke off within a sentence are taken up from the next block.
    """
    blocks = [b for b in source.blocks if b.kind not in ("footnote", "comment")]
    for index, block in enumerate(blocks):
        label = LABEL.match(block.text)
        if label is None or LEADER.search(block.text):
            continue
        running = [b for b in blocks[index + 1 : index + 4] if b.kind != "furniture"]
        words = stretch_of(block).cut(label.end(), len(block.text))
        if len(words.text) < SHORTEST:
            words = (
                stretch_of(running[0]) if running and not LABEL.match(running[0].text) else words
            )
            running = running[1:]
        if block.kind != "furniture" or words.text not in block.text:
            words = _complete(words, running)
            if len(words.text) >= SHORTEST and not words.text.endswith(":"):
                yield label.group(1), words


def _complete(words: Stretch, following: Sequence[Block]) -> Stretch:
    """Add the next block where the words break off and it goes on in small letters."""
    for block in following[:1]:
        if not ENDED.search(words.text) and block.text[:1].islower() and not block.marker:
            return join_stretches([words, stretch_of(block)])
    return words
