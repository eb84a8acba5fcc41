"""The history of a figure: what it was at the end of each quarter of a year before, by what is known now.

Of an earlier day counts what had happened by then, as far as it is known by now: what was confirmed late counts on its
day, and what was taken back since does not. So nobody can choose afterwards which past is shown, and everybody reckons
the same one from their own copy.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from paripassu.measures import figures
from paripassu.measures.areas import QUARTER
from paripassu.measures.balance import balance, months_before
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.questions import readings
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MOST = 8
"""Quarters that a history goes back at most."""


class Then(NamedTuple):
    """A figure on a day; `reading` is None where nobody asked for it yet."""

    on: date
    reading: Reading | None


def history(alliance: "Alliance", now: datetime, measure: str, about: str) -> list[Then]:
    """The figure at the end of each quarter since an agreement is in force, the oldest first, without today's."""
    return [Then(day, _found(_read(alliance, day, measure, about), measure, about)) for day in days(alliance, now)]


def _read(alliance: "Alliance", day: date, measure: str, about: str) -> list[Reading]:
    page = CATALOGUE[measure].page
    if page == "balance":
        return figures.readings(balance(alliance, about.partition("/")[0], at=day))
    return readings(alliance, _evening(day), page)


def days(alliance: "Alliance", now: datetime) -> list[date]:
    """The days that a history shows: three months apart, back to the day since which an agreement is in force."""
    versions = alliance.agreement.versions
    if not versions:
        return []
    back = (months_before(now.date(), QUARTER * quarter) for quarter in range(1, MOST + 1))
    return list(takewhile(lambda day: day >= versions[0].since.date(), back))[::-1]


def _evening(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def _found(found: Iterable[Reading], measure: str, about: str) -> Reading | None:
    return next((one for one in found if (one.measure, one.about) == (measure, about)), None)
