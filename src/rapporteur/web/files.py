"""Give rows as a file by the ending of its address: CSV, XLSX, JSON or JSON Lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import Response, StreamingResponse

from rapporteur.publish.tables import stream_csv, stream_json, stream_jsonl, stream_xlsx
from rapporteur.web.language import to

Row = dict[str, Any]
ENDINGS = ("csv", "xlsx", "json")  # of the files that a list of things is given as
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "jsonl": "application/jsonl; charset=utf-8",
}


def give_rows(
    rows: Iterable[Row],
    name: str,
    ending: str,
    columns: Sequence[str] = (),
    endings: Sequence[str] = ENDINGS,
) -> Response:
    """Return `rows` as the file `name` with this ending; there is no page of any but `endings`.

    The file is written while it is sent, so that its length does not matter; `columns`, where
    all rows have the same, let a CSV begin before the last row is read.
    """
    if ending not in endings:
        raise HTTPException(404)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    pieces = _write(_begun(rows), ending, columns)
    return StreamingResponse(pieces, media_type=TYPES[ending], headers=headers)


def _write(rows: Iterable[Row], ending: str, columns: Sequence[str]) -> Iterator[bytes]:
    if ending == "csv":
        return stream_csv(rows, columns)
    write = {"xlsx": stream_xlsx, "json": stream_json, "jsonl": stream_jsonl}[ending]
    return write(rows)


def _begun(rows: Iterable[Row]) -> Iterator[Row]:
    """Read the first row at once: what is wrong with a question is then said on a page."""
    waiting = iter(rows)
    return chain(list(islice(waiting, 1)), waiting)


def address_of(request: Request, path: str) -> str:
    """Return the whole address of one of our pages, as a row of a file or a citation gives it."""
    return f"{request.url.scheme}://{request.url.netloc}{to(path)}"
