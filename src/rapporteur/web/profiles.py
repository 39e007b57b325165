"""Profiles: what each State and organisation said, did, asked and was asked, over all dialogues."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from rapporteur.errors import UnknownError
from rapporteur.evidence import Entity
from rapporteur.find.profile import Heard, get_entity, list_heard, read_profile
from rapporteur.gazetteer import load_gazetteer
from rapporteur.gazetteer.regions import CODES, find_region, list_regions
from rapporteur.store.overview import find_languages
from rapporteur.store.titles import find_titles
from rapporteur.web.files import address_of
from rapporteur.web.language import gettext, mark, to
from rapporteur.web.likes import SORTS as LIKES
from rapporteur.web.likes import count_others, find_likes
from rapporteur.web.names import entity_name, languages_of, profile_address
from rapporteur.web.page import PageNumber, count_pages, render, store_of
from rapporteur.web.quoted import ON_PAPER, number_places, quote_profile

router = APIRouter()

PER_PAGE = 80  # Entities
MEETINGS = 10  # dialogues of one Entity
COMPANY = 12  # with whom it spoke
REGIONS = {
    "Africa": mark("Africa"),
    "Americas": mark("Americas"),
    "Asia": mark("Asia"),
    "Europe": mark("Europe"),
    "Oceania": mark("Oceania"),
    "": mark("In no region of UN M49"),
}
SORTS = {
    "state": (mark("Countries"), mark("State or territory")),
    "group": (mark("Groups of States"), mark("group of States")),
    "organisation": (mark("Organisations"), mark("organisation")),
}
NOBODY = mark("no State or organisation has this code")
CHOOSE = mark("choose one from the list")


@dataclass(frozen=True, slots=True)
class Section:
    """Entities under one heading, and how many belong there in all; `region` is that of M49."""

    title: str
    heard: tuple[Heard, ...]
    total: int
    region: str = ""


@router.get("/countries")
def countries(request: Request, region: str = "", name: str = "", page: PageNumber = 1) -> Response:
    """List the States that speak, act, ask, are asked or are told of, by region of UN M49."""
    if (code := load_gazetteer().find_state(name[:200])) and name.strip():
        return RedirectResponse(to(profile_address(code)), status_code=303)
    heard = list_heard(store_of(request), ("state",))
    chosen = region if region in CODES else ""
    by_region = [(key, [h for h in heard if _region(h) == key]) for key in REGIONS]
    offered = [
        (key, words, len(some))
        for (key, some), words in zip(by_region, REGIONS.values(), strict=True)
        if some and key
    ]
    sections = [
        Section(gettext(REGIONS[key]), _named(some), len(some), key)
        for key, some in by_region
        if some and (not chosen or chosen == key)
    ]
    return _list(request, "countries", sections, page, name, offered, chosen)


@router.get("/organisations")
def organisations(request: Request, name: str = "", page: PageNumber = 1) -> Response:
    """List the groups of States and organisations that speak, act, ask or are asked."""
    found = load_gazetteer().find_entity(name[:200]) if name.strip() else None
    if found:
        return RedirectResponse(to(profile_address(found.code)), status_code=303)
    store = store_of(request)
    sections = [
        Section(gettext(SORTS[kind][0]), _named(some), len(some))
        for kind in ("group", "organisation")
        if (some := list_heard(store, (kind,)))
    ]
    return _list(request, "organisations", sections, page, name)


@router.get("/countries/{code}/brief")
def country_brief(request: Request, code: str) -> Response:
    """Show a State's profile on one or two sheets of paper."""
    return _brief(request, _get_state(request, code), code)


@router.get("/organisations/{code:path}/brief")
def organisation_brief(request: Request, code: str) -> Response:
    """Show the profile of an organisation or group of States on one or two sheets of paper."""
    return _brief(request, get_entity(store_of(request), code), code)


@router.get("/countries/{code}/alike")
def country_likes(request: Request, code: str) -> Response:
    """Show who says the like of what a State is quoted with."""
    return _likes(request, _get_state(request, code), code)


@router.get("/organisations/{code:path}/alike")
def organisation_likes(request: Request, code: str) -> Response:
    """Show who says the like of what an organisation or group of States is quoted with."""
    return _likes(request, get_entity(store_of(request), code), code)


@router.get("/countries/{code}")
def country(request: Request, code: str, page: PageNumber = 1) -> Response:
    """Show one State."""
    return _show(request, _get_state(request, code), code, page)


@router.get("/organisations/{code:path}")
def organisation(request: Request, code: str, page: PageNumber = 1) -> Response:
    """Show one organisation or group of States."""
    return _show(request, get_entity(store_of(request), code), code, page)


def _get_state(request: Request, code: str) -> Entity:
    entity = get_entity(store_of(request), code.upper())
    if entity.kind != "state":
        raise UnknownError(NOBODY, place=code[:80], remedy=CHOOSE)
    return entity


def _show(request: Request, entity: Entity, code: str, page: int) -> Response:
    base = profile_address(entity.code)
    if moved := _lead(request, base, code, entity.code):
        return moved
    store = store_of(request)
    profile = read_profile(store, entity)
    latest = profile.meetings[::-1]
    meetings = latest[(page - 1) * MEETINGS : page * MEETINGS]
    keys = [meeting.dialogue.id for meeting in meetings]
    return render(
        request,
        "profile.html",
        profile=profile,
        code=entity.code,
        base=base,
        sort=SORTS[entity.kind],
        regions=list_regions(entity.code),
        quoted=quote_profile(store, profile),
        meetings=meetings,
        page=page,
        pages=count_pages(len(latest), MEETINGS),
        company=COMPANY,
        languages=find_languages(store, keys) if keys else {},
    )


def _brief(request: Request, entity: Entity, code: str) -> Response:
    base = profile_address(entity.code)
    if moved := _lead(request, f"{base}/brief", code, entity.code):
        return moved
    store = store_of(request)
    profile = read_profile(store, entity)
    quoted = quote_profile(store, profile, ON_PAPER)
    return render(
        request,
        "brief.html",
        profile=profile,
        code=entity.code,
        base=base,
        regions=list_regions(entity.code),
        quoted=quoted,
        notes=number_places(quoted),
        whole=lambda path: address_of(request, path),
    )


def _likes(request: Request, entity: Entity, code: str) -> Response:
    base = profile_address(entity.code)
    if moved := _lead(request, f"{base}/alike", code, entity.code):
        return moved
    store = store_of(request)
    quoted = quote_profile(store, read_profile(store, entity), ON_PAPER)
    likes = find_likes(store, entity.code, quoted)
    sources = {one.anchor.source for one in likes}
    titles = find_titles(store, sources | {h.statement.source for o in likes for h in o.hits})
    return render(
        request,
        "likes.html",
        code=entity.code,
        base=base,
        likes=likes,
        others=count_others(likes),
        sorts=LIKES,
        titles=titles,
        languages=languages_of(store, titles),
    )


def _lead(request: Request, address: str, said: str, code: str) -> Response | None:
    """Lead to the one address of a profile from others: another case, a State among the others."""
    place = request.url.path.removeprefix(request.scope.get("root_path", ""))
    wrong = said != code or place.split("/")[1] != address.split("/")[1]
    return RedirectResponse(to(address), status_code=301) if wrong else None


def _region(heard: Heard) -> str:
    return find_region(heard.entity.code)[0]


def _named(heard: Iterable[Heard]) -> tuple[Heard, ...]:
    """Entities by their names in the language at hand."""
    called = [replace(h, entity=replace(h.entity, name=entity_name(h.entity.code))) for h in heard]
    return tuple(sorted(called, key=lambda h: (h.entity.name.casefold(), h.entity.code)))


def _list(
    request: Request,
    where: str,
    sections: Sequence[Section],
    page: int,
    name: str,
    offered: Sequence[tuple[str, str, int]] = (),
    chosen: str = "",
) -> Response:
    total = sum(section.total for section in sections)
    return render(
        request,
        "profiles.html",
        where=where,
        sections=tuple(_cut(sections, (page - 1) * PER_PAGE, PER_PAGE)),
        total=total,
        page=page,
        pages=count_pages(total, PER_PAGE),
        said=name.strip()[:200],
        regions=offered,
        region=chosen,
    )


def _cut(sections: Iterable[Section], start: int, limit: int) -> Iterator[Section]:
    """Yield what of the sections stands on a page that begins at the `start`-th Entity."""
    for section in sections:
        shown = section.heard[max(0, start) : max(0, start + limit)]
        if shown:
            yield replace(section, heard=shown)
        start -= section.total
