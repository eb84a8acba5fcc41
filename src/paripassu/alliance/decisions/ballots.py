"""Ballots: sealed until the vote is closed, one for each voter, and how they are counted.

A ballot is on the record for its own party alone. The entry after it says, for everybody, that this is the ballot of
this party; so each can see that nothing was left out when they are opened. Until then a voter may hand in another one:
the last counts. A late one is refused.
"""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from paripassu.alliance.days import over
from paripassu.alliance.decisions.proposals import LEAST_VOTERS, Method, Proposal, Vote, VoteRule
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough
from paripassu.alliance.parties import managing, partnering
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

REASON_LIMIT = 2_000
OPENING_DAYS = 7
"""Days after the closing day for opening. What nobody could open by then is no ballot: nobody holds up a vote."""

YES, NO, ABSTAIN = "yes", "no", "abstain"

# --- facts ---


class BallotCast(ByPerson, frozen=True, kw_only=True, tag="ballot_cast.v1"):
    """A voter chose, sealed: `choice` is yes, no or abstain, or the number of an option from 1.

    `text` is the entry of the text it was cast on.
    """

    proposal: int
    text: int
    choice: str
    reason: str = ""


class BallotHandedIn(ByPerson, frozen=True, kw_only=True, tag="ballot_handed_in.v1"):
    """It was said before all that the sealed entry `ballot`, the one before this, holds a ballot on a proposal."""

    proposal: int
    text: int
    ballot: int


Fact: TypeAlias = BallotCast | BallotHandedIn


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state: a handed-in ballot when it is handed in, what it says when it is opened."""
    proposal = alliance.decisions.proposal(fact.proposal)
    voter = proposal.voter(recorded.party, fact.by)
    if isinstance(fact, BallotHandedIn):
        proposal.ballots[voter], proposal.handed_in = fact.ballot, recorded.entered
        return
    proposal.votes[voter] = Vote(recorded.index, recorded.entered, recorded.party, fact.by, fact.choice, fact.reason)
    proposal.opened = alliance.seals.opened[recorded.index].entered


# --- who votes ---


def quorum(method: Method, voters: int) -> int:
    """How many must take part, if nothing else is agreed: all for consensus, two thirds in a vote, else a majority."""
    if method == "consensus":
        return voters
    share = math.ceil(voters * 2 / 3) if method in ("vote", "body") else voters // 2 + 1
    return max(share, LEAST_VOTERS)


def least_quorum(voters: int) -> int:
    """The smallest quorum that can be agreed: more than half, and never one alone."""
    return max(voters // 2 + 1, LEAST_VOTERS)


def all_cast(proposal: Proposal) -> bool:
    """Whether every voter has handed in a ballot."""
    return all(voter in proposal.ballots for voter in proposal.voters)


def sealed_ballots(proposal: Proposal) -> tuple[int, ...]:
    """The entries of the ballots that are still to be opened, in the order of the record."""
    return tuple(sorted(entry for voter, entry in proposal.ballots.items() if voter not in proposal.votes))


def may_be_opened(proposal: Proposal, now: datetime) -> bool:
    """Whether it is time to open the ballots: the last day is over, or every voter has handed one in."""
    if proposal.withdrawn or not proposal.sealed or not sealed_ballots(proposal):
        return False
    return not opening_over(proposal, now) and (over(proposal.wording.closes, now) or all_cast(proposal))


def opening_over(proposal: Proposal, now: datetime) -> bool:
    """Whether the days for opening are over: what is sealed still is no ballot."""
    return over(proposal.wording.closes + timedelta(days=OPENING_DAYS), now)


# --- counting ---


class Tally(NamedTuple):
    """How the opened ballots stand: how many for each choice, how many voters, and what is carried (empty: nothing).

    `why`: "carried", "too_few" when the quorum is missed, "one_alone" when one party alone is for it, "not_carried".
    """

    counts: dict[str, int]
    cast: int
    carried: str
    why: str


def tally(proposal: Proposal) -> Tally:
    """The count of what was opened, by the rule and the quorum of the proposal."""
    votes = list(proposal.votes.values())
    counts = Counter(vote.choice for vote in votes)
    sums = {choice: counts[choice] for choice in choices(proposal)}
    if len(votes) < proposal.quorum:
        return Tally(sums, len(votes), "", "too_few")
    named = sum(counts.values()) - counts[ABSTAIN]
    for choice in for_choices(proposal):
        if enough(proposal.rule, counts[choice], named):
            parties = {vote.party for vote in votes if vote.choice == choice}
            alone = len(parties) < LEAST_VOTERS
            return Tally(sums, len(votes), "" if alone else choice, "one_alone" if alone else "carried")
    return Tally(sums, len(votes), "", "not_carried")


def enough(rule: VoteRule, favour: int, named: int) -> bool:
    """Whether so many of the ballots that name something are enough. Who abstains takes part and names nothing."""
    if not favour:
        return False
    if rule == "simple":
        return favour * 2 > named
    return favour * 3 >= named * 2 if rule == "two_thirds" else favour == named


def for_choices(proposal: Proposal) -> Iterable[str]:
    """What can be carried: yes, or one of the options."""
    options = proposal.wording.options
    return [str(number) for number in range(1, len(options) + 1)] if options else [YES]


def choices(proposal: Proposal) -> list[str]:
    """What a ballot can say here."""
    return [*for_choices(proposal), ABSTAIN] if proposal.wording.options else [YES, NO, ABSTAIN]


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    may_vote(alliance, recorded, fact)
    if isinstance(fact, BallotCast):
        _sound(alliance.decisions.proposal(fact.proposal), fact)
        return
    sealed = alliance.seals.closed.get(fact.ballot)
    if sealed is None or sealed.party != recorded.party or fact.ballot != recorded.index - 1:
        raise Refused("no_ballot", "Entry {entry} is no sealed ballot of your party.", entry=fact.ballot)


def may_vote(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when this person cannot hand in a ballot on this text at this moment."""
    proposal = alliance.decisions.proposal(fact.proposal)
    seat = partnering(alliance, fact.by) if proposal.method == "body" else managing(alliance, fact.by)
    if not proposal.sealed:
        raise Refused("no_vote", "This proposal is not decided by ballots: agree to it, or object and say why.")
    if proposal.closed(recorded.entered):
        raise Refused("vote_closed", "The vote is closed: a ballot that comes late never counts.")
    if seat.party in proposal.barred:
        raise Refused("own_breach", "Your party has no vote on its own breach. It can still say what it thinks.")
    if proposal.voter(seat.party, fact.by) not in proposal.voters:
        raise Refused("not_a_voter", "You have no vote on this proposal.")
    if fact.text != proposal.texts[-1].index:
        raise Refused("text_changed", "The text was revised since you read it. Read it again, then vote.")


def _sound(proposal: Proposal, fact: BallotCast) -> None:
    short_enough(fact.reason, "the reason", limit=REASON_LIMIT)
    if fact.choice not in choices(proposal):
        raise Refused("choice_unknown", "Choose one of what there is to choose from, or abstain.")


def may_open(alliance: "Alliance", sealed: Recorded, now: datetime) -> None:
    """Refused when a sealed fact is not the ballot that its voter handed in last, or it is not time yet."""
    fact: BallotCast = sealed.fact
    proposal = alliance.decisions.proposal(fact.proposal)
    if proposal.ballots.get(proposal.voter(sealed.party, fact.by)) != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not the last ballot of its party.", entry=sealed.index)
    if not may_be_opened(proposal, now):
        raise Refused("not_time", "Ballots are opened once the last day is over, or every voter has handed one in.")
    if fact.text != proposal.texts[-1].index:
        raise Refused("text_changed", "Entry {entry} was cast on another text.", entry=sealed.index)
    _sound(proposal, fact)


# --- acts ---


def cast(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    proposal: int,
    choice: str,
    reason: str = "",
    text: int | None = None,
) -> list[Fact]:
    """Hand in a sealed ballot on a text (the one that stands now, if not said); the one before it counts no more."""
    read = alliance.decisions.proposal(proposal).texts[-1].index if text is None else text
    ballot = BallotCast(by=by, proposal=proposal, text=read, choice=choice, reason=reason.strip())
    handed_in = BallotHandedIn(by=by, proposal=proposal, text=read, ballot=alliance.size)
    return [ruled(alliance, now, ballot, rule), handed_in]
