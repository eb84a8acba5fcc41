"""Releases: those to whom something is owed let the owner off, and who of its people carries it.

The owner never releases itself: each party to which it is owed says so, and it takes effect with the last of them.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.commitments import WHAT_LIMIT, said, settle, settled, something_open, taking_part
from paripassu.alliance.commitments.promises import Commitment
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class Released(ByPerson, frozen=True, kw_only=True, tag="commitment_released.v1"):
    """A party to which something is owed lets the owner off: from one day due, or (None) from all that is open."""

    entry: int
    due: date | None = None
    reason: str


class ReleaseWithdrawn(ByPerson, frozen=True, kw_only=True, tag="release_withdrawn.v1"):
    """The party took its word of release back, before all had said it."""

    entry: int
    due: date | None = None
    reason: str


class CarrierNamed(ByPerson, frozen=True, kw_only=True, tag="carrier_named.v1"):
    """The owner said which of its people carries a commitment; an empty id: nobody in particular."""

    entry: int
    person: str


Fact: TypeAlias = Released | ReleaseWithdrawn | CarrierNamed

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the commitments."""
    commitment = alliance.commitments.commitment(fact.entry)
    match fact:
        case Released():
            commitment.released.setdefault(fact.due, {})[recorded.party] = said(recorded, fact.reason)
            settle(alliance, commitment, recorded.entered)
        case ReleaseWithdrawn():
            del commitment.released[fact.due][recorded.party]
        case CarrierNamed():
            commitment.carrier = fact.person
        case _:
            assert_never(fact)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case Released():
            worded(fact.reason, "why you release it", limit=WHAT_LIMIT)
            _may_release(alliance, recorded, fact)
        case ReleaseWithdrawn():
            worded(fact.reason, "why you take the release back", limit=WHAT_LIMIT)
            _may_keep(alliance, recorded, fact)
        case CarrierNamed():
            _may_carry(alliance, recorded.party, alliance.commitments.commitment(fact.entry), fact.person)
        case _:
            assert_never(fact)


def creditor_of(alliance: "Alliance", party: str, commitment: Commitment) -> None:
    """Refused when nothing is owed to this party by a commitment."""
    if party not in commitment.fact.to:
        names = alliance.parties.names(commitment.fact.to)
        raise Refused("not_owed_to_you", "It is owed to {names}: they decide about it.", names=names)


def one_of_its_days(commitment: Commitment, due: date) -> None:
    """Refused when a commitment is not due on this day, or what was due then is settled."""
    if due not in commitment.dues:
        sentence = "Commitment {entry} is not due on {due}. Choose one of its days."
        raise Refused("not_due_then", sentence, entry=commitment.index, due=due.isoformat())
    if settled(commitment, due):
        raise Refused("already_accepted", "What was due on {due} was accepted by all.", due=due.isoformat())
    if due in commitment.waived:
        raise Refused("released_by_all", "What was due on {due} was released by all.", due=due.isoformat())


def _may_release(alliance: "Alliance", recorded: Recorded, fact: Released) -> None:
    managing(alliance, fact.by)
    commitment = alliance.commitments.in_force(fact.entry)
    creditor_of(alliance, recorded.party, commitment)
    if fact.due is None:
        something_open(alliance, fact.entry)
    else:
        one_of_its_days(commitment, fact.due)
    if recorded.party in commitment.released.get(fact.due, {}):
        raise Refused("already_released", "Your party has already released it; it waits for the others.")


def _may_keep(alliance: "Alliance", recorded: Recorded, fact: ReleaseWithdrawn) -> None:
    managing(alliance, fact.by)
    commitment = alliance.commitments.in_force(fact.entry)
    if recorded.party not in commitment.released.get(fact.due, {}):
        raise Refused("not_released", "Your party has not released it, so there is nothing to take back.")
    if fact.due in commitment.waived:
        raise Refused("released_by_all", "All have released it: it is joint now. Propose a new commitment.")


def _may_carry(alliance: "Alliance", party: str, commitment: Commitment, person: str) -> None:
    if commitment.fact.owner != party:
        name = alliance.parties.name(commitment.fact.owner)
        raise Refused("not_the_owner", "Only {name}, which owes it, says who carries it.", name=name)
    if commitment.withdrawn is not None or commitment.freed is not None or commitment.replaced_by is not None:
        raise Refused("commitment_closed", "Commitment {entry} is closed.", entry=commitment.index)
    if person and alliance.parties.seat(person).party != party:
        raise Refused("not_your_side", "Only somebody of the same party can carry it.")


# --- acts ---


def release(
    alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str, due: date | None = None
) -> Released:
    """Let the owner off, from one day due or from all that is open; in effect once all it is owed to have said so."""
    return ruled(alliance, now, Released(by=by, entry=entry, due=due, reason=reason.strip()), rule)


def withdraw_release(
    alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str, due: date | None = None
) -> ReleaseWithdrawn:
    """Take one's word of release back, before all have said it."""
    return ruled(alliance, now, ReleaseWithdrawn(by=by, entry=entry, due=due, reason=reason.strip()), rule)


def name_carrier(alliance: "Alliance", *, by: str, now: datetime, entry: int, person: str) -> CarrierNamed:
    """Say which of one's own people carries a commitment; an empty id: nobody in particular."""
    return ruled(alliance, now, CarrierNamed(by=by, entry=entry, person=person), rule)
