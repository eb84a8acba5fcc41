"""A veto: what one party can hold up, for which reason, for how long, and the duty to resolve it.

A decision that would severely touch a legitimate interest of a party can be vetoed by it, within some days after it is
known. The veto opens an issue that waits for all: each can say what would resolve it. It ends when the party lifts it,
when more than half of the others yield to it (then the decision is set aside), or when nobody works on it for its
days (then it lapses, and the decision stands). Talking cannot prolong it for ever. [DESCA, decision-making]
"""

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.commitments import breaches
from paripassu.alliance.days import over
from paripassu.alliance.decisions.objections import SAYING_LIMIT, said
from paripassu.alliance.decisions.outcomes import Outcome, outcome, veto_end, veto_until
from paripassu.alliance.decisions.proposals import Interest, Proposal, Veto
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing, partnering
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class Vetoed(ByPerson, frozen=True, kw_only=True, tag="vetoed.v1"):
    """A party vetoed a decision, naming the legitimate interest that it would severely touch, and how."""

    proposal: int
    interest: Interest
    reason: str


class ResolutionOffered(ByPerson, frozen=True, kw_only=True, tag="resolution_offered.v1"):
    """Somebody said what would resolve a veto."""

    veto: int
    text: str


class VetoYielded(ByPerson, frozen=True, kw_only=True, tag="veto_yielded.v1"):
    """A party gave way to another's veto: it would rather set the decision aside."""

    veto: int
    reason: str


class VetoLifted(ByPerson, frozen=True, kw_only=True, tag="veto_lifted.v1"):
    """The party that vetoed lifted its veto, saying what resolved it."""

    veto: int
    reason: str


Fact: TypeAlias = Vetoed | ResolutionOffered | VetoYielded | VetoLifted


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    proposal, party = proposal_of(alliance, fact), recorded.party
    match fact:
        case Vetoed():
            others = tuple(other for other in _partners(alliance, proposal) if other != party)
            proposal.vetoes[party] = Veto(said(recorded, fact.reason), fact.interest, others)
            alliance.decisions.places[recorded.index] = proposal.index
        case ResolutionOffered():
            _veto(proposal, fact.veto).worked.append(said(recorded, fact.text))
        case VetoYielded():
            veto = _veto(proposal, fact.veto)
            veto.yielded[party] = said(recorded, fact.reason)
            if len(veto.yielded) * 2 > len(veto.others):
                veto.upheld = recorded.entered
        case VetoLifted():
            _veto(proposal, fact.veto).lifted = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def proposal_of(alliance: "Alliance", fact: Fact) -> Proposal:
    """The proposal that a fact is about. Refused when there is no such proposal or veto."""
    if isinstance(fact, Vetoed):
        return alliance.decisions.proposal(fact.proposal)
    return alliance.decisions.place_of(fact.veto, "veto")


def _veto(proposal: Proposal, index: int) -> Veto:
    return next(veto for veto in proposal.vetoes.values() if veto.said.index == index)


def _partners(alliance: "Alliance", proposal: Proposal) -> tuple[str, ...]:
    """Those it was put to and who are partners still."""
    partners = voices(alliance)
    return tuple(party for party in proposal.parties if party in partners)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    proposal, party = proposal_of(alliance, fact), recorded.party
    match fact:
        case Vetoed():
            managing(alliance, fact.by)
            worded(fact.reason, "how the decision would touch this interest", limit=SAYING_LIMIT)
            _may_veto(alliance, recorded, proposal, fact.interest)
        case ResolutionOffered():
            partnering(alliance, fact.by)
            worded(fact.text, "what would resolve it", limit=SAYING_LIMIT)
            _concerned(proposal, _holding(proposal, fact.veto, recorded.entered), party)
        case VetoYielded():
            managing(alliance, fact.by)
            worded(fact.reason, "why the decision is better set aside", limit=SAYING_LIMIT)
            _may_yield(proposal, _holding(proposal, fact.veto, recorded.entered), party)
        case VetoLifted():
            managing(alliance, fact.by)
            worded(fact.reason, "what resolved it", limit=SAYING_LIMIT)
            if _holding(proposal, fact.veto, recorded.entered).said.party != party:
                raise Refused(
                    "not_your_veto", "Only the party that vetoed can lift its veto. Say what would resolve it."
                )
        case _:
            assert_never(fact)


def _may_veto(alliance: "Alliance", recorded: Recorded, proposal: Proposal, interest: str) -> None:
    party, now = recorded.party, recorded.entered
    decided = outcome(proposal, now)
    if decided is None or not decided.accepted:
        raise Refused("nothing_to_veto", "Only what was accepted can be vetoed. Before it is, object and say why.")
    if not in_time(proposal, decided, now):
        raise Refused(
            "veto_late",
            "A veto is possible within {days} days after a decision is known. You can appeal against it.",
            days=proposal.fact.veto_days,
        )
    if party not in _partners(alliance, proposal):
        raise Refused("not_put_to_you", "This proposal was not put to your party: it was no partner then.")
    if party in proposal.vetoes:
        raise Refused("already_vetoed", "Your party has vetoed this decision once. You can appeal against it.")
    if said_yes(proposal, party, decided.choice):
        raise Refused(
            "said_yes", "Your party said yes to this decision. You can appeal against it, and say what changed."
        )
    if party in proposal.barred or party in breaches.accused(alliance, proposal.fact.about):
        raise Refused("own_breach", "A party has no veto on a decision about its own breach.")
    if interest not in get_args(Interest):
        raise Refused("interest_unknown", "Say which interest of your party the decision would severely touch.")


def in_time(proposal: Proposal, decided: Outcome, now: datetime) -> bool:
    """Whether a decision can still be vetoed: its days after it was known are not over."""
    return not over(veto_until(proposal, decided), now)


def said_yes(proposal: Proposal, party: str, choice: str) -> bool:
    """Whether a party was itself for what was decided: a veto is for those who could not prevent it."""
    if not proposal.sealed:
        return party in proposal.agreed
    return any(vote.party == party and vote.choice == choice for vote in proposal.votes.values())


def _holding(proposal: Proposal, index: int, now: datetime) -> Veto:
    veto = _veto(proposal, index)
    end = veto_end(proposal, veto, now)
    if end is not None:
        raise Refused("veto_ended", "This veto has ended. If the decision is still wrong, appeal against it.")
    return veto


def _concerned(proposal: Proposal, veto: Veto, party: str) -> None:
    if party not in (veto.said.party, *veto.others):
        raise Refused("not_put_to_you", "This proposal was not put to your party: it was no partner then.")


def _may_yield(proposal: Proposal, veto: Veto, party: str) -> None:
    _concerned(proposal, veto, party)
    if party == veto.said.party:
        raise Refused("own_veto", "Your party vetoed this: the others say whether they give way. You can lift it.")
    if party in veto.yielded:
        raise Refused("already_yielded", "Your party has given way to this veto already.")


# --- acts ---


def veto(alliance: "Alliance", *, by: str, now: datetime, proposal: int, interest: Interest, reason: str) -> Vetoed:
    """Veto a decision for one's party, in a legitimate interest that it would severely touch."""
    return ruled(alliance, now, Vetoed(by=by, proposal=proposal, interest=interest, reason=reason.strip()), rule)


def offer(alliance: "Alliance", *, by: str, now: datetime, veto: int, text: str) -> ResolutionOffered:
    """Say what would resolve a veto. This gives all its days anew, within its longest time."""
    return ruled(alliance, now, ResolutionOffered(by=by, veto=veto, text=text.strip()), rule)


def yield_to(alliance: "Alliance", *, by: str, now: datetime, veto: int, reason: str) -> VetoYielded:
    """Give way to another party's veto."""
    return ruled(alliance, now, VetoYielded(by=by, veto=veto, reason=reason.strip()), rule)


def lift(alliance: "Alliance", *, by: str, now: datetime, veto: int, reason: str) -> VetoLifted:
    """Lift one's own veto: the decision stands."""
    return ruled(alliance, now, VetoLifted(by=by, veto=veto, reason=reason.strip()), rule)
