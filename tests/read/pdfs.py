"""Write small PDFs by hand, so that tests know exactly what is drawn where and when."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5

WIDTH, HEIGHT = 600, 800


@dataclass(frozen=True)
class Text:
    """A string drawn with its baseline `y` points under the page's top edge."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"  # F1 regular, F2 bold, F3 italic
    matrix: str = ""  # replaces the upright one: "0 1 -1 0 x y"

    def __str__(self) -> str:
        letters = self.text.encode("cp1252").replace(b"\\", b"\\\\")
        letters = letters.replace(b"(", b"\\(").replace(b")", b"\\)")
        matrix = self.matrix or f"1 0 0 1 {self.x} {HEIGHT - self.y}"
        return f"BT /{self.font} {self.size} Tf {matrix} Tm ({letters.decode('latin-1')}) Tj ET"


@dataclass(frozen=True)
class Stroke:
    """A straight line from one place to another, in points from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __str__(self) -> str:
        return f"0.5 w {self.x0} {HEIGHT - self.y0} m {self.x1} {HEIGHT - self.y1} l S"


@dataclass(frozen=True)
class Picture:
    """A grey picture over the whole page: `pixels` rows of bytes, the top one first."""

    width: int
    pixels: bytes

    def __str__(self) -> str:
        return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Im Do Q"

    @property
    def stream(self) -> bytes:
        """The picture as a PDF object."""
        data = zlib.compress(self.pixels)
        head = (
            f"<< /Type /XObject /Subtype /Image /Width {self.width} "
            f"/Height {len(self.pixels) // self.width} /ColorSpace /DeviceGray "
            f"/BitsPerComponent 8 /Filter /FlateDecode /Length {len(data)} >>"
        )
        return head.encode() + b"\nstream\n" + data + b"\nendstream"


Drawn = Text | Stroke | Picture


def make_pdf(
    *pages: Iterable[Drawn], rotate: int = 0, means: Mapping[str, str] | None = None
) -> bytes:
    """Return a PDF whose pages hold what is given, drawn in that order.

    `means` makes letters of the regular font stand for other characters, as fonts of scripts
    without a place in the old encodings do.
    """
    fonts = " ".join(f"/F{i + 1} {i + 3} 0 R" for i in range(3))
    names = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
    objects: list[bytes] = [b"", b""]
    for name in names:
        font = f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding"
        objects.append(font.encode() + b" >>")
    if means:
        objects.append(_map(means))
        objects[2] = objects[2].replace(b" >>", b" /ToUnicode %d 0 R >>" % len(objects))
    kids: list[int] = []
    for drawn in map(list, pages):
        picture = next((d for d in drawn if isinstance(d, Picture)), None)
        resources = f"/Font << {fonts} >>"
        if picture:
            objects.append(picture.stream)
            resources += f" /XObject << /Im {len(objects)} 0 R >>"
        content = "\n".join(map(str, drawn)).encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Resources << {resources} >> /Contents {len(objects)} 0 R >>"
        )
        objects.append(page.encode())
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    named = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{named}] /Count {len(kids)} >>".encode()
    return _assemble(objects)


def _map(means: Mapping[str, str]) -> bytes:
    pairs = [f"<{ord(a):02x}> <{b.encode('utf-16-be').hex()}>" for a, b in means.items()]
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(pairs)} beginbfchar\n" + "\n".join(pairs) + "\nendbfchar endcmap end end"
    )
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table.encode())


def _assemble(objects: Sequence[bytes], extra: bytes = b"") -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, extra)
    return body + head + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def protect(content: bytes, password: str) -> bytes:
    """Return a PDF from `make_pdf` encrypted for `password` (RC4, 40 bits; PDF 1.7, 7.6.3)."""
    key_of_owner = md5((b"owner" + PADDING)[:32]).digest()[:5]
    owner = _rc4(key_of_owner, (password.encode() + PADDING)[:32])
    changes = -4  # all is allowed
    identity = b"0123456789abcdef"
    start = (password.encode() + PADDING)[:32] + owner
    key = md5(start + changes.to_bytes(4, "little", signed=True) + identity).digest()[:5]
    user = _rc4(key, PADDING)
    objects = [
        _encrypt(key, number, thing.split(b"\nendobj\n")[0])
        for number, thing in enumerate(
            re.split(rb"\d+ 0 obj\n", content.split(b"xref\n")[0])[1:], 1
        )
    ]
    lock = f"<< /Filter /Standard /V 1 /R 2 /P {changes} /O <{owner.hex()}> /U <{user.hex()}> >>"
    extra = f"/Encrypt {lock} /ID [<{identity.hex()}> <{identity.hex()}>]"
    return _assemble(objects, extra.encode())


def _encrypt(key: bytes, number: int, thing: bytes) -> bytes:
    head, stream, rest = thing.partition(b"\nstream\n")
    if not stream:
        return thing
    data = rest.removesuffix(b"\nendstream")
    own = md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
    return head + stream + _rc4(own, data) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
