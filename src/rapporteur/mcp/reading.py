"""The tool that reads on: a point among its neighbours, a statement, a segment, a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import Field

from rapporteur.errors import QueryError, UnknownError
from rapporteur.evidence import Anchor, Point, Practice, Recommendation, Statement
from rapporteur.mcp.arguments import Key, Limit, Start
from rapporteur.mcp.record import Proof, Record, cut
from rapporteur.mcp.segments import segment_item
from rapporteur.mcp.shapes import Passage, PointItem
from rapporteur.store.leaf import Leaf, find_leaf
from rapporteur.store.select import find_points_around, find_points_on_page
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_statements
from rapporteur.store.walk import walk_segments

Noun = TypeVar("Noun", Point, Statement, Practice, Recommendation)
IDS = "take ids as find, recommendations and practices give them"
MOST_TEXT = 20_000  # characters of a page in one answer


@dataclass(frozen=True, slots=True)
class Asked:
    """How far to read."""

    around: int
    page: int
    start: int
    limit: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Tools that read a record."""

    record: Record

    def read(
        self,
        id: Key,  # noqa: A002 - what answers call it
        around: Annotated[
            int, Field(ge=0, le=20, description="Of a point: sentences before and after it.")
        ] = 2,
        page: Annotated[
            int, Field(ge=1, description="Of a source: which page, counted from 1.")
        ] = 1,
        start: Start = 0,
        limit: Limit = 20,
    ) -> Passage:
        """Read on in the record, to understand a quotation where it stands before using it.

        By the id: a point (pnt-…) with the sentences around it; a whole statement (stm-…), what
        one voice said without a break; a segment (seg-…) and the segments within it; a page of a
        source (src-…) with its text; the sentences that a practice (prc-…) or recommendation
        (rec-…) stands on. Lists go on with `start`; a page's text does so by characters.
        """
        readers: dict[str, Callable[[str, Asked], Passage]] = {
            "pnt": self._point,
            "stm": self._statement,
            "seg": self._segment,
            "src": self._page,
            "prc": self._practice,
            "rec": self._recommendation,
        }
        reader = readers.get(id.partition("-")[0])
        if reader is None:
            raise QueryError(
                "this is no id of something to read",
                place=id,
                remedy="give a point, statement, segment, source, practice or recommendation; "
                "a dialogue is read by its segments (list_segments)",
            )
        return reader(id, Asked(around, page, start, limit))

    def _point(self, key: str, asked: Asked) -> Passage:
        point = self._get(key, Point)
        place = (point.anchor.source, point.order)
        keys = find_points_around(self.record.store, *place, asked.around)
        # The point itself first, so that it is never what there is no room for.
        shown = self._show([key, *(other for other in keys if other != key)])
        order = {other: at for at, other in enumerate(keys)}
        shown.sort(key=lambda item: order.get(item.id, 0))
        return self._passage(key, point.anchor, shown)

    def _statement(self, key: str, asked: Asked) -> Passage:
        statement = self._get(key, Statement)
        return self._some(key, statement.points[0].anchor, [p.id for p in statement.points], asked)

    def _practice(self, key: str, asked: Asked) -> Passage:
        held = self._get(key, Practice)
        anchor = find_statements(self.record.store, held.points[:1])[0].points[0].anchor
        return self._some(key, anchor, held.points, asked, title=held.title)

    def _recommendation(self, key: str, asked: Asked) -> Passage:
        held = self._get(key, Recommendation)
        return self._some(key, held.anchor, held.points, asked)

    def _segment(self, key: str, asked: Asked) -> Passage:
        found = walk_segments(self.record.store, key=key, limit=1).items
        if not found:
            raise UnknownError(
                "there is no such segment", place=key, remedy="list_segments gives ids"
            )
        dialogue, segment = found[0]
        client = self.record.client
        some = cut(client.points(segment=key), asked.start, asked.limit)
        inner = [one for one in client.segments(dialogue) if one.parent == key]
        files = find_titles(self.record.store, {one.source for one in (segment, *inner)})
        shown = self._show([point.id for point in some.items])
        return Passage(
            id=key,
            title=segment.title,
            dialogue=files.titles.get(segment.source, ""),
            file=files.files.get(segment.source, ""),
            page=segment.page or None,
            pages=None,
            text="",
            points=shown,
            segments=[segment_item(one, files.files) for one in inner],
            next=_next(asked, len(some.items), len(shown), some.next),
        )

    def _page(self, key: str, asked: Asked) -> Passage:
        leaf = find_leaf(self.record.store, key, asked.page)
        if leaf is None:
            raise UnknownError(
                "there is no such page",
                place=f"{key}, page {asked.page}",
                remedy="list_dialogues gives the sources and how many pages each has",
            )
        end = asked.start + MOST_TEXT
        text = leaf.page.text[asked.start : end]
        keys = find_points_on_page(self.record.store, key, asked.page)
        told = find_statements(self.record.store, keys)
        begun = [
            point.id
            for held in told
            for point in held.points
            if _begins(point, asked.page, asked.start, end)
        ]
        shown = self._show(begun[: asked.limit])
        return Passage(
            id=key,
            title=leaf.source.name,
            **_place(leaf),
            page=asked.page,
            pages=leaf.last,
            text=text,
            points=shown,
            segments=[],
            next=end if end < len(leaf.page.text) else None,
        )

    def _some(
        self, key: str, anchor: Anchor, keys: Sequence[str], asked: Asked, title: str = ""
    ) -> Passage:
        some = cut(keys, asked.start, asked.limit)
        shown = self._show(some.items)
        onward = _next(asked, len(some.items), len(shown), some.next)
        return self._passage(key, anchor, shown, title=title, onward=onward)

    def _passage(
        self,
        key: str,
        anchor: Anchor,
        shown: list[PointItem],
        title: str = "",
        onward: int | None = None,
    ) -> Passage:
        titles = find_titles(self.record.store, [anchor.source])
        return Passage(
            id=key,
            title=title or (shown[0].segment if shown else ""),
            dialogue=titles.titles[anchor.source],
            file=titles.files[anchor.source],
            page=anchor.page,
            pages=None,
            text="",
            points=shown,
            segments=[],
            next=onward,
        )

    def _get(self, key: str, noun: type[Noun]) -> Noun:
        try:
            return self.record.client.get(key, noun)
        except UnknownError as error:
            raise UnknownError(error.what, place=key, remedy=IDS) from error

    def _show(self, keys: Sequence[str]) -> list[PointItem]:
        return list(Proof(self.record).show(keys))


def _next(asked: Asked, wanted: int, shown: int, onward: int | None) -> int | None:
    """Where to go on: behind what there was room for."""
    return asked.start + shown if shown < wanted else onward


def _begins(point: Point, page: int, start: int, end: int) -> bool:
    parts = [part for part in point.anchor.parts if part.page == page]
    return bool(parts) and start <= parts[0].start < end


def _place(leaf: Leaf) -> dict[str, Any]:
    return {"dialogue": leaf.dialogue.title, "file": leaf.source.name}
