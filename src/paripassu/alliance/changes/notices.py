"""A change as the fold keeps it: what was noticed and shared, who has acknowledged it, what each says it touches.

Where a change stands is never entered by anybody: `chain` tells it from what is here, from its links and from the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from paripassu.alliance.agreement.terms import ResourceKind
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.files import Enclosed

Nature = Literal["market", "law", "people", "technology", "situation", "other"]
View = Literal["keep", "goals", "amend", "stop"]
Way = Literal["given", "received"]


class OnGoal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The value that a party now expects a goal to have on its last day."""

    goal: int
    expected: Decimal


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a party now expects of a pool: that `of` gives or receives so much more (or, negative, less) in a window.

    `change` is in the pool's unit, or with `percent` in per cent of what the last window of the pool holds; `resource`
    narrows it to one kind of resource, so that a rate that moves by a tenth is a tenth of that kind.
    """

    pool: str
    of: str
    way: Way
    change: Decimal
    percent: bool = False
    resource: ResourceKind | Literal[""] = ""


class Noticed(ByPerson, frozen=True, kw_only=True):
    """What a change noted in private and one shared with all have in common.

    `noticed` is the day on which the party says it noticed it, `since` when it happened (None: not known, or over
    time), `touches` how it touches the party itself, `assumptions` those of the agreement that it touches.
    """

    nature: Nature
    title: str
    what: str
    noticed: date
    since: date | None = None
    touches: str = ""
    assumptions: tuple[str, ...] = ()
    evidence: str = ""
    enclosed: tuple[Enclosed, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class Word(NamedTuple):
    """What a party said: at which entry, when, and its words."""

    entry: int
    at: datetime
    text: str = ""


class Effect(NamedTuple):
    """What a party says the change touches: the last word of each party counts."""

    entry: int
    at: datetime
    text: str
    assumptions: tuple[str, ...]
    goals: tuple[OnGoal, ...]
    commitments: tuple[int, ...]
    expects: tuple[Expected, ...]


class Judged(NamedTuple):
    """How a party would answer the change, and why."""

    entry: int
    at: datetime
    view: View
    reason: str


@dataclass(slots=True)
class Outcome:
    """What is proposed to be done about a change, and in which words. It takes effect once all have agreed.

    `base` is how many outcomes were agreed before: when another has been since, this one is overtaken.
    """

    index: int
    entered: datetime
    party: str
    view: View
    strategy: str
    base: int
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    settled: datetime | None = None


class Touched(NamedTuple):
    """That an assumption is touched: who says so, and since when the first of them does."""

    assumption: str
    parties: tuple[str, ...]
    since: datetime


class Answer(NamedTuple):
    """A text of the agreement that a party named as the answer to a change."""

    draft: int
    party: str
    entry: int
    at: datetime


@dataclass(slots=True)
class Change:
    """A change under the index of the entry that holds it: the shared one, or the private note that was opened.

    `noted` is when the record took the private note, which proves by when it was known; None when it was shared at
    once. `shared` is when all could read it.
    """

    index: int
    noted: datetime | None
    shared: datetime
    party: str
    fact: Noticed
    acknowledged: dict[str, Word] = field(default_factory=dict)
    effects: dict[str, Effect] = field(default_factory=dict)
    views: dict[str, Judged] = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    withdrawn: Word | None = None

    @property
    def settled(self) -> list[Outcome]:
        """The outcomes that all agreed to, in their order: the last one holds."""
        found = [outcome for outcome in self.outcomes.values() if outcome.settled is not None]
        return sorted(found, key=lambda outcome: outcome.base)

    def open_outcomes(self) -> Iterator[Outcome]:
        """The proposed outcomes that can still be agreed."""
        base = len(self.settled)
        for outcome in self.outcomes.values():
            if outcome.withdrawn is None and outcome.settled is None and outcome.base == base:
                yield outcome

    def touched(self) -> list[Touched]:
        """The assumptions that any party says are touched now, with who says so and since when."""
        said: dict[str, dict[str, datetime]] = {}
        for assumption in self.fact.assumptions:
            said.setdefault(assumption, {})[self.party] = self.shared
        for party, effect in self.effects.items():
            for assumption in effect.assumptions:
                said.setdefault(assumption, {}).setdefault(party, effect.at)
        return [Touched(id_, tuple(sorted(by)), min(by.values())) for id_, by in sorted(said.items())]
