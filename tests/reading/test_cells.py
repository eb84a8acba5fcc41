"""Tables with merged cells, in Word files and on pages of HTML."""

import pytest

from paripassu.reading.cells import Cell, table_lines
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


def test_a_label_in_a_column_behind_a_wide_cell_stands_in_its_column() -> None:
    rows = [[Cell("Ada and Bo", across=2), Cell("Oslo", down=2)], [Cell("Ada"), Cell("Bo")]]
    assert list(table_lines(rows)) == ["Ada and Bo | Oslo", "Ada | Bo | Oslo"]


def test_a_table_within_a_cell_of_a_word_file_is_read_once() -> None:
    inner = f"<w:tc><w:tbl><w:tr>{cell('five')}</w:tr></w:tbl></w:tc>"
    assert word_rows(cell("Units") + inner) == ["Units | five"]


@pytest.mark.parametrize("inside", ["{}", "<p>{}</p>", "<div><b>{}</b></div>"])
def test_merged_cells_of_html_are_read_as_those_of_word(inside: str) -> None:
    def td(words: str, more: str = "") -> str:
        return f"<td{more}>{inside.format(words)}</td>"

    page = (
        f"<html><body><table><tr>{td('Year one', ' rowspan=2')}{td('Ada')}{td('$500')}</tr><tr>{td('Bo')}{td('$700')}"
        f"</tr><tr>{td('Year two')}{td('Both', ' colspan=2')}</tr></table><p>Ada shall pay.</p></body></html>"
    )
    assert document("a.html", page.encode()).text.split("\n\n") == [
        "Year one | Ada | $500", "Year one | Bo | $700", "Year two | Both", "Ada shall pay.",
    ]  # fmt: skip


def test_a_table_that_only_sets_out_the_page_is_no_table() -> None:
    page = (
        "<html><table><tr><td><p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p></td><td>Five.</td></tr></table>"
        "<table><tr><td>(a)</td><td>Ada shall pay Bo<br>in May.</td></tr></table></html>"
    )
    read = document("a.html", page.encode())
    assert read.text.split("\n\n") == ["One.", "Two.", "Three.", "Four.", "Five.", "(a) Ada shall pay Bo in May."]
    assert "table" not in {block.kind for block in read.blocks}


@pytest.mark.parametrize(
    "page",
    [
        "<table>" * 3_000 + "<td>a" * 3_000,
        "<table><tr><td rowspan=99999 colspan=99999>a<tr><td>b",
        "<td>a</table></td>b",
    ],
    ids=["tables in tables", "huge spans", "no table"],
)
def test_tables_of_html_that_are_not_closed_are_read_to_their_end(page: str) -> None:
    assert document("a.html", f"<html><body>{page}".encode()).text.startswith("a")
