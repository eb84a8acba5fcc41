"""Decisions: a proposal, what is said to it, how it is decided, and what happens to the decision after.

Four methods. *Consent*: nobody's objection stands on the last day, and enough have said that they have none.
*Consensus*: every party says yes. *Vote*: one sealed ballot for each party. *Body*: the members of a named body vote.
No party decides alone, none holds up for ever what the others decided, and a decision changes no clause: that takes an
amendment that all sign.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, get_args

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.decisions import ballots, objections, reviews, vetoes
from paripassu.alliance.decisions.ballots import BallotCast, BallotHandedIn
from paripassu.alliance.decisions.electorates import electorate
from paripassu.alliance.decisions.objections import SAYING_LIMIT, open_proposal, said
from paripassu.alliance.decisions.proposals import (
    LEAST_VOTERS,
    Method,
    Proposal,
    ProposalMade,
    ProposalRevised,
    ProposalWithdrawn,
    Revised,
    VoteRule,
    Wording,
)
from paripassu.alliance.facts import Recorded, ruled, worded
from paripassu.alliance.links import known
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

TITLE_LIMIT = 200
OPTIONS = range(2, 13)
"""How many options a vote between options has."""

LEAST_DAYS, MOST_DAYS = 3, 366
"""Days from the day a text is put to its last day: nobody is surprised over a week-end."""

VETO_DAYS = range(5, 61)
"""Days in which a decision can be vetoed; 15 unless said otherwise. [DESCA]"""

# --- facts ---

Fact: TypeAlias = (
    ProposalMade | ProposalRevised | ProposalWithdrawn | objections.Fact | ballots.Fact | vetoes.Fact | reviews.Fact
)

# --- state ---


@dataclass(slots=True)
class Decisions:
    """All proposals by the index of their entry, and where each question, objection and veto belongs."""

    proposals: dict[int, Proposal] = field(default_factory=dict)
    places: dict[int, int] = field(default_factory=dict)

    def proposal(self, index: int) -> Proposal:
        """The proposal at an entry. Refused when there is none."""
        if index not in self.proposals:
            raise Refused("proposal_unknown", "Entry {entry} is no proposal.", entry=index)
        return self.proposals[index]

    def place_of(self, index: int, what: str) -> Proposal:
        """The proposal to which a question, an objection or a veto belongs. Refused when the entry is no such thing."""
        proposal = self.proposals.get(self.places.get(index, -1))
        if proposal is not None:
            vetoed = [veto.said.index for veto in proposal.vetoes.values()]
            held = {"question": [*proposal.questions], "objection": [*proposal.objections], "veto": vetoed}
            if index in held[what]:
                return proposal
        raise Refused("not_said", "Entry {entry} is no {what} on a proposal.", entry=index, what=what)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case ProposalMade():
            _make(alliance, recorded, fact)
        case ProposalRevised():
            _revise(alliance.decisions.proposal(fact.proposal), recorded, fact)
        case ProposalWithdrawn():
            alliance.decisions.proposal(fact.proposal).withdrawn = said(recorded, fact.reason)
        case BallotCast() | BallotHandedIn():
            ballots.apply(alliance, recorded, fact)
        case reviews.Appealed() | reviews.Reviewed():
            reviews.apply(alliance, recorded, fact)
        case vetoes.Vetoed() | vetoes.ResolutionOffered() | vetoes.VetoYielded() | vetoes.VetoLifted():
            vetoes.apply(alliance, recorded, fact)
        case _:
            objections.apply(alliance, recorded, fact)


def _make(alliance: "Alliance", recorded: Recorded, fact: ProposalMade) -> None:
    index, entered, party, _ = recorded
    chosen = electorate(alliance, fact)
    first = Revised(index, entered, "", fact.wording)
    proposal = Proposal(
        index, entered, party, fact, [first], voices(alliance), chosen.voters, chosen.barred,
        chosen.sits, chosen.quorum, chosen.rule,
    )  # fmt: skip
    alliance.decisions.proposals[index] = proposal
    if not proposal.sealed:
        proposal.agreed[party] = said(recorded, "")
    about = fact.about if fact.revises is None else tuple(sorted({*fact.about, fact.revises}))
    alliance.links.add(index, "decisions", about, fact.clauses)
    if fact.revises is not None:
        alliance.decisions.proposals[fact.revises].revised_by.append(index)


def _revise(proposal: Proposal, recorded: Recorded, fact: ProposalRevised) -> None:
    """Another text: who had said yes, or handed in a ballot, said it to the text before. Objections go on standing."""
    proposal.texts.append(Revised(recorded.index, recorded.entered, fact.note, fact.wording))
    proposal.taken_by = ""
    proposal.ballots.clear()
    proposal.agreed.clear()
    if not proposal.sealed:
        proposal.agreed[recorded.party] = said(recorded, "")


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After another text came into force: who is no partner any more is waited for no more in what is still open."""
    if not alliance.decisions.proposals:
        return
    partners = voices(alliance)
    for proposal in alliance.decisions.proposals.values():
        if proposal.closed(at) or set(proposal.parties) <= set(partners):
            continue
        proposal.parties = tuple(party for party in proposal.parties if party in partners)
        proposal.voters = tuple(voter for voter in proposal.voters if proposal.party_of(voter) in partners)
        proposal.quorum = max(min(proposal.quorum, len(proposal.voters)), LEAST_VOTERS)
        proposal.agreed = {party: yes for party, yes in proposal.agreed.items() if party in proposal.voters}
        proposal.ballots = {voter: entry for voter, entry in proposal.ballots.items() if voter in proposal.voters}
        proposal.objections = {i: one for i, one in proposal.objections.items() if one.said.party in partners}
        objections.settle(proposal, at)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case ProposalMade():
            managing(alliance, fact.by)
            _may_propose(alliance, recorded, fact)
        case ProposalRevised():
            managing(alliance, fact.by)
            _may_revise(alliance, recorded, fact)
        case ProposalWithdrawn():
            managing(alliance, fact.by)
            worded(fact.reason, "why you withdraw it", limit=SAYING_LIMIT)
            _own_open(alliance, recorded, fact.proposal)
        case BallotCast() | BallotHandedIn():
            ballots.rule(alliance, recorded, fact)
        case reviews.Appealed() | reviews.Reviewed():
            reviews.rule(alliance, recorded, fact)
        case vetoes.Vetoed() | vetoes.ResolutionOffered() | vetoes.VetoYielded() | vetoes.VetoLifted():
            vetoes.rule(alliance, recorded, fact)
        case _:
            objections.rule(alliance, recorded, fact)


def _may_propose(alliance: "Alliance", recorded: Recorded, fact: ProposalMade) -> None:
    if recorded.party not in voices(alliance):
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force, or suspended.")
    _sound(alliance, recorded, fact.wording, fact.method)
    known(alliance, fact.about, fact.clauses)
    _sound_method(alliance, fact)
    if fact.revises is not None:
        alliance.decisions.proposal(fact.revises)


def _sound_method(alliance: "Alliance", fact: ProposalMade) -> None:
    if fact.method not in get_args(Method) or fact.rule not in get_args(VoteRule):
        raise Refused("method_unknown", "Choose how it is decided: consent, consensus, vote or a body.")
    if (fact.method == "body") != (fact.body is not None):
        raise Refused("body_missing", "Choose the body that decides, or another way to decide.")
    if fact.veto_days not in VETO_DAYS:
        raise Refused(
            "veto_days", "Leave {least} to {most} days for a veto.", least=VETO_DAYS.start, most=VETO_DAYS.stop - 1
        )
    count = len(electorate(alliance, fact).voters)
    if count < LEAST_VOTERS:
        raise Refused("too_few_voters", "Fewer than two could decide this. Choose another way to decide.")
    if fact.quorum and (fact.method == "consensus" or not ballots.least_quorum(count) <= fact.quorum <= count):
        raise Refused(
            "quorum_unfit",
            "The quorum is {least} to {most} here; consensus needs all in any case.",
            least=ballots.least_quorum(count),
            most=count,
        )


def _sound(alliance: "Alliance", recorded: Recorded, wording: Wording, method: Method) -> None:
    """Refused when a text cannot be put to the parties as it is."""
    worded(wording.title, "in a few words what is proposed", limit=TITLE_LIMIT)
    worded(wording.text, "what exactly is proposed", limit=SAYING_LIMIT)
    worded(wording.reasons, "why you propose it", limit=SAYING_LIMIT)
    _sound_options(wording.options, method)
    today = recorded.entered.date()
    if not today + timedelta(days=LEAST_DAYS) <= wording.closes <= today + timedelta(days=MOST_DAYS):
        raise Refused(
            "closing_day",
            "Leave the others at least {least} days, and a year at most: until {first} or later.",
            least=LEAST_DAYS,
            first=(today + timedelta(days=LEAST_DAYS)).isoformat(),
        )
    if wording.review is not None and not wording.closes < wording.review <= wording.closes + timedelta(days=3660):
        raise Refused("review_day", "The day to look at it again is after {day}.", day=wording.closes.isoformat())
    _sound_carrier(alliance, wording)


def _sound_options(options: tuple[str, ...], method: Method) -> None:
    if options and method not in ("vote", "body"):
        raise Refused("options_need_a_vote", "Options are for a vote. Propose one thing, or choose a vote.")
    different = {option.strip().casefold() for option in options}
    if options and (len(options) not in OPTIONS or len(different) < len(options)):
        raise Refused(
            "options_unfit", "Give {least} to {most} different options.", least=OPTIONS.start, most=OPTIONS.stop - 1
        )
    for option in options:
        worded(option, "each option", limit=TITLE_LIMIT)


def _sound_carrier(alliance: "Alliance", wording: Wording) -> None:
    if wording.carrier and wording.carrier not in version_in_force(alliance).partners:
        raise Refused("carrier_unknown", "Who carries it out is one of the partners, or all of them.")
    if wording.person and alliance.parties.seat(wording.person).party != wording.carrier:
        raise Refused("carrier_elsewhere", "The person who carries it out sits for the party that does.")


def _may_revise(alliance: "Alliance", recorded: Recorded, fact: ProposalRevised) -> None:
    proposal = _own_open(alliance, recorded, fact.proposal)
    worded(fact.note, "what changed, and whose objection it meets", limit=SAYING_LIMIT)
    _sound(alliance, recorded, fact.wording, proposal.method)
    if fact.wording.closes < proposal.wording.closes:
        raise Refused("closing_sooner", "A revised text leaves at least as much time as the one before.")
    if fact.wording == proposal.wording:
        raise Refused("nothing_revised", "This is the same text. Change what the objections are about.")


def _own_open(alliance: "Alliance", recorded: Recorded, index: int) -> Proposal:
    proposal = open_proposal(alliance, recorded, alliance.decisions.proposal(index))
    if proposal.party != recorded.party:
        name = alliance.parties.name(proposal.party)
        raise Refused("not_your_proposal", "Only {name}, which proposed it, can do this. You can object.", name=name)
    return proposal


# --- acts ---


def propose(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    text: str,
    reasons: str,
    method: Method,
    closes: date,
    rule: VoteRule = "simple",
    quorum: int = 0,
    options: Iterable[str] = (),
    carrier: str = "",
    person: str = "",
    review: date | None = None,
    veto_days: int = 15,
    body: int | None = None,
    revises: int | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ProposalMade:
    """Put something to all parties, to be decided by a method until a day."""
    fact = ProposalMade(
        by=by,
        wording=_wording(title, text, reasons, closes, options, carrier, person, review),
        method=method,
        rule=rule,
        quorum=quorum,
        veto_days=veto_days,
        body=body,
        revises=revises,
        about=tuple(about),
        clauses=tuple(clauses),
    )
    return ruled(alliance, now, fact, _rule)


_rule = rule
"""The rule under another name: in `propose`, `rule` is that of the count."""


def _wording(
    title: str,
    text: str,
    reasons: str,
    closes: date,
    options: Iterable[str],
    carrier: str,
    person: str,
    review: date | None,
) -> Wording:
    return Wording(
        title=title.strip(),
        text=text.strip(),
        reasons=reasons.strip(),
        closes=closes,
        options=tuple(option.strip() for option in options),
        carrier=carrier,
        person=person,
        review=review,
    )


def revise(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    proposal: int,
    note: str,
    title: str,
    text: str,
    reasons: str,
    closes: date,
    options: Iterable[str] = (),
    carrier: str = "",
    person: str = "",
    review: date | None = None,
) -> ProposalRevised:
    """Put a better text in the place of one's own, so that objections are met. All say anew whether they agree."""
    wording = _wording(title, text, reasons, closes, options, carrier, person, review)
    return ruled(alliance, now, ProposalRevised(by=by, proposal=proposal, wording=wording, note=note.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, proposal: int, reason: str) -> ProposalWithdrawn:
    """Take one's own proposal back before it is decided."""
    return ruled(alliance, now, ProposalWithdrawn(by=by, proposal=proposal, reason=reason.strip()), rule)
