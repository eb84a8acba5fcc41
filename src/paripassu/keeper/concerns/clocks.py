"""The clocks of a concern, as functions of its days: both sides see the same; nobody enters that it is late."""

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Literal

from paripassu.alliance import days
from paripassu.alliance.alliance import Alliance
from paripassu.keeper.concerns.tables import Concern, ConcernReader

WATCH_DAYS = (30, 60, 90)
"""So many days after it was raised, the writer is asked whether anything got worse."""

Status = Literal["waits", "silent", "acknowledged", "late", "answered"]


def months_on(day: date, months: int) -> date:
    """The same day of the month so many months later; the last of that month where there is no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def status(row: Concern, now: datetime) -> Status:
    """Where a concern stands."""
    if row.answered is not None:
        return "answered"
    if days.over(row.answer_by, now):
        return "late"
    if row.acknowledged is not None:
        return "acknowledged"
    return "silent" if days.over(row.acknowledge_by, now) else "waits"


def deserted(row: Concern, alliance: Alliance) -> bool:
    """Whether nobody who was let in sits here any more: then it waits for nobody."""
    seats = alliance.parties.seats
    reading = row.readers.exclude(why__in=("writer", "silence")).values_list("person", flat=True)
    return not any(person in seats and seats[person].until is None for person in reading)


def passed_on(row: Concern, now: datetime, alliance: Alliance) -> bool:
    """Whether it goes to the one after those who were picked: these were silent beyond their time, or are all gone."""
    missed = (row.acknowledged, row.acknowledge_by), (row.answered, row.answer_by)
    return any(done > due if done else days.over(due, now) for done, due in missed) or deserted(row, alliance)


def readable(reader: ConcernReader, now: datetime, alliance: Alliance) -> bool:
    """Whether this reader is let in: always, but one who is named for the case of silence only then."""
    return reader.why != "silence" or passed_on(reader.concern, now, alliance)


def asked(row: Concern, now: datetime) -> tuple[int, ...]:
    """The days of the watch that have come and are not answered."""
    return tuple(
        each for each in WATCH_DAYS
        if each not in row.watched and days.begun(row.raised + timedelta(days=each), now)
    )  # fmt: skip
