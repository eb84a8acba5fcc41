"""Check-ins: called by the cadence or by anybody, opened on their day, or missed.

They are moved or cancelled only jointly (`rescheduling`). What is on the agenda is in `agenda`, what each party
prepares beforehand in `preparations`, and what was said in `minutes`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.checkins import agenda as agendas
from paripassu.alliance.checkins import preparations
from paripassu.alliance.checkins.meetings import (
    AgendaItem,
    Checkin,
    Opening,
    Shown,
    When,
    change_awaits,
    minute_awaits,
    taking_part,
)
from paripassu.alliance.checkins.minutes import WRITING
from paripassu.alliance.checkins.rescheduling import free, sound, still_ahead
from paripassu.alliance.checkins.series import next_day, notice, passed, uncalled
from paripassu.alliance.days import beginning, begun, days_until, ended, over
from paripassu.alliance.facts import ByPerson, Recorded, ruled
from paripassu.alliance.links import known
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

CALLING_DAYS = 7
"""So many days before an agenda closes, a day of the series wants to be called."""

MOST_AHEAD = 24
"""Check-ins that may lie ahead at one time."""


# --- facts ---


class CheckinCalled(ByPerson, frozen=True, kw_only=True, tag="checkin_called.v1"):
    """A check-in was called for a day. `due` is the day of the series that it serves, None for one besides.

    `time` is HH:MM by the clock of `zone`, an IANA name; both or neither.
    """

    on: date
    time: str = ""
    zone: str = ""
    place: str = ""
    due: date | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class MeetingOpened(ByPerson, frozen=True, kw_only=True, tag="checkin_opened.v1"):
    """The meeting was opened on its day, with the agenda and the balance as they stood."""

    checkin: int
    items: tuple[AgendaItem, ...]
    shown: tuple[Shown, ...] = ()


class CheckinMissed(ByPerson, frozen=True, kw_only=True, tag="checkin_missed.v1"):
    """It was stated that nobody opened a check-in on its day; `checkin` None: nobody even called that day's."""

    checkin: int | None
    on: date


Fact: TypeAlias = CheckinCalled | MeetingOpened | CheckinMissed


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    state = alliance.checkins
    match fact:
        case CheckinCalled():
            when = When(fact.on, fact.time, fact.zone, fact.place)
            called = Checkin(recorded.index, recorded.entered, recorded.party, when, fact.due)
            state.by_index[recorded.index] = called
            alliance.links.add(recorded.index, "checkins", fact.about, fact.clauses)
        case MeetingOpened():
            opening = Opening(recorded.index, recorded.entered, recorded.party, fact.items, fact.shown)
            state.checkin(fact.checkin).opening = opening
            state.part_of[recorded.index] = fact.checkin
        case CheckinMissed():
            _miss(alliance, recorded, fact)
        case _:
            assert_never(fact)


def _miss(alliance: "Alliance", recorded: Recorded, fact: CheckinMissed) -> None:
    if fact.checkin is not None:
        alliance.checkins.checkin(fact.checkin).missed = recorded.entered
        return
    index, entered, party, _ = recorded
    missed = Checkin(index, entered, party, When(fact.on), fact.on, missed=entered)
    alliance.checkins.by_index[index] = missed
    alliance.links.add(index, "checkins")


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    now = recorded.entered
    match fact:
        case CheckinCalled():
            sound(When(fact.on, fact.time, fact.zone, fact.place))
            known(alliance, fact.about, fact.clauses)
            _may_call(alliance, fact, now)
        case MeetingOpened():
            _may_open(alliance, fact, now)
        case CheckinMissed():
            _may_miss(alliance, fact, now)
        case _:
            assert_never(fact)


def _may_call(alliance: "Alliance", fact: CheckinCalled, now: datetime) -> None:
    free(alliance, fact.on, now)
    if sum(1 for _ in alliance.checkins.standing()) >= MOST_AHEAD:
        raise Refused("too_many_ahead", "There are {most} check-ins ahead already. Hold one first.", most=MOST_AHEAD)
    if fact.due is not None:
        if fact.due != fact.on or fact.due not in uncalled(alliance, fact.due, fact.due):
            sentence = "{on} is no open day of the agreed series. Call one besides, or move one jointly."
            raise Refused("not_in_series", sentence, on=fact.on.isoformat())
        return
    if days_until(fact.on, now) <= notice(alliance):
        raise Refused(
            "too_soon",
            "A check-in is called before its agenda closes, {days} days ahead. Choose a later day; all can move it "
            "jointly to a sooner one.",
            days=notice(alliance),
        )


def _may_open(alliance: "Alliance", fact: MeetingOpened, now: datetime) -> None:
    checkin = alliance.checkins.checkin(fact.checkin)
    still_ahead(checkin, now)
    if not begun(checkin.when.on, now):
        sentence = "The meeting is on {on}. It can be opened on that day; all can move it jointly."
        raise Refused("not_yet", sentence, on=checkin.when.on.isoformat())
    agendas.sound(alliance, checkin, fact.items, fact.shown)


def _may_miss(alliance: "Alliance", fact: CheckinMissed, now: datetime) -> None:
    if not over(fact.on, now):
        sentence = "{on} is not over everywhere yet. Only then can a check-in be missed."
        raise Refused("not_over", sentence, on=fact.on.isoformat())
    if fact.checkin is None:
        if fact.on not in uncalled(alliance, fact.on, fact.on):
            raise Refused("not_in_series", "{on} is no open day of the agreed series.", on=fact.on.isoformat())
        return
    checkin = alliance.checkins.checkin(fact.checkin)
    if not checkin.ahead or checkin.when.on != fact.on:
        raise Refused("not_missed", "This check-in was opened, moved or cancelled, or it is known to be missed.")


# --- what waits, what comes ---


def awaiting(alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
    """What check-ins want of a party: to call, prepare, open, minute; nothing of one whose word does not count."""
    if not alliance.agreement.versions or party not in voices(alliance):
        return []
    found = [*_of_series(alliance, party, now)]
    for checkin in alliance.checkins.by_index.values():
        if checkin.ahead:
            found += _before(alliance, checkin, party, now)
        elif checkin.opening is not None:
            found += _after(alliance, checkin, party, now)
    return found


def _of_series(alliance: "Alliance", party: str, now: datetime) -> Iterator[Awaited]:
    index, day = alliance.agreement.versions[-1].index, next_day(alliance, now)
    if day is not None and days_until(day, now) <= notice(alliance) + CALLING_DAYS:
        since = beginning(day - timedelta(days=notice(alliance) + CALLING_DAYS))
        yield Awaited("checkins", "call", party, index, since, day)
    for missed in passed(alliance, now)[-1:]:
        yield Awaited("checkins", "state_missed_day", party, index, ended(missed), missed)


def _before(alliance: "Alliance", checkin: Checkin, party: str, now: datetime) -> Iterator[Awaited]:
    index, on = checkin.index, checkin.when.on
    if over(on, now):
        yield Awaited("checkins", "state_missed", party, index, ended(on), on)
        return
    if begun(on, now):
        yield Awaited("checkins", "open", party, index, beginning(on), on)
    if party not in checkin.handed and not checkin.prepared:
        yield Awaited("checkins", "prepare", party, index, checkin.entered, on)
    if preparations.ready(alliance, checkin):
        since = max(handed.at for handed in checkin.handed.values())
        yield Awaited("checkins", "open_prepared", party, index, since, on)
    change = checkin.change
    if change is None:
        return
    if party in change_awaits(alliance, change) and party not in change.declined:
        yield Awaited("checkins", "answer_change", party, index, change.entered, on)
    elif party == change.party and change.declined:
        yield Awaited("checkins", "mend_change", party, index, change.entered, on)


def _after(alliance: "Alliance", checkin: Checkin, party: str, now: datetime) -> Iterator[Awaited]:
    assert checkin.opening is not None
    index, writable = checkin.index, not over(checkin.when.on + WRITING, now)
    if party not in checkin.attendance and writable:
        yield Awaited("checkins", "attend", party, index, checkin.opening.at, checkin.when.on + WRITING)
    if preparations.ready(alliance, checkin):
        yield Awaited("checkins", "open_prepared", party, index, checkin.opening.at)
    for minute in checkin.standing_minutes:
        if party in minute_awaits(alliance, minute) and party not in minute.objected:
            yield Awaited("checkins", "agree_minute", party, minute.index, minute.entered)
        elif minute.objected and party == minute.party and minute.settled is None:
            yield Awaited("checkins", "mend_minute", party, minute.index, minute.entered)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The check-ins ahead, and the next day of the series that nobody has called."""
    found = [
        Coming("checkins", "meeting", checkin.index, checkin.when.on)
        for checkin in alliance.checkins.standing()
        if not over(checkin.when.on, now)
    ]
    day = next_day(alliance, now)
    return [*found, *([Coming("checkins", "due", alliance.agreement.versions[-1].index, day)] if day else [])]


# --- acts ---


def call(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    on: date,
    time: str = "",
    zone: str = "",
    place: str = "",
    due: date | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> CheckinCalled:
    """Call a check-in for a day: one of the agreed series (`due`), or one besides."""
    fact = CheckinCalled(
        by=by, on=on, time=time.strip(), zone=zone.strip(), place=place.strip(), due=due, about=tuple(about),
        clauses=tuple(clauses),
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def open_meeting(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    checkin: int,
    shown: Iterable[Shown] = (),
    warnings: Iterable[AgendaItem] = (),
) -> MeetingOpened:
    """Open the meeting on its day, with what is open on the record as its agenda, the warnings that ring, and the
    balance shown now."""
    of = alliance.checkins.checkin(checkin)
    shown = tuple(shown)
    items = (*agendas.agenda(alliance, of, now), *warnings, *(AgendaItem("balance", pool=one.pool) for one in shown))
    return ruled(alliance, now, MeetingOpened(by=by, checkin=checkin, items=items, shown=shown), rule)


def state_missed(
    alliance: "Alliance", *, by: str, now: datetime, checkin: int | None = None, on: date | None = None
) -> CheckinMissed:
    """State that nobody opened a check-in on its day, or that nobody called the one of a day of the series."""
    day = on if checkin is None else alliance.checkins.checkin(checkin).when.on
    if day is None:
        raise Refused("nothing_chosen", "Choose the check-in, or the day of the series, that was missed.")
    return ruled(alliance, now, CheckinMissed(by=by, checkin=checkin, on=day), rule)
