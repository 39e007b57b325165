"""Find the recommendations of States that a human-rights review lists, with their answers."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.evidence import Source
from rapporteur.extract.recommendation.asks import begins_imperative
from rapporteur.extract.recommendation.brackets import Bracket, find_brackets
from rapporteur.extract.recommendation.cuts import Stretch, join_stretches
from rapporteur.extract.recommendation.drafts import Draft
from rapporteur.extract.recommendation.listings import (
    ASIDE,
    Listing,
    gather_listings,
    last_number,
    read_entry,
)
from rapporteur.extract.recommendation.refused import find_refused
from rapporteur.gazetteer import Gazetteer

INNER = re.compile(r"(\d{1,3}\.\d{1,3}\.?|\d{1,3}\.)\s+(?=[A-Z“\"])")
CLOSED = re.compile(r"[\s\d*]*(?:[;/.:]|$)")
CAPITAL = re.compile(r"[\s\d*]*[A-Z]")
JOINED = re.compile(r"[\s;/.,*\d]*(?:and|as well as|&)?\s*")  # between brackets of one clause
REMNANT = 3  # words: a shorter one without a verb is what a page break left of another
LEADING = re.compile(r"[\s;/.,:*]*(?:\d{1,2}\s*;)?[\s;/.,:*]*")


@dataclass(frozen=True, slots=True)
class Clause:
    """One recommendation of an item and the States behind it."""

    number: str
    words: Stretch
    states: tuple[str, ...]


def find_listed(source: Source, gazetteer: Gazetteer) -> tuple[Draft, ...]:
    """Return the listed recommendations of `source` in reading order.

    A list is opened by a paragraph that speaks of recommendations and followed by numbered
    items that close with States in brackets. `voices` are those States, `addressed_to` is the
    State under review, ISO3 codes all.
    """
    entries = [read_entry(b) for b in source.blocks if b.kind not in ASIDE]
    listings = [found for found in gather_listings(entries) if _names_states(found, gazetteer)]
    if not listings:
        return ()
    review = _find_review(listings, gazetteer)
    spoken = {
        mention.text: mention.code
        for entry in entries
        for mention in gazetteer.find_names(entry.words.text)
        if mention.kind == "state"
    }
    asked = (review,) if review else ()
    drafts = [
        Draft(clause.words, "listed", clause.states, asked, clause.number, found.response)
        for found in listings
        for clause in _split(found, gazetteer, spoken)
        if clause.words.pieces
    ]
    running = [(entry.marker, entry.words) for entry in entries]
    for words, state in find_refused(running, review, gazetteer):
        drafts.append(Draft(words, "listed", (state,), asked, response="noted"))
    return tuple(drafts)


def find_review(listed: Sequence[Draft]) -> str:
    """Return the ISO3 code of the State that the listed recommendations ask, or nothing."""
    return next((draft.addressed_to[0] for draft in listed if draft.addressed_to), "")


def _names_states(found: Listing, gazetteer: Gazetteer) -> bool:
    named = 0
    for item in found.items:
        named += bool(find_brackets(join_stretches(item.parts).text, gazetteer))
        if named >= (min(2, len(found.items)) if found.intro.pieces else 2):
            return True
    return False


def _find_review(listings: Sequence[Listing], gazetteer: Gazetteer) -> str:
    """Return the ISO3 code of the State under review: the one the introductions name most."""
    named: Counter[str] = Counter()
    for found in listings:
        codes = {m.code for m in gazetteer.find_names(found.intro.text) if m.kind == "state"}
        named.update(codes)
    return named.most_common(1)[0][0] if named else ""


def _split(found: Listing, gazetteer: Gazetteer, spoken: Mapping[str, str]) -> Iterator[Clause]:
    for item in found.items:
        words = join_stretches(item.parts)
        brackets = find_brackets(words.text, gazetteer, spoken)
        if not brackets and (found.style == "dotted" or item is not found.items[-1]):
            yield Clause(item.number, words.cut(0, len(words.text.rstrip(" ;."))), ())
        yield from _split_item(item.number, words, brackets)


def _split_item(number: str, words: Stretch, brackets: Sequence[Bracket]) -> Iterator[Clause]:
    """Yield the clauses of one item; each ends at a bracket that closes a recommendation."""
    text = words.text
    states: list[str] = []
    begin = close = close_at = 0
    for index, bracket in enumerate(brackets):
        if not states or not JOINED.fullmatch(text, close, bracket.start):
            close_at = bracket.start
        close = bracket.end
        states.extend(bracket.states)
        last = index + 1 == len(brackets)
        if not (last or _is_closed(text, close, brackets[index + 1].start)):
            continue
        leading = LEADING.match(text, begin)
        begin = leading.end() if leading else begin
        inner = INNER.match(text, begin)
        if inner is not None and last_number(inner.group(1)) == last_number(number) + 1:
            number, begin = inner.group(1), inner.end()
        clause = words.cut(begin, close_at)
        if not (begin and _is_remnant(clause.text)):
            yield Clause(number, clause, tuple(dict.fromkeys(states)))
        begin, states = close, []


def _is_remnant(text: str) -> bool:
    few = len(text.split()) <= REMNANT
    return few and text[:1].islower() and not begins_imperative(text)


def _is_closed(text: str, close: int, following: int) -> bool:
    """Tell whether the bracket that ends at `close` ends its recommendation too."""
    if JOINED.fullmatch(text, close, following):
        return False
    return bool(CLOSED.match(text, close) or CAPITAL.match(text, close))
