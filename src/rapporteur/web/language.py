"""The language of the interface: which one a request asks for, and its words.

Messages are written in English; `locale/<language>.po` holds them in the others. The language of
the record is another matter: quotations, titles and names stay as they are.
"""

import io
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from babel.units import format_unit

# The name of each language in itself, and the Babel locale that writes its dates and numbers.
LANGUAGES = {"en": "English", "fr": "Français", "es": "Español"}
LOCALES = {"en": "en_GB", "fr": "fr", "es": "es"}
DEFAULT = "en"
RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ps", "ur", "yi")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: a language, and the part of its address that says so ("/fr").

    `prefix` is empty where the address says nothing and the browser's wish decides.
    `place` is the address without it, with its query.
    """

    language: str = DEFAULT
    prefix: str = ""
    place: str = "/"


ASKED: ContextVar[Asked] = ContextVar("asked", default=Asked())  # noqa: B039 - it is frozen


def asked() -> Asked:
    """Return what the request at hand asks for."""
    return ASKED.get()


def to(address: str) -> str:
    """Return an address of ours in the language that the request's own address names."""
    return f"{asked().prefix}{address}"


def negotiate(header: str) -> str:
    """Return the language of ours that an Accept-Language header puts first, else English."""
    best, most = DEFAULT, 0.0
    for wish in header.split(","):
        tag, _, rest = wish.partition(";")
        name = tag.strip().lower().partition("-")[0]
        weight = _weight(rest)
        if name in LANGUAGES and weight > most:
            best, most = name, weight
    return best


def direction(language: str) -> str:
    """Return how a language is written: "ltr" or "rtl"."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@cache
def translations(language: str) -> NullTranslations:
    """Return the catalogue of a language; English is its own."""
    if language == DEFAULT:
        return NullTranslations()
    text = (files("rapporteur.web") / "locale" / f"{language}.po").read_bytes()
    made = io.BytesIO()
    write_mo(made, read_po(io.BytesIO(text), locale=language))
    made.seek(0)
    return Translations(made)


def gettext(message: str) -> str:
    """Return a message in the language at hand; one that no catalogue knows stays as it is."""
    return str(translations(asked().language).gettext(message)) if message else ""


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a message that `number` takes in the language at hand."""
    return str(translations(asked().language).ngettext(one, many, number))


def mark(message: str) -> str:
    """Return `message` as it is: it is translated where it is shown, and gathered here."""
    return message


def number_name(number: float) -> str:
    """Write a number as the language at hand does: 1,234 or 1 234 or 1.234."""
    return _write_number(number, LOCALES[asked().language])


@lru_cache(maxsize=4096)  # a page shows a hundred, mostly small ones
def _write_number(number: float, locale: str) -> str:
    return str(format_decimal(number, locale=locale))


def day_name(day: date) -> str:
    """Write a date in full: "15 October 2020"."""
    return str(format_date(day, "long", locale=LOCALES[asked().language]))


def moment_name(moment: str) -> str:
    """Write a time that the store keeps (UTC, ISO 8601) with day and minute, and as UTC."""
    when, locale = datetime.fromisoformat(moment), LOCALES[asked().language]
    return f"{format_date(when, 'medium', locale)}, {format_time(when, 'short', locale=locale)} UTC"


def size_name(number: int) -> str:
    """Write a number of bytes as people do: "12 kB", "3.4 MB"."""
    unit, most = ("megabyte", 1e6) if number >= 1e6 else ("kilobyte", 1e3)
    value = number / most
    shown = round(value, 1) if 1 <= value < 10 else max(1, round(value))
    return str(format_unit(shown, unit, "short", locale=LOCALES[asked().language]))


def language_name(code: str) -> str:
    """Return the name of a language of the record, in the language at hand."""
    names: Any = Locale.parse(LOCALES[asked().language]).languages
    return str(names.get(code, code))


def _weight(said: str) -> float:
    name, _, value = said.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
