"""What is said to a proposal before it is decided: questions, reactions, objections with reasons, and agreement.

An objection stands until the party that made it says that it is met. It is not a no: it names what would go wrong, so
that the text can be made better.
"""

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never

from paripassu.alliance.decisions.proposals import Objection, Proposal, Question, Said, Weighed
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.parties import managing, partnering
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

SAYING_LIMIT = 4_000

# --- facts ---


class QuestionAsked(ByPerson, frozen=True, kw_only=True, tag="question_asked.v1"):
    """Somebody asked what they need to know before they can judge a proposal."""

    proposal: int
    text: str


class QuestionAnswered(ByPerson, frozen=True, kw_only=True, tag="question_answered.v1"):
    """A question was answered, by whoever knows."""

    question: int
    text: str


class Reacted(ByPerson, frozen=True, kw_only=True, tag="reacted.v1"):
    """Somebody said what they think of a proposal."""

    proposal: int
    text: str


class Objected(ByPerson, frozen=True, kw_only=True, tag="objected.v1"):
    """A party objected, with its reason: what would go wrong if this were done. It takes its agreement back with it."""

    proposal: int
    reason: str


class ObjectionWeighed(ByPerson, frozen=True, kw_only=True, tag="objection_weighed.v1"):
    """The party that objected said whether the objection is met, and what met it or what is missing still."""

    objection: int
    met: bool
    text: str


class ProposalAgreed(ByPerson, frozen=True, kw_only=True, tag="proposal_agreed.v1"):
    """A party said yes to the text put at entry `text`: it agrees (consensus), or it has no objection (consent)."""

    proposal: int
    text: int
    note: str = ""


Fact: TypeAlias = QuestionAsked | QuestionAnswered | Reacted | Objected | ObjectionWeighed | ProposalAgreed


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    proposal = proposal_of(alliance, fact)
    match fact:
        case QuestionAsked():
            proposal.questions[recorded.index] = Question(said(recorded, fact.text))
            alliance.decisions.places[recorded.index] = proposal.index
        case QuestionAnswered():
            proposal.questions[fact.question].answers.append(said(recorded, fact.text))
        case Reacted():
            proposal.reactions.append(said(recorded, fact.text))
        case Objected():
            proposal.objections[recorded.index] = Objection(said(recorded, fact.reason))
            proposal.agreed.pop(recorded.party, None)
            alliance.decisions.places[recorded.index] = proposal.index
        case ObjectionWeighed():
            proposal.objections[fact.objection].weighed.append(Weighed(said(recorded, fact.text), fact.met))
            if not fact.met:
                proposal.agreed.pop(recorded.party, None)
        case ProposalAgreed():
            proposal.agreed[recorded.party] = said(recorded, fact.note)
            settle(proposal, recorded.entered)
        case _:
            assert_never(fact)


def said(recorded: Recorded, text: str) -> Said:
    """What a fact said, with who said it and when."""
    return Said(recorded.index, recorded.entered, recorded.party, recorded.fact.by, text)


def settle(proposal: Proposal, at: datetime) -> None:
    """Consensus is there as soon as every party has said yes to the same text."""
    if proposal.method == "consensus" and all(party in proposal.agreed for party in proposal.voters):
        proposal.all_agreed = at


def proposal_of(alliance: "Alliance", fact: Fact) -> Proposal:
    """The proposal that a fact is about. Refused when there is no such proposal, question or objection."""
    match fact:
        case QuestionAnswered():
            return alliance.decisions.place_of(fact.question, "question")
        case ObjectionWeighed():
            return alliance.decisions.place_of(fact.objection, "objection")
        case _:
            return alliance.decisions.proposal(fact.proposal)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    partnering(alliance, fact.by)
    proposal = open_proposal(alliance, recorded, proposal_of(alliance, fact))
    match fact:
        case QuestionAsked():
            worded(fact.text, "what you want to know", limit=SAYING_LIMIT)
        case QuestionAnswered():
            worded(fact.text, "the answer", limit=SAYING_LIMIT)
        case Reacted():
            worded(fact.text, "what you think of it", limit=SAYING_LIMIT)
        case Objected():
            managing(alliance, fact.by)
            worded(fact.reason, "what would go wrong", limit=SAYING_LIMIT)
            _may_object(proposal, recorded.party)
        case ObjectionWeighed():
            managing(alliance, fact.by)
            worded(fact.text, "what met it, or what is missing still", limit=SAYING_LIMIT)
            _may_weigh(alliance, proposal.objections[fact.objection], recorded.party)
        case ProposalAgreed():
            managing(alliance, fact.by)
            short_enough(fact.note, "your note", limit=SAYING_LIMIT)
            _may_agree(proposal, recorded.party, fact)
        case _:
            assert_never(fact)


def open_proposal(alliance: "Alliance", recorded: Recorded, proposal: Proposal) -> Proposal:
    """The proposal. Refused when nothing more can be said to it, or it was not put to this party."""
    if proposal.withdrawn:
        raise Refused("proposal_withdrawn", "This proposal was withdrawn. Make a new one if it is still wanted.")
    if proposal.closed(recorded.entered):
        raise Refused("proposal_closed", "This proposal is closed: its last day is over, or it is decided.")
    if recorded.party not in proposal.parties:
        raise Refused("not_put_to_you", "This proposal was not put to your party: it was no partner then.")
    return proposal


def _may_object(proposal: Proposal, party: str) -> None:
    if any(objection.said.party == party for objection in proposal.standing_objections):
        raise Refused(
            "already_objected", "Your party's objection stands. Say what is missing there, or that it is met."
        )


def _may_weigh(alliance: "Alliance", objection: Objection, party: str) -> None:
    if objection.said.party != party:
        name = alliance.parties.name(objection.said.party)
        raise Refused("not_your_objection", "Only {name}, which objected, can say whether it is met.", name=name)
    if not objection.stands:
        raise Refused("objection_met", "This objection is met. If something else would go wrong, object anew.")


def _may_agree(proposal: Proposal, party: str, fact: ProposalAgreed) -> None:
    if proposal.sealed:
        raise Refused("ballots_decide", "This proposal is decided by ballots: hand in yours.")
    if party in proposal.barred:
        raise Refused("own_breach", "Your party has no vote on its own breach. It can still say what it thinks.")
    if fact.text != proposal.texts[-1].index:
        raise Refused("text_changed", "The text was revised since you read it. Read it again, then agree.")
    if party in proposal.agreed:
        raise Refused(
            "already_agreed", "Your party has said yes already. If you changed your mind, object and say why."
        )
    if any(objection.said.party == party for objection in proposal.standing_objections):
        raise Refused("objection_stands", "Your party's objection stands: say first that it is met.")


# --- acts ---


def ask(alliance: "Alliance", *, by: str, now: datetime, proposal: int, text: str) -> QuestionAsked:
    """Ask what one needs to know before one can judge a proposal."""
    return ruled(alliance, now, QuestionAsked(by=by, proposal=proposal, text=text.strip()), rule)


def answer(alliance: "Alliance", *, by: str, now: datetime, question: int, text: str) -> QuestionAnswered:
    """Answer a question; whoever knows may."""
    return ruled(alliance, now, QuestionAnswered(by=by, question=question, text=text.strip()), rule)


def react(alliance: "Alliance", *, by: str, now: datetime, proposal: int, text: str) -> Reacted:
    """Say what one thinks of a proposal."""
    return ruled(alliance, now, Reacted(by=by, proposal=proposal, text=text.strip()), rule)


def object_to(alliance: "Alliance", *, by: str, now: datetime, proposal: int, reason: str) -> Objected:
    """Object for one's party: say what would go wrong. This takes its agreement back, if it had agreed."""
    return ruled(alliance, now, Objected(by=by, proposal=proposal, reason=reason.strip()), rule)


def weigh(alliance: "Alliance", *, by: str, now: datetime, objection: int, met: bool, text: str) -> ObjectionWeighed:
    """Say whether one's own objection is met, and what met it or what is missing still."""
    return ruled(alliance, now, ObjectionWeighed(by=by, objection=objection, met=met, text=text.strip()), rule)


def agree(
    alliance: "Alliance", *, by: str, now: datetime, proposal: int, note: str = "", text: int | None = None
) -> ProposalAgreed:
    """Say yes for one's party to a text (the one that stands now, if not said)."""
    read = alliance.decisions.proposal(proposal).texts[-1].index if text is None else text
    return ruled(alliance, now, ProposalAgreed(by=by, proposal=proposal, text=read, note=note.strip()), rule)
