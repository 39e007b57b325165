"""Code all points of a document, each with its neighbours as context."""

from collections.abc import Mapping, Sequence
from functools import cache

from rapporteur.coding.combine import combine_codings
from rapporteur.coding.keyword import KeywordCoder
from rapporteur.evidence import Coding, Framework, Point

GROUPS = "groups"
REACH = 2  # points before that count as context
TOPICAL = 0.4  # share of points in scope that makes a document one about the matter


def code_points(
    points: Sequence[Point],
    frameworks: Mapping[str, Framework],
    contexts: Mapping[str, str] | None = None,
    *,
    narrated: bool = False,
) -> tuple[Coding, ...]:
    """Return the codings of `points`, which come in reading order, framework by framework.

    `contexts` gives, by a point's id, further text to read it in (its segment's title); the
    points before it in the same segment are always read along. Affected groups are those the
    points carry already. `narrated` says that the text quotes nobody: what would be procedure
    in a record is then its content, and gets the codes of frameworks without a scope.
    """
    around = {p.id: _context(points, i, contexts or {}) for i, p in enumerate(points)}
    codings: list[Coding] = []
    for name, framework in frameworks.items():
        if name == GROUPS:
            codings.extend(coding for point in points for coding in _groups(point))
            continue
        coder = _coder(framework)
        topical = _is_topical(coder, points)
        procedure = narrated and not framework.scope
        for point in points:
            proposal = coder.code(point, around[point.id], topical, procedure=procedure)
            codings.extend(combine_codings([proposal]))
    return tuple(codings)


@cache
def _coder(framework: Framework) -> KeywordCoder:
    return KeywordCoder(framework)


def _context(points: Sequence[Point], index: int, contexts: Mapping[str, str]) -> str:
    point = points[index]
    before = points[max(0, index - REACH) : index]
    near = [p.text for p in before if p.segment == point.segment]
    return "\n".join([contexts.get(point.id, ""), *near]).strip()


def _is_topical(coder: KeywordCoder, points: Sequence[Point]) -> bool:
    spoken = [point for point in points if point.kind != "other"]
    return bool(spoken) and sum(coder.is_in_scope(p.text) for p in spoken) >= TOPICAL * len(spoken)


def _groups(point: Point) -> tuple[Coding, ...]:
    return tuple(
        Coding(point.id, GROUPS, group, GROUPS, point.confidence, "named in the sentence")
        for group in point.groups
    )
