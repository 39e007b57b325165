"""Rank points by their words, by their meaning and by what is said around them."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Literal, NamedTuple

from tantivy import Occur, Query, Searcher

from rapporteur.find.counts import narrow, these_points
from rapporteur.find.index import SearchIndex
from rapporteur.find.matching import Match
from rapporteur.find.schema import make_passage_schema
from rapporteur.store.select import Filter

Mode = Literal["text", "meaning", "both"]

# What the best point or passage gets for its words, its meaning, and the words of its passage;
# others get their share. Chosen on half of the questions of benchmarks/retrieval.
WORDS, MEANING, PASSAGE = 0.5, 0.5, 0.4
STRANGE = 0.3  # likeness to a question that is worth nothing
TIERS = (1.0, 0.8, 0.2)  # what a score is worth of a point, another sentence, a heading
WEIGHED = 50  # points found roughly by their words that are weighed in full


class Found(NamedTuple):
    """A point by its number, its tier, the number of its passage, and its score."""

    serial: int
    tier: int
    passage: int
    score: float


def rank_points(
    index: SearchIndex,
    match: Match,
    near: Mapping[int, float],
    wanted: Filter,
    most: int,
    mode: Mode,
) -> tuple[list[tuple[int, float]], bool]:
    """Return points by their numbers with their scores, best first; and whether these are all.

    `near` has the points that are near in meaning with their likeness. At least `most` candidates
    are looked at, of which some may not match.
    """
    whole = True
    searcher = index.searcher
    if mode == "meaning":
        found = _pick(searcher, near, wanted)
        scores = _weigh(found, near, {}, words=0.0)
    else:
        some = max(WEIGHED, 5 * most // 4)
        hits = searcher.search(narrow(match.rough, wanted), some, count=False).hits
        rough = searcher.fast_field_values("serial", [address for _, address in hits])
        serials = dict.fromkeys([int(serial or 0) for serial in rough])
        # Where nothing narrows them, those further off do not come among the first.
        close = near if wanted != Filter() else dict(islice(near.items(), some))
        whole = len(hits) < some and len(close) == len(near)
        found = _pick(searcher, serials | dict.fromkeys(close), wanted, match.parts)
        found = [point for point in found if point.score or point.serial in near]
        scores = _weigh(found, near, _weigh_passages(index.passages, match, found))
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])), whole


def search_points(searcher: Searcher, query: Query, most: int) -> list[Found]:
    """Return the best points by a query, best first."""
    hits = searcher.search(query, max(1, most), count=False).hits
    addresses = [address for _, address in hits]
    columns = (searcher.fast_field_values(n, addresses) for n in ("serial", "tier", "passage"))
    return [
        Found(int(serial or 0), int(tier or 0), int(passage or 0), float(score))
        for serial, tier, passage, (score, _) in zip(*columns, hits, strict=True)
    ]


def _weigh_passages(
    searcher: Searcher, match: Match, points: Iterable[Found]
) -> Mapping[int, float]:
    """Return how well the passages of `points` hold the question's words, by their numbers."""
    numbers = {point.passage for point in points}
    if not match.passages or not numbers:
        return {}
    schema = make_passage_schema()
    terms = (Query.term_query(schema, "number", number) for number in numbers)
    few = Query.boolean_query([(Occur.Should, term) for term in terms])
    query = _add_up(Query.const_score_query(few, 0.0), match.passages)
    hits = searcher.search(query, len(numbers), count=False).hits
    found = searcher.fast_field_values("number", [address for _, address in hits])
    return {int(number or 0): score for number, (score, _) in zip(found, hits, strict=True)}


def _add_up(few: Query, parts: Iterable[Query]) -> Query:
    """Return the query of `few` that gives them what each part gives.

    One part after another: a union of them would be worked out for all points around each.
    """
    for part in parts:
        few = Query.boolean_query([(Occur.Must, few), (Occur.Should, part)])
    return few


def _pick(
    searcher: Searcher, serials: Iterable[int], wanted: Filter, parts: Iterable[Query] = ()
) -> list[Found]:
    """Return those of these points that pass the filter, with what `parts` give them."""
    few = narrow(Query.const_score_query(these_points(serials), 0.0), wanted)
    return search_points(searcher, _add_up(few, parts), len(list(serials)))


def _weigh(
    found: Iterable[Found],
    near: Mapping[int, float],
    passages: Mapping[int, float],
    words: float = WORDS,
) -> dict[int, float]:
    """Add up what each kind of evidence gives a point, as a share of what it gives the best."""
    points = list(found)
    most_words = max((point.score for point in points), default=0.0) or 1.0
    most_near = max((near.get(point.serial, 0.0) for point in points), default=0.0)
    most_passage = max(passages.values(), default=0.0) or 1.0
    reach = max(most_near - STRANGE, 1e-9)
    return {
        point.serial: TIERS[point.tier]
        * (
            words * point.score / most_words
            + MEANING * max(0.0, near.get(point.serial, 0.0) - STRANGE) / reach
            + PASSAGE * passages.get(point.passage, 0.0) / most_passage
        )
        for point in points
    }
