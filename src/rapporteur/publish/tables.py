"""Write rows as JSON Lines, CSV, XLSX or Parquet."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from typing import Any, TextIO, cast

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Row = dict[str, Any]
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet run a cell


def to_jsonl(rows: Iterable[Row]) -> bytes:
    """One JSON object a line, UTF-8."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def to_csv(rows: Iterable[Row]) -> bytes:
    """RFC 4180, UTF-8 with a byte order mark so that Excel reads it right.

    Lists are joined with "; ", objects are JSON. Text that a spreadsheet would run as a
    formula is led by an apostrophe, as OWASP advises.
    """
    table = list(rows)
    text = io.StringIO(newline="")
    _write_csv(table, text)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(rows: Iterable[Row]) -> bytes:
    """One sheet, a bold header that stays in view; text is never a formula."""
    table = list(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("export")
    sheet.freeze_panes = "A2"
    names = _names(table)
    sheet.append(names)
    for row in table:
        sheet.append([_cell(sheet, _flat(row.get(name))) for name in names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_parquet(rows: Iterable[Row]) -> bytes:
    """Columns with their types; lists stay lists, objects stay structures."""
    table = [
        {k: json.dumps(v) if isinstance(v, dict) else v for k, v in row.items()} for row in rows
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(table), out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Iterable[Row]], bytes]] = {
    "jsonl": to_jsonl,
    "csv": to_csv,
    "xlsx": to_xlsx,
    "parquet": to_parquet,
}


def _write_csv(table: list[Row], out: TextIO) -> None:
    names = _names(table)
    writer = csv.writer(out)
    writer.writerow(names)
    for row in table:
        writer.writerow([_guard(_flat(row.get(name))) for name in names])


def _names(table: list[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in table for name in row))


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
