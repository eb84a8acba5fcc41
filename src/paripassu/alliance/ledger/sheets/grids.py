"""A table as it stands in a file: rows of cells under their numbers, and how much of one is read."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from paripassu.alliance.refusals import Finding, Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 60

Cell: TypeAlias = str | Decimal | date | None


class Row(NamedTuple):
    """A row under its number in the file, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Grid:
    """A table as it was read. `form` says how in words; `findings` are places that cannot be read."""

    rows: list[Row]
    form: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    findings: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)


def too_big(name: str, size: int) -> Refused:
    """The file has more bytes than are read."""
    return Refused(
        "sheet_too_big",
        "{name} has {size} MB, and at most {most} MB are read. Split it into several files.",
        name=name,
        size=f"{size / 1024 / 1024:.1f}",
        most=MOST_BYTES // 1024 // 1024,
    )


def too_many_rows(name: str) -> Refused:
    """The table has more rows than are read."""
    return Refused(
        "sheet_too_long",
        "{name} has more than {most} rows. Split it into several files.",
        name=name,
        most=MOST_ROWS,
    )


def no_table(name: str, reason: str) -> Refused:
    """The file is none that can be read; the reason says what to do."""
    return Refused("not_a_table", "{name} cannot be read: {reason}", name=name, reason=reason)


def filled(rows: list[Row], name: str) -> list[Row]:
    """The rows in which something stands. Refused when there is none, or too many."""
    found = [row for row in rows if any(cell not in (None, "") for cell in row.cells)]
    if not found:
        raise no_table(name, "nothing stands in it. Download the template to begin with.")
    if len(found) > MOST_ROWS + 1:
        raise too_many_rows(name)
    return found
