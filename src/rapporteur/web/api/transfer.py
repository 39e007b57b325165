"""How answers travel: HEAD, ETags, caching and gzip."""

import gzip
from dataclasses import dataclass, field
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rapporteur import __version__

SMALLEST = 1_000  # bytes; below, gzip saves nothing
LEVEL = 5
PACKED = ("application/json", "application/problem+json", "text/")
ASK_AGAIN = "private, no-cache"  # may be kept, but is asked for by its ETag each time


class Transfer:
    """Middleware that gives each answer a tag of its content, and sends no content twice."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        inner = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        answer = _Answer()
        await self.app(inner, receive, answer.keep)
        await answer.pass_on(Headers(scope=scope), scope["method"] == "HEAD", send)


@dataclass(slots=True)
class _Answer:
    status: int = 500
    raw: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)

    async def keep(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.raw = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def pass_on(self, asked: Headers, head: bool, send: Send) -> None:
        headers = MutableHeaders(raw=self.raw)
        body = bytes(self.body)
        if self.status == 200:
            # Weak, for it stands for what is said, packed or not.
            headers.setdefault("ETag", f'W/"{_digest(body)}"')
            headers.setdefault("Cache-Control", ASK_AGAIN)
            headers.add_vary_header("Accept-Encoding")
            if matches(asked.get("if-none-match", ""), headers["ETag"]):
                self.status, body = 304, b""
                for name in ("content-length", "content-type"):
                    del headers[name]
        if self.status != 304:
            body = _pack(body, asked, headers)
            headers["Content-Length"] = str(len(body))
        start = {"type": "http.response.start", "status": self.status, "headers": headers.raw}
        await send(start)
        await send({"type": "http.response.body", "body": b"" if head else body})


def matches(asked: str, tag: str) -> bool:
    """Say whether an If-None-Match header names this tag, as RFC 9110 compares weakly."""
    tags = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def _digest(body: bytes) -> str:
    return sha256(__version__.encode() + body).hexdigest()[:24]


def _pack(body: bytes, asked: Headers, headers: MutableHeaders) -> bytes:
    kind = headers.get("content-type", "")
    if len(body) < SMALLEST or not kind.startswith(PACKED) or not _takes_gzip(asked):
        return body
    headers["Content-Encoding"] = "gzip"
    return gzip.compress(body, LEVEL, mtime=0)


def _takes_gzip(asked: Headers) -> bool:
    codings = (one.replace(" ", "") for one in asked.get("accept-encoding", "").split(","))
    return any(
        one.partition(";")[0] in ("gzip", "*") and not one.endswith((";q=0", ";q=0.0"))
        for one in codings
    )
