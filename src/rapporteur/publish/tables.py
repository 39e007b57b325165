"""Write rows as JSON Lines, CSV, XLSX or Parquet."""

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Row = dict[str, Any]
AT_ONCE = 200  # rows of a text that are written together
PIECE = 1 << 16  # bytes
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet run a cell


def stream_jsonl(rows: Iterable[Row]) -> Iterator[bytes]:
    """One JSON object a line, UTF-8, some rows at a time."""
    for some in _batches(rows):
        yield "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in some).encode()


def stream_json(rows: Iterable[Row]) -> Iterator[bytes]:
    """One JSON array of objects, UTF-8, some rows at a time."""
    lead = "[\n "
    for some in _batches(rows):
        told = json.dumps(some, ensure_ascii=False, indent=1)
        inside = told.removeprefix("[\n ").removesuffix("\n]")
        yield f"{lead}{inside}".encode()
        lead = ",\n "
    yield b"\n]" if lead.startswith(",") else b"[]"


def stream_csv(rows: Iterable[Row], names: Sequence[str] = ()) -> Iterator[bytes]:
    """RFC 4180, UTF-8 with a byte order mark so that Excel reads it right, some rows at a time.

    Lists are joined with "; ", objects are JSON. Text that a spreadsheet would run as a
    formula is led by an apostrophe, as OWASP advises. Without the `names` of the columns all
    rows are read, and laid down on the disk, before the first is given.
    """
    with _columns(rows, names) as (columns, table):
        yield codecs.BOM_UTF8 + _csv_lines([columns])
        for some in _batches(table):
            lines = [[_guard(_flat(row.get(name))) for name in columns] for row in some]
            yield _csv_lines(lines)


def stream_xlsx(rows: Iterable[Row], names: Sequence[str] = ()) -> Iterator[bytes]:
    """One sheet, a bold header that stays in view; text is never a formula.

    The sheet is made on the disk, whole, before its first bytes are given.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("export")
    sheet.freeze_panes = "A2"
    with _columns(rows, names) as (columns, table), TemporaryFile() as out:
        sheet.append(columns)
        for row in table:
            sheet.append([_cell(sheet, _flat(row.get(name))) for name in columns])
        book.save(out)
        out.seek(0)
        yield from iter(lambda: out.read(PIECE), b"")


def stream_parquet(rows: Iterable[Row]) -> Iterator[bytes]:
    """Columns with their types; lists stay lists, objects stay structures.

    All at once: the types of the columns are known when all rows are.
    """
    table = [
        {k: json.dumps(v) if isinstance(v, dict) else v for k, v in row.items()} for row in rows
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(table), out)
    yield out.getvalue()


FORMATS: dict[str, Callable[[Iterable[Row]], Iterator[bytes]]] = {
    "jsonl": stream_jsonl,
    "csv": stream_csv,
    "xlsx": stream_xlsx,
    "parquet": stream_parquet,
}


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield the rows by AT_ONCE."""
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


@contextmanager
def _columns(
    rows: Iterable[Row], names: Sequence[str]
) -> Iterator[tuple[list[str], Iterable[Row]]]:
    """The names of all columns and the rows; kept on the disk while the names are gathered."""
    if names:
        yield list(names), rows
        return
    found: dict[str, None] = {}
    with TemporaryFile() as kept:
        for row in rows:
            found |= dict.fromkeys(row)
            kept.write(f"{json.dumps(row)}\n".encode())
        kept.seek(0)
        yield list(found), (json.loads(line) for line in kept)


def _csv_lines(lines: Iterable[Sequence[Any]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    return text.getvalue().encode()


def _flat(value: Any) -> str | int | float | None:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "; ".join(str(_flat(item)) for item in value)
    return cast(str | int | float | None, value)


def _guard(value: str | int | float | None) -> str | int | float | None:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _cell(sheet: Any, value: str | int | float | None) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:32767])
    cell.data_type = "s"
    return cell
