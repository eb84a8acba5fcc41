"""Dates and spans of time as agreements write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.reading.dates import DATE, SPAN, Span, iso, later, span


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("May 22, 2000", "2000-05-22"),
        ("22 May 2000", "2000-05-22"),
        ("this 22nd day of May, 2000", "2000-05-22"),
        ("26t h day of May, 2017", "2017-05-26"),
        ("Nov  5,  1999", "1999-11-05"),
        ("2013-04-22", "2013-04-22"),
        ("6/21/99", "1999-06-21"),
        ("March ___, 1999", "1999-03"),
        ("April 2013", "2013-04"),
        ("the __ day of ____, 2014", "2014"),
        ("February 30, 2001", "2001-02"),
    ],
)
def test_a_date_is_read_and_a_blank_in_it_is_left_blank(written: str, meant: str) -> None:
    match = DATE.search(written)
    assert match is not None
    assert iso(match) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sixty (60) days", "60 days"),
        ("twelve (12) months", "12 months"),
        ("one year", "1 year"),
        ("30- days", "30 days"),
        ("one hundred eighty (180) days", "180 days"),
    ],
)
def test_a_span_of_time_is_read(written: str, meant: str) -> None:
    match = SPAN.search(written)
    assert match is not None
    assert str(span(match)) == meant


def test_a_later_date_keeps_to_the_calendar_and_to_what_is_known() -> None:
    assert later("2020-02-29", Span(1, "year")) == "2021-02-28"
    assert later("2019-10-31", Span(4, "month")) == "2020-02-29"
    assert later("2019-12-31", Span(2, "week")) == "2020-01-14"
    assert later("2013", Span(3, "year")) == "2016"
    assert later("2013", Span(3, "month")) == ""
    assert later("2020-01-01", Span(5, "business day")) == ""


PIECES = [
    "March 5, 1999",
    "the 3rd day of May, 2001",
    "2004-10-11",
    "1/2/03",
    "____ 2010",
    "May",
    "1999",
    " ",
    "x" * 300,
    "day of 2012",
    "12",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.integers(0, 60))
def test_dates_near_a_year_are_all_dates(pieces: list[str], start: int) -> None:
    text = " ".join(pieces)
    found = [match.span() for match in DATE.finditer(text, start)]
    assert found == [match.span() for match in DATE.whole.finditer(text, start)]
