"""What came of a proposal, and where it stands at a moment: pure functions of what was said and of the clock.

Nobody enters an outcome. So nobody can hold one back, and everybody computes the same from their own copy.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.days import begun, over
from paripassu.alliance.decisions import ballots
from paripassu.alliance.decisions.proposals import Proposal, Review, Verdict, Veto, ended

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Standing = Literal[
    "withdrawn", "questions", "reactions", "objections", "integration", "decision", "opening",
    "rejected", "vetoed", "set_aside", "accepted", "to_change", "dropped", "replaced",
]  # fmt: skip

OPEN: frozenset[Standing] = frozenset({"questions", "reactions", "objections", "integration", "decision", "opening"})
"""Where a proposal stands before anything is decided."""

VETO_TERMS = 4
"""A veto ends after so many times its days at the latest, however much is said."""

APPEAL_DAYS = 30
"""Days after a decision is known, or a veto has ended, in which a party can appeal."""

REVIEW_DAYS = 15
"""Days that a review takes at most."""


AFTER_ALL = datetime(9999, 1, 1, tzinfo=UTC)
"""When everything that has a last day is over."""


class Outcome(NamedTuple):
    """What was decided, why (a code), since when it is known, and what is carried: yes, or the number of an option."""

    accepted: bool
    why: str
    known: datetime
    choice: str = "yes"


def outcome(proposal: Proposal, now: datetime) -> Outcome | None:
    """What was decided; None while nothing is, and when it was withdrawn. It never changes once it is there."""
    if proposal.withdrawn:
        return None
    if proposal.sealed:
        return _counted(proposal, now)
    if proposal.all_agreed:
        return Outcome(True, "all_agree", proposal.all_agreed)
    if not over(proposal.wording.closes, now):
        return None
    known = ended(proposal.wording.closes)
    if proposal.method == "consensus":
        return Outcome(False, "not_all_agree", known)
    if proposal.standing_objections:
        return Outcome(False, "objections", known)
    if len(proposal.agreed) < proposal.quorum:
        return Outcome(False, "too_few", known)
    return Outcome(True, "no_objection", known)


def _counted(proposal: Proposal, now: datetime) -> Outcome | None:
    """The outcome of a vote: when all that was handed in is opened, or the days for opening are over."""
    closes = proposal.wording.closes
    known = proposal.opened or ended(closes)
    if ballots.sealed_ballots(proposal):
        if not ballots.opening_over(proposal, now):
            return None
        known = ended(closes + timedelta(days=ballots.OPENING_DAYS))
    elif not proposal.votes and not over(closes, now):
        return None
    count = ballots.tally(proposal)
    return Outcome(bool(count.carried), count.why, known, count.carried or "yes")


# --- vetoes ---


def veto_until(proposal: Proposal, decided: Outcome) -> date:
    """The last day on which a decision can be vetoed."""
    return decided.known.date() + timedelta(days=proposal.fact.veto_days)


class VetoEnd(NamedTuple):
    """How a veto ended, and when."""

    how: Literal["lifted", "upheld", "lapsed"]
    at: datetime


def last_day(proposal: Proposal, veto: Veto) -> date:
    """The last day of a veto if nothing more is said: its days after the last work on it, within its longest time."""
    days = proposal.fact.veto_days
    worked = max([veto.said, *veto.worked], key=lambda one: one.index).entered.date()
    longest = veto.said.entered.date() + timedelta(days=VETO_TERMS * days)
    return min(worked + timedelta(days=days), longest)


def veto_end(proposal: Proposal, veto: Veto, now: datetime) -> VetoEnd | None:
    """How a veto ended; None while it holds."""
    if veto.lifted:
        return VetoEnd("lifted", veto.lifted.entered)
    if veto.upheld:
        return VetoEnd("upheld", veto.upheld)
    day = last_day(proposal, veto)
    return VetoEnd("lapsed", ended(day)) if over(day, now) else None


# --- reviews ---


def review_end(review: Review, now: datetime) -> datetime | None:
    """When a review was settled; None while it goes on."""
    if review.settled:
        return review.settled
    return ended(review.until) if over(review.until, now) else None


def verdict(review: Review) -> Verdict:
    """What comes of a review: the decision is kept unless more than half of all parties want otherwise."""
    counts = Counter(word.verdict for word in review.words.values())
    if counts["drop"] * 2 > len(review.parties):
        return "drop"
    return "change" if (counts["drop"] + counts["change"]) * 2 > len(review.parties) else "keep"


def running(proposal: Proposal, now: datetime) -> Review | None:
    """The review that goes on now."""
    return next((review for review in proposal.reviews if review_end(review, now) is None), None)


def review_due(proposal: Proposal, now: datetime) -> bool:
    """Whether the day of the review has begun and nobody has said anything on it yet."""
    day = proposal.wording.review
    return day is not None and begun(day, now) and not any(review.kind == "date" for review in proposal.reviews)


# --- where it stands ---


def standing(alliance: "Alliance", proposal: Proposal, now: datetime) -> Standing:
    """Where a proposal stands at a moment."""
    if proposal.withdrawn:
        return "withdrawn"
    decided = outcome(proposal, now)
    if decided is None:
        return phase(proposal, now)
    ends = [veto_end(proposal, veto, now) for veto in proposal.vetoes.values()]
    set_aside = any(end is not None and end.how == "upheld" for end in ends)
    if None in ends and not set_aside:
        return "vetoed"
    reviewed = _reviewed(proposal, now)
    if reviewed != "keep":
        return "replaced" if _replaced(alliance, proposal, now) else "to_change" if reviewed == "change" else "dropped"
    if not decided.accepted or set_aside:
        return "set_aside" if set_aside else "rejected"
    return "replaced" if _replaced(alliance, proposal, now) else "accepted"


def _reviewed(proposal: Proposal, now: datetime) -> Verdict:
    """What the settled reviews came to."""
    found = (verdict(review) for review in proposal.reviews if review_end(review, now) is not None)
    return next((each for each in found if each != "keep"), "keep")


def _replaced(alliance: "Alliance", proposal: Proposal, now: datetime) -> bool:
    """Whether another proposal has taken its place."""
    others = (alliance.decisions.proposals[index] for index in proposal.revised_by)
    return any(standing(alliance, other, now) in ("accepted", "replaced") for other in others)


def phase(proposal: Proposal, now: datetime) -> Standing:
    """What an undecided proposal needs next: the earliest step that is not done."""
    if proposal.closed(now):
        return "opening"
    if proposal.unanswered:
        return "questions"
    if proposal.standing_objections:
        return "integration"
    unheard = {proposal.party_of(voter) for voter in proposal.voters} - proposal.heard
    if unheard:
        return "questions" if len(proposal.heard) == 1 else "reactions"
    return "decision"


def final_since(proposal: Proposal, now: datetime) -> datetime | None:
    """Since when a decision is there and no veto holds it up; None while it is not."""
    decided = outcome(proposal, now)
    if decided is None:
        return None
    ends = [veto_end(proposal, veto, now) for veto in proposal.vetoes.values()]
    moments = [end.at for end in ends if end is not None]
    return None if len(moments) < len(ends) else max([decided.known, *moments])


def appeal_open(proposal: Proposal, now: datetime) -> bool:
    """Whether the days for an appeal are not over."""
    final = final_since(proposal, now)
    return final is not None and not over(final.date() + timedelta(days=APPEAL_DAYS), now)


def carried_by(alliance: "Alliance", person: str) -> tuple[int, ...]:
    """What a person carries out, in the order of the record: what was decided, and what will be if nothing is added."""
    found = alliance.decisions.proposals.items()
    return tuple(
        index
        for index, proposal in found
        if proposal.person == person and standing(alliance, proposal, AFTER_ALL) in ("accepted", "to_change")
    )
