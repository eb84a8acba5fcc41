"""Paragraphs and tables of HTML."""

import pytest

from paripassu.reading.document import document


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
