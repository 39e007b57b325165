"""Give an answer that was given before again, for as long as nothing changes in the store."""

from collections import OrderedDict
from dataclasses import dataclass, field

from sqlalchemy import Engine
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rapporteur.store.state import State

LARGEST = 500_000  # bytes of an answer that is kept
MOST = 32_000_000  # bytes of all

Key = tuple[str, bytes]  # path and query: all that an answer depends on, besides the store


@dataclass(slots=True)
class _Answer:
    state: int
    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    whole: bool = False

    def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body" and len(self.body) <= LARGEST:
            self.body += message.get("body", b"")
            self.whole = not message.get("more_body", False)

    def may_be_kept(self) -> bool:
        kind = Headers(raw=self.headers).get("content-type", "")
        good = self.status == 200 and kind == "application/json"
        return good and self.whole and len(self.body) <= LARGEST

    async def give(self, send: Send) -> None:
        headers = list(self.headers)  # whatever passes them on may change them
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": bytes(self.body)})


class Remember:
    """Middleware that keeps what was answered last, until anything is written to the store."""

    def __init__(self, app: ASGIApp, store: Engine) -> None:
        self.app = app
        self._state = State(store)
        self._held: OrderedDict[Key, _Answer] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        # Read first: what is written while an answer is worked out makes it one of the past.
        state = self._state.read() if scope["type"] == "http" and scope["method"] == "GET" else None
        if state is None:
            await self.app(scope, receive, send)
            return
        key = (scope["path"], scope["query_string"])
        kept = self._held.get(key)
        if kept is not None and kept.state == state:
            self._held.move_to_end(key)
            await kept.give(send)
            return
        answer = _Answer(state)

        async def pass_on(message: Message) -> None:
            answer.take(message)
            await send(message)

        await self.app(scope, receive, pass_on)
        self._drop(key)
        if answer.may_be_kept():
            self._keep(key, answer)

    def _keep(self, key: Key, answer: _Answer) -> None:
        self._held[key] = answer
        self._bytes += len(answer.body)
        while self._bytes > MOST:
            self._drop(next(iter(self._held)))

    def _drop(self, key: Key) -> None:
        held = self._held.pop(key, None)
        self._bytes -= len(held.body) if held else 0
