"""Who may speak in a sentence: States, organisations, people, posts, collectives, pronouns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapporteur.cues import load_cues
from rapporteur.extract.voice.mentions import load_patterns
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
# Files whose bullets come from symbol fonts hold such characters themselves.
_PRIVATE = str.maketrans(dict.fromkeys(range(FIRST, 0xF900), "\ufffd"))


_SUBJECT = re.compile(
    r"(?:However, )?(?P<name>[A-Z][a-z][\w-]+)"
    r"(?= (?:said|noted|stressed|proposed|opposed|supported|urged|called for|requested)\b"
    r"|, (?:with [A-Z]|for the [A-Z]|on behalf of|supported by|opposed by))"
)


_OWNER = re.compile(  # "Lund's proposals on fees", not "the Fund's proposals"
    r"(?<![Tt]he )(?<![A-Z’'] )\b(?P<name>[A-Z][a-z][\w-]+)"
    r"(?=(?:’s|'s) (?:[a-z-]+ ){0,2}(?:proposals?|suggestions?|objections?|opposition)\b)"
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A mention that may act: `text` is `sentence[start:end]`, without a leading article.

    `codes` are ISO3 codes and short names where the gazetteer knows the mention.
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
        return tuple(
            self.actors[ord(c) - FIRST] for c in self.text[start:end] if FIRST <= ord(c) < 0xF900
        )

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the sentence that `text[start:end]` stands for."""
        return self.places[start], self.places[end]


def find_actors(
    sentence: str, gazetteer: Gazetteer, people: re.Pattern[str] | None = None
) -> tuple[Actor, ...]:
    """Return the mentions of a sentence that may act, in order; the longest where they overlap.

    `people` matches names of persons that the document has introduced.
    """
    words = load_patterns()
    found = [
        Actor(m.start, m.end, m.text, m.kind, (m.code,))
        for m in gazetteer.find_names(sentence)
        if m.kind != "demonym" and m.kind != "place"
    ]
    patterns: tuple[tuple[ActorKind, re.Pattern[str]], ...] = (
        ("role", words.role),
        ("delegate", words.delegate),
        ("collective", words.collective),
        ("pronoun", words.pronoun),
        ("person", words.person),
        ("name", words.name),
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
    found = [one for actor in found for one in _each_holder(actor)]
    found += _unknown_subject(sentence)
    return tuple(sorted(_longest(found), key=lambda actor: actor.start))


def _unknown_subject(sentence: str) -> list[Actor]:
    """Return capitalised words that act, though no list of names knows them."""
    found = [_SUBJECT.match(sentence), *_OWNER.finditer(sentence)]
    return [
        Actor(match.start("name"), match.end("name"), match["name"], "name")
        for match in found
        if match is not None and match["name"] not in nameless()
    ]


def _each_holder(actor: Actor) -> Iterator[Actor]:
    """Part "President of X, the Chair of Y and the Director of Z" into three."""
    joints = [*_next_holder().finditer(actor.text)] if actor.kind == "role" else []
    if not joints or not re.search(r"\band the $", joints[-1].group()):
        yield actor
        return
    starts = (0, *(joint.end() for joint in joints))
    ends = (*(joint.start() for joint in joints), len(actor.text))
    for start, end in zip(starts, ends, strict=True):
        place = actor.start + start
        yield Actor(place, actor.start + end, actor.text[start:end], "role")


@cache
def _next_holder() -> re.Pattern[str]:
    posts = "|".join(sorted(load_cues("voices")["roles"], key=len, reverse=True))
    return re.compile(rf"(?:,| and|, and) the (?=(?:[A-Z][\w-]+ ){{0,3}}(?:{posts}) (?:of|for)\b)")


def _article(kind: ActorKind, words: str) -> int:
    article = re.match(r"(?:The|A|An) ", words) if kind in ("delegate", "role") else None
    return article.end() if article else 0


def _is_misread(kind: ActorKind, first: str) -> bool:
    # "Several delegations" has a capital only because it opens the sentence.
    quantifiers = load_cues("voices")["collective"]["quantifiers"]
    opener = first in nameless() or first.casefold() in quantifiers
    return kind in ("person", "delegate") and opener


def _longest(found: list[Actor]) -> list[Actor]:
    kept: list[Actor] = []
    for actor in sorted(found, key=lambda a: (a.start - a.end, a.start)):
        if all(actor.end <= other.start or actor.start >= other.end for other in kept):
            kept.append(actor)
    return kept


def shape_of(sentence: str, actors: tuple[Actor, ...]) -> Shape:
    """Return the sentence with each mention as one character, no other being like it."""
    plain = sentence.translate(_PRIVATE)
    text: list[str] = []
    places: list[int] = []
    at = 0
    for number, actor in enumerate(actors):
        places += range(at, actor.start)
        text.append(plain[at : actor.start])
        places.append(actor.start)
        text.append(chr(FIRST + number))
        at = actor.end
    places += range(at, len(sentence) + 1)
    text.append(plain[at:])
    return Shape(sentence, "".join(text), actors, tuple(places))


@cache
def nameless() -> frozenset[str]:
    """Return the words that open a sentence with a capital and name nobody."""
    return frozenset(load_cues("voices")["nameless"])
