"""A table of postings before anything is recorded: what each row would post, and what keeps it from being posted.

All rows are posted or none. Each row is judged against the alliance as it is before the first of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from paripassu.alliance import ledger
from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.postings import AnyPosting, Side
from paripassu.alliance.ledger.sheets import columns, numerals
from paripassu.alliance.ledger.sheets.columns import Field
from paripassu.alliance.ledger.sheets.grids import MOST_BYTES, Grid, Row, no_table, too_big
from paripassu.alliance.ledger.sheets.numerals import Order, Sign
from paripassu.alliance.ledger.sheets.rows import Reader, Unreadable
from paripassu.alliance.ledger.sheets.texts import grid_of_text
from paripassu.alliance.ledger.sheets.workbooks import grid_of_workbook
from paripassu.alliance.parties import partnering
from paripassu.alliance.refusals import Finding, Refused

_COLUMN_OF_REFUSAL: dict[str, Field] = {
    "party_unknown": "of",
    "pool_unknown": "pool",
    "date_in_future": "on",
    "quantity_not_positive": "quantity",
    "number_unusable": "quantity",
    "number_too_fine": "quantity",
}
_COLUMN_OF_TEXT: dict[object, Field] = {"what it was": "what", "the unit": "unit", "the evidence": "evidence"}


class Total(NamedTuple):
    """What a table would add for one party, side and pool. `value` is in the pool's unit; `unvalued` have no rate."""

    pool: str
    side: Side
    of: str
    rows: int
    value: Decimal
    unvalued: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a table would post. `rows` are the fields for `ledger.post`, `numbers` the rows of the file they stand in.

    Nothing can be posted while a finding stands; notices only say how the table was read. `columns` gives the header of
    each field. `decimal` and `dates` are how numbers and days were read, empty where no cell needed a choice.
    """

    name: str
    rows: tuple[dict[str, Any], ...]
    numbers: tuple[int, ...]
    findings: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    columns: Mapping[Field, str]
    form: str
    encoding: str
    delimiter: str
    decimal: Sign | None
    dates: Order | None
    totals: tuple[Total, ...]

    @property
    def sound(self) -> bool:
        """Whether all rows can be posted."""
        return bool(self.rows) and not self.findings


def preview(
    content: bytes,
    name: str,
    alliance: Alliance,
    *,
    by: str,
    now: datetime,
    decimal: Sign | None = None,
    dates: Order | None = None,
) -> Preview:
    """What the table in a CSV or XLSX file would post, if the person `by` posted it now.

    `decimal` and `dates` answer what the cells of a column leave open. Refused when the file is no table, too large, or
    the person may post nothing at all; everything else is a finding with its row and column.
    """
    partnering(alliance, by)
    terms_in_force(alliance)
    grid = _grid(content, name)
    top = columns.head([row.cells for row in grid.rows])
    places, notices, wrong = _columns(grid.rows[top])
    findings = [*grid.findings, *wrong]
    body = grid.rows[top + 1 :]
    sign, order = _told(body, places, decimal, dates, findings)
    rows: dict[int, dict[str, Any]] = {}
    if not wrong:
        reader = Reader(alliance, places, sign or ".", order or "day")
        rows = dict(_posted(body, reader, alliance, by, now, findings, notices))
    if not rows and not findings:
        findings.append(Finding("table", "There is no row to post below the names of the columns."))
    return Preview(
        name=name,
        rows=tuple(rows.values()),
        numbers=tuple(rows),
        findings=tuple(findings),
        notices=(*grid.notices, *notices),
        columns={field: str(grid.rows[top].cells[place]) for field, place in places.items()},
        form=grid.form,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        decimal=sign,
        dates=order,
        totals=_totals(alliance, rows.values()),
    )


def postings(alliance: Alliance, preview: Preview, *, by: str, now: datetime) -> list[AnyPosting]:
    """The facts of all rows of a preview. Refused when a finding stands, or the rules do not allow a row any more."""
    if not preview.sound:
        first = preview.findings[0] if preview.findings else Finding("table", "There is no row to post.")
        raise Refused(
            "sheet_has_findings",
            "Nothing was recorded. Places to put right in {name}: {count}. The first, {at}: {message}",
            count=max(len(preview.findings), 1),
            name=preview.name,
            at=first.at,
            message=first.message,
            findings=preview.findings,
        )
    facts = []
    for number, row in zip(preview.numbers, preview.rows, strict=True):
        try:
            facts.append(ledger.post(alliance, by=by, now=now, **row))
        except Refused as refusal:
            raise Refused(
                "sheet_row_refused",
                "Nothing was recorded. Row {row} cannot be posted any more: {reason}",
                row=number,
                reason=str(refusal),
            ) from refusal
    return facts


def _grid(content: bytes, name: str) -> Grid:
    if len(content) > MOST_BYTES:
        raise too_big(name, len(content))
    if not content.strip():
        raise no_table(name, "it is empty. Check that you chose the right file.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise no_table(name, "it is an old XLS file or has a password. Save it as XLSX without a password, or as CSV.")
    if content.startswith(b"%PDF"):
        raise no_table(name, "it is a PDF. Save the table as CSV or XLSX.")
    if content.startswith(b"PK"):
        return grid_of_workbook(content, name, columns.known)
    return grid_of_text(content, name, columns.known)


def _columns(header: Row) -> tuple[dict[Field, int], list[Finding], list[Finding]]:
    """The place of each field; notices about columns that are left alone; findings about missing and doubled ones."""
    places: dict[Field, int] = {}
    notices, wrong = [], []
    for place, cell in enumerate(header.cells):
        name = cell if isinstance(cell, str) else ""
        field = columns.field_of(name)
        at = f"row {header.number}, column {name}"
        if field is None:
            if name and not columns.known(name):
                notices.append(Finding(at, f"The column “{name}” is not read."))
        elif field in places:
            twice = header.cells[places[field]]
            wrong.append(Finding(at, f"“{twice}” and “{name}” both mean {field}. Keep one of them."))
        else:
            places[field] = place
    for field in columns.NEEDED:
        if field not in places:
            message = f"There is no column “{field}”. Name it so in this row, or begin with the template."
            wrong.append(Finding(f"row {header.number}", message))
    return places, notices, wrong


# --- what the columns tell ---


def _told(
    body: list[Row], places: Mapping[Field, int], decimal: Sign | None, dates: Order | None, findings: list[Finding]
) -> tuple[Sign | None, Order | None]:
    """The decimal sign and the order of dates: as answered, as the cells tell, or asked for by a finding."""
    if decimal is None and "quantity" in places:
        cells = dict(_texts(body, places["quantity"]))
        signs = numerals.told(cells.items(), numerals.SIGNS, numerals.number)
        decimal = signs.choice
        findings.extend(_question(signs, cells, "quantity", "two decimal signs", "which sign begins the decimals"))
    if dates is None and "on" in places:
        cells = dict(_texts(body, places["on"]))
        orders = numerals.told(cells.items(), numerals.ORDERS, numerals.day)
        dates = orders.choice
        findings.extend(_question(orders, cells, "on", "two orders of day and month", "whether day or month is first"))
    return decimal, dates


def _texts(body: list[Row], place: int) -> Iterator[tuple[int, str]]:
    for row in body:
        cell = row.cells[place] if place < len(row.cells) else None
        if isinstance(cell, str):
            yield row.number, cell.strip()


def _question(
    told: numerals.Told[Any], cells: Mapping[int, str], field: Field, what: str, ask: str
) -> Iterator[Finding]:
    if told.clash:
        one, other = told.clash
        message = f"The column has {what}: “{cells[one]}” in row {one} and “{cells[other]}” in row {other}. Use one."
        yield Finding(f"row {max(told.clash)}, column {field}", message)
    elif told.asks:
        message = f"“{cells[told.asks]}” can be read in two ways, and no other row tells which. Say {ask}."
        yield Finding(f"row {told.asks}, column {field}", message)


# --- row by row ---


def _posted(
    body: list[Row],
    reader: Reader,
    alliance: Alliance,
    by: str,
    now: datetime,
    findings: list[Finding],
    notices: list[Finding],
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The fields of each row that is read, under its number; what the rules say against one is a finding."""
    seen = reader.standing()
    for row in body:
        if reader.closed(row):
            notices.append(
                Finding(f"row {row.number}", "This entry counts no more, by its own columns: it is left out.")
            )
            continue
        fields, unreadable = reader.fields(row)
        findings.extend(_at(row, problem) for problem in unreadable)
        if unreadable:
            continue
        try:
            fact = ledger.post(alliance, by=by, now=now, **fields)
        except Refused as refusal:
            findings.append(_at(row, Unreadable(_column(refusal), str(refusal))))
            continue
        twin = seen.setdefault(reader.likeness(fact), f"row {row.number}")
        if twin != f"row {row.number}":
            notices.append(Finding(f"row {row.number}", f"It says the same as {twin}. Both would count."))
        yield row.number, fields


def _column(refusal: Refused) -> Field | None:
    if refusal.code in ("text_missing", "text_too_long", "text_unreadable"):
        return _COLUMN_OF_TEXT.get(str(refusal.fields["what"]).lower())
    return _COLUMN_OF_REFUSAL.get(refusal.code)


def _at(row: Row, problem: Unreadable) -> Finding:
    column = f", column {problem.field}" if problem.field else ""
    return Finding(f"row {row.number}{column}", problem.message)


def _totals(alliance: Alliance, rows: Iterable[Mapping[str, Any]]) -> tuple[Total, ...]:
    terms = terms_in_force(alliance)
    found: dict[tuple[str, Side, str], Total] = {}
    for row in rows:
        key = (row["pool"], row["side"], row["of"])
        pool = terms.pool(row["pool"])
        rate = pool.rate(row["resource"], row["unit"]) if pool else None
        before = found.get(key, Total(*key, 0, Decimal(0), 0))
        worth = Decimal(0) if rate is None else row["quantity"] * rate
        found[key] = Total(*key, before.rows + 1, before.value + worth, before.unvalued + (rate is None))
    return tuple(found[key] for key in sorted(found))
