"""How far people have come with something, as columns of a row."""

from typing import Any

from rapporteur.evidence import Review

Row = dict[str, Any]


def review_row(review: Review | None) -> Row:
    """Return whether it was judged ("", "first", "signed off"), who judged last, and when (UTC)."""
    return {
        "reviewed": review.state if review else "",
        "reviewed_by": review.who if review else "",
        "reviewed_at": review.when if review else "",
    }
