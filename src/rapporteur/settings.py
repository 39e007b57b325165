"""Limits and places, read once at the edge and passed down as one value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.errors import SettingError

STORE = "rapporteur.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set; every field has a default that suits one laptop.

    `store` is a path or a database URL. `max_bytes` bounds a received file, and what a zipped
    one may unpack to; `max_upload_bytes` bounds the files dropped on a page at once; `max_pages`
    bounds a file's pages; `fetch_seconds` bounds a whole download. `ocr_languages` are
    Tesseract's codes.
    """

    store: str = STORE
    max_bytes: int = 100_000_000
    max_upload_bytes: int = 500_000_000
    max_pages: int = 2_000
    fetch_seconds: float = 30.0
    ocr_languages: str = "eng+fra+spa"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read RAPPORTEUR_STORE, RAPPORTEUR_MAX_BYTES, _MAX_UPLOAD_BYTES and _MAX_PAGES.

    Everything else keeps its default. Raises SettingError for a limit that is no number.
    """
    plain = Settings()
    return Settings(
        store=environ.get("RAPPORTEUR_STORE") or STORE,
        max_bytes=_read_limit(environ, "RAPPORTEUR_MAX_BYTES", plain.max_bytes),
        max_upload_bytes=_read_limit(
            environ, "RAPPORTEUR_MAX_UPLOAD_BYTES", plain.max_upload_bytes
        ),
        max_pages=_read_limit(environ, "RAPPORTEUR_MAX_PAGES", plain.max_pages),
    )


def _read_limit(environ: Mapping[str, str], name: str, default: int) -> int:
    said = environ.get(name, "")
    if said and not said.isdecimal():
        raise SettingError("is no whole number", place=name, remedy=f"give one, such as {default}")
    return int(said) if said else default
