"""Addresses of the API."""

from urllib.parse import quote, urlencode

from fastapi import Request
from sqlalchemy import Engine

ROOT = "/api/v1"


def address(*steps: object, **asked: str) -> str:
    """Return the address of a thing: its steps below the root, and what is asked of it."""
    path = "/".join((ROOT, *(quote(str(step), safe="") for step in steps)))
    return f"{path}?{urlencode(asked)}" if asked else path


def store_of(request: Request) -> Engine:
    """Return the store that the API reads."""
    engine: Engine = request.app.state.store
    return engine
