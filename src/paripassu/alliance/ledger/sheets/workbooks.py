"""An XLSX workbook as a grid: numbers as numbers, formulas by their last value, nothing guessed."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from defusedxml import ElementTree

from paripassu.alliance.ledger.sheets.grids import MOST_COLUMNS, Cell, Grid, Row, filled, no_table, too_many_rows
from paripassu.alliance.ledger.sheets.guards import unguarded
from paripassu.alliance.refusals import Finding, Refused

MOST_UNPACKED = 40 * 1024 * 1024
MOST_ENTRIES = 1_000
MOST_RATIO = 200
MOST_SHEETS = 30
LAST_ROW = 1_048_576

_BLOCK = 64 * 1024
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)|<\0!\0[DE]\0|\0<\0!\0[DE]")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?ref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# What openpyxl and zipfile raise on a file that is broken; each means only that.
_UNREADABLE = (
    *(zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError),
    *(OSError, EOFError, SyntaxError, NotImplementedError, RuntimeError),
)


def grid_of_workbook(content: bytes, name: str, known: Callable[[str], bool]) -> Grid:
    """The table in a workbook: of several sheets, the one most of whose column names are known."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _bounded(archive, len(content), name)
            return _grid(archive, content, name, known)
    except Refused:
        raise
    except _UNREADABLE as error:
        raise no_table(name, "the file is damaged. Open it in a spreadsheet and save it again as XLSX.") from error


def _bounded(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    """Refused when the file would unpack to far more than its size, or its XML declares what no workbook needs."""
    names = [member.filename for member in archive.infolist()]
    if "xl/workbook.xml" not in names:
        raise no_table(name, "it is no XLSX workbook. Save the table as CSV or XLSX.")
    if len(names) > MOST_ENTRIES:
        raise no_table(name, "it has too many parts. Copy the table into a new workbook.")
    unpacked = 0
    for member in archive.infolist():
        with archive.open(member) as file:
            before = b""
            while block := file.read(_BLOCK):
                unpacked += len(block)
                if unpacked > min(MOST_UNPACKED, MOST_RATIO * packed):
                    raise no_table(name, "it unpacks to far more than its size. Copy the table into a new workbook.")
                if _DECLARED.search(before + block):
                    raise no_table(name, "it declares entities, which no workbook needs. Save the table as CSV.")
                before = block[-16:]


def _grid(archive: zipfile.ZipFile, content: bytes, name: str, known: Callable[[str], bool]) -> Grid:
    parts = _sheet_parts(archive)
    values, formulas = _opened(content, data_only=True), None
    try:
        titles = [sheet.title for sheet in values.worksheets[:MOST_SHEETS]]
        title = max(titles, key=lambda each: _known_names(values[each], known)) if titles else ""
        if not title:
            raise no_table(name, "it has no sheet.")
        xml = archive.read(parts[title])
        grid = Grid([], f"XLSX, sheet “{title}”", sheet=title, findings=list(_merged(xml)))
        if _FORMULA.search(xml):
            formulas = _opened(content, data_only=False)
        grid.rows = filled(list(_rows(values[title], formulas[title] if formulas else None, grid, name)), name)
        if len(titles) > 1:
            said = f"There are {len(titles)} sheets: only “{title}” is read."
            grid.notices.append(Finding("workbook", said))
        return grid
    finally:
        for book in (values, formulas):
            if book is not None:
                book.close()


def _opened(content: bytes, *, data_only: bool) -> Any:
    from openpyxl import load_workbook  # slow to load, and needed for workbooks only

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions, which carry no cell
        return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the file that holds each sheet, by its title."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in book.iter():
        target = targets.get(sheet.get(_REL_ID))
        if sheet.tag.endswith("}sheet") and target is not None:
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _known_names(sheet: Any, known: Callable[[str], bool]) -> int:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=10, max_col=MOST_COLUMNS, values_only=True)
    return max((sum(isinstance(cell, str) and known(cell) for cell in row) for row in rows), default=0)


def _merged(xml: bytes) -> Iterator[Finding]:
    for match in _MERGED.finditer(xml):
        left, top, right, bottom = (part.decode() for part in match.groups())
        cells = f"cells {left}{top}:{right}{bottom}"
        yield Finding(
            cells, "These cells are merged. Unmerge them, and write the value into each cell it is meant for."
        )


def _rows(values: Any, formulas: Any, grid: Grid, name: str) -> Iterator[Row]:
    values.reset_dimensions()
    rows = values.iter_rows(max_col=MOST_COLUMNS)
    if formulas is not None:
        formulas.reset_dimensions()
    written = formulas.iter_rows(max_col=MOST_COLUMNS) if formulas is not None else None
    for number, row in enumerate(rows, 1):
        if number > LAST_ROW:
            raise too_many_rows(name)
        behind = next(written) if written is not None else ()
        computed = {cell.coordinate for cell in behind if cell.value is not None and cell.data_type == "f"}
        yield Row(number, tuple(_cell(cell, computed, grid) for cell in row))


def _cell(cell: Any, computed: set[str], grid: Grid) -> Cell:
    value = cell.value
    if computed and value is None and getattr(cell, "coordinate", "") in computed:
        message = "This formula has no value in the file. Open it in a spreadsheet, save it again, or type the value."
        grid.findings.append(Finding(f"cell {cell.coordinate}", message))
    elif computed and getattr(cell, "coordinate", "") in computed:
        grid.notices.append(Finding(f"cell {cell.coordinate}", "This is a formula: its last value is taken."))
    if value is not None and cell.data_type == "e":
        grid.findings.append(Finding(f"cell {cell.coordinate}", f"This cell holds the error {value}. Correct it."))
        return None
    return _plain(value)


def _plain(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(f"{value:.15g}")  # a spreadsheet keeps and shows 15 digits
    return unguarded(str(value).strip())
