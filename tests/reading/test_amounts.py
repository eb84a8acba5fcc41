"""Amounts of money, and shares of it."""

import pytest

from paripassu.reading.amounts import amount


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Ada shall pay $5,000 on signing", "$5,000"),
        ("a fee of EUR 2.5 million each year", "EUR 2.5 million"),
        ("pays 400,000 dollars to Bo", "400,000 dollars"),
        ("10% of Net Sales, less returns", "10% of Net Sales"),
        ("12.5 percent of the revenue received", "12.5 percent of the revenue"),
        ("within 30 days of Section 4.2", ""),
    ],
)
def test_an_amount_is_read_as_it_is_written(words: str, found: str) -> None:
    span = amount(words, 0, len(words))
    assert (words[slice(*span)] if span else "") == found
