"""Days that recur: by the calendar, with leap days, never without end."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.commitments.recurrences import HORIZON, MOST_DAYS, Every, days, rule
from paripassu.alliance.refusals import Refused
from tests.cast import refused

FIRST = date(2026, 1, 31)


def test_without_a_rule_it_is_due_once() -> None:
    assert days(FIRST, "") == (FIRST,)


def test_the_end_of_a_month_stays_the_end_of_the_month() -> None:
    found = days(FIRST, rule("month", FIRST, date(2026, 5, 31)))
    assert [day.isoformat()[5:] for day in found] == ["01-31", "02-28", "03-31", "04-30", "05-31"]


def test_the_thirtieth_is_the_last_of_february_and_else_the_thirtieth() -> None:
    first = date(2023, 11, 30)
    found = days(first, rule("month", first, date(2024, 4, 1)))
    assert [day.isoformat()[5:] for day in found] == ["11-30", "12-30", "01-30", "02-29", "03-30"]


def test_what_is_due_on_a_leap_day_is_due_on_the_28th_in_other_years() -> None:
    first = date(2024, 2, 29)
    found = days(first, rule("year", first, date(2028, 12, 31)))
    assert [str(day) for day in found] == ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_a_rule_as_it_stands_skips_months_without_its_day() -> None:
    assert [day.month for day in days(FIRST, "FREQ=MONTHLY;COUNT=4")] == [1, 3, 5, 7]


def test_the_last_friday_of_each_quarter() -> None:
    found = days(date(2026, 3, 27), "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR;COUNT=3")
    assert [str(day) for day in found] == ["2026-03-27", "2026-06-26", "2026-09-25"]


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=HOURLY;COUNT=2", "FREQ=DAILY;BYHOUR=9;COUNT=2", "every month", "FREQ=", "COUNT=3", "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;FREQ=DAILY;COUNT=2", "FREQ=MONTHLY;BYDAY=99MO;COUNT=2", "FREQ=DAILY;UNTIL=20260231",
        "FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3", "FREQ=DAILY;COUNT=2\nX=Y", "FREQ=DAILY;COUNT=" + "9" * 300,
        "FREQ=DAILY;COUNT=٣",
    ],
)  # fmt: skip
def test_a_rule_that_is_none_for_days_is_refused(text: str) -> None:
    with refused("recurrence_unreadable"):
        days(FIRST, text)


def test_a_rule_without_end_is_refused() -> None:
    with refused("recurs_for_ever"):
        days(FIRST, "FREQ=WEEKLY")
    with refused("recurs_for_ever"):
        days(FIRST, "FREQ=WEEKLY;COUNT=2;UNTIL=20270101")


def test_a_rule_that_gives_too_many_days_is_refused() -> None:
    assert len(days(FIRST, f"FREQ=DAILY;COUNT={MOST_DAYS}")) == MOST_DAYS
    with refused("recurs_too_often"):
        days(FIRST, f"FREQ=DAILY;COUNT={MOST_DAYS + 1}")
    with refused("recurs_too_often"):
        days(FIRST, "FREQ=DAILY;UNTIL=20400101")


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "FREQ=MONTHLY;BYMONTH=99;COUNT=2",
        "FREQ=WEEKLY;BYDAY=5SA;COUNT=3", "FREQ=DAILY;UNTIL=20260130",
        "FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=1;COUNT=2",
    ],
)  # fmt: skip
def test_the_first_day_is_one_of_the_rule_or_it_is_refused(text: str) -> None:
    with refused("recurs_from_elsewhere"):
        days(FIRST, text)


def test_days_long_ago_are_refused_and_nothing_breaks() -> None:
    for first in (date(1, 1, 1), date(21, 1, 31), date(1899, 12, 31)):
        with refused("day_unfit"):
            days(first, "FREQ=DAILY;COUNT=3")
    assert days(date(9999, 12, 30), "FREQ=DAILY;COUNT=9") == (date(9999, 12, 30), date(9999, 12, 31))
    with refused("recurs_from_elsewhere"):
        days(date(2026, 1, 31), rule("month", date(2026, 1, 31), date(21, 1, 1)))


EVERY = st.sampled_from(["week", "fortnight", "month", "quarter", "half", "year"])
APART = {"week": (7, 7), "fortnight": (14, 14), "month": (28, 31), "quarter": (89, 92), "half": (181, 184),
         "year": (365, 366)}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(every=EVERY, first=st.dates(date(1990, 1, 1), date(2100, 1, 1)), length=st.integers(0, 3600))
def test_any_day_can_recur_at_any_pace(every: Every, first: date, length: int) -> None:
    until = first + timedelta(days=length)
    found = days(first, rule(every, first, until))
    least, most = APART[every]
    assert found[0] == first
    assert found[-1] <= until < found[-1] + timedelta(days=most + 1)
    gaps = [(later - earlier).days for earlier, later in pairwise(found)]
    assert all(least - 1 <= gap <= most + 1 for gap in gaps)


WORDS = st.sampled_from(
    ["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "COUNT=7", "UNTIL=20330101", "INTERVAL=3", "BYDAY=SA",
     "BYDAY=-1SA,2MO", "BYMONTHDAY=31,-1", "BYMONTH=1,2", "BYSETPOS=-1", "BYSETPOS=1", "INTERVAL=999"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(WORDS, min_size=2, max_size=6, unique_by=lambda part: part.partition("=")[0]))
def test_whatever_a_rule_says_it_ends_in_order_within_its_bounds(parts: list[str]) -> None:
    try:
        found = days(FIRST, ";".join(parts))
    except Refused:
        found = (FIRST,)
    assert found[0] == FIRST
    assert list(found) == sorted(set(found))
    assert len(found) <= MOST_DAYS
    assert found[-1] <= FIRST + HORIZON
