"""The automatic numbers of Word."""

import io

import docx
import pytest

from paripassu.reading.document import document
from paripassu.reading.numbering import figure


def test_numbers_and_tables_of_a_word_document_are_written_out() -> None:
    made = docx.Document()
    made.add_heading("Duties", 1)
    made.add_paragraph("Ada shall pay.", style="List Number")
    made.add_paragraph("Bo shall build.", style="List Number")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Price", "100 EUR"
    held = io.BytesIO()
    made.save(held)
    read_back = document("a.docx", held.getvalue())
    assert [read_back.text[b.start : b.end] for b in read_back.blocks] == [
        "Duties",
        "1. Ada shall pay.",
        "2. Bo shall build.",
        "Price | 100 EUR",
    ]
    assert [block.kind for block in read_back.blocks] == ["heading", "list", "list", "table"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (4, "lowerRoman", "iv"),
        (14, "upperRoman", "XIV"),
        (2, "lowerLetter", "b"),
        (28, "lowerLetter", "bb"),
        (7, "decimal", "7"),
    ],
)
def test_figures_are_written_as_word_writes_them(number: int, form: str, written: str) -> None:
    assert figure(number, form) == written
