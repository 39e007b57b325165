"""Find with whom a measure is taken, and since when."""

import re
from functools import cache
from itertools import pairwise

from rapporteur.cues import load_cues
from rapporteur.extract.recommendation.addressees import read_actors
from rapporteur.gazetteer import Gazetteer

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:19|20)\d\d(?![\d–-])(?! per)"
PART = "(?:early |mid-|late |the (?:end|beginning|start) of )?"
DATE = (
    rf"{PART}(?:(?:\d{{1,2}} )?(?:{MONTH})(?: \d{{1,2}},)? {YEAR}|{YEAR}|(?:{MONTH})\b(?! [A-Z\d]))"
)
CLAUSE = re.compile(r";\s|(?<=[a-z)])\.\s")
AHEAD = frozenset(("would", "will", "planned", "expected", "scheduled"))
COMING = re.compile(r"\b(?:would|will|planned|expected|scheduled)\b")
WORDS = re.compile(r"[A-Za-z]+")
NEAR = 9  # words between a date and the verb of beginning before it
FIRST = 4  # words before a date that opens its clause
BESIDE = re.compile(r"\s*(?:and|, together with|together with)\s+(?:the\s+)?")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("practices")
    partners = re.compile(rf"\b(?:{'|'.join(cues['partners'])})\s+", re.I)
    ended = r"(?!\s*(?:to|until|till|and|[–-])\s*(?:(?:19|20)\d\d|the|[A-Z]))"
    since = re.compile(rf"\b(?:{'|'.join(cues['since'])})\s+(?:the\s+)?({DATE}){ended}", re.I)
    dated = re.compile(rf"\b(?:in|on)\s+(?:the\s+)?({DATE}){ended}", re.I)
    return partners, since, dated


@cache
def _instruments() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = load_cues("practices")
    nouns, undone = ("|".join(cues[name]) for name in ("enacted", "undone"))
    number = r"(?: (?:No|Nos|no)\.? ?[\w./–-]+| (?!(?:19|20)\d\d\b)\d[\w.,/–-]*)?"
    capital = r"\b(?:[A-Z][\w’-]+ )?(?:Act|Law|Code|Decree|Ordinance|Order)"
    between = r"(?:(?!and |or )[\w’()-]+ ){0,5}?"
    return re.compile(
        rf"\b(?i:{nouns}){number} (?:of|dated) (?:the )?(?P<of>{DATE})"
        rf"|\b(?i:the|an?|its|his|her|their|that) (?P<year>{YEAR}) {between}(?i:{nouns})\b"
        rf"|{capital}{number},? \(?(?P<named>{YEAR})"
    ), re.compile(rf"\b(?:{undone})\b", re.I)


def find_since(text: str) -> str:
    """Return the date since when, as `text` words it ("March 2020"), or nothing.

    It follows "since" and the like, stands in one clause with a verb by which a measure comes
    to be, or is that of the State's instrument ("a decree of March 2020"); years that bound a
    stretch of time, years yet to come, and those of instruments undone are none.
    """
    for clause in CLAUSE.split(text):
        since, dated = _cues()[1:]
        known = [m for m in since.finditer(clause) if not COMING.search(clause, 0, m.start())]
        known += [m for m in dated.finditer(clause) if _begins(clause, m)]
        if known:
            return known[0].group(1)
    return _find_enacted(text)


def _find_enacted(text: str) -> str:
    """Return the date that an instrument bears: "Decree No. 4 of 3 May 2020", "the 2019 Act"."""
    enacted, undone = _instruments()
    for match in enacted.finditer(text):
        before = " ".join(text[: match.start()].split()[-NEAR:])
        after = " ".join(text[match.end() :].split()[:FIRST])
        if not (COMING.search(before) or undone.search(before) or undone.search(after)):
            return match["of"] or match["year"] or match["named"]
    return ""


def _begins(clause: str, dated: re.Match[str]) -> bool:
    """Tell whether a verb of beginning stands near the date, or after one that opens its clause."""
    verbs = frozenset(load_cues("practices")["beginnings"].split())
    before = WORDS.findall(clause[: dated.start()])
    after = WORDS.findall(clause[dated.end() :])[: 2 * NEAR]
    for near in (before[-NEAR:], after if len(before) <= FIRST else []):
        at = next((at for at, word in enumerate(near) if word in verbs), None)
        if at is not None:
            return not AHEAD & frozenset(near[: at + 1])
    return False


def find_partners(
    text: str, gazetteer: Gazetteer, implementers: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return the partners that `text` names: short codes where known, else its own words.

    They follow words of working together, or stand beside an implementer ("Ireland and IOM").
    """
    mentions = gazetteer.find_names(text)
    found = [
        name
        for cue in _cues()[0].finditer(text)
        for _, _, name in read_actors(text, cue.end(), mentions)
    ]
    for one, other in pairwise(mentions):
        if BESIDE.fullmatch(text, one.end, other.start):
            codes = {one.code, other.code}
            found += [*codes.difference(implementers)] if codes & set(implementers) else []
    vague = load_cues("practices")["vague"].split()
    return tuple(dict.fromkeys(name for name in found if name.lower() not in vague))
