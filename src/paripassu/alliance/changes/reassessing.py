"""Reassessing: each party says how it would answer a change, then all agree on one outcome and its words.

Four answers: keep everything as it is, adjust goals, amend the agreement, or stop. No outcome holds before all have
agreed to it, and it is replaced only by another that all agree to.
"""

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.changes import WHAT_LIMIT, said
from paripassu.alliance.changes.notices import Change, Judged, Outcome, View
from paripassu.alliance.commitments import taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices, waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class ViewStated(ByPerson, frozen=True, kw_only=True, tag="change_view_stated.v1"):
    """The party said how it would answer a change, and why. Its last word counts."""

    change: int
    view: View
    reason: str


class OutcomeProposed(ByPerson, frozen=True, kw_only=True, tag="change_outcome_proposed.v1"):
    """It was proposed to all how to answer a change; `strategy` says what is done now, or why nothing is."""

    change: int
    view: View
    strategy: str


class OutcomeAgreed(ByPerson, frozen=True, kw_only=True, tag="change_outcome_agreed.v1"):
    """The party agreed to a proposed outcome."""

    outcome: int


class OutcomeDeclined(ByPerson, frozen=True, kw_only=True, tag="change_outcome_declined.v1"):
    """The party declined a proposed outcome, with its reason; what it had agreed before is taken back."""

    outcome: int
    reason: str


class OutcomeWithdrawn(ByPerson, frozen=True, kw_only=True, tag="change_outcome_withdrawn.v1"):
    """The party that proposed an outcome took it back before all had agreed."""

    outcome: int
    reason: str


Fact: TypeAlias = ViewStated | OutcomeProposed | OutcomeAgreed | OutcomeDeclined | OutcomeWithdrawn

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state of the changes."""
    state = alliance.changes
    index, entered, party, _fact = recorded
    match fact:
        case ViewStated():
            state.change(fact.change).views[party] = Judged(index, entered, fact.view, fact.reason)
        case OutcomeProposed():
            change = state.change(fact.change)
            base = len(change.settled)
            change.outcomes[index] = Outcome(index, entered, party, fact.view, fact.strategy, base)
            state.part_of[index] = change.index
            alliance.links.add(index, "changes", (change.index,))
        case OutcomeAgreed():
            change, found = outcome(alliance, fact.outcome)
            found.declined.pop(party, None)
            found.agreed[party] = said(recorded)
            _settle(alliance, change, found, entered)
        case OutcomeDeclined():
            _change, found = outcome(alliance, fact.outcome)
            found.agreed.pop(party, None)
            found.declined[party] = said(recorded, fact.reason)
        case OutcomeWithdrawn():
            outcome(alliance, fact.outcome)[1].withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def outcome(alliance: "Alliance", index: int) -> tuple[Change, Outcome]:
    """The outcome proposed at an entry, with its change. Refused when there is none."""
    change = alliance.changes.by_index.get(alliance.changes.part_of.get(index, -1))
    if change is None or index not in change.outcomes:
        raise Refused("outcome_unknown", "Entry {entry} proposes no answer to a change.", entry=index)
    return change, change.outcomes[index]


def _settle(alliance: "Alliance", change: Change, found: Outcome, at: datetime) -> None:
    if found in change.open_outcomes() and not awaited(alliance, found):
        found.settled = at


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After the voices changed: settle what waits for nobody any more because a party has left or rests."""
    for change in alliance.changes.by_index.values():
        for found in list(change.open_outcomes()):
            _settle(alliance, change, found, at)


def awaited(alliance: "Alliance", found: Outcome) -> tuple[str, ...]:
    """The partners whose agreement an outcome still needs, sorted; whoever proposed it does not agree to it."""
    return tuple(party for party in waited_for(alliance) if party != found.party and party not in found.agreed)


def unjudged(alliance: "Alliance", change: Change) -> tuple[str, ...]:
    """The partners that have not said how they would answer a change, sorted."""
    return tuple(party for party in voices(alliance) if party not in change.views)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    match fact:
        case ViewStated():
            _known_view(fact.view)
            worded(fact.reason, "why you would answer it so", limit=WHAT_LIMIT)
            alliance.changes.standing(fact.change)
        case OutcomeProposed():
            _known_view(fact.view)
            worded(fact.strategy, "what is done now, or why nothing is", limit=WHAT_LIMIT)
            _may_propose(alliance, fact.change)
        case OutcomeAgreed():
            found = _asked(alliance, recorded.party, fact.outcome)
            if recorded.party in found.agreed:
                raise Refused("already_agreed", "Your party has already agreed to it.")
        case OutcomeDeclined():
            worded(fact.reason, "why you decline it", limit=WHAT_LIMIT)
            _asked(alliance, recorded.party, fact.outcome)
        case OutcomeWithdrawn():
            worded(fact.reason, "why you withdraw it", limit=WHAT_LIMIT)
            _may_withdraw(alliance, recorded.party, fact.outcome)
        case _:
            assert_never(fact)


def _known_view(view: str) -> None:
    if view not in get_args(View):
        raise Refused("view_unknown", "Choose: keep it as it is, adjust goals, amend the agreement, or stop.")


def _may_propose(alliance: "Alliance", index: int) -> None:
    change = alliance.changes.standing(index)
    missing = unjudged(alliance, change)
    if missing:
        sentence = "First every party says how it would answer the change. Missing: {names}."
        raise Refused("views_missing", sentence, names=alliance.parties.names(missing))


def _still_open(alliance: "Alliance", index: int) -> Outcome:
    change, found = outcome(alliance, index)
    alliance.changes.standing(change.index)
    if found not in change.open_outcomes():
        sentence = "Entry {entry} is open no more: it was agreed by all, withdrawn, or another was agreed."
        raise Refused("not_proposed", sentence, entry=index)
    return found


def _asked(alliance: "Alliance", party: str, index: int) -> Outcome:
    found = _still_open(alliance, index)
    if found.party == party:
        raise Refused("own_proposal", "Your party proposed it: the others decide.")
    return found


def _may_withdraw(alliance: "Alliance", party: str, index: int) -> None:
    found = _still_open(alliance, index)
    if found.party != party:
        name = alliance.parties.name(found.party)
        raise Refused("not_your_proposal", "Only {name}, which proposed it, can withdraw it.", name=name)


# --- acts ---


def state_view(alliance: "Alliance", *, by: str, now: datetime, change: int, view: View, reason: str) -> ViewStated:
    """Say how one's party would answer a change, and why."""
    return ruled(alliance, now, ViewStated(by=by, change=change, view=view, reason=reason.strip()), rule)


def propose(alliance: "Alliance", *, by: str, now: datetime, change: int, view: View, strategy: str) -> OutcomeProposed:
    """Propose to all how to answer a change, once every party has said how it would."""
    return ruled(alliance, now, OutcomeProposed(by=by, change=change, view=view, strategy=strategy.strip()), rule)


def agree(alliance: "Alliance", *, by: str, now: datetime, outcome: int) -> OutcomeAgreed:
    """Agree to a proposed outcome. Agreeing lifts one's own refusal."""
    return ruled(alliance, now, OutcomeAgreed(by=by, outcome=outcome), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, outcome: int, reason: str) -> OutcomeDeclined:
    """Decline a proposed outcome, with the reason; this takes one's own agreement back."""
    return ruled(alliance, now, OutcomeDeclined(by=by, outcome=outcome, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, outcome: int, reason: str) -> OutcomeWithdrawn:
    """Take one's own proposal back, before all have agreed to it."""
    return ruled(alliance, now, OutcomeWithdrawn(by=by, outcome=outcome, reason=reason.strip()), rule)
