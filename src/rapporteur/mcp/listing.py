"""Tools that say what is held: dialogues, segments, people, entities, codes."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from rapporteur.errors import QueryError
from rapporteur.evidence import Dialogue
from rapporteur.find.newest import count_new
from rapporteur.mcp.arguments import Limit, Named, Start, Wanted
from rapporteur.mcp.filters import ANY, LONG, Filters, choose, get_dialogue_id
from rapporteur.mcp.record import Record, cut
from rapporteur.mcp.segments import segment_item
from rapporteur.mcp.shapes import (
    Codes,
    CoverageItem,
    DialogueItem,
    Dialogues,
    Entities,
    EntityItem,
    ParticipantItem,
    Participants,
    Searches,
    SearchItem,
    Segments,
    SourceItem,
)
from rapporteur.store.searches import Search, list_searches
from rapporteur.store.titles import find_titles
from rapporteur.store.walk import KeptSource, walk_sources
from rapporteur.wording import fold

MOST_SOURCES = 50  # of one dialogue
Part = Annotated[str, Field(max_length=LONG, description="Keep those whose name holds this.")]


@dataclass(frozen=True, slots=True)
class Listing:
    """Tools that say what a record holds."""

    record: Record

    def list_dialogues(self, start: Start = 0, limit: Limit = 20) -> Dialogues:
        """List the dialogues that are held, with dates, place and their files (sources).

        Begin here where it is not clear which meetings the record covers.
        """
        some = cut(self.record.client.dialogues(), start, limit)
        return Dialogues(dialogues=[self._dialogue(one) for one in some.items], next=some.next)

    def list_segments(self, dialogue: Named, start: Start = 0, limit: Limit = 50) -> Segments:
        """List the parts of a dialogue: panels, openings, key messages, recommendations.

        `read` gives what was said in one of them.
        """
        some = cut(
            self.record.client.segments(get_dialogue_id(self.record.store, dialogue)), start, limit
        )
        files = find_titles(self.record.store, {one.source for one in some.items}).files
        return Segments(segments=[segment_item(one, files) for one in some.items], next=some.next)

    def list_participants(
        self, dialogue: Named = "", name: Part = "", start: Start = 0, limit: Limit = 50
    ) -> Participants:
        """List the people who took part, with role and whom they speak for, as the record says."""
        found = self.record.client.participants(get_dialogue_id(self.record.store, dialogue))
        some = cut((one for one in found if fold(name) in fold(one.name)), start, limit)
        titles = find_titles(self.record.store, (), {one.segment for one in some.items}).segments
        items = [
            ParticipantItem(
                name=one.name,
                role=one.role,
                entity=one.entity,
                country=one.country,
                function=one.function,
                segment=titles.get(one.segment, ""),
            )
            for one in some.items
        ]
        return Participants(participants=items, next=some.next)

    def list_entities(
        self, dialogue: Named = "", name: Part = "", start: Start = 0, limit: Limit = 50
    ) -> Entities:
        """List the States, organisations and groups that the record names, with their codes."""
        found = self.record.client.entities(get_dialogue_id(self.record.store, dialogue))
        some = cut((one for one in found if fold(name) in fold(one.name)), start, limit)
        items = [EntityItem(code=one.code, name=one.name, kind=one.kind) for one in some.items]
        return Entities(entities=items, next=some.next)

    def list_codes(
        self,
        framework: Annotated[
            Literal["gcm", "sdg", "groups"],
            Field(description="Global Compact for Migration, SDGs, or affected groups."),
        ],
        parts: Annotated[
            bool, Field(description="With actions and targets, not objectives and goals alone.")
        ] = False,
        filters: Wanted = ANY,
        start: Start = 0,
        limit: Limit = 50,
    ) -> Codes:
        """List the codes of a framework, how many points bear on each, and who spoke to it.

        Zero is an answer: nobody in this record spoke to it.
        """
        items = (
            item for item in self._coverage(framework, filters) if parts or "." not in item.code
        )
        some = cut(items, start, limit)
        return Codes(codes=some.items, next=some.next)

    def list_searches(self, start: Start = 0, limit: Limit = 20) -> Searches:
        """List the searches that people saved, each with how much came into the record since.

        Ask one again by giving `find` its question and filters.
        """
        some = cut(list_searches(self.record.store), start, limit)
        return Searches(searches=[self._search(one) for one in some.items], next=some.next)

    def _search(self, search: Search) -> SearchItem:
        try:
            new: int | None = count_new(self.record.store, search)
        except QueryError:  # what it was kept to, such as a dialogue, is not held any more
            new = None
        return SearchItem(
            id=search.id,
            name=search.name,
            question=search.question,
            filters=dict(search.choice),
            since=search.seen,
            new=new,
        )

    def _coverage(self, framework: str, filters: Filters) -> list[CoverageItem]:
        found = self.record.client.coverage(**choose(self.record.store, filters))
        return [
            CoverageItem(
                framework=framework,
                code=one.code.code,
                title=one.code.title,
                points=sum(one.kinds.values()),
                kinds=one.kinds,
                voices=list(one.voices),
            )
            for one in found
            if one.framework == framework
        ]

    def _dialogue(self, one: Dialogue) -> DialogueItem:
        kept = walk_sources(self.record.store, one.id, limit=MOST_SOURCES)
        return DialogueItem(
            id=one.id,
            title=one.title,
            theme=one.theme,
            starts=one.starts.isoformat() if one.starts else "",
            ends=one.ends.isoformat() if one.ends else "",
            place=one.place,
            convenor=one.convenor,
            sources=[_source(source) for source in kept.items],
            more_sources=bool(kept.after),
        )


def _source(kept: KeptSource) -> SourceItem:
    source = kept.source
    return SourceItem(
        id=source.id,
        file=source.name,
        genre=source.genre,
        language=source.language,
        pages=kept.pages,
    )
