"""Facts about decisions as sentences for people, and the words in which decisions are shown."""

from typing import Any, NamedTuple, TypeAlias, assert_never

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance import decisions
from paripassu.alliance.alliance import Alliance, Recorded
from paripassu.alliance.decisions import ballots, objections, reviews, vetoes
from paripassu.alliance.decisions.outcomes import Standing
from paripassu.alliance.decisions.proposals import (
    Interest,
    Method,
    ProposalMade,
    ProposalRevised,
    ProposalWithdrawn,
    Verdict,
    VoteRule,
)
from paripassu.alliance.refusals import Refused
from paripassu.web.quoting import quoted

Fact: TypeAlias = decisions.Fact


class Word(NamedTuple):
    """A word for something, and what it means in a sentence."""

    word: Lazy
    means: Lazy


METHODS: dict[Method, Word] = {
    "consent": Word(
        gettext_lazy("Consent"),
        gettext_lazy(
            "Accepted if on the last day nobody's objection stands and more than half have said that they have none."
        ),
    ),
    "consensus": Word(gettext_lazy("Consensus"), gettext_lazy("Accepted as soon as every party says yes.")),
    "vote": Word(
        gettext_lazy("Vote by party"),
        gettext_lazy(
            "One sealed ballot for each party, opened when the vote is over. Never carried by one party alone."
        ),
    ),
    "body": Word(
        gettext_lazy("A body"),
        gettext_lazy("The members of a body vote with sealed ballots, by the rule and the quorum that all gave it."),
    ),
}
RULES: dict[VoteRule, Word] = {
    "simple": Word(gettext_lazy("Simple majority"), gettext_lazy("More than half of the ballots that name something.")),
    "two_thirds": Word(gettext_lazy("Two thirds"), gettext_lazy("Two thirds of the ballots that name something.")),
    "unanimous": Word(gettext_lazy("Unanimous"), gettext_lazy("All ballots that name something.")),
}
INTERESTS: dict[Interest, Lazy] = {
    "work": gettext_lazy("Its own work"),
    "time": gettext_lazy("Its time for performance"),
    "cost": gettext_lazy("Its costs"),
    "liability": gettext_lazy("Its liabilities"),
    "rights": gettext_lazy("Its intellectual property"),
    "confidentiality": gettext_lazy("What it must keep confidential"),
    "other": gettext_lazy("Another legitimate interest, named in the reason"),
}
VERDICTS: dict[Verdict, Lazy] = {
    "keep": gettext_lazy("Keep it"),
    "change": gettext_lazy("Change it"),
    "drop": gettext_lazy("Drop it"),
}
STANDINGS: dict[Standing, tuple[Lazy, str]] = {
    "questions": (gettext_lazy("Questions"), "wait"),
    "reactions": (gettext_lazy("Reactions"), "wait"),
    "objections": (gettext_lazy("Objections"), "wait"),
    "integration": (gettext_lazy("Integration"), "wait"),
    "decision": (gettext_lazy("Decision"), "wait"),
    "opening": (gettext_lazy("Ballots to open"), "wait"),
    "accepted": (gettext_lazy("Accepted"), "done"),
    "rejected": (gettext_lazy("Not accepted"), "refused"),
    "vetoed": (gettext_lazy("Vetoed, to be resolved"), "refused"),
    "set_aside": (gettext_lazy("Set aside after a veto"), "refused"),
    "to_change": (gettext_lazy("To be changed"), "note"),
    "dropped": (gettext_lazy("Dropped"), ""),
    "replaced": (gettext_lazy("Replaced"), "note"),
    "withdrawn": (gettext_lazy("Withdrawn"), ""),
}
MEANS: dict[Standing, Lazy] = {
    "questions": gettext_lazy("Everybody asks what they need to know before they can judge it."),
    "reactions": gettext_lazy("Every party says what it thinks of it."),
    "objections": gettext_lazy("Every party says what would go wrong, if anything would."),
    "integration": gettext_lazy(
        "An objection stands. The proposer makes the text better; who objected says whether it is met."
    ),
    "decision": gettext_lazy("All have spoken. Now it is decided, on the last day at the latest."),
    "opening": gettext_lazy("The vote is closed. Anybody can open the ballots; then all see them at once."),
    "accepted": gettext_lazy(
        "It stands. A party that could not prevent it can veto it for some days; any party can appeal once."
    ),
    "rejected": gettext_lazy("Nothing changes. Any party can appeal once, or make a better proposal."),
    "vetoed": gettext_lazy(
        "The decision is suspended. All parties have the duty to resolve this, and the veto has an end."
    ),
    "set_aside": gettext_lazy("More than half of the others gave way to the veto: nothing changes."),
    "to_change": gettext_lazy("More than half of all parties want it otherwise: it waits for a new proposal."),
    "dropped": gettext_lazy("More than half of all parties dropped it when they looked at it again."),
    "replaced": gettext_lazy("Another decision has taken its place."),
    "withdrawn": gettext_lazy("Whoever proposed it took it back before it was decided."),
}
WHY: dict[str, Lazy] = {
    "no_objection": gettext_lazy("On the last day no objection stood, and enough parties had said that they had none."),
    "all_agree": gettext_lazy("Every party said yes to the same text."),
    "carried": gettext_lazy("Enough ballots were for it."),
    "objections": gettext_lazy("An objection stood on the last day."),
    "too_few": gettext_lazy("Too few took part."),
    "not_all_agree": gettext_lazy("Not every party had said yes on the last day."),
    "not_carried": gettext_lazy("Not enough ballots were for it."),
    "one_alone": gettext_lazy("Only one party was for it, and nobody decides alone."),
}
TASKS: dict[str, Lazy] = {
    "answer": gettext_lazy("Answer a question"),
    "integrate": gettext_lazy("Make the text better, so that an objection is met"),
    "weigh": gettext_lazy("Say whether your objection is met"),
    "agree": gettext_lazy("Say yes, or object and say why"),
    "vote": gettext_lazy("Hand in a ballot"),
    "open": gettext_lazy("Open the ballots"),
    "resolve": gettext_lazy("Resolve a veto"),
    "review": gettext_lazy("Look at the decision again"),
    "propose_change": gettext_lazy("Propose what is to be changed"),
}
"""What a proposal waits for, by the codes of `turns`."""

PLACES: dict[str, str] = {
    "answer": "questions",
    "integrate": "objections",
    "weigh": "objections",
    "agree": "agree",
    "vote": "vote",
    "open": "ballots",
    "resolve": "vetoes",
    "review": "review",
}
"""Where on the page of a proposal it is done."""


def choice_word(options: tuple[str, ...], choice: str) -> str:
    """What a ballot says."""
    if choice.isdecimal() and 0 < int(choice) <= len(options):
        return options[int(choice) - 1]
    return {"yes": _("Yes"), "no": _("No"), "abstain": _("Abstains")}.get(choice, choice)


# --- facts as sentences ---


def about(recorded: Recorded) -> int:
    """The entry by which the page of the proposal that a fact speaks of is found."""
    match recorded.fact:
        case ProposalMade():
            return recorded.index
        case objections.QuestionAnswered(question=entry) | objections.ObjectionWeighed(objection=entry):
            return int(entry)
        case vetoes.ResolutionOffered(veto=entry) | vetoes.VetoYielded(veto=entry) | vetoes.VetoLifted(veto=entry):
            return int(entry)
        case fact:
            return int(fact.proposal)


def proposal_at(alliance: Alliance, entry: int) -> int:
    """The proposal at an entry, or that to which the question, objection or veto there belongs."""
    held = alliance.decisions
    return entry if entry in held.proposals else held.places.get(entry, -1)


def sentence(alliance: Alliance, who: str, recorded: Recorded) -> str:
    """What a fact about a decision says; `who` is the name of the party that entered it."""
    fact: Fact = recorded.fact
    template, quote = _told(fact)
    fields: dict[str, Any] = {"who": who, "title": _title(alliance, about(recorded)), "quote": quoted(quote)}
    return template % fields


def _title(alliance: Alliance, entry: int) -> str:
    try:
        return quoted(alliance.decisions.proposal(proposal_at(alliance, entry)).wording.title)
    except Refused:
        return _("a proposal")


def _told(fact: Fact) -> tuple[str, str]:
    """The sentence of a fact, and what is quoted in it."""
    match fact:
        case ProposalMade() | ProposalRevised() | ProposalWithdrawn():
            return _proposed(fact)
        case ballots.BallotCast(choice=choice):
            return _("%(who)s cast a ballot on %(title)s: %(quote)s."), choice_word((), choice)
        case ballots.BallotHandedIn():
            return _("%(who)s handed in a sealed ballot on %(title)s."), ""
        case reviews.Appealed(reasons=reasons):
            return _("%(who)s appealed against %(title)s: %(quote)s."), reasons
        case reviews.Reviewed(verdict=verdict, reasons=reasons):
            return _reviewed(verdict), reasons
        case vetoes.Vetoed() | vetoes.ResolutionOffered() | vetoes.VetoYielded() | vetoes.VetoLifted():
            return _vetoed(fact)
        case _:
            return _said(fact)


def _proposed(fact: ProposalMade | ProposalRevised | ProposalWithdrawn) -> tuple[str, str]:
    match fact:
        case ProposalMade():
            return _("%(who)s proposed %(title)s: %(quote)s."), fact.wording.text
        case ProposalRevised():
            return _("%(who)s revised %(title)s: %(quote)s."), fact.note
        case ProposalWithdrawn():
            return _("%(who)s withdrew %(title)s: %(quote)s."), fact.reason
        case _:
            assert_never(fact)


def _said(fact: objections.Fact) -> tuple[str, str]:
    match fact:
        case objections.QuestionAsked():
            return _("%(who)s asked about %(title)s: %(quote)s."), fact.text
        case objections.QuestionAnswered():
            return _("%(who)s answered a question about %(title)s: %(quote)s."), fact.text
        case objections.Reacted():
            return _("%(who)s reacted to %(title)s: %(quote)s."), fact.text
        case objections.Objected():
            return _("%(who)s objected to %(title)s: %(quote)s."), fact.reason
        case objections.ObjectionWeighed(met=True):
            return _("%(who)s said that its objection to %(title)s is met: %(quote)s."), fact.text
        case objections.ObjectionWeighed():
            return _("%(who)s said that its objection to %(title)s is not met: %(quote)s."), fact.text
        case objections.ProposalAgreed():
            return _("%(who)s said yes to %(title)s."), ""
        case _:
            assert_never(fact)


def _vetoed(fact: vetoes.Fact) -> tuple[str, str]:
    match fact:
        case vetoes.Vetoed():
            return _("%(who)s vetoed %(title)s: %(quote)s."), fact.reason
        case vetoes.ResolutionOffered():
            return _("%(who)s said what would resolve the veto on %(title)s: %(quote)s."), fact.text
        case vetoes.VetoYielded():
            return _("%(who)s gave way to the veto on %(title)s: %(quote)s."), fact.reason
        case vetoes.VetoLifted():
            return _("%(who)s lifted its veto on %(title)s: %(quote)s."), fact.reason
        case _:
            assert_never(fact)


def _reviewed(verdict: Verdict) -> str:
    return {
        "keep": _("%(who)s looked at %(title)s again and wants to keep it: %(quote)s."),
        "change": _("%(who)s looked at %(title)s again and wants to change it: %(quote)s."),
        "drop": _("%(who)s looked at %(title)s again and wants to drop it: %(quote)s."),
    }[verdict]
