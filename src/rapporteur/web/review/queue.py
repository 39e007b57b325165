"""What to check first, how much is left, and who has done what."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from rapporteur.evidence import KINDS
from rapporteur.review.progress import count_progress
from rapporteur.review.queue import Doubt, Item, find_place, list_queue
from rapporteur.store.titles import find_titles
from rapporteur.store.view import list_dialogues
from rapporteur.web.language import gettext, mark, ngettext, number_name, to
from rapporteur.web.names import languages_of, term
from rapporteur.web.page import render, store_of
from rapporteur.web.person import who
from rapporteur.web.review.errand import LABELS, Errand, read_errand
from rapporteur.web.review.fields import list_codes

router = APIRouter()

PER_PAGE = 20
OFFERED = ("dialogue", "kind", "gcm")  # filters that have a field on the page
CODED = {"gcm": mark("GCM"), "sdg": mark("SDG")}


@router.get("/review")
def show(request: Request) -> HTMLResponse:
    """Show what needs checking most, of what passes the filters."""
    store, errand, name = store_of(request), read_errand(request), who(request)
    wanted = errand.filter(store)
    found = list_queue(store, wanted, errand.ask(name), limit=PER_PAGE)
    titles = find_titles(store, (item.statement.source for item in found.items))
    return render(
        request,
        "review.html",
        errand=errand,
        who=name,
        labels=LABELS,
        items=found.items,
        more=bool(found.after),
        progress=count_progress(store, wanted, errand.label),
        titles=titles,
        languages=languages_of(store, titles),
        dialogues=list_dialogues(store),
        kinds=KINDS,
        objectives=[one for one in list_codes("gcm") if "." not in one[0]],
        others={name: value for name, value in errand.choice.items() if name not in OFFERED},
    )


@router.get("/review/next")
def lead(request: Request, after: str = "") -> RedirectResponse:
    """Lead to what stands after a point in the queue, or to its beginning."""
    errand = read_errand(request)
    return RedirectResponse(to(next_address(request, errand, after)), status_code=303)


def next_address(
    request: Request, errand: Errand, after: str, place: tuple[str | int, ...] = ()
) -> str:
    """Return the address of the next point; that of the queue where none is left.

    `place` is where `after` stood, if it may have left the queue since. Behind the last comes
    the first again: what was passed over.
    """
    store, ask = store_of(request), errand.ask(who(request))
    wanted = errand.filter(store)
    place = place or (find_place(store, after, ask) if after else ())
    found = list_queue(store, wanted, ask, place, 1).items
    if not found and place:
        found = list_queue(store, wanted, ask, limit=1).items
    if not found:
        return f"/review{errand.query()}"
    (point,) = found[0].statement.points
    came = after if after != point.id else ""
    return f"/review/points/{point.id}{errand.query(**{'from': came})}"


def doubt_words(doubt: Doubt) -> str:
    """Say in the language at hand why a point stands in the queue."""
    number = int(doubt.number)
    if doubt.sort == "kind":
        share = number_name(int(100 * doubt.number + 1e-6))  # what is doubted is not sure to 100
        return gettext("kind sure to %(share)s per cent") % {"share": share}
    if doubt.sort == "other kind":
        return gettext("another coder says %(kind)s") % {"kind": term(doubt.name)}
    if doubt.sort == "weak codes":
        codes = ngettext("%(number)s unsure code", "%(number)s unsure codes", number)
        return f"{gettext(CODED[doubt.name])}: {codes % {'number': number}}"
    if doubt.sort == "lone codes":
        told = ngettext(
            "coders differ on %(number)s code", "coders differ on %(number)s codes", number
        )
        return told % {"number": number}
    return gettext("changed: %(label)s") % {"label": gettext(LABELS.get(doubt.name, doubt.name))}


def doubts_of(item: Item) -> list[str]:
    """Return why a point stands in the queue, in words."""
    return [doubt_words(doubt) for doubt in item.causes]
