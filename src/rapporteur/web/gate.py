"""Let through only what a page of ours asks for: no writing from elsewhere, nor too much of it.

A page of a stranger that is open in the same browser could send a form here, with the reader's
own cookies. Browsers say where a request comes from (Sec-Fetch-Site; Origin where the connection
is not trusted); one that says "elsewhere" is refused. Programs that are no browsers say nothing,
and carry nobody's cookies.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rapporteur.web.language import gettext, mark
from rapporteur.web.page import render

READING = ("GET", "HEAD", "OPTIONS", "TRACE")
OPEN = ("/look", "/api/")  # what changes nothing in the store
BODY = 256 * 1024  # bytes of a form, unless its page allows more
TOO_MUCH = 413

ELSEWHERE = mark("This did not come from a page of this server")
GO_BACK = mark("Nothing was changed. Open the page here, and send it from there.")
CLOSED = mark("This server only shows the record")
ASK = mark("Nothing was changed. Ask whoever runs it for a server that takes in your work.")
TOO_LARGE = mark("This is more than the page takes at once")
LESS = mark("Nothing was changed. Send less at a time.")


class Gate:
    """Middleware that answers by itself what may not be written.

    `bodies` gives the most bytes that a request may carry below a path ("/ingest"); BODY counts
    for all others. With `read_only` nothing is written at all.
    """

    def __init__(
        self, app: ASGIApp, bodies: Mapping[str, int] | None = None, read_only: bool = False
    ) -> None:
        self.app = app
        self.bodies = bodies or {}
        self.read_only = read_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http" or scope["method"] in READING:
            await self.app(scope, receive, send)
            return
        headers, path = Headers(scope=scope), scope["path"].removeprefix(scope.get("root_path", ""))
        most = self._most(path)
        if not is_ours(headers):
            refusal = (403, ELSEWHERE, GO_BACK)
        elif self.read_only and not path.startswith(OPEN):
            refusal = (403, CLOSED, ASK)
        elif _length(headers) > most:
            refusal = (TOO_MUCH, TOO_LARGE, LESS)
        else:
            await self.app(scope, _measured(receive, most), send)
            return
        status, what, remedy = refusal
        answer = render(
            Request(scope), "error.html", status, what=gettext(what), remedy=gettext(remedy)
        )
        await answer(scope, receive, send)

    def _most(self, path: str) -> int:
        allowed = (most for start, most in self.bodies.items() if path.startswith(start))
        return max(allowed, default=BODY)


def is_ours(headers: Mapping[str, str]) -> bool:
    """Tell whether a request comes from a page of the host that it asks, or from no page at all."""
    if site := headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _length(headers: Mapping[str, str]) -> int:
    said = headers.get("content-length", "")
    return int(said) if said.isdecimal() else 0


def _measured(receive: Receive, most: int) -> Receive:
    """Return `receive` with an end to it: a body need not say how long it is."""
    taken = 0

    async def measured() -> Message:
        nonlocal taken
        message: MutableMapping[str, Any] = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(TOO_MUCH)
        return message

    return measured
