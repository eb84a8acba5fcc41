"""PDF files."""

import io

import pypdf
import pytest

from paripassu.alliance.refusals import Refused
from paripassu.reading import Draft, limits, read
from paripassu.reading.document import document
from paripassu.reading.grid import Line
from paripassu.reading.pdf import paragraphs
from tests.reading.files import pdf_file, refusal
from tests.reading.texts import EXAMPLES


def test_a_pdf_without_text_is_said_to_be_pictures() -> None:
    said = refusal(pdf_file())
    assert said.code == "document_has_no_text"
    assert "has no text, only pictures;" in str(said)


def test_a_pdf_with_a_password_is_refused() -> None:
    assert refusal(pdf_file(password="secret")).code == "document_locked"


def test_a_pdf_that_only_forbids_printing_is_opened() -> None:
    writer = pypdf.PdfWriter(clone_from=str(EXAMPLES / "bravatek-sibannac.pdf"))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    assert "Bravatek" in document("a.pdf", held.getvalue()).text


@pytest.mark.parametrize("cut", [20, 300, 5_000, 40_000])
def test_a_truncated_pdf_is_refused_or_read(cut: int) -> None:
    content = (EXAMPLES / "bravatek-sibannac.pdf").read_bytes()[:cut]
    try:
        assert isinstance(read("a.pdf", content), Draft)
    except Refused as refused:
        assert refused.code in {"document_damaged", "document_has_no_text"}  # noqa: PT017 - either end is right


def test_too_many_pages_are_refused() -> None:
    said = refusal(pdf_file(pages=limits.MOST_PAGES + 1))
    assert said.code == "document_too_long"
    assert str(limits.MOST_PAGES) in str(said)


COLOURS = ("red", "green", "blue")


def page(words: str) -> list[Line]:
    return [Line(line) for line in words.split("\n")]


def test_running_heads_page_numbers_and_hyphenation_are_gone() -> None:
    pages = [
        page(f"Alliance of Ada and Bo\nAda shall deliver {word} goods to the labo-\nratory of Bo, {word}.\n{number}\n")
        for number, word in enumerate(COLOURS, 1)
    ]
    words = [piece.text for piece in paragraphs(pages) if piece.text]
    assert words == [f"Ada shall deliver {word} goods to the laboratory of Bo, {word}." for word in COLOURS]


def test_a_hyphen_that_belongs_to_a_word_stays() -> None:
    pages = [page("The non-breaching party may end it. The other, non-\nbreaching party may not."), page("Two.")]
    assert any("The other, non-breaching party may not." in piece.text for piece in paragraphs(pages))


def test_a_gap_begins_a_paragraph() -> None:
    pages = [page("Ada shall deliver the goods\n\nto nobody. This is another paragraph and it is long enough")]
    assert len([piece for piece in paragraphs(pages) if piece.text]) == 2
