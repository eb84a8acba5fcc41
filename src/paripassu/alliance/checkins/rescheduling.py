"""Moving and cancelling a check-in: proposed by one party, done once all the others have agreed."""

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.checkins.meetings import Change, Checkin, When, change_awaits, taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

REASON_LIMIT = 2_000
PLACE_LIMIT = 500
FURTHEST = timedelta(days=731)
TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
ZONE = re.compile(r"UTC|[A-Za-z_]{1,30}(/[A-Za-z0-9_+-]{1,30}){1,2}")

# --- facts ---


class ChangeProposed(ByPerson, frozen=True, kw_only=True, tag="checkin_change_proposed.v1"):
    """It was proposed to move a check-in to another day, time or place, or (`on` None) to cancel it."""

    checkin: int
    on: date | None
    time: str = ""
    zone: str = ""
    place: str = ""
    reason: str


class ChangeAgreed(ByPerson, frozen=True, kw_only=True, tag="checkin_change_agreed.v1"):
    """The party agreed to move or cancel a check-in."""

    change: int


class ChangeDeclined(ByPerson, frozen=True, kw_only=True, tag="checkin_change_declined.v1"):
    """The party declined to move or cancel a check-in, with its reason; it may still agree later."""

    change: int
    reason: str


class ChangeWithdrawn(ByPerson, frozen=True, kw_only=True, tag="checkin_change_withdrawn.v1"):
    """The party that proposed it took back to move or cancel a check-in."""

    change: int


Fact: TypeAlias = ChangeProposed | ChangeAgreed | ChangeDeclined | ChangeWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    if isinstance(fact, ChangeProposed):
        to = None if fact.on is None else When(fact.on, fact.time, fact.zone, fact.place)
        change = Change(recorded.index, recorded.entered, recorded.party, to, fact.reason)
        alliance.checkins.checkin(fact.checkin).changes[recorded.index] = change
        alliance.checkins.part_of[recorded.index] = fact.checkin
        return
    checkin, change = alliance.checkins.change(fact.change)
    match fact:
        case ChangeAgreed():
            change.declined.pop(recorded.party, None)
            change.agreed[recorded.party] = recorded.index
            _settle(alliance, checkin, change, recorded.entered)
        case ChangeDeclined():
            change.agreed.pop(recorded.party, None)
            change.declined[recorded.party] = fact.reason
        case ChangeWithdrawn():
            change.withdrawn = True
        case _:
            assert_never(fact)


def _settle(alliance: "Alliance", checkin: Checkin, change: Change, at: datetime) -> None:
    """Let a change take effect once nobody is waited for."""
    if change_awaits(alliance, change):
        return
    change.settled = at
    if change.to is None:
        checkin.cancelled = at
    else:
        checkin.when = change.to


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After voices changed: settle what waits for nobody any more."""
    for checkin in list(alliance.checkins.standing()):
        change = checkin.change
        if change is not None and change.agreed and (change.to is None or not over(change.to.on, at)):
            _settle(alliance, checkin, change, at)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    if isinstance(fact, ChangeProposed):
        _may_propose(alliance, fact, recorded.entered)
    else:
        _may_answer(alliance, recorded, fact)


def sound(when: When) -> None:
    """Refused when the time, the zone or the place cannot be understood."""
    short_enough(when.place, "the place", limit=PLACE_LIMIT)
    if bool(when.time) != bool(when.zone):
        raise Refused("time_without_zone", "Say the time together with the zone in which it is meant, or neither.")
    if when.time and not (TIME.fullmatch(when.time) and ZONE.fullmatch(when.zone)):
        raise Refused("time_unreadable", "Write the time as 14:30 and the zone by its name, such as Europe/Oslo.")


def free(alliance: "Alliance", on: date, now: datetime, moved: int | None = None) -> None:
    """Refused when a check-in cannot be on that day: it is over, too far away, or another one is then."""
    if over(on, now):
        raise Refused("day_over", "{on} is over. Choose a day ahead.", on=on.isoformat())
    if on - now.date() > FURTHEST:
        raise Refused("day_too_far", "{on} is more than two years away. Choose a nearer day.", on=on.isoformat())
    for checkin in alliance.checkins.standing():
        if checkin.when.on == on and checkin.index != moved:
            raise Refused("day_taken", "There is a check-in on {on} already: use that one.", on=on.isoformat())


def still_ahead(checkin: Checkin, now: datetime) -> None:
    """Refused when a check-in does not lie ahead any more."""
    if checkin.cancelled is not None:
        raise Refused("checkin_cancelled", "This check-in was cancelled by all. Call another one.")
    if checkin.opening is not None:
        raise Refused("checkin_opened", "This check-in has been opened already.")
    if checkin.missed is not None or over(checkin.when.on, now):
        raise Refused("checkin_over", "The day of this check-in is over. Call another one.")


def _may_propose(alliance: "Alliance", fact: ChangeProposed, now: datetime) -> None:
    checkin = alliance.checkins.checkin(fact.checkin)
    still_ahead(checkin, now)
    worded(fact.reason, "why it should change", limit=REASON_LIMIT)
    if checkin.change is not None:
        raise Refused("change_open", "Another change of this check-in is open: answer that one first.")
    if fact.on is None:
        return
    to = When(fact.on, fact.time, fact.zone, fact.place)
    sound(to)
    free(alliance, fact.on, now, moved=checkin.index)
    if to == checkin.when:
        raise Refused("nothing_changes", "That is when and where it is already.")


def _may_answer(
    alliance: "Alliance", recorded: Recorded, fact: ChangeAgreed | ChangeDeclined | ChangeWithdrawn
) -> None:
    checkin, change = alliance.checkins.change(fact.change)
    still_ahead(checkin, recorded.entered)
    if not change.pending:
        raise Refused("change_closed", "This change is no longer open. Propose another one.")
    if isinstance(fact, ChangeWithdrawn) != (recorded.party == change.party):
        raise Refused(
            "not_your_answer",
            "{name} proposed this change: it can withdraw it, and the others agree or decline.",
            name=alliance.parties.name(change.party),
        )
    match fact:
        case ChangeAgreed():
            if recorded.party in change.agreed:
                raise Refused("already_agreed", "Your party has agreed to this change already.")
            if change.to is not None:
                free(alliance, change.to.on, recorded.entered, moved=checkin.index)
        case ChangeDeclined():
            worded(fact.reason, "why you decline", limit=REASON_LIMIT)
        case ChangeWithdrawn():
            pass
        case _:
            assert_never(fact)


# --- acts ---


def propose_move(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    checkin: int,
    on: date,
    reason: str,
    time: str = "",
    zone: str = "",
    place: str = "",
) -> ChangeProposed:
    """Propose another day, time or place. It is moved once all partners have agreed."""
    fact = ChangeProposed(
        by=by, checkin=checkin, on=on, time=time.strip(), zone=zone.strip(), place=place.strip(), reason=reason.strip()
    )
    return ruled(alliance, now, fact, rule)


def propose_cancelling(alliance: "Alliance", *, by: str, now: datetime, checkin: int, reason: str) -> ChangeProposed:
    """Propose to cancel a check-in. It is cancelled once all partners have agreed."""
    return ruled(alliance, now, ChangeProposed(by=by, checkin=checkin, on=None, reason=reason.strip()), rule)


def agree_change(alliance: "Alliance", *, by: str, now: datetime, change: int) -> ChangeAgreed:
    """Agree to move or cancel a check-in. This lifts one's own refusal."""
    return ruled(alliance, now, ChangeAgreed(by=by, change=change), rule)


def decline_change(alliance: "Alliance", *, by: str, now: datetime, change: int, reason: str) -> ChangeDeclined:
    """Decline to move or cancel a check-in, and say why."""
    return ruled(alliance, now, ChangeDeclined(by=by, change=change, reason=reason.strip()), rule)


def withdraw_change(alliance: "Alliance", *, by: str, now: datetime, change: int) -> ChangeWithdrawn:
    """Take one's own proposal to move or cancel a check-in back."""
    return ruled(alliance, now, ChangeWithdrawn(by=by, change=change), rule)
