"""The same source as another version might cut it: other orders and ids, or other sentences."""

from dataclasses import replace

from rapporteur.evidence import Point, Run, content_id


def cut_anew(run: Run, shift: int = 1, without: str = "") -> Run:
    """Return the run with each sentence's order moved by `shift`, so that all ids differ.

    The sentence `without` loses its last character: it is cut in another way.
    """
    names: dict[str, str] = {}

    def moved(point: Point) -> Point:
        text, anchor = point.text, point.anchor
        if text == without:
            (part,) = anchor.parts
            text, anchor = text[:-3], replace(anchor, parts=(replace(part, end=part.end - 3),))
        order = point.order + shift
        names[point.id] = content_id("pnt", run.source.id, order, text)
        return replace(point, id=names[point.id], order=order, text=text, anchor=anchor)

    statements = tuple(
        replace(s, id=f"{s.id}{shift}", points=tuple(map(moved, s.points))) for s in run.statements
    )
    recommendations = tuple(
        replace(item, points=tuple(names[key] for key in item.points))
        for item in run.recommendations
    )
    practices = tuple(
        replace(
            item,
            id=content_id("prc", run.source.id, names[item.points[0]]),
            points=tuple(names[key] for key in item.points),
        )
        for item in run.practices
    )
    codings = tuple(replace(coding, point=names[coding.point]) for coding in run.codings)
    return replace(
        run,
        statements=statements,
        recommendations=recommendations,
        practices=practices,
        codings=codings,
    )
