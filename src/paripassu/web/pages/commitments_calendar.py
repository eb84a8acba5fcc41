"""When commitments are due: a month at a glance, a calendar file, and a private address for calendar programs."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from icalendar import Calendar as Feed
from icalendar import Event

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import Commitment, Standing, owed_by, standings
from paripassu.keeper import feeds
from paripassu.keeper.access import Sitting
from paripassu.web import clock, promised
from paripassu.web.pages.commitments import usual
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated
from paripassu.web.secret_links import opened_by_link

SHOWN = frozenset({"open", "returned", "late", "missed", "blocked", "delivered", "accepted"})
"""What a calendar shows; what was released or replaced is not due any more."""


class Entry(NamedTuple):
    """Something due on a day: the commitment, the day it is due by and where that stands."""

    commitment: Commitment
    due: date
    on: date
    stands: Standing


class CalendarDay(NamedTuple):
    """A day of the month view: whether it is of this month, whether it is today, and what is due."""

    day: date
    inside: bool
    today: bool
    entries: list[Entry]


def due(alliance: Alliance, now: datetime) -> list[Entry]:
    """Everything due under commitments that all concerned have agreed to, by day."""
    found = [
        Entry(commitment, day, owed_by(commitment, day), stands)
        for commitment in alliance.commitments.by_index.values()
        for day, stands in standings(commitment, now).items()
        if stands in SHOWN
    ]
    return sorted(found, key=lambda each: (each.on, each.commitment.index, each.due))


@seated
@in_force
def month(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """One month, from Monday to Sunday, with what is due on each day."""
    now = clock.now()
    first = _month(request.GET.get("month", ""), now.date())
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
    weeks = _weeks(due(sitting.alliance, now), first, now.date())
    context = {
        "first": first,
        "before": before,
        "after": after,
        "months": {each: formats.date_format(each, "YEAR_MONTH_FORMAT") for each in (before, first, after)},
        "weeks": weeks,
        "any_due": any(day.entries for week in weeks for day in week),
        "weekday_words": list(WEEKDAYS.values()),
        "has_feed": feeds.has_feed(sitting),
        "feed": request.session.pop(f"feed:{sitting.slug}", ""),
        **usual(sitting),
    }
    return render(request, "commitments/calendar.html", context)


def _month(text: str, today: date) -> date:
    """The first day of the month that is asked for; of this one when it is none."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if 1990 <= asked.year <= 2200 else today.replace(day=1)


def _weeks(found: Iterable[Entry], first: date, today: date) -> list[list[CalendarDay]]:
    on: dict[date, list[Entry]] = {}
    for each in found:
        on.setdefault(each.on, []).append(each)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return [
        [CalendarDay(day, day.month == first.month, day == today, on.get(day, [])) for day in week] for week in weeks
    ]


# --- calendar files ---


@seated
def download(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The due days as a calendar file, as they stand now."""
    return _file(request, sitting, as_attachment=True)


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The same for a calendar program that knows a private address. NotHere for any other address."""
    return _file(request, feeds.sitting_of(token), as_attachment=False)


def _file(request: HttpRequest, sitting: Sitting, *, as_attachment: bool) -> HttpResponse:
    response = HttpResponse(_calendar(request, sitting), content_type="text/calendar; charset=utf-8")
    if as_attachment:
        response["Content-Disposition"] = f'attachment; filename="{sitting.slug}-commitments.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _calendar(request: HttpRequest, sitting: Sitting) -> bytes:
    """The due days in the format of calendar programs [RFC5545]: each a whole day, with its page."""
    made = Feed()
    made.add("prodid", "-//Pari Passu//commitments//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("%(name)s: commitments") % {"name": sitting.alliance.name})
    for each in due(sitting.alliance, clock.now()):
        made.add_component(_event(request, sitting, each))
    return bytes(made.to_ical())


def _event(request: HttpRequest, sitting: Sitting, each: Entry) -> Event:
    fact = each.commitment.fact
    names = sitting.alliance.parties
    page = request.build_absolute_uri(reverse("commitment", args=[sitting.slug, each.commitment.index]))
    fields = {
        "owner": names.name(fact.owner),
        "to": names.names(fact.to),
        "stands": promised.STATUSES[each.stands],
        "what": fact.what,
    }
    event = Event()
    event.add("uid", f"{sitting.slug}-{each.commitment.index}-{each.due.isoformat()}@{request.get_host()}")
    event.add("dtstamp", each.commitment.since or datetime(1970, 1, 1, tzinfo=UTC))
    event.add("dtstart", each.on)
    event.add("dtend", each.on + timedelta(days=1))
    event.add("summary", _("%(owner)s: %(what)s") % {**fields, "what": fact.what[:120]})
    event.add("description", _("%(owner)s owes this to %(to)s. %(stands)s.\n\n%(what)s") % fields)
    event.add("url", page)
    return event


@seated(page=month)
def renew(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Make a private address, in place of the one before, and show it once."""
    token = feeds.renewed(sitting)
    address = request.build_absolute_uri(reverse("commitments_feed", args=[token]))
    request.session[f"feed:{sitting.slug}"] = address
    messages.success(request, _("Here is your private address. An address you had before leads nowhere now."))
    return redirect("commitments_calendar", sitting.slug)


@seated(page=month)
def end(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Take the private address away."""
    feeds.ended(sitting)
    messages.success(request, _("Your private address leads nowhere now."))
    return redirect("commitments_calendar", sitting.slug)


site = [path("feeds/<slug:token>/commitments.ics", opened_by_link(feed), name="commitments_feed")]
alliance = [
    path("commitments/calendar/", month, name="commitments_calendar"),
    path("commitments/calendar.ics", download, name="commitments_download"),
    path("commitments/calendar/address/", renew, name="commitments_address"),
    path("commitments/calendar/address/end/", end, name="commitments_address_end"),
]
