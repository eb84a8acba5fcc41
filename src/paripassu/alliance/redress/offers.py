"""What is offered in a redress: a remedy, consent to the imbalance until a day, or to close it. All agree, or nothing.

An offer that all agreed to takes the place of the one before. The others that waited are overtaken: they stay readable
and can be proposed anew.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.commitments import said, taking_part
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson, Recorded, measurable, plain, ruled, short_enough, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.redress.levers import open_redress
from paripassu.alliance.redress.matters import (
    WORDS_NEEDED,
    ClosingProposed,
    ConsentProposed,
    Move,
    Offer,
    Redress,
    RemedyProposed,
    lever,
    missing,
    offer,
    redress,
    usable,
)
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 2_000
MOST_OFFERS = 100
FURTHEST = timedelta(days=731)

# --- facts ---


class OfferAgreed(ByPerson, frozen=True, kw_only=True, tag="redress_offer_agreed.v1"):
    """A party agreed to what was proposed. This lifts its own earlier “no”."""

    offer: int


class OfferDeclined(ByPerson, frozen=True, kw_only=True, tag="redress_offer_declined.v1"):
    """A party does not agree to what was proposed, with the reason."""

    offer: int
    reason: str


class OfferWithdrawn(ByPerson, frozen=True, kw_only=True, tag="redress_offer_withdrawn.v1"):
    """The party that proposed something took it back."""

    offer: int
    reason: str


Answer: TypeAlias = OfferAgreed | OfferDeclined | OfferWithdrawn
Fact: TypeAlias = RemedyProposed | ConsentProposed | ClosingProposed | OfferAgreed | OfferDeclined | OfferWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    if isinstance(fact, RemedyProposed | ConsentProposed | ClosingProposed):
        made = Offer(recorded.index, recorded.entered, recorded.party, fact, {recorded.party: said(recorded)})
        redress(alliance, fact.redress).offers[recorded.index] = made
        alliance.redress.part_of[recorded.index] = fact.redress
        alliance.links.add(recorded.index, "redress", (fact.redress,))
        return
    one, offered = offer(alliance, fact.offer)
    match fact:
        case OfferAgreed():
            offered.declined.pop(recorded.party, None)
            offered.agreed[recorded.party] = said(recorded)
            settle(alliance, one, offered, recorded.entered)
        case OfferDeclined():
            offered.agreed.pop(recorded.party, None)
            offered.declined[recorded.party] = said(recorded, fact.reason)
        case OfferWithdrawn():
            offered.withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def settle(alliance: "Alliance", one: Redress, offered: Offer, at: datetime) -> None:
    """Let an offer hold when all whose word counts have agreed, two at least, and its levers and day still stand."""
    enough = len(offered.agreed) >= WORDS_NEEDED and not missing(alliance, offered)
    if not offered.pending or not enough or not timely(offered, at) or gone(alliance, offered):
        return
    offered.settled = at
    one.settled.append(offered)
    for other in one.offers.values():
        if other.pending:
            other.overtaken = True


def timely(offered: Offer, now: datetime) -> bool:
    """Whether the day of an offer still lies ahead."""
    return isinstance(offered.fact, ClosingProposed) or not over(offered.fact.until, now)


def gone(alliance: "Alliance", offered: Offer) -> tuple[int, ...]:
    """The levers of a remedy that may not be used any more."""
    moves = offered.fact.moves if isinstance(offered.fact, RemedyProposed) else ()
    return tuple(move.lever for move in moves if not usable(alliance, lever(alliance, move.lever)[1]))


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    if isinstance(fact, OfferAgreed | OfferDeclined | OfferWithdrawn):
        _may_answer(alliance, recorded, fact)
        return
    one = open_redress(alliance, fact.redress)
    if len(one.offers) >= MOST_OFFERS:
        raise Refused("offers_full", "So much was proposed in this redress: close it and open another one.")
    match fact:
        case RemedyProposed():
            _ahead(fact.until, recorded.entered)
            short_enough(fact.note, "what you want to say", limit=TEXT_LIMIT)
            _movable(alliance, one, fact)
        case ConsentProposed():
            worded(fact.reason, "why the imbalance is accepted for now", limit=TEXT_LIMIT)
            _ahead(fact.until, recorded.entered)
        case ClosingProposed():
            worded(fact.reason, "why nothing is left to mend", limit=TEXT_LIMIT)
        case _:
            assert_never(fact)


def _ahead(day: date, now: datetime) -> None:
    if over(day, now) or day > now.date() + FURTHEST:
        raise Refused("day_unfit", "Choose a day to come, two years off at the most.")


def _movable(alliance: "Alliance", one: Redress, fact: RemedyProposed) -> None:
    named = [move.lever for move in fact.moves]
    if not named or len(set(named)) != len(named):
        raise Refused("nothing_moved", "Say what to move, by each lever once.")
    for move in fact.moves:
        if move.lever not in one.levers or not usable(alliance, one.levers[move.lever]):
            raise Refused("lever_not_agreed", "Lever {lever} is not agreed by giver and receiver.", lever=move.lever)
        if not 0 < measurable(move.amount, "the amount") <= one.levers[move.lever].fact.most:
            raise Refused("move_unfit", "By lever {lever} more than 0 and no more than its most is moved.",
                          lever=move.lever)  # fmt: skip
    numbers = (fact.must_move, fact.cost, fact.bound)
    if not 0 <= fact.computed_at <= alliance.size or any(
        value is not None and measurable(value, "the figure") < 0 for value in numbers
    ):
        raise Refused("figures_unsound", "These figures are not of this record. Propose it from the page.")


def _may_answer(alliance: "Alliance", recorded: Recorded, fact: Answer) -> None:
    one, offered = offer(alliance, fact.offer)
    open_redress(alliance, one.index)
    if not offered.pending:
        raise Refused("offer_closed", "This is agreed, taken back, or something else was agreed since. Propose anew.")
    match fact:
        case OfferAgreed():
            _may_agree(alliance, recorded, offered)
        case OfferDeclined():
            worded(fact.reason, "why not", limit=TEXT_LIMIT)
            if offered.party == recorded.party:
                raise Refused("your_own", "Your party proposed this: take it back, with the reason.")
        case OfferWithdrawn():
            worded(fact.reason, "why you take it back", limit=TEXT_LIMIT)
            if offered.party != recorded.party:
                name = alliance.parties.name(offered.party)
                raise Refused("not_yours", "Only {name}, which proposed this, can take it back.", name=name)
        case _:
            assert_never(fact)


def _may_agree(alliance: "Alliance", recorded: Recorded, offered: Offer) -> None:
    if recorded.party in offered.agreed:
        raise Refused("already_agreed", "Your party has already agreed to this.")
    if not timely(offered, recorded.entered):
        raise Refused("offer_late", "The day this was proposed for is over. Propose it with another one.")
    lost = gone(alliance, offered)
    if lost:
        raise Refused("lever_not_agreed", "Lever {lever} is not agreed by giver and receiver.", lever=lost[0])


# --- acts ---


def propose_remedy(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    redress: int,
    moves: Mapping[int, Decimal],
    until: date,
    note: str = "",
    computed_at: int = 0,
    must_move: Decimal | None = None,
    cost: Decimal | None = None,
    bound: Decimal | None = None,
) -> RemedyProposed:
    """Propose what to move: so much by each lever."""
    amounts = tuple(Move(index, plain(moves[index], "the amount")) for index in sorted(moves))
    fact = RemedyProposed(
        by=by, redress=redress, moves=amounts, until=until, note=note.strip(), computed_at=computed_at,
        must_move=must_move, cost=cost, bound=bound,
    )  # fmt: skip
    return ruled(alliance, now, fact, rule)


def propose_consent(
    alliance: "Alliance", *, by: str, now: datetime, redress: int, until: date, reason: str
) -> ConsentProposed:
    """Propose to accept the imbalance through a day."""
    return ruled(alliance, now, ConsentProposed(by=by, redress=redress, until=until, reason=reason.strip()), rule)


def propose_closing(alliance: "Alliance", *, by: str, now: datetime, redress: int, reason: str) -> ClosingProposed:
    """Propose to close a redress."""
    return ruled(alliance, now, ClosingProposed(by=by, redress=redress, reason=reason.strip()), rule)


def agree_offer(alliance: "Alliance", *, by: str, now: datetime, offer: int) -> OfferAgreed:
    """Agree to what was proposed."""
    return ruled(alliance, now, OfferAgreed(by=by, offer=offer), rule)


def decline_offer(alliance: "Alliance", *, by: str, now: datetime, offer: int, reason: str) -> OfferDeclined:
    """Say why one's party does not agree to what was proposed."""
    return ruled(alliance, now, OfferDeclined(by=by, offer=offer, reason=reason.strip()), rule)


def withdraw_offer(alliance: "Alliance", *, by: str, now: datetime, offer: int, reason: str) -> OfferWithdrawn:
    """Take back what one's own party proposed."""
    return ruled(alliance, now, OfferWithdrawn(by=by, offer=offer, reason=reason.strip()), rule)
