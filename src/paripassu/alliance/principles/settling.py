"""Settling a strain between the two whom it concerns: one offers what is settled, the other agrees.

Neither closes it alone. What both have agreed to stays as it is; if it strains again, that is a new observation.
"""

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.commitments import taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.principles.observations import OPEN, Observation, Settlement, said, standing
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TEXT_LIMIT = 4_000

# --- facts ---


class SettlementOffered(ByPerson, frozen=True, kw_only=True, tag="strain_settlement_offered.v1"):
    """One of the two said what it would call settled between them, and what each does from now on."""

    observation: int
    text: str


class SettlementAgreed(ByPerson, frozen=True, kw_only=True, tag="strain_settlement_agreed.v1"):
    """The other one agreed: the strain is settled between them."""

    settlement: int


class SettlementDeclined(ByPerson, frozen=True, kw_only=True, tag="strain_settlement_declined.v1"):
    """The other one said what is missing."""

    settlement: int
    reason: str


class SettlementWithdrawn(ByPerson, frozen=True, kw_only=True, tag="strain_settlement_withdrawn.v1"):
    """Who offered it took the offer back."""

    settlement: int
    reason: str


Fact: TypeAlias = SettlementOffered | SettlementAgreed | SettlementDeclined | SettlementWithdrawn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the principles."""
    state = alliance.principles
    if isinstance(fact, SettlementOffered):
        state.observation(fact.observation).settlements.append(Settlement(said(recorded, fact.text)))
        state.of_settlement[recorded.index] = fact.observation
        return
    settlement = settlement_at(alliance, fact.settlement)[1]
    match fact:
        case SettlementAgreed():
            settlement.agreed = said(recorded)
        case SettlementDeclined():
            settlement.declined = said(recorded, fact.reason)
        case SettlementWithdrawn():
            settlement.withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def settlement_at(alliance: "Alliance", index: int) -> tuple[Observation, Settlement]:
    """The settlement offered at an entry, with its observation. Refused when there is none."""
    state = alliance.principles
    if index not in state.of_settlement:
        raise Refused("settlement_unknown", "Entry {entry} offers no settlement of an observation.", entry=index)
    observation = state.by_index[state.of_settlement[index]]
    return observation, next(each for each in observation.settlements if each.offered.entry == index)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    if isinstance(fact, SettlementOffered):
        worded(fact.text, "what is settled", limit=TEXT_LIMIT)
        _may_offer(alliance, recorded.party, alliance.principles.observation(fact.observation))
        return
    observation, settlement = settlement_at(alliance, fact.settlement)
    if not settlement.open or standing(alliance, observation) not in (*OPEN, "passed_on"):
        raise Refused("settlement_closed", "This offer is closed: it was answered, or taken back.")
    offerer = settlement.offered.party
    match fact:
        case SettlementAgreed():
            _the_other(alliance, recorded.party, observation, offerer)
        case SettlementDeclined():
            worded(fact.reason, "what is missing", limit=TEXT_LIMIT)
            _the_other(alliance, recorded.party, observation, offerer)
        case SettlementWithdrawn():
            worded(fact.reason, "why you take it back", limit=TEXT_LIMIT)
            if recorded.party != offerer:
                name = alliance.parties.name(offerer)
                raise Refused("not_your_offer", "{name} offered this: agree, or say what is missing.", name=name)
        case _:
            assert_never(fact)


def one_of_the_two(alliance: "Alliance", party: str, observation: Observation) -> None:
    """Refused when an observation is neither by nor of this party."""
    if party not in observation.between:
        names = alliance.parties.names(observation.between)
        raise Refused("not_between_you", "This is between {names}: they settle it.", names=names)


def _may_offer(alliance: "Alliance", party: str, observation: Observation) -> None:
    one_of_the_two(alliance, party, observation)
    stands = standing(alliance, observation)
    if stands not in (*OPEN, "passed_on"):
        raise Refused("nothing_to_settle", "Nothing is strained here any more: there is nothing to settle.")
    if observation.offer is not None:
        sentence = "An offer of {name} is open already: agree to it, say what is missing, or take it back first."
        raise Refused("offer_open", sentence, name=alliance.parties.name(observation.offer.offered.party))


def _the_other(alliance: "Alliance", party: str, observation: Observation, offerer: str) -> None:
    one_of_the_two(alliance, party, observation)
    if party == offerer:
        name = alliance.parties.name(observation.other(party))
        raise Refused("own_offer", "Your party offered this: it is in the court of {name}.", name=name)


# --- acts ---


def offer(alliance: "Alliance", *, by: str, now: datetime, observation: int, text: str) -> SettlementOffered:
    """Say what one would call settled; it is once the other has agreed."""
    return ruled(alliance, now, SettlementOffered(by=by, observation=observation, text=text.strip()), rule)


def agree(alliance: "Alliance", *, by: str, now: datetime, settlement: int) -> SettlementAgreed:
    """Agree to what the other offered: it is settled between the two."""
    return ruled(alliance, now, SettlementAgreed(by=by, settlement=settlement), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, settlement: int, reason: str) -> SettlementDeclined:
    """Say what is missing in what the other offered."""
    return ruled(alliance, now, SettlementDeclined(by=by, settlement=settlement, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, settlement: int, reason: str) -> SettlementWithdrawn:
    """Take one's own offer back before it is answered."""
    return ruled(alliance, now, SettlementWithdrawn(by=by, settlement=settlement, reason=reason.strip()), rule)
