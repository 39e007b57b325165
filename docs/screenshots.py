"""Take the pictures of the pages in docs/screenshots, from the sample; needs Chromium.

Run `python docs/screenshots.py` after a change of the pages.
"""

import io
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store
from rapporteur.web.app import make_app

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample"
SIZE = (1280, 860)  # pixels


@contextmanager
def serve_sample() -> Iterator[str]:
    """Serve the sample from a store of its own; yields the address."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "sample.db"))
        ingest([str(SAMPLE)], store, Settings())
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
            store.dispose()


def take_pictures(address: str, chromium: str, folder: Path) -> None:
    """Save a picture of each page into `folder`, following the links a reader would."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        width, height = SIZE
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")

        def save(name: str) -> None:
            taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            # 256 colours look the same here and take a third of the room.
            taken.quantize(256).save(folder / f"{name}.png", optimize=True)

        page.goto(address)
        save("home")
        page.locator(".card h2 a").first.click()
        save("dialogue")
        for name in ("Practices", "Recommendations", "Statements"):
            page.locator(".tabs").get_by_role("link", name=name).click()
            save(name.lower())
        page.locator(".statement .place[title$='.pdf']").first.click()
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_load_state("networkidle")  # the page's picture is there
        save("source")
        browser.close()


def main() -> None:
    """Take all pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        sys.exit("The pictures need Chromium: install it, and run this again.")
    folder = HERE / "screenshots"
    folder.mkdir(exist_ok=True)
    with serve_sample() as address:
        take_pictures(address, chromium, folder)


if __name__ == "__main__":
    main()
