"""Tables with merged cells: every row becomes one line that can be read alone.

A cell that is merged over several rows says in each of them what it says, when it is a label ("Year one"); a sentence
stands once, in its first row, for it binds only once. A cell that is merged over several columns stands once.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

CELL = " | "
LONGEST_LABEL = 60
MOST_ACROSS = 60
MOST_DOWN = 1_000


class Cell(NamedTuple):
    """The words of a cell, and over how many columns and rows it goes."""

    text: str
    across: int = 1
    down: int = 1


def table_lines(rows: Iterable[list[Cell]]) -> Iterator[str]:
    """Each row as one line, with ` | ` between its cells; what is empty, or has no words of its own, is left out."""
    above: dict[int, tuple[str, int]] = {}
    for row in rows:
        own, below = placed(row, above)
        words = {**own, **{column: label for column, (label, _) in above.items()}}
        if any(own.values()):
            yield CELL.join(words[column] for column in sorted(words) if words[column])
        above = {column: (label, left - 1) for column, (label, left) in above.items() if left > 1} | below


def placed(row: list[Cell], above: dict[int, tuple[str, int]]) -> tuple[dict[int, str], dict[int, tuple[str, int]]]:
    """The words of a row by column, beside those from above; and what goes on below it, with for how many rows."""
    own: dict[int, str] = {}
    below: dict[int, tuple[str, int]] = {}
    column = 0
    for cell in row:
        while column in above:
            column += 1
        own[column] = cell.text
        across, down = min(max(cell.across, 1), MOST_ACROSS), min(cell.down, MOST_DOWN)
        if down > 1:
            label = cell.text if is_label(cell.text) else ""
            below |= {column + more: ("" if more else label, down - 1) for more in range(across)}
        column += across
    return own, below


def is_label(words: str) -> bool:
    """True for a few words that are no sentence."""
    return len(words) <= LONGEST_LABEL and not words.endswith((".", ";"))
