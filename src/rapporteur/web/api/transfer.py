"""How answers of the API travel: ETags, caching and gzip."""

from dataclasses import dataclass, field
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rapporteur import __version__
from rapporteur.web.etags import ASK_AGAIN, is_kept
from rapporteur.web.packing import Packing


class Transfer:
    """Middleware that gives each answer a tag of its content, and sends no content twice."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = Packing(_Tagging(app))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self.app(scope, receive, send)


class _Tagging:
    """Middleware that gathers an answer before it is sent: its tag is made of all of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer()
        await self.app(scope, receive, answer.keep)
        await answer.pass_on(Headers(scope=scope), send)


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

    async def pass_on(self, asked: Headers, send: Send) -> None:
        headers = MutableHeaders(raw=self.raw)
        body = bytes(self.body)
        if self.status == 200:
            headers.setdefault("ETag", f'"{_digest(body)}"')
            headers.setdefault("Cache-Control", ASK_AGAIN)
            if is_kept(asked.get("if-none-match", ""), headers["ETag"]):
                self.status, body = 304, b""
                for name in ("content-length", "content-type"):
                    del headers[name]
        if self.status != 304:
            headers["Content-Length"] = str(len(body))
        start = {"type": "http.response.start", "status": self.status, "headers": headers.raw}
        await send(start)
        await send({"type": "http.response.body", "body": body})


def _digest(body: bytes) -> str:
    return sha256(__version__.encode() + body).hexdigest()[:24]
