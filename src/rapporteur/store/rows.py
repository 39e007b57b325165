"""Evidence to rows and back, for the nouns that are kept as JSON."""

from dataclasses import asdict
from typing import Any

from rapporteur.evidence import Anchor, AnchorPart, Box, Figure, Mark, Piece

Row = dict[str, Any]


def from_anchor(anchor: Anchor) -> Row:
    """Return the anchor as JSON: its source, parts (boxes in points), prefix and suffix."""
    parts = [
        {"page": p.page, "start": p.start, "end": p.end, "glue": p.glue, "box": _rounded(p.box)}
        for p in anchor.parts
    ]
    return {
        "source": anchor.source,
        "parts": parts,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def to_anchor(row: Row) -> Anchor:
    """Return the anchor that `from_anchor` wrote."""
    parts = tuple(
        AnchorPart(p["page"], p["start"], p["end"], p["glue"], Box(*p["box"]) if p["box"] else None)
        for p in row["parts"]
    )
    return Anchor(row["source"], parts, row["prefix"], row["suffix"])


def from_pieces(pieces: tuple[Piece, ...]) -> list[list[Any]]:
    """Return pieces as lists of page, start, end and glue."""
    return [list(piece) for piece in pieces]


def to_pieces(rows: list[list[Any]]) -> tuple[Piece, ...]:
    """Return the pieces that `from_pieces` wrote."""
    return tuple(Piece(*row) for row in rows)


def from_marks(marks: tuple[Mark, ...]) -> list[list[Any]]:
    """Return footnote marks as lists of offset and label."""
    return [[mark.offset, mark.label] for mark in marks]


def to_marks(rows: list[list[Any]]) -> tuple[Mark, ...]:
    """Return the marks that `from_marks` wrote."""
    return tuple(Mark(*row) for row in rows)


def from_figures(figures: tuple[Figure, ...]) -> list[Row]:
    """Return figures as JSON objects with every field."""
    return [asdict(figure) for figure in figures]


def to_figures(rows: list[Row]) -> tuple[Figure, ...]:
    """Return the figures that `from_figures` wrote."""
    return tuple(Figure(**row) for row in rows)


def _rounded(box: Box | None) -> list[float] | None:
    return [round(edge, 1) for edge in box] if box else None
