"""Answers in pages: opaque cursors, bounded pages, links to the next."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field

from rapporteur.errors import QueryError
from rapporteur.store.walk import Key

Item = TypeVar("Item")
MOST = 200  # things on a page
PAGE = "Some things in a row, and where to go on."
LINKS = "Addresses of what this belongs to and leads to, by name."


class Paging(BaseModel):
    """Where to go on, and how far."""

    cursor: str = Field(
        default="",
        max_length=8_200,
        description="The `cursor` of the page before; leave it out for the first page.",
    )
    limit: int = Field(default=50, ge=1, le=MOST, description="How many things at most.")


class Page(BaseModel, Generic[Item]):
    """Some things in a row; `cursor` asks for the next, and is null where nothing follows.

    Whoever follows `links.next` to the end meets each thing once, whatever is taken into the
    store meanwhile.
    """

    model_config = ConfigDict(json_schema_extra={"description": PAGE})  # for all its kinds

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """Return "PageOfPointItem" rather than "Page[PointItem]"."""
        return f"PageOf{params[0].__name__}"

    items: list[Item]
    cursor: str | None = Field(description="Asks for the next page; null at the end.")
    links: dict[str, str] = Field(description="`self`, and `next` unless this is the last page.")


def make_page(request: Request, items: Sequence[Item], after: Key) -> Page[Item]:
    """Return the page of `items`; `after` is the key of the last, empty where nothing follows."""
    path = request.url.path
    asked = [(name, value) for name, value in request.query_params.multi_items() if value]
    links = {"self": _join(path, asked)}
    cursor = None
    if after:
        cursor = write_cursor(path, after)
        others = [(name, value) for name, value in asked if name != "cursor"]
        links["next"] = _join(path, [*others, ("cursor", cursor)])
    return Page(items=list(items), cursor=cursor, links=links)


def write_cursor(path: str, after: Key) -> str:
    """Return a cursor of the list at `path` that goes on after the key `after`."""
    text = json.dumps([path.rpartition("/")[2], *after], separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(request: Request, cursor: str) -> Key:
    """Return the key that `write_cursor` wrote; raise QueryError for any other text."""
    if not cursor:
        return ()
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        text = urlsafe_b64decode(padded).decode()
        name, *after = json.loads(text)
        "".join(
            map(str, after)
        ).encode()  # half a character, as JSON may write it, is no text of ours
    except (ValueError, NotBase64, RecursionError, TypeError) as error:
        raise _refused() from error
    fits = name == request.url.path.rpartition("/")[2] and after
    if not fits or not all(type(value) in (str, int) for value in after):
        raise _refused()
    return tuple(after)


def _refused() -> QueryError:
    return QueryError(
        "the cursor is none of this list",
        remedy="take the cursor as the answer before gave it, or start without one",
    )


def _join(path: str, asked: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
