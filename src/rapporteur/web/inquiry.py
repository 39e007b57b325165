"""What the page of points is asked for: question, filters, view; and addresses that ask it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Engine

from rapporteur.find.rank import MODES, Mode
from rapporteur.store.choice import FILTERS, Choice, make_filter
from rapporteur.store.select import Filter

VIEWS = ("list", "table")
PLAIN: Mode = "both"  # what is meant where an address names no mode
LAST = 10**6  # pages
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
        return replace(make_filter(store, cast(Choice, dict(self.choice))), headings=False)

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


def read_inquiry(request: Request) -> Inquiry:
    """Return what a request asks; what is none of ours, or makes no sense, is passed over."""
    asked = request.query_params
    choice = {name: value for name in FILTERS if (value := asked.get(name, "").strip())}
    mode, view, page = (asked.get(name, "") for name in ("mode", "view", "page"))
    return Inquiry(
        question=asked.get("q", "").strip(),
        choice=choice,
        mode=mode if mode in MODES else PLAIN,
        view=view if view in VIEWS else VIEWS[0],
        page=min(LAST, max(1, int(page))) if page.isascii() and page.isdigit() else 1,
    )
