"""Practices as rows: our own fields, where else the measure is told of, and the template's."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine

from rapporteur.evidence import Figure, Point, Practice
from rapporteur.find.mentions import Mention, find_mentions
from rapporteur.publish.reviewed import review_row
from rapporteur.publish.template import template_row
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.view import find_codings, find_statements, list_sources

Row = dict[str, Any]
ASPECTS = ("benefits", "challenges", "lessons", "replication", "innovation")
BATCH = 200  # practices whose sentences are held at once


def practice_rows(
    store: Engine, found: Sequence[Practice], figure_row: Callable[[Figure], Row]
) -> Iterator[Row]:
    """Yield a row for each practice, in their order."""
    sources = list_sources(store)
    for at in range(0, len(found), BATCH):
        batch = found[at : at + BATCH]
        keys = tuple(dict.fromkeys(key for practice in batch for key in refers_to(practice)))
        points = {p.id: p for told in find_statements(store, keys) for p in told.points}
        codings = find_codings(store, keys)
        mentions = find_mentions(store, batch)
        reviews = find_reviews(store, [practice.id for practice in batch])
        for practice in batch:
            told = [_mention(mention, sources) for mention in mentions[practice.id]]
            own = practice_row(practice, points, figure_row)
            reviewed = review_row(reviews.get(practice.id))
            template = template_row(practice, points, codings)
            yield {**own, "also_told_in": told, **reviewed, **template}


def refers_to(practice: Practice) -> tuple[str, ...]:
    """Return the ids of all points that a practice refers to, its own first."""
    near = (key for aspect in ASPECTS for key in getattr(practice, aspect))
    return tuple(dict.fromkeys((*practice.points, *near)))


def practice_row(
    practice: Practice, points: Mapping[str, Point], figure_row: Callable[[Figure], Row]
) -> Row:
    """Return our own fields of a practice; `points` by id hold all that it stands on."""
    own = [points[key] for key in practice.points]
    return {
        "id": practice.id,
        "title": practice.title,
        "implementers": list(practice.implementers),
        "bodies": list(practice.bodies),
        "level": practice.level,
        "partners": list(practice.partners),
        "instruments": list(practice.instruments),
        "groups": list(practice.groups),
        "since": practice.since,
        "until": practice.until,
        "about": list(practice.about),
        "figures": [figure_row(figure) for figure in practice.figures],
        "page": own[0].anchor.page,
        "text": " ".join(point.text for point in own),
        "points": list(practice.points),
        **{aspect: list(getattr(practice, aspect)) for aspect in ASPECTS},
        "evidence": evidence_of(practice),
    }


def evidence_of(practice: Practice) -> dict[str, list[str]]:
    """Return, by the name of a field, the ids of the points that it was read from."""
    fields: dict[str, list[str]] = {}
    for field, point in practice.grounds:
        fields.setdefault(field, []).append(point)
    return fields


def _mention(mention: Mention, sources: Mapping[str, tuple[str, str]]) -> Row:
    file, dialogue = sources[mention.source]
    practice = mention.practice
    return {"id": practice.id, "title": practice.title, "source_file": file, "dialogue": dialogue}
