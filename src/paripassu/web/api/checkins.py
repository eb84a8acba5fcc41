"""Check-ins: when they were or will be, who was there, and what the parties agreed was said."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from paripassu.alliance.checkins.meetings import Checkin, Minute, status
from paripassu.web import clock
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Shape, part

router = Router()


class ItemShape(Shape):
    """What a party put on the agenda."""

    entry: int
    party: str
    text: str


class MinuteShape(Shape):
    """A minute as one party wrote it. `item` is its place on the agenda, `settled` since when all have agreed to it."""

    entry: int
    party: str
    item: int | None
    text: str
    agreed: list[str]
    objected: dict[str, str]
    settled: datetime | None


class PreparationShape(Shape):
    """What a party had prepared; it is here once it was opened."""

    entry: int
    party: str
    expectations: str
    concerns: str
    progress: str


class CheckinShape(Shape):
    """A check-in. `due` is the day of the agreed series that it serves; `attended` lists people by their ids."""

    entry: int
    entered: datetime
    party: str
    on: date
    time: str
    zone: str
    place: str
    due: date | None
    status: str
    opened: datetime | None
    missed: datetime | None
    cancelled: datetime | None
    handed_in: list[str]
    prepared: list[PreparationShape]
    items: list[ItemShape]
    attended: dict[str, list[str]]
    minutes: list[MinuteShape]


class Checkins(Part):
    """A part of the check-ins."""

    items: list[CheckinShape]


@router.get("/alliances/{slug:slug}/checkins/", response={200: Checkins, **ASKED_PROBLEMS}, url_name="checkins")
def checkins(request: HttpRequest, slug: str, asked: Query[Asked]) -> dict[str, Any]:
    """The check-ins, in the order in which they were called."""
    sitting, now = seat(request, slug), clock.now()
    found = sitting.alliance.checkins.by_index.values()
    return part(sitting, found, asked, lambda each: each.index, lambda each: _shaped(each, now))


def _shaped(each: Checkin, now: datetime) -> CheckinShape:
    items = [one for one in each.items.values() if not one.withdrawn]
    return CheckinShape(
        entry=each.index,
        entered=each.entered,
        party=each.party,
        on=each.when.on,
        time=each.when.time,
        zone=each.when.zone,
        place=each.when.place,
        due=each.due,
        status=status(each, now),
        opened=each.opening.at if each.opening else None,
        missed=each.missed,
        cancelled=each.cancelled,
        handed_in=sorted(each.handed),
        prepared=[_preparation(each, party) for party in sorted(each.prepared)],
        items=[ItemShape(entry=one.index, party=one.party, text=one.text) for one in items],
        attended={party: list(there.people) for party, there in sorted(each.attendance.items())},
        minutes=[_minute(one) for one in each.standing_minutes],
    )


def _preparation(each: Checkin, party: str) -> PreparationShape:
    said = each.prepared[party]
    fact = said.fact
    return PreparationShape(
        entry=said.entry,
        party=party,
        expectations=fact.expectations,
        concerns=fact.concerns,
        progress=fact.progress,
    )


def _minute(one: Minute) -> MinuteShape:
    return MinuteShape(
        entry=one.index,
        party=one.party,
        item=one.item,
        text=one.text,
        agreed=sorted(one.agreed),
        objected=one.objected,
        settled=one.settled,
    )
