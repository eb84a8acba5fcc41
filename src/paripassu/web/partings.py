"""The end of an alliance as its pages show it: where it stands, who may do what, and what comes next."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments.promises import standings
from paripassu.alliance.days import days_until
from paripassu.alliance.ending import Paused, ahead, closings, lessons, partakers, pause_at, stage, start, within_pause
from paripassu.alliance.ending.items import CLOSED, Line, checklist, unlisted
from paripassu.alliance.ending.matters import Arranged
from paripassu.alliance.parties import managing
from paripassu.keeper import reads
from paripassu.keeper.access import Sitting
from paripassu.web import clock, linked, parted
from paripassu.web.seating import Open, objection, waiting

DUE_SHOWN = 20


class Progress(NamedTuple):
    """How far the wind-down is: items closed of all, the balance, lessons handed in, and signatures, of how many."""

    closed: int
    items: int
    unlisted: int
    balance: str
    handed: int
    signed: int
    parties: int


def common(sitting: Sitting) -> dict[str, Any]:
    """What every page of the ending has: where it stands, and what the reader's party can do."""
    alliance, now = sitting.alliance, clock.now()
    in_force = bool(alliance.agreement.versions)
    there = partakers(alliance) if in_force else ()
    manages = not objection(managing, alliance, sitting.person)
    stands = stage(alliance, now)
    return {
        "words": parted,
        "names": reads.names(sitting),
        "in_force": in_force,
        "stage": stands,
        "start": start(alliance, now),
        "ahead": ahead(alliance, now),
        "paused": pause_at(alliance, now),
        "partakers": there,
        "takes_part": sitting.party.id in there,
        "acts": manages and sitting.party.id in there,
        "why_not": _why_not(sitting, manages, there),
        "open": _open(sitting),
        "now": now,
    }


def _why_not(sitting: Sitting, manages: bool, there: tuple[str, ...]) -> str:
    """Why the reader sees no buttons; empty when they do."""
    if sitting.party.kind == "neutral":
        return _("You sit here as a neutral: you read everything joint, and decide nothing about the end.")
    if not there:
        return _("How it ends is agreed once an agreement is in force.")
    if sitting.party.id not in there:
        return _("Your party is no partner of the agreement in force: you read how it ends.")
    if not manages:
        return _("You sit here as a team member: a manager or sponsor of your party decides about the end.")
    return ""


def _open(sitting: Sitting) -> list[Open]:
    """The arrangements about the end that wait for somebody."""
    return [each for each in waiting(sitting) if isinstance(each.each.fact.matter, Arranged)]


def progress(alliance: Alliance, now: datetime) -> Progress:
    """How far the wind-down is."""
    lines, current = checklist(alliance, now), closings.current(alliance)
    own = alliance.ending
    return Progress(
        sum(line.status in CLOSED for line in lines),
        len(lines),
        len(unlisted(alliance, now)),
        closings.status(alliance, current) if current else "",
        len(own.lessons),
        len(own.signed),
        len(partakers(alliance)),
    )


def days_left(sitting: Sitting) -> int:
    """How many days there are until the announced wind-down begins."""
    announced = ahead(sitting.alliance, clock.now())
    return days_until(announced.on, clock.now()) if announced else 0


class Shown(NamedTuple):
    """An item of the checklist as a row: what it is, the thing it looks after, and whose word it needs."""

    line: Line
    text: str
    linked: linked.Linked | None
    yours: bool


def lines(sitting: Sitting) -> list[Shown]:
    """The checklist as it stands, what is due first on top."""
    return [_shown(sitting, line) for line in checklist(sitting.alliance, clock.now())]


def _shown(sitting: Sitting, line: Line) -> Shown:
    source = line.item.fact.source
    looked_after = source.entry if source.kind not in ("own", "provision") else None
    thing = linked.thing(sitting, looked_after) if looked_after is not None else None
    return Shown(line, parted.item_text(line.item.fact), thing, sitting.party.id in line.missing)


def pool_names(sitting: Sitting) -> dict[str, str]:
    """The names of all pools there have been, by their ids."""
    return {pool.id: pool.name for version in sitting.alliance.agreement.versions for pool in version.terms.pools}


class Falls(NamedTuple):
    """A day due that falls into a pause, and the commitment."""

    on: Any
    linked: linked.Linked


def falling(sitting: Sitting, paused: Paused) -> list[Falls]:
    """What is due within a pause and still open, soonest first: due it stays, and the parties see it here."""
    now, found = clock.now(), []
    for commitment in sitting.alliance.commitments.by_index.values():
        if not commitment.in_force:
            continue
        for on, stands in standings(commitment, now).items():
            if stands not in ("accepted", "released") and within_pause(sitting.alliance, on) is paused:
                found.append((on, commitment.index))
    return [Falls(on, linked.thing(sitting, index)) for on, index in sorted(found)[:DUE_SHOWN]]


def lessons_ready(sitting: Sitting) -> tuple[int, ...]:
    """The sealed lessons that can be opened now."""
    return lessons.ready(sitting.alliance, clock.now())
