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
