"""Frameworks and codes, and how many points bear on each."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from rapporteur.evidence import Code, Framework
from rapporteur.frameworks import load_frameworks
from rapporteur.store.count import code_voices, count_codes
from rapporteur.store.select import Filter
from rapporteur.web.api.addresses import address, store_of
from rapporteur.web.api.filters import Filters, read_filters
from rapporteur.web.api.paging import LINKS
from rapporteur.web.api.problems import unknown
from rapporteur.web.api.shapes import Shape

router = APIRouter(tags=["frameworks"])
ASKED_BY = {"gcm": "gcm", "sdg": "sdg", "groups": "group"}  # the filter that takes its codes


class FrameworkItem(Shape):
    """An agreed list of codes."""

    id: str = Field(examples=["gcm"])
    title: str
    reference: str = Field(description="The text it follows.", examples=["A/RES/73/195"])
    codes: int = Field(description="How many codes it has.")
    links: dict[str, str] = Field(description=LINKS)


class CoverageItem(Shape):
    """How many points bear on a code, and who speaks in them; zero is an answer too."""

    framework: str = Field(examples=["gcm"])
    code: str = Field(examples=["5"])
    title: str = Field(description="The official title.")
    points: int
    kinds: dict[str, int] = Field(description="Points by kind.")
    voices: list[str] = Field(description="ISO3 codes and short names.", examples=[["PRT"]])
    links: dict[str, str] = Field(description=LINKS)


class CodeWhole(CoverageItem):
    """A code, what is said of it, and how much bears on it."""

    parent: str = Field(description="The code above it, or empty.")
    description: str
    reference: str = Field(examples=["A/RES/73/195, objective 15 (c)"])
    cues: list[str] = Field(description="Words and phrases that speak for it.")


class CoverageList(Shape):
    """All codes asked for."""

    items: list[CoverageItem]
    links: dict[str, str]


class CoverageQuery(Filters):
    """Of which points, and of which framework."""

    framework: str = Field(
        default="", max_length=100, description="Only this framework.", examples=["gcm"]
    )


class FrameworkList(Shape):
    """All frameworks."""

    items: list[FrameworkItem]
    links: dict[str, str]


@router.get("/frameworks", summary="All frameworks")
def list_all() -> FrameworkList:
    """The lists of codes that points are matched to."""
    items = [_framework_item(one) for one in load_frameworks().values()]
    return FrameworkList(items=items, links={"self": address("frameworks")})


@router.get("/frameworks/{key}", summary="One framework")
def get_one(key: str) -> FrameworkItem:
    """A framework; its codes, with counts, are at `links.codes`."""
    return _framework_item(_framework(key))


@router.get("/frameworks/{key}/codes", summary="The codes of a framework, with counts")
def list_codes(request: Request, key: str, asked: Annotated[Filters, Query()]) -> CoverageList:
    """All codes in the framework's order, with the points that pass the filters."""
    items = list(_coverage(request, read_filters(request, asked), (_framework(key),)))
    return CoverageList(items=items, links={"self": address("frameworks", key, "codes")})


@router.get("/frameworks/{key}/codes/{code}", summary="One code")
def get_code(request: Request, key: str, code: str) -> CodeWhole:
    """A code, what is said of it, and how many points bear on it."""
    framework = _framework(key)
    found = next((one for one in framework.codes if one.code == code), None)
    if found is None:
        raise unknown(f"{key} {code}")
    wanted = Filter(codes=((key, code),))
    counted = next(one for one in _coverage(request, wanted, (framework,)) if one.code == code)
    links = dict(counted.links)
    if found.parent:
        links["parent"] = address("frameworks", key, "codes", found.parent)
    return CodeWhole(
        **counted.model_dump(exclude={"links"}),
        parent=found.parent,
        description=found.description,
        reference=found.reference,
        cues=list(found.cues),
        links=links,
    )


@router.get("/coverage", summary="How many points bear on each code", tags=["coverage"])
def get_coverage(request: Request, asked: Annotated[CoverageQuery, Query()]) -> CoverageList:
    """All codes of all frameworks, or of one, with the points that pass the filters."""
    chosen = (_framework(asked.framework),) if asked.framework else load_frameworks().values()
    items = list(_coverage(request, read_filters(request, asked), tuple(chosen)))
    return CoverageList(items=items, links={"self": address("coverage")})


def _framework(key: str) -> Framework:
    frameworks = load_frameworks()
    if key not in frameworks:
        raise unknown(key)
    return frameworks[key]


def _coverage(
    request: Request, wanted: Filter, frameworks: tuple[Framework, ...]
) -> Iterator[CoverageItem]:
    store = store_of(request)
    counts, voices = count_codes(store, wanted), code_voices(store, wanted)
    for framework in frameworks:
        for code in framework.codes:
            kinds = counts.get((framework.id, code.code), {})
            yield CoverageItem(
                framework=framework.id,
                code=code.code,
                title=code.title,
                points=sum(kinds.values()),
                kinds=dict(sorted(kinds.items())),
                voices=list(voices.get((framework.id, code.code), ())),
                links=_code_links(framework, code),
            )


def _code_links(framework: Framework, code: Code) -> dict[str, str]:
    links = {
        "self": address("frameworks", framework.id, "codes", code.code),
        "framework": address("frameworks", framework.id),
    }
    if asked := ASKED_BY.get(framework.id):
        links["points"] = address("points", **{asked: code.code})
    return links


def _framework_item(framework: Framework) -> FrameworkItem:
    own = ("frameworks", framework.id)
    return FrameworkItem(
        id=framework.id,
        title=framework.title,
        reference=framework.reference,
        codes=len(framework.codes),
        links={
            "self": address(*own),
            "codes": address(*own, "codes"),
            "coverage": address("coverage", framework=framework.id),
        },
    )
