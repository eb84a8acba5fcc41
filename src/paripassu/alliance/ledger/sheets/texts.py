"""A CSV file of any common encoding and delimiter as a grid."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice

from paripassu.alliance.ledger.sheets.grids import MOST_COLUMNS, MOST_ROWS, Grid, Row, filled, no_table, too_many_rows
from paripassu.alliance.ledger.sheets.guards import unguarded
from paripassu.alliance.refusals import Finding

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_WESTERN = frozenset("ÄÖÜäöüßÀÂÆÇÈÉÊËÎÏÔŒÙÛàâæçèéêëîïôœùûáéíóúñÁÉÍÓÚÑ¿¡ãõÃÕåøÅØìòùÌÒÈ€£§°²³·«»„“”‚‘’–—…\u00a0")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 64 * 1024
_HEAD = 20_000


def grid_of_text(content: bytes, name: str, known: Callable[[str], bool]) -> Grid:
    """The table in a CSV file. `known` says of a column name whether we know it, to tell the delimiter."""
    encoding = encoding_of(content, name)
    text = content.decode(encoding)
    if "\x00" in text:
        raise no_table(name, "it is no text. Save the table as CSV or XLSX.")
    text, delimiter = _delimited(text, known)
    said = encoding.removesuffix("-sig").upper()
    grid = Grid([], f"CSV, {said}, {DELIMITERS[delimiter]}", encoding=encoding, delimiter=delimiter)
    grid.rows = filled(list(_rows(text, delimiter, grid, name)), name)
    return grid


def encoding_of(content: bytes, name: str) -> str:
    """The encoding of a text: by its mark, UTF-8 if it can be, else the likeliest. Refused when it is no text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _checked(content, encoding, name)
    wide = _wide(content[:_SAMPLE])
    if wide:
        return _checked(content, wide, name)
    if _decodes(content, "utf-8"):
        return "utf-8"
    return _checked(content, _narrow(content), name)


def _checked(content: bytes, encoding: str, name: str) -> str:
    if not _decodes(content, encoding):
        raise no_table(name, "its letters are in no encoding we know. Save it as “CSV UTF-8”.")
    return encoding


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark shows as every other byte being zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 4 < len(sample):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _narrow(content: bytes) -> str:
    """The likeliest encoding of one byte for each letter."""
    odd = bytes(sorted({byte for byte in content if byte > 127}))
    if _decodes(odd, "cp1252") and set(odd.decode("cp1252")) <= _WESTERN:
        return "cp1252"
    from charset_normalizer import from_bytes  # slow to load, and rarely needed

    best = from_bytes(content[:_SAMPLE]).best()
    return best.encoding if best is not None else "cp1252"


def _delimited(text: str, known: Callable[[str], bool]) -> tuple[str, str]:
    """The text after a line such as `sep=;`, and the delimiter: that under which most column names are known."""
    first, _, rest = text.lstrip("\ufeff\r\n").partition("\n")
    said = first.strip().strip('"').lower()
    if said.startswith("sep=") and said[4:] in DELIMITERS:
        return rest, said[4:]
    head = text[:_HEAD]

    def told(delimiter: str) -> tuple[int, int]:
        lines = list(islice(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter), 12))
        return max(((sum(map(known, cells)), len(cells)) for cells in lines), default=(0, 0))

    return text, max(DELIMITERS, key=told)


def _rows(text: str, delimiter: str, grid: Grid, name: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            message = "This row cannot be read: a quotation mark is not closed, or a cell is too long."
            grid.findings.append(Finding(f"row {number}", message))
            return
        if number > 10 * MOST_ROWS:
            raise too_many_rows(name)
        yield Row(number, tuple(unguarded(cell.strip(" ")) for cell in cells[:MOST_COLUMNS]))
