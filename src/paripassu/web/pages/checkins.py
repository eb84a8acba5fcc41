"""Check-ins: those ahead, those held and missed, the agreed series, and the form to call one."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from paripassu.alliance import checkins as rules
from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.checkins import series
from paripassu.alliance.checkins.meetings import Checkin, When, minute_awaits, unprepared
from paripassu.alliance.checkins.rescheduling import PLACE_LIMIT
from paripassu.alliance.parties.membership import voices
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.web import clock, minuted
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated
from paripassu.web.typed import Typed
from paripassu.web.wording import cadence

SERIES_SHOWN = 6
LENGTH = timedelta(hours=1)


class Line(NamedTuple):
    """A check-in as a row: where it stands as word and kind of a chip, and who it still waits for."""

    checkin: Checkin
    title: str
    when: str
    word: Promise
    kind: str
    waits: tuple[str, ...]


@seated
@in_force
def checkins(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What is ahead, soonest first; what was, newest first; and the days of the series that nobody has called."""
    alliance, now = sitting.alliance, clock.now()
    found = sorted(alliance.checkins.by_index.values(), key=lambda each: (each.when.on, each.index))
    terms = version_in_force(alliance).terms
    today = now.date()
    context = {
        "ahead": [_line(sitting, each, now) for each in found if each.ahead],
        "past": [_line(sitting, each, now) for each in reversed(found) if not each.ahead],
        "cadence": cadence(terms.checkins) if terms.checkins else "",
        "words": terms.cadence,
        "coming": series.uncalled(alliance, today, today + timedelta(days=731))[:SERIES_SHOWN],
        "passed": series.passed(alliance, now),
        "part": takes_part(sitting),
    }
    return render(request, "checkins/checkins.html", context)


def takes_part(sitting: Sitting) -> bool:
    """Whether the person may record something about check-ins: everybody whose party has a voice."""
    return bool(sitting.alliance.agreement.versions) and sitting.seat.party in voices(sitting.alliance)


def _line(sitting: Sitting, checkin: Checkin, now: datetime) -> Line:
    word, kind = minuted.where(checkin, now)
    alliance = sitting.alliance
    waits = unprepared(alliance, checkin) if checkin.ahead else ()
    if checkin.opening is not None:
        waits = tuple(sorted({p for minute in checkin.standing_minutes for p in minute_awaits(alliance, minute)}))
    return Line(checkin, minuted.title(checkin), minuted.moment_of(checkin.when), word, kind, waits)


# --- calling one ---


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST calls a check-in and shows it."""
    if request.method == "POST":
        return _call(request, sitting)
    last = sitting.alliance.checkins.held()[-1:]
    context = {
        "due": request.GET.get("due", "")[:10],
        "usual": last[0].when if last else When(clock.now().date()),
        "zones": zones(),
        "notice_days": series.notice(sitting.alliance),
        "part": takes_part(sitting),
    }
    return render(request, "checkins/new.html", context)


def _call(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    fields = asked_when(typed)
    due = typed.optional_day("due", _("The day of the series"))
    typed.check()
    own = due if due == fields["on"] else None  # who picked another day calls one besides
    [recorded] = acts.record(sitting, rules.call, key=typed.key, due=own, **fields)
    names = sitting.alliance.parties.names(voices(sitting.alliance))
    message = _("Called. Next, each party prepares it in private: %(names)s.")
    messages.success(request, message % {"names": names})
    return redirect("checkin", sitting.slug, recorded.index)


def asked_when(typed: Typed) -> dict[str, Any]:
    """Day, time, zone and place of a form."""
    time = typed.text("time", _("The time"), required=False, limit=5)
    zone = typed.text("zone", _("The time zone"), required=False, limit=60)
    if time and zone not in available_zones():
        typed.find("zone", _("Choose the time zone in which the time is meant."))
    place = typed.text("place", _("The place or link"), required=False, limit=PLACE_LIMIT)
    return {"on": typed.day("on", _("The day")), "time": time, "zone": zone if time else "", "place": place}


@cache
def available_zones() -> frozenset[str]:
    """The names of the time zones that this machine knows."""
    return frozenset(available_timezones())


@cache
def zones() -> tuple[str, ...]:
    """The zones for a choice: those of regions, and UTC."""
    regions = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(zone for zone in available_zones() if zone.startswith(regions)))


@seated(page=checkins)
def missed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """State that a day of the series passed without a check-in."""
    typed = Typed(request)
    day = typed.day("on", _("The day"))
    typed.check()
    acts.record(sitting, rules.state_missed, key=typed.key, on=day)
    messages.success(request, _("Stated. That it was missed is on the record for all to see."))
    return redirect("checkins", sitting.slug)


# --- calendar file ---


@seated
@in_force
def calendar(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The check-ins ahead and the coming days of the series, for calendar programs [RFC5545]."""
    response = HttpResponse(_calendar(request, sitting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sitting.slug}-check-ins.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _calendar(request: HttpRequest, sitting: Sitting) -> bytes:
    made, now = Calendar(), clock.now()
    made.add("prodid", "-//Pari Passu//check-ins//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("%(name)s: check-ins") % {"name": sitting.alliance.name})
    for checkin in sitting.alliance.checkins.standing():
        page = request.build_absolute_uri(reverse("checkin", args=[sitting.slug, checkin.index]))
        made.add_component(_event(f"{checkin.index}", checkin.when, checkin.entered, sitting, request, page))
    since = version_in_force(sitting.alliance).since
    page = request.build_absolute_uri(reverse("checkins", args=[sitting.slug]))
    for day in series.uncalled(sitting.alliance, now.date(), now.date() + timedelta(days=366)):
        event = _event(f"series-{day.isoformat()}", When(day), since, sitting, request, page)
        event.add("status", "TENTATIVE")
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(name: str, when: When, stamp: datetime, sitting: Sitting, request: HttpRequest, page: str) -> Event:
    """One event: by the clock of its zone where a time was said, else the whole day."""
    event = Event()
    event.add("uid", f"{sitting.slug}-checkin-{name}@{request.get_host()}")
    event.add("dtstamp", stamp)
    start = begins(when)
    event.add("dtstart", when.on if start is None else start)
    event.add("dtend", when.on + timedelta(days=1) if start is None else start + LENGTH)
    event.add("summary", _("Check-in: %(name)s") % {"name": sitting.alliance.name})
    event.add("location", when.place)
    event.add("url", page)
    return event


def begins(when: When) -> datetime | None:
    """The moment at which a check-in begins by the clock of its zone; None without a time, or in an unknown zone.

    An hour that the clocks leave out in spring is the one after it; of an hour that comes twice in autumn, the first.
    """
    if not when.time or when.zone not in available_zones():
        return None
    hour, minute = when.time.split(":")
    here = datetime(when.on.year, when.on.month, when.on.day, int(hour), int(minute), tzinfo=ZoneInfo(when.zone))
    there_and_back = here.astimezone(ZoneInfo("UTC")).astimezone(here.tzinfo)
    return there_and_back if there_and_back.replace(tzinfo=None) != here.replace(tzinfo=None) else here


alliance = [
    path("checkins/", checkins, name="checkins"),
    path("checkins/new/", new, name="checkin_new"),
    path("checkins/missed/", missed, name="checkins_missed"),
    path("checkins/calendar.ics", calendar, name="checkins_calendar"),
]
