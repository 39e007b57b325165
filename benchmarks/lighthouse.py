"""Score the main pages of the sample dialogue with Lighthouse, as a phone on a slow line has them.

Run `npm install lighthouse` somewhere, then
`python -m benchmarks.lighthouse PATH/node_modules/.bin/lighthouse`; needs Chromium. Nothing is
fetched from elsewhere while it runs. A page counts by the best of RUNS, for whatever else the
machine does only ever slows it. Exits with 1 where a page scores less than LEAST.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from docs.screenshots import SAMPLE, list_pages, serve
from rapporteur.pipeline import ingest
from rapporteur.settings import Settings
from rapporteur.store import open_store

LEAST = 0.95  # of performance
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices")
METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
FURTHER = ("cumulative-layout-shift", "total-byte-weight")


def score(lighthouse: str, address: str, report: Path) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    words = [lighthouse, address, "--quiet", "--output=json", f"--output-path={report}"]
    words += [f"--only-categories={','.join(CATEGORIES)}"]
    words += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(words, check=True, env={**os.environ, "CHROME_PATH": chromium})
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def main(lighthouse: str) -> int:
    """Print the scores of each page."""
    worst = 1.0
    print("page".ljust(17), *(name.ljust(14) for name in CATEGORIES), *METRICS, *FURTHER)
    with tempfile.TemporaryDirectory() as work:
        store = open_store(str(Path(work) / "sample.db"))
        ingest([str(SAMPLE)], store, Settings())
        with serve(store) as address:
            for name, place in list_pages(store).items():
                report = Path(work) / "report.json"
                runs = (score(lighthouse, address + place, report) for _ in range(RUNS))
                told = max(runs, key=lambda run: run["categories"]["performance"]["score"])
                scores = [told["categories"][key]["score"] for key in CATEGORIES]
                shown = [told["audits"][key]["displayValue"] for key in (*METRICS, *FURTHER)]
                print(name.ljust(17), *(f"{100 * s:.0f}".ljust(14) for s in scores), *shown)
                worst = min(worst, scores[0])
        store.dispose()
    return int(worst < LEAST)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
