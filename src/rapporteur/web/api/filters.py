"""The filters of the command line, as parameters of an address."""

from fastapi import Request
from pydantic import Field

from rapporteur.evidence import Kind
from rapporteur.evidence.voice import Manner
from rapporteur.store.choice import make_filter
from rapporteur.store.select import Filter
from rapporteur.web.api.addresses import store_of
from rapporteur.web.api.paging import Asked, Paging

LONG = 300  # characters; no title or id is longer


class Filters(Asked):
    """What a point must have; all that are given must hold together."""

    dialogue: str = Field(
        default="", max_length=LONG, description="Id or title of the dialogue it is of."
    )
    source: str = Field(default="", max_length=LONG, description="Id of the source it stands in.")
    segment: str = Field(default="", max_length=LONG, description="Id of the segment it is in.")
    voice: str = Field(
        default="",
        max_length=LONG,
        description="Who speaks: an ISO 3166-1 alpha-3 code, an organisation's short name, "
        "`participants` (nobody named), `spoken` (all but the report) or `report`.",
        examples=["PRT"],
    )
    manner: Manner | None = Field(default=None, description="How they speak.")
    kind: Kind | None = Field(default=None, description="What kind of point it is.")
    about: str = Field(
        default="",
        max_length=LONG,
        description="ISO 3166-1 alpha-3 code of a country it tells of.",
        examples=["TUN"],
    )
    group: str = Field(
        default="", max_length=LONG, description="An affected group.", examples=["women"]
    )
    gcm: str = Field(
        default="",
        max_length=LONG,
        description="A GCM objective, 1 to 23, or action, such as `15.c`.",
        examples=["15"],
    )
    sdg: str = Field(
        default="",
        max_length=LONG,
        description="An SDG, 1 to 17, or target, such as `10.7`.",
        examples=["10.7"],
    )


class PagedFilters(Filters, Paging):
    """Filters, and where to go on."""


def read_filters(request: Request, asked: Filters, origin: str = "") -> Filter:
    """Return the store's Filter; raise QueryError for an unknown dialogue."""
    return make_filter(
        store_of(request),
        {
            "dialogue": asked.dialogue,
            "source": asked.source,
            "segment": asked.segment,
            "voice": asked.voice,
            "manner": asked.manner,
            "kind": asked.kind,
            "about": asked.about,
            "group": asked.group,
            "gcm": asked.gcm,
            "sdg": asked.sdg,
        },
        origin,
    )
