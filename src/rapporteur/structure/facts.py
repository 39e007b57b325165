"""Read a meeting's facts where its record states them: title, theme, dates, place, edition."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapporteur.cues import load_cues
from rapporteur.evidence import Source
from rapporteur.gazetteer import Gazetteer
from rapporteur.structure.cover import SESSION_ONLY, Facts, find_theme, meeting_noun, read_cover
from rapporteur.structure.forms import find_dates, read_number
from rapporteur.structure.printed import find_largest
from rapporteur.wording import fold, squeeze

_OPENING_SHARE = 0.35  # of the sentences: a meeting is introduced at the start of its record
_FEWEST = 40  # sentences read however short the record is
_SUBJECT = 45  # words before the verb, in a sentence that introduces a meeting
_SHARED = 3  # words of the title by which a body's "met from 18 to 26 February" is its own
_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:[a-z]+ty-)?(?:first|second|third|fourth|fifth|sixth|seventh|"
    r"eighth|ninth|tenth|eleventh|twelfth|[a-z]+teenth|[a-z]+tieth))"
)
_LETTER = 12  # sentences: a letter names the meeting it reports on at once
_LONGEST_NAME = 30  # words
_NAMED = 10  # more than the words any title shares by chance


@dataclass(frozen=True, slots=True)
class _Told:
    """Facts from one sentence, and how surely it speaks of this meeting."""

    facts: Facts
    shared: int

    @property
    def rank(self) -> tuple[int, int]:
        facts = self.facts
        stated = sum(1 for f in (facts.title, facts.theme, facts.starts, facts.place) if f)
        return -self.shared, -stated


def find_facts(source: Source, gazetteer: Gazetteer) -> Facts:
    """Read the facts from the cover, and from the sentences that introduce the meeting."""
    printed = read_cover(source, gazetteer)
    texts = _opening_sentences(source)
    cover = Facts() if printed.weak else printed.facts
    held = [_read_held(text, cover.title, n < _LETTER) for n, text in enumerate(texts)]
    told = [t.facts for t in sorted((t for t in held if t is not None), key=lambda t: t.rank)]
    if printed.weak and not any(f.title and f.starts for f in told):
        cover, told = printed.facts, []
        if largest := find_largest(source):
            cover = Facts(title=largest)
    dated = cover if cover.starts else next((f for f in told if f.starts), Facts())
    title = _choose_title(cover.title, _first(f.title for f in told))
    named = _add_subject(title, cover, find_largest(source))
    if not dated.starts:
        dated = _find_period(texts)
    return Facts(
        title=named,
        theme=cover.theme or _first(f.theme for f in told),
        starts=dated.starts,
        ends=dated.ends,
        place=_fuller(cover.place, dated.place, told),
        edition=_find_session(title) or _first(_find_edition(t) for t in texts),
        convenor=_body_of(title) or _first(_find_convenor(t, title, gazetteer) for t in texts),
    )


def _choose_title(cover: str, told: str) -> str:
    """The cover's; a sentence's where the cover names a session but not whose."""
    return told if told and SESSION_ONLY.match(cover) else cover or told


def _add_subject(title: str, cover: Facts, largest: str) -> str:
    """Put a paper's subject, set largest on its first page, before "Report of <a body>".

    It is the title where nothing else is. A title begins with a capital.
    """
    if not title:
        return largest
    plain = title == cover.title and not cover.starts and _UNTITLED.match(title)
    if plain and largest and fold(largest) not in fold(title) and not _UNTITLED.match(largest):
        return f"{largest}: {title}"
    return title[0].upper() + title[1:]


_UNTITLED = re.compile(r"(?:[A-Z][\w-]*(?: [\w-]+){0,2} )?[Rr]eport of the (?!.*\bsession\b)")
_PERIOD = re.compile(r"\breport\b.{0,80}\bcovers the period\b")


def _find_period(texts: Sequence[str]) -> Facts:
    """The days that a report says it covers, where it tells of no meeting's."""
    for text in texts:
        covers = _PERIOD.search(text)
        dates = find_dates(text[covers.end() :]) if covers else ()
        if dates:
            return Facts(starts=dates[0].starts, ends=dates[0].ends)
    return Facts()


def _first(values: Iterator[str]) -> str:
    return next((value for value in values if value), "")


def _fuller(cover: str, dated: str, told: Sequence[Facts]) -> str:
    """A sentence often names the house as well as the city: it wins where it names both."""
    known = cover or dated
    if not known:
        return _first(f.place for f in told)
    return max((known, *(f.place for f in told if fold(known) in fold(f.place))), key=len)


def _opening_sentences(source: Source) -> list[str]:
    count = max(_FEWEST, int(len(source.sentences) * _OPENING_SHARE))
    return [s.text for s in source.sentences[:count] if s.kind in ("paragraph", "item")]


@cache
def _one_of(key: str) -> str:
    words = sorted(map(fold, load_cues("facts")[key]), key=len, reverse=True)
    return "|".join(map(re.escape, words))


_PLACE = re.compile(
    r"^\w+(?: place)?(?:,? (?:in person|virtually))?"
    r"(?: (?:its|a|an|the) [^.,;]{0,80}?)?,?\s+(?:at|in)\s+"
    r"(?P<place>(?:the\s+)?(?:St\. )?[A-ZÀ-Þ][^.;()]*?)"
    r"(?=,?\s+(?:on the theme|under the theme|from|on \d+|on the|between|to |during|by|with|and "
    r"(?:jointly|met|was))\b|,?\s+\d|[.;(]|,\s+(?:with|which|where|as)\b|$)"
)
_MOST_PLACE = 14  # words
_OTHERS = re.compile(
    r"\b(?:previous|last|earlier|past|former|next|informal|side|each|every|several|some|many|"
    r"organizational|pre-session|provisional|intersessional)\b"
)


def _read_held(text: str, title: str, early: bool) -> _Told | None:
    """Read a sentence that says when, where or on what theme this meeting was held.

    Where the record has no title, a meeting named in full in one of its first sentences
    (`early`) is the one it reports on.
    """
    flat = fold(text)
    verb = re.search(rf"\b(?:{_one_of('held')})\b", flat)
    if verb is None:
        return None
    if len(text) != len(flat):
        verb = re.search(rf"\b(?:{_one_of('held')})\b", text.lower()) or verb
    subject, object_ = fold(text[: verb.start()]), fold(text[verb.end() : verb.end() + 60])
    name = _held_title(text, verb.start())
    shared = _count_shared(subject, title)
    own = _is_this(subject, object_, shared) or (early and name and not title)
    if not own or _OTHERS.search(f"{subject} {object_[:40]}"):
        return None
    after = text[verb.start() :]
    dates = [d for d in find_dates(after) if d.start < 160]
    place = _PLACE.search(after) or (
        _PLACE.search("held" + after[dates[0].end :]) if dates else None
    )
    where = squeeze(place["place"]) if place else ""
    theme = find_theme(text)
    facts = Facts(
        name,
        theme,
        dates[0].starts if dates else None,
        dates[0].ends if dates else None,
        where if len(where.split()) <= _MOST_PLACE and (dates or theme) else "",
    )
    return _Told(facts, shared)


def _count_shared(subject: str, title: str) -> int:
    """How many of the title's words a sentence's subject has; a name after a colon settles it."""
    shared = len(_title_words(title) & set(re.findall(r"\w+", subject)))
    name = title.rpartition(": ")[2] if ": " in title else ""
    return shared + (_NAMED if name and fold(name) in subject else 0)


def _title_words(title: str) -> set[str]:
    return {word for word in re.findall(r"\w+", fold(title)) if len(word) > 3} - {"report"}


_ONE_OF_MANY = re.compile(
    rf"(?:\d+\.\s*)?at its (?:\d+(?:st|nd|rd|th)|{_ORDINAL})(?: [\w-]+)? meeting\b"
)


def _is_this(subject: str, object_: str, shared: int) -> bool:
    """The meeting, or the body whose report this is, is what the sentence begins with."""
    if len(subject.split()) > _SUBJECT:
        return False
    if not re.match(r"(?:\d+\.\s*)?(?:the|this|pursuant|in accordance|at its)\b", subject):
        return False
    if _ONE_OF_MANY.match(subject):
        return False
    if meeting_noun().search(subject):
        return True
    own = re.match(r"\s+(?:its|a|an|the)\b", object_) and meeting_noun().search(object_)
    return shared >= (1 if own else _SHARED)


def _held_title(text: str, verb: int) -> str:
    """The meeting's name where the sentence has it before the verb, with capitals."""
    before = re.sub(r",?\s*(?:which\s+)?(?:was|were|is|will be)?\s*$", "", text[:verb])
    before = re.sub(r"\s*\([^)]*\)$|^\d+\.\s*", "", before)
    names = [before[4:]] if before.startswith("The ") else []
    names += [before[m.end() :] for m in re.finditer(r"\b[Tt]he\s+", before)]
    return _first(name for name in names if _is_named(name))


def _is_named(name: str) -> bool:
    """A meeting's own name: its words have capitals, but for "annual", "session" and such."""
    if not meeting_noun().search(fold(name)) or not 2 <= len(name.split()) <= _LONGEST_NAME:
        return False
    plain = {"annual", "regular", "session", "meeting", "conference", "dialogue", "review"}
    words = [w for w in re.findall(r"[\w’'-]+", name) if len(w) > 3]
    own = [w for w in words if w[0].isupper() or w[0].isdigit()]
    rest = [w for w in words if w not in own and w not in plain and read_number(w) is None]
    return len(own) >= 2 and not rest and not re.search(r"[;:.]", name)


_EDITION = re.compile(
    rf"\b(?P<edition>{_ORDINAL}(?:\s+(?:anniversary|annual|regular|executive|special|plenary))*"
    r"\s+edition)\b"
)
_SESSION = re.compile(
    rf"\b(?P<edition>(?:{_ORDINAL}\s+)?"
    r"(?:(?:annual|regular|executive|special|substantive|resumed)\s+)*"
    r"session(?:\s+of\s+\d{4})?)\b"
)


def _find_edition(text: str) -> str:
    """The edition a sentence states ("20th edition")."""
    match = _EDITION.search(text.lower())
    return text[match.start("edition") : match.end("edition")] if match else ""


def _find_session(title: str) -> str:
    """The session in the title of a session's report ("twelfth session")."""
    match = _SESSION.search(title.lower())
    if not match or " " not in match["edition"]:
        return ""
    return title[match.start("edition") : match.end("edition")]


def _find_convenor(text: str, title: str, gazetteer: Gazetteer) -> str:
    """The State or organisation that a sentence says convened the meeting, by its code."""
    flat = fold(text)
    verb = re.search(rf"\b(?:{_one_of('organizers')})\b", flat)
    if not verb or not title:
        return ""
    subject = flat[: verb.start()]
    acronym = "".join(word[0] for word in title.split() if word[:1].isupper()).lower()
    own = _title_words(title) & set(re.findall(r"\w+", subject)) or (
        len(acronym) > 2 and re.search(rf"\b{re.escape(acronym)}\b", subject)
    )
    if not own or not re.match(r"(?:the|this)\b", subject) or _OTHERS.search(subject):
        return ""
    bodies = [m for m in gazetteer.find_names(text[verb.end() :]) if m.kind != "demonym"]
    return bodies[0].code if bodies and bodies[0].start < 60 else ""


def _body_of(title: str) -> str:
    """The body whose session a report's title names: it convenes its own sessions."""
    match = re.match(
        r"(?:Draft )?[Rr]eport of the (?P<body>.+?),? (?:on (?:the work of )?its|on the)\b"
        r".*\bsession",
        title,
    ) or re.match(r"(?P<body>.+?): Report on the .*\bsession", title)
    return match["body"] if match else ""
