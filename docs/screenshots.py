"""Take the pictures of the main pages in docs/screenshots, from the sample; needs Chromium.

Run `make screenshots` after a change of the pages.
"""

import io
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import Engine

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.store.select import Filter, find_points
from rapporteur.store.view import find_statements, list_dialogues, list_sources
from rapporteur.web.app import make_app

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample"
SIZE = (1280, 900)  # pixels
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# A browser in a box, that asks nobody else for anything.
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
COUNTRY = "PRT"  # one that the sample tells much of


def list_pages(store: Engine) -> Mapping[str, str]:
    """Return the address of each main page by the name of its picture."""
    (dialogue,) = list_dialogues(store)
    names = {name: key for key, (name, _) in list_sources(store).items()}
    told = find_statements(store, find_points(store, Filter(voice=COUNTRY)))[0].points[0]
    base = f"/dialogues/{dialogue.id}"
    return {
        "home": "/",
        "dialogue": base,
        "statements": f"{base}/statements",
        "source": f"/sources/{names['report.pdf']}/pages/{told.anchor.page}?point={told.id}",
        "explore": "/explore?q=health+care",
        "coverage": "/coverage",
        "country": f"/countries/{COUNTRY}",
        "practices": "/practices",
        "recommendations": "/recommendations",
        "compare": f"/compare?one.voice={COUNTRY}&two.voice=CHL",
        "review": "/review",
        "ingest": "/ingest",
    }


@contextmanager
def serve(store: Engine) -> Iterator[str]:
    """Serve a store on a free port; yields the address."""
    server = uvicorn.Server(uvicorn.Config(make_app(store), port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def take_pictures(store: Engine, chromium: str, folder: Path) -> None:
    """Save a picture of each main page into `folder`; raise where one of them is not there."""
    width, height = SIZE
    with serve(store) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
        for name, place in list_pages(store).items():
            answer = page.goto(address + place)
            if answer is None or not answer.ok:
                raise SystemExit(f"{place} cannot be shown")
            page.wait_for_load_state("networkidle")  # pictures on the page are there
            save(page, folder / f"{name}.png")
        browser.close()


def save(page: Page, place: Path) -> None:
    """Save what a page shows: 256 colours look the same here and take a third of the room."""
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    taken.quantize(256).save(place, optimize=True)


def main() -> None:
    """Take all pictures."""
    if not CHROMIUM:
        sys.exit("The pictures need Chromium: install it, and run this again.")
    folder = HERE / "screenshots"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        store = open_store(str(Path(work) / "sample.db"))
        ingest([str(SAMPLE)], store, Settings())
        take_pictures(store, CHROMIUM, folder)
        store.dispose()


if __name__ == "__main__":
    main()
