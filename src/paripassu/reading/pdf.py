"""PDF: the text of its pages in reading order, without running heads, feet and page numbers, hyphenation undone."""

import io
import re
import statistics
from collections import Counter
from collections.abc import Iterator

from paripassu.alliance.refusals import Refused
from paripassu.reading import limits
from paripassu.reading.layout import NUMBERED, Piece, is_heading, kind_of

PAGE_NUMBER = re.compile(
    r"[\s\-–]*(?:[Pp]age\s*)?(?:[A-Z]-)?(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,3})?[\s\-–.]*"
)
SOURCE_LINE = re.compile(r"\s*Source:\s.*\d{1,2}/\d{1,2}/\d{4}\s*")
HYPHENATED = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")
EDGE_LINES = 3
FEWEST_REPEATS = 3
FEWEST_LETTERS = 20


def pdf_pieces(content: bytes, name: str) -> list[Piece]:
    """The paragraphs of a PDF; raises Refused when it is damaged, locked, too long or a scan."""
    try:
        pages = list(page_texts(content, name))
    except Refused:
        raise
    except Exception as error:
        raise limits.damaged(name, "PDF") from error
    if sum(len(re.findall(r"\w", page)) for page in pages) < FEWEST_LETTERS:
        raise limits.only_pictures(name)
    return list(paragraphs([lines_of(page) for page in pages]))


def page_texts(content: bytes, name: str) -> Iterator[str]:
    """The raw text of each page."""
    import pypdf  # here, because it takes 0.3 s to load and a text does without

    reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise limits.locked(name)
    count = len(reader.pages)
    if count > limits.MOST_PAGES:
        raise limits.too_many_pages(name, count)
    for page in reader.pages:
        yield page.extract_text()


def lines_of(page: str) -> list[str]:
    """The lines of a page; special spaces become plain, a lone surrogate becomes a question mark."""
    page = page.encode("utf-8", errors="replace").decode("utf-8")
    return [re.sub(r"[^\S\n]+", " ", line).strip() for line in HYPHENATED.sub("", page).split("\n")]


def paragraphs(pages: list[list[str]]) -> Iterator[Piece]:
    """The lines of all pages joined to paragraphs; a page keeps its number even when it is left empty."""
    repeated = running_lines(pages)
    for number, lines in enumerate(pages, 1):
        kept = without_furniture(lines, repeated)
        yield Piece("paragraph", "", number)
        for words in joined(kept):
            yield Piece(kind_of(words), words, number)


def folded(line: str) -> str:
    """A line with its figures made equal, so that running heads compare equal from page to page."""
    return re.sub(r"\d+", "#", line.lower())


def edges(lines: list[str]) -> list[str]:
    """The first and the last lines of a page that have words."""
    worded = [line for line in lines if line]
    return worded[:EDGE_LINES] + worded[EDGE_LINES:][-EDGE_LINES:]


def running_lines(pages: list[list[str]]) -> set[str]:
    """The lines that stand at the edge of at least three pages and of a third of all."""
    counts = Counter(line for lines in pages for line in {folded(edge) for edge in edges(lines)})
    return {line for line, count in counts.items() if count >= max(FEWEST_REPEATS, len(pages) / 3)}


def without_furniture(lines: list[str], repeated: set[str]) -> list[str]:
    """The lines of one page without running heads and feet and page numbers at its edges."""
    worded = [index for index, line in enumerate(lines) if line]
    at_edge = set(worded[:EDGE_LINES]) | set(worded[-EDGE_LINES:])
    return [line for index, line in enumerate(lines) if index not in at_edge or not is_furniture(line, repeated)]


def is_furniture(line: str, repeated: set[str]) -> bool:
    """True for a running line, a page number, and the source line of a filing."""
    return bool(line) and bool(folded(line) in repeated or PAGE_NUMBER.fullmatch(line) or SOURCE_LINE.fullmatch(line))


def joined(lines: list[str]) -> Iterator[str]:
    """Lines joined to paragraphs: an empty line, a short line that ends a sentence, or a new number begins another."""
    widths = [len(line) for line in lines if line]
    full = statistics.quantiles(widths, n=4)[2] * 0.75 if len(widths) > 1 else 0
    words: list[str] = []
    for line in lines:
        if words and (not line or begins_paragraph(words[-1], line, full)):
            yield " ".join(words)
            words = []
        if line:
            words.append(line)
    if words:
        yield " ".join(words)


def begins_paragraph(before: str, line: str, full: float) -> bool:
    """True when `line` does not go on from `before`."""
    if is_heading(before) != is_heading(line) and len(before) < full:
        return True
    ended = before.endswith((".", ";", ":", "?", '"', "”"))
    return (ended and len(before) < full) or (ended and bool(NUMBERED.match(line)))
