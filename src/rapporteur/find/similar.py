"""Find the same point elsewhere: in another voice, segment or dialogue."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import Engine
from tantivy import Query, Searcher

from rapporteur.errors import UnknownError
from rapporteur.evidence import Coding, Practice, Recommendation
from rapporteur.find.counts import narrow, these_points
from rapporteur.find.fold import Folded, fold
from rapporteur.find.index import open_index
from rapporteur.find.meaning import open_meanings
from rapporteur.find.rank import Hit
from rapporteur.find.telling import Telling, find_telling, language_of, telling_words
from rapporteur.find.weigh import search_points
from rapporteur.find.why import Marks, shared_codes
from rapporteur.store.beside import find_alone, find_beside
from rapporteur.store.elsewhere import Stand, find_standing, find_stands
from rapporteur.store.select import Filter
from rapporteur.store.vectors import KeptVectors
from rapporteur.store.view import find_codings, find_practice, find_recommendation
from rapporteur.vectors import Vector, find_vectors

# Chosen by reading 82 pairs of one record, and tried on 67 of another: see docs/decisions.
LEAST = 0.2  # of a score
SPARE = 30  # further candidates, since some fold into others
TOLD = 6  # shared words that a reason names
NEARLY = 0.9  # share of the words of two that say the same


class _Likeness(NamedTuple):
    """How like a point is to what was asked: in meaning, and in the words of both."""

    meaning: float
    share: float

    @property
    def score(self) -> float:
        """Both must be there: one topic is near in meaning throughout."""
        return self.meaning * math.sqrt(self.share)


def find_similar(
    engine: Engine, key: str, wanted: Filter | None = None, limit: int = 10
) -> tuple[Hit, ...]:
    """Return what makes the same point as a point, practice or recommendation, nearest first.

    Of a practice or recommendation these are points on which another one stands (`Hit.of`). What
    the same voice says in the same segment is left out. Raises UnknownError for any other id.
    """
    sort, keys = _read_asked(engine, key)
    own = tuple(find_stands(engine, keys))
    if not own:
        raise _unknown(key)
    searcher = open_index(engine).searcher
    near = {n.serial: n.likeness for n in open_meanings(engine).find_like(_mean(engine, own))}
    others = {stand.key: stand for stand in _find_others(engine, searcher, own, near, wanted)}
    things = find_standing(engine, sort, others) if sort else dict.fromkeys(others, "")
    telling = Telling(searcher)
    found = {
        stand.serial: _compare(telling, own, stand, near[stand.serial])
        for stand in others.values()
        if things.get(stand.key, key) != key
    }
    best = sorted((-told.score, serial) for serial, told in found.items() if told.score >= LEAST)
    ranked = [(serial, -score) for score, serial in best[: 2 * limit + SPARE]]
    folded = fold(engine, ranked, len(ranked))
    kept = list(_once_each(folded, things))[:limit]
    return tuple(_make_hits(engine, own, kept, found, others, things, telling))


def _read_asked(engine: Engine, key: str) -> tuple[str, tuple[str, ...]]:
    """Return the sort of thing that is to be found, empty for points, and what `key` stands on."""
    sort = key.partition("-")[0]
    if sort not in _FINDERS:
        return "", (key,)
    name, find = _FINDERS[sort]
    found = find(engine, key)
    if found is None:
        raise _unknown(key)
    return name, found.points


_FINDERS: dict[str, tuple[str, Callable[[Engine, str], Practice | Recommendation | None]]] = {
    "prc": ("practice", find_practice),
    "rec": ("recommendation", find_recommendation),
}


def _unknown(key: str) -> UnknownError:
    return UnknownError(
        "there is no point, practice or recommendation of this id",
        place=key,
        remedy="take an id as every list gives it: pnt-…, prc-… or rec-…",
    )


def _mean(engine: Engine, stands: Sequence[Stand]) -> Vector:
    """What several sentences mean together."""
    vectors = find_vectors({stand.text for stand in stands}, KeptVectors(engine))
    whole: Vector = np.sum([vectors[stand.text].meaning for stand in stands], axis=0)
    return whole / max(float(np.linalg.norm(whole)), 1e-9)


def _find_others(
    engine: Engine,
    searcher: Searcher,
    own: Sequence[Stand],
    near: Mapping[int, float],
    wanted: Filter | None,
) -> Iterator[Stand]:
    """Points that are near and elsewhere; sentences of no kind only if the asked is one."""
    mine = search_points(searcher, these_points(stand.serial for stand in own), len(own))
    tier = max((point.tier for point in mine), default=0)
    query = narrow(Query.const_score_query(these_points(near), 1.0), wanted or Filter())
    found = search_points(searcher, query, len(near))
    serials = [point.serial for point in found if point.tier <= tier]
    asked = {stand.serial for stand in own}
    here = {(stand.segment, stand.voice) for stand in own}
    for stand in find_stands(engine, serials=serials):
        if stand.serial not in asked and (stand.segment, stand.voice) not in here:
            yield stand


def _compare(telling: Telling, own: Sequence[Stand], other: Stand, meaning: float) -> _Likeness:
    """Words are those of the sentence asked about that shares most with the other."""
    language = language_of(other.language)
    words = telling_words(other.text, language)
    shares = [
        telling.share(telling_words(stand.text, language_of(stand.language)), words, language)
        for stand in own
    ]
    return _Likeness(meaning, max(shares))


def _once_each(folded: Sequence[Folded], things: Mapping[str, str]) -> Iterator[Folded]:
    """Each practice or recommendation by the best of its points; points as they are."""
    met: set[str] = set()
    for one in folded:
        thing = things[one.key]
        if not thing or thing not in met:
            met.add(thing)
            yield one


def _make_hits(
    engine: Engine,
    own: Sequence[Stand],
    kept: Sequence[Folded],
    found: Mapping[int, _Likeness],
    others: Mapping[str, Stand],
    things: Mapping[str, str],
    telling: Telling,
) -> Iterator[Hit]:
    keys = [one.key for one in kept]
    told, around = find_alone(engine, keys), find_beside(engine, keys)
    codings = find_codings(engine, [*keys, *(stand.key for stand in own)])
    asked = {(c.framework, c.code) for stand in own for c in codings.get(stand.key, ())}
    for one in kept:
        if one.key not in told:  # removed meanwhile
            continue
        likeness, thing = found[one.serial], things[one.key]
        marks, words = _mark(own, others[one.key], telling)
        shared = shared_codes(codings.get(one.key, ()), asked)
        before, after = around.get(one.key, ("", ""))
        yield Hit(
            told[one.key],
            codings.get(one.key, ()),
            round(one.score, 4),
            _explain(likeness, words, shared),
            marks,
            before,
            after,
            shared,
            tuple(one.alike),
            f"/points/{one.key}",
            thing,
        )


def _mark(own: Sequence[Stand], other: Stand, telling: Telling) -> tuple[Marks, list[str]]:
    """Where the words of both stand in the other, and these words, the most telling first."""
    text, language = other.text, language_of(other.language)
    mine = {w for stand in own for w in telling_words(stand.text, language_of(stand.language))}
    both = [word for word in find_telling(text, language) if word.text in mine]
    written = {word.text: text[word.start : word.end].casefold() for word in reversed(both)}
    ranked = sorted(written, key=lambda stem: -telling.worth(stem, language))
    return tuple((word.start, word.end) for word in both), [written[stem] for stem in ranked]


def _name(code: Coding) -> str:
    if code.code.isdigit():
        return f"{code.framework.upper()} {code.code}"
    return code.code.replace("_", " ")


def _explain(likeness: _Likeness, words: Sequence[str], codes: Sequence[Coding]) -> str:
    reasons = ["nearly the same words"] if likeness.share >= NEARLY else []
    if not reasons:
        reasons += ["both say: " + ", ".join(words[:TOLD])]
    reasons.append(f"near in meaning ({likeness.meaning:.2f})")
    named = [_name(code) for code in codes if "." not in code.code]
    if named:
        reasons.append("both on " + ", ".join(named[:TOLD]))
    return "; ".join(reasons)
