"""Points that were found as rows of a file: what a table shows, with the citation of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Engine

from rapporteur.find.rank import Hit
from rapporteur.publish.cite import cite_plain
from rapporteur.publish.rows import sentence_row
from rapporteur.store.cited import find_cited
from rapporteur.store.titles import find_titles
from rapporteur.web.citations import make_quotation
from rapporteur.web.names import voice_name

Row = dict[str, Any]
AT_ONCE = 500  # points whose titles and pages are read together
# What one line of a table has room for, in its order.
COLUMNS = (
    "id",
    "text",
    "voice",
    "source",
    "speaker",
    "manner",
    "kind",
    "kind_confidence",
    "about",
    "gcm",
    "sdg",
    "groups",
    "figures",
    "dialogue",
    "segment",
    "source_file",
    "page",
    "page_label",
    "citation",
    "address",
    "reviewed",
    "reviewed_by",
    "reviewed_at",
    "score",
    "why",
    "before",
    "after",
    "alike",
)


def rows_of(store: Engine, hits: Iterable[Hit], address: Callable[[str], str]) -> Iterator[Row]:
    """Yield each hit as a row of COLUMNS; `address` makes a path of ours a whole address.

    `source` is the codebook's label of the voice, `voice` its name; `page` counts the pages of
    the file, `page_label` is what is printed on it; `alike` are ids of points that say the same
    almost word for word and are no rows of their own.
    """
    waiting = iter(hits)
    while batch := list(islice(waiting, AT_ONCE)):
        yield from _rows(store, batch, address)


def _rows(store: Engine, hits: Sequence[Hit], address: Callable[[str], str]) -> Iterator[Row]:
    points = [hit.statement.points[0] for hit in hits]
    titles = find_titles(
        store, (hit.statement.source for hit in hits), (point.segment for point in points)
    )
    cited = find_cited(store, ((p.anchor.source, p.anchor.page) for p in points))
    for hit, point in zip(hits, points, strict=True):
        place = (point.anchor.source, point.anchor.page)
        if place not in cited:  # removed meanwhile
            continue
        dialogue, page = cited[place]
        link = address(f"/points/{point.id}")
        quotation = make_quotation(link, hit.statement, point, dialogue, page)
        row = {
            **sentence_row(titles, hit.statement, point, hit.codings),
            "voice": voice_name(hit.statement.voice),
            "page_label": page.label,
            "citation": cite_plain(quotation),
            "address": link,
            "score": hit.score,
            "why": hit.why,
            "before": hit.before,
            "after": hit.after,
            "alike": list(hit.alike),
        }
        yield {name: row[name] for name in COLUMNS}
