"""Minutes: what was said on each item of the agenda, as one party wrote it and the others agree to it or object.

A minute is joint once every other partner has agreed. Who objects can write a corrected text; it takes the place of
the other once it is itself agreed. Nobody changes or loses what another has written.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.checkins.meetings import Attendance, Checkin, Minute, minute_awaits, taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 4_000
REASON_LIMIT = 2_000
GUESTS_LIMIT = 500
MOST_MINUTES = 400
WRITING = timedelta(days=60)
"""So long after a check-in its minutes can be written; to agree there is always time."""

# --- facts ---


class AttendanceStated(ByPerson, frozen=True, kw_only=True, tag="checkin_attendance_stated.v1"):
    """A party said which of its people were there, by their opaque ids, and the names of its guests."""

    checkin: int
    people: tuple[str, ...]
    guests: str = ""


class MinuteWritten(ByPerson, frozen=True, kw_only=True, tag="checkin_minute_written.v1"):
    """What was said or agreed, on the item of the agenda with this number from 0, or on other business (None).

    `corrects` is the minute that this one puts otherwise.
    """

    checkin: int
    item: int | None
    text: str
    corrects: int | None = None


class MinuteAgreed(ByPerson, frozen=True, kw_only=True, tag="checkin_minute_agreed.v1"):
    """The party agreed that these minutes say how it was."""

    minutes: tuple[int, ...]


class MinuteObjected(ByPerson, frozen=True, kw_only=True, tag="checkin_minute_objected.v1"):
    """The party objected to a minute, with its reason."""

    minute: int
    reason: str


class MinuteWithdrawn(ByPerson, frozen=True, kw_only=True, tag="checkin_minute_withdrawn.v1"):
    """The party took back a minute that it wrote and that not all had agreed to."""

    minute: int


Fact: TypeAlias = AttendanceStated | MinuteWritten | MinuteAgreed | MinuteObjected | MinuteWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    state = alliance.checkins
    match fact:
        case AttendanceStated():
            state.checkin(fact.checkin).attendance[recorded.party] = Attendance(fact.people, fact.guests)
        case MinuteWritten():
            _write(alliance, recorded, fact)
        case MinuteAgreed():
            for index in fact.minutes:
                minute = state.minute(index)[1]
                minute.objected.pop(recorded.party, None)
                minute.agreed[recorded.party] = recorded.index
                _settle(alliance, minute, recorded.entered)
        case MinuteObjected():
            minute = state.minute(fact.minute)[1]
            minute.agreed.pop(recorded.party, None)
            minute.objected[recorded.party] = fact.reason
        case MinuteWithdrawn():
            state.minute(fact.minute)[1].withdrawn = True
        case _:
            assert_never(fact)


def _write(alliance: "Alliance", recorded: Recorded, fact: MinuteWritten) -> None:
    index, entered, party, _ = recorded
    checkin = alliance.checkins.checkin(fact.checkin)
    checkin.minutes[index] = Minute(index, entered, party, fact.by, fact.item, fact.text, fact.corrects)
    alliance.checkins.part_of[index] = fact.checkin
    alliance.links.add(index, "checkins", (fact.checkin,))
    if fact.corrects is not None:
        old = checkin.minutes[fact.corrects]
        if old.party == party and old.settled is None:
            old.replaced_by = index


def _settle(alliance: "Alliance", minute: Minute, at: datetime) -> None:
    """Let a minute be joint once nobody is waited for; what it puts otherwise then stands no more."""
    if minute_awaits(alliance, minute) or minute.settled is not None or overtaken(alliance, minute):
        return
    minute.settled = at
    if minute.corrects is not None:
        alliance.checkins.minute(minute.corrects)[1].replaced_by = minute.index


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After voices changed: settle what waits for nobody any more."""
    for checkin in alliance.checkins.by_index.values():
        for minute in checkin.minutes.values():
            if minute.stands and minute.agreed:
                _settle(alliance, minute, at)


def overtaken(alliance: "Alliance", minute: Minute) -> bool:
    """Whether what this minute puts otherwise was replaced by another one meanwhile."""
    if minute.corrects is None:
        return False
    return alliance.checkins.minute(minute.corrects)[1].replaced_by not in (None, minute.index)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case AttendanceStated():
            _may_attend(alliance, recorded, fact)
        case MinuteWritten():
            _may_write(alliance, recorded, fact)
        case MinuteAgreed():
            if not fact.minutes or len(set(fact.minutes)) != len(fact.minutes):
                raise Refused("nothing_chosen", "Choose the minutes that you agree to, each once.")
            for index in fact.minutes:
                if recorded.party in _open_to(alliance, recorded.party, index).agreed:
                    raise Refused("already_agreed", "Your party has agreed to minute {entry} already.", entry=index)
        case MinuteObjected():
            worded(fact.reason, "why you object", limit=REASON_LIMIT)
            _open_to(alliance, recorded.party, fact.minute)
        case MinuteWithdrawn():
            _may_withdraw(alliance, recorded.party, fact.minute)
        case _:
            assert_never(fact)


def _opened(alliance: "Alliance", index: int, now: datetime) -> Checkin:
    checkin = alliance.checkins.checkin(index)
    if checkin.opening is None:
        raise Refused("not_opened", "The meeting has not been opened. Open it on its day first.")
    if over(checkin.when.on + WRITING, now):
        raise Refused("minutes_closed", "Minutes are written within {days} days.", days=WRITING.days)
    return checkin


def _may_attend(alliance: "Alliance", recorded: Recorded, fact: AttendanceStated) -> None:
    checkin = _opened(alliance, fact.checkin, recorded.entered)
    short_enough(fact.guests, "the guests", limit=GUESTS_LIMIT)
    seats = alliance.parties.seats
    if len(set(fact.people)) != len(fact.people):
        raise Refused("nothing_chosen", "Choose each person once.")
    for person in fact.people:
        if person not in seats or seats[person].party != recorded.party:
            raise Refused("not_your_people", "Say only of people of your own party that they were there.")
    if not fact.people and not fact.guests.strip() and recorded.party not in checkin.attendance:
        raise Refused("nobody_there", "Say who was there for your party.")


def _may_write(alliance: "Alliance", recorded: Recorded, fact: MinuteWritten) -> None:
    checkin = _opened(alliance, fact.checkin, recorded.entered)
    worded(fact.text, "what was said", limit=TEXT_LIMIT)
    assert checkin.opening is not None
    if fact.item is not None and not 0 <= fact.item < len(checkin.opening.items):
        raise Refused("item_unknown", "The agenda has no item {number}.", number=fact.item + 1)
    if len(checkin.minutes) >= MOST_MINUTES:
        raise Refused("minutes_full", "This check-in has {most} minutes already.", most=MOST_MINUTES)
    if fact.corrects is None:
        return
    old = checkin.minutes.get(fact.corrects)
    if old is None or not old.stands or old.item != fact.item:
        raise Refused("minute_closed", "There is no such minute on this item that could be put otherwise.")


def _open_to(alliance: "Alliance", party: str, index: int) -> Minute:
    """The minute, if this party can still agree or object to it."""
    minute = alliance.checkins.minute(index)[1]
    if minute.party == party:
        raise Refused("own_minute", "Your party wrote minute {entry}: the others agree or object.", entry=index)
    if not minute.stands or overtaken(alliance, minute):
        raise Refused("minute_closed", "Minute {entry} was withdrawn, or another one stands for it.", entry=index)
    if minute.settled is not None:
        raise Refused("settled", "Minute {entry} is agreed by all. Write a corrected one.", entry=index)
    return minute


def _may_withdraw(alliance: "Alliance", party: str, index: int) -> None:
    minute = alliance.checkins.minute(index)[1]
    if minute.party != party:
        raise Refused("not_your_minute", "Only {name} can withdraw it.", name=alliance.parties.name(minute.party))
    if not minute.stands or minute.settled is not None:
        raise Refused("settled", "Minute {entry} is agreed by all, or stands no more.", entry=index)


# --- acts ---


def state_attendance(
    alliance: "Alliance", *, by: str, now: datetime, checkin: int, people: Iterable[str], guests: str = ""
) -> AttendanceStated:
    """Say who was there for one's own party. The last word counts."""
    fact = AttendanceStated(by=by, checkin=checkin, people=tuple(sorted(people)), guests=guests.strip())
    return ruled(alliance, now, fact, rule)


def write_minute(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    checkin: int,
    text: str,
    item: int | None = None,
    corrects: int | None = None,
) -> MinuteWritten:
    """Write down what was said on an item, or put a minute otherwise."""
    fact = MinuteWritten(by=by, checkin=checkin, item=item, text=text.strip(), corrects=corrects)
    return ruled(alliance, now, fact, rule)


def agree_minutes(alliance: "Alliance", *, by: str, now: datetime, minutes: Iterable[int]) -> MinuteAgreed:
    """Agree that minutes of another party say how it was. This lifts one's own objection."""
    return ruled(alliance, now, MinuteAgreed(by=by, minutes=tuple(minutes)), rule)


def object_to_minute(alliance: "Alliance", *, by: str, now: datetime, minute: int, reason: str) -> MinuteObjected:
    """Object to a minute and say why; this takes one's own agreement back."""
    return ruled(alliance, now, MinuteObjected(by=by, minute=minute, reason=reason.strip()), rule)


def withdraw_minute(alliance: "Alliance", *, by: str, now: datetime, minute: int) -> MinuteWithdrawn:
    """Take one's own minute back before all have agreed to it."""
    return ruled(alliance, now, MinuteWithdrawn(by=by, minute=minute), rule)
