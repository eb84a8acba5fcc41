"""The cadence of check-ins as the agreement has it: on which days they fall, without drifting at the end of a month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Literal

import msgspec

from paripassu.alliance.refusals import Finding

Unit = Literal["day", "week", "month"]

DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 28}
"""The least number of days that a unit has."""

MOST_UNITS = 60
MOST_NOTICE = 28


class Cadence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A check-in every so many days, weeks or months, from the day `first` on.

    `notice`: so many days before a check-in its agenda is closed. It has to be called before that.
    """

    every: int
    unit: Unit
    first: date
    notice: int = 7


def days(cadence: Cadence, start: date, stop: date) -> tuple[date, ...]:
    """The days of a series from `start` to `stop`, both included.

    Each is reckoned from the first: a series that begins on the 31st falls on the last day of shorter months, and on
    the 31st again after them.
    """
    return tuple(_days(cadence, start, stop))


def _days(cadence: Cadence, start: date, stop: date) -> Iterator[date]:
    longest = cadence.every * (DAYS[cadence.unit] if cadence.unit != "month" else 31)
    for number in count(max((start - cadence.first).days, 0) // longest):
        day = _day(cadence, number)
        if day is None or day > stop:
            return
        if day >= start:
            yield day


def _day(cadence: Cadence, number: int) -> date | None:
    """The day of a series with this number, from 0; None beyond the calendar."""
    try:
        if cadence.unit == "month":
            return _months_later(cadence.first, number * cadence.every)
        return cadence.first + timedelta(days=number * cadence.every * DAYS[cadence.unit])
    except (OverflowError, ValueError):
        return None


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def faults(cadence: Cadence) -> list[Finding]:
    """What keeps a cadence from being agreed."""
    if not 1 <= cadence.every <= MOST_UNITS:
        return [Finding("checkins", f"A check-in comes every 1 to {MOST_UNITS} days, weeks or months.")]
    most = min(cadence.every * DAYS[cadence.unit] - 1, MOST_NOTICE)
    if not 0 <= cadence.notice <= most:
        return [Finding("checkins", f"With this cadence the agenda can close 0 to {most} days before a check-in.")]
    return []
