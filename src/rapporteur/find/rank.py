"""Answer a question: match words, meaning or both, fold what is alike, count, and say why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

import numpy as np
from sqlalchemy import Engine
from tantivy import Occur, Query

from rapporteur.errors import QueryError
from rapporteur.evidence import Coding, Statement
from rapporteur.find.counts import Counts, begin_count, narrow, these_points
from rapporteur.find.fold import Folded, fold, read_texts
from rapporteur.find.index import SearchIndex, open_index
from rapporteur.find.matching import Match, Matcher
from rapporteur.find.meaning import encode_question, open_meanings
from rapporteur.find.names import Thesaurus, get_thesaurus
from rapporteur.find.question import Question, Words, read_question
from rapporteur.find.schema import count_matches
from rapporteur.find.weigh import Mode, rank_points
from rapporteur.find.why import explain, find_codes, is_said_by, mark_words, shared_codes
from rapporteur.find.words import guess_language
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store.beside import find_alone, find_beside
from rapporteur.store.select import Filter
from rapporteur.store.view import find_codings

Outcome = Literal["quoted", "silent", "unclear"]

MODES: tuple[Mode, ...] = get_args(Mode)

SPARE = 30  # further candidates, since some fold into others
DEEPEST = 5_000  # candidates looked at for the sake of those that do not
ENGLISH = "Search by meaning reads English; this question was matched by its words only."
EXACT = "Phrases, signs and ranges ask for words as they stand; meaning was left out."


@dataclass(frozen=True, slots=True)
class Hit:
    """A point that answers a question: in `statement`, which holds just this point.

    `score` is greater the better, and comparable within one answer only; `why` says what
    matched; `marks` are the offsets of the matched words in the point's text. `before` and
    `after` are the sentences around it; `codes` those of its codings that the question speaks
    of; `alike` the ids of nearly identical points that are folded into it; `address` is the
    path of its page. `of` is the practice or recommendation that stands on the point, where such
    things were looked for.
    """

    statement: Statement
    codings: tuple[Coding, ...]
    score: float
    why: str
    marks: tuple[tuple[int, int], ...]
    before: str = ""
    after: str = ""
    codes: tuple[Coding, ...] = ()
    alike: tuple[str, ...] = ()
    address: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the record says to a question: the few sentences that answer it, best first.

    `outcome` is "quoted" where there are some, "silent" where the record does not say, and
    "unclear" where nothing is claimed. `missing` are the names and words of the question that no
    sentence at all holds, as they were typed.
    """

    outcome: Outcome
    quoted: tuple[Hit, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits best first, how many points match in all, counts by facet, and what to tell the asker.

    `total` and `counts` are of points before those that are alike are folded. `counts` is empty
    where it was not asked for. `reply` is there where `reply.ask` was put a question.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Counts = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    reply: Reply | None = None


def find(
    engine: Engine, typed: str, wanted: Filter, limit: int = 10, mode: Mode = "both"
) -> tuple[Hit, ...]:
    """Return at most `limit` hits, best first; raises QueryError as `answer` does."""
    return answer(engine, typed, wanted, limit, mode=mode, counting=False).hits


def answer(
    engine: Engine,
    typed: str,
    wanted: Filter,
    limit: int = 10,
    *,
    offset: int = 0,
    mode: Mode = "both",
    counting: bool = True,
) -> Answer:
    """Return hits `offset` to `offset + limit` with counts by every facet.

    "text" finds points that hold a word of the question, "meaning" those near it, "both" either,
    with scores added up. Raises QueryError for a question without words, one too long, or an
    unknown mode.
    """
    if mode not in MODES:
        raise QueryError(
            "there is no such way of searching", place=mode, remedy=f"use {', '.join(MODES)}"
        )
    question = read_question(typed)
    index = open_index(engine)
    thesaurus = get_thesaurus(index.pairs)
    mode, notes = _choose_mode(mode, question, typed, thesaurus)
    match = _match(engine, index, question, thesaurus)
    near = _find_near(engine, typed, thesaurus) if mode != "text" else {}
    query = _whole(match.bare, near, mode)
    searcher = index.searcher
    counted = begin_count(searcher, query, wanted) if counting else None
    folded = _rank(engine, index, match, near, wanted, limit + offset, mode)[offset:]
    counts: Counts = {}
    if counted:
        total, counts = counted()
    else:
        total = count_matches(searcher, narrow(query, wanted))
    return Answer(_make_hits(engine, typed, folded, match, near), total, counts, notes)


def _choose_mode(
    mode: Mode, question: Question, typed: str, thesaurus: Thesaurus
) -> tuple[Mode, tuple[str, ...]]:
    if mode == "text":
        return mode, ()
    if not isinstance(question, Words):
        return "text", (EXACT,)
    if guess_language(typed) != "en":
        return "text", (ENGLISH,)
    if mode == "both" and thesaurus.is_name(typed):
        return "text", ()  # a bare name means nothing to the encoder
    return mode, ()


def _match(engine: Engine, index: SearchIndex, question: Question, thesaurus: Thesaurus) -> Match:
    matcher = Matcher(
        index.searcher, index.languages, thesaurus, lambda serials: read_texts(engine, serials)
    )
    return matcher.match(question)


def _find_near(engine: Engine, typed: str, thesaurus: Thesaurus) -> dict[int, float]:
    vector = np.sum([encode_question(one) for one in thesaurus.spell_out(typed)], axis=0)
    found = open_meanings(engine).find(vector / np.linalg.norm(vector))
    return {near.serial: near.likeness for near in found}


def _whole(bare: Query, near: Mapping[int, float], mode: Mode) -> Query:
    if mode == "text":
        return bare
    close = these_points(near)
    if mode == "meaning":
        return close
    return Query.boolean_query([(Occur.Should, bare), (Occur.Should, close)])


def _rank(
    engine: Engine,
    index: SearchIndex,
    match: Match,
    near: Mapping[int, float],
    wanted: Filter,
    enough: int,
    mode: Mode,
) -> list[Folded]:
    """Return the best points; more are looked at where too few match, or too many fold."""
    most = enough + SPARE
    while True:
        ranked, whole = rank_points(index, match, near, wanted, most, mode)
        folded = fold(engine, ranked, enough)
        if len(folded) == enough or whole or most >= DEEPEST:
            return folded
        matching = narrow(_whole(match.bare, near, mode), wanted)
        if len(ranked) >= count_matches(index.searcher, matching):
            return folded
        most *= 4


def _make_hits(
    engine: Engine,
    typed: str,
    found: Sequence[Folded],
    match: Match,
    near: Mapping[int, float],
) -> tuple[Hit, ...]:
    keys = [one.key for one in found]
    codings = find_codings(engine, keys)
    asked = find_codes(typed)
    hits = []
    around, told = find_beside(engine, keys), find_alone(engine, keys)
    for one in found:
        if one.key not in told:  # removed meanwhile
            continue
        statement = told[one.key]
        point = statement.points[0]
        marks = mark_words(point.text, match.runs)
        before, after = around.get(one.key, ("", ""))
        beside = () if marks else mark_words(f"{before} {after}", match.runs)
        own = codings.get(one.key, ())
        reason = explain(
            statement,
            marks,
            beside,
            is_said_by(_names(statement), match.runs),
            near.get(one.serial, 0.0),
        )
        hits.append(
            Hit(
                statement,
                own,
                round(one.score, 4),
                reason,
                marks,
                before,
                after,
                shared_codes(own, asked),
                tuple(one.alike),
                f"/points/{point.id}",
            )
        )
    return tuple(hits)


def _names(statement: Statement) -> str:
    voice, known = statement.voice, _list_names()
    return " ".join([*voice.speakers, *(known.get(code, code) for code in voice.entities)])


@cache
def _list_names() -> dict[str, str]:
    return {entity.code: entity.name for entity in load_gazetteer().list_entities()}
