"""Whose turn it is with a proposal, since when, and what comes next in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.decisions import ballots, outcomes
from paripassu.alliance.decisions.proposals import Objection, Proposal, Review, ended

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

SPEAKING = ("manager", "sponsor")
"""Who says yes, objects or votes for a whole party."""


def awaiting(alliance: "Alliance", party: str, person: str, now: datetime) -> list[Awaited]:
    """What waits for a party, or for one person of it, in all proposals."""
    proposals = alliance.decisions.proposals.values()
    return [each for proposal in proposals for each in waiting(alliance, proposal, party, person, now)]


def waiting(alliance: "Alliance", proposal: Proposal, party: str, person: str, now: datetime) -> Iterator[Awaited]:
    """What waits for a party in one proposal."""
    if party not in proposal.parties:
        return
    stands = outcomes.standing(alliance, proposal, now)
    review = outcomes.running(proposal, now)
    if stands == "opening":
        yield from _opening(proposal, party)
    elif stands in outcomes.OPEN:
        yield from _open(proposal, party, person)
    elif stands == "vetoed":
        yield from _vetoed(proposal, party, now)
    elif stands == "to_change" and party == (proposal.wording.carrier or proposal.party):
        yield _awaited(proposal, "propose_change", party, _changed_at(proposal, now))
    elif review is not None:
        yield from _review(proposal, review, party)
    elif stands == "accepted" and outcomes.review_due(proposal, now) and party not in proposal.barred:
        day = proposal.wording.review
        assert day is not None
        yield _awaited(proposal, "review", party, ended(day - timedelta(days=1)))


def _awaited(proposal: Proposal, what: str, party: str, since: datetime, *, anybody: bool = False) -> Awaited:
    due = proposal.wording.closes if what in _UNTIL_CLOSE else None
    return Awaited("decisions", what, party, proposal.index, since, due, () if anybody else SPEAKING)


_UNTIL_CLOSE = frozenset({"answer", "integrate", "weigh", "agree", "vote"})


def _open(proposal: Proposal, party: str, person: str) -> Iterator[Awaited]:
    """Before the last day: answers and a better text from the proposer, a word from everybody."""
    if party == proposal.party:
        yield from _for_the_proposer(proposal)
    mine = [one for one in proposal.standing_objections if one.said.party == party]
    text = proposal.texts[-1]
    for objection in mine:
        if _last_word(objection) < text.index:
            yield _awaited(proposal, "weigh", party, text.entered)
    if proposal.sealed and ballots.all_cast(proposal):
        yield from _opening(proposal, party)
    elif proposal.sealed and _votes_to_come(proposal, party, person):
        yield _awaited(proposal, "vote", party, text.entered, anybody=proposal.method == "body")
    elif not proposal.sealed and party in proposal.voters and party not in proposal.agreed and not mine:
        yield _awaited(proposal, "agree", party, text.entered)


def _for_the_proposer(proposal: Proposal) -> Iterator[Awaited]:
    """Questions without an answer, and objections on which the objector has had the last word."""
    for question in proposal.unanswered:
        yield _awaited(proposal, "answer", proposal.party, question.asked.entered, anybody=True)
    for objection in proposal.standing_objections:
        if _last_word(objection) > proposal.texts[-1].index:
            yield _awaited(proposal, "integrate", proposal.party, objection.said.entered)


def _last_word(objection: Objection) -> int:
    """The entry of the last word of an objector on its objection."""
    return objection.weighed[-1].said.index if objection.weighed else objection.said.index


def _votes_to_come(proposal: Proposal, party: str, person: str) -> bool:
    """Whether a party, or this person of it, has still to hand in a ballot."""
    missing = [voter for voter in proposal.voters if voter not in proposal.ballots]
    own = [voter for voter in missing if proposal.party_of(voter) == party]
    return bool(own) and (proposal.method != "body" or not person or person in own)


def _opening(proposal: Proposal, party: str) -> Iterator[Awaited]:
    cast = proposal.handed_in if ballots.all_cast(proposal) else None
    since = proposal.opened or cast or ended(proposal.wording.closes)
    yield _awaited(proposal, "open", party, since, anybody=True)


def _vetoed(proposal: Proposal, party: str, now: datetime) -> Iterator[Awaited]:
    """The duty to resolve: a veto waits for all, until its last day."""
    for veto in proposal.vetoes.values():
        if outcomes.veto_end(proposal, veto, now) is None:
            due = outcomes.last_day(proposal, veto)
            yield _awaited(proposal, "resolve", party, veto.said.entered, anybody=True)._replace(due=due)


def _review(proposal: Proposal, review: Review, party: str) -> Iterator[Awaited]:
    if party in review.parties and party not in review.words:
        yield _awaited(proposal, "review", party, review.began)._replace(due=review.until)


def _changed_at(proposal: Proposal, now: datetime) -> datetime:
    ends = (outcomes.review_end(review, now) for review in proposal.reviews)
    return max(end for end in ends if end is not None)


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The last days of what is open, and the days on which decisions are looked at again."""
    found = []
    for proposal in alliance.decisions.proposals.values():
        stands = outcomes.standing(alliance, proposal, now)
        if stands in outcomes.OPEN and stands != "opening":
            found.append(Coming("decisions", "closes", proposal.index, proposal.wording.closes))
        day = proposal.wording.review
        if stands == "accepted" and day is not None and ended(day) > now:
            found.append(Coming("decisions", "review", proposal.index, day))
    return found
