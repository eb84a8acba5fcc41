"""To whom, when, on which condition, how much: each from its own part of the sentence."""

import pytest

from paripassu.reading.slots import condition, due, ruled, sum_of


def slots(words: str) -> tuple[str, str, str]:
    """Due, condition and amount of a sentence with "Ada" for its subject and "shall" for its modal."""
    at = words.index("Ada shall")
    here = ruled(words, 0, at, at + len("Ada shall"), len(words), len(words))
    unless = condition(words, here)
    spans = (due(words, here, unless), unless, sum_of(words, here, unless))
    return tuple(words[slice(*span)] if span else "" for span in spans)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Following the Launch Date, Ada shall run the shop.", ("Following the Launch Date", "", "")),
        (
            "At the request of Bo, Ada shall pay $500 within thirty (30) days after receipt of the bill.",
            ("within thirty (30) days after receipt of the bill", "At the request of Bo", "$500"),
        ),
        (
            "If an audit shows a gap of more than 3% within 10 days, Ada shall promptly pay 5% of Net Sales.",
            ("promptly", "If an audit shows a gap of more than 3% within 10 days", "5% of Net Sales"),
        ),
        ("Ada shall not assign it without the prior consent of Bo.", ("", "without the prior consent of Bo", "")),
        ("Ada shall tell Bo, which may then answer within 5 days.", ("", "", "")),
        ("Ada shall keep the books during the Term.", ("during the Term", "", "")),
    ],
)
def test_time_condition_and_amount_do_not_run_into_each_other(words: str, found: tuple[str, str, str]) -> None:
    assert slots(words) == found


def test_a_proviso_behind_a_semicolon_is_a_condition() -> None:
    words = "Ada shall deliver; provided that Bo pays first; Bo shall pay."
    here = ruled(words, 0, 0, 9, words.index(";"), len(words))
    unless = condition(words, here)
    assert unless
    assert words[slice(*unless)] == "provided that Bo pays first"
