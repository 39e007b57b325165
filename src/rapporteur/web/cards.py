"""What a list of points shows beside them: files, dialogues, segments, and their languages."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Engine

from rapporteur.find.rank import Hit
from rapporteur.store.titles import find_segments, find_titles
from rapporteur.web.names import languages_of, placed_title


def lay_cards(store: Engine, hits: Sequence[Hit]) -> dict[str, Any]:
    """Return the values that the template `cards.html` needs to show these points.

    Points of one statement that follow each other stand on one card.
    """
    titles = find_titles(store, (hit.statement.source for hit in hits))
    segments = find_segments(store, (hit.statement.points[0].segment for hit in hits))
    return {
        "groups": [tuple(some) for _, some in groupby(hits, lambda hit: hit.statement.id)],
        "titles": titles,
        "segments": {key: placed_title(one, above) for key, (one, above) in segments.items()},
        "languages": languages_of(store, titles),
    }
