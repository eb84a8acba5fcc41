"""The series of check-ins that the agreement wants: its days, which nobody has called, when an agenda closes."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from paripassu.alliance.agreement import cadence, version_in_force
from paripassu.alliance.checkins.meetings import Checkin
from paripassu.alliance.checkins.rescheduling import FURTHEST
from paripassu.alliance.days import LATEST, days_until

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

USUAL_NOTICE = 2
"""Days before a check-in when its agenda closes, where the agreement says nothing."""

LOOKING_BACK = timedelta(days=366)


def notice(alliance: "Alliance") -> int:
    """How many days before a check-in its agenda is closed."""
    series = version_in_force(alliance).terms.checkins
    return series.notice if series else USUAL_NOTICE


def series_days(alliance: "Alliance", start: date, stop: date) -> tuple[date, ...]:
    """The days from `start` to `stop` on which the agreement in force wants a check-in; none after its end."""
    if not alliance.agreement.versions:
        return ()
    version = alliance.agreement.versions[-1]
    terms = version.terms
    if terms.checkins is None:
        return ()
    last = min(stop, terms.ends) if terms.ends else stop
    return cadence.days(terms.checkins, max(start, version.since.date()), last)


def uncalled(alliance: "Alliance", start: date, stop: date) -> list[date]:
    """The days of the series that no check-in serves, whether held, ahead, cancelled or missed."""
    served = {checkin.due for checkin in alliance.checkins.by_index.values()}
    return [day for day in series_days(alliance, start, stop) if day not in served]


def next_day(alliance: "Alliance", now: datetime) -> date | None:
    """The first day of the series that is not over and that nobody has called; None without a cadence."""
    today = (now + LATEST).date()
    found = uncalled(alliance, today, today + min(FURTHEST, date.max - today))
    return found[0] if found else None


def agenda_closed(alliance: "Alliance", checkin: Checkin, now: datetime) -> bool:
    """Whether nothing can be put on the agenda of a check-in any more."""
    return not checkin.ahead or days_until(checkin.when.on, now) < max(notice(alliance), 1)


def passed(alliance: "Alliance", now: datetime) -> list[date]:
    """The days of the series in the last year that are over and that nobody called, oldest first."""
    yesterday = (now + LATEST).date() - timedelta(days=1)
    return uncalled(alliance, yesterday - LOOKING_BACK, yesterday)
