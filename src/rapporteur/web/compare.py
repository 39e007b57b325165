"""Compare two dialogues, years, regions or voices: what is new, what is repeated, what dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Engine

from rapporteur.errors import QueryError
from rapporteur.evidence import Dialogue
from rapporteur.find.alike import CLOSE, NEAR, SHARED
from rapporteur.find.compare import (
    FATES,
    MOST,
    SORTS,
    Fate,
    Fates,
    Sort,
    Told,
    check_sides,
    compare,
    count_sides,
)
from rapporteur.find.things import Thing, Things, name_sources, read_things
from rapporteur.frameworks import load_framework
from rapporteur.gazetteer.regions import CODES
from rapporteur.publish.compared import compared_rows, counted_rows
from rapporteur.store.overview import list_some_dialogues, list_titles
from rapporteur.store.select import Filter
from rapporteur.web.files import ENDINGS, give_rows
from rapporteur.web.language import gettext, mark
from rapporteur.web.names import languages_of, region_name
from rapporteur.web.page import count_pages, read_page, render, store_of, tell_trouble
from rapporteur.web.sides import SIDES, Side, Sides, name_side, read_sides

router = APIRouter()

PER_PAGE = 20  # things
TASTE = 3  # things of each fate that the first page shows
OFFERED = 100  # dialogues to choose from
ROWS = 12  # of countries and voices
TITLES: dict[str, str] = {
    "recommendations": mark("Recommendations"),
    "practices": mark("Practices"),
    "points": mark("Other points"),
}
NAMES: dict[Fate, str] = {
    "repeated": mark("repeated"),
    "new": mark("new"),
    "dropped": mark("dropped"),
}
IN_TIME = {"dialogue", "source", "segment", "since", "until"}  # one side comes before the other
FACETS = {
    "kind": mark("By kind"),
    "gcm": mark("By GCM objective"),
    "sdg": mark("By Sustainable Development Goal"),
    "group": mark("By affected group"),
    "about": mark("By country it tells of"),
    "voice": mark("By voice"),
}
# What find/compare says.
mark("the two sides are the same")
mark("name two sides that differ")


@dataclass(frozen=True, slots=True)
class Line:
    """A thing with what is like it on the other side, as a page shows it.

    `times` says how often its own side says nearly the same.
    """

    own: Thing
    others: tuple[Thing, ...]
    likeness: float
    times: int

    @property
    def shared(self) -> list[tuple[str, str]]:
        """The objectives and goals that it and the nearest both serve, as list and code."""
        if not self.others:
            return []
        both = self.own.codes & self.others[0].codes
        pairs = (code.split(":") for code in both)
        return sorted(((name, code) for name, code in pairs), key=lambda p: (p[0], int(p[1])))


@router.get("/compare")
def show(request: Request) -> HTMLResponse:
    """Show two sides beside each other."""
    store, sides = store_of(request), read_sides(request)
    offered = list_some_dialogues(store, 0, OFFERED)
    titles = {d.id: d.title for d in offered}
    chosen = [s["dialogue"] for s in (sides.one, sides.two, sides.both) if "dialogue" in s]
    titles |= list_titles(store, chosen)
    named = {side: name_side(sides.choice(side), titles) for side in SIDES}
    found: dict[str, Any] = {}
    trouble = ""
    if sides.is_whole:
        try:
            found = _compare(request, store, sides, named)
        except QueryError as error:
            trouble = tell_trouble(error)
    return render(
        request,
        "compare.html",
        sides=sides,
        fixed={name for side in SIDES for name in sides.choice(side)},
        trouble=trouble,
        titles=titles,
        named=named,
        regions=[(name, region_name(name)) for name in CODES],
        goals={name: _goals(name) for name in ("gcm", "sdg")},
        suggested=_suggest(offered),
        **found,
    )


@router.get("/compare.{ending}")
def download(request: Request, ending: str) -> Response:
    """Give what was compared as a file: of one sort, of all, or the counts side by side."""
    if ending not in ENDINGS:
        raise HTTPException(404)
    store, sides = store_of(request), read_sides(request)
    one, two = (sides.filter(store, side) for side in SIDES)
    check_sides(one, two)
    show = request.query_params.get("show", "")
    if show == "counts":
        return give_rows(counted_rows(count_sides(store, one, two)), "compared-counts", ending)
    sorts = [sort for sort in SORTS if show in ("", sort)] or SORTS
    return give_rows(compared_rows(store, one, two, sorts), "compared", ending)


def _compare(
    request: Request, store: Engine, sides: Sides, named: Mapping[Side, str]
) -> dict[str, Any]:
    one, two = (sides.filter(store, side) for side in SIDES)
    check_sides(one, two)
    asked = request.query_params
    sort, fate, page = asked.get("show", ""), asked.get("fate", ""), asked.get("page", "")
    fates = {name: compare(store, one, two, name) for name in SORTS}
    shared = {
        "fates": fates,
        "sorts": TITLES,
        "names": _names(sides, named),
        "measure": {"close": CLOSE, "shared": SHARED, "near": NEAR},
        "unseen": _unseen(fates),
    }
    if sort in SORTS:
        if fate in SIDES:
            every = tuple(Told((key,)) for key in fates[sort].seen[SIDES.index(fate)])
        else:
            fate = fate if fate in FATES else FATES[0]
            every = fates[sort].of(fate)
        listed = _show_list(store, sort, every, read_page(page))
        return shared | listed | {"sort": sort, "fate": fate}
    return shared | _show_overview(store, fates, one, two)


def _names(sides: Sides, named: Mapping[Side, str]) -> dict[Fate, str]:
    """Say what became of things; of two voices or regions none comes before the other."""
    differ = {name for name, _ in sides.one.items() ^ sides.two.items()}
    if differ <= IN_TIME:
        return {fate: gettext(words) for fate, words in NAMES.items()}
    return {
        "repeated": gettext("in both"),
        "new": gettext("only in two: %s") % named["two"],
        "dropped": gettext("only in one: %s") % named["one"],
    }


def _show_overview(
    store: Engine, fates: Mapping[Sort, Fates], one: Filter, two: Filter
) -> dict[str, Any]:
    told = {f: fates["recommendations"].of(f)[:TASTE] for f in FATES}
    lines, shown = _lines(store, "recommendations", [t for some in told.values() for t in some])
    by_fate, at = {}, 0
    for name, some in told.items():
        by_fate[name] = lines[at : at + len(some)]
        at += len(some)
    return {
        "taste": by_fate,
        "counted": count_sides(store, one, two),
        "facets": FACETS,
        "rows": ROWS,
        **_told_of(store, shown),
    }


def _show_list(store: Engine, sort: Sort, every: Sequence[Told], page: int) -> dict[str, Any]:
    pages = count_pages(len(every), PER_PAGE)
    page = min(page, pages)
    lines, shown = _lines(store, sort, every[(page - 1) * PER_PAGE : page * PER_PAGE])
    return {
        "lines": lines,
        "page": page,
        "pages": pages,
        **_told_of(store, shown),
    }


def _lines(store: Engine, sort: Sort, told: Sequence[Told]) -> tuple[list[Line | None], Things]:
    keys = [group[0] for one in told for group in (one.own, *one.others[:TASTE])]
    things = read_things(store, sort, list(dict.fromkeys(keys)))
    lines = [_line(one, things) for one in told]
    return lines, things


def _line(told: Told, things: Things) -> Line | None:
    """None for what was removed since it was compared."""
    own = things.get(told.own[0])
    others = tuple(things[group[0]] for group in told.others if group[0] in things)
    return Line(own, others, told.likeness, len(told.own)) if own else None


def _told_of(store: Engine, things: Things) -> dict[str, Any]:
    named = name_sources(store, things.values())
    return {"told": named, "languages": languages_of(store, named)}


def _unseen(fates: Mapping[Sort, Fates]) -> dict[Sort, tuple[int, int]]:
    """Sorts of which a side holds more than was compared: how many were, of how many."""
    return {
        sort: (MOST[sort], max(found.held))
        for sort, found in fates.items()
        if max(found.held) > MOST[sort]
    }


def _goals(framework: str) -> list[tuple[str, str]]:
    codes = load_framework(framework).codes
    return [(code.code, f"{code.code} {code.title}") for code in codes if code.code.isdigit()]


def _suggest(offered: Sequence[Dialogue]) -> dict[str, str]:
    """Comparisons that lie near: the two latest dialogues, the two latest years."""
    found = {}
    if len(offered) > 1:
        sides = Sides({"dialogue": offered[1].id}, {"dialogue": offered[0].id}, {})
        found[gettext("the two latest dialogues")] = sides.query()
    years = sorted({d.starts.year for d in offered if d.starts})
    if len(years) > 1:
        before, last = (str(year) for year in years[-2:])
        one, two = ({"since": year, "until": year} for year in (before, last))
        found[gettext("%s and %s") % (before, last)] = Sides(one, two, {}).query()
    return found
