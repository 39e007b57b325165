"""Tools for what was asked and what was done: recommendations, practices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from rapporteur.evidence import Practice, Recommendation, Review
from rapporteur.mcp.arguments import Limit, Start, Wanted
from rapporteur.mcp.filters import ANY, choose
from rapporteur.mcp.record import Proof, Record, Stretch, cut, judged
from rapporteur.mcp.shapes import (
    AspectItem,
    PracticeItem,
    Practices,
    RecommendationItem,
    Recommendations,
)
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.titles import Titles, find_titles

Origin = Literal["", "report", "listed", "call"]
ASPECTS = get_args(AspectItem.model_fields["aspect"].annotation)


@dataclass(frozen=True, slots=True)
class Asking:
    """Tools for recommendations and practices of a record."""

    record: Record

    def recommendations(
        self,
        origin: Annotated[
            Origin,
            Field(
                description="`report`: the record's own lists; `listed`: lists that name the "
                "State behind each item; `call`: said by a speaker; empty: all."
            ),
        ] = "",
        filters: Wanted = ANY,
        start: Start = 0,
        limit: Limit = 10,
    ) -> Recommendations:
        """List what was asked: recommendations with their words, who asks, of whom, and the answer.

        In the order of the record. Filters are tried on the sentences a recommendation stands on.
        """
        choice = choose(self.record.store, filters)
        some = cut(self.record.client.recommendations(origin=origin, **choice), start, limit)
        shown = list(self._recommendations(some.items))
        return Recommendations(recommendations=shown, next=_next(some, start, len(shown)))

    def practices(self, filters: Wanted = ANY, start: Start = 0, limit: Limit = 5) -> Practices:
        """List what was done: measures, with who took them, for whom, since when, and with whom.

        In the order of the record. Each has the sentences it was read from (`points`) and those
        on its effects, obstacles and lessons (`aspects`); quote these, not the title.
        """
        choice = choose(self.record.store, filters)
        some = cut(self.record.client.practices(**choice), start, limit)
        reviews = find_reviews(self.record.store, [one.id for one in some.items])
        proof = Proof(self.record)
        shown: list[PracticeItem] = []
        for one in some.items:
            item = _practice_item(proof, one, reviews.get(one.id))
            if proof.room < 0 and shown:  # begins the next answer instead
                break
            shown.append(item)
        return Practices(practices=shown, next=_next(some, start, len(shown)))

    def _recommendations(self, items: Sequence[Recommendation]) -> Iterator[RecommendationItem]:
        store, proof = self.record.store, Proof(self.record)
        reviews = find_reviews(store, [one.id for one in items])
        titles = find_titles(
            store, {one.anchor.source for one in items}, {one.segment for one in items}
        )
        for one in items:
            if not proof.has_room(one.text):
                return
            yield self._recommendation_item(proof, titles, one, reviews.get(one.id))

    def _recommendation_item(
        self, proof: Proof, titles: Titles, one: Recommendation, review: Review | None
    ) -> RecommendationItem:
        page = proof.check(one.text, one.anchor)
        return RecommendationItem(
            id=one.id,
            quotation=one.text,
            dialogue=titles.titles[one.anchor.source],
            file=titles.files[one.anchor.source],
            page=page.number,
            printed_page=page.label,
            segment=titles.segments.get(one.segment, ""),
            **judged(review),
            address=self.record.address(one.anchor, next(iter(one.points), one.id)),
            number=one.number,
            by=list(one.voices),
            addressed_to=list(one.addressed_to),
            origin=one.origin,
            response=one.response,
            points=list(one.points),
        )


def _practice_item(proof: Proof, one: Practice, review: Review | None) -> PracticeItem:
    aspects = [(aspect, key) for aspect in ASPECTS for key in getattr(one, aspect)]
    told = proof.show([key for _, key in aspects])
    points = list(proof.show(one.points))
    return PracticeItem(
        id=one.id,
        title=one.title,
        implementers=list(one.implementers),
        bodies=list(one.bodies),
        level=one.level,
        partners=list(one.partners),
        groups=list(one.groups),
        instruments=list(one.instruments),
        about=list(one.about),
        since=one.since,
        until=one.until,
        **judged(review),
        points=points,
        aspects=[
            AspectItem(aspect=aspect, point=point)
            for (aspect, _), point in zip(aspects, told, strict=False)
        ],
    )


def _next(some: Stretch[Recommendation] | Stretch[Practice], start: int, shown: int) -> int | None:
    """Where to go on: behind what there was room for."""
    return start + shown if shown < len(some.items) else some.next
