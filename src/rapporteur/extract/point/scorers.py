"""What speaks for each kind of sentence: its wording, place, voice and neighbours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapporteur.cues import load_cues
from rapporteur.evidence import Kind
from rapporteur.extract.point.features import NUMBERED, Features
from rapporteur.gazetteer import load_state_codes
from rapporteur.wording import squeeze


@dataclass(frozen=True, slots=True)
class Vote:
    """What one scorer adds to a kind, and why."""

    kind: Kind
    weight: float
    reason: str


Scorer = Callable[[Features], list[Vote]]


_REACH = 90  # characters before a cue within which a word can take it back
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could|shall|should|may|"
    r"might|must|[a-z]{2,}ed|said|made|took|gave|led|held|saw|found|need|needs|"
    r"\w+(?:izes|ates|ifies))\b"
)
_TELLS = re.compile(
    r"\b(?:spoke|sought|met|began|brought|came|told|thought|rose|fell|grew|kept|left|built|sent|"
    r"paid|drew|wrote|put|show|shows|lets|goes|comes|seeks|gives|makes|takes|"
    r"[a-z]{2,}(?:ides|ines|ises|ifies|ains|ures|orts|ows|ects|ires))\b"
)
_TOPIC_WORDS = 25  # a numbered line that names a topic is no longer
_GRANTED = re.compile(
    r"(?:^|(?<=\bthat )|(?<=\bthat, ))(?:While|Although|Though|Even though|Despite|Notwithstanding|"
    r"In spite of) (?!noting|welcoming|commending|recognizing|acknowledging)"
    r"[^,;]{8,160}, (?=[a-z])",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^(?:Speaking|Intervening|Participating) [^,]{3,60}, ")


def _score_layout(features: Features) -> list[Vote]:
    sentence = features.sentence
    if sentence.kind == "heading":
        return [Vote("other", 9.0, "heading")]
    if sentence.kind == "caption":
        return [Vote("other", 6.0, "caption")]
    text = sentence.text.strip()
    if text.endswith("?"):
        return [Vote("other", 4.0, "question")]
    if not re.search(r"[a-z]{2} [\w’]", NUMBERED.sub("", text)):
        return [Vote("other", 6.0, "no sentence")]
    if not re.search(r"[.;:,!?)\]”\"’–…\d]$", text) and not _FINITE.search(text):
        return [Vote("other", 3.5, "reads as a heading")]
    if _names_topic(features):
        return [Vote("other", 2.5, "names a topic")]
    if text.endswith(":"):
        return [Vote("other", 1.5, "announces a list")]
    return []


def _names_topic(features: Features) -> bool:
    """Is the sentence a line of a list that has no verb, and so neither tells nor asks?"""
    body = features.body
    if features.head or _FINITE.search(body) or _TELLS.search(body) or _begins_with_order(body):
        return False
    if features.sentence.kind == "item":
        return True
    numbered = NUMBERED.match(features.sentence.text) or features.sentence.marker
    alone = features.opens and features.closes and features.voice.manner == "report"
    return bool(numbered) and alone and len(body.split()) <= _TOPIC_WORDS


def _score_genre(features: Features) -> list[Vote]:
    """An agenda holds procedure only; a concept note, mostly: what will be done at a meeting."""
    if features.genre == "agenda":
        return [Vote("other", 9.0, "line of an agenda")]
    if features.genre == "concept note" and features.voice.manner == "report":
        ahead = features.tense == "future" or _names_topic(features)
        return [Vote("other", 2.5 if ahead else 0.8, "concept note")]
    return []


def _score_section(features: Features) -> list[Vote]:
    sentence = features.sentence
    if features.lead is not None:
        weight = 3.0 if features.lead == "recommendation" else 1.2
        return [Vote(features.lead, weight, f"listed under a {features.lead}")]
    if features.section == "recommendations":
        listed = sentence.kind in ("item", "cell") or bool(sentence.marker)
        return [Vote("recommendation", 3.5 if listed else 1.5, "section: recommendations")]
    if features.section in ("agenda", "break"):
        return [Vote("other", 2.5, f"section: {features.section}")]
    if features.section in ("introduction", "opening") and features.voice.manner == "report":
        return [Vote("other", 0.8, f"section: {features.section}")]
    return []


_LISTED = re.compile(r"\([A-Z][^()]*(?:\([^()]*\)[^()]*)*\)\s*[;.]?\d*\W*$")


def _score_listed(features: Features) -> list[Vote]:
    """A numbered item that ends with the State that made it, as human-rights reviews list them."""
    if features.reviewed:
        return []
    text = features.sentence.text
    numbered = bool(NUMBERED.match(text)) or bool(features.sentence.marker)
    if numbered and _LISTED.search(text) and _begins_with_order(features.body):
        return [Vote("recommendation", 5.0, "listed with the State that made it")]
    listed = numbered or features.sentence.kind == "item"
    if _begins_with_order(features.body) and (listed or not _NO_ORDER.match(features.body)):
        return [Vote("recommendation", 3.0 if listed else 2.2, f"asks: {_first_word(text)}")]
    return []


_PURPOSE = re.compile(
    r"To [^,]{3,120}, (?:[\w’-]+ ){1,8}?(?:was|were|is|are|has|have|had|will|would|should|must|"
    r"need\w*|\w+ed|\w+ing)\b"
)
_ADVERB = re.compile(r"^\W*(?:[A-Z][a-z]+ly|Further)\s")
_NO_ORDER = re.compile(r"(?:To|\w+ (?:by|of|to|in))\b")


def _begins_with_order(body: str) -> bool:
    """Does `body` ask for something ("Ensure ...", "To ensure ..."), not give a purpose?"""
    if _PURPOSE.match(body):
        return False
    return _first_word(_ADVERB.sub("", body)).lower() in load_cues("kinds")["orders"]


def _first_word(text: str) -> str:
    match = re.search(r"[A-Za-z]+", NUMBERED.sub("", text))
    return match.group() if match else ""


_VOICES: Mapping[str, tuple[Vote, ...]] = {
    "report": (Vote("other", 0.6, "voice: report"),),
    "collective": (Vote("position", 0.6, "voice: participants"),),
    "state": (
        Vote("practice", 0.6, "voice: State"),
        Vote("position", 0.6, "no other cue"),
    ),
    "organisation": (Vote("position", 0.6, "no other cue"),),
}


def _score_voice(features: Features) -> list[Vote]:
    voice = features.voice
    if voice.manner in ("report", "collective"):
        return list(_VOICES[voice.manner])
    states = all(entity in load_state_codes() for entity in voice.entities)
    plain = not (features.modal or features.negated)
    return list(_VOICES["state" if states and plain else "organisation"])


def _score_sequence(features: Features) -> list[Vote]:
    """A sentence that goes on in the same paragraph and voice tends to keep the kind."""
    if features.before is None:
        return []
    refers = re.match(
        r"(?:It|They|Th[ei]se|Those|This|That|Its|Their|Such|In addition|Moreover|"
        r"Furthermore|For example|Additionally|Similarly|As a result)\b",
        features.body,
    )
    if features.before == "other":
        goes_on = refers and features.voice.manner == "report"
        return [Vote("other", 1.5, "as the sentence before")] if goes_on else []
    return [Vote(features.before, 1.0 if refers else 0.5, "as the sentence before")]


@dataclass(frozen=True, slots=True)
class _Cue:
    kind: Kind
    reason: str
    weight: float
    more: float
    most: float
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    only: re.Pattern[str] | None
    voice: str
    reviewed: float


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(_read_cue(cue) for cue in load_cues("kinds")["cues"])


def _read_cue(cue: Mapping[str, Any]) -> _Cue:
    joined = "|".join(cue["patterns"])
    return _Cue(
        kind=cue["kind"],
        reason=cue["reason"],
        weight=cue["weight"],
        more=cue.get("more", 0.0),
        most=cue.get("most", cue["weight"]),
        pattern=re.compile(rf"(?<![\w-])(?:{joined})(?!\w)", re.IGNORECASE),
        unless=_guard(cue, "unless", r"\b(?:{})"),
        not_after=_guard(cue, "not_after", r"\b(?:{})$"),
        not_before=_guard(cue, "not_before", r"(?:{})"),
        only=_guard(cue, "only", r"\b(?:{})"),
        voice=cue.get("voice", ""),
        reviewed=cue.get("reviewed", 1.0),
    )


def _guard(cue: Mapping[str, Any], name: str, frame: str) -> re.Pattern[str] | None:
    return re.compile(frame.format(cue[name]), re.IGNORECASE) if name in cue else None


def _score_cues(features: Features) -> list[Vote]:
    text = _main_clause(features.sentence.text)
    votes: list[Vote] = []
    for cue in _cues():
        if cue.voice and (cue.voice == "report") != (features.voice.manner == "report"):
            continue
        hits = _find_hits(cue, text)
        if not hits:
            continue
        weight = min(cue.most, cue.weight + cue.more * (len(hits) - 1))
        weight *= cue.reviewed if features.reviewed else 1.0
        votes.append(Vote(cue.kind, weight, f"{cue.reason}: {hits[0]}"))
    return votes


def _main_clause(text: str) -> str:
    """Return `text` without what it only grants or says of the speaking ("While X, ...").

    Nor does it keep what had befallen people who are helped ("to bakers who had lost all").
    """
    text = _ASIDE.sub("", NUMBERED.sub("", text))
    text = _GRANTED.sub("", text)
    helped, denied = _relief()
    match = helped.search(text)
    if match is None or denied.search(text, 0, match.start()):
        return text
    return text[: match.end("deed")] + text[match.end() :]


@cache
def _relief() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("kinds")["relief"]
    ends, eases, befallen, denied = (
        "|".join(cues[name]) for name in ("ends", "eases", "befallen", "denied")
    )
    words = r"(?: [\w’()-]+(?:,\d+)*)"
    return re.compile(
        rf"\b(?P<deed>(?:(?:{ends}|{eases}){words}{{1,12}}?(?= who\b| whose\b)"
        rf"|(?:{ends}){words}{{1,8}}?(?= (?:{befallen})\b)))[^,;.]*"
    ), re.compile(rf"\b(?:{denied})\b", re.IGNORECASE)


def _find_hits(cue: _Cue, text: str) -> list[str]:
    if cue.unless and cue.unless.search(text):
        return []
    if cue.only and not cue.only.search(text):
        return []
    return [squeeze(hit.group()) for hit in cue.pattern.finditer(text) if _holds(cue, text, hit)]


def _holds(cue: _Cue, text: str, hit: re.Match[str]) -> bool:
    """Is `hit` not taken back by the words straight before or after it?"""
    if cue.not_after and cue.not_after.search(text[max(0, hit.start() - _REACH) : hit.start()]):
        return False
    return cue.not_before is None or cue.not_before.match(text, hit.end()) is None


SCORERS: tuple[Scorer, ...] = (
    _score_layout,
    _score_genre,
    _score_section,
    _score_listed,
    _score_voice,
    _score_sequence,
    _score_cues,
)
