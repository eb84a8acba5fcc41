"""Pieces become one text with places."""

import pytest

from paripassu.reading.layout import Piece, kind_of, laid_out


def test_blocks_know_their_page_and_where_they_stand() -> None:
    text, blocks, starts = laid_out(
        [Piece("heading", "Duties", 1), Piece("paragraph", "", 2), Piece("list", "1. Pay.", 3)]
    )
    assert [(text[block.start : block.end], block.page) for block in blocks] == [("Duties", 1), ("1. Pay.", 3)]
    assert len(starts) == 3


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ARTICLE I", "heading"),
        ("TERM AND TERMINATION", "heading"),
        ("(a) Ada pays.", "list"),
        ("Ada pays.", "paragraph"),
    ],
)
def test_a_block_is_what_it_looks_like(words: str, kind: str) -> None:
    assert kind_of(words) == kind
