"""The days of a series do not drift, whatever the calendar does."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.agreement.cadence import DAYS, Cadence, days, faults

CADENCES = st.builds(
    Cadence,
    every=st.integers(1, 12),
    unit=st.sampled_from(["day", "week", "month"]),
    first=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    notice=st.just(0),
)


def test_the_end_of_a_month_stays_the_end_also_after_february() -> None:
    monthly = Cadence(1, "month", date(2027, 12, 31))
    assert days(monthly, date(2028, 1, 1), date(2028, 5, 31)) == (
        date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30), date(2028, 5, 31),
    )  # fmt: skip


def test_a_leap_day_comes_back_on_the_28th_and_in_four_years_on_the_29th() -> None:
    yearly = Cadence(12, "month", date(2028, 2, 29))
    assert days(yearly, date(2028, 1, 1), date(2032, 12, 31)) == (
        date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29),
    )  # fmt: skip


def test_weeks_go_on_over_the_new_year_and_the_change_of_clocks() -> None:
    weekly = Cadence(2, "week", date(2026, 10, 16))
    found = days(weekly, date(2026, 10, 1), date(2027, 4, 10))
    assert {day.weekday() for day in found} == {date(2026, 10, 16).weekday()}
    assert {later - sooner for sooner, later in itertools.pairwise(found)} == {timedelta(days=14)}


def test_nothing_falls_before_the_first_or_after_the_last_day_there_is() -> None:
    daily = Cadence(1, "day", date(2026, 3, 1))
    assert days(daily, date(2026, 2, 1), date(2026, 3, 2)) == (date(2026, 3, 1), date(2026, 3, 2))
    assert days(daily, date(2026, 2, 1), date(2026, 2, 28)) == ()
    late = Cadence(60, "month", date(9998, 1, 1))
    assert days(late, date(9998, 1, 1), date.max) == (date(9998, 1, 1),)


@given(cadence=CADENCES, start=st.dates(date(2020, 1, 1), date(2040, 1, 1)), length=st.integers(0, 800))
def test_a_stretch_of_a_series_is_what_the_whole_series_has_there(cadence: Cadence, start: date, length: int) -> None:
    stop = start + timedelta(days=length)
    whole = days(cadence, date(2020, 1, 1), stop)
    assert days(cadence, start, stop) == tuple(day for day in whole if day >= start)


@given(cadence=CADENCES)
def test_two_check_ins_are_never_closer_than_a_period(cadence: Cadence) -> None:
    found = days(cadence, cadence.first, cadence.first + timedelta(days=2_000))
    least = cadence.every * DAYS[cadence.unit]
    assert all((later - sooner).days >= least for sooner, later in itertools.pairwise(found))


@pytest.mark.parametrize(
    "wrong",
    [
        Cadence(0, "day", date(2026, 1, 1), 0),
        Cadence(61, "week", date(2026, 1, 1)),
        Cadence(1, "week", date(2026, 1, 1), 7),
        Cadence(1, "month", date(2026, 1, 1), -1),
        Cadence(6, "month", date(2026, 1, 1), 29),
    ],
)
def test_a_cadence_that_leaves_no_time_is_found(wrong: Cadence) -> None:
    assert [finding.at for finding in faults(wrong)] == ["checkins"]


def test_a_usual_cadence_is_sound() -> None:
    assert faults(Cadence(3, "month", date(2026, 1, 31))) == []
    assert faults(Cadence(1, "day", date(2026, 1, 1), 0)) == []
