"""Repairs: what the party concerned pledges to do, accepted by the one that was hurt, and whether it held.

A pledge needs no confession: also who sees it otherwise can pledge. Whether it held, both say, each with what shows it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance import files
from paripassu.alliance.commitments import said
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused
from paripassu.alliance.statements import HORIZON, WHAT_LIMIT, leading
from paripassu.alliance.statements.incidents import (
    concerned_only,
    incident_at,
    one_of_the_two,
    open_incident,
    raiser_only,
)
from paripassu.alliance.statements.raised import FollowUp, Incident, Pledge

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

USUAL_FOLLOW_UP = timedelta(days=30)
"""Between the day of a pledge and the day on which both look whether it held, unless another day is named."""

# --- facts ---


class RepairPledged(ByPerson, frozen=True, kw_only=True, tag="repair_pledged.v1"):
    """The party concerned said what it will do by a day, and on which day both look whether it held."""

    incident: int
    what: str
    due: date
    follow_up: date


class PledgeAccepted(ByPerson, frozen=True, kw_only=True, tag="pledge_accepted.v1"):
    """The party that raised the incident accepted a pledge; one accepted before gives way to it."""

    pledge: int


class PledgeReturned(ByPerson, frozen=True, kw_only=True, tag="pledge_returned.v1"):
    """The party that raised the incident said why a pledge does not repair it."""

    pledge: int
    reason: str


class PledgeWithdrawn(ByPerson, frozen=True, kw_only=True, tag="pledge_withdrawn.v1"):
    """The party concerned took a pledge back that was not accepted yet."""

    pledge: int
    reason: str


class RepairFollowedUp(ByPerson, frozen=True, kw_only=True, tag="repair_followed_up.v1"):
    """One of the two said whether a pledge has held, and what shows it."""

    pledge: int
    held: bool
    evidence: str
    enclosed: tuple[Enclosed, ...] = ()


Fact: TypeAlias = RepairPledged | PledgeAccepted | PledgeReturned | PledgeWithdrawn | RepairFollowedUp

membership.open_to("suspended", RepairPledged, RepairFollowedUp)  # whose voice rests can still put things right

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the statements."""
    if isinstance(fact, RepairPledged):
        pledge = Pledge(recorded.index, recorded.entered, fact.what, fact.due, fact.follow_up)
        incident_at(alliance, fact.incident).pledges.append(pledge)
        incident_at(alliance, fact.incident).told.append(recorded.index)
        alliance.statements.of_pledge[recorded.index] = fact.incident
        alliance.links.add(recorded.index, "statements", (fact.incident,))
        return
    incident, pledge = pledge_at(alliance, fact.pledge)
    incident.told.append(recorded.index)
    match fact:
        case PledgeAccepted():
            for earlier in incident.pledges:
                earlier.replaced = earlier.in_force
            pledge.accepted = said(recorded)
        case PledgeReturned():
            pledge.returned = said(recorded, fact.reason)
        case PledgeWithdrawn():
            pledge.withdrawn = said(recorded, fact.reason)
        case RepairFollowedUp():
            found = FollowUp(said(recorded, fact.evidence), fact.held, fact.enclosed)
            pledge.found.setdefault(recorded.party, []).append(found)
            alliance.files.add(recorded.party, fact.enclosed)
        case _:
            assert_never(fact)


def pledge_at(alliance: "Alliance", index: int) -> tuple[Incident, Pledge]:
    """The incident and the pledge at an entry. Refused when there is none."""
    if index not in alliance.statements.of_pledge:
        raise Refused("pledge_unknown", "Entry {entry} is no pledge.", entry=index)
    incident = alliance.statements.incidents[alliance.statements.of_pledge[index]]
    return incident, next(each for each in incident.pledges if each.index == index)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    leading(alliance, fact.by)
    if isinstance(fact, RepairPledged):
        _may_pledge(alliance, recorded, fact)
        return
    pledge = pledge_at(alliance, fact.pledge)[1]
    incident = open_incident(alliance, alliance.statements.of_pledge[fact.pledge])
    match fact:
        case PledgeAccepted() | PledgeReturned():
            raiser_only(alliance, recorded.party, incident)
            _still_offered(pledge)
        case PledgeWithdrawn():
            concerned_only(alliance, recorded.party, incident)
            _still_offered(pledge)
        case RepairFollowedUp():
            worded(fact.evidence, "what shows it", limit=WHAT_LIMIT)
            files.checked(fact.enclosed)
            one_of_the_two(alliance, recorded.party, incident)
            _may_follow_up(recorded, pledge, held=fact.held)
        case _:
            assert_never(fact)
    if isinstance(fact, PledgeReturned | PledgeWithdrawn):
        worded(fact.reason, "why", limit=WHAT_LIMIT)


def _may_pledge(alliance: "Alliance", recorded: Recorded, fact: RepairPledged) -> None:
    incident = open_incident(alliance, fact.incident)
    concerned_only(alliance, recorded.party, incident)
    worded(fact.what, "what your party will do", limit=WHAT_LIMIT)
    if incident.offered is not None:
        name = alliance.parties.name(incident.party)
        raise Refused("pledge_waits", "A pledge is in the court of {name} already. Take it back first.", name=name)
    if over(fact.due, recorded.entered):
        raise Refused("day_over", "{due} is over. Choose a day to come.", due=fact.due.isoformat())
    if not fact.due <= fact.follow_up <= recorded.entered.date() + HORIZON:
        sentence = "The day on which both look whether it held lies on or after the day of the pledge, within 20 years."
        raise Refused("follow_up_unfit", sentence)


def _still_offered(pledge: Pledge) -> None:
    if not pledge.waits:
        raise Refused("pledge_answered", "This pledge was accepted, returned or taken back before.")


def _may_follow_up(recorded: Recorded, pledge: Pledge, *, held: bool) -> None:
    if not pledge.in_force:
        raise Refused("pledge_not_in_force", "This pledge is not in force: it was not accepted, or was replaced.")
    if not held and not over(pledge.due, recorded.entered):
        sentence = "There is time until {due}: only after that day can it be said not to have held."
        raise Refused("not_due_yet", sentence, due=pledge.due.isoformat())


# --- acts ---


def pledge(
    alliance: "Alliance", *, by: str, now: datetime, incident: int, what: str, due: date, follow_up: date | None = None
) -> RepairPledged:
    """Say what one's own party will do by a day to repair it; both look 30 days later, or on `follow_up`."""
    day = follow_up or min(due, date.max - USUAL_FOLLOW_UP) + USUAL_FOLLOW_UP
    return ruled(
        alliance, now, RepairPledged(by=by, incident=incident, what=what.strip(), due=due, follow_up=day), rule
    )


def accept(alliance: "Alliance", *, by: str, now: datetime, pledge: int) -> PledgeAccepted:
    """Accept a pledge: both look on its day whether it held."""
    return ruled(alliance, now, PledgeAccepted(by=by, pledge=pledge), rule)


def return_pledge(alliance: "Alliance", *, by: str, now: datetime, pledge: int, reason: str) -> PledgeReturned:
    """Say why a pledge does not repair it, and what would."""
    return ruled(alliance, now, PledgeReturned(by=by, pledge=pledge, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, pledge: int, reason: str) -> PledgeWithdrawn:
    """Take one's own pledge back before it is accepted."""
    return ruled(alliance, now, PledgeWithdrawn(by=by, pledge=pledge, reason=reason.strip()), rule)


def follow_up(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    pledge: int,
    held: bool,
    evidence: str,
    enclosed: Iterable[Enclosed] = (),
) -> RepairFollowedUp:
    """Say whether a pledge has held, and what shows it. The last word of each of the two holds."""
    fact = RepairFollowedUp(by=by, pledge=pledge, held=held, evidence=evidence.strip(), enclosed=tuple(enclosed))
    return ruled(alliance, now, fact, rule)
