"""Attribute every sentence of a source to a voice."""

import re

from rapporteur.evidence import Dialogue, Segment, Sentence, Source
from rapporteur.evidence.voice import PARTICIPANTS, REPORT, Voice
from rapporteur.extract.voice.cast import Cast, read_cast
from rapporteur.extract.voice.named import find_introduced
from rapporteur.extract.voice.openings import find_opening
from rapporteur.extract.voice.recalled import Recall
from rapporteur.extract.voice.reported import Turn, is_state_under_review
from rapporteur.extract.voice.reviews import in_own_name
from rapporteur.extract.voice.signature import find_signatures
from rapporteur.gazetteer import Gazetteer
from rapporteur.wording import fold

# Lines of a letter that nobody says: its date, its signature, the post below it.
_LETTERHEAD = re.compile(
    r"\(Signed\)|\d{1,2} [A-Z][a-z]+ \d{4}\W*$"
    r"|(?:Deputy |Permanent )*(?:Representative|Observer|Ambassador) [^.]{0,90}$"
)
SHORTEST = 4  # words of a title that says something
_LABEL = re.compile(r"(?:key )?(?:message|finding|conclusion)s?(?: (?:no\. ?)?\d+)?\W*$", re.I)
_SILENT = ("heading", "caption")
_CAPTION = re.compile(
    r"^(?:Figure|Table|Box|Chart|Map|Source|Photo)s?(?: \d+\S*)?[.:] |^(?:Source|Note):"
)
_LISTED = re.compile(r"\((?P<states>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*[;.,]?\s*$")
_PART = re.compile(r"\bsegment\b|\bStatements? (?:by|of)\b|\bdialogue with\b", re.IGNORECASE)
_STATEMENT_BY = re.compile(
    r"^(?:\W*(?:[A-Z]|\d+|[IVX]+)\.\s+)?(?:Opening |Closing |Keynote |Introductory )?"
    r"(?:[Kk]ey )?(?:[Ss]tatement|[Rr]emarks|[Aa]ddress|[Mm]essage)s? "
    r"(?:(?:delivered|made|given|conveyed) )?(?:by|from|of) (?:the )?(?P<who>.+)$"
)


def find_voices(dialogue: Dialogue, source: Source, gazetteer: Gazetteer) -> tuple[Voice, ...]:
    """Return one Voice for each sentence of `source`, in order.

    A sentence that opens no voice goes on with the one before, until a heading, the record's
    own narration or another voice. What nobody is named for is REPORT or PARTICIPANTS; a name
    is only given where the record writes it, or names one person alone for the post.
    """
    cast = read_cast(dialogue, source, gazetteer)
    segments = {segment.id: segment for segment in dialogue.segments}
    signed = find_signatures(dialogue, source, cast)
    listed = _listed_states(source.sentences, cast)
    introduced = find_introduced((s.text for s in source.sentences), cast)
    turn = Turn(recall=Recall(cast.board), heard=introduced)
    captioned = -1
    voices: list[Voice] = []
    for sentence in source.sentences:
        segment = segments.get(sentence.segment)
        if sentence.kind in _SILENT:
            turn.restart(_default(sentence.text, cast))
            turn.recall.note(sentence.text)
            _enter_part(turn, sentence.text, cast)
            turn.block = sentence.block
            voices.append(_of_title(sentence, segment))
        elif sentence.block == captioned or (sentence.first and _CAPTION.match(sentence.text)):
            captioned = sentence.block
            voices.append(REPORT)
        elif sentence.segment in signed:
            voices.append(_in_signed(sentence, signed[sentence.segment]))
        else:
            voices.append(listed.get(sentence.order) or _listen(turn, sentence, segment, cast))
        turn.segment = sentence.segment
    return tuple(voices)


def _of_title(sentence: Sentence, segment: Segment | None) -> Voice:
    """A title is the record's own, unless it is itself a message that the meeting sends."""
    message = segment is not None and segment.kind == "key message"
    if not message or _LABEL.match(sentence.text) or len(sentence.text.split()) < SHORTEST:
        return REPORT
    return PARTICIPANTS if segment and fold(sentence.text) in fold(segment.title) else REPORT


def _enter_part(turn: Turn, title: str, cast: Cast) -> None:
    """Note whose part of a joint meeting begins: "UNFPA segment", "Joint segment"."""
    if not _PART.search(title):
        return
    organs = {m.code for m in cast.gazetteer.find_names(title) if m.kind == "organisation"}
    turn.organ = organs.pop() if len(organs) == 1 else ""
    turn.holders.clear()


def _listen(turn: Turn, sentence: Sentence, segment: Segment | None, cast: Cast) -> Voice:
    if turn.segment != sentence.segment and segment is not None and not turn.listing:
        turn.restart(_default(segment.title, cast))
    opening = find_opening(turn.recall.complete(sentence.text), cast)
    turn.recall.note(sentence.text)
    return turn.hear(sentence, in_own_name(opening, sentence, cast), segment, cast.plain)


def _default(title: str, cast: Cast) -> Voice:
    if cast.reviewed and is_state_under_review(title):
        return Voice("panellist", (cast.reviewed,))
    match = _STATEMENT_BY.match(title)
    if match:
        opening = find_opening(f"The {match['who'].strip(' .')} said that", cast)
        if opening is not None and opening.voice != PARTICIPANTS:
            return opening.voice
    return REPORT


def _in_signed(sentence: Sentence, voice: Voice) -> Voice:
    text = sentence.text
    signature = any(name in text for name in voice.speakers) and len(text) < 90
    return REPORT if signature or _LETTERHEAD.match(text) else voice


def _listed_states(sentences: tuple[Sentence, ...], cast: Cast) -> dict[int, Voice]:
    """Return by order the States that a review's list names behind a recommendation.

    They stand in brackets behind its last sentence and speak all of the list's item.
    """
    if not cast.reviewed:
        return {}
    behind = {s.order: voice for s in sentences if (voice := _states_behind(s, cast))}
    items = {s.block: behind[s.order] for s in sentences if s.order in behind and s.kind == "item"}
    return {s.order: items[s.block] for s in sentences if s.block in items} | behind


def _states_behind(sentence: Sentence, cast: Cast) -> Voice | None:
    """Return the States in brackets at the end of a recommendation."""
    match = _LISTED.search(sentence.text)
    if match is None or len(match["states"]) > len(sentence.text) / 2:
        return None
    inside = match["states"]
    mentions = [m for m in cast.gazetteer.find_names(inside) if m.kind in ("state", "group")]
    left = re.sub(r"[\s,;&]|\band\b|\bthe\b", "", _without(inside, [m.text for m in mentions]))
    if not mentions or len(left) > 12:
        return None
    return Voice("floor", tuple(dict.fromkeys(m.code for m in mentions)))


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text
