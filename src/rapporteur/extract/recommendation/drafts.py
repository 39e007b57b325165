"""Recommendations as found, before they are given their anchor, segment and points."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapporteur.evidence import (
    Recommendation,
    Sentence,
    Source,
    Statement,
    content_id,
    make_anchor,
)
from rapporteur.evidence.recommendation import Response
from rapporteur.extract.recommendation.cuts import Stretch


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found: the words, whose they are, whom they ask, and the answer."""

    words: Stretch
    origin: Literal["report", "listed", "call"]
    voices: tuple[str, ...]
    addressed_to: tuple[str, ...] = ()
    number: str = ""
    response: Response | None = None


class Places:
    """The sentences of a source by place, and the points they became."""

    def __init__(self, source: Source, statements: Sequence[Statement]) -> None:
        spots = sorted(
            ((p.page, p.start, p.end, s) for s in source.sentences for p in s.pieces),
            key=lambda spot: spot[:3],
        )
        self._starts = [spot[:2] for spot in spots]
        self._spots = spots
        self._points = {p.order: p.id for s in statements for p in s.points}

    def sentences_at(self, words: Stretch) -> list[Sentence]:
        """Return the sentences that share characters with `words`, in reading order."""
        found: dict[int, Sentence] = {}
        for piece in words.pieces:
            at = bisect_right(self._starts, (piece.page, piece.end - 1)) - 1
            while at >= 0:
                page, _, end, sentence = self._spots[at]
                if page != piece.page or end <= piece.start:
                    break
                found[sentence.order] = sentence
                at -= 1
        return [found[order] for order in sorted(found)]

    def points_at(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        """Return the ids of the points that `sentences` became."""
        return tuple(self._points[s.order] for s in sentences if s.order in self._points)


def settle(draft: Draft, source: Source, places: Places) -> Recommendation:
    """Anchor a draft in its source."""
    sentences = places.sentences_at(draft.words)
    first = draft.words.pieces[0]
    return Recommendation(
        id=content_id("rec", source.id, first.page, first.start, draft.words.text),
        text=draft.words.text,
        anchor=make_anchor(source, draft.words.pieces),
        origin=draft.origin,
        voices=draft.voices,
        addressed_to=draft.addressed_to,
        number=draft.number,
        response=draft.response,
        segment=sentences[0].segment if sentences else "",
        points=places.points_at(sentences),
    )
