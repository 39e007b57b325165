"""Give rows as a file by the ending of its address: CSV, XLSX or JSON."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import Response

from rapporteur.publish.tables import to_csv, to_xlsx
from rapporteur.web.language import to

Row = dict[str, Any]


def to_json(rows: Iterable[Row]) -> bytes:
    """Return one JSON array of objects, UTF-8."""
    return json.dumps(list(rows), ensure_ascii=False, indent=1).encode()


# By the ending: the media type, and what writes it.
ENDINGS: dict[str, tuple[str, Callable[[Iterable[Row]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
    "json": ("application/json", to_json),
}


def give_rows(rows: Iterable[Row], name: str, ending: str) -> Response:
    """Return `rows` as the file `name` with this ending; there is no page of any other."""
    if ending not in ENDINGS:
        raise HTTPException(404)
    media, write = ENDINGS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(write(rows), media_type=media, headers=headers)


def address_of(request: Request, path: str) -> str:
    """Return the whole address of one of our pages, as a row of a file or a citation gives it."""
    return f"{request.url.scheme}://{request.url.netloc}{to(path)}"
