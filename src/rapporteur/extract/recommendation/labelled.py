"""Find recommendations printed after a label, as evaluations do: "Recommendation 3: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from rapporteur.cues import load_cues
from rapporteur.evidence import Block, Source
from rapporteur.evidence.recommendation import Response
from rapporteur.extract.recommendation.cuts import LEADER, Stretch, join_stretches, stretch_of

LABEL = re.compile(
    r"(?:(?:Key|Main|Strategic|Priority|Evaluation|General|Specific) )?Recommendation\s+"
    r"(?:No\.?\s*|#\s*)?(\d+[a-z]?(?:\.\d+)*)\s*(?:[:.–—-]\s*|$)(?:\([^()]{3,12}\)\s*)?",
    re.I,
)
ENDED = re.compile(r"[.;:!?”\"]$")
SHORTEST = 12  # characters: what is shorter is no recommendation
FURTHEST = 60  # blocks between a recommendation and the answer given to it


@dataclass(frozen=True, slots=True)
class Labelled:
    """A recommendation with its printed number and the management's answer, if it stands there."""

    number: str
    words: Stretch
    response: Response | None = None


def find_labelled(source: Source) -> Iterator[Labelled]:
    """Yield each labelled recommendation.

    The words follow the label in its block, or are the paragraph after it; words that the
    layout broke off within a sentence are taken up from the next block, and words that end in
    a colon go on with the list below them.
    """
    blocks = [b for b in source.blocks if b.kind not in ("footnote", "comment")]
    for index, block in enumerate(blocks):
        label = LABEL.match(block.text)
        if label is None or LEADER.search(block.text):
            continue
        running = [b for b in blocks[index + 1 : index + FURTHEST] if b.kind != "furniture"]
        words = stretch_of(block).cut(label.end(), len(block.text))
        below = running
        if len(words.text) < SHORTEST and running and not LABEL.match(running[0].text):
            words, below = stretch_of(running[0]), running[1:]
        if block.kind != "furniture" or words.text not in block.text:
            words = _complete(words, below)
            if len(words.text) >= SHORTEST and not words.text.endswith(":"):
                yield Labelled(label.group(1), words, _read_answer(running))


def _complete(words: Stretch, following: Sequence[Block]) -> Stretch:
    """Add the next block where the words break off, or the list that they announce."""
    if words.text.endswith(":"):
        listed = takewhile(lambda block: block.kind == "item", following)
        return join_stretches([words, *map(stretch_of, listed)])
    for block in following[:1]:
        if not ENDED.search(words.text) and block.text[:1].islower() and not block.marker:
            return join_stretches([words, stretch_of(block)])
    return words


def _read_answer(following: Sequence[Block]) -> Response | None:
    """Return the answer printed below: after "Management response:" or in the block after it."""
    title, answers = _answers()
    for index, block in enumerate(following):
        if LABEL.match(block.text):
            return None
        match = title.match(block.text)
        if match is None:
            continue
        said = block.text[match.end() :].strip(" :–-")
        if not said and index + 1 < len(following):
            said = following[index + 1].text
        return next((answer for answer, cue in answers if cue.search(said[:200])), None)
    return None


@cache
def _answers() -> tuple[re.Pattern[str], list[tuple[Response | None, re.Pattern[str]]]]:
    """Return what opens an answer, and the cues of answers, the first that fits deciding."""
    cues = load_cues("recommendations")
    title = re.compile(cues["answer_title"], re.I)
    known: dict[str, Response | None] = {"accepted": "accepted", "noted": "noted", "partly": None}
    return title, [(known[name], re.compile(cue, re.I)) for name, cue in cues["answers"]]
