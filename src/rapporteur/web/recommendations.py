"""The register of recommendations, of all dialogues or of one: to narrow and take out as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Engine

from rapporteur.evidence import Coding, Dialogue, Recommendation, Review
from rapporteur.publish.recommendations import recommendation_rows
from rapporteur.store.judged.view import find_reviews
from rapporteur.store.overview import list_titles
from rapporteur.store.register import (
    RECOMMENDATION_FACETS,
    choose_recommendations,
    count_recommendations,
)
from rapporteur.store.titles import find_titles
from rapporteur.store.view import find_codings, get_dialogue
from rapporteur.web.files import address_of, give_rows
from rapporteur.web.names import language_of, languages_of
from rapporteur.web.narrowing import ORIGINS, Asked, Offer, offer, read_asked
from rapporteur.web.page import PageNumber, count_pages, render, store_of

router = APIRouter()

PER_PAGE = 20  # recommendations
STATES = ("origin", "response", "reviewed")  # facets that stand above the list, each a link


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation with its codes, what people judged, and what its places are called."""

    item: Recommendation
    codings: tuple[Coding, ...]
    review: Review | None
    dialogue: str
    title: str
    file: str
    segment: str
    language: str

    @property
    def codes(self) -> list[Coding]:
        """Its codings, each code once."""
        return list({(c.framework, c.code): c for c in self.codings}.values())


@router.get("/recommendations")
def show_all(request: Request, page: PageNumber = 1) -> HTMLResponse:
    """Show the recommendations of all dialogues that pass the filters."""
    asked = read_asked(request, store_of(request), RECOMMENDATION_FACETS)
    return _show(request, asked, page, None)


@router.get("/dialogues/{key}/recommendations")
def show(request: Request, key: str, page: PageNumber = 1) -> HTMLResponse:
    """Show the recommendations of one dialogue that pass the filters."""
    store = store_of(request)
    dialogue = get_dialogue(store, key, blocks=False)
    asked = read_asked(request, store, RECOMMENDATION_FACETS, dialogue=key)
    return _show(request, asked, page, dialogue)


@router.get("/recommendations.{ending}")
def download(request: Request, ending: str) -> Response:
    """Return all recommendations that pass the filters as a file."""
    store = store_of(request)
    asked = read_asked(request, store, RECOMMENDATION_FACETS)
    found = choose_recommendations(store, asked.wanted)
    return give_rows(_rows(request, store, found), "recommendations", ending)


def enter(store: Engine, found: Sequence[Recommendation]) -> list[Entry]:
    """Return each recommendation with what a page shows beside its words."""
    sources = {item.anchor.source for item in found}
    names = find_titles(store, sources, (item.segment for item in found))
    languages = languages_of(store, names)
    codings = find_codings(store, [key for item in found for key in item.points])
    reviews = find_reviews(store, [item.id for item in found])
    return [
        Entry(
            item,
            tuple(coding for key in item.points for coding in codings.get(key, ())),
            reviews.get(item.id),
            names.dialogues[item.anchor.source],
            names.titles[item.anchor.source],
            names.files[item.anchor.source],
            names.segments.get(item.segment, ""),
            languages.get(item.anchor.source, ""),
        )
        for item in found
    ]


def _show(request: Request, asked: Asked, page: int, dialogue: Dialogue | None) -> HTMLResponse:
    store = store_of(request)
    if asked.facets.get("origin", "") not in ("", *ORIGINS):
        raise HTTPException(404)
    total, counts = count_recommendations(store, asked.wanted)
    if dialogue:
        counts.pop("dialogue")
    shown = choose_recommendations(store, asked.wanted, (page - 1) * PER_PAGE, PER_PAGE)
    titles = {} if dialogue else list_titles(store, counts["dialogue"])
    offers = offer(counts, asked.facets, titles)
    return render(
        request,
        "recommendations.html",
        dialogue=dialogue,
        language=language_of(dialogue) if dialogue else "",
        entries=enter(store, shown),
        total=total,
        asked_for=asked,
        states=_states(offers),
        offers=offers,
        page=page,
        pages=count_pages(total, PER_PAGE),
    )


def _states(offers: Sequence[Offer]) -> list[Offer]:
    """How many there are of each state: where they stand, how answered, whether judged."""
    return [one for one in offers if one.name in STATES]


def _rows(
    request: Request, store: Engine, found: Sequence[Recommendation]
) -> Iterator[dict[str, Any]]:
    """Rows of recommendations, each with its origin, codes, address, dialogue and file."""
    entries = {entry.item.id: entry for entry in enter(store, found)}
    for row in recommendation_rows(store, found):
        entry = entries[row["id"]]
        yield {
            **row,
            "origin": entry.item.origin,
            "gcm": [c.code for c in entry.codes if c.framework == "gcm"],
            "sdg": [c.code for c in entry.codes if c.framework == "sdg"],
            "dialogue": entry.title,
            "source_file": entry.file,
            "address": address_of(request, f"/recommendations/{row['id']}"),
        }
