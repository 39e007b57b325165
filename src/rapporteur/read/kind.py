"""Tell what a file is from its bytes, and turn bytes of text into text."""

import codecs
import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from rapporteur.errors import SourceError
from rapporteur.evidence.source import SourceKind

RESEND = "send the file again; it seems to have been cut or damaged on its way"
CONVERT = "save it as PDF or DOCX and send that"

_HEAD = 1024  # how far into a file "%PDF-" may stand, as PDF viewers accept it
_SAMPLE = 65_536  # bytes or characters looked at where a part stands for the whole
_MAX_CONTROLS = 0.01  # more control characters than this share, and it is no text

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", CONVERT),
    (b"\x89PNG", "a PNG picture", "send the document itself, or its scan as PDF"),
    (b"\xff\xd8\xff", "a JPEG picture", "send the document itself, or its scan as PDF"),
    (b"GIF8", "a GIF picture", "send the document itself, or its scan as PDF"),
    (b"II*\x00", "a TIFF picture", "send the scan as PDF"),
    (b"MM\x00*", "a TIFF picture", "send the scan as PDF"),
    (b"%!PS", "a PostScript file", "send it as PDF"),
    (b"MZ", "a Windows program", "send the document itself"),
    (b"\x7fELF", "a program", "send the document itself"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and send the documents in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and send the documents in it"),
    (b"Rar!", "a RAR archive", "unpack it and send the documents in it"),
    (b"ID3", "a sound recording", "send a transcript"),
    (b"OggS", "a sound recording", "send a transcript"),
    (b"RIFF", "a sound, picture or film file", "send a document"),
    (b"SQLite format 3\x00", "a database", "send a document"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "an Office file locked with a password", "save it without a password"),
    ("WordDocument", "a Word document in the old .doc format", "save it as DOCX or PDF"),
    ("PowerPoint Document", "a PowerPoint file in the old .ppt format", "save it as PDF"),
    ("Workbook", "an Excel file in the old .xls format", "save its text as PDF or DOCX"),
)
_ZIP_PARTS: tuple[tuple[str, str, str], ...] = (
    ("xl/", "an Excel workbook", "save its text as PDF or DOCX"),
    ("ppt/", "a PowerPoint presentation", "save it as PDF"),
    ("word/", "a Word document without its text", RESEND),
    ("META-INF/container.xml", "an EPUB book", CONVERT),
    ("content.xml", "an OpenDocument file", CONVERT),
)
_WORD_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|<\?xml[^>]{0,200}\?>|<!--.{0,4000}?-->)*", re.DOTALL)
_HTML_START = re.compile(r"<!doctype\s+html|<(?:html|head|body)[\s>]", re.IGNORECASE)
_XML_START = re.compile(r"<(?:!doctype\s+)?([A-Za-z][\w:.-]{0,60})", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|article|b|body|br|div|em|font|form|h[1-6]|head|hr|html|i|img|li|link|main|meta|nav"
    r"|ol|option|p|script|section|select|span|strong|style|table|tbody|td|th|title|tr|u|ul)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_MAIL = re.compile(r"^mime-version:", re.IGNORECASE | re.MULTILINE)
_MULTIPART = re.compile(r"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
# Not those from 80 on: what was decoded wrongly once ("lèse" to "l\x8fse") is text still.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Windows-1252, its five empty places filled as browsers fill them, from Latin-1.
_WESTERN = "".join(bytes((b,)).decode("cp1252", "ignore") or chr(b) for b in range(256))
_CLAIMS: dict[str, str] = {
    **dict.fromkeys((".pdf",), "pdf"),
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "docx"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"), "html"),
    **dict.fromkeys((".txt", ".text", ".md", ".rst", ".csv", ".tsv", ".log"), "text"),
    **dict.fromkeys((".doc", ".rtf", ".odt", ".xls", ".xlsx", ".ppt", ".pptx"), "another"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".zip"), "another"),
    **dict.fromkeys((".xml", ".json", ".epub", ".exe"), "another"),
}


def find_kind(content: bytes, name: str) -> SourceKind:
    """Return the kind of file `content` is; `name` only labels the error.

    Raises SourceError, saying what the file really is, for anything that no reader reads.
    """
    if not content.strip(b"\x00 \t\r\n\f\v"):
        raise SourceError("the file is empty", place=name, remedy=RESEND)
    _refuse_signature(content, name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_zip_kind(content, name)
    if _is_pdf(content):
        return "pdf"
    return _find_text_kind(content, name)


def name_disagrees(content_kind: SourceKind, name: str) -> bool:
    """Tell whether the ending of `name` claims another format than the file's bytes show.

    An ending that claims no format (".php", none at all) disagrees with nothing.
    """
    claim = _CLAIMS.get(PurePath(name).suffix.lower())
    return claim is not None and claim != content_kind


def decode_text(content: bytes) -> str:
    """Decode text in UTF-8, UTF-16 or UTF-32 (by mark or pattern), else Windows-1252.

    Bytes that are plainly UTF-8 but for a few keep U+FFFD in the place of each broken one.
    Raises SourceError where the bytes are no text.
    """
    text = _decode(content)
    sample = text[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    if "\x00" in sample or controls > _MAX_CONTROLS * len(sample):
        raise SourceError("the file is not text", remedy=CONVERT)
    return text


def is_html(text: str) -> bool:
    """Tell whether `text` is a web page: by how it begins, or by how much of it is markup."""
    sample = text[:_SAMPLE]
    begun = _PROLOGUE.match(sample)
    start = begun.end() if begun else 0
    if _HTML_START.match(sample, start):
        return True
    tags = [match.group() for match in _TAG.finditer(sample)]
    if sample.startswith("<", start):
        first = _TAG.match(sample, start)
        return first is not None and len(tags) >= 3
    return len(tags) >= 10 and sum(map(len, tags)) > 0.2 * len(sample)


def _refuse_signature(content: bytes, name: str) -> None:
    for magic, what, remedy in _SIGNATURES:
        if content.startswith(magic) and not _is_plain(content, magic):
            raise SourceError(f"the file is {what}", place=name, remedy=remedy)
    if content[4:8] == b"ftyp":
        raise SourceError("the file is a film or sound recording", place=name, remedy="send text")
    if content.startswith(_OLE):
        for stream, what, remedy in _OLE_STREAMS:
            if stream.encode("utf-16-le") in content:
                raise SourceError(f"the file is {what}", place=name, remedy=remedy)
        raise SourceError("the file is an old Office file", place=name, remedy=CONVERT)


def _is_plain(content: bytes, magic: bytes) -> bool:
    """Tell letters that begin a plain text ("MZ", "RIFF raff") from the same as a signature."""
    return magic.isalnum() and b"\x00" not in content[:_HEAD]


def _find_zip_kind(content: bytes, name: str) -> SourceKind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        what = "the file is a zip archive (as DOCX files are) that is cut short or damaged"
        raise SourceError(what, place=name, remedy=RESEND) from error
    if any(_WORD_PART.fullmatch(part) for part in parts):
        return "docx"
    for prefix, what, remedy in _ZIP_PARTS:
        if any(part.startswith(prefix) for part in parts):
            raise SourceError(f"the file is {what}", place=name, remedy=remedy)
    remedy = "unpack it and send the documents in it"
    raise SourceError("the file is a zip archive", place=name, remedy=remedy)


def _is_pdf(content: bytes) -> bool:
    at = content.find(b"%PDF-", 0, _HEAD)
    return at == 0 or (at > 0 and b" obj" in content)


def _find_text_kind(content: bytes, name: str) -> SourceKind:
    try:
        text = decode_text(content)
    except SourceError as error:
        what = "the file is of no kind that can be read"
        raise SourceError(what, place=name, remedy=CONVERT) from error
    if is_html(text):
        return "html"
    _refuse_markup(text[:_SAMPLE], name)
    return "text"


def _refuse_markup(sample: str, name: str) -> None:
    begun = _PROLOGUE.match(sample)
    root = _XML_START.match(sample, begun.end() if begun else 0)
    declared = sample.lstrip().startswith("<?xml")
    if root and (declared or re.search(rf"</{re.escape(root[1])}\s*>", sample)):
        raise SourceError(f"the file is XML data ({root[1]})", place=name, remedy=CONVERT)
    if _MAIL.search(sample) and _MULTIPART.search(sample):
        what = "the file is a mail or a web archive"
        raise SourceError(what, place=name, remedy="save the page as HTML or PDF")


def _decode(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, errors="replace")
    encoding = _find_wide(content[:_SAMPLE])
    if encoding:
        return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_broken(content)


def _find_wide(sample: bytes) -> str:
    """Name UTF-16 without a mark: every other byte of Western text is zero in it."""
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _decode_broken(content: bytes) -> str:
    patched = content.decode("utf-8", errors="replace")
    broken = patched.count("\ufffd")
    whole = sum(1 for c in patched if c > "\x7f") - broken
    if whole > 4 * broken:
        return patched
    return codecs.charmap_decode(content, "strict", _WESTERN)[0]
