"""What can be seen of each sentence and its surroundings when its kind is judged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.evidence import Dialogue, Kind, Sentence, Source, Voice
from rapporteur.evidence.segment import Segment, SegmentKind
from rapporteur.extract.point.reviewed import find_reviewed

Tense = Literal["past", "present", "future", "none"]

NUMBERED = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,3})*\.|\([a-z]{1,4}\)|[ivx]+\.)\s+")
_REPORT = re.compile(
    r"^(?P<head>[^.;:]{0,160}?\b(?:said|says|stated|noted|emphasi[sz]ed|stressed|underlined|"
    r"underscored|highlighted|explained|reported|added|observed|recalled|indicated|pointed out|"
    r"acknowledged|affirmed|confirmed|agreed|argued|mentioned|informed [\w ]+|recognized|"
    r"considered|concluded|asserted|maintained|reiterated|clarified)(?:,[^,]{0,80},)?\s+that\b)"
    r"\s*(?P<body>.+)$",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Features:
    """One sentence, where it stands, who says it, and what stands around it.

    `head` is the reporting clause ("She stressed that"), `body` what it reports. `genre` is what
    the source is to its dialogue ("agenda"), `section` the kind of the part of the record and
    `title` that part's own title. `previous` and `following` are the neighbouring sentences,
    whatever their paragraph; `opens` and `closes` tell whether the sentence is its paragraph's
    first and last, `goes_on` whether it shares paragraph and voice with the one before. `intro`
    announced the list in which it stands. `reviewed` is true where a State under review speaks.
    `share` is its place in the source, 0 to 1. `modal` and `negated` tell whether the body says
    "should" or "not" in any form, `tense` that of its first finite verb. `before` and `lead` are
    the kinds guessed for the sentence before, where this one goes on, and for `intro`; they are
    filled as guesses are made.
    """

    sentence: Sentence
    voice: Voice
    head: str
    body: str
    genre: str = "other"
    section: SegmentKind | None = None
    title: str = ""
    previous: str = ""
    following: str = ""
    opens: bool = True
    closes: bool = True
    goes_on: bool = False
    intro: str = ""
    reviewed: bool = False
    share: float = 0.0
    modal: bool = False
    negated: bool = False
    tense: Tense = "none"
    before: Kind | None = None
    lead: Kind | None = None


def gather_features(
    dialogue: Dialogue, source: Source, voices: Sequence[Voice]
) -> tuple[Features, ...]:
    """Return the features of each of `source.sentences`, without what earlier guesses give."""
    segments = {segment.id: segment for segment in dialogue.segments}
    reviewed = find_reviewed(source, voices)
    intros = _intros(source.sentences)
    sentences = source.sentences
    found: list[Features] = []
    for at, (sentence, voice) in enumerate(zip(sentences, voices, strict=True)):
        last = sentences[at - 1] if at else None
        after = sentences[at + 1] if at + 1 < len(sentences) else None
        joins = last is not None and last.block == sentence.block
        head, body = split_report(sentence.text)
        segment = segments.get(sentence.segment)
        found.append(
            Features(
                sentence=sentence,
                voice=voice,
                head=head,
                body=body,
                genre=source.genre,
                section=_section(segment, segments),
                title=segment.title if segment else "",
                previous=last.text if last else "",
                following=after.text if after else "",
                opens=not joins,
                closes=after is None or after.block != sentence.block,
                goes_on=joins and voices[at - 1] == voice,
                intro=intros[at],
                reviewed=reviewed != "" and voice.entities == (reviewed,),
                share=at / len(sentences),
                modal=_pattern("modals").search(body) is not None,
                negated=_pattern("negations").search(body) is not None,
                tense=find_tense(body),
            )
        )
    return tuple(found)


def split_report(text: str) -> tuple[str, str]:
    """Split "She said that borders were shut" into the reporting clause and what it reports."""
    bare = NUMBERED.sub("", text)
    match = _REPORT.match(bare)
    return (match["head"], match["body"]) if match else ("", bare)


def find_tense(text: str) -> Tense:
    """Return the tense of the first verb form in `text` that shows one."""
    tenses: tuple[Tense, ...] = ("future", "past", "present")
    hits = [(m.start(), tense) for tense in tenses if (m := _pattern(tense).search(text))]
    return min(hits)[1] if hits else "none"


def _intros(sentences: Sequence[Sentence]) -> list[str]:
    """Return for each list item the sentence that announced its list, else an empty string."""
    found: list[str] = []
    intro = ""
    for sentence in sentences:
        intro = intro if sentence.kind == "item" else ""
        found.append(intro)
        if sentence.text.rstrip().endswith(":"):
            intro = sentence.text
    return found


def _section(found: Segment | None, segments: Mapping[str, Segment]) -> SegmentKind | None:
    """Return the kind of a sentence's part, or of the part around it that says more."""
    kind = found.kind if found else None
    while found is not None:
        if found.kind in ("recommendations", "agenda", "front"):
            return found.kind
        found = segments.get(found.parent)
    return kind


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_cues('kinds')['shows'][name])})", re.IGNORECASE)
