"""What a reviewer set out to check: filters, a state and a label, kept in the address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from sqlalchemy import Engine

from rapporteur.evidence import POINT_FIELDS
from rapporteur.review.queue import Ask, State
from rapporteur.store.choice import FILTERS
from rapporteur.store.select import Filter
from rapporteur.web.inquiry import filter_sentences
from rapporteur.web.language import mark

SHARE = re.compile(r"([1-9]\d?)/([1-9]\d?)")
# By the word in the address.
STATES: dict[str, State] = {"": "open", "waiting": "first", "done": "signed off", "all": "all"}
LABELS = {
    "kind": mark("Kind"),
    "voice": mark("Voice"),
    "about": mark("Countries told of"),
    "gcm": mark("GCM"),
    "sdg": mark("SDG"),
    "groups": mark("Groups"),
    "figures": mark("Numbers"),
}
# Whether something is one at all: in the log alone.
WHOLES = {"recommendation": mark("Is a recommendation"), "practice": mark("Is a practice")}


@dataclass(frozen=True, slots=True)
class Errand:
    """`choice` holds the filters that are set, `state` is one of STATES, `share` "k/n" or empty."""

    choice: Mapping[str, str]
    state: str = ""
    label: str = ""
    share: str = ""

    def filter(self, store: Engine) -> Filter:
        """Return the store's Filter, headings left out; raises QueryError as `make_filter` does."""
        return filter_sentences(store, self.choice)

    def ask(self, who: str) -> Ask:
        """Return what the queue is asked for by `who`."""
        share = SHARE.fullmatch(self.share)
        part = (int(share[1]), int(share[2])) if share else (1, 1)
        return Ask(STATES[self.state], self.label, who, part)

    @property
    def fields(self) -> tuple[str, ...]:
        """The labels that are decided on."""
        return (self.label,) if self.label else POINT_FIELDS

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the address."""
        own = {"state": self.state, "label": self.label, "share": self.share}
        return {**self.choice, **{name: value for name, value in own.items() if value}}

    def query(self, **changes: str) -> str:
        """Return the end of an address, from the question mark on; an empty value goes."""
        asked = {k: v for k, v in {**self.parameters, **changes}.items() if v}
        return f"?{urlencode(asked)}" if asked else ""


def read_errand(request: Request) -> Errand:
    """Return what a request asks; what is none of ours, or makes no sense, is passed over."""
    asked = request.query_params
    choice = {name: value for name in FILTERS if (value := asked.get(name, "").strip())}
    state, label, share = (asked.get(name, "") for name in ("state", "label", "share"))
    part = SHARE.fullmatch(share)
    return Errand(
        choice,
        state if state in STATES else "",
        label if label in POINT_FIELDS else "",
        share if part and int(part[1]) <= int(part[2]) else "",
    )
