"""Write an Atom feed (RFC 4287) of points as they came into the store, the latest first."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Tree

from rapporteur import __version__

ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA = "application/atom+xml"
LONG = 120  # characters of a title
NEVER = "1970-01-01T00:00:00+00:00"  # of a feed that has no time of its own


@dataclass(frozen=True, slots=True)
class Entry:
    """One point: `id` is its id here, `came` when it came (RFC 3339), `address` leads to it.

    `place` is the dialogue, file and page; `kind` its kind with what that is called, or nothing.
    """

    id: str
    text: str
    voice: str
    place: str
    address: str
    came: str
    language: str = ""
    kind: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What the entries are of: `id` is any text that stays the same, the addresses are whole."""

    id: str
    title: str
    subtitle: str
    feed_address: str
    page_address: str
    language: str
    updated: str = ""


def write_feed(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Return the feed as XML in UTF-8.

    Ids are UUIDs made from ours: the same wherever the store is served, and for ever.
    """
    Tree.register_namespace("", ATOM)
    root = Tree.Element(f"{{{ATOM}}}feed", {LANG: feed.language})
    _add(root, "id", _urn(feed.id))
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", max([feed.updated or NEVER, *(entry.came for entry in entries)]))
    _link(root, "self", feed.feed_address, MEDIA)
    _link(root, "alternate", feed.page_address, "text/html")
    _add(root, "generator", "Rapporteur", {"version": __version__})
    for entry in entries:
        root.append(_entry(entry))
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: Entry) -> Tree.Element:
    made = Tree.Element(f"{{{ATOM}}}entry")
    short = entry.text if len(entry.text) <= LONG else f"{entry.text[:LONG].rsplit(' ', 1)[0]}…"
    _add(made, "id", _urn(entry.id))
    _add(made, "title", f"{entry.voice}: {short}")
    _add(made, "updated", entry.came)
    _add(_add(made, "author"), "name", entry.voice)
    _link(made, "alternate", entry.address, "text/html")
    if entry.kind:
        term, label = entry.kind
        _add(made, "category", attributes={"term": term, "label": label})
    language = {LANG: entry.language} if entry.language else {}
    quoted = f"“{entry.text}” – {entry.voice}, {entry.place}"
    _add(made, "content", quoted, {"type": "text", **language})
    return made


def _add(
    above: Tree.Element, name: str, text: str = "", attributes: dict[str, str] | None = None
) -> Tree.Element:
    made = Tree.SubElement(above, f"{{{ATOM}}}{name}", _clean_all(attributes or {}))
    made.text = _clean(text) or None
    return made


def _link(above: Tree.Element, relation: str, address: str, media: str) -> None:
    _add(above, "link", attributes={"rel": relation, "type": media, "href": address})


def _clean_all(attributes: dict[str, str]) -> dict[str, str]:
    return {name: _clean(value) for name, value in attributes.items()}


def _clean(text: str) -> str:
    """Return `text` without what XML cannot hold: control characters, halves of characters."""
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff" else " "
        for c in text
    )


def _urn(key: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'rapporteur:{key}')}"
