"""What a column tells about its decimal sign and its dates."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.ledger.sheets.numerals import SIGNS, Sign, Told, day, number, told


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("1234", ".", "1234"), ("1,234", ".", "1234"), ("1,234", ",", "1.234"), ("1.234.567,8", ",", "1234567.8"),
        ("1 234,5", ",", "1234.5"), ("1\u202f234,5", ",", "1234.5"), ("−5", ".", "-5"), (".5", ".", "0.5"),
        ("1'000.50", ".", "1000.5"), ("0.123", ",", None), ("12,34", ".", None), ("1,2,3", ",", None), ("", ".", None),
        ("1e5", ".", None), ("١٢", ".", None), ("²", ".", None), ("NaN", ".", None), ("1,234 567", ".", None),
    ],
)  # fmt: skip
def test_numbers_are_read_with_one_sign(text: str, sign: Sign, value: str | None) -> None:
    assert number(text, sign) == (None if value is None else Decimal(value))


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2), st.sampled_from(SIGNS))
def test_a_grouped_number_is_read_back(value: Decimal, sign: Sign) -> None:
    written = f"{value:,}" if sign == "." else f"{value:,}".translate(str.maketrans(",.", ".,"))
    assert number(written, sign) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-05", date(2026, 1, 5)), ("2026-1-5T10:00:00Z", date(2026, 1, 5)), ("5.1.2026", date(2026, 1, 5)),
        ("05/01/2026", date(2026, 1, 5)), ("05/01/26", None), ("31/31/2026", None), ("2026-01/05", None),
    ],
)  # fmt: skip
def test_days_are_read_with_the_day_first(text: str, expected: date | None) -> None:
    assert day(text, "day") == expected


def test_a_column_tells_contradicts_or_asks() -> None:
    assert told([(2, "1.5"), (3, "1.234")], SIGNS, number) == Told(".")
    assert told([(2, "1.5"), (3, "1,5")], SIGNS, number) == Told(None, clash=(2, 3))
    assert told([(2, "7"), (3, "1.234")], SIGNS, number) == Told(None, asks=3)
    assert told([(2, "7"), (3, "x")], SIGNS, number) == Told(None)
