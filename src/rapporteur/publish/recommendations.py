"""Recommendations as rows: their words, who asks whom, the answer, and where they stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Engine

from rapporteur.evidence import Recommendation
from rapporteur.publish.reviewed import review_row
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.rows import from_anchor
from rapporteur.store.titles import find_titles

Row = dict[str, Any]
BATCH = 500  # recommendations whose names are held at once


def recommendation_rows(store: Engine, found: Sequence[Recommendation]) -> Iterator[Row]:
    """Yield a row for each recommendation, in their order."""
    for at in range(0, len(found), BATCH):
        batch = found[at : at + BATCH]
        titles = find_titles(
            store, (item.anchor.source for item in batch), (item.segment for item in batch)
        )
        reviews = find_reviews(store, [item.id for item in batch])
        for item in batch:
            yield {
                "id": item.id,
                "text": item.text,
                "number": item.number,
                "from": list(item.voices),
                "addressed_to": list(item.addressed_to),
                "response": item.response,
                "page": item.anchor.page,
                "segment": titles.segments.get(item.segment, ""),
                "anchor": from_anchor(item.anchor),
                **review_row(reviews.get(item.id)),
            }
