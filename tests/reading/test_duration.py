"""When the term ends."""

import pytest

from tests.reading.texts import alliance, drafted, value


def test_a_term_that_hangs_on_an_unknown_day_stays_an_expression() -> None:
    text = alliance().replace("from the Effective Date.", "from the Launch Date.")
    assert value(drafted(text), "expiration_date") == "5 years after Launch Date"


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("The term of this Agreement shall be for a period of five (5) years from the Effective Date.", "2026-03-03"),
        ("This Agreement shall continue in full force until December 31, 2024.", "2024-12-31"),
        ("This Agreement shall remain in effect until terminated by either party.", "perpetual"),
        ("This Agreement shall continue until the second anniversary of the Effective Date.", "2023-03-03"),
        ("The weather was fine for two years.", None),
    ],
)
def test_the_end_is_a_date_when_all_is_stated(sentence: str, ends: str | None) -> None:
    told = "The term of this Agreement shall be for a period of five (5) years from the Effective Date."
    assert value(drafted(alliance().replace(told, sentence)), "expiration_date") == ends


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("This Agreement shall continue for an indefinite term unless terminated.", "perpetual"),
        ("The term of this Agreement shall be for five (5) years from the Launch Date.", "5 years after Launch Date"),
        ("The Cooperation Term of the parties shall be two years from May 1, 2013 to April 30, 2015.", "2015-04-30"),
        ("This Agreement comes into force as of January 1, 2013 and remains valid for 1 year.", "2014-01-01"),
    ],
)
def test_an_end_is_computed_only_from_a_day_that_is_stated(words: str, value: str) -> None:
    found = drafted(f"AGREEMENT\n\n{words}").expiration_date
    assert found is not None
    assert found.value == value


def test_the_length_of_the_term_is_told_apart_from_its_end() -> None:
    found = drafted("AGREEMENT\n\nThe initial term of this Agreement is three (3) years.").duration
    assert found is not None
    assert found.value == "3 years"
