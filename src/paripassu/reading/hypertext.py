"""HTML: its paragraphs, and each row of a table as one block."""

import re
from html.parser import HTMLParser

from paripassu.reading.cells import CELL, Cell, table_lines
from paripassu.reading.layout import Piece, kind_of

MOST_PARAGRAPHS = 3
DEEPEST = 30
# "(a)" and a sentence beside it are no table: the page only sets them so.
SET_APART = re.compile(r"(?P<mark>\(?[\w.]{1,8}[.)]|[•·●○▪◦–*o§-]) \| (?=[^|]*\Z)")


class Table:
    """A table that is being read: its rows so far, each a list of cells with their paragraphs."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[list[Piece], int, int]]] = []

    def open_row(self) -> None:
        """A row begins."""
        self.rows.append([])

    def open_cell(self, across: int, down: int) -> None:
        """A cell begins, in a row of its own when none has begun."""
        if not self.rows:
            self.open_row()
        self.rows[-1].append(([], across, down))

    def inside(self) -> list[Piece] | None:
        """The paragraphs of the cell that is open."""
        return self.rows[-1][-1][0] if self.rows and self.rows[-1] else None

    def pieces(self) -> list[Piece]:
        """One piece a row; or the paragraphs one after the other, when the table only sets out the page."""
        cells = [cell for row in self.rows for cell in row]
        beside = any(sum(bool(cell[0]) for cell in row) > 1 for row in self.rows)
        if not beside or any(len(found) > MOST_PARAGRAPHS for found, _, _ in cells):
            return [piece for found, _, _ in cells for piece in found]
        rows = [
            [Cell(" ".join(piece.text for piece in found), across, down) for found, across, down in row]
            for row in self.rows
        ]
        return [row_piece(line) for line in table_lines(rows)]


def row_piece(line: str) -> Piece:
    """A row of a table; a mark and the words beside it are a paragraph."""
    words = SET_APART.sub(r"\g<mark> ", line, count=1) if SET_APART.match(line) else line
    return Piece("table" if CELL in words else kind_of(words), words, 1)


class Paragraphs(HTMLParser):
    """Collects the paragraphs of an HTML page; what is never shown (script, style, head) is left out."""

    APART = frozenset(
        [
            "p",
            "div",
            "br",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "tr",
            "table",
            "ul",
            "ol",
            "section",
            "article",
            "blockquote",
            "pre",
            "hr",
            "dt",
            "dd",
            "body",
            "td",
            "th",
        ]
    )
    HIDDEN = frozenset(["script", "style", "title", "template", "noscript"])
    HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self.words: list[str] = []
        self.kind = ""
        self.hidden = ""
        self.tables: list[Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block tag ends the paragraph before it; in a table, a break is only white space."""
        if tag in self.HIDDEN:
            self.hidden = tag
        elif tag == "br" and self.tables:
            self.words.append(" ")
        elif tag in self.APART:
            self.close_paragraph()
            self.kind = "heading" if tag in self.HEADINGS else ""
            self.open_in_table(tag, dict(attrs))

    def open_in_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        """A table, a row or a cell begins."""
        if tag == "table" and len(self.tables) < DEEPEST:
            self.tables.append(Table())
        elif self.tables and tag == "tr":
            self.tables[-1].open_row()
        elif self.tables and tag in ("td", "th"):
            self.tables[-1].open_cell(count(attributes.get("colspan")), count(attributes.get("rowspan")))

    def handle_endtag(self, tag: str) -> None:
        """The end of a hidden part, of a paragraph, or of a table."""
        if tag == self.hidden:
            self.hidden = ""
        elif tag in self.APART:
            self.close_paragraph()
            if tag == "table" and self.tables:
                self.close_table()

    def handle_data(self, data: str) -> None:
        """Words, unless hidden."""
        if not self.hidden:
            self.words.append(data)

    def close_paragraph(self) -> None:
        """What was collected becomes a piece."""
        words = " ".join("".join(self.words).split())
        if words:
            self.kept().append(Piece(self.kind or kind_of(words), words, 1))
        self.words.clear()
        self.kind = ""

    def close_table(self) -> None:
        """A table is at its end: its rows are pieces of what is around it."""
        found = self.tables.pop().pieces()
        self.kept().extend(found)

    def kept(self) -> list[Piece]:
        """Where pieces go: into the innermost open cell, or onto the page."""
        for table in reversed(self.tables):
            if (found := table.inside()) is not None:
                return found
        return self.pieces


def count(attribute: str | None) -> int:
    """How many rows or columns a cell says it goes over; 1 when that is no number."""
    return int(attribute) if attribute and attribute.strip().isdecimal() and len(attribute) < 6 else 1


def html_pieces(text: str) -> list[Piece]:
    """The paragraphs of an HTML page."""
    parser = Paragraphs()
    parser.feed(text)
    parser.close()
    parser.close_paragraph()
    while parser.tables:
        parser.close_table()
    return parser.pieces
