"""What the page of points is asked for: question, filters, view; and addresses that ask it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Engine

from rapporteur.find.rank import MODES
from rapporteur.find.weigh import Mode
from rapporteur.store.choice import FILTERS, Choice, make_filter
from rapporteur.store.select import Filter
from rapporteur.web.page import read_page

VIEWS = ("list", "table")
PLAIN: Mode = "both"  # what is meant where an address names no mode
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`choice` holds the filters that are set, by their names; `page` counts from 1."""

    question: str
    choice: Mapping[str, str]
    mode: Mode = PLAIN
    view: str = VIEWS[0]
    page: int = 1

    def filter(self, store: Engine) -> Filter:
        """Return the store's Filter, headings left out; raises QueryError as `make_filter` does."""
        return filter_sentences(store, self.choice)

    def parameters(self, changes: Mapping[str, str] = NOTHING, page: int = 1) -> dict[str, str]:
        """Return the parameters of the same inquiry but for `changes`; an empty one goes."""
        asked = {
            "q": self.question,
            "mode": "" if self.mode == PLAIN else self.mode,
            **{name: self.choice.get(name, "") for name in FILTERS},
            "view": "" if self.view == VIEWS[0] else self.view,
            "page": "" if page == 1 else str(page),
            **changes,
        }
        return {name: value for name, value in asked.items() if value}

    def query(self, changes: Mapping[str, str] = NOTHING, page: int = 1) -> str:
        """Return the same as the end of an address, from the question mark on."""
        return f"?{urlencode(self.parameters(changes, page))}"

    @property
    def content(self) -> str:
        """What is asked, without how it is shown: what a file, a feed, a saved search is of."""
        return self.query({"view": ""})


def filter_sentences(store: Engine, choice: Mapping[str, str]) -> Filter:
    """Return the store's Filter of what is chosen, headings left out.

    Raises QueryError as `make_filter` does.
    """
    return replace(make_filter(store, cast(Choice, dict(choice))), headings=False)


def read_inquiry(request: Request) -> Inquiry:
    """Return what the address of a request asks."""
    return make_inquiry(request.query_params.multi_items())


def make_inquiry(pairs: Iterable[tuple[str, str]]) -> Inquiry:
    """Return what fields ask, of an address or a form; of a name that comes twice, the first.

    What is none of ours, or makes no sense, is passed over.
    """
    asked: dict[str, str] = {}
    for name, value in pairs:
        asked.setdefault(name, value.strip())
    mode, view, page = (asked.get(name, "") for name in ("mode", "view", "page"))
    return Inquiry(
        question=asked.get("q", ""),
        choice={name: asked[name] for name in FILTERS if asked.get(name)},
        mode=mode if mode in MODES else PLAIN,
        view=view if view in VIEWS else VIEWS[0],
        page=read_page(page),
    )
