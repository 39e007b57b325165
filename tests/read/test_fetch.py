"""Documents come from web addresses, whole and in time, and never from the house's own network."""

import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest

from rapporteur.errors import SourceError
from rapporteur.read.fetch import fetch, is_public
from rapporteur.settings import Settings

HERE = frozenset({"127.0.0.1"})
LIMITS = Settings(max_bytes=50_000, fetch_seconds=2.0)


class Handler(BaseHTTPRequestHandler):
    """A site with the manners and the bad manners that sites have."""

    def do_GET(self) -> None:
        act = getattr(self, "give_" + self.path.strip("/").split("/")[0].split("?")[0], None)
        if act is None:
            self.answer(404, b"nothing here")
        else:
            act()

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give_note(self) -> None:
        self.answer(200, f"asked of {self.headers['Host']}".encode())

    def give_named(self) -> None:
        name = "attachment; filename=\"x.pdf\"; filename*=UTF-8''..%2Fsecr%C3%A9tariat.pdf"
        self.answer(200, b"%PDF-", Content_Disposition=name)

    def give_empty(self) -> None:
        self.answer(200, b"")

    def give_moved(self) -> None:
        self.answer(302, b"", Location="/note/final%20report.pdf?x=1")

    def give_round(self) -> None:
        self.answer(301, b"", Location="/round")

    def give_inside(self) -> None:
        self.answer(302, b"", Location=f"http://127.0.0.2:{self.server.server_address[1]}/note")

    def give_local(self) -> None:
        self.answer(302, b"", Location="file:///etc/passwd")

    def give_announced(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "999999999")
        self.end_headers()

    def give_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in count():
            self.wfile.write(b"x" * 10_000)

    def give_cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"only this")

    def give_silent(self) -> None:
        time.sleep(5)

    def give_dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(50):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def give_drippinghead(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"x" * 40:
            self.wfile.write(bytes((letter,)))
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a reader hangs up, as it should on an endless answer."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def refusal(url: str, limits: Settings = LIMITS) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(url, limits, allow=HERE)
    assert caught.value.place == url
    assert caught.value.remedy
    return caught.value.what


def test_a_document_comes_with_its_name(site: str) -> None:
    content, name = fetch(f"{site}/note/agenda.pdf", LIMITS, allow=HERE)
    assert content == f"asked of {site.removeprefix('http://')}".encode()
    assert name == "agenda.pdf"


def test_the_name_the_site_gives_is_taken_without_its_folders(site: str) -> None:
    assert fetch(f"{site}/named", LIMITS, allow=HERE) == (b"%PDF-", "secrétariat.pdf")


def test_an_address_without_a_name_is_named_after_its_site(site: str) -> None:
    assert fetch(f"{site}/note/", LIMITS, allow=HERE)[1] == "note"
    assert "404" in refusal(f"{site}/")


def test_a_moved_document_is_followed(site: str) -> None:
    assert fetch(f"{site}/moved", LIMITS, allow=HERE)[1] == "final report.pdf"


def test_an_address_that_moves_in_circles_is_given_up(site: str) -> None:
    assert "more than 5 times" in refusal(f"{site}/round")


@pytest.mark.parametrize("path", ["nowhere", "empty", "announced", "endless", "cut"])
def test_what_is_missing_empty_too_long_or_cut_is_refused(site: str, path: str) -> None:
    words = {
        "nowhere": "404",
        "empty": "nothing",
        "announced": "50,000 bytes",
        "endless": "50,000 bytes",
        "cut": "could not be fetched",
    }
    assert words[path] in refusal(f"{site}/{path}")


@pytest.mark.parametrize("path", ["silent", "dripping", "drippinghead"])
def test_a_slow_site_is_left_when_the_time_is_over(site: str, path: str) -> None:
    begun = time.monotonic()
    assert "1 seconds" in refusal(f"{site}/{path}", Settings(fetch_seconds=1.0))
    assert time.monotonic() - begun < 2


def test_the_own_machine_is_not_asked_unless_allowed(site: str) -> None:
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "0.0.0.0"):
        with pytest.raises(SourceError) as caught:
            fetch(f"http://{host}:{port}/note", LIMITS)
        assert "public internet" in caught.value.what


def test_a_redirect_into_the_own_network_is_refused(site: str) -> None:
    assert "127.0.0.2" in refusal(f"{site}/inside")
    assert "http" in refusal(f"{site}/local")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("ftp://example.org/x", "http"),
        ("file:///etc/passwd", "http"),
        ("report.pdf", "http"),
        ("http://", "http"),
        ("http://[::1", "address"),
        ("https://user:secret@example.org/", "password"),
        ("http://no-such-name.invalid/", "no-such-name.invalid"),
    ],
)
def test_what_is_no_web_address_is_refused(url: str, word: str) -> None:
    assert word in refusal(url)


def test_a_site_that_is_not_there_is_reported() -> None:
    assert "could not be fetched" in refusal("http://127.0.0.1:1/")


def test_a_site_must_prove_the_name_it_was_asked_by(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    order = f"req -x509 -newkey rsa:2048 -nodes -days 1 -keyout {key} -out {certificate}"
    subprocess.run(
        [openssl, *order.split(), "-subj", "/CN=localhost"], check=True, capture_output=True
    )
    asked: list[str] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_servername_callback(lambda _, name, __: asked.append(name))
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        with pytest.raises(SourceError) as caught:
            fetch(
                f"https://localhost:{server.server_address[1]}/note",
                LIMITS,
                allow=HERE | {"::1"},
            )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert "cannot prove who it is" in caught.value.what
    assert asked == ["localhost"]


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%2",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
        "2001:db8::1",
    ],
)
def test_addresses_of_houses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)
