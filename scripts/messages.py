"""Gather the interface's messages into the catalogues: `make messages`.

Messages stand in the templates (`_("…")`, `{% trans %}`), in the modules of the pages
(`gettext`, `ngettext`, `mark`) and as titles in two lists of data. What is translated stays as it
is; what is new is added empty, for somebody to fill; what is gone is taken out.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from rapporteur.extract.practice.instruments import list_instruments
from rapporteur.frameworks import load_frameworks
from rapporteur.gazetteer.regions import CODES

WEB = Path(__file__).resolve().parents[1] / "src/rapporteur/web"
LOCALE = WEB / "locale"
KEYWORDS = {"_": None, "gettext": None, "mark": None, "ngettext": (1, 2)}
ENGLISH = ("api.html",)  # the description of the API for programs is in English only

Message = str | tuple[str, str]


def list_templates() -> Iterator[Path]:
    """Yield the templates whose words are translated."""
    yield from (p for p in sorted((WEB / "templates").glob("*.html")) if p.name not in ENGLISH)


def list_messages() -> Iterator[Message]:
    """Yield every message, one with a plural as a pair."""
    for path in list_templates():
        yield from _extract("jinja2.ext:babel_extract", path, {"trimmed": "true"})
    for path in sorted([*WEB.glob("*.py"), *WEB.glob("review/*.py")]):
        yield from _extract("python", path, {})
    yield from list_instruments().values()
    yield from CODES  # regions of UN M49
    yield from (code.title for code in load_frameworks()["groups"].codes)


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of a language as its file has it, a new one where there is none."""
    path = LOCALE / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def update(language: str) -> None:
    """Bring the file of a language up to the messages there are."""
    template = Catalog(fuzzy=False)
    for message in list_messages():
        template.add(message)
    catalogue = read_catalogue(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy = False
    catalogue.project, catalogue.version = "Rapporteur", "web"
    catalogue.header_comment = f'# Words of the pages in "{language}"; see scripts/messages.py.'
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, ignore_obsolete=True, omit_header=False)
    # The dates in the header would make every run differ from the last.
    lines = [x for x in out.getvalue().decode().splitlines() if not _is_dated(x)]
    (LOCALE / f"{language}.po").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _extract(method: str, path: Path, options: dict[str, str]) -> Iterator[Message]:
    with path.open("rb") as file:
        for _, message, _, _ in extract(method, file, keywords=KEYWORDS, options=options):
            yield message if isinstance(message, str) else (message[0], message[1])


def _is_dated(line: str) -> bool:
    told = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team")
    return line.startswith(tuple(f'"{name}' for name in (*told, "Report-Msgid", "Generated-By")))


def main() -> None:
    """Update every catalogue."""
    for language in ("fr", "es"):
        update(language)


if __name__ == "__main__":
    main()
