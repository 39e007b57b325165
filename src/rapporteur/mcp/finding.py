"""Tools that look for points: find, compare."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Literal

from pydantic import Field

from rapporteur.errors import QueryError
from rapporteur.evidence import Point, Statement
from rapporteur.find.rank import Answer, Hit
from rapporteur.mcp.arguments import Limit, Wanted
from rapporteur.mcp.filters import ANY, LONG, Filters, choose, get_title
from rapporteur.mcp.record import Proof, Record
from rapporteur.mcp.shapes import Comparison, Found, HitItem, Side
from rapporteur.store.choice import Choice
from rapporteur.store.view import find_codings

NOTHING = (
    "The record holds no point with these words. Try other words or fewer filters; if it stays "
    "so, say that the record does not tell."
)
ALONE = "Nobody else makes this point in what the record holds."
NO_ANSWER = {
    "quoted": "",
    "silent": "The record does not say. The hits are only the nearest.",
    "unclear": "Nothing in the record clearly answers this; that it does not say cannot be told "
    "either. The hits are the nearest: read them before you answer.",
}
MOST = 1_000  # points counted on one side of a comparison

By = Literal["dialogue", "voice", "year"]
FILTER_OF: dict[str, Literal["gcm", "sdg", "group"]] = {
    "gcm": "gcm",
    "sdg": "sdg",
    "groups": "group",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Tools that look for points in a record."""

    record: Record

    def find(
        self,
        query: Annotated[
            str,
            Field(
                max_length=2_000,
                description='Words in any form, "quoted phrases", beginnings (migra*).',
                examples=["extension of work permits"],
            ),
        ],
        filters: Wanted = ANY,
        limit: Limit = 10,
    ) -> Found:
        """Find what was said on something: points that answer `query`, best first.

        Each hit has the verbatim quotation, whose words they are, dialogue, file and page, why it
        was found, and whether people have judged its labels. Use short, telling words; filters
        narrow by voice, country, kind, objective or dialogue. A question asked in a sentence gets
        in `answering` the hits that answer it, or a note that the record does not say, or that
        nothing in it clearly answers; `outcome` tells which.
        """
        choice = choose(self.record.store, filters)
        found = self.record.client.search(query, limit=limit, **choice)
        told = self._show(_with_quoted(found), NOTHING)
        reply = found.reply
        if reply is None:
            return told
        quoted = [hit.statement.points[0].id for hit in reply.quoted]
        gone = f"No sentence holds: {', '.join(reply.missing)}." if reply.missing else ""
        note = told.note or " ".join(filter(None, (NO_ANSWER[reply.outcome], gone)))
        return told.model_copy(update={"outcome": reply.outcome, "answering": quoted, "note": note})

    def similar(
        self,
        id: Annotated[  # noqa: A002 - the name that assistants see
            str,
            Field(max_length=LONG, description="Id of a point, practice or recommendation."),
        ],
        filters: Wanted = ANY,
        limit: Limit = 10,
    ) -> Found:
        """Find who else makes the same point: in another voice, segment or dialogue.

        Of a practice or recommendation, gives the sentences on which other practices and
        recommendations stand, with their ids as `of`. Nearest first; what is merely on the same
        topic is left out, so that nothing found means that nobody else says it in this record.
        """
        choice = choose(self.record.store, filters)
        return self._show(self.record.client.similar(id, limit=limit, **choice), ALONE)

    def _show(self, found: Sequence[Hit], nothing: str) -> Found:
        hits = {hit.statement.points[0].id: hit for hit in found}
        items = [
            HitItem(
                **dict(item),
                why=hits[item.id].why,
                score=hits[item.id].score,
                of=hits[item.id].of,
            )
            for item in Proof(self.record).show(list(hits))
        ]
        note = "" if hits else nothing
        return Found(hits=items, left_out=len(hits) - len(items), note=note)

    def compare(
        self,
        by: Annotated[By, Field(description="What the two sides are.")],
        one: Annotated[
            str,
            Field(
                max_length=LONG,
                description="A dialogue's title or id, a voice (PRT, IOM, report), or a year.",
            ),
        ],
        other: Annotated[str, Field(max_length=LONG, description="The other side, likewise.")],
        code: Annotated[
            str,
            Field(
                max_length=LONG,
                description="The objective, goal or group, as list_codes has it.",
                examples=["5"],
            ),
        ],
        framework: Literal["gcm", "sdg", "groups"] = "gcm",
        filters: Wanted = ANY,
        limit: Limit = 8,
    ) -> Comparison:
        """Compare what two dialogues, voices or years said on one objective, goal or group.

        Gives for each side how many points bear on it, of which kinds, in whose voices, and the
        surest of them as quotations. Headings and other sentences that make no point are left
        out unless `filters` ask for the kind `other`. Nothing on one side means that this record
        holds nothing, not that nothing was done.
        """
        title = get_title(framework, code)
        for name in ("dialogue" if by == "year" else by, FILTER_OF[framework]):
            if getattr(filters, name):
                raise QueryError(
                    "this filter is what is compared", place=name, remedy="leave it out"
                )
        asked = filters.model_copy(update={FILTER_OF[framework]: code})
        names = (one, other)
        choices = [list(self._sides(by, name, asked)) for name in names]
        if choices[0] == choices[1]:
            raise QueryError("the two sides are the same", place=one, remedy="name two sides")
        proof = Proof(self.record)
        sides = [
            self._side(proof, name, choice, (framework, code), limit)
            for name, choice in zip(names, choices, strict=True)
        ]
        return Comparison(framework=framework, code=code, title=title, one=sides[0], other=sides[1])

    def _sides(self, by: By, name: str, asked: Filters) -> Iterator[Choice]:
        """The choices that make up a side: one, or one for each dialogue of a year."""
        if by != "year":
            yield choose(self.record.store, asked.model_copy(update={by: name}))
            return
        held = [d for d in self.record.client.dialogues() if d.starts]
        wanted = [d for d in held if d.starts and str(d.starts.year) == name.strip()]
        if not wanted:
            years = sorted({str(d.starts.year) for d in held if d.starts})
            raise QueryError(
                "no dialogue of this year is held",
                place=name,
                remedy=f"years held: {', '.join(years) or 'none'}",
            )
        for dialogue in wanted:
            yield choose(self.record.store, asked.model_copy(update={"dialogue": dialogue.id}))

    def _side(
        self,
        proof: Proof,
        name: str,
        choices: Sequence[Choice],
        code: tuple[str, str],
        limit: int,
    ) -> Side:
        client = self.record.client
        told = (held for choice in choices for held in client.statements(**choice))
        plain = any(choice.get("kind") for choice in choices)
        found = list(islice(_points(told, other=plain), MOST + 1))
        counted = found[:MOST]
        sure = self._sureness([point.id for _, point in counted], code)
        best = sorted(counted, key=lambda one: -sure.get(one[1].id, 0.0))
        return Side(
            name=name,
            points=len(counted),
            at_least=len(found) > MOST,
            kinds=dict(Counter(point.kind for _, point in counted)),
            voices=sorted({entity for held, _ in counted for entity in held.voice.entities}),
            said=list(proof.show([point.id for _, point in best[:limit]])),
        )

    def _sureness(self, keys: Sequence[str], code: tuple[str, str]) -> dict[str, float]:
        """How surely each point bears on the code; groups know no degrees."""
        return {
            coding.point: coding.confidence
            for codings in find_codings(self.record.store, keys).values()
            for coding in codings
            if (coding.framework, coding.code) == code
        }


def _with_quoted(found: Answer) -> list[Hit]:
    """The hits, and before them those that answer, also from behind the last one asked for."""
    quoted = found.reply.quoted if found.reply else ()
    hits = {hit.address: hit for hit in (*quoted, *found.hits)}
    return list(hits.values())


def _points(told: Iterable[Statement], *, other: bool) -> Iterator[tuple[Statement, Point]]:
    return (
        (held, point) for held in told for point in held.points if other or point.kind != "other"
    )
