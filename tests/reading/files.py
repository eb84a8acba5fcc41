"""Files made for the tests of reading, and the refusal of a file."""

import io
import zipfile

import docx
import pypdf
import pytest

from paripassu.alliance.refusals import Refused
from paripassu.reading.document import document


def word_file(*paragraphs: str) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def archive(**parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return held.getvalue()


def pdf_file(password: str = "", pages: int = 1) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def printed_pdf(*pages: list[tuple[float, float, str]], rules: tuple[tuple[float, float, float], ...] = ()) -> bytes:
    """A PDF with words at places (left, baseline, words), and `rules`: lines from left to right at a height."""
    drawn = "".join(f"{left} {height} m {right} {height} l S\n" for left, right, height in rules)
    streams = [
        drawn + "".join(f"BT /F1 10 Tf {left} {base} Td ({words}) Tj ET\n" for left, base, words in page)
        for page in pages
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(streams)))
    made = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>"]
    made.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, stream in enumerate(streams):
        made.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        made.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    return pdf_of(made)


def pdf_of(made: list[str], trailer: str = "") -> bytes:
    """A PDF of objects, the first of which is its catalogue."""
    held, places = b"%PDF-1.7\n", []
    for number, each in enumerate(made, 1):
        places.append(len(held))
        held += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(made) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R {trailer}>>\n"
    return held + f"{end}startxref\n{len(held)}\n%%EOF\n".encode("latin-1")


def body(xml: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{xml}</w:body></w:document>'.encode()


def refusal(content: bytes, name: str = "agreement.pdf") -> Refused:
    with pytest.raises(Refused) as caught:
        document(name, content)
    assert str(caught.value).startswith(name)
    return caught.value
