"""(text csv): comma-separated values, as RFC 4180 has them (Sagittarius manual, same section)."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Any, Final, TypeAlias, final

from .... import r6rs_io
from ...conditions import error
from ...data import NIL, Keyword, Pair, String, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Cond, Items, of_class
from ...ports import CURRENT_OUTPUT, put
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()

_HEADER: Final = Keyword("header")
_RECORD: Final = Keyword("record")


@final
class Csv:
    """A header and records, each a Scheme list of strings."""

    def __init__(self, header: Any = NIL, records: list[Any] | None = None) -> None:
        self.header = header
        self.records: list[Any] = records or []


PRINTERS[Csv] = lambda value, readable, profile: "#<csv>"
_Csv: TypeAlias = Annotated[Csv, of_class("CSV", Csv)]


def _rows(source: Any) -> list[list[str]]:
    if source.__class__ is String:
        text = source.text
    else:
        found = r6rs_io.get_string_all(source)
        text = found if isinstance(found, str) else ""
    try:
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error as failure:
        raise error(f"csv->list: {failure}") from None


def _list(source: Any, header: bool) -> list[Any]:
    made = []
    for place, row in enumerate(_rows(source)):
        mark = _HEADER if header and place == 0 else _RECORD
        made.append(to_list([mark, *map(String, row)]))
    return made


@TABLE.procedure("csv->list")
def csv_to_list(port: Any, first_line_is_header: Cond = False) -> Items:
    """Return the lines of a port, each a list of `:header` or `:record` and strings."""
    return _list(port, first_line_is_header)


@TABLE.procedure("csv?")
def is_csv(value: Any) -> bool:
    """Return whether a value is CSV."""
    return isinstance(value, Csv)


@TABLE.procedure("csv-header")
def csv_header(data: _Csv) -> Any:
    """Return the header, the empty list where there is none."""
    return data.header


@TABLE.procedure("csv-records")
def csv_records(data: _Csv) -> Items:
    """Return the records."""
    return data.records


@TABLE.procedure("csv-read")
def csv_read(source: Any, first_line_is_header: Cond = False) -> Csv:
    """Return the CSV in a port or a string."""
    made = Csv()
    for line in _list(source, first_line_is_header):
        if line.car is _HEADER:
            made.header = line.cdr
        else:
            made.records.append(line.cdr)
    return made


def _written(row: Any) -> str:
    cells = []
    for each in from_list(row):
        if each.__class__ is not String:
            refuse("csv-write", 1, "CSV of strings", each)
        cells.append('"' + each.text.replace('"', '""') + '"' if each.text else "")
    return ",".join(cells) + "\r\n" if cells else ""


@TABLE.procedure("csv-write")
def csv_write(data: _Csv, port: Any = None) -> None:
    """Write CSV to a port."""
    rows = [data.header, *data.records]
    put(CURRENT_OUTPUT() if port is None else port, "".join(map(_written, rows)))


@TABLE.procedure("add-record!")
def add_record(data: _Csv, record: Any) -> None:
    """Add a record, a list that begins with `:record`."""
    if record.__class__ is not Pair or record.car is not _RECORD:
        refuse("add-record!", 2, "a list that begins with :record", record)
    data.records.append(record.cdr)


@TABLE.procedure("add-records!")
def add_records(data: _Csv, records: Any) -> None:
    """Add records, a list of them or a string of CSV."""
    lines = _list(records, False) if records.__class__ is String else from_list(records)
    for each in lines:
        add_record(data, each)


@TABLE.procedure("set-header!")
def set_header(data: _Csv, header: Any) -> None:
    """Set the header: a list that begins with `:header` or contains one, or a string."""
    items = _list(header, True) if header.__class__ is String else from_list(header)
    for place, each in enumerate(items):
        if each.__class__ is Pair and each.car is _HEADER:
            data.header = each.cdr
            return
        if each is _HEADER:
            data.header = to_list(items[place + 1 :])
            return
    refuse("set-header!", 2, "a list that begins with :header", header)


TABLE.value("<csv>", Csv)
