"""Alignment: how far the parties agree on what matters, by what each said, sealed, of how important each goal is to it.

The figures are opened together, so nobody stated its own to be near another's. They are a count of what was stated, no
sample: there is no interval. [Jap and Anderson 2003 on goal congruence; what counts as near is ours]
"""

from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.goals.objectives import Goal, Stake
from paripassu.measures.practised import reading
from paripassu.measures.proportions import FEWEST
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

NEAR = 25
"""One step of the five: importances no farther apart are called near each other."""

UNSTATED = "Not every party has stated it yet."


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """The gap of every goal in force, the widest first on a page; and the part of the goals on which they are near."""
    goals = [goal for goal in alliance.goals.by_index.values() if _in_force(goal, now)]
    return [near(goals, now), *(_gap(goal, now) for goal in goals)]


def alike(alliance: "Alliance", now: datetime) -> list[Reading]:
    """The part of the goals in force at a moment on which the parties are near."""
    return [near([goal for goal in alliance.goals.by_index.values() if _in_force(goal, now)], now)]


def _in_force(goal: Goal, now: datetime) -> bool:
    held = [version for version in goal.versions if version.since <= now]
    return bool(held) and held[-1].measure is not None


def stakes(goal: Goal, now: datetime) -> dict[str, Stake]:
    """How important a goal is to each party, as last opened by a moment; empty before. Anew after every version."""
    begun = [each for each in goal.rounds if each.began <= now]
    return {party: stake for party, stake in begun[-1].stakes.items() if stake.at <= now} if begun else {}


def _apart(goal: Goal, now: datetime) -> int | None:
    """How far apart the most and the least important are; None while fewer than two are open."""
    found = [stake.importance for stake in stakes(goal, now).values()]
    return max(found) - min(found) if len(found) > 1 else None


def near(goals: list[Goal], now: datetime) -> Reading:
    """Of the goals whose importance all have stated, the part on which they are at most one step apart."""
    gaps = [gap for goal in goals if (gap := _apart(goal, now)) is not None]
    alike = sum(gap <= NEAR for gap in gaps)
    facts = [stake.entry for goal in goals for stake in stakes(goal, now).values()]
    counted = f"{alike} of {len(gaps)} goals that all have rated."
    if len(gaps) < FEWEST:
        return reading("goals_alike", "alliance", None, facts, why=f"Fewer than 3 goals: {counted}")
    return reading("goals_alike", "alliance", alike / len(gaps), facts, why=counted)


def _gap(goal: Goal, now: datetime) -> Reading:
    gap = _apart(goal, now)
    found = stakes(goal, now)
    why = UNSTATED if gap is None else "Near each other." if gap <= NEAR else "Far apart: worth talking about."
    value = None if gap is None else float(gap)
    return reading("importance_gap", str(goal.index), value, [one.entry for one in found.values()], why=why)
