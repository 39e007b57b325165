"""Limits and places, read once at the edge and passed down as one value."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

STORE = "rapporteur.db"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set; every field has a default that suits one laptop.

    `store` is a path or a database URL. `max_bytes` bounds a received file, and what a zipped
    one may unpack to; `max_pages` bounds its pages; `fetch_seconds` bounds a whole download.
    `ocr_languages` are Tesseract's codes.
    """

    store: str = STORE
    max_bytes: int = 100_000_000
    max_pages: int = 2_000
    fetch_seconds: float = 30.0
    ocr_languages: str = "eng+fra+spa"


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read RAPPORTEUR_STORE; everything else keeps its default."""
    return Settings(store=environ.get("RAPPORTEUR_STORE") or STORE)
