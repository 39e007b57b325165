"""Code all points of a document, each with its neighbours as context."""

from collections.abc import Mapping, Sequence
from functools import cache

from rapporteur.coding.combine import combine_codings
from rapporteur.coding.keyword import KeywordCoder
from rapporteur.coding.trained import TAUGHT, TrainedCoder
from rapporteur.evidence import Coding, Framework, Point
from rapporteur.vectors import Vectors

GROUPS = "groups"
REACH = 2  # points before that count as context
TOPICAL = 0.4  # share of points in scope that makes a document one about the matter


def code_points(
    points: Sequence[Point],
    frameworks: Mapping[str, Framework],
    contexts: Mapping[str, str] | None = None,
    *,
    narrated: bool = False,
    vectors: Mapping[str, Vectors] | None = None,
) -> tuple[Coding, ...]:
    """Return the codings of `points`, which come in reading order, framework by framework.

    `contexts` gives, by a point's id, further text to read it in (its segment's title); the
    points before it in the same segment are always read along. `vectors` hold every point's
    text and context; with them the frameworks that have a trained head are coded by it, the
    keyword coder's proposals among its inputs; without, by keywords alone. Affected groups are
    those the points carry already. `narrated` says that the text quotes nobody: what would be
    procedure in a record is then its content, and gets the codes of frameworks without a scope.
    """
    around = find_contexts(points, contexts or {})
    codings: list[Coding] = []
    for name, framework in frameworks.items():
        if name == GROUPS:
            codings.extend(coding for point in points for coding in _groups(point))
            continue
        coder = _coder(framework)
        topical = is_topical(coder, points)
        procedure = narrated and not framework.scope
        proposals = [
            combine_codings([coder.code(p, around[p.id], topical, procedure=procedure)])
            for p in points
        ]
        if vectors is not None and name in TAUGHT:
            titles = [(contexts or {}).get(point.id, "") for point in points]
            trained = TrainedCoder(framework, coder)
            proposals = trained.code_all(points, titles, proposals, vectors, procedure=procedure)
        codings.extend(coding for proposal in proposals for coding in proposal)
    return tuple(codings)


@cache
def _coder(framework: Framework) -> KeywordCoder:
    return KeywordCoder(framework)


def find_contexts(points: Sequence[Point], titles: Mapping[str, str]) -> dict[str, str]:
    """Return by each point's id its title and the points before it in the same segment."""
    return {point.id: _context(points, at, titles) for at, point in enumerate(points)}


def _context(points: Sequence[Point], index: int, contexts: Mapping[str, str]) -> str:
    point = points[index]
    before = points[max(0, index - REACH) : index]
    near = [p.text for p in before if p.segment == point.segment]
    return "\n".join([contexts.get(point.id, ""), *near]).strip()


def is_topical(coder: KeywordCoder, points: Sequence[Point]) -> bool:
    """Tell whether a document is about the framework's matter as a whole."""
    spoken = [point for point in points if point.kind != "other"]
    return bool(spoken) and sum(coder.is_in_scope(p.text) for p in spoken) >= TOPICAL * len(spoken)


def _groups(point: Point) -> tuple[Coding, ...]:
    return tuple(
        Coding(point.id, GROUPS, group, GROUPS, point.confidence, "named in the sentence")
        for group in point.groups
    )
