"""One check-in: its agenda, what each party prepared, how the balance feels and is, its minutes and actions."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from msgspec import UnsetType

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.checkins import preparations
from paripassu.alliance.checkins.agenda import agenda
from paripassu.alliance.checkins.meetings import (
    AgendaItem,
    Checkin,
    Minute,
    Prepared,
    change_awaits,
    minute_awaits,
    status,
    unprepared,
)
from paripassu.alliance.checkins.minutes import WRITING, overtaken
from paripassu.alliance.checkins.series import agenda_closed
from paripassu.alliance.days import begun, over
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import citing, clock, felt, linked, minuted, warned
from paripassu.web.pages.checkins import available_zones, takes_part, zones
from paripassu.web.seated import seated


class MinuteLine(NamedTuple):
    """A minute with who is waited for, and what this person can do with it."""

    minute: Minute
    waits: tuple[str, ...]
    agree: bool
    object: bool
    own: bool
    overtaken: bool


class Point(NamedTuple):
    """A line of the agenda: its number from 0 (None: other business), its words, what it lists, its minutes, and the
    warning that it is about."""

    number: int | None
    head: str
    item: AgendaItem | None
    things: list[linked.Linked]
    minutes: list[MinuteLine]
    rings: warned.OnAgenda | None = None


@seated
def checkin(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one check-in; of a part of one (an item, a minute) the check-in it belongs to."""
    state = sitting.alliance.checkins
    if index in state.part_of:
        return redirect(f"{reverse('checkin', args=[sitting.slug, state.part_of[index]])}#e{index}")
    found = found_checkin(sitting, index)
    now = clock.now()
    word, kind = minuted.where(found, now)
    context = {
        "checkin": found,
        "title": minuted.title(found),
        "when": minuted.moment_of(found.when),
        "word": word,
        "kind": kind,
        "points": _points(sitting, found, now),
        "unprepared": unprepared(sitting.alliance, found) if found.ahead else (),
        "prepared": sorted(found.prepared.values(), key=lambda each: sitting.alliance.parties.name(each.party)),
        "own": own_preparation(sitting, found),
        "pools": felt.beside(sitting.alliance, found, now) if _may_see_balance(sitting, found) else None,
        "change_waits": change_awaits(sitting.alliance, found.change) if found.change else (),
        "people": _people(sitting),
        "names": reads.names(sitting),
        "linked": _linked(sitting, index),
        "citing": citing.citing(request, sitting),
        "may": _may(sitting, found, now),
        "minutes_until": found.when.on + WRITING,
    }
    return render(request, "checkins/entry.html", context)


def _linked(sitting: Sitting, index: int) -> list[linked.Linked]:
    """What the check-in is linked with besides its own items and minutes, which stand on the page."""
    links, parts = sitting.alliance.links, sitting.alliance.checkins.part_of
    clauses = [linked.clause(sitting, id_) for id_ in links.clauses.get(index, ())]
    return clauses + linked.things(sitting, (each for each in links.of(index) if parts.get(each) != index))


def found_checkin(sitting: Sitting, index: int) -> Checkin:
    """The check-in at an entry. NotHere when there is none."""
    found = sitting.alliance.checkins.by_index.get(index)
    if found is None:
        raise NotHere(str(index))
    return found


def own_preparation(sitting: Sitting, checkin: Checkin) -> Prepared | None:
    """What the person's own party has handed in last, also while it is sealed; None before."""
    handed = checkin.handed.get(sitting.seat.party)
    sealed = {} if handed is None else {recorded.index: recorded.fact for recorded in sitting.private}
    return None if handed is None else sealed.get(handed.entry)


def _may_see_balance(sitting: Sitting, checkin: Checkin) -> bool:
    """Whether this page shows the figures: not to a party that has still to say how it feels."""
    if checkin.opening is not None or not takes_part(sitting):
        return True
    return sitting.seat.party in checkin.handed or not checkin.ahead


def _points(sitting: Sitting, checkin: Checkin, now: datetime) -> list[Point]:
    """The agenda with its minutes: as it was kept at the opening, or as it stands now."""
    alliance, opening = sitting.alliance, checkin.opening
    items = opening.items if opening else (*agenda(alliance, checkin, now), *warned.items(sitting, now))
    standing = [_minute_line(sitting, minute) for minute in checkin.standing_minutes]
    points = [
        Point(
            number,
            _head(alliance, checkin, item),
            item,
            [] if item.kind == "added" else linked.things(sitting, item.entries),
            [line for line in standing if line.minute.item == number],
            warned.on_agenda(sitting.slug, checkin.index, item),
        )
        for number, item in enumerate(items)
    ]
    other = [line for line in standing if line.minute.item is None]
    return [*points, Point(None, "", None, [], other)] if opening else points


def _head(alliance: Alliance, checkin: Checkin, item: AgendaItem) -> str:
    if isinstance(item.warned, UnsetType):
        return minuted.head(alliance, checkin, item)
    return warned.title(alliance, warned.watched_then(item.warned))


def _minute_line(sitting: Sitting, minute: Minute) -> MinuteLine:
    party, alliance = sitting.seat.party, sitting.alliance
    late = overtaken(alliance, minute)
    waits = () if late else minute_awaits(alliance, minute)
    mine = party == minute.party
    open_ = takes_part(sitting) and not mine and minute.settled is None and not late
    return MinuteLine(
        minute, waits, open_ and party not in minute.agreed, open_ and party not in minute.objected,
        mine and minute.settled is None, late,
    )  # fmt: skip


def _people(sitting: Sitting) -> list[tuple[str, str]]:
    """The people of the reader's own party, by name."""
    names = reads.names(sitting)
    seats = sitting.alliance.parties.people(sitting.seat.party)
    return sorted(((seat.person, names.get(seat.person, "?")) for seat in seats), key=lambda pair: pair[1])


def _may(sitting: Sitting, checkin: Checkin, now: datetime) -> dict[str, Any]:
    """Which acts make sense here for the person's party; the rules themselves are asked when it acts."""
    alliance, party, part = sitting.alliance, sitting.seat.party, takes_part(sitting)
    ahead = checkin.ahead and not over(checkin.when.on, now)
    writable = part and checkin.opening is not None and not over(checkin.when.on + WRITING, now)
    change = checkin.change
    return {
        "part": part,
        "add": part and not agenda_closed(alliance, checkin, now),
        "prepare": part and ahead and not checkin.prepared,
        "open": part and ahead and begun(checkin.when.on, now),
        "open_prepared": part and bool(preparations.ready(alliance, checkin)),
        "missed": part and status(checkin, now) == "unopened",
        "move": part and ahead and change is None,
        "answer": part and ahead and change is not None and party != change.party,
        "withdraw_change": part and ahead and change is not None and party == change.party,
        "write": writable,
        "closed": agenda_closed(alliance, checkin, now),
    }


@seated
def move(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form to propose another day, time or place, or to cancel."""
    found = found_checkin(sitting, index)
    context = {"checkin": found, "title": minuted.title(found), "zones": zones(), "part": takes_part(sitting)}
    return render(request, "checkins/move.html", context | {"known_zone": found.when.zone in available_zones()})


@seated
def prepare(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The form in which a party prepares; nothing on it shows the figures or what the others feel."""
    found = found_checkin(sitting, index)
    version = sitting.alliance.agreement.versions[-1]
    own = own_preparation(sitting, found)
    context = {
        "checkin": found,
        "title": minuted.title(found),
        "own": own,
        "felt": {one.pool: one for one in own.felt} if own else {},
        "pools": sorted(version.pools.values(), key=lambda pool: (pool.name, pool.id)),
        "partners": sorted(version.partners, key=sitting.alliance.parties.name),
        "two": len(version.partners) == 2,
        "unprepared": unprepared(sitting.alliance, found),
        "may": _may(sitting, found, clock.now()),
    }
    return render(request, "checkins/prepare.html", context)


alliance = [
    path("checkins/<int:index>/", checkin, name="checkin"),
    path("checkins/<int:index>/move/", move, name="checkin_move"),
    path("checkins/<int:index>/prepare/", prepare, name="checkin_prepare"),
]
