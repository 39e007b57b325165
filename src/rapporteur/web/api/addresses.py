"""Addresses of the API."""

from functools import lru_cache, partial
from urllib.parse import quote, urlencode

from fastapi import Request
from sqlalchemy import Engine

ROOT = "/api/v1"


_quote = lru_cache(maxsize=4096)(partial(quote, safe=""))  # an answer has hundreds of links


def address(*steps: object, **asked: str) -> str:
    """Return the address of a thing: its steps below the root, and what is asked of it."""
    path = "/".join((ROOT, *(_quote(str(step)) for step in steps)))
    return f"{path}?{urlencode(asked)}" if asked else path


def store_of(request: Request) -> Engine:
    """Return the store that the API reads."""
    engine: Engine = request.app.state.store
    return engine
