"""Whose turn it is on the way to the end, and what comes next; a missing exit plan is no turn of anybody's."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import begun
from paripassu.alliance.ending import Start, ahead, partakers, pause_at, stage, start
from paripassu.alliance.ending import closings as balances
from paripassu.alliance.ending.items import CLOSED, Line, checklist, unlisted
from paripassu.alliance.ending.lessons import ready
from paripassu.alliance.ending.signatures import in_the_way

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

ROLES = ("manager", "sponsor")


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What the end needs from a party now."""
    if not alliance.agreement.versions or party not in partakers(alliance):
        return []
    stands = stage(alliance, now)
    if stands == "ended":
        return list(_lessons(alliance, party, now))
    begins = start(alliance, now)
    if begins is None:
        return list(_review(alliance, party, now))
    return [
        *_items(alliance, party, now),
        *_closing(alliance, party, now, begins),
        *_signing(alliance, party, now),
        *_lessons(alliance, party, now),
        *_contact(alliance, party, now, begins),
    ]


def _review(alliance: "Alliance", party: str, now: datetime) -> Iterator[Awaited]:
    planned = alliance.ending.plan
    if planned is not None and planned.plan.review is not None and begun(planned.plan.review, now):
        yield Awaited("ending", "review_plan", party, planned.index, planned.since, planned.plan.review, ROLES)


def _items(alliance: "Alliance", party: str, now: datetime) -> Iterator[Awaited]:
    begins = start(alliance, now)
    if begins is not None and unlisted(alliance, now):
        yield Awaited("ending", "draw_up", party, begins.entry, _since(alliance, begins, now), None, ROLES)
    for line in checklist(alliance, now):
        if line.status not in CLOSED and party in line.missing:
            yield _item(line, party)


def _item(line: Line, party: str) -> Awaited:
    item, fact = line.item, line.item.fact
    if line.status == "answered":
        since = max(answer.at for answer in item.answers.values())
        return Awaited("ending", "confirm_item", party, item.index, since, None, ROLES)
    since = item.returned[-1].at if item.returned else item.entered
    return Awaited("ending", "answer_item", party, item.index, since, fact.due)


def _closing(alliance: "Alliance", party: str, now: datetime, begins: Start) -> Iterator[Awaited]:
    closing = balances.current(alliance)
    if closing is None:
        open_still = any(line.status not in CLOSED for line in checklist(alliance, now)) or unlisted(alliance, now)
        if not open_still:
            yield Awaited("ending", "state_closing", party, begins.entry, _since(alliance, begins, now), None, ROLES)
        return
    stands = balances.status(alliance, closing)
    if stands == "stale" or (stands == "objected" and party not in closing.objected):
        yield Awaited("ending", f"closing_{stands}", party, closing.index, closing.entered, None, ROLES)
    elif stands == "open" and party in balances.missing(alliance, closing):
        yield Awaited("ending", "answer_closing", party, closing.index, closing.entered, None, ROLES)


def _signing(alliance: "Alliance", party: str, now: datetime) -> Iterator[Awaited]:
    closing, signed = balances.current(alliance), alliance.ending.signed
    if closing is None or in_the_way(alliance, now):
        return
    if party not in signed or all(other in signed for other in partakers(alliance)):
        since = max((each.at for each in signed.values()), default=closing.entered)
        yield Awaited("ending", "sign_end", party, closing.index, since, None, ROLES)


def _lessons(alliance: "Alliance", party: str, now: datetime) -> Iterator[Awaited]:
    own = alliance.ending
    if ready(alliance, now):
        last = max(each.at for each in own.lessons.values())
        yield Awaited("ending", "open_lessons", party, max(each.entry for each in own.lessons.values()), last)
    elif party not in own.lessons:
        begins = start(alliance, now)
        if begins is not None:
            yield Awaited("ending", "state_lessons", party, begins.entry, _since(alliance, begins, now), None, ROLES)


def _contact(alliance: "Alliance", party: str, now: datetime, begins: Start) -> Iterator[Awaited]:
    if party not in alliance.ending.contacts:
        yield Awaited("ending", "name_contact", party, begins.entry, _since(alliance, begins, now), None, ROLES)


def _since(alliance: "Alliance", begins: Start, now: datetime) -> datetime:
    """Since when the wind-down waits for somebody: its beginning, but no earlier than the text in force."""
    day = now.replace(year=begins.on.year, month=begins.on.month, day=begins.on.day)
    return min(now, max(day, alliance.agreement.versions[-1].since))


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The days that come: of the plan's review, the end of a pause, and the beginning of the wind-down."""
    own, found = alliance.ending, list[Coming]()
    if own.ended is not None:
        return found
    planned, paused, announced = own.plan, pause_at(alliance, now), ahead(alliance, now)
    if planned is not None and planned.plan.review is not None and not begun(planned.plan.review, now):
        found.append(Coming("ending", "plan_review", planned.index, planned.plan.review))
    found += [
        Coming("ending", "pause_begins", each.index, each.pause.starts)
        for each in own.pauses
        if each.resumed is None and not begun(each.pause.starts, now)
    ]
    if paused is not None:
        found.append(Coming("ending", "pause_ends", paused.index, paused.pause.until))
    if announced is not None:
        found.append(Coming("ending", "wind_down_begins", announced.entry, announced.on))
    return found


def agenda(alliance: "Alliance", now: datetime) -> tuple[int, ...]:
    """What of the end belongs on an agenda: running notices, what is late or returned, the balance under objection."""
    notices = [each.index for each in alliance.ending.notices.values() if each.open]
    if stage(alliance, now) not in ("announced", "winding_down"):
        return ()
    lines = [line.item.index for line in checklist(alliance, now) if line.late or line.status == "returned"]
    closing = balances.current(alliance)
    disputed = [closing.index] if closing and balances.status(alliance, closing) in ("objected", "stale") else []
    return tuple(sorted({*notices, *lines, *disputed}))
