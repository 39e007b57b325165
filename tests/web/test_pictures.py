"""The pictures of the pages in the guide can be taken again, and none of them is of a page gone."""

import re
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import Engine

from docs.screenshots import list_pages
from rapporteur.web.app import make_app

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_every_pictured_page_is_there(sample_store: Engine) -> None:
    client = TestClient(make_app(sample_store))
    found = {
        name: client.get(place).status_code for name, place in list_pages(sample_store).items()
    }
    assert found == dict.fromkeys(found, 200)


def test_the_guide_shows_each_picture_there_is(sample_store: Engine) -> None:
    shown = set(re.findall(r"screenshots/(\w+)\.png", (DOCS / "guide.md").read_text("utf-8")))
    taken = {path.stem for path in (DOCS / "screenshots").glob("*.png")}
    assert shown == taken == set(list_pages(sample_store))
