"""Text, Markdown and HTML."""

import pytest

from paripassu.reading.document import document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_in_another_encoding_is_read(encoding: str) -> None:
    text = "Das Übereinkommen über die Zusammenarbeit zwischen Müller und Söhnen gilt für drei Jahre.\n" * 20
    assert document("a.txt", text.encode(encoding)).text == text


def test_markdown_and_html_lose_their_marks() -> None:
    marked = document("a.md", b"# The Agreement\n\nAda **shall** pay [Bo](http://example.org).\n\n- a list item\n")
    assert [marked.text[b.start : b.end] for b in marked.blocks][:2] == ["The Agreement", "Ada shall pay Bo."]
    page = document("a.html", b"<html><script>x</script><h1>The Agreement</h1><p>Ada &amp; Bo<br>agree</p></html>")
    assert page.text == "The Agreement\n\nAda & Bo\n\nagree"
    assert page.blocks[0].kind == "heading"


def test_the_foot_of_a_page_that_runs_on_in_a_paragraph_is_left_out() -> None:
    text = "Ada shall then be   9   Source: ADA WORKS INC, 10-Q, 11/1/2019\n\n\n\nentitled to repeat the test.\n"
    read = document("a.txt", text.encode())
    assert read.text == text
    assert read.words(0, len(text)) == "Ada shall then be entitled to repeat the test."
    assert [text[block.start : block.end] for block in read.blocks][::3] == [
        "Ada shall then be",
        "entitled to repeat the test.",
    ]
