"""The tool that cites points."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from rapporteur.errors import UnknownError
from rapporteur.mcp.record import Proof, Record
from rapporteur.mcp.shapes import CitationItem, Citations
from rapporteur.publish.cite import FORMATS
from rapporteur.store.leaf import find_leaf
from rapporteur.store.view import find_statements
from rapporteur.web.citations import make_quotation

Style = Literal["plain", "bibtex", "ris", "csl-json"]
ENDINGS = {"plain": "txt", "bibtex": "bib", "ris": "ris", "csl-json": "json"}


@dataclass(frozen=True, slots=True)
class Citing:
    """The tool that cites a record."""

    record: Record

    def cite(
        self,
        points: Annotated[
            list[Annotated[str, Field(max_length=100)]],
            Field(min_length=1, max_length=20, description="Ids of points (pnt-…)."),
        ],
        style: Annotated[
            Style, Field(description="`plain` for a text; the others for reference managers.")
        ] = "plain",
    ) -> Citations:
        """Cite points: the quotation, who said it, at which dialogue, in which file on which page.

        Of a practice or recommendation, cite the points it stands on.
        """
        proof = Proof(self.record)
        keys = list(dict.fromkeys(points))
        cited = [CitationItem(point=key, citation=self._cite(proof, key, style)) for key in keys]
        return Citations(style=style, citations=cited)

    def _cite(self, proof: Proof, key: str, style: Style) -> str:
        found = find_statements(self.record.store, [key])
        if not found:
            raise UnknownError("there is no such point", place=key, remedy="find gives ids")
        statement, point = found[0], found[0].points[0]
        page = proof.check(point.text, point.anchor)
        leaf = find_leaf(self.record.store, point.anchor.source, page.number)
        if leaf is None:
            raise UnknownError("its page is gone", place=key, remedy="find it again")
        address = self.record.address(point.anchor, key)
        _, write = FORMATS[ENDINGS[style]]
        return write(make_quotation(address, statement, point, leaf.dialogue, page))
