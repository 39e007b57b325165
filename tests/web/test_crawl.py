"""Every link leads somewhere: pages of every kind, in three languages, without an error."""

import re
from collections import Counter, deque

import pytest
from playwright.sync_api import Page

from rapporteur.web.language import LANGUAGES

OF_A_KIND = 2  # pages visited of those whose addresses differ in ids and values alone
MOST = 160  # pages in all
LINKS = """() => [...document.querySelectorAll("a[href], form[action], img[src], link[href]")]
  .filter((e) => e.method !== "post")
  .map((e) => e.href?.baseVal ?? e.href ?? e.action ?? e.src)"""


def kind_of(path: str) -> str:
    """An address without ids, numbers, codes and values: what is left is the kind of page."""
    place, _, query = path.partition("?")
    place = re.sub(r"/[a-z]{3}-[0-9a-f]{8,}", "/ID", place)
    place = re.sub(r"/(countries|organisations)/[^/]+", r"/\1/CODE", place)
    place = re.sub(r"/\d+(?=/|$)", "/N", place)
    names = sorted({part.partition("=")[0] for part in query.split("&")})
    return place + "?" + "&".join(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(page: Page, address: str, language: str) -> None:
    troubles: list[str] = []
    start = f"{address}/{language}/"
    # The same pages in the other languages have their own turn.
    tongues = "|".join(other for other in LANGUAGES if other != language)
    others = re.compile(rf"{re.escape(address)}/(?:{tongues})(?:/|$)")
    waiting, seen, visited = deque([(start, "")]), {start}, Counter[str]()
    while waiting and visited.total() < MOST:
        place, found_on = waiting.popleft()
        kind = kind_of(place.removeprefix(address).removeprefix(f"/{language}"))
        if visited[kind] == OF_A_KIND:
            continue
        visited[kind] += 1
        if not is_page(page, place):
            answer = page.request.get(place)
            if answer.status >= 400:
                troubles.append(f"{place} on {found_on}: {answer.status}")
            continue
        answer = page.goto(place)
        if answer is None or answer.status >= 400:
            troubles.append(f"{place} on {found_on}: {answer and answer.status}")
            continue
        for link in page.evaluate(LINKS):
            target = link.partition("#")[0]
            if target.startswith(address) and not others.match(target) and target not in seen:
                seen.add(target)
                waiting.append((target, place))
    assert troubles == []
    assert visited.total() > 40


def is_page(page: Page, place: str) -> bool:
    """Whether a browser would show what stands there: files are only asked for."""
    path = place.partition("?")[0]
    return not re.search(r"\.[a-z]{2,5}$|/file$|/api/|/static/", path)
