"""Arrangements: what the partners settle jointly outside the text of the agreement, one matter at a time.

One party proposes (a body, a line of responsibilities, a candidate, a suspension, a return, a register), every other
partner agrees or says why not. It holds from the last word that was missing. Until then it can be withdrawn, and a
partner that has declined can still agree. Nothing here comes about by one party alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, assert_never, get_args

import msgspec

from paripassu.alliance import concerns
from paripassu.alliance.awaiting import Awaited
from paripassu.alliance.ending import matters
from paripassu.alliance.exchange import register
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.links import known
from paripassu.alliance.parties import bodies, managing, membership, responsibilities
from paripassu.alliance.parties.membership import Return, Suspension, voices, waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Arranged: TypeAlias = (
    bodies.Arranged
    | responsibilities.Arranged
    | membership.Arranged
    | register.Arranged
    | matters.Arranged
    | concerns.Arranged
)
Status = Literal["open", "declined", "settled", "withdrawn"]

REASON_LIMIT = 2_000

# --- facts ---


class ArrangementProposed(ByPerson, frozen=True, kw_only=True, tag="arrangement_proposed.v1"):
    """A joint matter was put before the other partners, with the reason for it."""

    matter: Arranged
    why: str
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class ArrangementAgreed(ByPerson, frozen=True, kw_only=True, tag="arrangement_agreed.v1"):
    """The party agreed to what was proposed at an entry. This lifts its own earlier “no”."""

    arrangement: int


class ArrangementDeclined(ByPerson, frozen=True, kw_only=True, tag="arrangement_declined.v1"):
    """The party said why it does not agree. The proposal stays open: it can be withdrawn, or agreed to later."""

    arrangement: int
    reason: str


class ArrangementWithdrawn(ByPerson, frozen=True, kw_only=True, tag="arrangement_withdrawn.v1"):
    """The party that proposed it took it back before all had agreed."""

    arrangement: int
    reason: str


Fact: TypeAlias = ArrangementProposed | ArrangementAgreed | ArrangementDeclined | ArrangementWithdrawn

membership.open_to("suspended", ArrangementProposed, ArrangementAgreed)
membership.open_to("alone", *get_args(Fact))

# --- state ---


@dataclass(slots=True)
class Arrangement:
    """A joint matter under the entry that proposed it; `settled` is the entry since which it holds, `since` when."""

    index: int
    entered: datetime
    party: str
    fact: ArrangementProposed
    agreed: dict[str, int] = field(default_factory=dict)
    declined: dict[str, str] = field(default_factory=dict)
    withdrawn: str = ""
    settled: int | None = None
    since: datetime | None = None

    @property
    def status(self) -> Status:
        """Where it stands."""
        if self.settled is not None:
            return "settled"
        if self.withdrawn:
            return "withdrawn"
        return "declined" if self.declined else "open"


@dataclass(slots=True)
class Arrangements:
    """All arrangements by the index of their entry."""

    by_entry: dict[int, Arrangement] = field(default_factory=dict)

    @property
    def open(self) -> tuple[Arrangement, ...]:
        """Those that are neither settled nor withdrawn, oldest first."""
        return tuple(each for each in self.by_entry.values() if each.settled is None and not each.withdrawn)


def arrangement(alliance: "Alliance", index: int) -> Arrangement:
    """The arrangement at an entry. Refused when there is none."""
    found: Arrangement | None = alliance.arrangements.by_entry.get(index)
    if found is None:
        raise Refused("arrangement_unknown", "Entry {entry} proposed nothing to arrange.", entry=index)
    return found


def missing(alliance: "Alliance", each: Arrangement) -> tuple[str, ...]:
    """The partners whose word is still needed, sorted. A party concerned by a suspension is not asked about it."""
    concerned = each.fact.matter.party if isinstance(each.fact.matter, Suspension) else ""
    spoken = {each.party, concerned, *each.agreed}
    asked = voices(alliance) if isinstance(each.fact.matter, Return) else waited_for(alliance)
    return tuple(party for party in asked if party not in spoken)


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    if isinstance(fact, ArrangementProposed):
        made = Arrangement(recorded.index, recorded.entered, recorded.party, fact)
        alliance.arrangements.by_entry[recorded.index] = made
        alliance.links.add(recorded.index, "people", fact.about, fact.clauses)
        return
    each = arrangement(alliance, fact.arrangement)
    match fact:
        case ArrangementAgreed():
            each.declined.pop(recorded.party, None)
            each.agreed[recorded.party] = recorded.index
            _settle(alliance, each, recorded.index, recorded.entered)
        case ArrangementDeclined():
            each.agreed.pop(recorded.party, None)
            each.declined[recorded.party] = fact.reason
        case ArrangementWithdrawn():
            each.withdrawn = fact.reason
        case _:
            assert_never(fact)


def reconsider(alliance: "Alliance", index: int, at: datetime) -> None:
    """After the voices have changed: settle what waits for nobody any more."""
    for each in alliance.arrangements.open:
        _settle(alliance, each, index, at)


def _settle(alliance: "Alliance", each: Arrangement, index: int, at: datetime) -> None:
    """Let a matter hold, when nobody's word is missing and it is still possible."""
    if each.settled is not None or each.declined or not each.agreed or missing(alliance, each):
        return
    try:
        possible(alliance, each.fact.matter)
    except Refused:
        return
    each.settled, each.since = index, at
    settles, _may = _PRACTICES[type(each.fact.matter)]
    settles(alliance, each.index, each.fact.matter)
    if isinstance(each.fact.matter, membership.Arranged):
        reconsider(alliance, index, at)


_Settles: TypeAlias = Callable[["Alliance", int, Any], None]
_May: TypeAlias = Callable[["Alliance", Any], None]

_PRACTICES: dict[type, tuple[_Settles, _May]] = {
    **dict.fromkeys(get_args(bodies.Arranged), (bodies.settle, bodies.may_arrange)),
    **dict.fromkeys(get_args(responsibilities.Arranged), (responsibilities.settle, responsibilities.may_arrange)),
    **dict.fromkeys(get_args(membership.Arranged), (membership.settle, membership.may_arrange)),
    **dict.fromkeys(get_args(matters.Arranged), (matters.settle, matters.may_arrange)),
    register.RegisterSet: (register.settle, register.may_arrange),
    concerns.ConfidantsNamed: (concerns.settle, concerns.may_arrange),
}


def possible(alliance: "Alliance", matter: Arranged) -> None:
    """Refused when this cannot be arranged as things stand now, whoever proposes it."""
    _settles, may = _PRACTICES[type(matter)]
    may(alliance, matter)


def over_what_stands(alliance: "Alliance", matter: Arranged) -> Arranged:
    """A change of a body or a line, said to replace the terms that stand now; anything else as it is."""
    match matter:
        case bodies.BodySet(body=int(index)):
            return msgspec.structs.replace(matter, replaces=bodies.body(alliance, index).since)
        case responsibilities.LineSet(line=int(index)):
            return msgspec.structs.replace(matter, replaces=responsibilities.line(alliance, index).since)
        case register.RegisterSet():
            stands = alliance.exchange.register
            return msgspec.structs.replace(matter, replaces=stands.index if stands else None)
        case concerns.ConfidantsNamed():
            return concerns.over_what_stands(alliance, matter)
        case matters.ExitPlan():
            return matters.plan_over_what_stands(alliance, matter)
        case _:
            return matter


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    managing(alliance, fact.by)
    if isinstance(fact, ArrangementProposed):
        _may_propose(alliance, recorded.party, fact)
        return
    each = arrangement(alliance, fact.arrangement)
    if each.status in ("settled", "withdrawn"):
        raise Refused("arrangement_closed", "Entry {entry} is {status}: nothing is left to say.",
                      entry=each.index, status=each.status)  # fmt: skip
    match fact:
        case ArrangementAgreed():
            _may_speak(alliance, each, recorded.party)
            if recorded.party in each.agreed:
                raise Refused("already_agreed", "Your party has already agreed to this.")
            possible(alliance, each.fact.matter)
        case ArrangementDeclined():
            worded(fact.reason, "why you do not agree", limit=REASON_LIMIT)
            _may_speak(alliance, each, recorded.party)
        case ArrangementWithdrawn():
            worded(fact.reason, "why you take it back", limit=REASON_LIMIT)
            if each.party != recorded.party:
                raise Refused("not_your_proposal", "Only {name}, which proposed it, can take it back. You can decline.",
                              name=alliance.parties.name(each.party))  # fmt: skip
        case _:
            assert_never(fact)


def _may_propose(alliance: "Alliance", party: str, fact: ArrangementProposed) -> None:
    heard = voices(alliance)
    returning = isinstance(fact.matter, Return) and fact.matter.party == party
    if party not in heard and not returning:
        raise Refused("no_voice", "The voice of your party rests: it can propose its own return, and nothing else.")
    if len(heard) < 2 and not isinstance(fact.matter, Return):
        raise Refused("alone", "No other partner has a voice here now, and nobody decides alone what is joint.")
    if isinstance(fact.matter, Suspension) and fact.matter.party == party:
        raise Refused("own_suspension", "A party does not suspend itself. It can give notice and leave.")
    worded(fact.why, "why you propose it", limit=REASON_LIMIT)
    known(alliance, fact.about, fact.clauses)
    possible(alliance, fact.matter)


def _may_speak(alliance: "Alliance", each: Arrangement, party: str) -> None:
    if party == each.party:
        raise Refused("own_proposal", "Your party proposed this: the others agree or decline.")
    returning = isinstance(each.fact.matter, Return) and each.fact.matter.party == party
    if party not in voices(alliance) and not returning:
        raise Refused("no_voice", "The voice of your party rests: this does not wait for it.")
    if isinstance(each.fact.matter, Suspension) and each.fact.matter.party == party:
        raise Refused("own_suspension", "This is about your own party: the others decide it, and read what you say.")


# --- acts ---


def propose(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    matter: Arranged,
    why: str,
    about: Iterable[int] = (),
    clauses: Iterable[str] = (),
) -> ArrangementProposed:
    """Put a joint matter before the other partners."""
    fact = ArrangementProposed(by=by, matter=matter, why=why.strip(), about=tuple(about), clauses=tuple(clauses))
    return ruled(alliance, now, fact, rule)


def agree(alliance: "Alliance", *, by: str, now: datetime, arrangement: int) -> ArrangementAgreed:
    """Agree to what another party proposed."""
    return ruled(alliance, now, ArrangementAgreed(by=by, arrangement=arrangement), rule)


def decline(alliance: "Alliance", *, by: str, now: datetime, arrangement: int, reason: str) -> ArrangementDeclined:
    """Say why one's party does not agree to what another proposed."""
    return ruled(alliance, now, ArrangementDeclined(by=by, arrangement=arrangement, reason=reason.strip()), rule)


def withdraw(alliance: "Alliance", *, by: str, now: datetime, arrangement: int, reason: str) -> ArrangementWithdrawn:
    """Take back what one's own party proposed, while it is not settled."""
    return ruled(alliance, now, ArrangementWithdrawn(by=by, arrangement=arrangement, reason=reason.strip()), rule)


# --- what waits ---


def awaiting(alliance: "Alliance", party: str, _person: str, _now: datetime) -> list[Awaited]:
    """The open arrangements that need the word of this party; one's own that was declined comes back to it."""
    roles = ("manager", "sponsor")
    found = []
    for each in alliance.arrangements.open:
        if party in missing(alliance, each) and party not in each.declined:
            found.append(Awaited("people", "arrangement_to_answer", party, each.index, each.entered, None, roles))
        elif party == each.party and each.declined:
            found.append(Awaited("people", "arrangement_declined", party, each.index, each.entered, None, roles))
    return found
