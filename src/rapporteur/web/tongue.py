"""Find out which language a request asks for, before any page is made."""

from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rapporteur.web.language import ASKED, LANGUAGES, Asked, negotiate

PLAIN = ("/static/", "/api/")  # what has no language


class Tongue:
    """Middleware: the language is the first step of the address ("/fr/…"), else the browser's wish.

    The step moves from the path to `root_path`, so that pages need not know of it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root)
        first = path.split("/")[1] if path.startswith("/") else ""
        prefix = f"/{first}" if first in LANGUAGES else ""
        language = first if prefix else negotiate(Headers(scope=scope).get("accept-language", ""))
        place = path.removeprefix(prefix) or "/"
        query = scope.get("query_string", b"").decode("latin-1")
        whole = quote(place, safe="/") + (f"?{query}" if query else "")
        ASKED.set(Asked(language, root + prefix, whole))
        if path == prefix != "":
            scope = {**scope, "path": f"{root}{prefix}/"}
        scope = {**scope, "root_path": root + prefix}

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start" and not place.startswith(PLAIN):
                headers = MutableHeaders(scope=message)
                headers["Content-Language"] = language
                headers.add_vary_header("Accept-Language")
                headers.add_vary_header("Cookie")
            await send(message)

        await self.app(scope, receive, told)
