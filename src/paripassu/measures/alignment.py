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
    del now
    goals = [goal for goal in alliance.goals.by_index.values() if goal.in_force]
    return [near(goals), *(_gap(goal) for goal in goals)]


def stakes(goal: Goal) -> dict[str, Stake]:
    """How important a goal is to each party, as last opened; empty before. Anew after every version of the goal."""
    return goal.rounds[-1].stakes if goal.rounds else {}


def near(goals: list[Goal]) -> Reading:
    """Of the goals whose importance all have stated, the part on which they are at most one step apart."""
    gaps = [gap for goal in goals if (gap := goal.rounds[-1].gap) is not None]
    alike = sum(gap <= NEAR for gap in gaps)
    facts = [stake.entry for goal in goals for stake in stakes(goal).values()]
    counted = f"{alike} of {len(gaps)} goals that all have rated."
    if len(gaps) < FEWEST:
        return reading("goals_alike", "alliance", None, facts, why=f"Fewer than 3 goals: {counted}")
    return reading("goals_alike", "alliance", alike / len(gaps), facts, why=counted)


def _gap(goal: Goal) -> Reading:
    gap = goal.rounds[-1].gap
    found = stakes(goal)
    why = UNSTATED if gap is None else "Near each other." if gap <= NEAR else "Far apart: worth talking about."
    value = None if gap is None else float(gap)
    return reading("importance_gap", str(goal.index), value, [one.entry for one in found.values()], why=why)
