"""Looking at a decision again: after an appeal, or on the day that was set. All parties say keep, change or drop.

A decision stands while it is looked at. It is kept unless more than half of all parties want otherwise: no party brings
down alone what was decided together. What is to be changed waits for a new proposal.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.decisions.objections import SAYING_LIMIT, said
from paripassu.alliance.decisions.outcomes import (
    APPEAL_DAYS,
    REVIEW_DAYS,
    appeal_open,
    final_since,
    review_due,
    running,
    standing,
    verdict,
)
from paripassu.alliance.decisions.proposals import Proposal, Review, ReviewKind, Said, Verdict, Word
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class Appealed(ByPerson, frozen=True, kw_only=True, tag="appealed.v1"):
    """A party appealed against a decision, with its reasons: all parties look at it again."""

    proposal: int
    reasons: str


class Reviewed(ByPerson, frozen=True, kw_only=True, tag="decision_reviewed.v1"):
    """A party said in a review whether a decision is kept, changed or dropped, and why."""

    proposal: int
    verdict: Verdict
    reasons: str


Fact: TypeAlias = Appealed | Reviewed


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    proposal = alliance.decisions.proposal(fact.proposal)
    match fact:
        case Appealed():
            _begin(alliance, proposal, recorded.entered, "appeal", said(recorded, fact.reasons))
        case Reviewed():
            review = running(proposal, recorded.entered) or _begin(alliance, proposal, recorded.entered, "date")
            review.words[recorded.party] = Word(said(recorded, fact.reasons), fact.verdict)
            if _settled(review):
                review.settled = recorded.entered
        case _:
            assert_never(fact)


def _begin(
    alliance: "Alliance", proposal: Proposal, at: datetime, kind: ReviewKind, appeal: Said | None = None
) -> Review:
    until = at.date() + timedelta(days=REVIEW_DAYS)
    proposal.reviews.append(Review(kind, at, until, reviewers(alliance, proposal), appeal))
    return proposal.reviews[-1]


def reviewers(alliance: "Alliance", proposal: Proposal) -> tuple[str, ...]:
    """Who looks at it again: those it was put to and who are partners still, less who is barred for its own breach."""
    partners = voices(alliance)
    return tuple(party for party in proposal.parties if party in partners and party not in proposal.barred)


def _settled(review: Review) -> bool:
    """Whether all have spoken, or nothing can come out any more but that it is dropped."""
    return len(review.words) == len(review.parties) or verdict(review) == "drop"


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    worded(fact.reasons, "your reasons", limit=SAYING_LIMIT)
    proposal = alliance.decisions.proposal(fact.proposal)
    if recorded.party not in reviewers(alliance, proposal):
        raise Refused("not_put_to_you", "Your party does not look at this decision again: it had no say in it.")
    match fact:
        case Appealed():
            _may_appeal(alliance, recorded, proposal)
        case Reviewed():
            _may_review(alliance, recorded, proposal, fact)
        case _:
            assert_never(fact)


def _may_appeal(alliance: "Alliance", recorded: Recorded, proposal: Proposal) -> None:
    now = recorded.entered
    if final_since(proposal, now) is None or standing(alliance, proposal, now) not in (
        "accepted",
        "rejected",
        "set_aside",
    ):
        raise Refused("nothing_to_appeal", "There is no decision to appeal against here: it is open, or it has ended.")
    if any(review.appeal and review.appeal.party == recorded.party for review in proposal.reviews):
        raise Refused("appealed_once", "Your party has appealed once. Make a new proposal, with what is new.")
    if running(proposal, now) is not None:
        raise Refused("under_review", "All parties are looking at this decision now: say there what you think.")
    if not appeal_open(proposal, now):
        raise Refused(
            "appeal_late", "An appeal is possible for {days} days. Make a new proposal instead.", days=APPEAL_DAYS
        )


def _may_review(alliance: "Alliance", recorded: Recorded, proposal: Proposal, fact: Reviewed) -> None:
    now = recorded.entered
    stands = standing(alliance, proposal, now)
    review = running(proposal, now)
    if review is None and not (stands == "accepted" and review_due(proposal, now)):
        raise Refused("no_review", "This decision is not under review now. You can appeal, or make a new proposal.")
    if review is not None and recorded.party not in review.parties:
        raise Refused("not_put_to_you", "Your party does not take part in this review.")
    if fact.verdict not in get_args(Verdict) or (fact.verdict == "drop" and stands != "accepted"):
        raise Refused("verdict_unknown", "Say whether it is kept or changed; what is in force can be dropped, too.")


# --- acts ---


def appeal(alliance: "Alliance", *, by: str, now: datetime, proposal: int, reasons: str) -> Appealed:
    """Appeal for one's party against a decision, once: all look at it again. It stands meanwhile."""
    return ruled(alliance, now, Appealed(by=by, proposal=proposal, reasons=reasons.strip()), rule)


def review(alliance: "Alliance", *, by: str, now: datetime, proposal: int, verdict: Verdict, reasons: str) -> Reviewed:
    """Say for one's party in a review what becomes of a decision. One can think again until it ends."""
    return ruled(alliance, now, Reviewed(by=by, proposal=proposal, verdict=verdict, reasons=reasons.strip()), rule)
