"""Tables of Word documents: their rows, with cells merged over rows and columns."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from paripassu.reading.cells import MOST_ACROSS, Cell, table_lines
from paripassu.reading.numbering import W

TRANSPARENT = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


class Placed(NamedTuple):
    """A cell with the column in which it begins; `continues` when it is the rest of the cell above it."""

    column: int
    across: int
    text: str
    continues: bool


def table_rows(table: Element, words_of: Callable[[Element], str]) -> Iterator[str]:
    """Each row of a table as one line; a table within a cell is a part of the words of the cell."""
    rows = [placed_cells(row, words_of) for row in parts(table, W + "tr")]
    return table_lines([row_cells(rows, number) for number in range(len(rows))])


def parts(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row: not those of a table within it."""
    for each in element:
        if each.tag == tag:
            yield each
        elif each.tag in TRANSPARENT:
            yield from parts(each, tag)


def placed_cells(row: Element, words_of: Callable[[Element], str]) -> list[Placed]:
    """The cells of one row in their columns."""
    found = []
    column = number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in parts(row, W + "tc"):
        across = number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        continues = merge is not None and merge.get(W + "val", "continue") == "continue"
        text = " ".join(filter(None, map(words_of, cell.iter(W + "p"))))
        found.append(Placed(column, across, text, continues))
        column += across
    return found


def row_cells(rows: list[list[Placed]], number: int) -> list[Cell]:
    """The cells that begin in a row, each with for how many rows it goes on below."""
    row = rows[number]
    before = [Cell("", row[0].column)] if row and row[0].column else []
    return before + [Cell(one.text, one.across, down(rows, number, one)) for one in row if not one.continues]


def down(rows: list[list[Placed]], number: int, cell: Placed) -> int:
    """Over how many rows a cell goes."""
    below = 1
    while number + below < len(rows) and any(
        other.continues and other.column == cell.column for other in rows[number + below]
    ):
        below += 1
    return below


def number(element: Element | None, otherwise: int) -> int:
    """The number that a property gives, within reason."""
    value = element.get(W + "val", "") if element is not None else ""
    return min(int(value), MOST_ACROSS) if value.isdecimal() and len(value) < 6 else otherwise
