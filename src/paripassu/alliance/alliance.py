"""The whole state of an alliance: the fold of its facts, and the audit that asks every rule again."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import DecimalException
from typing import Any, TypeAlias, get_args

import msgspec

from paripassu.alliance import (
    agreement,
    changes,
    checkins,
    commitments,
    concerns,
    conflicts,
    decisions,
    ending,
    exchange,
    goals,
    ledger,
    parties,
    principles,
    redress,
    seals,
    statements,
    surveys,
)
from paripassu.alliance.agreement import Agreement
from paripassu.alliance.changes import Changes, effects, reassessing
from paripassu.alliance.checkins import agenda, minutes, preparations, rescheduling
from paripassu.alliance.checkins.meetings import Checkins, Prepared
from paripassu.alliance.commitments import Commitments, breaches, deliveries, releases
from paripassu.alliance.concerns import Concerns
from paripassu.alliance.conflicts import Conflicts
from paripassu.alliance.conflicts.worksheets import InterestsStated
from paripassu.alliance.conflicts.worksheets import may_open as may_open_interests
from paripassu.alliance.decisions import Decisions, ballots
from paripassu.alliance.ending import Ending, checklists, closings, items, lessons, notices, signatures
from paripassu.alliance.exchange import Exchange
from paripassu.alliance.facts import Recorded, Withheld
from paripassu.alliance.files import Files
from paripassu.alliance.goals import Goals, importances, progress
from paripassu.alliance.ledger import Ledger, valuations
from paripassu.alliance.ledger.valuations import Valuations, ValuesStated
from paripassu.alliance.links import Links
from paripassu.alliance.parties import (
    Parties,
    arrangements,
    bodies,
    capabilities,
    handovers,
    membership,
    responsibilities,
    ties,
)
from paripassu.alliance.parties.arrangements import Arrangements
from paripassu.alliance.parties.bodies import Bodies
from paripassu.alliance.parties.capabilities import Capabilities
from paripassu.alliance.parties.handovers import Handovers
from paripassu.alliance.parties.membership import Membership
from paripassu.alliance.parties.responsibilities import Responsibilities
from paripassu.alliance.parties.ties import Ties
from paripassu.alliance.principles import Principles
from paripassu.alliance.redress import Redresses
from paripassu.alliance.refusals import Finding, Refused
from paripassu.alliance.seals import MayOpen, Opened, OpenedBy, OpenedEntry, Seals
from paripassu.alliance.statements import Statements, assessments, incidents, repairs
from paripassu.alliance.surveys import Surveys, sides, waves

__all__ = ["Alliance", "Fact", "Recorded", "Withheld", "advance", "audience", "audit", "fold", "open_sealed"]

Fact: TypeAlias = (
    parties.Fact
    | membership.Fact
    | arrangements.Fact
    | bodies.Fact
    | responsibilities.Fact
    | capabilities.Fact
    | handovers.Fact
    | ties.Fact
    | agreement.Fact
    | ledger.Fact
    | valuations.Fact
    | commitments.Fact
    | deliveries.Fact
    | releases.Fact
    | breaches.Fact
    | decisions.Fact
    | checkins.Fact
    | rescheduling.Fact
    | agenda.Fact
    | preparations.Fact
    | minutes.Fact
    | principles.Fact
    | exchange.Fact
    | statements.Fact
    | assessments.Fact
    | incidents.Fact
    | repairs.Fact
    | surveys.Fact
    | waves.Fact
    | sides.Fact
    | goals.Fact
    | progress.Fact
    | importances.Fact
    | changes.Fact
    | effects.Fact
    | reassessing.Fact
    | conflicts.Fact
    | concerns.Fact
    | notices.Fact
    | items.Fact
    | closings.Fact
    | lessons.Fact
    | signatures.Fact
    | redress.Fact
    | redress.levers.Fact
    | redress.offers.Fact
    | redress.worths.Fact
    | seals.Fact
)


@dataclass(slots=True)
class Alliance:
    """What an alliance is after its first `size` facts. Changed by `advance` only."""

    size: int = 0
    name: str = ""
    founded: datetime | None = None
    parties: Parties = field(default_factory=Parties)
    membership: Membership = field(default_factory=Membership)
    arrangements: Arrangements = field(default_factory=Arrangements)
    bodies: Bodies = field(default_factory=Bodies)
    responsibilities: Responsibilities = field(default_factory=Responsibilities)
    capabilities: Capabilities = field(default_factory=Capabilities)
    handovers: Handovers = field(default_factory=Handovers)
    ties: Ties = field(default_factory=Ties)
    agreement: Agreement = field(default_factory=Agreement)
    ledger: Ledger = field(default_factory=Ledger)
    valuations: Valuations = field(default_factory=Valuations)
    commitments: Commitments = field(default_factory=Commitments)
    decisions: Decisions = field(default_factory=Decisions)
    checkins: Checkins = field(default_factory=Checkins)
    principles: Principles = field(default_factory=Principles)
    exchange: Exchange = field(default_factory=Exchange)
    statements: Statements = field(default_factory=Statements)
    surveys: Surveys = field(default_factory=Surveys)
    goals: Goals = field(default_factory=Goals)
    changes: Changes = field(default_factory=Changes)
    conflicts: Conflicts = field(default_factory=Conflicts)
    concerns: Concerns = field(default_factory=Concerns)
    ending: Ending = field(default_factory=Ending)
    redress: Redresses = field(default_factory=Redresses)
    links: Links = field(default_factory=Links)
    files: Files = field(default_factory=Files)
    seals: Seals = field(default_factory=Seals)


_PRACTICES: tuple[Any, ...] = (
    parties,
    membership,
    arrangements,
    bodies,
    responsibilities,
    capabilities,
    handovers,
    ties,
    agreement,
    ledger,
    valuations,
    commitments,
    deliveries,
    releases,
    breaches,
    decisions,
    checkins,
    rescheduling,
    agenda,
    preparations,
    minutes,
    principles,
    *exchange.PRACTICES,
    statements,
    assessments,
    incidents,
    repairs,
    surveys,
    waves,
    sides,
    goals,
    progress,
    importances,
    changes,
    effects,
    reassessing,
    *conflicts.PRACTICES,
    concerns,
    notices,
    checklists,
    closings,
    lessons,
    signatures,
    redress,
    *redress.PRACTICES,
)
"""The modules with facts: each has `Fact`, and `apply` and `rule` for it."""

_Step: TypeAlias = Callable[[Alliance, Recorded, Any], None]


def _of_kind(step: str) -> dict[type, _Step]:
    """By kind of fact the function of its practice. One look-up by type is several times faster than a match over all
    facts; inside, each practice matches exhaustively."""
    return {kind: getattr(module, step) for module in _PRACTICES for kind in get_args(module.Fact) or (module.Fact,)}


_RULE = _of_kind("rule")
_PRIVATE: frozenset[type] = frozenset(
    {
        ledger.Noted,
        ValuesStated,
        ballots.BallotCast,
        Prepared,
        importances.ImportanceStated,
        sides.SideStated,
        changes.ChangeNoted,
        InterestsStated,
        lessons.LessonsStated,
    }
)
"""Kinds that only the entering party sees: for ever, or until they are opened."""

_MAY_OPEN: dict[type, MayOpen] = {
    ballots.BallotCast: ballots.may_open,
    Prepared: preparations.may_open,
    ValuesStated: valuations.may_open,
    importances.ImportanceStated: importances.may_open,
    sides.SideStated: sides.may_open,
    changes.ChangeNoted: changes.may_open,
    InterestsStated: may_open_interests,
    lessons.LessonsStated: lessons.may_open,
}
"""Kinds that are sealed until it is time, and the rule that says when."""

_OWN_NOTES: frozenset[type] = frozenset({changes.ChangeNoted})
"""Of those, the kinds that nobody but the party itself opens."""

_BEFORE_SEATED = frozenset({parties.Founded, parties.Seated})


def advance(alliance: Alliance, facts: Iterable[Recorded]) -> Alliance:
    """Take further facts into the state, in order, and return it. Their rules were asked when they were recorded.

    What only its own party may see stays out, also where the reader is that party: the state is the same for all.
    """
    apply, leaving = _APPLY, alliance.membership.leaving
    for recorded in facts:
        if leaving:
            _pass_time(alliance, recorded)
        fact = recorded.fact
        apply[type(fact)](alliance, recorded, fact)
        alliance.size += 1
    return alliance


def _close(alliance: Alliance, recorded: Recorded, _fact: Fact) -> None:
    alliance.seals.closed[recorded.index] = recorded._replace(fact=Withheld())


def _observed(apply: _Step) -> _Step:
    """The same step, after the tie between two people that the fact shows."""

    def observed(alliance: Alliance, recorded: Recorded, fact: Any) -> None:
        ties.observe(alliance, recorded, fact)
        apply(alliance, recorded, fact)

    return observed


def _signed(alliance: Alliance, recorded: Recorded, fact: agreement.Signed) -> None:
    _of_answer[agreement.Signed](alliance, recorded, fact)
    membership.take_in_version(alliance)
    _voices_changed(alliance, recorded)


def _arranged(alliance: Alliance, recorded: Recorded, fact: arrangements.ArrangementAgreed) -> None:
    _of_answer[arrangements.ArrangementAgreed](alliance, recorded, fact)
    _voices_changed(alliance, recorded)


def _pass_time(alliance: Alliance, recorded: Recorded) -> None:
    """Notices run out between two facts; which facts count from then on is the same for every reader."""
    if membership.pass_time(alliance, recorded.entered, recorded.index):
        _voices_changed(alliance, recorded)


def _voices_changed(alliance: Alliance, recorded: Recorded) -> None:
    arrangements.reconsider(alliance, recorded.index, recorded.entered)
    ledger.reconsider(alliance)
    commitments.reconsider(alliance, recorded.entered)
    decisions.reconsider(alliance, recorded.entered)
    rescheduling.reconsider(alliance, recorded.entered)
    minutes.reconsider(alliance, recorded.entered)
    conflicts.reconsider(alliance, recorded.entered)
    goals.reconsider(alliance, recorded.entered)
    reassessing.reconsider(alliance, recorded.entered)
    exchange.reconsider(alliance, recorded.entered)
    statements.reconsider(alliance, recorded.entered)
    surveys.reconsider(alliance, recorded.entered)
    ending.reconsider(alliance, recorded.index, recorded.entered)
    redress.reconsider(alliance, recorded.entered)


def fold(facts: Iterable[Recorded]) -> Alliance:
    """The state after these facts."""
    return advance(Alliance(), facts)


def audience(fact: Fact, party: str) -> tuple[str, ...]:
    """The parties that may see a fact entered by `party`; empty: everybody in the alliance."""
    return (party,) if type(fact) in _PRIVATE else ()


def audit(facts: Iterable[Recorded]) -> tuple[Alliance, list[Finding]]:
    """The state after these facts, and a finding for every fact that the rules would not have allowed where it stands.

    A fact that breaks a rule is not taken into the state: what rests on it is found as well.
    """
    alliance, findings = Alliance(), list[Finding]()
    advance(alliance, (_judged(alliance, recorded, findings) for recorded in facts))
    return alliance, findings


def _judged(alliance: Alliance, recorded: Recorded, findings: list[Finding]) -> Recorded:
    """The fact if the rules allow it here; else its empty place, and one more finding."""
    try:
        _allowed(alliance, recorded)
    except (Refused, DecimalException) as refusal:
        findings.append(Finding(f"entry {recorded.index}", f"The rules do not allow this fact here: {refusal}"))
        return recorded._replace(fact=Withheld())
    return recorded


def _allowed(alliance: Alliance, recorded: Recorded) -> None:
    fact = recorded.fact
    kind = type(fact)
    if kind is Withheld:
        return
    if kind not in _BEFORE_SEATED and alliance.parties.seat(fact.by).party != recorded.party:
        raise Refused("seat_elsewhere", "The person who acted does not sit for this party.")
    alliance.membership.allow(alliance, recorded)
    _RULE[kind](alliance, recorded, fact)


# --- sealed facts ---

_decode = msgspec.json.Decoder(Fact).decode


def _open(alliance: Alliance, recorded: Recorded, fact: Opened) -> None:
    for sealed in seals.opened(alliance, fact, _decode):
        del alliance.seals.closed[sealed.index]
        alliance.seals.opened[sealed.index] = OpenedBy(recorded.index, recorded.entered)
        _open_now[type(sealed.fact)](alliance, sealed, sealed.fact)


def _may_open(alliance: Alliance, recorded: Recorded, fact: Opened) -> None:
    seals.rule(alliance, recorded, fact, _decode, _MAY_OPEN, _OWN_NOTES)


def open_sealed(alliance: Alliance, *, by: str, now: datetime, entries: Iterable[OpenedEntry]) -> Opened:
    """Put sealed facts before all, when it is time. The keeper brings salt and body."""
    return seals.open_entries(alliance, by=by, now=now, entries=tuple(entries), rule=_may_open)


_RULE[Opened] = _may_open

# --- what is done with each kind ---

_open_now = _of_kind("apply")
"""What takes a fact in that all may see; also one that was sealed, once it is opened."""

_of_answer = {kind: _observed(_open_now[kind]) for kind in ties.ANSWERED}
_APPLY: dict[type, _Step] = {
    **_open_now,
    **_of_answer,
    agreement.Signed: _signed,
    arrangements.ArrangementAgreed: _arranged,
    Opened: _open,
    **dict.fromkeys((Withheld, *_PRIVATE), _close),
}
"""What `advance` does with each kind: all that a kind asks for is settled here once, so that the fold asks nothing."""
