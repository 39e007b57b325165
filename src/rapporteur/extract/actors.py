"""Who may speak in a sentence: States, organisations, people, posts, collectives, pronouns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.gazetteer import Gazetteer

ActorKind = Literal[
    "state",
    "organisation",
    "group",
    "person",
    "delegate",
    "role",
    "collective",
    "pronoun",
    "name",
]
FIRST = 0xE000  # private-use characters stand for mentions, so grammars can be written over them
MENTION = "[\ue000-\uf8ff]"

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*"
_PARTICLE = r"(?:de|del|della|da|dos|van|von|der|den|bin|ibn|al|el|la|le|di|du|y|e|ben)"
PERSON = rf"{_CAP}(?: (?:{_PARTICLE} )?{_CAP}|-{_CAP}| {_PARTICLE} {_CAP}){{1,5}}"
_TITLE = (
    r"(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|Sir|Lord|Dame|Madam|Prince|Princess|King|Pope)"
)
_ACRONYM = r"(?:G-? ?77(?:/C(?:HINA|hina)| and China)?|[A-Z]{2,}[A-Za-z0-9]*|[A-Z][a-z]?[A-Z]+[A-Za-z]*)(?:[-/][A-Z0-9][A-Za-z0-9]*)*"
# Words that open a sentence with a capital and name nobody.
NAMELESS = frozenset(
    "A An And As At But By Both During Each For From Given However If In It Its No Nor Noting Of On"
    " Or Other Others Since So Some Such That The Their Then There These They This Those Through To"
    " Under Until Upon What When Where While With Within Regarding Concerning Also After Before"
    " Following Instead Moreover Furthermore Finally Further Another Although Though Because Once"
    " Recalling Emphasizing Stressing Speaking Supported Opposed Echoing Responding Highlighting"
    " Parties Many Several Delegates Article Decision Annex Agenda Item Paragraph Section Panel".split()
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention that may act: `text` is `sentence[start:end]`, without a leading article.

    `codes` are ISO3 codes and short names where the gazetteer knows the mention; `bracket` is
    what stands in brackets behind it ("Portugal" in "Ana Reis (Portugal)").
    """

    start: int
    end: int
    text: str
    kind: ActorKind
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A sentence with one private-use character for each mention, and the way back.

    `places[i]` is the offset in the sentence of character `i` of `text`.
    """

    sentence: str
    text: str
    actors: tuple[Actor, ...]
    places: tuple[int, ...]

    def actors_in(self, start: int, end: int) -> tuple[Actor, ...]:
        """Return the mentions within `text[start:end]`, in order."""
        return tuple(self.actors[ord(c) - FIRST] for c in self.text[start:end] if ord(c) >= FIRST)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that `text[start:end]` stands for."""
        return self.places[start], self.places[end]


@dataclass(frozen=True, slots=True)
class _Words:
    collective: re.Pattern[str]
    role: re.Pattern[str]
    delegate: re.Pattern[str]
    several: re.Pattern[str]
    pronoun: re.Pattern[str]
    person: re.Pattern[str]
    acronym: re.Pattern[str]


@cache
def _words() -> _Words:
    cues = load_cues("voices")
    many = cues["collective"]
    either = {key: _either(many[key]) for key in ("quantifiers", "modifiers", "pronouns")}
    either["heads"] = _either(
        {*many["heads"], *(head[0].upper() + head[1:] for head in many["heads"])}
    )
    quantifier = rf"(?:{either['quantifiers']}|\d[\d,]*)"
    collective = (
        rf"\b(?:(?i:{quantifier}) )+(?:(?:{either['modifiers']})[ -]){{0,5}}(?:{either['heads']})\b"
        rf"(?![-’'])"
        rf"|\b(?<![a-z] )(?:(?:{either['modifiers']})[ -]){{0,5}}(?:{either['heads']})(?<=s)\b(?![-’'])"
        rf"|\b(?:{either['heads']})(?<=s)\b(?= (?:also |further )?[a-z]+(?:ed|id)\b)|\b(?i:{either['pronouns']})(?= (?:also |have |had )?[a-z]+(?:ed|id)\b)"
    )
    posts, bodies = _either(cues["roles"]), _either(cues["bodies"])
    of = (
        rf"(?: (?:of|for|to|on) (?:the )?(?:[A-Z0-9][\w’'/-]*|{_PARTICLE})"
        rf"(?:(?: |, | and )(?:(?:of|for|the|and|on|in) ){{0,2}}[A-Z][\w’'/-]*)*)"
    )
    unit = (  # "Director, Supply Division", up to the verb
        rf"(?:, (?!(?:[A-Z]\w+ ){{0,3}}(?:{posts})\b){_CAP}(?:(?: |, | and |/)"
        rf"(?:(?:of|for|the|and|to|on|in|with) ){{0,2}}{_CAP})*(?=,? [a-z]))"
    )
    post = rf"(?:(?:{posts})(?: and (?:{posts}))?(?:{of}|{unit})*|(?:{bodies})\b{of}*)"
    role = rf"\b(?:[A-Z][\w’'-]+ ){{0,4}}?{post}(?: {PERSON}| (?!The\b){_CAP})?"
    envoy = r"(?:[Rr]epresentatives?|[Dd]elegates?|[Dd]elegations?|[Oo]bservers?|spokespersons?)"
    proper = (
        rf"(?:[A-Z][\w’'./-]*)(?:(?: (?:of|the|and|for|on|de|in|du|des|against|to))* "
        rf"(?:[A-Z][\w’'./-]*|\([A-Z][^()]*\)))*"
    )
    delegate = (
        rf"\b(?:[A-Z][\w-]+ )*{envoy} (?:of|for|from) (?:the )?{proper}"
        rf"(?:(?:,|,? and) (?:the )?{proper})*(?: secretariat)?"
        rf"|\b(?:[A-Z][\w-]+ )+{envoy}\b"
    )
    government = (
        rf"\b(?:(?:territorial|federal|national|central|current|[A-Z][a-z]+) )?Government"
        rf"(?: of (?:the )?{proper})?(?![\w’'-])"
    )
    several = (
        rf"\b{envoy} (?:of|for|from) (?:[a-z]+ )+(?:{either['heads']}|society|sector|[a-z]+s)\b"
    )
    return _Words(
        re.compile(collective),
        re.compile(role),
        re.compile(f"{delegate}|{government}"),
        re.compile(several),
        re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)\b(?!’)"),
        re.compile(rf"\b(?:{_TITLE} )?{PERSON}(?= \(|, who|,? (?:of|from) (?:the )?[A-Z])"),
        re.compile(rf"\b(?:{_ACRONYM})(?: [A-Z]{{2,}})*\b"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def find_actors(
    sentence: str, gazetteer: Gazetteer, people: re.Pattern[str] | None = None
) -> tuple[Actor, ...]:
    """Return the mentions of a sentence that may act, in order; the longest where they overlap.

    `people` matches names of persons that the document has introduced.
    """
    words = _words()
    found = [
        Actor(m.start, m.end, m.text, m.kind, (m.code,))
        for m in gazetteer.find_names(sentence)
        if m.kind not in ("demonym", "place")
    ]
    patterns: tuple[tuple[ActorKind, re.Pattern[str]], ...] = (
        ("role", words.role),
        ("delegate", words.delegate),
        ("collective", words.several),
        ("collective", words.collective),
        ("pronoun", words.pronoun),
        ("person", words.person),
        ("name", words.acronym),
    )
    if people is not None:
        patterns += (("person", people),)
    for kind, pattern in patterns:
        found += [
            Actor(m.start() + skip, m.end(), m.group()[skip:], kind)
            for m in pattern.finditer(sentence)
            if m.group()
            and not _is_misread(kind, m.group()[(skip := _article(kind, m.group())) :].split()[0])
        ]
    return tuple(sorted(_longest(found), key=lambda actor: actor.start))


def _article(kind: ActorKind, words: str) -> int:
    article = re.match(r"(?:The|A|An) ", words) if kind in ("delegate", "role") else None
    return article.end() if article else 0


def _is_misread(kind: ActorKind, first: str) -> bool:
    # "Several delegations" has a capital only because it opens the sentence.
    quantifiers = load_cues("voices")["collective"]["quantifiers"]
    opener = first in NAMELESS or first.casefold() in quantifiers
    return kind in ("person", "delegate") and opener


def _longest(found: list[Actor]) -> list[Actor]:
    kept: list[Actor] = []
    for actor in sorted(found, key=lambda a: (a.start - a.end, a.start)):
        if all(actor.end <= other.start or actor.start >= other.end for other in kept):
            kept.append(actor)
    return kept


def shape_of(sentence: str, actors: tuple[Actor, ...]) -> Shape:
    """Return the sentence with each mention as one character."""
    text: list[str] = []
    places: list[int] = []
    at = 0
    for number, actor in enumerate(actors):
        places += range(at, actor.start)
        text.append(sentence[at : actor.start])
        places.append(actor.start)
        text.append(chr(FIRST + number))
        at = actor.end
    places += range(at, len(sentence) + 1)
    text.append(sentence[at:])
    return Shape(sentence, "".join(text), actors, tuple(places))
