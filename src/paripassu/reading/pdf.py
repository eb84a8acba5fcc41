"""PDF: the text of its pages in reading order, without running heads, feet and page numbers, hyphenation undone."""

import contextlib
import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from paripassu.alliance.refusals import Refused
from paripassu.reading import limits
from paripassu.reading.grid import Line, lines
from paripassu.reading.layout import HEADING_WORD, NUMBERED, Piece, is_heading, kind_of
from paripassu.reading.printed import fragments, rows

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

PAGE_NUMBER = re.compile(
    r"[\s\-–]*(?:[Pp]age\s*)?(?:[A-Z]-)?(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,3})?[\s\-–.]*"
)
SOURCE_LINE = re.compile(r"\s*Source:\s.*\d{1,2}/\d{1,2}/\d{4}\s*")
BROKEN = re.compile(r"([A-Za-z]*[a-z])[-\u2010]$")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
EDGE_LINES = 3
FEWEST_REPEATS = 3
FEWEST_LETTERS = 20
DRAWN = 2  # the kind of an object of a page: a path, such as the lines of a table
MOST_DRAWN = 4_000
SHORTEST_RULE = 30.0
THICKEST_RULE = 4.0


def pdf_pieces(content: bytes, name: str) -> list[Piece]:
    """The paragraphs and rows of tables of a PDF; raises Refused when it is damaged, locked, too long or a scan."""
    try:
        pages = list(page_lines(content, name))
    except Refused:
        raise
    except Exception as error:
        raise limits.damaged(name, "PDF") from error
    if sum(len(re.findall(r"\w", line.text)) for page in pages for line in page) < FEWEST_LETTERS:
        raise limits.only_pictures(name)
    return list(paragraphs(pages))


def page_lines(content: bytes, name: str) -> Iterator[list[Line]]:
    """The lines of each page in reading order."""
    import pypdfium2  # here, because a text does without

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise (limits.locked(name) if "password" in str(error).lower() else limits.damaged(name, "PDF")) from error
    with contextlib.closing(pdf):
        if len(pdf) > limits.MOST_PAGES:
            raise limits.too_many_pages(name, len(pdf))
        for number in range(len(pdf)):
            page = pdf[number]
            yield lines(rows(fragments(page.get_textpage())), partial(rules, page))
            page.close()


def rules(page: "pypdfium2.PdfPage") -> list[float]:
    """The heights of the horizontal lines that are drawn on a page."""
    found = []
    for each in itertools.islice(page.get_objects(filter=[DRAWN], max_depth=2), MOST_DRAWN):
        left, bottom, right, top = each.get_bounds()
        if right - left > SHORTEST_RULE:
            found += [bottom, top] if top - bottom > THICKEST_RULE else [(bottom + top) / 2]
    return found


def paragraphs(pages: list[list[Line]]) -> Iterator[Piece]:
    """The lines of all pages joined to paragraphs; a page keeps its number even when it is left empty."""
    repeated = running_lines(pages)
    known = frozenset(WORD.findall(" ".join(line.text for page in pages for line in page).lower()))
    for number, page in enumerate(pages, 1):
        yield Piece("paragraph", "", number)
        for words, kind in joined(without_furniture(page, repeated), known):
            yield Piece(kind or kind_of(words), words, number)


def folded(line: str) -> str:
    """A line with its figures made equal, so that running heads compare equal from page to page."""
    return re.sub(r"\d+", "#", line.lower())


def edges(page: list[Line]) -> list[str]:
    """The first and the last lines of a page that have words."""
    worded = [line.text for line in page if line.text]
    return worded[:EDGE_LINES] + worded[EDGE_LINES:][-EDGE_LINES:]


def running_lines(pages: list[list[Line]]) -> set[str]:
    """The lines that stand at the edge of at least three pages and of a third of all."""
    counts = Counter(line for page in pages for line in {folded(edge) for edge in edges(page)})
    return {line for line, count in counts.items() if count >= max(FEWEST_REPEATS, len(pages) / 3)}


def without_furniture(page: list[Line], repeated: set[str]) -> list[Line]:
    """The lines of one page without running heads and feet and page numbers at its edges."""
    worded = [index for index, line in enumerate(page) if line.text]
    at_edge = set(worded[:EDGE_LINES]) | set(worded[-EDGE_LINES:])
    return [line for index, line in enumerate(page) if index not in at_edge or not is_furniture(line.text, repeated)]


def is_furniture(line: str, repeated: set[str]) -> bool:
    """True for a running line, a page number, and the source line of a filing."""
    return bool(line) and bool(folded(line) in repeated or PAGE_NUMBER.fullmatch(line) or SOURCE_LINE.fullmatch(line))


def joined(page: list[Line], known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Lines joined to paragraphs, each with its kind when that is certain.

    A gap, a short line that ends a sentence, or a new number begins another; the row of a table is one by itself.
    """
    widths = [len(line.text) for line in page if line.text and not line.kind]
    full = statistics.quantiles(widths, n=4)[2] * 0.75 if len(widths) > 1 else 0
    words, before = "", ""
    for line in page:
        if words and (not line.text or line.kind or begins_paragraph(before, line.text, full)):
            yield words, ""
            words = ""
        if line.kind:
            yield line.text, line.kind
        elif line.text:
            words = continued(words, line.text, known)
        before = line.text
    if words:
        yield words, ""


def continued(words: str, line: str, known: frozenset[str]) -> str:
    """The words with a further line; a word that was broken at the end of a line is put together.

    The hyphen stays where the document has the word with its hyphen elsewhere, and never without.
    """
    broken, following = BROKEN.search(words), re.match(r"[a-z]+", line)
    if not broken or not following:
        return f"{words} {line}".lstrip()
    whole, parted = broken[1] + following[0], f"{broken[1]}-{following[0]}"
    return words + line if parted.lower() in known and whole.lower() not in known else words[:-1] + line


def begins_paragraph(before: str, line: str, full: float) -> bool:
    """True when `line` does not go on from `before`."""
    short = len(before) < full
    if short and (is_heading(before) != is_heading(line) or HEADING_WORD.match(line) or NUMBERED.match(line)):
        return True
    ended = before.endswith((".", ";", ":", "?", '"', "”"))
    return (ended and short) or (ended and bool(NUMBERED.match(line)))
