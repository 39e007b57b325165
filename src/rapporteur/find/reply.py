"""Answer a question by the few sentences of the record that do, or say that it does not tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from sqlalchemy import Engine

from rapporteur.cues import load_cues
from rapporteur.find.index import SearchIndex, open_index
from rapporteur.find.matching import Matcher
from rapporteur.find.meaning import encode_question
from rapporteur.find.names import Names, Thesaurus, get_thesaurus
from rapporteur.find.question import Words, read_question
from rapporteur.find.rank import Answer, Hit, Reply, answer
from rapporteur.find.schema import count_matches
from rapporteur.find.telling import Telling
from rapporteur.find.weigh import Mode
from rapporteur.find.words import PLAIN, composed, cut, guess_language, stop_words
from rapporteur.gazetteer import load_states
from rapporteur.store.select import Filter
from rapporteur.store.vectors import KeptVectors
from rapporteur.vectors import find_vectors

# Chosen on the half of benchmarks/retrieval that is there for it, and on questions on topics
# that no sentence of that record touches: see docs/decisions.
LOOKED_AT = 10  # hits that may answer
ENOUGH = 0.5  # evidence that the record tells at all
WORDS = 0.4  # what having all words of the question is worth, beside full likeness of meaning
NAME = 5.0  # worth of a name: of a word in every hundredth sentence or so
LIKE_BEST = 0.15  # how far behind the best a quoted sentence may be
MOST = 3  # sentences quoted
LANGUAGE = "en"  # that the encoder reads
CAPITALS = 3  # letters of a name that counts as it is written only
NUMBER = re.compile(r"\d|\b(?:half|third|quarter|dozens?|hundreds?|thousands?|m?illions?)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question taken apart: all names it holds, those of which an answer must speak, its telling
    words, and whether it asks for a number.
    """

    text: str
    known: tuple[tuple[str, Names], ...]
    names: tuple[tuple[str, Names], ...]
    words: dict[str, str]  # as typed, by how the index keeps them
    number: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    hit: Hit
    likeness: float
    share: float

    @property
    def rank(self) -> float:
        """What speaks for quoting it."""
        return self.hit.score + (self.likeness + WORDS * self.share) / 2


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
    return replace(found, reply=make_reply(engine, typed, hits))


def is_question(typed: str) -> bool:
    """Return whether something is asked in a sentence, in words alone and in English."""
    begins = [word.text for word in cut(composed(typed[:200]), PLAIN)]
    told = any(begins[: len(start)] == start for start in _beginnings())
    if len(begins) < 2 or not (told or typed.rstrip().endswith("?")):
        return False
    return guess_language(typed) == LANGUAGE and isinstance(read_question(typed), Words)


def make_reply(engine: Engine, typed: str, hits: Sequence[Hit]) -> Reply:
    """Return the sentences among the best hits that answer; none where the record does not say."""
    index = open_index(engine)
    thesaurus = get_thesaurus(index.pairs)
    asked = _take_apart(typed, thesaurus)
    able = [hit for hit in hits[:LOOKED_AT] if _can_answer(asked, hit)]
    telling = Telling(index.searcher)
    worth = {word: telling.worth(word, LANGUAGE) for word in asked.words}
    weighed = _weigh(engine, asked, worth, able)
    missing = _find_missing(index, thesaurus, asked)
    likeness = max((one.likeness for one in weighed), default=0.0)
    share = max((one.share for one in weighed), default=0.0)
    # A bare name means nothing to the encoder; whoever speaks of it answers.
    if not weighed or (asked.words and likeness + WORDS * share < ENOUGH):
        return Reply((), missing)
    best = sorted(weighed, key=lambda one: -one.rank)[:MOST]
    return Reply(tuple(o.hit for o in best if o.rank >= best[0].rank - LIKE_BEST), missing)


def _take_apart(typed: str, thesaurus: Thesaurus) -> _Asked:
    shown = composed(typed)
    names, bare, at = [], "", 0
    for start, end, name in thesaurus.find(shown):
        names.append((shown[start:end], name))
        bare += shown[at:start]
        at = end
    bare += shown[at:]
    empty = stop_words(LANGUAGE) | frozenset(load_cues("search")["question"]["empty"])
    words = {
        word.text: bare[word.start : word.end]
        for word in cut(bare, LANGUAGE)
        if len(word.text) > 1 and bare[word.start : word.end].casefold() not in empty
    }
    states = [(said, name) for said, name in names if name.code in _states()]
    begun = " ".join(word.text for word in cut(shown, PLAIN))
    number = any(
        re.search(rf"\b{cue}\b", begun) for cue in load_cues("search")["question"]["numbers"]
    )
    return _Asked(typed, tuple(names), tuple(states or names), words, number)


def _can_answer(asked: _Asked, hit: Hit) -> bool:
    """It must be by, about or beside one of those that are needed, and tell a number if asked."""
    point = hit.statement.points[0]
    if asked.number and not point.figures and not NUMBER.search(point.text):
        return False
    return not asked.names or any(_speaks_of(hit, name) for _, name in asked.names)


def _speaks_of(hit: Hit, name: Names) -> bool:
    """By, about or beside it."""
    point = hit.statement.points[0]
    if name.code in (*hit.statement.voice.entities, *point.about):
        return True
    around = f"{hit.before} {point.text} {hit.after}"
    return _spelling(name).search(around) is not None


@cache
def _spelling(name: Names) -> re.Pattern[str]:
    short = [re.escape(s) for s in name.spellings if len(s) <= CAPITALS]
    long = [re.escape(s) for s in name.spellings if len(s) > CAPITALS]
    # A short one counts as it is written only ("US"); "(?!)" matches nothing.
    return re.compile(rf"\b(?:{'|'.join(short) or '(?!)'}|(?i:{'|'.join(long) or '(?!)'}))\b")


def _weigh(
    engine: Engine, asked: _Asked, worth: Mapping[str, float], hits: Sequence[Hit]
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
        found.append(_Weighed(hit, likeness, both / every if every else 1.0))
    return found


def _find_missing(index: SearchIndex, thesaurus: Thesaurus, asked: _Asked) -> tuple[str, ...]:
    """The names and words of the question that no sentence holds, as they were typed."""
    searcher = index.searcher
    matcher = Matcher(searcher, index.languages, thesaurus)
    names = [
        said
        for said, _ in asked.known
        if not count_matches(searcher, matcher.match(Words(said)).bare)
    ]
    words = [
        said
        for word, said in asked.words.items()
        if not searcher.doc_freq(f"text_{LANGUAGE}", word)
    ]
    return tuple(dict.fromkeys([*names, *words]))


@cache
def _beginnings() -> tuple[list[str], ...]:
    return tuple(cue.split() for cue in load_cues("search")["question"]["begins"])


@cache
def _states() -> frozenset[str]:
    return frozenset(state.code for state in load_states())
