"""Cite a quotation: as plain text, BibTeX, RIS and CSL-JSON.

What is cited is what somebody said at a dialogue, as its record has it: the speaker is the author,
the dialogue the event, the file and page the place.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapporteur.publish.person import PersonName, split_name

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What BibTeX and the LaTeX behind it would read as commands.
LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation and all that a citation of it says.

    `speakers` are people by name; `bodies` States and organisations by name, as whom they speak,
    or who is quoted where nobody is named. `report` is true for the record's own words, whose
    author is then `convenor`. `when` is the dates in words; `page` the page as printed, or the
    file's own; `address` leads to the sentence.
    """

    id: str
    text: str
    event: str
    file: str
    page: str
    address: str
    speakers: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    report: bool = False
    convenor: str = ""
    place: str = ""
    starts: date | None = None
    ends: date | None = None
    when: str = ""
    language: str = ""

    @property
    def title(self) -> str:
        """What the author made: a statement at the event, or the record itself."""
        return self.event if self.report else f"Statement, {self.event}"


def cite_plain(quotation: Quotation) -> str:
    """Return the quotation with its citation, for a text: “…” Who, event, place, dates, page."""
    who = _line(" and ".join(quotation.speakers))
    bodies = "" if quotation.report else ", ".join(quotation.bodies)
    if who and bodies:
        who = f"{who} ({bodies})"
    told = (who or bodies or (quotation.convenor if quotation.report else ""), quotation.event)
    place = (quotation.place, quotation.when, quotation.file, f"p. {quotation.page}")
    said = ", ".join(_line(part) for part in (*told, *place) if part)
    return f"“{_line(quotation.text)}” {said}. {quotation.address}"


def cite_bibtex(quotation: Quotation) -> str:
    """Return a BibTeX entry in UTF-8; braces keep the names of organisations whole."""
    where = ", ".join(filter(None, (quotation.event, quotation.place, quotation.when)))
    fields = {
        "author": " and ".join(_bibtex_name(name) for name in _authors(quotation)),
        "title": f"{{{_latex(quotation.title)}}}",
        "howpublished": _latex(where),
        "year": str(quotation.starts.year) if quotation.starts else "",
        "month": "",
        "note": f"In {_latex(quotation.file)}, p.~{_latex(quotation.page)}",
        "annote": _latex(quotation.text),
        "url": quotation.address,
        "language": quotation.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if quotation.starts:
        lines.append(f"  month = {MONTHS[quotation.starts.month - 1]},")
    return "\n".join((f"@misc{{{_key(quotation)},", *lines, "}", ""))


def cite_ris(quotation: Quotation) -> str:
    """Return a RIS record; lines end in CR LF, as the format has it, and no value holds one."""
    fields = [
        ("TY", "CONF"),
        ("ID", _key(quotation)),
        *(("AU", _ris_name(name)) for name in _authors(quotation)),
        ("TI", quotation.title),
        ("T2", quotation.event),
        ("CY", quotation.place),
        ("PB", quotation.convenor),
        ("PY", str(quotation.starts.year) if quotation.starts else ""),
        ("DA", f"{quotation.starts:%Y/%m/%d}/" if quotation.starts else ""),
        ("SP", quotation.page),
        ("L1", quotation.file),
        ("AB", quotation.text),
        ("LA", quotation.language),
        ("UR", quotation.address),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in fields if value]
    return "\r\n".join((*lines, "ER  - ", ""))


def cite_csl(quotation: Quotation) -> str:
    """Return a CSL-JSON array of one item, as citation processors take it."""
    days = [[d.year, d.month, d.day] for d in (quotation.starts, quotation.ends) if d]
    dates = {"date-parts": days[:1] if days[:1] == days[1:] else days} if days else None
    item: dict[str, Any] = {
        "id": _key(quotation),
        "type": "speech",
        "title": quotation.title,
        "author": [_csl_name(name) for name in _authors(quotation)],
        "event-title": quotation.event,
        "event-place": quotation.place,
        "event-date": dates,
        "issued": dates,
        "publisher": quotation.convenor,
        "container-title": quotation.file,
        "page": quotation.page,
        "abstract": quotation.text,
        "URL": quotation.address,
        "language": quotation.language,
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2) + "\n"


# By the ending of the file: the media type, and what writes it.
FORMATS = {
    "txt": ("text/plain; charset=utf-8", cite_plain),
    "bib": ("application/x-bibtex; charset=utf-8", cite_bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", cite_ris),
    "json": ("application/vnd.citationstyles.csl+json; charset=utf-8", cite_csl),
}


def _authors(quotation: Quotation) -> list[PersonName | str]:
    """People as split names, organisations as their name; nobody where the record names nobody."""
    if quotation.report:
        return [quotation.convenor] if quotation.convenor else []
    people = [split_name(name) for name in quotation.speakers]
    return list(people) if people else list(quotation.bodies)


def _bibtex_name(name: PersonName | str) -> str:
    if isinstance(name, str) or not name.given:
        return f"{{{_latex(name if isinstance(name, str) else name.family)}}}"
    family = " ".join(filter(None, (name.particle, name.family)))
    # A lower-case particle needs no braces; "and" in a name would part it in two.
    parts = (family, name.suffix, name.given)
    return ", ".join(_latex(part).replace(" and ", " {and} ") for part in parts if part)


def _ris_name(name: PersonName | str) -> str:
    if isinstance(name, str) or not name.given:
        # RIS takes what follows a comma for given names.
        whole = name if isinstance(name, str) else name.family
        return re.sub(r"\s*,\s*", " ", whole)
    family = " ".join(filter(None, (name.particle, name.family)))
    return ", ".join(filter(None, (family, name.given, name.suffix)))


def _csl_name(name: PersonName | str) -> dict[str, str]:
    if isinstance(name, str) or not name.given:
        return {"literal": name if isinstance(name, str) else name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _key(quotation: Quotation) -> str:
    """A key such as "thompson2020-fe3bfd8d": letters and digits that every tool takes."""
    first = next(iter(_authors(quotation)), "record")
    word = first if isinstance(first, str) else first.family
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z]", "", plain)[:20] or "record"
    year = quotation.starts.year if quotation.starts else ""
    return f"{short}{year}-{quotation.id.rpartition('-')[2][:8]}"


def _latex(text: str) -> str:
    return "".join(LATEX.get(sign, sign) for sign in _line(text))


def _line(text: str) -> str:
    """One line: what would end a field or a record stays inside it."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())
