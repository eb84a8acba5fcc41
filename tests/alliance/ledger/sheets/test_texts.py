"""The encoding of a CSV file is told, and no bytes are a traceback."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.ledger.sheets.columns import known
from paripassu.alliance.ledger.sheets.texts import encoding_of, grid_of_text
from paripassu.alliance.refusals import Refused


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Žluťoučký kůň úpěl ďábelské ódy, příliš žluťoučký kůň\n" * 5, "cp1250"),
     ("Съешь же ещё этих мягких французских булок, да выпей чаю\n" * 5, "cp1251")],
)  # fmt: skip
def test_other_encodings_of_one_byte_are_guessed_from_the_text(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    assert content.decode(encoding_of(content, "t.csv")) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refused):
        assert grid_of_text(content, "t.csv", known).rows
