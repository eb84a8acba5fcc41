"""A goal as the fold keeps it: what all have agreed to reach, version by version, what was measured, and who cares.

Where a goal stands is never entered by anybody: `status` tells it from what all have confirmed, and from the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from paripassu.alliance.days import over
from paripassu.alliance.files import Enclosed

Pace = Literal["steady", "end"]
Status = Literal[
    "proposed", "declined", "withdrawn", "on_the_way", "behind", "unmeasured", "reached", "missed", "dropped"
]

IMPORTANCES = (0, 25, 50, 75, 100)
"""What a goal can be worth to a party: nothing, a little, much, very much, everything. The pages say it in words."""

SILENT_AFTER = timedelta(days=92)
"""A measurement older than a quarter says nothing about today: the pace is then asked of today."""

LEEWAY = Decimal("0.1")
"""The part of the whole way by which a goal may be short of the straight line before it is called behind."""


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is measured, in which unit, where it began, where it has to come, and by which day.

    `pace`: steady, when each part of the time should bring its part of the way; end, when only the last day counts.
    """

    what: str
    unit: str
    baseline: Decimal
    target: Decimal
    by: date
    pace: Pace = "steady"

    def way(self, value: Decimal) -> Decimal:
        """How far a value has come, as a part of the whole way: 0 at the baseline, 1 at the target, beyond it more."""
        return (value - self.baseline) / (self.target - self.baseline)


class Word(NamedTuple):
    """What a party said: at which entry, when, and its reason, if it gave one."""

    entry: int
    at: datetime
    text: str = ""


@dataclass(slots=True)
class Offer:
    """Something proposed to all: the goal itself, another measure for it, or (None) to drop it.

    `base` is how many versions there were then: when another has come since, this offer is overtaken.
    """

    index: int
    entered: datetime
    party: str
    person: str
    measure: Measure | None
    reason: str
    base: int
    about: tuple[int, ...]
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    settled: datetime | None = None


class Version(NamedTuple):
    """A measure that all have agreed to, and since when; None: all have agreed to drop the goal."""

    offer: int
    since: datetime
    measure: Measure | None


@dataclass(slots=True)
class Report:
    """A value that a party measured on a day, with what shows it. It counts once the others have confirmed it."""

    index: int
    entered: datetime
    party: str
    person: str
    on: date
    value: Decimal
    evidence: str
    enclosed: tuple[Enclosed, ...]
    confirmed: dict[str, Word] = field(default_factory=dict)
    questioned: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    settled: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it is in the court of those who have to confirm it."""
        return self.settled is None and self.withdrawn is None and not self.questioned


class Handed(NamedTuple):
    """That a party handed in, sealed, how important a goal is to it: the sealed entry, and when."""

    entry: int
    at: datetime


class Stake(NamedTuple):
    """How important a goal is to a party, in its own word: 0 to 100, with its reason."""

    entry: int
    at: datetime
    importance: int
    reason: str


@dataclass(slots=True)
class Round:
    """One time in which every party says how important the goal is to it: after each version that all agreed to."""

    began: datetime
    handed: dict[str, Handed] = field(default_factory=dict)
    stakes: dict[str, Stake] = field(default_factory=dict)

    @property
    def gap(self) -> int | None:
        """How far apart the most and the least important are; None while fewer than two are open."""
        found = [stake.importance for stake in self.stakes.values()]
        return max(found) - min(found) if len(found) > 1 else None


@dataclass(slots=True)
class Goal:
    """A goal under the index of the entry that proposed it. The first offer is the goal itself.

    `objective`: the words of the agreement that it measures; empty when it is not taken from there.
    """

    index: int
    entered: datetime
    party: str
    person: str
    title: str
    objective: str
    offers: dict[int, Offer]
    versions: list[Version] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    reports: dict[int, Report] = field(default_factory=dict)

    @property
    def first(self) -> Offer:
        """The offer that proposed it."""
        return self.offers[self.index]

    @property
    def measure(self) -> Measure:
        """What it says now: the last measure that all agreed to; while it is proposed, the one proposed."""
        agreed = [version.measure for version in self.versions if version.measure is not None]
        last = agreed[-1] if agreed else self.first.measure
        assert last is not None
        return last

    @property
    def in_force(self) -> bool:
        """Whether all have agreed to it, and not to drop it since."""
        return bool(self.versions) and self.versions[-1].measure is not None

    def open_offers(self) -> Iterator[Offer]:
        """The offers that can still be agreed."""
        for offer in self.offers.values():
            if offer.withdrawn is None and offer.settled is None and offer.base == len(self.versions):
                yield offer

    def counted(self) -> list[Report]:
        """The reports that all have confirmed, by the day they speak of."""
        found = (report for report in self.reports.values() if report.settled is not None and not report.withdrawn)
        return sorted(found, key=lambda report: (report.on, report.index))

    @property
    def latest(self) -> Report | None:
        """The confirmed report of the latest day."""
        return counted[-1] if (counted := self.counted()) else None


def status(goal: Goal, now: datetime) -> Status:
    """Where a goal stands at a moment."""
    if not goal.versions:
        if goal.first.withdrawn is not None:
            return "withdrawn"
        return "declined" if goal.first.declined else "proposed"
    if not goal.in_force:
        return "dropped"
    if reached_on(goal) is not None:
        return "reached"
    if over(goal.measure.by, now):
        return "missed"
    if shortfall(goal, now) is not None:
        return "behind"
    return "on_the_way" if goal.latest is not None else "unmeasured"


def reached_on(goal: Goal) -> date | None:
    """The first of the days since which every confirmed value was at the target; None when the last one is not."""
    found = None
    for report in reversed(goal.counted()):
        if goal.measure.way(report.value) < 1:
            break
        found = report.on
    return found


def pace_asked(goal: Goal, on: date) -> Decimal:
    """The part of the way that the straight line asks for on a day: 0 when the goal was agreed, 1 on its last day."""
    began = goal.versions[0].since.date()
    whole = (goal.measure.by - began).days
    if whole <= 0:
        return Decimal(1)
    return min(max(Decimal((on - began).days) / whole, Decimal(0)), Decimal(1))


def day_judged(goal: Goal, now: datetime) -> date:
    """The day of which the pace is asked: that of the last confirmed value, or today when that is too long ago."""
    latest, today = goal.latest, now.date()
    began = goal.versions[0].since.date()
    last = began if latest is None else latest.on
    return last if today - last <= SILENT_AFTER else today


def shortfall(goal: Goal, now: datetime) -> Decimal | None:
    """By which part of the way a goal is short of the straight line; None while it is within the leeway.

    A goal that is judged at its end is never behind before that.
    """
    if goal.measure.pace == "end":
        return None
    latest = goal.latest
    come = Decimal(0) if latest is None else goal.measure.way(latest.value)
    short = pace_asked(goal, day_judged(goal, now)) - come
    return short if short > LEEWAY else None
