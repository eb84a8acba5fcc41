"""Tables, columns and blocks of signatures on a page of a PDF: rows of fragments become lines in reading order.

A run of rows that are parted at the same places is a table: each of its rows is one line, with ` | ` between the
cells, and what is wrapped in a cell is put together. Long lines beside each other down a page are columns, and are read
one after the other; so are signatures. All else is read from left to right.
"""

import itertools
import re
import statistics
from collections.abc import Callable, Iterator
from typing import NamedTuple

from paripassu.reading.printed import Fragment, Row

CELL = " | "
NEAR = 6.0
FEWEST_ROWS = 3
MOST_COLUMNS = 24
FEWEST_LINES_OF_COLUMN = 8
LONG = 28
GAP = 1.4
CLOSE = 16.0
MARK = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,6})[.):]{0,2}|[•·●○▪◦\-–*o§]|(?:Section|Article|SECTION|ARTICLE)\s+[\dIVXL.]+)"
)
PAGE = re.compile(r"(?:[A-Z]-)?\d{1,3}|[ivxl]{1,6}")
SIGNED = re.compile(r"(?i)(?:by|name|title|its|date|signature|signed|print(?:ed)?\s+name)\s*:?\b.*|_{4,}.*|/s/.*")


class Line(NamedTuple):
    """A line of a page; `kind` is "table" for a row of one, else ""; an empty text is a gap."""

    text: str
    kind: str = ""


class Run(NamedTuple):
    """Rows that belong together: kind "table", "columns" or ""."""

    kind: str
    rows: list[Row]


def lines(found: list[Row], rules: Callable[[], list[float]]) -> list[Line]:
    """The lines of a page in reading order; `rules` gives the heights of the horizontal lines drawn on it, if asked."""
    pitch = usual_pitch(found)
    told: list[Line] = []
    for run in runs(found):
        if run.kind == "table":
            told += [Line(""), *table(run.rows, rules(), pitch), Line("")]
        elif run.kind == "columns":
            told += [Line(""), *columns(run.rows, pitch), Line("")]
        else:
            told += [*spaced(run.rows, pitch)]
    return told


def usual_pitch(found: list[Row]) -> float:
    """How far a line stands below the one before it, most often: a low quantile, for gaps are wider."""
    steps = [one.middle - other.middle for one, other in itertools.pairwise(found)]
    steps = [step for step in steps if 3 < step < 60]
    return statistics.quantiles(steps, n=4)[0] if len(steps) > 1 else 14.0


def spaced(found: list[Row], pitch: float) -> Iterator[Line]:
    """Rows as lines, an empty one where a gap is wide."""
    before: Row | None = None
    for row in found:
        if before and before.middle - row.middle > GAP * pitch:
            yield Line("")
        yield Line(row.text)
        before = row


# --- which rows belong together ---


def runs(found: list[Row]) -> list[Run]:
    """The rows of a page parted into tables, columns and what is neither."""
    told: list[Run] = []
    at = 0
    while at < len(found):
        end = aligned_end(found, at)
        block = found[at:end]
        kind = kind_of_run(block, found) if end > at else ""
        if not kind:
            end = max(end, at + 1)
            if told and not told[-1].kind:
                told[-1].rows.extend(found[at:end])
            else:
                told.append(Run("", list(found[at:end])))
        else:
            told.append(Run(kind, block))
        at = end
    return told


def aligned_end(found: list[Row], at: int) -> int:
    """Where the run of rows ends that are parted at the same places as the one at `at`; `at` when it is not parted."""
    if not is_parted(found[at]):
        return at
    starts = [one.left for one in found[at].fragments]
    end = at + 1
    for number in range(at + 1, min(len(found), at + 400)):
        row = found[number]
        if len(starts) > MOST_COLUMNS:
            return at
        if is_parted(row) and shared(row, starts) >= 2:
            starts = merged_starts(starts, row)
            end = number + 1
        elif not continues(row, found[number - 1], starts):
            break
        elif wraps_cell(row, found[number - 1], starts):
            end = number + 1
    return end


def wraps_cell(row: Row, before: Row, starts: list[float]) -> bool:
    """True for the rest of a cell that is not in the first column."""
    return row.fragments[0].left > min(starts) + NEAR and before.middle - row.middle <= CLOSE


def is_parted(row: Row) -> bool:
    """True for a row in columns: not a number before its words, and not a line of a table of contents."""
    parts = row.fragments
    if len(parts) > 1 and MARK.fullmatch(parts[0].text) and not MARK.fullmatch(parts[1].text):
        parts = parts[1:]
    if len(parts) == 2 and PAGE.fullmatch(parts[1].text) and parts[1].left - parts[0].right > 3 * NEAR:
        return False
    return len(parts) > 1


def shared(row: Row, starts: list[float]) -> int:
    """How many fragments of a row begin where others do."""
    return sum(any(abs(one.left - start) <= NEAR for start in starts) for one in row.fragments)


def merged_starts(starts: list[float], row: Row) -> list[float]:
    """The starts of the columns with those that a further row adds."""
    return starts + [one.left for one in row.fragments if all(abs(one.left - start) > NEAR for start in starts)]


def continues(row: Row, before: Row, starts: list[float]) -> bool:
    """True for a row of one cell only: it begins where a column does and stays within it."""
    if len(row.fragments) != 1 or before.middle - row.middle > 40:
        return False
    only = row.fragments[0]
    right = min((start for start in starts if start > only.left + NEAR), default=only.right + NEAR)
    return any(abs(only.left - start) <= NEAR for start in starts) and only.right <= right + NEAR


def kind_of_run(block: list[Row], found: list[Row]) -> str:
    """table, columns, or "" when the rows are only lines with gaps in them."""
    several = [row for row in block if is_parted(row)]
    labels = [row for row in several if sum(bool(SIGNED.fullmatch(one.text)) for one in row.fragments) >= 2]
    if labels and len(several) >= 2:
        return "columns"
    if len(several) < FEWEST_ROWS or any(SIGNED.fullmatch(row.fragments[0].text) for row in several):
        return ""
    lengths = [sorted(len(one.text) for one in row.fragments)[-2] for row in several]
    side_by_side = statistics.median(lengths) >= LONG and len(several) >= FEWEST_LINES_OF_COLUMN
    return "columns" if side_by_side and len(several) * 2 >= len(found) else "table"


# --- tables ---


def table(block: list[Row], rules: list[float], pitch: float) -> Iterator[Line]:
    """The rows of a table, each one line."""
    starts = column_starts(block)
    ruled = sum(block[-1].bottom - pitch < rule < block[0].middle + pitch for rule in rules) >= FEWEST_ROWS
    cells: list[list[str]] = []
    before: Row | None = None
    for row in block:
        here = cells_of(row, starts)
        if before and cells and wraps(row, before, here, pitch, rules if ruled else None):
            cells[-1] = [" ".join(filter(None, pair)) for pair in zip(cells[-1], here, strict=True)]
        else:
            cells.append(here)
        before = row
    for each in cells:
        yield Line(CELL.join(filter(None, each)), "table")


def column_starts(block: list[Row]) -> list[float]:
    """Where the columns of a table begin: the starts that several rows share."""
    found: list[float] = []
    for start in sorted(one.left for row in block if len(row.fragments) > 1 for one in row.fragments):
        if not found or start - found[-1] > NEAR:
            found.append(start)
    return found


def cells_of(row: Row, starts: list[float]) -> list[str]:
    """The words of a row by column."""
    cells = [""] * len(starts)
    for one in row.fragments:
        column = max((number for number, start in enumerate(starts) if start <= one.left + NEAR), default=0)
        cells[column] = " ".join(filter(None, (cells[column], one.text)))
    return cells


def wraps(row: Row, before: Row, here: list[str], pitch: float, rules: list[float] | None) -> bool:
    """True when a row goes on with the cells of the one before: no rule between, or close to it with no first cell."""
    if rules is not None:
        return not any(row.middle < rule < before.middle for rule in rules)
    return not here[0] and before.middle - row.middle <= GAP * pitch


# --- columns ---


def columns(block: list[Row], pitch: float) -> Iterator[Line]:
    """What stands beside each other, one after the other, from left to right."""
    starts = gutters(block)
    for number in range(len(starts)):
        mine = [Row(tuple(parts)) for row in block if (parts := in_column(row, starts, number))]
        yield from spaced(mine, pitch)
        yield Line("")


def gutters(block: list[Row]) -> list[float]:
    """Where the columns begin: the starts of the widest parts, each some way from the others."""
    parted = [row for row in block if len(row.fragments) > 1]
    most = statistics.mode(len(row.fragments) for row in parted)
    rows = [row for row in parted if len(row.fragments) == most]
    return [min(row.fragments[number].left for row in rows) - NEAR for number in range(most)]


def in_column(row: Row, starts: list[float], number: int) -> list[Fragment]:
    """The fragments of a row that begin in a column."""
    left = starts[number] if number else float("-inf")
    right = starts[number + 1] if number + 1 < len(starts) else float("inf")
    return [one for one in row.fragments if left <= one.left < right]
