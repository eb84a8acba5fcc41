"""Proposals as the pages show them: where each stands, whose turn it is, what this person can do, and the ballots."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.functional import Promise as Lazy

from paripassu.alliance.awaiting import Awaited
from paripassu.alliance.decisions import ballots, outcomes, turns, vetoes
from paripassu.alliance.decisions.ballots import BallotCast, Tally
from paripassu.alliance.decisions.outcomes import Outcome, Standing, VetoEnd
from paripassu.alliance.decisions.proposals import Proposal, Review, Veto
from paripassu.alliance.parties.membership import voices
from paripassu.keeper import reads
from paripassu.keeper.access import Sitting
from paripassu.web.decided import TASKS

STEPS: tuple[Standing, ...] = ("questions", "reactions", "objections", "integration", "decision")
"""The way of a proposal, as the page shows it."""


class Turn(NamedTuple):
    """What a proposal waits for, and from which parties."""

    what: str
    words: Lazy
    parties: tuple[str, ...]
    since: datetime
    due: Any


class Line(NamedTuple):
    """A proposal as a row: where it stands, whether it waits for the reader's party, and for whom else."""

    proposal: Proposal
    standing: Standing
    yours: tuple[Turn, ...]
    turns: tuple[Turn, ...]


class Ballot(NamedTuple):
    """A ballot as proof: its entry and seal, and what it says once it is opened, by which entry."""

    voter: str
    party: str
    entry: int
    seal: str
    choice: str
    reason: str
    opened_by: int | None


class Issue(NamedTuple):
    """A veto with its end, or its last day while it holds."""

    veto: Veto
    end: VetoEnd | None
    until: Any


class Look(NamedTuple):
    """A review with its end, if it has ended, and what came of it."""

    review: Review
    ended: datetime | None
    verdict: str


class Shown(NamedTuple):
    """All that the page of one proposal shows."""

    proposal: Proposal
    standing: Standing
    outcome: Outcome | None
    tally: Tally | None
    turns: tuple[Turn, ...]
    ballots: tuple[Ballot, ...]
    own_ballot: BallotCast | None
    issues: tuple[Issue, ...]
    looks: tuple[Look, ...]
    may: Mapping[str, bool]


def waits(sitting: Sitting, proposal: Proposal, now: datetime) -> tuple[Turn, ...]:
    """What a proposal waits for, each once, with all the parties that it is waited for from."""
    found: dict[str, list[Awaited]] = {}
    for party in proposal.parties:
        for each in turns.waiting(sitting.alliance, proposal, party, "", now):
            found.setdefault(each.what, []).append(each)
    return tuple(
        Turn(what, TASKS[what], tuple(sorted({each.party for each in group})), min(each.since for each in group),
             min((each.due for each in group if each.due), default=None))
        for what, group in found.items()
    )  # fmt: skip


def line(sitting: Sitting, proposal: Proposal, now: datetime) -> Line:
    """A proposal as a row at this moment."""
    found = waits(sitting, proposal, now)
    yours = tuple(turn for turn in found if sitting.seat.party in turn.parties)
    return Line(proposal, outcomes.standing(sitting.alliance, proposal, now), yours, found)


def lines(sitting: Sitting, now: datetime) -> list[Line]:
    """All proposals, newest first; what waits for the reader's party before the rest, then what is open."""
    found = [line(sitting, each, now) for each in reversed(sitting.alliance.decisions.proposals.values())]
    return sorted(found, key=lambda each: (not each.yours, not each.turns, each.standing not in outcomes.OPEN))


def shown(sitting: Sitting, proposal: Proposal, now: datetime) -> Shown:
    """What the page of a proposal shows to this person at this moment."""
    alliance = sitting.alliance
    stands = outcomes.standing(alliance, proposal, now)
    decided = outcomes.outcome(proposal, now)
    issues = tuple(
        Issue(veto, outcomes.veto_end(proposal, veto, now), outcomes.last_day(proposal, veto))
        for veto in proposal.vetoes.values()
    )
    looks = tuple(
        Look(review, outcomes.review_end(review, now), outcomes.verdict(review)) for review in proposal.reviews
    )
    tally = ballots.tally(proposal) if proposal.sealed and decided else None
    return Shown(
        proposal, stands, decided, tally, waits(sitting, proposal, now), _ballots(sitting, proposal),
        own_ballot(sitting, proposal), issues, looks, may(sitting, proposal, stands, now),
    )  # fmt: skip


def _ballots(sitting: Sitting, proposal: Proposal) -> tuple[Ballot, ...]:
    """What was handed in, with its seal; what it says only where it is opened."""
    opened = sitting.alliance.seals.opened
    found = []
    for voter, entry in sorted(proposal.ballots.items()):
        vote = proposal.votes.get(voter)
        [read] = reads.entries(sitting, entry, entry + 1)
        found.append(
            Ballot(
                voter, proposal.party_of(voter), entry, read.header.seal, vote.choice if vote else "",
                vote.reason if vote else "", opened[entry].index if vote else None,
            )
        )  # fmt: skip
    return tuple(found)


def own_ballot(sitting: Sitting, proposal: Proposal) -> BallotCast | None:
    """The ballot that counts of this person's party, or of this member of the body; no other party sees it yet."""
    entry = proposal.ballots.get(proposal.voter(sitting.seat.party, sitting.person))
    found = (each.fact for each in sitting.private if each.index == entry)
    return next((fact for fact in found if isinstance(fact, BallotCast)), None)


def may(sitting: Sitting, proposal: Proposal, stands: Standing, now: datetime) -> dict[str, bool]:
    """Which acts make sense here for this person; the rules themselves are asked when it acts."""
    party = sitting.seat.party
    part = takes_part(sitting) and party in proposal.parties
    speak = part and sitting.seat.role != "member"
    open_ = part and stands in outcomes.OPEN and not proposal.closed(now)
    mine = speak and open_ and party == proposal.party
    objects = any(one.said.party == party for one in proposal.standing_objections)
    return {
        "part": part,
        "speak": speak,
        "talk": open_,
        "object": speak and open_ and not objects,
        "weigh": speak and open_ and objects,
        "agree": _may_agree(proposal, party, speak and open_ and not objects),
        "vote": open_ and _may_vote(sitting, proposal, speak),
        "open": part and ballots.may_be_opened(proposal, now),
        "revise": mine,
        "withdraw": mine,
        **_may_after(sitting, proposal, stands, now, speak),
        "resolve": part and stands == "vetoed",
    }


def takes_part(sitting: Sitting) -> bool:
    """Whether this person's party has a voice among the partners now."""
    return bool(sitting.alliance.agreement.versions) and sitting.seat.party in voices(sitting.alliance)


def _may_agree(proposal: Proposal, party: str, speak: bool) -> bool:
    return speak and not proposal.sealed and party in proposal.voters and party not in proposal.agreed


def _may_vote(sitting: Sitting, proposal: Proposal, speak: bool) -> bool:
    allowed = speak or proposal.method == "body"
    return allowed and proposal.sealed and proposal.voter(sitting.seat.party, sitting.person) in proposal.voters


def _may_after(sitting: Sitting, proposal: Proposal, stands: Standing, now: datetime, speak: bool) -> dict[str, bool]:
    """What is possible once it is decided."""
    party, decided = sitting.seat.party, outcomes.outcome(proposal, now)
    review = outcomes.running(proposal, now)
    due = stands == "accepted" and outcomes.review_due(proposal, now)
    could_not_prevent = decided is not None and not vetoes.said_yes(proposal, party, decided.choice)
    in_time = decided is not None and vetoes.in_time(proposal, decided, now)
    appealed = any(each.appeal and each.appeal.party == party for each in proposal.reviews)
    final = stands in ("accepted", "rejected", "set_aside")
    return {
        "veto": speak and stands in ("accepted", "vetoed") and could_not_prevent and in_time
        and party not in proposal.vetoes and party not in proposal.barred,
        "appeal": speak and final and review is None and not appealed and outcomes.appeal_open(proposal, now),
        "review": speak and party not in proposal.barred and (review is not None or due),
        "again": speak and stands in ("to_change", "rejected", "set_aside", "accepted"),
    }  # fmt: skip
