"""Days begin and end at other moments elsewhere; nobody is early or late because of where the server stands."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.days import beginning, begun, days_over, days_until, ended, over

LEAP = date(2028, 2, 29)


def test_a_day_has_begun_when_it_is_midnight_at_the_date_line() -> None:
    assert not begun(LEAP, datetime(2028, 2, 28, 9, 59, tzinfo=UTC))
    assert begun(LEAP, datetime(2028, 2, 28, 10, 0, tzinfo=UTC))


def test_a_day_is_over_when_it_has_ended_everywhere() -> None:
    assert not over(LEAP, datetime(2028, 3, 1, 11, 59, tzinfo=UTC))
    assert over(LEAP, datetime(2028, 3, 1, 12, 0, tzinfo=UTC))


def test_days_are_counted_by_the_latest_calendar() -> None:
    noon = datetime(2028, 3, 3, 12, 0, tzinfo=UTC)
    assert days_over(LEAP, noon) == 3
    assert days_until(date(2028, 3, 5), noon) == 2


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)), st.integers(-5, 5))  # noqa: DTZ001
def test_no_day_is_over_before_it_has_begun_and_it_lasts_fifty_hours(now: datetime, shift: int) -> None:
    day = now.date() + timedelta(days=shift)
    assert not over(day, now) or begun(day, now)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=14)
    assert begun(day, start)
    assert not over(day, start + timedelta(hours=49, minutes=59))
    assert over(day, start + timedelta(hours=50))
    assert (days_over(day, now) > 0) == over(day, now)


@given(st.dates(date(2020, 1, 2), date(2040, 12, 30)))
def test_a_day_goes_on_from_its_first_to_its_last_moment_anywhere(day: date) -> None:
    first, last, tick = beginning(day), ended(day), timedelta(microseconds=1)
    assert begun(day, first)
    assert not begun(day, first - tick)
    assert over(day, last)
    assert not over(day, last - tick)
