"""Read a file of any kind into a Source."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from rapporteur.errors import SourceError
from rapporteur.evidence import Notice, Page, Source, content_id
from rapporteur.evidence.source import SourceKind
from rapporteur.settings import Settings
from rapporteur.wording import show_name

Reader = Callable[[bytes, Settings], tuple[tuple[Page, ...], tuple[Notice, ...]]]

# Where each kind's reader is; imported on first use, for some take long to load.
READERS: dict[SourceKind, tuple[str, str]] = {
    "pdf": ("rapporteur.read.pdf", "read_pdf"),
    "docx": ("rapporteur.read.word", "read_word"),
    "html": ("rapporteur.read.html", "read_html"),
    "text": ("rapporteur.read.text", "read_text"),
}


def read_source(path: Path, settings: Settings, name: str = "") -> Source:
    """Read the file at `path`; raises SourceError, naming the file, where it cannot be used.

    `name` is what the file is called where its path does not say so.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= settings.max_bytes else b""
    except OSError as error:
        raise SourceError(
            f"cannot be opened: {error.strerror}",
            place=name or str(path),
            remedy="check that the file is there and that you may read it",
        ) from error
    if size > settings.max_bytes:
        raise _too_large(name or path.name, size, settings)
    return read_bytes(content, name or path.name, settings, origin=name or str(path))


def read_bytes(content: bytes, name: str, settings: Settings, origin: str = "") -> Source:
    """Read a file's bytes; `name` helps to tell its kind. Raises SourceError, naming the file."""
    from rapporteur.read.kind import find_kind, name_disagrees
    from rapporteur.read.language import find_language

    name, origin = show_name(name), show_name(origin)
    if len(content) > settings.max_bytes:
        raise _too_large(name, len(content), settings)
    if not content:
        raise SourceError("is empty", place=name, remedy="send the file again")
    try:
        kind = find_kind(content, name)
        pages, notices = _get_reader(kind)(content, settings)
    except SourceError as error:
        raise SourceError(error.what, place=error.place or name, remedy=error.remedy) from error
    if name_disagrees(kind, name):
        what = f"“{name}” is not what its name says: it was read as {kind}, as its bytes show."
        notices = (Notice("read", "name-disagrees", what), *notices)
    source = content_id("src", sha256(content).hexdigest())
    return Source(
        id=source,
        name=name,
        kind=kind,
        content=content,
        pages=pages,
        origin=origin or name,
        language=find_language(pages),
        notices=tuple(replace(notice, source=source) for notice in notices),
    )


def _get_reader(kind: SourceKind) -> Reader:
    module, function = READERS[kind]
    reader: Reader = getattr(import_module(module), function)
    return reader


def _too_large(name: str, size: int, settings: Settings) -> SourceError:
    return SourceError(
        f"is larger than allowed: {size:,} bytes, at most {settings.max_bytes:,}",
        place=name,
        remedy="split the file, or ask the operator to raise RAPPORTEUR_MAX_BYTES",
    )
