"""Plain rankings of texts to compare with: BM25, latent semantic analysis, and both."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import bm25s
import numpy as np
import Stemmer

from rapporteur.vectors import encode, encode_meaning

Rank = Callable[[str], list[int]]  # a question to the places of the texts, best first
DEEP = 100  # places that are ranked
MANY = 1_000  # places of sentences that are ranked, where they stand for articles
DIMENSIONS = 100
SMOOTHING = 60  # of reciprocal ranks (Cormack, Clarke and Büttcher, 2009)


def bm25(texts: Sequence[str], stemmed: bool = True) -> Rank:
    """Rank by BM25 as bm25s has it, without English stop words; texts that share none are out."""
    stemmer = Stemmer.Stemmer("english") if stemmed else None
    index = bm25s.BM25()
    index.index(_words(texts, stemmer), show_progress=False)

    def rank(question: str) -> list[int]:
        words = [word for word in _words([question], stemmer)[0] if word in index.vocab_dict]
        if not words:
            return []
        places, scores = index.retrieve([words], k=min(DEEP, len(texts)), show_progress=False)
        found = zip(places[0], scores[0], strict=True)
        return [int(place) for place, score in found if score > 0]

    return rank


def encoded(texts: Sequence[str]) -> Rank:
    """Rank by the cosine of the shipped encoder's vectors, as they are."""
    vectors = np.stack([one.meaning for one in encode(texts)])

    def rank(question: str) -> list[int]:
        asked = encode_meaning(question)
        return [int(place) for place in np.argsort(-(vectors @ asked), kind="stable")[:MANY]]

    return rank


def latent(texts: Sequence[str]) -> Rank:
    """Rank by the cosine of TF-IDF vectors of stems, brought down to 100 dimensions.

    These are vectors that need no model; a trained one must do better than they.
    """
    stemmer = Stemmer.Stemmer("english")
    counts = [Counter(words) for words in _words(texts, stemmer)]
    spread = Counter(word for one in counts for word in one)
    column = {word: at for at, word in enumerate(sorted(spread))}
    weight = np.log(len(texts) / np.array([spread[word] for word in column])).astype(np.float32)

    def weigh(one: Counter[str]) -> np.ndarray:
        row = np.zeros(len(column), dtype=np.float32)
        for word, number in one.items():
            if word in column:
                row[column[word]] = 1 + np.log(number)
        return row * weight

    matrix = np.stack([weigh(one) for one in counts])
    axes = np.linalg.svd(matrix, full_matrices=False)[2][:DIMENSIONS]
    vectors = _unit(matrix @ axes.T)

    def rank(question: str) -> list[int]:
        asked = _unit(weigh(Counter(_words([question], stemmer)[0])) @ axes.T)
        if not asked.any():
            return []
        return [int(place) for place in np.argsort(-(vectors @ asked), kind="stable")[:DEEP]]

    return rank


def fused(*ranks: Rank) -> Rank:
    """Rank by the sum of the reciprocal ranks that `ranks` give."""

    def rank(question: str) -> list[int]:
        scores: defaultdict[int, float] = defaultdict(float)
        for one in ranks:
            for at, place in enumerate(one(question), 1):
                scores[place] += 1 / (SMOOTHING + at)
        return sorted(scores, key=lambda place: (-scores[place], place))

    return rank


def _words(texts: Sequence[str], stemmer: object) -> list[list[str]]:
    found: list[list[str]] = bm25s.tokenize(
        list(texts), stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
    return found


def _unit(vectors: np.ndarray) -> np.ndarray:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return vectors / np.where(length == 0, 1, length)
