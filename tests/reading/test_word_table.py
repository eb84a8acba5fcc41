"""Tables of Word files with merged cells."""

from paripassu.reading.document import document
from tests.reading.files import archive

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_rows(*rows: str) -> list[str]:
    """The lines of a Word file that has one table."""
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    xml = f"<w:document {SPACE}><w:body>{body}</w:body></w:document>"
    return document("a.docx", archive(**{"word/document.xml": xml.encode()})).text.split("\n\n")


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_a_label_over_several_rows_of_a_word_table_stands_in_each() -> None:
    assert word_rows(
        cell("Year one", RESTART) + cell("Ada") + cell("$500"),
        cell("", GOES_ON) + cell("Bo") + cell("$700"),
        cell("Year two") + cell("Both", '<w:gridSpan w:val="2"/>'),
    ) == ["Year one | Ada | $500", "Year one | Bo | $700", "Year two | Both"]


def test_a_sentence_over_several_rows_stands_once() -> None:
    duty = "Ada shall deliver the goods of this row and of the next."
    assert word_rows(cell(duty, RESTART) + cell("June"), cell("", GOES_ON) + cell("July")) == [f"{duty} | June", "July"]


def test_a_table_within_a_cell_of_a_word_file_is_read_once() -> None:
    inner = f"<w:tc><w:tbl><w:tr>{cell('five')}</w:tr></w:tbl></w:tc>"
    assert word_rows(cell("Units") + inner) == ["Units | five"]
