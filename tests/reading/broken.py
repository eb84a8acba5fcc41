"""Files that are built to break a reader, each small: what they are, and their bytes."""

import zlib
from collections.abc import Callable

from tests.reading.files import archive, body, pdf_of, printed_pdf, word_file
from tests.reading.texts import EXAMPLES

CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
PAGES = "<< /Type /Pages /Kids [4 0 R] /Count 1 >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
WORDS = b"BT /F1 10 Tf 72 700 Td (Ada shall deliver the goods to Bo.) Tj ET"
AGREEMENT = b'AGREEMENT between Ada Works, Inc. ("Ada") and Bo Ltd. ("Bo").\n\n'


def stream(content: bytes, extra: str = "") -> str:
    return f"<< /Length {len(content)} {extra} >>\nstream\n{content.decode('latin-1')}\nendstream"


def page(resources: str = "", contents: str = "5 0 R") -> str:
    held = f"/Resources << /Font << /F1 3 0 R >> {resources} >>"
    return f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {contents} {held} >>"


def sheet(content: bytes, extra: str = "") -> bytes:
    """A PDF of one page with this content."""
    return pdf_of([CATALOGUE, PAGES, FONT, page(), stream(content, extra)])


def bomb(content: bytes, times: int = 1) -> bytes:
    """A page whose content unpacks to `content`."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return sheet(content, f"/Filter [{'/FlateDecode ' * times}]")


def drawn_forms(count: int) -> bytes:
    """A page that draws a form which draws the next one four times, and so on."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    forms = [
        stream(b"/X Do " * 4, f"{form} /Resources << /XObject << /X {number + 7} 0 R >> >>") for number in range(count)
    ]
    return pdf_of(
        [CATALOGUE, PAGES, FONT, page("/XObject << /X 6 0 R >>"), stream(b"/X Do"), *forms, stream(WORDS, form)]
    )


def circle(table: bytes) -> bytes:
    """A PDF whose table of objects names itself as the one before it."""
    return table.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % table.rindex(b"xref\n0"))


def word(xml: str) -> bytes:
    return archive(**{"word/document.xml": body(xml)})


BROKEN: dict[str, Callable[[], bytes]] = {
    "pages that hold themselves": lambda: pdf_of([CATALOGUE, "<< /Type /Pages /Kids [2 0 R] /Count 1 >>", FONT]),
    "more pages counted than there are": lambda: pdf_of(
        [CATALOGUE, PAGES.replace("/Count 1", "/Count 2147483647"), FONT, page(), stream(WORDS)]
    ),
    "a page that is its own content": lambda: pdf_of([CATALOGUE, PAGES, FONT, page(contents="4 0 R")]),
    "a table before itself": lambda: circle(sheet(WORDS)),
    "a page that unpacks to much": lambda: bomb(b" " * 100_000_000),
    "a page packed twice": lambda: bomb(b" " * 100_000_000, 2),
    "forms in forms": lambda: drawn_forms(30),
    "brackets without end": lambda: sheet(b"[" * 300_000),
    "dictionaries without end": lambda: pdf_of([CATALOGUE, PAGES, FONT, page(), "<< /A " * 50_000]),
    "nothing but an image": lambda: sheet(b"q 90 0 0 90 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"),
    "words over each other": lambda: sheet(b"BT /F1 4 Tf 9 700 Td " + b"(ab) Tj 0 0 Td " * 20_000 + b"ET"),
    "only the first line of a PDF": lambda: b"%PDF-1.7\n",
    "half a PDF": lambda: (EXAMPLES / "bravatek-sibannac.pdf").read_bytes()[:40_000],
    "a picture called a PDF": lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 500,
    "a Word file cut off": lambda: word_file(*["Ada shall deliver."] * 50)[:9_000],
    "a Word file of boxes in boxes": lambda: word("<w:sdt>" * 20_000 + "</w:sdt>" * 20_000),
    "a Word file of tables in tables": lambda: word("<w:tbl><w:tr><w:tc>" * 200 + "</w:tc></w:tr></w:tbl>" * 200),
    "a Word file that swells": lambda: archive(**{"word/document.xml": b"<a>" + b" " * 80_000_000}),
    "a packed file in a packed file": lambda: archive(**{"a.zip": archive(a=b"x")}),
    "a page of open tags": lambda: b"<html>" + b"<" * 40_000,
    "a page of boxes in boxes": lambda: b"<html>" + b"<div>" * 30_000 + b"Ada shall pay.",
    "Markdown of stars": lambda: b"# T\n" + b"**a " * 5_000,
    "right to left": ("هذه اتفاقية بين شركة أدا وشركة بو " * 2_000).encode,
    "accents on one letter": ("a" + "\u0301" * 100_000).encode,
    "half letters": lambda: b"\xff\xfe" + b"\x00\xd8" * 50_000,
    "sections that point at sections": lambda: (
        AGREEMENT
        + b"".join(
            b"%d.%d Ada shall do as in Section %d.%d.\n\n" % (n // 50 + 1, n % 50, n % 40, n % 9) for n in range(2_000)
        )
    ),
    "letters of one section": lambda: AGREEMENT + b"1. A\n\n" + b"(a) Ada shall pay.\n\n" * 5_000,
    "time upon time": lambda: AGREEMENT + b"Ada shall " + b"upon the after during prior to " * 3_000,
    "gaps": lambda: (
        AGREEMENT + b"The term of this Agreement is two" + b" " * 20_000 + b"(2)" + b" " * 20_000 + b"years"
    ),
}


def three_hundred_pages() -> bytes:
    """A PDF of 300 full pages."""
    line = "Ada shall deliver the goods number {} of page {} to Bo within 30 days after receipt of the order."
    return printed_pdf(*[
        [(60.0, 740.0 - 13 * number, line.format(number, sheet)) for number in range(50)] for sheet in range(300)
    ])  # fmt: skip
