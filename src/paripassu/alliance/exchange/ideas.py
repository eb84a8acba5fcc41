"""Ideas: proposed by one, built on by others, adopted by all or by a decision, set aside with reasons, revived.

An idea is adopted as it stands after the last contribution: whoever says yes says it to all of that. An idea set aside
is not lost: revived, it is asked anew, and what was said before stays readable.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never

from paripassu.alliance.commitments import said
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.decisions import outcomes
from paripassu.alliance.exchange.terms import TEXT_LIMIT, TITLE_LIMIT, taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.links import known
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.exchange.values import Value

Status = Literal["open", "set_aside", "adopted"]
WORDS_NEEDED = 2
"""Parties that must say that a decision adopted an idea: nobody reads that into a decision alone."""

MOST_BUILT = 200

# --- facts ---


class IdeaProposed(ByPerson, frozen=True, kw_only=True, tag="idea_proposed.v1"):
    """A party proposed an idea."""

    title: str
    text: str
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class IdeaBuiltOn(ByPerson, frozen=True, kw_only=True, tag="idea_built_on.v1"):
    """A party added to an idea. What was agreed before was agreed without this."""

    idea: int
    text: str


class IdeaAgreed(ByPerson, frozen=True, kw_only=True, tag="idea_agreed.v1"):
    """A party wants an idea adopted as it stands after the contribution of entry `last`."""

    idea: int
    last: int


class IdeaSetAside(ByPerson, frozen=True, kw_only=True, tag="idea_set_aside.v1"):
    """A party does not want an idea adopted, or not now, with the reason."""

    idea: int
    reason: str


class IdeaRevived(ByPerson, frozen=True, kw_only=True, tag="idea_revived.v1"):
    """A party brought an idea that was set aside before all again, with what is different now."""

    idea: int
    reason: str


class AdoptionStated(ByPerson, frozen=True, kw_only=True, tag="idea_adoption_stated.v1"):
    """A party said that a decision about an idea adopted it. It is so once a second party has said the same."""

    idea: int
    decision: int


Fact: TypeAlias = IdeaProposed | IdeaBuiltOn | IdeaAgreed | IdeaSetAside | IdeaRevived | AdoptionStated

# --- state ---


class Built(NamedTuple):
    """A contribution to an idea: its entry, when, by which party and person, and its text."""

    entry: int
    at: datetime
    party: str
    person: str
    text: str


class Round(NamedTuple):
    """What had been said when an idea was revived, and the word that revived it."""

    agreed: dict[str, Word]
    set_aside: dict[str, Word]
    revived: Word
    party: str


@dataclass(slots=True)
class Idea:
    """An idea under its entry. `chain`: the proposal and what was built on it, in order."""

    index: int
    entered: datetime
    party: str
    fact: IdeaProposed
    chain: list[Built] = field(default_factory=list)
    agreed: dict[str, Word] = field(default_factory=dict)
    set_aside: dict[str, Word] = field(default_factory=dict)
    stated: dict[int, dict[str, Word]] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    adopted: datetime | None = None
    by_decision: int | None = None
    values: "list[Value]" = field(default_factory=list)

    @property
    def last(self) -> int:
        """The entry of the last contribution."""
        return self.chain[-1].entry

    @property
    def status(self) -> Status:
        """Where it stands."""
        if self.adopted is not None:
            return "adopted"
        return "set_aside" if self.set_aside else "open"

    def agrees(self, party: str) -> bool:
        """Whether a party has said yes to it as it stands now."""
        return party in self.agreed and self.agreed[party].entry >= self.last


def idea(alliance: "Alliance", index: int) -> Idea:
    """The idea at an entry. Refused when there is none."""
    found: Idea | None = alliance.exchange.ideas.get(index)
    if found is None:
        raise Refused("idea_unknown", "Entry {entry} is no idea.", entry=index)
    return found


def missing(alliance: "Alliance", one: Idea) -> tuple[str, ...]:
    """The parties whose yes an open idea still needs, sorted."""
    if one.adopted is not None:
        return ()
    return tuple(party for party in waited_for(alliance) if not one.agrees(party))


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    if isinstance(fact, IdeaProposed):
        made = Idea(recorded.index, recorded.entered, recorded.party, fact)
        alliance.exchange.ideas[recorded.index] = made
        alliance.links.add(recorded.index, "exchange", fact.about, fact.clauses)
        _build(made, recorded, fact.text)
        return
    one = idea(alliance, fact.idea)
    match fact:
        case IdeaBuiltOn():
            _build(one, recorded, fact.text)
        case IdeaAgreed():
            one.set_aside.pop(recorded.party, None)
            one.agreed[recorded.party] = said(recorded)
            settle(alliance, one, recorded.entered)
        case IdeaSetAside():
            one.agreed.pop(recorded.party, None)
            one.set_aside[recorded.party] = said(recorded, fact.reason)
        case IdeaRevived():
            word = said(recorded, fact.reason)
            one.rounds.append(Round(one.agreed, one.set_aside, word, recorded.party))
            one.agreed, one.set_aside = {recorded.party: word}, {}
        case AdoptionStated():
            one.stated.setdefault(fact.decision, {})[recorded.party] = said(recorded)
            if len(one.stated[fact.decision]) >= WORDS_NEEDED:
                one.adopted, one.by_decision = recorded.entered, fact.decision
        case _:
            assert_never(fact)


def _build(one: Idea, recorded: Recorded, text: str) -> None:
    one.chain.append(Built(recorded.index, recorded.entered, recorded.party, recorded.fact.by, text))
    one.set_aside.pop(recorded.party, None)
    one.agreed[recorded.party] = said(recorded)


def settle(alliance: "Alliance", one: Idea, at: datetime) -> None:
    """Let an idea be adopted when nobody's yes is missing, at least two have said it, and nobody set it aside."""
    yes = sum(one.agrees(party) for party in one.agreed)
    if one.status == "open" and yes >= WORDS_NEEDED and not missing(alliance, one):
        one.adopted = at


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    if isinstance(fact, IdeaProposed):
        worded(fact.title, "in a few words what the idea is", limit=TITLE_LIMIT)
        worded(fact.text, "the idea", limit=TEXT_LIMIT)
        known(alliance, fact.about, fact.clauses)
        return
    one = undecided(alliance, fact.idea)
    match fact:
        case IdeaBuiltOn():
            worded(fact.text, "what you add", limit=TEXT_LIMIT)
            if len(one.chain) >= MOST_BUILT:
                raise Refused("idea_full", "So much was built on this idea: propose what you add as one of its own.")
        case IdeaAgreed():
            _may_agree(one, recorded.party, fact)
        case IdeaSetAside():
            worded(fact.reason, "why not, or why not now", limit=TEXT_LIMIT)
        case IdeaRevived():
            worded(fact.reason, "what is different now", limit=TEXT_LIMIT)
            if one.status != "set_aside":
                raise Refused("not_set_aside", "Nobody has set this idea aside.")
        case AdoptionStated():
            _may_state(alliance, recorded, one, fact.decision)
        case _:
            assert_never(fact)


def undecided(alliance: "Alliance", index: int) -> Idea:
    """The idea at an entry that is not adopted yet. Refused otherwise."""
    one = idea(alliance, index)
    if one.adopted is not None:
        raise Refused("idea_adopted", "This idea is adopted. What goes beyond it is an idea of its own.")
    return one


def _may_agree(one: Idea, party: str, fact: IdeaAgreed) -> None:
    if fact.last != one.last:
        raise Refused("idea_moved", "Somebody has built on this idea since you looked. Read it again, then say yes.")
    if one.agrees(party):
        raise Refused("already_agreed", "Your party has already said yes to this idea as it stands.")


def _may_state(alliance: "Alliance", recorded: Recorded, one: Idea, decision: int) -> None:
    proposal = alliance.decisions.proposal(decision)
    if one.index not in proposal.fact.about or proposal.wording.options:
        raise Refused("decision_elsewhere", "Choose a decision, yes or no, that was put to all about this idea.")
    if outcomes.standing(alliance, proposal, recorded.entered) != "accepted":
        raise Refused("not_decided", "That proposal is not accepted, or a veto holds it up.")
    if recorded.party in one.stated.get(decision, {}):
        raise Refused("already_agreed", "Your party has said so. It holds once another party has said the same.")


# --- acts ---


def propose_idea(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    title: str,
    text: str,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> IdeaProposed:
    """Propose an idea."""
    fact = IdeaProposed(by=by, title=title.strip(), text=text.strip(), about=tuple(about), clauses=tuple(clauses))
    return ruled(alliance, now, fact, rule)


def build_on(alliance: "Alliance", *, by: str, now: datetime, idea: int, text: str) -> IdeaBuiltOn:
    """Add to an idea; who adds wants it, and the others are asked about the whole again."""
    return ruled(alliance, now, IdeaBuiltOn(by=by, idea=idea, text=text.strip()), rule)


def agree_idea(alliance: "Alliance", *, by: str, now: datetime, idea: int, last: int | None = None) -> IdeaAgreed:
    """Want an idea adopted as it stands after entry `last`; unless said, as it stands now."""
    found = alliance.exchange.ideas.get(idea)
    seen = last if last is not None else found.last if found else -1
    return ruled(alliance, now, IdeaAgreed(by=by, idea=idea, last=seen), rule)


def set_idea_aside(alliance: "Alliance", *, by: str, now: datetime, idea: int, reason: str) -> IdeaSetAside:
    """Say why one's party does not want an idea adopted, or not now."""
    return ruled(alliance, now, IdeaSetAside(by=by, idea=idea, reason=reason.strip()), rule)


def revive(alliance: "Alliance", *, by: str, now: datetime, idea: int, reason: str) -> IdeaRevived:
    """Bring an idea that was set aside before all again."""
    return ruled(alliance, now, IdeaRevived(by=by, idea=idea, reason=reason.strip()), rule)


def state_adoption(alliance: "Alliance", *, by: str, now: datetime, idea: int, decision: int) -> AdoptionStated:
    """Say that a decision about an idea adopted it."""
    return ruled(alliance, now, AdoptionStated(by=by, idea=idea, decision=decision), rule)
