"""Whose turn it is with a goal, since when, and what comes next."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from paripassu.alliance.awaiting import Awaited, Coming
from paripassu.alliance.days import ended, over
from paripassu.alliance.goals import awaited, unconfirmed
from paripassu.alliance.goals.importances import ready, unstated
from paripassu.alliance.goals.objectives import Goal, status

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEADERS = ("manager", "sponsor")


def awaiting(alliance: "Alliance", party: str, _person: str, now: datetime) -> list[Awaited]:
    """What waits for a party in all goals."""
    goals = alliance.goals.by_index.values()
    return [each for goal in goals for each in waiting(alliance, goal, now) if each.party == party]


def waiting(alliance: "Alliance", goal: Goal, now: datetime) -> Iterator[Awaited]:
    """What waits for any party in one goal."""
    yield from _offers(alliance, goal)
    if goal.in_force:
        yield from _importances(alliance, goal)
        yield from _reports(alliance, goal)
        yield from _reassessing(alliance, goal, now)


def _offers(alliance: "Alliance", goal: Goal) -> Iterator[Awaited]:
    """An offer waits for those who have said nothing; a declined one for whoever proposed it."""
    for offer in goal.open_offers():
        what = "agree" if offer.index == goal.index else "agree_reassessment"
        for party in awaited(alliance, offer):
            if party not in offer.declined:
                yield Awaited("goals", what, party, goal.index, offer.entered, None, LEADERS)
        if offer.declined:
            since = min(word.at for word in offer.declined.values())
            yield Awaited("goals", "declined", offer.party, goal.index, since)


def _importances(alliance: "Alliance", goal: Goal) -> Iterator[Awaited]:
    asked = goal.rounds[-1]
    for party in unstated(alliance, goal):
        yield Awaited("goals", "state_importance", party, goal.index, asked.began, None, LEADERS)
    if ready(alliance, goal):
        since = max(handed.at for handed in asked.handed.values())
        for party in sorted(asked.handed):
            yield Awaited("goals", "open_importance", party, goal.index, since)


def _reports(alliance: "Alliance", goal: Goal) -> Iterator[Awaited]:
    for report in goal.reports.values():
        if report.waits:
            for party in unconfirmed(alliance, report.party, report.confirmed):
                yield Awaited("goals", "confirm", party, goal.index, report.entered)
        elif report.questioned and report.settled is None and report.withdrawn is None:
            since = min(word.at for word in report.questioned.values())
            yield Awaited("goals", "questioned", report.party, goal.index, since)


def _reassessing(alliance: "Alliance", goal: Goal, now: datetime) -> Iterator[Awaited]:
    """A goal that was missed waits for all, until one of them has proposed how to go on."""
    if status(goal, now) == "missed" and not list(goal.open_offers()):
        for party in unconfirmed(alliance, "", ()):
            yield Awaited("goals", "reassess", party, goal.index, ended(goal.measure.by))


def coming(alliance: "Alliance", now: datetime) -> list[Coming]:
    """The last days of the goals in force."""
    goals = [goal for goal in alliance.goals.by_index.values() if goal.in_force]
    return [Coming("goals", "by", g.index, g.measure.by) for g in goals if not over(g.measure.by, now)]
