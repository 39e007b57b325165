"""Read one page of a source for a reader, without the rest of the file."""

from dataclasses import dataclass, replace

from sqlalchemy import Engine, func, select, tuple_

from rapporteur.evidence import Block, Dialogue, Page, Source
from rapporteur.store import tables
from rapporteur.store.nouns import to_block, to_page
from rapporteur.store.select import Filter, conditions


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with its blocks; `source` has no content and only this page and these blocks."""

    source: Source
    dialogue: Dialogue
    page: Page
    last: int

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks that begin on this page or the one before."""
        return self.source.blocks


def find_leaf(engine: Engine, key: str, number: int) -> Leaf | None:
    """Return page `number` of a source, None where there is none.

    A block that runs over a page break begins on the page before, so those of it come too.
    """
    source, dialogue, page, block = tables.source, tables.dialogue, tables.page, tables.block
    named = [source.c[name] for name in ("name", "kind", "origin", "language", "genre")]
    with engine.connect() as connection:
        head = connection.execute(select(*named).where(source.c.id == key)).mappings().first()
        found = connection.execute(
            select(page).where(page.c.source == key, page.c.number == number)
        ).mappings()
        row = found.first()
        if head is None or row is None:
            return None
        meeting = connection.execute(
            select(dialogue).join(source, source.c.dialogue == dialogue.c.id)
            .where(source.c.id == key)
        ).mappings().one()  # fmt: skip
        last = connection.execute(
            select(func.count()).select_from(page).where(page.c.source == key)
        ).scalar_one()
        begins = block.c.pieces[0][0].as_integer()
        blocks = connection.execute(
            select(block)
            .where(block.c.source == key, begins.in_((number - 1, number)))
            .order_by(block.c.position)
        )
        kept = tuple(to_block(one) for one in blocks.mappings())
    shown = to_page(row)
    whole = Source(id=key, content=b"", pages=(shown,), blocks=kept, **head)
    return Leaf(whole, Dialogue(**meeting, sources=(replace(whole, blocks=()),)), shown, int(last))


def find_content(engine: Engine, key: str) -> tuple[str, bytes] | None:
    """Return a source's kind and its bytes as they came, None where there is none."""
    source = tables.source.c
    with engine.connect() as connection:
        row = connection.execute(
            select(source.kind, source.content).where(source.id == key)
        ).first()
        return (str(row[0]), bytes(row[1])) if row else None


def find_mentions_beside(engine: Engine, point: str, wanted: Filter) -> tuple[str, str]:
    """Return the nearest points before and after `point` that `wanted` describes, in its dialogue.

    Points of the same statement are passed over. Ids, empty where there is none.
    """
    here, source = tables.point.c, tables.source.c
    place = (source.name, source.id, here.order)
    with engine.connect() as connection:
        row = connection.execute(
            select(source.dialogue, here.statement, *place)
            .select_from(tables.point)
            .join(tables.source, source.id == here.source)
            .where(here.id == point)
        ).first()
        if row is None:
            return "", ""
        dialogue, statement, *at = row
        sought = (
            select(here.id)
            .select_from(tables.point)
            .join(tables.source, source.id == here.source)
            .join(tables.statement, tables.statement.c.id == here.statement)
            .where(*conditions(wanted), source.dialogue == dialogue, here.statement != statement)
        )
        mine = tuple_(*at)
        before = sought.order_by(*(column.desc() for column in place)).where(tuple_(*place) < mine)
        after = sought.order_by(*place).where(tuple_(*place) > mine)
        found = [connection.execute(query.limit(1)).scalar() for query in (before, after)]
    return str(found[0] or ""), str(found[1] or "")
