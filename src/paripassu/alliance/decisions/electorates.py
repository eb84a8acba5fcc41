"""Who decides on a proposal: the partners, or the members of a body, less who is barred for its own breach."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from paripassu.alliance.commitments import breaches
from paripassu.alliance.decisions import ballots
from paripassu.alliance.decisions.proposals import LEAST_VOTERS, ProposalMade, VoteRule
from paripassu.alliance.parties import bodies
from paripassu.alliance.parties.membership import voices

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance


@dataclass(slots=True)
class Electorate:
    """Who decides, who is barred, where the members of a body sit, how many must take part, and the rule of a vote."""

    voters: tuple[str, ...]
    barred: tuple[str, ...]
    quorum: int
    rule: VoteRule
    sits: dict[str, str] = field(default_factory=dict)


def electorate(alliance: "Alliance", fact: ProposalMade) -> Electorate:
    """Who would decide on this. Nobody is barred where fewer than two parties would be left."""
    partners = voices(alliance)
    accused = breaches.accused(alliance, fact.about)
    barred = tuple(party for party in partners if party in accused)
    if len(partners) - len(barred) < LEAST_VOTERS:
        barred = ()
    if fact.body is not None:
        return _of_body(alliance, fact.body, barred)
    left = tuple(party for party in partners if party not in barred)
    return Electorate(left, barred, fact.quorum or ballots.quorum(fact.method, len(left)), fact.rule)


def _of_body(alliance: "Alliance", index: int, barred: tuple[str, ...]) -> Electorate:
    """The members of a body as they are now, under the quorum and the rule that the partners gave it."""
    body = bodies.body(alliance, index)
    sits = {seat.person: seat.party for seat in bodies.members(alliance, index) if seat.party not in barred}
    quorum = max(min(bodies.quorum(alliance, index), len(sits)), LEAST_VOTERS)
    return Electorate(tuple(sorted(sits)), barred, quorum, _RULES[body.terms.rule], sits)


_RULES: dict[bodies.DecisionRule, VoteRule] = {
    "consent": "unanimous",
    "simple": "simple",
    "two_thirds": "two_thirds",
    "unanimous": "unanimous",
}
"""How a body's rule counts ballots: consent means that nobody votes against."""
