"""Fetch a document from a web address, without being led into the house's own network."""

import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

import httpcore
import httpx

from rapporteur import __version__
from rapporteur.errors import SourceError
from rapporteur.settings import Settings

MOST_REDIRECTS = 5

_BROWSER = "open the address in a browser, save the document and give the file"
# Many sites refuse a reader that does not name itself as browsers do.
_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; rapporteur/{__version__})",
    "Accept": "*/*",
}
_FILE_NAME = re.compile(r"""filename\*?\s*=\s*(?:[\w-]+'[\w-]*')?("[^"]*"|[^;]+)""", re.IGNORECASE)
_LONGEST_NAME = 120


def fetch(
    url: str, settings: Settings, *, allow: frozenset[str] = frozenset()
) -> tuple[bytes, str]:
    """Return what stands at `url`, and a file name for it.

    Only public addresses are connected to, and those in `allow` (such as "127.0.0.1"). Every
    redirect, five at most, is checked as the first address was. Raises SourceError for anything
    but an answer of status 200 that comes whole within `settings.fetch_seconds` and
    `settings.max_bytes`. Proxies are not used: they would look names up for themselves.
    """
    deadline = _Deadline(time.monotonic() + settings.fetch_seconds, settings.fetch_seconds)
    with (
        _errors_named(url, deadline),
        _Transport(_Backend(deadline, allow)) as transport,
        httpx.Client(transport=transport, headers=_HEADERS, trust_env=False) as client,
    ):
        return _follow(client, url, settings.max_bytes)


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet.

    Private, loopback, link-local, multicast, reserved and unspecified addresses are not, nor
    those that carry such an IPv4 address in an IPv6 one.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if any(v4 is not None and not is_public(str(v4)) for v4 in inner):
            return False
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _follow(client: httpx.Client, url: str, max_bytes: int) -> tuple[bytes, str]:
    place = _check_url(url)
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", place) as answer:
            if not answer.has_redirect_location:
                return _read(answer, max_bytes), _find_name(answer)
            place = _check_url(str(place.join(answer.headers["location"])))
    raise SourceError(f"led on more than {MOST_REDIRECTS} times", remedy=_BROWSER)


def _check_url(url: str) -> httpx.URL:
    try:
        place = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise SourceError(f"{url[:200]!r} is no web address", remedy="correct it") from error
    if place.scheme not in ("http", "https") or not place.host:
        raise SourceError(f"{url[:200]!r} is no http or https address", remedy="correct it")
    if place.userinfo:
        raise SourceError("the address holds a password", remedy=_BROWSER)
    return place.copy_with(fragment=None)


def _read(answer: httpx.Response, max_bytes: int) -> bytes:
    if answer.status_code != httpx.codes.OK:
        said = f"{answer.status_code} {answer.reason_phrase}".strip()
        raise SourceError(f"the web site answered {said}", remedy=_BROWSER)
    too_long = SourceError(
        f"longer than the {max_bytes:,} bytes allowed",
        remedy="save it in parts, or raise RAPPORTEUR_MAX_BYTES",
    )
    announced = answer.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > max_bytes:
        raise too_long
    content = bytearray()
    for chunk in answer.iter_bytes():
        content += chunk
        if len(content) > max_bytes:
            raise too_long
    if not content:
        raise SourceError("the web site answered nothing", remedy=_BROWSER)
    return bytes(content)


def _find_name(answer: httpx.Response) -> str:
    """Return the name the site gives the file, else the address's last part, else the host's."""
    given = _FILE_NAME.findall(answer.headers.get("content-disposition", ""))
    last = PurePosixPath(answer.url.path).name
    names = (_clean(name) for name in (*reversed(given), last))
    return next(filter(None, names), f"{answer.url.host}.html")


def _clean(name: str) -> str:
    """Return a name that is safe as a file's: no folders, no control characters, not hidden."""
    bare = unquote(name).strip().strip('"').replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in bare if c.isprintable() and c not in '<>:"|?*').strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if len(shown) <= _LONGEST_NAME or not dot:
        return shown[:_LONGEST_NAME]
    return stem[: _LONGEST_NAME - len(ending[:9]) - 1] + dot + ending[:9]


@contextmanager
def _errors_named(url: str, deadline: "_Deadline") -> Iterator[None]:
    """Turn what can go wrong on the way into SourceErrors that name the address."""
    try:
        yield
    except SourceError as error:
        raise SourceError(error.what, place=url[:500], remedy=error.remedy) from error
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        what = f"did not come whole within {deadline.allowed:g} seconds"
        raise SourceError(what, place=url[:500], remedy=_BROWSER) from error
    except (
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        httpx.HTTPError,
        httpx.InvalidURL,
        httpx.StreamError,
        OSError,
        UnicodeError,
    ) as error:
        unproven = "CERTIFICATE_VERIFY_FAILED" in str(error)
        why = "the web site cannot prove who it is" if unproven else str(error)
        what = f"could not be fetched: {why or type(error).__name__}"
        raise SourceError(what, place=url[:500], remedy=_BROWSER) from error


@dataclass(frozen=True, slots=True)
class _Deadline:
    """When the whole download must be over (`time.monotonic`), and the seconds it was given."""

    at: float
    allowed: float

    def left(self, error: type[Exception]) -> float:
        """Return the seconds left; raise `error` where there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise error
        return seconds


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends at the deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Looks a name up once, and connects to the very address that it checked."""

    def __init__(self, deadline: _Deadline, allow: frozenset[str]) -> None:
        self._plain = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow = allow

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._find_addresses(host, port)
        for more in range(len(addresses) - 1, 0, -1):
            left = self._deadline.left(httpcore.ConnectTimeout) / (more + 1)
            try:
                return self._connect(addresses[-1 - more], port, left)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the name has another address
        left = self._deadline.left(httpcore.ConnectTimeout)
        return self._connect(addresses[-1], port, left)

    def _connect(self, address: str, port: int, seconds: float) -> httpcore.NetworkStream:
        return _Stream(self._plain.connect_tcp(address, port, seconds), self._deadline)

    def _find_addresses(self, host: str, port: int) -> list[str]:
        """Return a name's addresses; refuse it when any of them is not public."""
        addresses = _look_up(host, port, self._deadline.left(httpcore.ConnectTimeout))
        for address in addresses:
            if address not in self._allow and not is_public(address):
                raise SourceError(
                    f"{host} is not on the public internet ({address})",
                    remedy="save the document and give the file",
                )
        return addresses


def _look_up(host: str, port: int, seconds: float) -> list[str]:
    """Return the addresses of a name; the system's own look-up knows no time limit."""
    found: list[str] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive():
        raise httpcore.ConnectTimeout
    if failed or not found:
        what = f"no web site is known by the name {host}"
        raise SourceError(what, remedy="correct the address, or try again later")
    return found


class _Body(httpx.SyncByteStream):
    """An answer's bytes as they come."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Transport(httpx.BaseTransport):
    """Carries httpx's requests over connections of the guarded backend."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        raw = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, raw, headers=request.headers.raw)
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()
