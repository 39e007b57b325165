"""Feeds of what came into the store last: of a saved search, and of any question and filters."""

from collections.abc import Sequence
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import Engine

from rapporteur.find.newest import New, filter_of, find_newest
from rapporteur.find.weigh import Mode
from rapporteur.store.arrivals import find_arrivals
from rapporteur.store.searches import Search, get_search
from rapporteur.store.titles import find_titles
from rapporteur.web.atom import MEDIA, Entry, Feed, write_feed
from rapporteur.web.etags import give_tagged
from rapporteur.web.facets import list_chips
from rapporteur.web.files import address_of
from rapporteur.web.inquiry import Inquiry, make_inquiry, read_inquiry
from rapporteur.web.language import asked, gettext
from rapporteur.web.names import languages_of, term, voice_name
from rapporteur.web.page import store_of

router = APIRouter()

MOST = 50  # entries


@router.get("/explore.atom")
def of_inquiry(request: Request) -> Response:
    """Give the points that a question and filters find, those that came last first."""
    store, inquiry = store_of(request), read_inquiry(request)
    found = find_newest(store, inquiry.question, inquiry.filter(store), MOST, mode=inquiry.mode)
    words = describe(store, inquiry)
    return _answer(
        request,
        store,
        Feed(
            id=f"explore{inquiry.content}",
            title=f"Rapporteur: {words}",
            subtitle=gettext("New points of this search"),
            feed_address=address_of(request, f"/explore.atom{inquiry.content}"),
            page_address=address_of(request, f"/explore{inquiry.content}"),
            language=asked().language,
            updated=next(iter(find_arrivals(store).values()), ""),
        ),
        found,
    )


@router.get("/searches/{key}.atom")
def of_search(request: Request, key: str) -> Response:
    """Give the points that a saved search finds, those that came last first."""
    store = store_of(request)
    search = get_search(store, key)
    found = find_newest(
        store, search.question, filter_of(store, search), MOST, mode=cast(Mode, search.mode)
    )
    inquiry = inquiry_of(search)
    return _answer(
        request,
        store,
        Feed(
            id=search.id,
            title=f"Rapporteur: {search.name}",
            subtitle=describe(store, inquiry),
            feed_address=address_of(request, f"/searches/{search.id}.atom"),
            page_address=address_of(request, f"/explore{inquiry.content}"),
            language=asked().language,
            updated=search.saved,
        ),
        found,
    )


def inquiry_of(search: Search) -> Inquiry:
    """Return what a saved search asks, as the page of points does."""
    return make_inquiry([("q", search.question), ("mode", search.mode), *search.choice.items()])


def describe(store: Engine, inquiry: Inquiry) -> str:
    """Say in words what an inquiry asks."""
    quoted = [f"“{inquiry.question}”"] if inquiry.question else []
    filters = [f"{chip.title}: {chip.words}" for chip in list_chips(store, inquiry)]
    return "; ".join((*quoted, *filters)) or gettext("all points")


def _answer(request: Request, store: Engine, feed: Feed, found: Sequence[New]) -> Response:
    body = write_feed(feed, _entries(request, store, found))
    return give_tagged(request, body, f"{MEDIA}; charset=utf-8")


def _entries(request: Request, store: Engine, found: Sequence[New]) -> list[Entry]:
    titles = find_titles(store, (new.hit.statement.source for new in found))
    languages = languages_of(store, titles)
    entries = []
    for hit, came in found:
        statement, point = hit.statement, hit.statement.points[0]
        source = statement.source
        place = (titles.titles.get(source), titles.files.get(source), f"p. {point.anchor.page}")
        entries.append(
            Entry(
                id=point.id,
                text=point.text,
                voice=voice_name(statement.voice),
                place=", ".join(part for part in place if part),
                address=address_of(request, f"/points/{point.id}"),
                came=came,
                language=languages.get(source, ""),
                kind=(point.kind, term(point.kind)) if point.kind != "other" else None,
            )
        )
    return entries
