"""How much travels: text is packed with gzip for those who can unpack it."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALLEST = 1_000  # bytes; below, gzip saves nothing
LEVEL = 5
# What is packed in itself.
DENSE = (
    *DEFAULT_EXCLUDED_CONTENT_TYPES,
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)


class Packing:
    """Middleware that packs answers; what is written while it is sent is packed piece by piece."""

    def __init__(self, app: ASGIApp) -> None:
        self.plain = app
        self.packed = GZipMiddleware(app, SMALLEST, LEVEL, exclude_content_types=DENSE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.plain(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tell(MutableHeaders(scope=message))
            await send(message)

        app = self.packed if _takes_gzip(Headers(scope=scope)) else self.plain
        await app(scope, receive, told)


def _tell(headers: MutableHeaders) -> None:
    headers.add_vary_header("Accept-Encoding")
    tag = headers.get("etag", "")
    if tag.startswith('"'):
        # Weak, for it stands for what is said, packed or not.
        headers["ETag"] = f"W/{tag}"


def _takes_gzip(asked: Headers) -> bool:
    codings = (one.replace(" ", "") for one in asked.get("accept-encoding", "").split(","))
    return any(
        one.partition(";")[0] == "gzip" and not one.endswith((";q=0", ";q=0.0")) for one in codings
    )
