"""Requests a second and their times through the HTTP API, on a store of invented words.

    python benchmarks/api.py [--points 100000] [--seconds 5] [--workers 2] [--clients 8]

Makes the store once (kept in --folder), serves it with uvicorn as `rapporteur serve` does, and asks
over kept-alive connections, each as soon as it has its answer. The asking takes part of the same
processor. Every search asks for words of its own, so that nothing is answered from memory, but in
the rows that say so.
"""

import argparse
import asyncio
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count, cycle, islice
from pathlib import Path
from urllib.parse import quote

import numpy as np
from sqlalchemy import Engine

from rapporteur.evidence import (
    Block,
    Coding,
    Dialogue,
    Entity,
    Line,
    Page,
    Piece,
    Point,
    Run,
    Segment,
    Source,
    Statement,
    Voice,
    content_id,
    make_anchor,
)
from rapporteur.evidence.point import KINDS
from rapporteur.find.follow import follow_store
from rapporteur.store import open_store
from rapporteur.store.vectors import KeptVectors
from rapporteur.store.write import save_run
from rapporteur.vectors import WIDTH, Vectors, encode, pack, vector_key

SENTENCES = 200  # in a source
A_VOICE = 4  # sentences of a statement
STATES = ("ARG", "BGD", "CHL", "DEU", "ECU", "EGY", "FRA", "GHA", "MEX", "PHL", "PRT", "TUN")
ENCODED = 2_000  # sentences whose vectors are their own
MOVED = 0.03  # a number of a vector; together about half the vector's length
GROUPS = ("women", "children", "migrant_workers", "returnees")


def make_words(rng: random.Random, number: int = 8_000) -> list[str]:
    """Invented words, the first used most, as in any language."""
    parts = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u")]
    return list(
        dict.fromkeys("".join(rng.choices(parts, k=rng.choice((2, 3, 4)))) for _ in range(number))
    )


def make_sentences(rng: random.Random, words: list[str]) -> list[str]:
    weights = [1 / rank for rank in range(10, len(words) + 10)]
    return [
        " ".join(rng.choices(words, weights, k=rng.randint(10, 35))).capitalize() + "."
        for _ in range(SENTENCES)
    ]


def make_run(rng: random.Random, words: list[str], number: int) -> Run:
    sentences = make_sentences(rng, words)
    text = "\n".join(sentences)
    lines, at = [], 0
    for sentence in sentences:
        lines.append(Line(at, at + len(sentence)))
        at += len(sentence) + 1
    pieces = [(Piece(1, line.start, line.end),) for line in lines]
    source = Source(
        content_id("src", text), f"invented{number}.txt", "text", text.encode(),
        (Page(1, text, tuple(lines)),),
        blocks=tuple(Block("paragraph", p, s) for p, s in zip(pieces, sentences, strict=True)),
    )  # fmt: skip
    segment = Segment(
        content_id("seg", source.id), f"Panel {number}", "panel", source=source.id, page=1
    )
    points = [
        Point(
            content_id("pnt", source.id, order), sentence, make_anchor(source, pieces[order]),
            segment.id, order, rng.choice(KINDS), 0.8, "invented",
            (rng.choice(STATES),), (rng.choice(GROUPS),) if order % 5 == 0 else (),
        )
        for order, sentence in enumerate(sentences)
    ]  # fmt: skip
    statements = []
    for at in range(0, SENTENCES, A_VOICE):
        held = tuple(points[at : at + A_VOICE])
        voice = Voice("floor", (rng.choice(STATES),)) if at % 3 else Voice("report")
        statements.append(
            Statement(content_id("stm", held[0].id), source.id, segment.id, voice, held)
        )
    codings = tuple(
        Coding(point.id, framework, str(rng.randint(1, most)), "keyword", 0.6, "invented")
        for point in points[::2]
        for framework, most in (("gcm", 23), ("sdg", 17))
    )
    title = f"Dialogue {number // 20}"
    dialogue = Dialogue(
        content_id("dlg", title), title, sources=(source,), segments=(segment,),
        entities=tuple(Entity(code, code, "state") for code in STATES),
    )  # fmt: skip
    return Run(dialogue, source, tuple(statements), codings=codings)


def make_store(place: Path, points: int) -> None:
    """Fill a store with this many points, unless it is there already."""
    if place.exists():
        return
    rng = random.Random(1)
    words = make_words(rng)
    half = place.with_suffix(".part")
    engine = open_store(str(half))
    likened = Likened(engine)
    for number in range(points // SENTENCES):
        run = make_run(rng, words, number)
        save_run(engine, run)
        likened.take(run)
    engine.dispose()
    half.rename(place)
    follow_store(open_store(str(place)))


class Likened:
    """Keeps vectors: of the first sentences their own, of others one of those, a little moved.

    The encoder would take ten minutes for all of them.
    """

    def __init__(self, engine: Engine) -> None:
        self._keep = KeptVectors(engine)
        self._chance = np.random.default_rng(1)
        self._own = np.zeros((0, WIDTH), np.float32)

    def take(self, run: Run) -> None:
        texts = [point.text for statement in run.statements for point in statement.points]
        if len(self._own) < ENCODED:
            made = [vectors.meaning for vectors in encode(texts)]
            self._own = np.concatenate([self._own, np.stack(made)])
        else:
            made = self._own[self._chance.integers(len(self._own), size=len(texts))]
            made = made + self._chance.normal(0, MOVED, made.shape).astype(np.float32)
            made /= np.linalg.norm(made, axis=1, keepdims=True)
        packed = (pack(Vectors(row, row)) for row in made)
        self._keep.add(dict(zip(map(vector_key, texts), packed, strict=True)))


async def ask(
    port: int, addresses: Iterator[str], until: float, times: list[float], sizes: list[int]
) -> None:
    """Ask one address after another over one connection, each answer read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        begin = time.perf_counter()
        head = f"GET {next(addresses)} HTTP/1.1\r\nHost: localhost\r\n\r\n"
        writer.write(head.encode())
        answer = await reader.readuntil(b"\r\n\r\n")
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(answer.decode())
        length = int(answer.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - begin)
        sizes.append(length)
    writer.close()


def measure(port: int, addresses: Iterator[str], seconds: float, clients: int) -> str:
    times: list[float] = []
    sizes: list[int] = []

    async def ask_all() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(ask(port, addresses, until, times, sizes) for _ in range(clients)))

    begin = time.perf_counter()
    asyncio.run(ask_all())
    rate = len(times) / (time.perf_counter() - begin)
    cuts = statistics.quantiles(times, n=100)
    p50, p95 = cuts[49] * 1000, cuts[94] * 1000
    size = statistics.mean(sizes) / 1000
    return f"{rate:8.0f} /s   p50 {p50:7.1f} ms   p95 {p95:7.1f} ms   {size:6.1f} kB"


def make_questions(asked: str) -> Iterator[str]:
    rng = random.Random(2)
    words = make_words(random.Random(1))
    while True:
        typed = quote(" ".join(rng.choices(words[:2000], k=2)))
        yield f"/api/v1/search?q={typed}{asked.format(state=rng.choice(STATES))}"


def make_repeats(number: int) -> Iterator[str]:
    return cycle(list(islice(make_questions(""), number)))


def make_walks(name: str, most: int) -> Iterator[str]:
    for turn in count():
        yield f"/api/v1/{name}?limit={most}&voice={STATES[turn % len(STATES)]}"


def serve(place: Path, workers: int) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rapporteur", "--store", str(place), "serve"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--workers", str(workers)], stdout=subprocess.DEVNULL
    )
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    time.sleep(2)  # so that every worker is up
    return server, port


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    said = parser.parse_args()
    place = said.folder / f"invented-{said.points}.db"
    make_store(place, said.points)
    server, port = serve(place, said.workers)
    asked: dict[str, Callable[[], Iterator[str]]] = {
        "root": lambda: iter(lambda: "/api/v1/", ""),
        "search": lambda: make_questions(""),
        "search, by words": lambda: make_questions("&mode=text"),
        "search, asked before": lambda: make_repeats(50),
        "search, of a voice": lambda: make_questions("&voice={state}"),
        "points, asked before": lambda: make_walks("points", 10),
        "statements, asked before": lambda: make_walks("statements", 10),
    }
    try:
        for name, addresses in asked.items():
            measure(port, addresses(), 1, said.clients)
            print(f"{name:24}", measure(port, addresses(), said.seconds, said.clients))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
