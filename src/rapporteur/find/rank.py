"""Answer a question: match words, meaning or both, fold what is alike, count, and say why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from sqlalchemy import Engine, select
from tantivy import Occur, Query, Searcher

from rapporteur.errors import QueryError
from rapporteur.evidence import Coding, Statement
from rapporteur.find.counts import Counts, count_facets, narrow
from rapporteur.find.index import SearchIndex, open_index
from rapporteur.find.matching import Match, Matcher
from rapporteur.find.meaning import encode_question, open_meanings
from rapporteur.find.names import get_thesaurus
from rapporteur.find.question import Question, Words, read_question
from rapporteur.find.schema import count_matches, make_schema
from rapporteur.find.why import explain, find_codes, is_said_by, mark_words, shared_codes
from rapporteur.find.words import PLAIN, cut, guess_language
from rapporteur.gazetteer import load_gazetteer
from rapporteur.store import tables
from rapporteur.store.beside import find_alone, find_beside
from rapporteur.store.select import Filter
from rapporteur.store.view import find_codings

Mode = Literal["text", "meaning", "both"]
MODES: tuple[Mode, ...] = get_args(Mode)

FLAT = 10  # reciprocal rank fusion's k: the smaller, the more the first ranks count
BY_WORDS, BY_MEANING = 1.0, 1.0
TIERS = (1.0, 0.6, 0.2)  # what a rank is worth of a point, another sentence, a heading
WEIGHED = 100  # points found roughly that are weighed in full
SPARE = 30  # further candidates, since some fold into others
ALIKE = 0.9  # share of words that make two points one
ENGLISH = "Search by meaning reads English; this question was matched by its words only."
EXACT = "Phrases, signs and ranges ask for words as they stand; meaning was left out."


@dataclass(frozen=True, slots=True)
class Hit:
    """A point that answers a question: in `statement`, which holds just this point.

    `score` is greater the better, and comparable within one answer only; `why` says what
    matched; `marks` are the offsets of the matched words in the point's text. `before` and
    `after` are the sentences around it; `codes` those of its codings that the question speaks
    of; `alike` the ids of nearly identical points that are folded into it; `address` is the
    path of its page.
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


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits best first, how many points match in all, counts by facet, and what to tell the asker.

    `total` and `counts` are of points before those that are alike are folded. `counts` is empty
    where it was not asked for.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Counts = field(default_factory=dict)
    notes: tuple[str, ...] = ()


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
    with ranks fused. Raises QueryError for a question without words, one too long, or an
    unknown mode.
    """
    if mode not in MODES:
        raise QueryError(
            "there is no such way of searching", place=mode, remedy=f"use {', '.join(MODES)}"
        )
    question = read_question(typed)
    index = open_index(engine)
    mode, notes = _choose_mode(mode, question, typed)
    match = _match(index, question)
    near = _find_near(engine, typed) if mode != "text" else {}
    query = _whole(match.bare, near, mode)
    searcher = index.searcher
    ranked = rank_points(searcher, match, near, wanted, limit + offset + SPARE, mode)
    folded = _fold(engine, ranked)[offset : offset + limit]
    counts: Counts = {}
    if counting:
        total, counts = count_facets(searcher, query, wanted)
    else:
        total = count_matches(searcher, narrow(query, wanted))
    return Answer(_make_hits(engine, typed, folded, match, near), total, counts, notes)


def _choose_mode(mode: Mode, question: Question, typed: str) -> tuple[Mode, tuple[str, ...]]:
    if mode == "text":
        return mode, ()
    if not isinstance(question, Words):
        return "text", (EXACT,)
    if guess_language(typed) != "en":
        return "text", (ENGLISH,)
    return mode, ()


def _match(index: SearchIndex, question: Question) -> Match:
    thesaurus = get_thesaurus(index.pairs)
    return Matcher(index.searcher, index.languages, thesaurus).match(question)


def _find_near(engine: Engine, typed: str) -> dict[int, float]:
    found = open_meanings(engine).find(encode_question(typed))
    return {near.serial: near.likeness for near in found}


def _whole(bare: Query, near: Mapping[int, float], mode: Mode) -> Query:
    if mode == "text":
        return bare
    close = _just(near)
    if mode == "meaning":
        return close
    return Query.boolean_query([(Occur.Should, bare), (Occur.Should, close)])


def rank_points(
    searcher: Searcher,
    match: Match,
    near: Mapping[int, float],
    wanted: Filter,
    most: int,
    mode: Mode,
) -> list[tuple[int, float]]:
    """Return points by their numbers with their scores, best first."""
    by_words = rank_by_words(searcher, match, wanted, most) if mode != "meaning" else []
    if mode == "text":
        scores = {serial: score * TIERS[tier] for serial, tier, score in by_words}
    else:
        scores = _fuse(
            ((BY_WORDS, by_words), (BY_MEANING, _by_meaning(searcher, near, wanted, most)))
        )
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def rank_by_words(
    searcher: Searcher, match: Match, wanted: Filter, most: int
) -> list[tuple[int, int, float]]:
    """Return the number, tier and score of the best points: many found roughly, then weighed."""
    rough = search_points(searcher, narrow(match.bare, wanted), max(WEIGHED, 2 * most))
    few = _just(serial for serial, _, _ in rough)
    parts = [(Occur.Must, Query.const_score_query(few, 0.0)), (Occur.Must, match.query)]
    return search_points(searcher, Query.boolean_query(parts), most)


def _just(serials: Iterable[int]) -> Query:
    """Return the query of these points; one term each is found faster than a set of terms."""
    schema = make_schema()
    terms = (Query.term_query(schema, "serial", serial) for serial in serials)
    return Query.boolean_query([(Occur.Should, term) for term in terms])


def _by_meaning(
    searcher: Searcher, near: Mapping[int, float], wanted: Filter, most: int
) -> list[tuple[int, int, float]]:
    if not near:
        return []
    query = narrow(Query.const_score_query(_just(near), 1.0), wanted)
    found = search_points(searcher, query, len(near))
    return sorted(found, key=lambda hit: -near[hit[0]])[:most]


def _fuse(
    rankings: Iterable[tuple[float, Sequence[tuple[int, int, float]]]],
) -> dict[int, float]:
    """Add up what each ranking gives a point: its worth over FLAT and the rank.

    Cormack, Clarke and Büttcher (2009), with weights.
    """
    scores: dict[int, float] = {}
    for worth, ranking in rankings:
        for rank, (serial, tier, _) in enumerate(ranking, 1):
            scores[serial] = scores.get(serial, 0.0) + worth * TIERS[tier] / (FLAT + rank)
    return scores


def search_points(searcher: Searcher, query: Query, most: int) -> list[tuple[int, int, float]]:
    """Return the number, tier and score of the best points."""
    hits = searcher.search(query, max(1, most), count=False).hits
    addresses = [address for _, address in hits]
    serials = searcher.fast_field_values("serial", addresses)
    tiers = searcher.fast_field_values("tier", addresses)
    return [
        (int(serial or 0), int(tier or 0), float(score))
        for serial, tier, (score, _) in zip(serials, tiers, hits, strict=True)
    ]


@dataclass(slots=True)
class _Folded:
    serial: int
    key: str
    score: float
    words: frozenset[str]
    alike: list[str] = field(default_factory=list)


def _fold(engine: Engine, ranked: Sequence[tuple[int, float]]) -> list[_Folded]:
    """Fold points whose words are nearly the same into the best of them."""
    rows = _read(engine, [serial for serial, _ in ranked])
    kept: list[_Folded] = []
    for serial, score in ranked:
        if serial not in rows:  # removed since the index was read; it follows at the next question
            continue
        key, text = rows[serial]
        words = frozenset(word.text for word in cut(text, PLAIN))
        twin = next((k for k in kept if _is_alike(k.words, words)), None)
        if twin is None:
            kept.append(_Folded(serial, key, score, words))
        else:
            twin.alike.append(key)
    return kept


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    least = ALIKE * max(len(one), len(other))
    if min(len(one), len(other)) < least or not one:
        return False
    differing = one ^ other
    # Another number is another thing: "5 visas" and "6 visas".
    return len(one & other) >= ALIKE * len(one | other) and not any(
        word[0].isdigit() for word in differing
    )


def _read(engine: Engine, serials: Sequence[int]) -> dict[int, tuple[str, str]]:
    point = tables.point.c
    query = select(point.serial, point.id, point.text).where(point.serial.in_(list(serials)))
    with engine.connect() as connection:
        return {row.serial: (row.id, row.text) for row in connection.execute(query)}


def _make_hits(
    engine: Engine,
    typed: str,
    found: Sequence[_Folded],
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
        beside = mark_words(f"{before} {after}", match.runs)
        own = codings.get(one.key, ())
        reason = explain(
            statement,
            marks,
            beside if not marks else (),
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
