"""Deliveries: what the owner of a commitment delivered, day due by day due, and what keeps it from delivering.

The owner says that it delivered, with evidence; those it is owed to accept it or return it with a reason. What the
owner cannot deliver because another party is in its way, it says, and that does not count against it while nobody
concerned contests it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import WHAT_LIMIT, said, settle, taking_part
from paripassu.alliance.commitments.promises import Block, Commitment, Delivery
from paripassu.alliance.commitments.releases import creditor_of, one_of_its_days
from paripassu.alliance.days import begun
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.files import Enclosed, checked
from paripassu.alliance.parties import membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class Delivered(ByPerson, frozen=True, kw_only=True, tag="delivered.v1"):
    """The owner delivered what was due on a day, on the day `on`, and says what shows it."""

    entry: int
    due: date
    on: date
    evidence: str
    enclosed: tuple[Enclosed, ...] = ()


class DeliveryWithdrawn(ByPerson, frozen=True, kw_only=True, tag="delivery_withdrawn.v1"):
    """The owner took a delivery back that not all had accepted."""

    delivery: int
    reason: str


class DeliveryAccepted(ByPerson, frozen=True, kw_only=True, tag="delivery_accepted.v1"):
    """A party to which it is owed accepted a delivery, and with it the day on which it came."""

    delivery: int


class DeliveryReturned(ByPerson, frozen=True, kw_only=True, tag="delivery_returned.v1"):
    """A party to which it is owed returned a delivery, with the reason; what it had accepted before is taken back."""

    delivery: int
    reason: str


class Blocked(ByPerson, frozen=True, kw_only=True, tag="blocked.v1"):
    """The owner said that another party keeps it from delivering."""

    entry: int
    blocker: str
    reason: str


class BlockContested(ByPerson, frozen=True, kw_only=True, tag="block_contested.v1"):
    """The party named, or one to which it is owed, contested a block: it does not stand while that is so."""

    block: int
    reason: str


class ContestWithdrawn(ByPerson, frozen=True, kw_only=True, tag="contest_withdrawn.v1"):
    """The party that contested a block takes that back."""

    block: int
    reason: str


class Unblocked(ByPerson, frozen=True, kw_only=True, tag="unblocked.v1"):
    """The owner, or the party named, said that nothing is in the way any more."""

    block: int
    reason: str


Fact: TypeAlias = (
    Delivered
    | DeliveryWithdrawn
    | DeliveryAccepted
    | DeliveryReturned
    | Blocked
    | BlockContested
    | ContestWithdrawn
    | Unblocked
)
membership.open_to("suspended", Delivered, DeliveryWithdrawn)  # whose voice rests owes what it owed

_OfDelivery: TypeAlias = DeliveryWithdrawn | DeliveryAccepted | DeliveryReturned
_OfBlock: TypeAlias = BlockContested | ContestWithdrawn | Unblocked

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the commitments."""
    state = alliance.commitments
    match fact:
        case Delivered():
            state.commitment(fact.entry).deliveries.append(
                Delivery(recorded.index, recorded.entered, fact.due, fact.on, fact.evidence, fact.enclosed, fact.by)
            )
            state.of_delivery[recorded.index] = fact.entry
            alliance.files.add(recorded.party, fact.enclosed)
        case Blocked():
            block = Block(recorded.index, recorded.entered, fact.blocker, fact.reason)
            state.commitment(fact.entry).blocks.append(block)
            state.of_block[recorded.index] = fact.entry
        case DeliveryWithdrawn() | DeliveryAccepted() | DeliveryReturned():
            _apply_to_delivery(alliance, recorded, fact)
        case BlockContested() | ContestWithdrawn() | Unblocked():
            _apply_to_block(block_at(alliance, fact.block)[1], recorded, fact)
        case _:
            assert_never(fact)


def _apply_to_delivery(alliance: "Alliance", recorded: Recorded, fact: _OfDelivery) -> None:
    commitment, delivery = delivery_at(alliance, fact.delivery)
    match fact:
        case DeliveryWithdrawn():
            delivery.withdrawn = said(recorded, fact.reason)
        case DeliveryAccepted():
            delivery.returned.pop(recorded.party, None)
            delivery.accepted[recorded.party] = said(recorded)
            settle(alliance, commitment, recorded.entered)
        case DeliveryReturned():
            delivery.accepted.pop(recorded.party, None)
            delivery.returned[recorded.party] = said(recorded, fact.reason)


def _apply_to_block(block: Block, recorded: Recorded, fact: _OfBlock) -> None:
    match fact:
        case BlockContested():
            block.contested[recorded.party] = said(recorded, fact.reason)
        case ContestWithdrawn():
            del block.contested[recorded.party]
        case Unblocked():
            block.ended = said(recorded, fact.reason)


def delivery_at(alliance: "Alliance", index: int) -> tuple[Commitment, Delivery]:
    """The delivery at an entry and its commitment. Refused when there is none."""
    if index not in alliance.commitments.of_delivery:
        raise Refused("delivery_unknown", "Entry {entry} is no delivery.", entry=index)
    commitment = alliance.commitments.commitment(alliance.commitments.of_delivery[index])
    return commitment, next(each for each in commitment.deliveries if each.index == index)


def block_at(alliance: "Alliance", index: int) -> tuple[Commitment, Block]:
    """The block at an entry and its commitment. Refused when there is none."""
    if index not in alliance.commitments.of_block:
        raise Refused("block_unknown", "Entry {entry} is no block.", entry=index)
    commitment = alliance.commitments.commitment(alliance.commitments.of_block[index])
    return commitment, next(each for each in commitment.blocks if each.index == index)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case Delivered():
            _may_deliver(alliance, recorded, fact)
        case Blocked():
            _may_block(alliance, recorded.party, fact)
        case DeliveryWithdrawn() | DeliveryAccepted() | DeliveryReturned():
            _may_decide(alliance, recorded.party, fact)
        case BlockContested() | ContestWithdrawn() | Unblocked():
            worded(fact.reason, "why", limit=WHAT_LIMIT)
            _may_answer(alliance, recorded.party, fact)
        case _:
            assert_never(fact)


def _owner_of(alliance: "Alliance", party: str, index: int) -> Commitment:
    commitment = alliance.commitments.in_force(index)
    if commitment.fact.owner != party:
        name = alliance.parties.name(commitment.fact.owner)
        raise Refused("not_the_owner", "Only {name}, which owes it, can say this.", name=name)
    return commitment


def _may_deliver(alliance: "Alliance", recorded: Recorded, fact: Delivered) -> None:
    commitment = _owner_of(alliance, recorded.party, fact.entry)
    one_of_its_days(commitment, fact.due)
    worded(fact.evidence, "what shows that it is done", limit=WHAT_LIMIT)
    checked(fact.enclosed)
    if fact.on > recorded.entered.date() and not begun(fact.on, recorded.entered):
        raise Refused("date_in_future", "{on} has not come yet. Say it once it is delivered.", on=fact.on.isoformat())
    before = commitment.delivery(fact.due)
    if before is not None and before.waits:
        names = alliance.parties.names(commitment.fact.to)
        raise Refused("already_delivered", "It is delivered and in the court of {names}.", names=names)


def _may_decide(alliance: "Alliance", party: str, fact: _OfDelivery) -> None:
    commitment, delivery = delivery_at(alliance, fact.delivery)
    alliance.commitments.in_force(commitment.index)
    one_of_its_days(commitment, delivery.due)
    if commitment.delivery(delivery.due) is not delivery:
        raise Refused("delivery_closed", "This delivery was taken back, or another has come since.")
    if isinstance(fact, DeliveryWithdrawn):
        worded(fact.reason, "why you take it back", limit=WHAT_LIMIT)
        _owner_of(alliance, party, commitment.index)
        return
    creditor_of(alliance, party, commitment)
    if isinstance(fact, DeliveryReturned):
        worded(fact.reason, "why you return it", limit=WHAT_LIMIT)
    if party in (delivery.accepted if isinstance(fact, DeliveryAccepted) else delivery.returned):
        raise Refused("already_said", "Your party has already said so. It can say the other thing.")


def _may_block(alliance: "Alliance", party: str, fact: Blocked) -> None:
    commitment = _owner_of(alliance, party, fact.entry)
    worded(fact.reason, "what is in the way", limit=WHAT_LIMIT)
    if fact.blocker == party or fact.blocker not in version_in_force(alliance).partners:
        raise Refused("blocker_unfit", "Name another partner that is in the way.")
    if commitment.block is not None:
        raise Refused("already_blocked", "A block is stated already. Lift it first, if another has taken its place.")


def _may_answer(alliance: "Alliance", party: str, fact: _OfBlock) -> None:
    commitment, block = block_at(alliance, fact.block)
    alliance.commitments.in_force(commitment.index)
    if isinstance(fact, Unblocked):
        if party not in (commitment.fact.owner, block.blocker):
            names = alliance.parties.names((commitment.fact.owner, block.blocker))
            raise Refused("not_yours_to_lift", "{names} can say that nothing is in the way now.", names=names)
        if block.ended is not None:
            raise Refused("block_ended", "This block is lifted already.")
        return
    if party == commitment.fact.owner or party not in (*commitment.fact.to, block.blocker):
        names = alliance.parties.names({*commitment.fact.to, block.blocker} - {commitment.fact.owner})
        raise Refused("not_yours_to_contest", "{names} can contest this block.", names=names)
    if (party in block.contested) == isinstance(fact, BlockContested):
        raise Refused("already_said", "Your party has already said so. It can say the other thing.")


# --- acts ---


def deliver(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    entry: int,
    due: date,
    on: date,
    evidence: str,
    enclosed: Iterable[Enclosed] = (),
) -> Delivered:
    """Say that what was due on a day is delivered, when, and what shows it. It is then in the court of the others."""
    fact = Delivered(by=by, entry=entry, due=due, on=on, evidence=evidence.strip(), enclosed=tuple(enclosed))
    return ruled(alliance, now, fact, rule)


def withdraw_delivery(alliance: "Alliance", *, by: str, now: datetime, delivery: int, reason: str) -> DeliveryWithdrawn:
    """Take one's own delivery back, before all have accepted it."""
    return ruled(alliance, now, DeliveryWithdrawn(by=by, delivery=delivery, reason=reason.strip()), rule)


def accept_delivery(alliance: "Alliance", *, by: str, now: datetime, delivery: int) -> DeliveryAccepted:
    """Accept a delivery and the day it came on. Accepting lifts one's own return of it."""
    return ruled(alliance, now, DeliveryAccepted(by=by, delivery=delivery), rule)


def return_delivery(alliance: "Alliance", *, by: str, now: datetime, delivery: int, reason: str) -> DeliveryReturned:
    """Return a delivery, with the reason. The owner then delivers again."""
    return ruled(alliance, now, DeliveryReturned(by=by, delivery=delivery, reason=reason.strip()), rule)


def block(alliance: "Alliance", *, by: str, now: datetime, entry: int, blocker: str, reason: str) -> Blocked:
    """Say that another party keeps one from delivering."""
    return ruled(alliance, now, Blocked(by=by, entry=entry, blocker=blocker, reason=reason.strip()), rule)


def contest_block(alliance: "Alliance", *, by: str, now: datetime, block: int, reason: str) -> BlockContested:
    """Contest a block, with the reason: while that is so, it does not stand."""
    return ruled(alliance, now, BlockContested(by=by, block=block, reason=reason.strip()), rule)


def withdraw_contest(alliance: "Alliance", *, by: str, now: datetime, block: int, reason: str) -> ContestWithdrawn:
    """Take back that one contests a block."""
    return ruled(alliance, now, ContestWithdrawn(by=by, block=block, reason=reason.strip()), rule)


def unblock(alliance: "Alliance", *, by: str, now: datetime, block: int, reason: str) -> Unblocked:
    """Say that nothing is in the way any more."""
    return ruled(alliance, now, Unblocked(by=by, block=block, reason=reason.strip()), rule)
