"""Let through only what a page of ours asks for: no writing from elsewhere, nor too much of it.

A page of a stranger that is open in the same browser could send a form here, with the reader's
own cookies. Browsers say where a request comes from (Sec-Fetch-Site; Origin where the connection
is not trusted); one that says "elsewhere" is refused. Programs that are no browsers say nothing,
and carry nobody's cookies.

A stranger may also let a name of theirs lead to this machine, so that their page and ours seem to
be of one host. A server that only this machine reaches therefore answers to its own names alone.
"""

from collections.abc import Mapping, MutableMapping, Sequence
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
UNKNOWN = mark("This server is not known by this name")
NAME_IT = mark("Ask it by the address that it said when it started, or start it with --allow-host.")
TOO_LARGE = mark("This is more than the page takes at once")
LESS = mark("Nothing was changed. Send less at a time.")


class Gate:
    """Middleware that answers by itself what may not be written.

    `bodies` gives the most bytes that a request may carry below a path ("/ingest"); BODY counts
    for all others. With `read_only` nothing is written at all. `hosts` are the names that may be
    asked for; without any, all may.
    """

    def __init__(
        self,
        app: ASGIApp,
        bodies: Mapping[str, int] | None = None,
        read_only: bool = False,
        hosts: Sequence[str] = (),
    ) -> None:
        self.app = app
        self.bodies = bodies or {}
        self.read_only = read_only
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if refusal := self._refuse(scope):
            status, what, remedy = refusal
            said = {"what": gettext(what), "remedy": gettext(remedy)}
            await render(Request(scope), "error.html", status, **said)(scope, receive, send)
            return
        if scope["method"] not in READING:
            receive = _measured(receive, self._most(_path(scope)))
        await self.app(scope, receive, send)

    def _refuse(self, scope: Scope) -> tuple[int, str, str] | None:
        """Return with which status a request is refused, why, and what to do; None if it is not."""
        headers, path = Headers(scope=scope), _path(scope)
        if self.hosts and urlsplit(f"//{headers.get('host', '')}").hostname not in self.hosts:
            return 403, UNKNOWN, NAME_IT
        if scope["method"] in READING:
            return None
        if not is_ours(headers):
            return 403, ELSEWHERE, GO_BACK
        if self.read_only and not path.startswith(OPEN):
            return 403, CLOSED, ASK
        return (TOO_MUCH, TOO_LARGE, LESS) if _length(headers) > self._most(path) else None

    def _most(self, path: str) -> int:
        allowed = (most for start, most in self.bodies.items() if path.startswith(start))
        return max(allowed, default=BODY)


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


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
