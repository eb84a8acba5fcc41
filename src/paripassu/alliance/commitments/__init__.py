"""Commitments: who owes what to whom by when, proposed by anybody, in force once all concerned have agreed.

Nothing here is decided by one side: the others agree to a proposal, those it is owed to release it, and a commitment
is renegotiated by a new one that takes its place when all concerned have agreed. What was, stays readable.
`deliveries` holds what happens to a commitment in force, `breaches` what happens when it is not kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, assert_never

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.commitments import recurrences
from paripassu.alliance.commitments.promises import Commitment, Importance, Proposed, Word, days_due
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough, worded
from paripassu.alliance.links import known
from paripassu.alliance.parties import partnering
from paripassu.alliance.parties.membership import waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance
    from paripassu.alliance.commitments.breaches import Notice

WHAT_LIMIT = 2_000
MOST_AT_ONCE = 100
"""Commitments that one act may propose."""

# --- facts ---


class Agreed(ByPerson, frozen=True, kw_only=True, tag="commitment_agreed.v1"):
    """The party agreed to proposed commitments that concern it."""

    entries: tuple[int, ...]


class Declined(ByPerson, frozen=True, kw_only=True, tag="commitment_declined.v1"):
    """The party declined a proposed commitment, with its reason; what it had agreed before is taken back."""

    entry: int
    reason: str


class Withdrawn(ByPerson, frozen=True, kw_only=True, tag="commitment_withdrawn.v1"):
    """The party that proposed it took a proposal back that not all had agreed to."""

    entry: int
    reason: str


Fact: TypeAlias = Proposed | Agreed | Declined | Withdrawn

# --- state ---


@dataclass(slots=True)
class Commitments:
    """All commitments by the index of the entry that proposed them, which entry is about which, and breach notices."""

    by_index: dict[int, Commitment] = field(default_factory=dict)
    of_delivery: dict[int, int] = field(default_factory=dict)
    of_block: dict[int, int] = field(default_factory=dict)
    notices: "dict[int, Notice]" = field(default_factory=dict)

    def commitment(self, index: int) -> Commitment:
        """The commitment proposed at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("commitment_unknown", "Entry {entry} is no commitment.", entry=index)
        return self.by_index[index]

    def in_force(self, index: int) -> Commitment:
        """The same, in force. Refused when not all have agreed to it, or it was released or replaced."""
        commitment = self.commitment(index)
        if commitment.replaced_by is not None:
            sentence = "Commitment {entry} was replaced by {other}. Act on that one."
            raise Refused("commitment_replaced", sentence, entry=index, other=commitment.replaced_by)
        if commitment.freed is not None:
            raise Refused("commitment_released", "Commitment {entry} was released: nothing is owed.", entry=index)
        if commitment.since is None:
            raise Refused("not_agreed", "Commitment {entry} is not in force: not all have agreed to it.", entry=index)
        return commitment


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    state = alliance.commitments
    match fact:
        case Proposed():
            state.by_index[recorded.index] = Commitment(recorded.index, recorded.entered, recorded.party, fact)
            also = () if fact.supersedes is None or fact.supersedes in fact.about else (fact.supersedes,)
            alliance.links.add(recorded.index, "commitments", (*fact.about, *also), fact.clauses)
        case Agreed():
            for entry in fact.entries:
                commitment = state.commitment(entry)
                commitment.declined.pop(recorded.party, None)
                commitment.agreed[recorded.party] = Word(recorded.index, recorded.entered)
                settle(alliance, commitment, recorded.entered)
        case Declined():
            commitment = state.commitment(fact.entry)
            commitment.agreed.pop(recorded.party, None)
            commitment.declined[recorded.party] = said(recorded, fact.reason)
        case Withdrawn():
            state.commitment(fact.entry).withdrawn = said(recorded, fact.reason)
        case _:
            assert_never(fact)


def said(recorded: Recorded, text: str = "") -> Word:
    """What the party that entered a fact said with it."""
    return Word(recorded.index, recorded.entered, text)


def settle(alliance: "Alliance", commitment: Commitment, at: datetime) -> None:
    """Let take effect what nobody is waited for any more: the agreement, a release, or the acceptance of deliveries."""
    if commitment.pending and not awaited(alliance, commitment) and not overtaken(alliance, commitment):
        commitment.since = at
        commitment.dues = days_due(commitment.fact, at)
        if commitment.fact.supersedes is not None:
            alliance.commitments.commitment(commitment.fact.supersedes).replaced_by = commitment.index
    creditors = present(alliance, commitment.fact.to)
    for due, words in commitment.released.items():
        if all(party in words for party in creditors):
            if due is not None:
                commitment.waived.setdefault(due, at)
            elif commitment.freed is None:
                commitment.freed = at
    for delivery in commitment.deliveries:
        if delivery.waits and delivery.accepted and all(party in delivery.accepted for party in creditors):
            delivery.settled = at


def reconsider(alliance: "Alliance", at: datetime) -> None:
    """After another text came into force: settle what waits for nobody any more because a party has left."""
    for commitment in alliance.commitments.by_index.values():
        if commitment.pending or commitment.in_force:
            settle(alliance, commitment, at)


def present(alliance: "Alliance", parties: Iterable[str]) -> tuple[str, ...]:
    """Those of these parties for whose word joint things wait, sorted; all of them when it is none."""
    heard = waited_for(alliance)
    return tuple(sorted(party for party in parties if party in heard)) or tuple(sorted(parties))


def concerned(alliance: "Alliance", commitment: Commitment) -> tuple[str, ...]:
    """Those whom a proposal concerns: owner and creditors, of what it supersedes as well, sorted."""
    parties = set(commitment.concerned)
    if commitment.fact.supersedes is not None:
        parties |= set(alliance.commitments.commitment(commitment.fact.supersedes).concerned)
    return tuple(sorted(parties))


def awaited(alliance: "Alliance", commitment: Commitment) -> tuple[str, ...]:
    """The parties whose agreement a proposal still needs, sorted. The party that proposed it does not agree to it."""
    if not commitment.pending:
        return ()
    others = [party for party in concerned(alliance, commitment) if party != commitment.party]
    return tuple(party for party in present(alliance, others) if party not in commitment.agreed)


def overtaken(alliance: "Alliance", commitment: Commitment) -> bool:
    """Whether what a proposal would replace is no longer in force."""
    supersedes = commitment.fact.supersedes
    return supersedes is not None and not alliance.commitments.commitment(supersedes).in_force


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    match fact:
        case Proposed():
            _may_propose(alliance, recorded, fact)
        case Agreed():
            _may_agree(alliance, recorded, fact.entries)
        case Declined():
            worded(fact.reason, "why you decline it", limit=WHAT_LIMIT)
            _concerned_by(alliance, recorded.party, fact.entry)
        case Withdrawn():
            worded(fact.reason, "why you withdraw it", limit=WHAT_LIMIT)
            _may_withdraw(alliance, recorded.party, fact.entry)
        case _:
            assert_never(fact)


def taking_part(alliance: "Alliance", person: str) -> str:
    """The party of a person who sits for a partner of the agreement in force. Refused for everybody else."""
    party = partnering(alliance, person).party
    if party not in version_in_force(alliance).partners:
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
    return party


def _may_propose(alliance: "Alliance", recorded: Recorded, fact: Proposed) -> None:
    partners = version_in_force(alliance).partners
    for party in (fact.owner, *fact.to):
        if party not in partners:
            raise Refused("party_unknown", "“{party}” is no partner of the agreement in force.", party=party)
    if not fact.to or len(set(fact.to)) != len(fact.to) or fact.owner in fact.to:
        raise Refused("owed_to_nobody", "Say to which other partners it is owed, each once.")
    worded(fact.what, "what is owed", limit=WHAT_LIMIT)
    short_enough(fact.evidence, "what will show it", limit=WHAT_LIMIT)
    known(alliance, fact.about, fact.clauses)
    if fact.due > recorded.entered.date() + recurrences.HORIZON:
        raise Refused("due_too_far", "A commitment is due within twenty years. Choose a nearer day.")
    if not days_due(fact, recorded.entered):
        raise Refused("due_over", "{due} is over. Choose a day to come.", due=fact.due.isoformat())
    if fact.supersedes is not None:
        something_open(alliance, fact.supersedes)


def something_open(alliance: "Alliance", index: int) -> None:
    """Refused when a commitment is not in force, or everything in it was accepted or released."""
    old = alliance.commitments.in_force(index)
    if all(day in old.waived or settled(old, day) for day in old.dues):
        raise Refused("nothing_open", "Nothing is open in commitment {entry}: propose a new one.", entry=index)


def settled(commitment: Commitment, day: date) -> bool:
    """Whether what was due on a day was delivered and accepted by all it was owed to."""
    delivery = commitment.delivery(day)
    return delivery is not None and delivery.settled is not None


def _may_agree(alliance: "Alliance", recorded: Recorded, entries: tuple[int, ...]) -> None:
    if not entries or len(set(entries)) != len(entries):
        raise Refused("nothing_chosen", "Choose the commitments that you agree to, each once.")
    replaced = [alliance.commitments.commitment(index).fact.supersedes for index in entries]
    if any(old is not None and replaced.count(old) > 1 for old in replaced):
        raise Refused("replaced_twice", "Two of these would replace the same commitment. Agree to one of them.")
    for index in entries:
        commitment = _concerned_by(alliance, recorded.party, index)
        if recorded.party in commitment.agreed:
            raise Refused("already_agreed", "Your party has already agreed to commitment {entry}.", entry=index)
        if overtaken(alliance, commitment):
            sentence = "What commitment {entry} would replace is no longer in force."
            raise Refused("overtaken", sentence, entry=index)
        if not days_due(commitment.fact, recorded.entered):
            sentence = "The day of commitment {entry} is over. Propose it again with a day to come."
            raise Refused("due_over", sentence, entry=index)


def _concerned_by(alliance: "Alliance", party: str, index: int) -> Commitment:
    """A proposal to which this party has to say yes or no."""
    commitment = alliance.commitments.commitment(index)
    if not commitment.pending:
        sentence = "Commitment {entry} is no open proposal any more: it was agreed by all, or withdrawn."
        raise Refused("not_proposed", sentence, entry=index)
    if commitment.party == party:
        raise Refused("own_proposal", "Your party proposed commitment {entry}: the others decide.", entry=index)
    if party not in concerned(alliance, commitment):
        names = alliance.parties.names(concerned(alliance, commitment))
        raise Refused("not_concerned", "Commitment {entry} is between {names}: they decide.", entry=index, names=names)
    return commitment


def _may_withdraw(alliance: "Alliance", party: str, index: int) -> None:
    commitment = alliance.commitments.commitment(index)
    if commitment.party != party:
        name = alliance.parties.name(commitment.party)
        raise Refused("not_your_proposal", "Only {name}, which proposed it, can withdraw it.", name=name)
    if not commitment.pending:
        sentence = "Commitment {entry} is no open proposal any more. Renegotiate it, or ask to be released."
        raise Refused("not_proposed", sentence, entry=index)


def creditor_of(alliance: "Alliance", party: str, commitment: Commitment) -> None:
    """Refused when nothing is owed to this party by a commitment."""
    if party not in commitment.fact.to:
        names = alliance.parties.names(commitment.fact.to)
        raise Refused("not_owed_to_you", "It is owed to {names}: they decide about it.", names=names)


def one_of_its_days(commitment: Commitment, due: date) -> None:
    """Refused when a commitment is not due on this day."""
    if due not in commitment.dues:
        sentence = "Commitment {entry} is not due on {due}. Choose one of its days."
        raise Refused("not_due_then", sentence, entry=commitment.index, due=due.isoformat())


# --- acts ---


class Promise(NamedTuple):
    """What is to be proposed: who owes what to whom, by when."""

    owner: str
    to: tuple[str, ...]
    what: str
    due: date
    recurrence: str = ""
    importance: Importance = "normal"
    evidence: str = ""
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()
    supersedes: int | None = None


def propose(alliance: "Alliance", *, by: str, now: datetime, promises: Iterable[Promise]) -> list[Proposed]:
    """Propose one commitment, or several at once: all of them, or none. Each is then agreed or declined by itself."""
    promises = tuple(promises)
    if not 0 < len(promises) <= MOST_AT_ONCE:
        raise Refused("nothing_chosen", "Propose 1 to {most} commitments at once.", most=MOST_AT_ONCE)
    return [ruled(alliance, now, _proposed(by, promise), rule) for promise in promises]


def _proposed(by: str, promise: Promise) -> Proposed:
    return Proposed(
        by=by,
        owner=promise.owner,
        to=tuple(sorted(promise.to)),
        what=promise.what.strip(),
        due=promise.due,
        recurrence=promise.recurrence.strip().upper(),
        importance=promise.importance,
        evidence=promise.evidence.strip(),
        supersedes=promise.supersedes,
        about=tuple(promise.about),
        clauses=tuple(promise.clauses),
    )


def promise(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    owner: str,
    to: Iterable[str],
    what: str,
    due: date,
    recurrence: str = "",
    importance: Importance = "normal",
    evidence: str = "",
    supersedes: int | None = None,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> Proposed:
    """Propose one commitment; with `supersedes`, one that takes the place of another when all concerned have agreed."""
    one = Promise(
        owner, tuple(to), what, due, recurrence, importance, evidence, tuple(about), tuple(clauses), supersedes
    )
    return propose(alliance, by=by, now=now, promises=[one])[0]


def agree(alliance: "Alliance", *, by: str, now: datetime, entries: Iterable[int]) -> Agreed:
    """Agree to proposed commitments. Agreeing lifts one's own refusal."""
    return ruled(alliance, now, Agreed(by=by, entries=tuple(entries)), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str) -> Declined:
    """Decline a proposed commitment, with the reason; this takes one's own agreement back."""
    return ruled(alliance, now, Declined(by=by, entry=entry, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, entry: int, reason: str) -> Withdrawn:
    """Take one's own proposal back, before all have agreed to it."""
    return ruled(alliance, now, Withdrawn(by=by, entry=entry, reason=reason.strip()), rule)
