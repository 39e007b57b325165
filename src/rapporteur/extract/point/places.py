"""Find the countries whose practice or situation each sentence is about."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Sentence, Source, Voice
from rapporteur.extract.point.kinds import KindGuess
from rapporteur.extract.point.reviewed import is_review, opening_of
from rapporteur.gazetteer import Gazetteer, Mention, load_state_codes

_COUNTRY_KINDS = ("state", "demonym", "place")
_NEAR = 60  # characters before a name in which its part in the sentence is told
_FOCUS_SHARE = 0.12  # of the sentences name the State that a document is about
_FOCUS_LEAST = 3  # sentences
_FOCUS_LEAD = 2.5  # times as many as name the next State
_SURE = 0.7  # confidence from which a sentence's kind alone decides
_ASIDE = 0.5  # confidence below which what seems procedure may be more
_FEW = 2  # countries that a thing told of may have; more are a list of examples
_OPENING = 90  # characters in which a sentence names what it is about to speak of
_STEM = 6  # letters by which two forms of a word are known as one


@dataclass(frozen=True, slots=True)
class Focus:
    """The one State that a document tells of; `review` where other States examine it."""

    code: str
    review: bool


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with what its country depends on."""

    sentence: Sentence
    voice: Voice
    own: tuple[str, ...]
    named: tuple[str, ...]
    mentions: tuple[Mention, ...]
    kind: KindGuess
    before: tuple[str, ...]
    bodies: tuple[Mention, ...] = ()
    last: str = ""


def find_places(
    source: Source, voices: Sequence[Voice], gazetteer: Gazetteer, kinds: Sequence[KindGuess]
) -> tuple[tuple[str, ...], ...]:
    """Return, for each sentence, ISO3 codes of the countries it is about; empty if general."""
    names = [gazetteer.find_names(sentence.text) for sentence in source.sentences]
    mentions = [
        _country_mentions(sentence.text, [*found, *gazetteer.find_places(sentence.text)])
        for sentence, found in zip(source.sentences, names, strict=True)
    ]
    focus = find_focus(source, mentions, gazetteer)
    found: list[tuple[str, ...]] = []
    for at, (sentence, voice) in enumerate(zip(source.sentences, voices, strict=True)):
        last = source.sentences[at - 1] if at else None
        goes_on = last is not None and last.block == sentence.block and voices[at - 1] == voice
        own = tuple(code for code in voice.entities if code in load_state_codes())
        named = tuple(
            dict.fromkeys(m.code for m in mentions[at] if not _is_speaker(sentence.text, m, voice))
        )
        scene = _Scene(
            sentence=sentence,
            voice=voice,
            own=own,
            named=named,
            mentions=tuple(mentions[at]),
            kind=kinds[at],
            before=found[-1] if goes_on else (),
            bodies=tuple(m for m in names[at] if m.kind not in _COUNTRY_KINDS),
            last=last.text if goes_on and last is not None else "",
        )
        found.append(_about_focus(scene, focus) if focus else _about(scene))
    return tuple(found)


def find_focus(
    source: Source, mentions: Sequence[Sequence[Mention]], gazetteer: Gazetteer
) -> Focus | None:
    """Return the State that `source` as a whole is about, or None.

    It is named in many sentences, and either far more often than any other or in the opening,
    where the title stands; of several in a review's, the first.
    """
    counts = Counter(code for found in mentions for code in {m.code for m in found})
    often = counts.most_common(3)
    if not often or often[0][1] < max(_FOCUS_LEAST, _FOCUS_SHARE * len(mentions)):
        return None
    opening = opening_of(source)
    named = [*gazetteer.find_names(opening), *gazetteer.find_places(opening)]
    mentioned = _country_mentions(opening, named)
    titled = list(dict.fromkeys(m.code for m in mentioned))
    in_title = [code for code in titled if counts[code] * 2 >= often[0][1]]
    review = is_review(source)
    leads = len(often) == 1 or often[0][1] >= _FOCUS_LEAD * often[1][1]
    if len(in_title) == 1 or (in_title and review):
        return Focus(in_title[0], review)
    return Focus(often[0][0], review) if leads else None


def _about_focus(scene: _Scene, focus: Focus) -> tuple[str, ...]:
    """What a sentence is about in a document on one State: that State, but for procedure."""
    if scene.kind.kind == "other":
        return (focus.code,) if _asks_of(scene, focus) else ()
    told = scene.kind.kind in ("practice", "challenge")
    others = () if focus.review else (c for c in scene.named if told or c not in scene.own)
    if focus.code not in scene.named and _is_elsewhere(scene):
        return tuple(others)
    return tuple(dict.fromkeys((focus.code, *others)))


def _asks_of(scene: _Scene, focus: Focus) -> bool:
    """Does procedure touch the State? Questions do; that recommendations follow does not."""
    if not focus.review:
        return focus.code in scene.named or _is_question(scene)
    if scene.voice.manner != "floor":
        return _is_question(scene)
    return _pattern("ceremony").search(scene.sentence.text) is None


def _is_question(scene: _Scene) -> bool:
    return scene.kind.rule.startswith("question") and scene.voice.manner != "report"


def _is_elsewhere(scene: _Scene) -> bool:
    """Does a sentence that does not name the State speak of many, or of a body's own work?"""
    text = scene.sentence.text
    if _pattern("own").search(text):
        return False
    return (_pattern("many").search(text) or _pattern("mission").match(text)) is not None


def _about(scene: _Scene) -> tuple[str, ...]:
    if scene.kind.kind == "other" and not _is_aside(scene):
        return _introduced(scene)
    own = scene.own if _tells_of_own(scene) else ()
    carried = scene.before if not scene.named and _goes_on(scene) else ()
    return tuple(dict.fromkeys((*own, *scene.named, *carried)))


def _is_aside(scene: _Scene) -> bool:
    """May what seems procedure be told of one country or two by one who speaks?"""
    heard = scene.voice.manner != "report" and scene.kind.confidence < _ASIDE
    return heard and len(scene.named) <= _FEW


def _introduced(scene: _Scene) -> tuple[str, ...]:
    """Return the States whose speakers the record introduces with what they told of."""
    found: list[str] = []
    end = 0
    for turn in scene.sentence.text.split(";"):
        start, end = end, end + len(turn) + 1
        if _pattern("introduces").search(turn):
            kinds = ("demonym",) if _pattern("not_of_state").search(turn) else ("state", "demonym")
            named = (m for m in scene.mentions if m.kind in kinds and start <= m.start < end)
            found.extend(mention.code for mention in named)
    return tuple(dict.fromkeys(found))


def _tells_of_own(scene: _Scene) -> bool:
    """Does a State tell of itself? Measures and contributions it reports are its own.

    Not what a body of many States does, nor what holds of people anywhere; a sentence whose
    kind is doubtful is a measure of its own where it tells of something done.
    """
    if not scene.own:
        return False
    text, kind = scene.sentence.text, scene.kind.kind
    if any(code in scene.named for code in scene.own) or _pattern("own").search(text):
        return True
    if kind != "recommendation" and _pattern("national").search(text):
        return True
    if _is_foreign(scene):
        return False
    if kind == "contribution":
        general = _pattern("anybody").search(text) is not None
        return not general or set(scene.own) <= set(scene.before)
    if kind == "practice":
        return _is_sure(scene) or _pattern("possible").search(text) is None
    return not _is_sure(scene) and kind == "position" and _pattern("done").search(text) is not None


def _is_foreign(scene: _Scene) -> bool:
    """Is the sentence's subject an organisation or what belongs to it, not the speaker's?"""
    text = scene.sentence.text
    bodies = (m for m in scene.bodies if m.code not in scene.voice.entities)
    return any(
        _ending("subject").search(text[: m.start]) and text[m.end : m.end + 1] != "-"
        for m in bodies
    )


def _is_sure(scene: _Scene) -> bool:
    return scene.kind.confidence >= _SURE


def _goes_on(scene: _Scene) -> bool:
    """Is the sentence still about what the one before it told of?"""
    text, kind = scene.sentence.text, scene.kind.kind
    if not 0 < len(scene.before) <= _FEW or kind == "other":
        return False
    if _pattern("purpose").match(text):
        return True
    if kind == "recommendation":
        return False
    if kind == "position" and _is_sure(scene):
        return bool(scene.voice.speakers) and _pattern("things").match(text) is not None
    if not scene.own and not scene.voice.speakers and _pattern("itself").match(text):
        return False  # an organisation's "It had also" is the organisation
    if _pattern("continues").match(text) or _recalls(scene):
        return True
    linked = _pattern("linked").match(text) is not None
    return linked and (bool(scene.own) or kind in ("practice", "contribution"))


def _recalls(scene: _Scene) -> bool:
    """Does the opening come back with "the" or "those" to a thing of the sentence before?"""
    known = {word[:_STEM] for word in re.findall(r"\w{5,}", scene.last.lower())}
    again = _pattern("again").finditer(scene.sentence.text[:_OPENING])
    things = {match["thing"].lower() for match in again}
    common = set(load_cues("places")["common"])
    return any(thing[:_STEM] in known and thing not in common for thing in things)


def _country_mentions(text: str, found: Sequence[Mention]) -> list[Mention]:
    countries = (m for m in found if m.kind in _COUNTRY_KINDS and not _is_beside(text, m))
    return sorted(countries, key=lambda mention: mention.start)


def _is_beside(text: str, mention: Mention) -> bool:
    """Is the name no more than part of another, a posting, a venue or a body's seat?"""
    before = text[max(0, mention.start - _NEAR) : mention.start]
    if _is_glued(text, mention) or _ending("posted").search(before):
        return True
    if _ending("hosts").search(text[: mention.start]):
        return True
    if mention.kind != "place":
        return False
    if _pattern("papers").match(text[mention.end :].lstrip()):
        return True
    seat = mention.text in load_cues("places")["seats"]
    return seat or _ending("venues").search(before) is not None


def _is_glued(text: str, mention: Mention) -> bool:
    """Is the name part of a longer one that a sign or figure makes ("Beijing+25")?"""
    return re.match(r"[+]\s?\d", text[mention.end :]) is not None


def _is_speaker(text: str, mention: Mention, voice: Voice) -> bool:
    """Does `mention` only say who speaks ("The representative of X said")?"""
    before = text[max(0, mention.start - _NEAR) : mention.start]
    if mention.code not in voice.entities:
        return _ending("referred").search(before) is not None
    opening = text[: mention.start]
    if _ending("speaking").search(before) or _office().match(opening):
        return True
    says = _pattern("says").match(text[mention.end :].lstrip()) is not None
    if says and _ending("subject").search(opening):
        return True
    after = _listed().match(text[mention.end :].lstrip(" ,"))
    if after is None or _listed().fullmatch(opening) is None:
        return False
    return _pattern("says").match(text[mention.end :].lstrip(" ,")[after.end() :]) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    cue = load_cues("places")[name]
    patterns = cue if isinstance(cue, str) else "|".join(cue)
    return re.compile(rf"\b(?:{patterns})\b", re.IGNORECASE)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(load_cues("places")["office"], re.IGNORECASE)


@cache
def _listed() -> re.Pattern[str]:
    """States in a row before the verb that they share; capitals tell names from words."""
    return re.compile(rf"(?:(?:{load_cues('places')['listed']})(?:, |\s))*")


@cache
def _ending(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load_cues('places')[name])})$", re.IGNORECASE)
