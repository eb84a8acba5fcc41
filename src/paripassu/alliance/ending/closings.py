"""The closing balance: what each party put in, received and ought to have received, accepted by every party.

The figures are computed by the measures from the record as it stands at one entry, and stated as they are. That the
sums are those of the ledger is checked here. When something comes to count after that, the statement is stale and has
to be made anew. What it means in payments becomes commitments that point to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never, get_args

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.ending import in_wind_down, partakers, parting
from paripassu.alliance.facts import ByPerson, Recorded, measurable, ruled, short_enough, worded
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing, membership
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 4_000
MOST_PAYMENTS = 200
Status = Literal["open", "objected", "stale", "accepted", "replaced"]


class PartyClosing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party in a pool, in its unit: what it put in, what it received, what it ought to have (None: cannot be said).

    What a party contributed and the responsibilities it carried are put in alike, as the balance reckons them.
    """

    party: str
    put: Decimal
    received: Decimal
    due: Decimal | None = None


class PoolClosing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pool at the end, its parties sorted; `why` says why there is no figure of what each ought to have."""

    pool: str
    unit: str
    parties: tuple[PartyClosing, ...]
    why: str = ""


class Payment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one party pays to another to settle a pool, in its unit."""

    pool: str
    payer: str
    receiver: str
    amount: Decimal


# --- facts ---


class ClosingStated(ByPerson, frozen=True, kw_only=True, tag="closing_stated.v1"):
    """The closing balance after the first `at` entries of the record was put before all; who states it accepts it."""

    at: int
    pools: tuple[PoolClosing, ...]
    payments: tuple[Payment, ...] = ()
    note: str = ""
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class ClosingAccepted(ByPerson, frozen=True, kw_only=True, tag="closing_accepted.v1"):
    """The party accepted the closing balance stated at an entry. This lifts its own objection."""

    closing: int


class ClosingObjected(ByPerson, frozen=True, kw_only=True, tag="closing_objected.v1"):
    """The party said what is wrong with the closing balance. This takes its own acceptance back."""

    closing: int
    reason: str


Fact: TypeAlias = ClosingStated | ClosingAccepted | ClosingObjected

membership.open_to("suspended", *get_args(Fact))
membership.open_to("alone", *get_args(Fact))
membership.open_to("left", *get_args(Fact))

# --- state ---


@dataclass(slots=True)
class Closing:
    """A closing balance under its entry, with the word of each party."""

    index: int
    entered: datetime
    party: str
    fact: ClosingStated
    accepted: dict[str, int] = field(default_factory=dict)
    objected: dict[str, str] = field(default_factory=dict)
    replaced_by: int | None = None
    aside: bool = False


class Totals(NamedTuple):
    """What a party put into a pool and what it received, as confirmed."""

    put: Decimal
    received: Decimal


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    closings = alliance.ending.closings
    match fact:
        case ClosingStated():
            before = current(alliance)
            if before is not None:
                before.replaced_by = recorded.index
            accepted = {recorded.party: recorded.index}
            made = Closing(recorded.index, recorded.entered, recorded.party, fact, accepted)
            closings[recorded.index] = made
            alliance.ending.signed.clear()
            alliance.links.add(recorded.index, "ending", fact.about, fact.clauses)
        case ClosingAccepted():
            closings[fact.closing].objected.pop(recorded.party, None)
            closings[fact.closing].accepted[recorded.party] = recorded.index
        case ClosingObjected():
            closings[fact.closing].accepted.pop(recorded.party, None)
            closings[fact.closing].objected[recorded.party] = fact.reason
        case _:
            assert_never(fact)


def current(alliance: "Alliance") -> Closing | None:
    """The closing balance that was stated last; None when there is none that counts."""
    last = next(reversed(alliance.ending.closings.values()), None)
    return None if last is None or last.aside else last


def totals(alliance: "Alliance", settling: int | None = None) -> dict[tuple[str, str], Totals]:
    """By pool and party, what is confirmed; without what settles the closing balance at an entry."""
    version = version_in_force(alliance)
    found = {(pool, party): Totals(Decimal(0), Decimal(0)) for pool in version.pools for party in version.partners}
    for posting in alliance.ledger.postings.values():
        place = (posting.fact.pool, posting.fact.of)
        if posting.status != "confirmed" or posting.value is None or place not in found:
            continue
        if settling is not None and settling in posting.fact.about:
            continue
        put, received = found[place]
        if posting.side == "reward":
            found[place] = Totals(put, received + posting.value)
        else:
            found[place] = Totals(put + posting.value, received)
    return found


def stale(alliance: "Alliance", closing: Closing) -> bool:
    """Whether something has come to count, or the pools or partners have changed, since the balance was stated."""
    stated = {
        (pool.pool, one.party): Totals(one.put, one.received) for pool in closing.fact.pools for one in pool.parties
    }
    return stated != totals(alliance, closing.index)


def missing(alliance: "Alliance", closing: Closing) -> tuple[str, ...]:
    """The parties whose acceptance is missing, sorted."""
    return tuple(party for party in partakers(alliance) if party not in closing.accepted)


def status(alliance: "Alliance", closing: Closing) -> Status:
    """Where a closing balance stands."""
    if closing.replaced_by is not None or closing.aside:
        return "replaced"
    if stale(alliance, closing):
        return "stale"
    if closing.objected:
        return "objected"
    return "open" if missing(alliance, closing) else "accepted"


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    parting(alliance, recorded.party)
    in_wind_down(alliance, recorded.entered)
    if isinstance(fact, ClosingStated):
        _may_state(alliance, recorded, fact)
        return
    closing = alliance.ending.closings.get(fact.closing)
    if closing is None or closing is not current(alliance):
        raise Refused("closing_replaced", "Entry {entry} is not the closing balance now.", entry=fact.closing)
    if stale(alliance, closing):
        raise Refused("closing_stale", "The ledger has changed since this was computed. State the balance anew.")
    match fact:
        case ClosingAccepted():
            if recorded.party in closing.accepted:
                raise Refused("already_accepted", "Your party has already accepted this closing balance.")
        case ClosingObjected():
            worded(fact.reason, "what is wrong with it", limit=TEXT_LIMIT)
            if status(alliance, closing) == "accepted":
                raise Refused(
                    "closing_accepted",
                    "Every party has accepted it: it is joint now. Post a correction, and state it anew.",
                )
        case _:
            assert_never(fact)


def _may_state(alliance: "Alliance", recorded: Recorded, fact: ClosingStated) -> None:
    short_enough(fact.note, "the note", limit=TEXT_LIMIT)
    known(alliance, fact.about, fact.clauses)
    _replaceable(alliance, recorded.party)
    if fact.at != recorded.index:
        raise Refused(
            "closing_elsewhere",
            "The balance was computed after {at} entries, and there are {size} now. Compute it anew.",
            at=fact.at,
            size=recorded.index,
        )
    version = version_in_force(alliance)
    stated = {(pool.pool, one.party): one for pool in fact.pools for one in pool.parties}
    count = sum(len(pool.parties) for pool in fact.pools)
    reckoned = totals(alliance)
    if (
        [pool.pool for pool in fact.pools] != sorted(version.pools)
        or count != len(stated)
        or set(stated) != set(reckoned)
    ):
        raise Refused("closing_incomplete", "A closing balance has every pool and every partner in it, each once.")
    for place, one in stated.items():
        _sound(one, reckoned[place])
    for pool in fact.pools:
        short_enough(pool.why, "why there is no figure", limit=TEXT_LIMIT)
        _all_or_none(pool)
    _sound_payments(alliance, fact)


def _replaceable(alliance: "Alliance", party: str) -> None:
    before = current(alliance)
    if before is None or stale(alliance, before) or before.objected:
        return
    others = [other for other in before.accepted if other != party]
    if others:
        raise Refused(
            "closing_waits",
            "A closing balance is on the table that {names} has accepted. Accept it, or object and say why.",
            names=alliance.parties.names(others),
        )


def _sound(one: PartyClosing, reckoned: Totals) -> None:
    if (one.put, one.received) != reckoned:
        raise Refused("closing_differs", "These sums are not those of the ledger. Compute the balance anew.")
    if one.due is not None and not one.due.is_finite():
        raise Refused("closing_no_figure", "What a party ought to have received is no number.")


def _all_or_none(pool: PoolClosing) -> None:
    """Refused unless what is due is said for every party, and sums to what was received; or for none, with the why."""
    dues = [one.due for one in pool.parties if one.due is not None]
    if not dues:
        worded(pool.why, "why it cannot be said what each ought to have")
        return
    received = sum((one.received for one in pool.parties), Decimal(0))
    slack = Decimal("0.01") * len(pool.parties) + abs(received) * Decimal("0.000001")
    if len(dues) != len(pool.parties) or abs(sum(dues, Decimal(0)) - received) > slack:
        raise Refused("closing_no_sum", "What the parties ought to have does not sum to what they received.")


def _sound_payments(alliance: "Alliance", fact: ClosingStated) -> None:
    partners, pools = version_in_force(alliance).partners, {pool.pool for pool in fact.pools}
    if len(fact.payments) > MOST_PAYMENTS:
        raise Refused("too_many_payments", "State {most} payments at most.", most=MOST_PAYMENTS)
    for one in fact.payments:
        if one.payer == one.receiver or {one.payer, one.receiver} - set(partners) or one.pool not in pools:
            raise Refused("payment_unfit", "A payment is from one partner to another, in a pool of the agreement.")
        if measurable(one.amount, "the payment") <= 0:
            raise Refused("payment_unfit", "A payment is more than nothing.")


# --- acts ---


def state_closing(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    pools: Iterable[PoolClosing],
    payments: Iterable[Payment] = (),
    at: int | None = None,
    note: str = "",
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ClosingStated:
    """Put the closing balance before all, as the measures compute it from the record as it stands now."""
    fact = ClosingStated(
        by=by,
        at=alliance.size if at is None else at,
        pools=tuple(pools),
        payments=tuple(payments),
        note=note.strip(),
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, rule)


def accept_closing(alliance: "Alliance", *, by: str, now: datetime, closing: int) -> ClosingAccepted:
    """Accept the closing balance."""
    return ruled(alliance, now, ClosingAccepted(by=by, closing=closing), rule)


def object_to_closing(alliance: "Alliance", *, by: str, now: datetime, closing: int, reason: str) -> ClosingObjected:
    """Say what is wrong with the closing balance, while not every party has accepted it."""
    return ruled(alliance, now, ClosingObjected(by=by, closing=closing, reason=reason.strip()), rule)
