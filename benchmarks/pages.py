"""How fast the pages of a large store are made, and how large they are.

`python -m benchmarks.pages` writes a store of 100,000 points in 200 invented dialogues and asks for
each sort of page: milliseconds on the server, and kilobytes of HTML and CSS before compression.
"""

import re
import statistics
import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine
from starlette.testclient import TestClient

from rapporteur.evidence import (
    Coding,
    Dialogue,
    Point,
    Run,
    Segment,
    Source,
    Statement,
    Voice,
    content_id,
    make_anchor,
)
from rapporteur.gazetteer.load import load_states
from rapporteur.store import open_store
from rapporteur.store.write import save_run
from rapporteur.web.app import make_app
from tests.making import make_pages

DIALOGUES = 200
PAGES = 20  # of each source
LINES = 25  # points of each page
TOGETHER = 5  # points of each statement
TIMES = 15
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
GROUPS = ("women", "children", "youth", "migrant_workers")
KINDS = ("other", "practice", "challenge", "recommendation", "position")


def write_dialogue(store: Engine, number: int) -> tuple[str, str]:
    """Save one invented dialogue; returns its id and its source's."""
    texts = (
        "\n".join(f"In case {number}-{at}-{n} they had issued {n} permits." for n in range(LINES))
        for at in range(PAGES)
    )
    source = make_pages(list(texts), f"report-{number}.txt")
    key = source.id
    segment = Segment(content_id("seg", key), f"Panel {number}", "panel", source=key, page=1)
    dialogue = Dialogue(content_id("dlg", key), f"Dialogue {number}", sources=(source,),
                        segments=(segment,))  # fmt: skip
    statements = _statements(source, segment)
    save_run(store, Run(dialogue, source, statements, codings=_codings(statements)))
    return dialogue.id, key


def _codings(statements: tuple[Statement, ...]) -> tuple[Coding, ...]:
    """One objective and one goal for each point that is of some kind."""
    points = (p for statement in statements for p in statement.points if p.kind != "other")
    return tuple(
        Coding(p.id, framework, str(1 + (7 * p.order) % codes), "learnt", 0.4 + p.order % 60 / 100,
               "invented")
        for p in points
        for framework, codes in (("gcm", 23), ("sdg", 17))
    )  # fmt: skip


def _statements(source: Source, segment: Segment) -> tuple[Statement, ...]:
    states = [state.code for state in load_states()]
    points = [
        Point(
            content_id("pnt", source.id, s.order),
            s.text,
            make_anchor(source, s.pieces),
            segment.id,
            s.order,
            KINDS[s.order % len(KINDS)],
            0.8,
            "invented",
            about=(states[s.order % 190],),
            groups=(GROUPS[s.order % len(GROUPS)],),
        )
        for s in source.sentences
    ]
    return tuple(
        Statement(
            content_id("stm", points[at].id),
            source.id,
            segment.id,
            Voice("floor", (states[at % 190],)),
            tuple(points[at : at + TOGETHER]),
        )
        for at in range(0, len(points), TOGETHER)
    )


def measure(store: Engine, dialogue: str, source: str) -> None:
    """Print what each sort of page takes."""
    client = TestClient(make_app(store))
    sizes: dict[str, int] = {}
    point = content_id("pnt", source, 30)
    places = {
        "first page": "/",
        "first page, French": "/fr/",
        "dialogue": f"/dialogues/{dialogue}",
        "statements": f"/dialogues/{dialogue}/statements",
        "practices": f"/dialogues/{dialogue}/practices",
        "coverage": "/coverage",
        "coverage, kinds": "/coverage?by=kind",
        "coverage, groups": "/coverage?by=group&list=sdg",
        "coverage, one dialogue": f"/dialogues/{dialogue}/coverage",
        "every sentence": f"/dialogues/{dialogue}/strip",
        "explore": "/explore",
        "explore, filtered": "/explore?kind=practice&figures=no",
        "explore, question": "/explore?q=permits&mode=text",
        "explore, far on": "/explore?page=4000",
        "explore, table": "/explore?view=table",
        "explore, all values": "/explore/values?facet=about",
        "explore, feed": "/explore.atom?kind=practice",
        "review queue": "/review",
        "review, next": "/review/next",  # leads to the sentence, which is made too
        "reader": f"/sources/{source}/pages/2?point={point}",
    }
    print(f"{'page':22} {'median ms':>10} {'worst ms':>9} {'KB with CSS':>12}")
    for name, place in places.items():
        taken, size = [], 0
        for _ in range(TIMES):
            start = time.perf_counter()
            answer = client.get(place)
            taken.append(1000 * (time.perf_counter() - start))
            answer.raise_for_status()
            size = len(answer.content)
        for sheet in STYLE.findall(answer.text):
            sizes.setdefault(sheet, len(client.get(sheet).content))
            size += sizes[sheet]
        middle = statistics.median(taken)
        print(f"{name:22} {middle:10.1f} {max(taken):9.1f} {size / 1000:12.1f}")


def main() -> None:
    """Write the store and measure."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(str(Path(folder) / "large.db"))
        for number in range(DIALOGUES):
            dialogue, source = write_dialogue(store, number)
        measure(store, dialogue, source)
        store.dispose()


if __name__ == "__main__":
    main()
