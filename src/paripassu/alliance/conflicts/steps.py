"""The steps that people take on the ladder, or out of a conflict.

A clock moves a conflict on, and no word of anybody is needed for that. Everything else that moves it is joint: to go up
before the day, to go down, to take more days, to withdraw it, to call it resolved. One party proposes such a step, and
every other party concerned agrees.
"""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never, get_args

from paripassu.alliance.conflicts.matters import (
    SAYING_LIMIT,
    TIERS,
    Closed,
    Conflict,
    Step,
    StepKind,
    concerned,
    course,
    first_stay,
    heard,
    open_conflict,
    part_at,
    said,
    speaking,
    stay,
)
from paripassu.alliance.facts import ByPerson, Recorded, ruled, worded
from paripassu.alliance.parties import managing
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LONGEST = timedelta(days=366)

# --- facts ---


class StepProposed(ByPerson, frozen=True, kw_only=True, tag="conflict_step_proposed.v1"):
    """A party proposed to go up before the day, to go down, to extend the days, to withdraw it, or to resolve it."""

    conflict: int
    step: StepKind
    reason: str
    until: date | None = None


class StepAgreed(ByPerson, frozen=True, kw_only=True, tag="conflict_step_agreed.v1"):
    """A party agreed to a step that another proposed; this lifts its own “no”."""

    step: int


class StepDeclined(ByPerson, frozen=True, kw_only=True, tag="conflict_step_declined.v1"):
    """A party said why it does not agree to a step. It can still agree later; the clock runs meanwhile."""

    step: int
    reason: str


class StepWithdrawn(ByPerson, frozen=True, kw_only=True, tag="conflict_step_withdrawn.v1"):
    """The party that proposed a step took it back before all had agreed."""

    step: int
    reason: str


Fact: TypeAlias = StepProposed | StepAgreed | StepDeclined | StepWithdrawn

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state."""
    match fact:
        case StepProposed():
            conflict = open_conflict(alliance, fact.conflict)
            now = stay(conflict, recorded.entered)
            step = Step(said(recorded, fact.reason), fact.step, fact.until, (now.tier, now.since))
            conflict.steps[recorded.index] = step
            alliance.conflicts.part_of[recorded.index] = conflict.index
            _settle(alliance, conflict, step, recorded.entered, recorded.index)
        case StepAgreed() | StepDeclined() | StepWithdrawn():
            _word(alliance, recorded, fact)
        case _:
            assert_never(fact)


def _word(alliance: "Alliance", recorded: Recorded, fact: StepAgreed | StepDeclined | StepWithdrawn) -> None:
    conflict = part_at(alliance, fact.step, "step")
    step = conflict.steps[fact.step]
    match fact:
        case StepAgreed():
            step.declined.pop(recorded.party, None)
            step.agreed[recorded.party] = said(recorded)
            _settle(alliance, conflict, step, recorded.entered, recorded.index)
        case StepDeclined():
            step.agreed.pop(recorded.party, None)
            step.declined[recorded.party] = said(recorded, fact.reason)
        case StepWithdrawn():
            step.withdrawn = said(recorded, fact.reason)


def awaited(alliance: "Alliance", conflict: Conflict, step: Step) -> tuple[str, ...]:
    """The parties whose agreement a step still needs, sorted."""
    spoken = {step.said.party, *step.agreed}
    return tuple(party for party in heard(alliance, conflict) if party not in spoken)


def stands(conflict: Conflict, step: Step, now: datetime) -> bool:
    """Whether a step can still be taken: not taken or withdrawn, and the clock has not moved the conflict on since."""
    if step.done is not None or step.withdrawn is not None or conflict.closed is not None:
        return False
    where = stay(conflict, now)
    return step.kind in ("withdraw", "resolve") or step.stay == (where.tier, where.since)


def open_steps(conflict: Conflict, now: datetime) -> list[Step]:
    """The steps that wait for somebody's word, in the order of the record."""
    return [step for step in conflict.steps.values() if stands(conflict, step, now)]


def reconsider(alliance: "Alliance", conflict: Conflict, at: datetime) -> None:
    """After a party has left: take the steps that wait for nobody any more."""
    for step in open_steps(conflict, at):
        _settle(alliance, conflict, step, at, step.said.index)


def _settle(alliance: "Alliance", conflict: Conflict, step: Step, at: datetime, entry: int) -> None:
    """Take a step that nobody is waited for any more."""
    if awaited(alliance, conflict, step) or not stands(conflict, step, at):
        return
    step.done = at
    conflict.stays = course(conflict, at)
    where = conflict.stays[-1]
    place = TIERS.index(where.tier)
    match step.kind:
        case "up":
            conflict.stays.append(first_stay(conflict.ladder, TIERS[place + 1], at, "asked", entry))
        case "down":
            conflict.stays.append(first_stay(conflict.ladder, TIERS[place - 1], at, "down", entry))
        case "extend":
            conflict.stays[-1] = where._replace(until=step.until)
        case "withdraw":
            conflict.closed = Closed("withdrawn", at, entry)
        case "resolve":
            conflict.closed = Closed("resolved", at, entry)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    match fact:
        case StepProposed():
            _may_propose(alliance, recorded, fact)
        case StepAgreed() | StepDeclined() | StepWithdrawn():
            _may_speak(alliance, recorded, fact)
        case _:
            assert_never(fact)


def _may_propose(alliance: "Alliance", recorded: Recorded, fact: StepProposed) -> None:
    worded(fact.reason, "why", limit=SAYING_LIMIT)
    conflict = open_conflict(alliance, fact.conflict)
    if fact.step == "withdraw":
        _may_withdraw_conflict(alliance, conflict, recorded)
    else:
        speaking(alliance, recorded, fact.conflict)
    _possible(conflict, fact, recorded.entered)
    if any(step.kind == fact.step for step in open_steps(conflict, recorded.entered)):
        raise Refused("already_proposed", "The same is proposed already: answer that, or withdraw it first.")


def _may_withdraw_conflict(alliance: "Alliance", conflict: Conflict, recorded: Recorded) -> None:
    if recorded.party != conflict.party:
        name = alliance.parties.name(conflict.party)
        sentence = "Only {name}, which raised it, withdraws it. You can propose to call it resolved."
        raise Refused("not_yours", sentence, name=name)
    if recorded.fact.by != conflict.fact.by:
        managing(alliance, recorded.fact.by)


def _possible(conflict: Conflict, fact: StepProposed, now: datetime) -> None:
    """Refused when there is no such step from where the conflict stands."""
    where = stay(conflict, now)
    if fact.step not in get_args(StepKind):
        raise Refused("step_unknown", "Choose which step you propose.")
    if fact.step in ("up", "extend") and where.tier == TIERS[-1]:
        raise Refused("top_tier", "It stands at the last tier: nothing is above it, and no clock runs.")
    if fact.step == "down" and where.tier in TIERS[:2]:
        raise Refused("lowest_tier", "Nothing is below the peers. If it is no conflict any more, call it resolved.")
    if (fact.step == "extend") != (fact.until is not None):
        raise Refused("until_missing", "Say until which day, and only where you propose more days.")
    if fact.until is not None and where.until is not None and not where.until < fact.until <= now.date() + LONGEST:
        first = where.until + timedelta(days=1)
        raise Refused("until_unfit", "Choose a day from {first} on, within a year.", first=first.isoformat())


def _may_speak(alliance: "Alliance", recorded: Recorded, fact: StepAgreed | StepDeclined | StepWithdrawn) -> None:
    conflict = part_at(alliance, fact.step, "step")
    step = conflict.steps[fact.step]
    own = step.said.party == recorded.party
    if not (own and isinstance(fact, StepWithdrawn) and step.said.person == fact.by):
        managing(alliance, fact.by)
    if not isinstance(fact, StepAgreed):
        worded(fact.reason, "why", limit=SAYING_LIMIT)
    if not stands(conflict, step, recorded.entered):
        raise Refused("step_closed", "This step is open no more: it was taken or withdrawn, or the clock moved it on.")
    if isinstance(fact, StepWithdrawn):
        if not own:
            name = alliance.parties.name(step.said.party)
            raise Refused("not_your_step", "Only {name}, which proposed it, can withdraw it.", name=name)
        return
    if own:
        raise Refused("own_step", "Your party proposed this: the others answer.")
    concerned(alliance, conflict, recorded.party)
    if isinstance(fact, StepAgreed) and recorded.party in step.agreed:
        raise Refused("already_agreed", "Your party has agreed already; it waits for the others.")


# --- acts ---


def propose_step(
    alliance: "Alliance",
    *,
    by: str,
    now: datetime,
    conflict: int,
    step: StepKind,
    reason: str,
    until: date | None = None,
) -> StepProposed:
    """Propose to go up or down, to extend the days, to withdraw what one raised, or to call it resolved."""
    fact = StepProposed(by=by, conflict=conflict, step=step, reason=reason.strip(), until=until)
    return ruled(alliance, now, fact, rule)


def agree_step(alliance: "Alliance", *, by: str, now: datetime, step: int) -> StepAgreed:
    """Agree to a step that another party proposed."""
    return ruled(alliance, now, StepAgreed(by=by, step=step), rule)


def decline_step(alliance: "Alliance", *, by: str, now: datetime, step: int, reason: str) -> StepDeclined:
    """Say why one does not agree to a step."""
    return ruled(alliance, now, StepDeclined(by=by, step=step, reason=reason.strip()), rule)


def withdraw_step(alliance: "Alliance", *, by: str, now: datetime, step: int, reason: str) -> StepWithdrawn:
    """Take back a step that one's own party proposed."""
    return ruled(alliance, now, StepWithdrawn(by=by, step=step, reason=reason.strip()), rule)
