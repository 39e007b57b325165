"""Pages travel packed to those who can unpack them, and downloads begin at once all the same."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx
import pytest
from sqlalchemy import Engine
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from docs.screenshots import serve
from rapporteur.web.app import make_app
from rapporteur.web.packing import Packing

Result = TypeVar("Result")
PAGES = ("/", "/fr/coverage", "/coverage.svg", "/static/style.css", "/static/reader.js")
GZIP = {"Accept-Encoding": "gzip"}
PLAIN = {"Accept-Encoding": "gzip;q=0, identity"}


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Wait for it in a thread of its own: the browser of other tests keeps this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result(60)


@pytest.fixture(scope="module")
def client(sample_store: Engine) -> Iterator[TestClient]:
    with TestClient(make_app(sample_store)) as client:
        yield client


async def send_to(app: ASGIApp, path: str, messages: asyncio.Queue[Message]) -> None:
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"accept-encoding", b"gzip")],
        "server": ("testserver", 80),
    }

    async def receive() -> Message:
        return {"type": "http.request"}

    await app(scope, receive, messages.put)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_packed_and_says_the_same(client: TestClient, address: str) -> None:
    packed, plain = (client.get(address, headers=asked) for asked in (GZIP, PLAIN))
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"]) / 2
    for answer in (packed, plain):
        assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("address", ["/static/style.css", "/coverage.svg", "/explore.atom"])
@pytest.mark.parametrize("asked", [GZIP, PLAIN])
def test_what_a_browser_has_packed_or_not_is_not_sent_again(
    client: TestClient, address: str, asked: dict[str, str]
) -> None:
    tags = [client.get(address, headers=one).headers["etag"] for one in (GZIP, PLAIN)]
    assert tags[0] == tags[1]
    again = client.get(address, headers={**asked, "If-None-Match": tags[0]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tags[0]
    assert "content-encoding" not in again.headers
    other = client.get(address, headers={**asked, "If-None-Match": 'W/"another"'})
    assert other.status_code == 200


def test_what_is_packed_in_itself_or_small_is_sent_as_it_is(client: TestClient) -> None:
    for address in ("/explore.xlsx", "/static/icon.svg"):
        answer = client.get(address, headers=GZIP)
        assert answer.status_code == 200
        assert "content-encoding" not in answer.headers


def test_a_part_of_a_file_is_a_part_of_it_as_it_lies(client: TestClient) -> None:
    whole = client.get("/static/style.css", headers=PLAIN).content
    part = client.get("/static/style.css", headers={**GZIP, "Range": "bytes=5-1999"})
    assert part.status_code == 206
    assert part.content == whole[5:2000]


def test_a_refusal_is_packed_too(client: TestClient) -> None:
    answer = client.get("/nowhere", headers=GZIP)
    assert (answer.status_code, answer.headers["content-encoding"]) == (404, "gzip")
    assert "There is no such page" in answer.text


def test_what_is_written_while_it_is_sent_can_be_read_before_its_end() -> None:
    async def begin() -> bytes:
        messages: asyncio.Queue[Message] = asyncio.Queue()
        seen = asyncio.Event()

        async def pieces() -> AsyncIterator[bytes]:
            yield b"the first row\n"
            await seen.wait()
            yield b"the last row\n"

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            await StreamingResponse(pieces(), media_type="text/csv")(scope, receive, send)

        sending = asyncio.create_task(send_to(Packing(app), "/", messages))
        head, first = await messages.get(), await messages.get()
        assert (b"content-encoding", b"gzip") in head["headers"]
        unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
        assert unpack.decompress(first["body"]) == b"the first row\n"
        seen.set()
        await sending
        rest = b""
        while not messages.empty():
            rest += (await messages.get())["body"]
        return unpack.decompress(rest)

    assert run(begin()) == b"the last row\n"


def test_a_download_of_points_comes_in_pieces(sample_store: Engine) -> None:
    messages: asyncio.Queue[Message] = asyncio.Queue()
    run(send_to(make_app(sample_store), "/explore.csv", messages))
    head, *pieces = [messages.get_nowait() for _ in range(messages.qsize())]
    assert b"content-length" not in dict(head["headers"])
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16)
    first = unpack.decompress(pieces[0]["body"]).decode("utf-8-sig")
    assert first.startswith("id,text,voice")
    assert len(first.splitlines()) == 1
    rest = b"".join(unpack.decompress(piece["body"]) for piece in pieces[1:])
    assert unpack.eof
    assert rest.count(b"pnt-") > 100


@pytest.mark.parametrize("path", ["/", "/explore?q=nurses", "/static/style.css", "/explore.csv"])
def test_pages_answer_head_with_their_headers_alone(sample_store: Engine, path: str) -> None:
    with serve(sample_store) as at, httpx.Client(base_url=at) as client:
        whole, head = client.get(path), client.head(path)
        assert (whole.status_code, head.status_code, head.content) == (200, 200, b"")
        assert whole.headers["content-type"] == head.headers["content-type"]
        assert client.head("/nowhere").status_code == 404
        assert client.head("/").status_code == 200  # the connection is in order
