"""Importance: how much a goal matters to each party, in its own word, sealed until every party has stated its own.

A party that knows the others' figure tends to state one near it, and the gap is what has to be seen. So each hands its
figure in sealed; with the last one, all are opened. After every version of a goal they are stated anew.
"""

from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from paripassu.alliance.commitments import taking_part
from paripassu.alliance.facts import ByPerson, Recorded, ruled, short_enough
from paripassu.alliance.goals import WHAT_LIMIT
from paripassu.alliance.goals.objectives import IMPORTANCES, Goal, Handed, Round, Stake
from paripassu.alliance.parties import managing
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

# --- facts ---


class ImportanceStated(ByPerson, frozen=True, kw_only=True, tag="importance_stated.v1"):
    """The party said, sealed, how important a goal is to it: 0, 25, 50, 75 or 100, and why.

    `number` counts the times in which it was asked: 1 after the goal was agreed, 2 after it was first reassessed.
    """

    goal: int
    number: int
    importance: int
    reason: str = ""


class ImportanceHandedIn(ByPerson, frozen=True, kw_only=True, tag="importance_handed_in.v1"):
    """It was said before all that the sealed entry `stated`, the one before this, holds what a party stated."""

    goal: int
    number: int
    stated: int


Fact: TypeAlias = ImportanceStated | ImportanceHandedIn

# --- state ---


def apply(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Take one fact into the state: that it was handed in, and what it says once it is opened."""
    goal = alliance.goals.goal(fact.goal)
    found = goal.rounds[fact.number - 1]
    alliance.goals.part_of[recorded.index] = goal.index
    if isinstance(fact, ImportanceHandedIn):
        found.handed[recorded.party] = Handed(fact.stated, recorded.entered)
    else:
        found.stakes[recorded.party] = Stake(recorded.index, recorded.entered, fact.importance, fact.reason)


def unstated(alliance: "Alliance", goal: Goal) -> tuple[str, ...]:
    """The partners that have still to state how important a goal in force is to them, sorted."""
    if not goal.in_force or goal.rounds[-1].stakes:
        return ()
    return tuple(party for party in voices(alliance) if party not in goal.rounds[-1].handed)


def ready(alliance: "Alliance", goal: Goal) -> tuple[int, ...]:
    """The sealed entries of the last round that can be opened now."""
    if not goal.in_force or unstated(alliance, goal):
        return ()
    return tuple(h.entry for h in goal.rounds[-1].handed.values() if h.entry in alliance.seals.closed)


# --- rules ---


def rule(alliance: "Alliance", recorded: Recorded, fact: Fact) -> None:
    """Refused when the rules do not allow this fact here. Acts and verifiers ask the same rule."""
    taking_part(alliance, fact.by)
    managing(alliance, fact.by)
    asked = _asked(alliance, fact)
    if asked.stakes:
        sentence = "What the parties stated is open. It is stated anew when the goal is reassessed."
        raise Refused("importances_open", sentence)
    if isinstance(fact, ImportanceStated):
        _sound(fact)
        return
    sealed = alliance.seals.closed.get(fact.stated)
    if sealed is None or sealed.party != recorded.party or fact.stated != recorded.index - 1:
        raise Refused("nothing_sealed", "Entry {entry} holds nothing that your party stated.", entry=fact.stated)


def _asked(alliance: "Alliance", fact: Fact) -> Round:
    goal = alliance.goals.in_force(fact.goal)
    if fact.number != len(goal.rounds):
        raise Refused("round_over", "The goal was reassessed since. State how important it is to you as it stands now.")
    return goal.rounds[-1]


def _sound(fact: ImportanceStated) -> None:
    if fact.importance not in IMPORTANCES:
        raise Refused("importance_unfit", "Choose one of the five steps, from not important to decisive.")
    short_enough(fact.reason, "why it matters", limit=WHAT_LIMIT)


def may_open(alliance: "Alliance", sealed: Recorded, _now: datetime) -> None:
    """Refused when a sealed fact is not what its party handed in last, or not all have handed theirs in."""
    fact: ImportanceStated = sealed.fact
    goal = alliance.goals.goal(fact.goal)
    handed = goal.rounds[fact.number - 1].handed if 0 < fact.number <= len(goal.rounds) else {}
    if sealed.party not in handed or handed[sealed.party].entry != sealed.index:
        raise Refused("not_handed_in", "Entry {entry} is not what its party handed in last.", entry=sealed.index)
    if fact.number != len(goal.rounds) or sealed.index not in ready(alliance, goal):
        # A round that was broken off stays sealed: nobody stated theirs for the others to read.
        raise Refused("not_time", "It is opened once every party has stated how important the goal is to it.")
    _sound(fact)


# --- acts ---


def state(alliance: "Alliance", *, by: str, now: datetime, goal: int, importance: int, reason: str = "") -> list[Fact]:
    """Hand in, sealed, how important a goal is to one's party. What it handed in before counts no more."""
    number = len(alliance.goals.in_force(goal).rounds)
    stated = ImportanceStated(by=by, goal=goal, number=number, importance=importance, reason=reason.strip())
    handed_in = ImportanceHandedIn(by=by, goal=goal, number=number, stated=alliance.size)
    return [ruled(alliance, now, stated, rule), handed_in]
