"""Which rows of a file are kept."""

import pytest

from paripassu.alliance.ledger.sheets.grids import MOST_ROWS, Row, filled, no_table, too_big, too_many_rows
from paripassu.alliance.refusals import Refused


def test_rows_in_which_nothing_stands_are_left_out() -> None:
    assert filled([Row(1, ("a",)), Row(2, ("", None)), Row(3, (None, "b"))], "t") == [
        Row(1, ("a",)),
        Row(3, (None, "b")),
    ]


def test_a_file_with_nothing_or_too_much_is_refused() -> None:
    for rows in ([Row(1, ("",))], [Row(number, ("a",)) for number in range(MOST_ROWS + 2)]):
        with pytest.raises(Refused):
            filled(rows, "t")


def test_every_refusal_names_the_file() -> None:
    for refusal in (too_big("t.csv", 20_000_000), too_many_rows("t.csv"), no_table("t.csv", "it is empty.")):
        assert str(refusal).startswith("t.csv ")
