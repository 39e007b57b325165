"""Unpack a DOCX file into its XML parts, safely: bounded sizes, no entities, no network."""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from lzma import LZMAError
from posixpath import join, normpath

from lxml import etree

from rapporteur.errors import SourceError
from rapporteur.read.kind import RESEND
from rapporteur.settings import Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # ISO 29500 Strict
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PAGES = re.compile(rb"<(?:\w+:)?Pages>(\d{1,6})<")
_MAX_PARTS = 10_000
_MAX_RATIO = 200  # prose in XML packs 5 to 30 times
_SMALL = 2_000_000  # bytes; below this no ratio is a danger
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    EOFError,
    OSError,
    RuntimeError,  # also an entry locked with a password, and an unknown packing method
    ValueError,
    KeyError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class WordParts:
    """The roots of a DOCX file's parts, None where it lacks one.

    `printed_pages` is the number of pages Word counted when it last saved the file, or None.
    """

    document: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None
    footnotes: etree._Element | None = None
    endnotes: etree._Element | None = None
    comments: etree._Element | None = None
    settings: etree._Element | None = None
    printed_pages: int | None = None


def open_word(content: bytes, settings: Settings) -> WordParts:
    """Return the parsed parts of a DOCX file.

    Raises SourceError for a file locked with a password, a zip archive that is damaged, lacks
    the document or unpacks to more than `settings.max_bytes`, and for broken XML.
    """
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        what = "the file is locked with a password, or in Word's old .doc format"
        raise SourceError(what, remedy="save it as DOCX without a password")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_sizes(archive, settings)
            return _read_parts(archive)
    except _DAMAGE as error:
        raise SourceError("the DOCX file is cut short or damaged", remedy=RESEND) from error


def get_value(element: etree._Element | None, name: str = "val") -> str | None:
    """Return the attribute `w:name`, or None."""
    return None if element is None else element.get(W + name)


def is_on(element: etree._Element | None) -> bool | None:
    """Tell whether an on/off property is on; None where it is not there."""
    if element is None:
        return None
    return get_value(element) not in ("0", "false", "off", "none")


def find_number(element: etree._Element | None, name: str = "val") -> int | None:
    """Return an attribute as a number below a million, or None."""
    value = get_value(element, name)
    return int(value) if value and re.fullmatch(r"-?[0-9]{1,6}", value) else None


def _check_sizes(archive: zipfile.ZipFile, settings: Settings) -> None:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if unpacked > settings.max_bytes or len(infos) > _MAX_PARTS:
        what = f"unpacks to {unpacked:,} bytes in {len(infos):,} parts"
        remedy = f"save it with smaller pictures; up to {settings.max_bytes:,} bytes are read"
        raise SourceError(what, remedy=remedy)
    if unpacked > max(_SMALL, _MAX_RATIO * packed):
        what = f"unpacks to {unpacked:,} bytes from {packed:,}, as files made to harm do"
        raise SourceError(what, remedy="open it in Word, save it anew and send that")


def _read_parts(archive: zipfile.ZipFile) -> WordParts:
    names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
    main = _find_main(archive, names)
    beside = _find_related(archive, names, main)
    document = _parse(archive, names.get(main))
    if document is None or document.find(f"{W}body") is None:
        raise SourceError("the DOCX file holds no document", remedy=RESEND)

    def part(kind: str) -> etree._Element | None:
        return _parse(archive, names.get(beside.get(kind, f"word/{kind}.xml")))

    return WordParts(
        document,
        styles=part("styles"),
        numbering=part("numbering"),
        footnotes=part("footnotes"),
        endnotes=part("endnotes"),
        comments=part("comments"),
        settings=part("settings"),
        printed_pages=_find_pages(archive, names),
    )


def _find_main(archive: zipfile.ZipFile, names: dict[str, str]) -> str:
    return _find_related(archive, names, "").get("officedocument", "word/document.xml")


def _find_related(archive: zipfile.ZipFile, names: dict[str, str], part: str) -> dict[str, str]:
    """Return the parts that `part` names in its relations: kind ("styles") to place."""
    folder, _, name = part.rpartition("/")
    root = _parse(archive, names.get(join(folder, "_rels", f"{name}.rels")))
    related: dict[str, str] = {}
    for relation in root.iter(_RELATIONS) if root is not None else ():
        kind = relation.get("Type", "").rpartition("/")[2].lower()
        target = relation.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
        if relation.get("TargetMode") != "External":
            related.setdefault(kind, place.lower())
    return related


def _find_pages(archive: zipfile.ZipFile, names: dict[str, str]) -> int | None:
    place = names.get("docprops/app.xml")
    found = _PAGES.search(archive.read(place)) if place else None
    return int(found[1]) if found else None


def _parse(archive: zipfile.ZipFile, place: str | None) -> etree._Element | None:
    if place is None:
        return None
    data = archive.read(place).replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        what = f"the DOCX file is damaged: its part {place} cannot be read"
        raise SourceError(what, remedy=RESEND) from error
    if root.getroottree().docinfo.internalDTD is not None:
        # The format forbids declarations; only files made to harm bring them.
        raise SourceError(f"the part {place} declares a document type", remedy=RESEND)
    return root
