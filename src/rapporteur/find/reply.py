"""Answer a question by the few sentences of the record that do, or say that it does not tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from sqlalchemy import Engine

from rapporteur.cues import load_cues
from rapporteur.find.asked import LANGUAGE, Asked, take_apart
from rapporteur.find.index import open_index
from rapporteur.find.meaning import encode_question
from rapporteur.find.missing import find_missing
from rapporteur.find.names import Names, get_thesaurus
from rapporteur.find.question import Words, read_question
from rapporteur.find.rank import Answer, Hit, Reply, answer
from rapporteur.find.telling import Telling
from rapporteur.find.weigh import Mode
from rapporteur.find.words import PLAIN, composed, cut, guess_language
from rapporteur.store.select import Filter
from rapporteur.store.vectors import KeptVectors
from rapporteur.vectors import find_vectors

# Chosen on the half of benchmarks/retrieval that is there for it, and on questions on topics
# that no sentence of that record touches: see docs/decisions.
LOOKED_AT = 10  # hits that may answer
ENOUGH = 0.62  # evidence that the record tells at all
NOTHING = 0.36  # evidence below which nothing comes near what is asked for
WORDS = 0.4  # what having all words of the question is worth, beside full likeness of meaning
NAME = 5.0  # worth of a name: of a word in every hundredth sentence or so
FITS = 0.35  # worth of being of the kind that is asked for
LIKE_BEST = 0.15  # how far behind the best a quoted sentence may be
MOST = 3  # sentences quoted
CAPITALS = 3  # letters of a name that counts as it is written only
# How a sentence ends, be it quoted, in brackets or with the number of a footnote.
SENTENCE = re.compile(r"[.!?;…][\s”’\"')\]\d]*$")
NUMBER = re.compile(r"\d|\b(?:half|third|quarter|dozens?|hundreds?|thousands?|m?illions?)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Weighed:
    hit: Hit
    likeness: float
    share: float
    fits: bool

    @property
    def rank(self) -> float:
        """What speaks for quoting it."""
        return self.hit.score + (self.likeness + WORDS * self.share) / 2 + FITS * self.fits


def ask(
    engine: Engine,
    typed: str,
    wanted: Filter,
    limit: int = 10,
    *,
    offset: int = 0,
    mode: Mode = "both",
    counting: bool = True,
) -> Answer:
    """Return what `rank.answer` does, and a Reply where a question is put as one.

    A Reply comes with the first hits only; raises QueryError as `rank.answer` does.
    """
    found = answer(engine, typed, wanted, limit, offset=offset, mode=mode, counting=counting)
    if offset or mode == "text" or not is_question(typed):
        return found
    hits = found.hits
    if limit < LOOKED_AT <= found.total:
        hits = answer(engine, typed, wanted, LOOKED_AT, mode=mode, counting=False).hits
    return replace(found, reply=make_reply(engine, typed, hits, whole=wanted == Filter()))


def is_question(typed: str) -> bool:
    """Return whether something is asked in a sentence, in words alone and in English."""
    begins = [word.text for word in cut(composed(typed[:200]), PLAIN)]
    told = any(begins[: len(start)] == start for start in _beginnings())
    if len(begins) < 2 or not (told or typed.rstrip().endswith("?")):
        return False
    return guess_language(typed) == LANGUAGE and isinstance(read_question(typed), Words)


def make_reply(engine: Engine, typed: str, hits: Sequence[Hit], *, whole: bool = True) -> Reply:
    """Return the sentences among the best hits that answer, or whether the record does not say.

    That is claimed only where it holds nothing of what is named; or nothing of a word that is
    asked for, and nothing near in meaning either. What a filter leaves out may be near: `whole`
    tells that there is none. In between nothing is claimed.
    """
    index = open_index(engine)
    thesaurus = get_thesaurus(index.pairs)
    asked = take_apart(typed, thesaurus)
    missing = find_missing(index, thesaurus, asked)
    telling = Telling(index.searcher)
    worth = {word: telling.worth(word, LANGUAGE) for word in asked.words}
    weighed = _weigh(engine, asked, worth, hits[:LOOKED_AT])
    able = [one for one in weighed if _can_answer(asked, one.hit)]
    # A bare name means nothing to the encoder; whoever speaks of it answers.
    numbered = any(NUMBER.search(said) for said in missing.said)  # of another there may be much
    if (
        able
        and not missing.name
        and not numbered
        and (not asked.words or _evidence(able) >= ENOUGH)
    ):
        best = sorted(able, key=lambda one: -one.rank)[:MOST]
        quoted = (one.hit for one in best if one.rank >= best[0].rank - LIKE_BEST)
        return Reply("quoted", tuple(quoted), missing.said)
    named = missing.body or missing.name
    silent = named or (missing.word and whole and _evidence(weighed) < NOTHING)
    return Reply("silent" if silent else "unclear", (), missing.said)


def _evidence(weighed: Sequence[_Weighed]) -> float:
    """How near the record comes to the question, in meaning and in words."""
    likeness = max((one.likeness for one in weighed), default=0.0)
    return likeness + WORDS * max((one.share for one in weighed), default=0.0)


def _can_answer(asked: Asked, hit: Hit) -> bool:
    """It must be by, about or beside one of those that are needed, and tell a number if asked.

    A heading, a list's entry or a table's cell names what is asked for, and tells nothing of it.
    """
    point = hit.statement.points[0]
    if not SENTENCE.search(point.text):
        return False
    if asked.number and not point.figures and not NUMBER.search(point.text):
        return False
    if asked.kind and not asked.words and point.kind != asked.kind:  # it asks for nothing else
        return False
    if asked.actor and not _is_by(hit, asked.actor):
        return False
    return not asked.names or any(_speaks_of(hit, name) for _, name in asked.names)


def _fits(asked: Asked, hit: Hit) -> bool:
    """Whether it counts what is asked for, or is of the kind asked for and by or about those."""
    point = hit.statement.points[0]
    if asked.number:
        return any(asked.counts(figure) for figure in point.figures)
    if point.kind != asked.kind:
        return False
    return not asked.names or any(_is_of(hit, name, point.text) for _, name in asked.names)


def _is_by(hit: Hit, actor: Names) -> bool:
    """Their own words, or others' that name them: of what is only about them, others do it."""
    statement = hit.statement
    if actor.code in statement.voice.entities:
        return True
    return _spelling(actor).search(statement.points[0].text) is not None


def _speaks_of(hit: Hit, name: Names) -> bool:
    """By, about or beside it."""
    return _is_of(hit, name, f"{hit.before} {hit.statement.points[0].text} {hit.after}")


def _is_of(hit: Hit, name: Names, text: str) -> bool:
    if name.code in (*hit.statement.voice.entities, *hit.statement.points[0].about):
        return True
    return _spelling(name).search(text) is not None


@cache
def _spelling(name: Names) -> re.Pattern[str]:
    short = [re.escape(s) for s in name.spellings if len(s) <= CAPITALS]
    long = [re.escape(s) for s in name.spellings if len(s) > CAPITALS]
    # A short one counts as it is written only ("US"); "(?!)" matches nothing.
    return re.compile(rf"\b(?:{'|'.join(short) or '(?!)'}|(?i:{'|'.join(long) or '(?!)'}))\b")


def _weigh(
    engine: Engine, asked: Asked, worth: Mapping[str, float], hits: Sequence[Hit]
) -> list[_Weighed]:
    texts = [hit.statement.points[0].text for hit in hits]
    vectors = find_vectors(texts, KeptVectors(engine))
    question = encode_question(asked.text)
    every = sum(worth.values()) + NAME * len(asked.known)
    found = []
    for hit, text in zip(hits, texts, strict=True):
        held = {word.text for word in cut(composed(text), LANGUAGE)}
        both = sum(worth[word] for word in worth if word in held)
        both += NAME * sum(_speaks_of(hit, name) for _, name in asked.known)
        likeness = float(np.dot(question, vectors[text].meaning))
        share = both / every if every else 1.0
        found.append(_Weighed(hit, likeness, share, _fits(asked, hit)))
    return found


@cache
def _beginnings() -> tuple[list[str], ...]:
    return tuple(cue.split() for cue in load_cues("search")["question"]["begins"])
