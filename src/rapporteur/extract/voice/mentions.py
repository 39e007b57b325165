"""What mentions of speakers look like: collectives, posts, envoys, persons, acronyms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapporteur.cues import load_cues

_CAP = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*"
_PARTICLE = r"(?:de|del|della|da|dos|van|von|der|den|bin|ibn|al|el|la|las|los|le|di|du|y|e|ben)"
PERSON = rf"{_CAP}(?: (?:{_PARTICLE} ){{0,2}}{_CAP}|-{_CAP}){{1,5}}"
_TITLE = (
    r"(?:H\.E\.|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Prof\.?|Sir|Lord|Dame|Madam|Prince|Princess|King|Pope)"
)
_ACRONYM = (
    r"(?:G-? ?77(?:/C(?:HINA|hina)| and China)?|[A-Z]{2,}[A-Za-z0-9]*"
    r"|[A-Z][a-z]?[A-Z]+[A-Za-z]*)(?:[-/][A-Z0-9][A-Za-z0-9]*)*(?: [A-Z]{2,})*"
)
_ENVOY = r"(?:[Rr]epresentatives?|[Dd]elegates?|[Dd]elegations?|[Oo]bservers?|[Ss]pokespersons?)"
_PROPER = (
    r"(?:[A-Z][\w’'./-]*)(?:(?: (?:of|the|and|for|on|de|in|du|des|against|to))* "
    r"(?:[A-Z][\w’'./-]*|\([A-Z][^()]*\)))*"
)


@dataclass(frozen=True, slots=True)
class Patterns:
    """One expression for each kind of mention that a list of names does not give."""

    collective: re.Pattern[str]
    role: re.Pattern[str]
    delegate: re.Pattern[str]
    pronoun: re.Pattern[str]
    person: re.Pattern[str]
    name: re.Pattern[str]


@cache
def load_patterns() -> Patterns:
    """Build the expressions from the cue file, once."""
    cues = load_cues("voices")
    return Patterns(
        re.compile(_collective(cues["collective"])),
        re.compile(
            _role(_either(cues["roles"]), _either(cues["bodies"]))
            + rf"|{_body(_either(cues['recalled_bodies']))}"
        ),
        re.compile(_delegate()),
        re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)\b(?!’)"),
        re.compile(
            rf"\b{_TITLE} {PERSON}(?: of (?:the )?{_CAP})?"
            rf"|\b{PERSON}(?= \(|, who|,? (?:of|from) (?:the )?[A-Z])"
        ),
        re.compile(rf"\b{_ACRONYM}\b"),
    )


def _collective(many: dict[str, Any]) -> str:
    heads = _either({*many["heads"], *(head[0].upper() + head[1:] for head in many["heads"])})
    quantifier = rf"(?:{_either(many['quantifiers'])}|\d[\d,]*)"
    modifiers = rf"(?:(?:{_either(many['modifiers'])})[ -]){{0,5}}"
    told = r"(?= (?:also |further |have |had )?[a-z]+(?:ed|id)\b)"
    return "|".join(
        (
            rf"\b(?:(?i:{quantifier}) ){{1,6}}{modifiers}(?:{heads})\b(?![-’'])",
            r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]he) (?:[A-Z][\w’-]+ ){1,4}"
            r"(?:member|delegate|participant|official)\b",
            r"\b[Tt]he (?:first|second|third|fourth|fifth|sixth|seventh|next|last|final)"
            r" (?:(?:guest|keynote|invited) )?"
            r"(?:speaker|discussant|panell?ist|presenter|lecturer)\b",
            rf"\b(?:(?i:{quantifier}) ){{0,3}}(?:United Nations|UN) (?:system )?"
            r"(?:entities|agencies|organizations)\b(?![-’'])",
            rf"\b(?:(?<![a-z] )|(?<=with )){modifiers}(?:{heads})(?<=s)\b(?![-’'])",
            rf"\b(?:{heads})(?<=s)\b{told}",
            rf"\b(?:(?i:{quantifier}) ){{1,6}}{modifiers}representative\b(?! (?:of|for|from)\b)",
            rf"\b(?i:{_either(many['pronouns'])}){told}",
            rf"(?<=by )(?:{_either(many['pronouns'])})(?=[,.;)]| and\b| but\b)",
            r"^(?:Many|Most|Some|Several)(?=, including )",
            rf"\b{_ENVOY} (?:of|for|from) (?:[a-z]+ )+?(?:{heads}|society|sector|[a-z]+s)\b{told}",
            rf"\b{_ENVOY} (?:of|for|from) (?:[a-z]+ )+(?:{heads}|society|sector|[a-z]+s)\b",
        )
    )


def _role(posts: str, bodies: str) -> str:
    of = (
        rf"(?: (?:of|for|to|on) (?:the )?(?:[A-Z0-9][\w’'/-]*|{_PARTICLE})"
        rf"(?:(?: |, | and )(?:(?:of|for|the|and|on|in) ){{0,2}}[A-Z][\w’'/-]*)*(?: secretariat)?"
        r"| of the secretariat)"
    )
    unit = (  # "Director, Supply Division", up to the verb
        rf"(?:, (?!(?:[A-Z]\w+ ){{0,3}}(?:{posts})\b){_CAP}(?:(?: |, | and |/)"
        rf"(?:(?:of|for|the|and|to|on|in|with) ){{0,2}}{_CAP})*(?=,? [a-z]))"
    )
    post = rf"(?:(?:{posts})(?:(?: and |/)(?:{posts}))?(?:{of}|{unit})*|(?:{bodies})(?![\w-]){of}*)"
    stands_in = r"(?: (?:ad interim|a\.i\.))?"
    return rf"\b(?:[A-Z][\w’'-]+ ){{0,4}}?{post}{stands_in}(?: {PERSON}| (?!The\b){_CAP})?"


def _body(heads: str) -> str:
    """Match a body by its own full name: "Northern Harbour Agency"."""
    more = r"(?: (?:(?:of|for|on) (?:the )?)?[A-Z][\w’-]+){0,5}"
    return rf"\b(?!The )[A-Z][\w’-]+{more} (?:{heads})(?![\w-])"


def _delegate() -> str:
    whose = rf"(?:the )?{_PROPER}(?:(?:,|,? and) (?:the )?{_PROPER})*"
    whose += r"(?: (?:secretariat|working group|task force))?"
    adjective = r"(?:territorial|federal|national|central|current|[A-Z][a-z]+)"
    return "|".join(
        (
            rf"\b(?:[A-Z][\w-]+ ){{0,12}}{_ENVOY} (?:of|for|from) {whose}",
            rf"\b(?:[A-Z][\w-]+ ){{1,12}}{_ENVOY}\b",
            rf"\b(?:official|participant|speaker|panellist|ambassador|minister)s? from {whose}",
            rf"\b(?:{adjective} )?Government(?: of (?:the )?{_PROPER})?(?![\w’'-])",
        )
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
