"""A conflict as the fold keeps it, from the early warning to the lessons, and at which tier it stands at a moment.

Nobody enters that a clock has run out: `course` tells it from what is here, the agreed days and the moment asked about.
"""

import hashlib
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import msgspec

from paripassu.alliance.agreement.ladder import Ladder
from paripassu.alliance.days import ended, over
from paripassu.alliance.facts import ByPerson, Recorded
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import managing, partnering
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Tier = Literal["warning", "peers", "sponsors", "neutral", "formal"]
TIERS: tuple[Tier, ...] = get_args(Tier)
Begins = Literal["warning", "peers"]
StepKind = Literal["up", "down", "extend", "withdraw", "resolve"]
Sees = Literal["task", "relationship", "both"]
Fit = Literal["meets", "partly", "fails"]
Came = Literal["raised", "clock", "asked", "down", "reopened"]
How = Literal["withdrawn", "resolved", "settled", "left"]
Status = Literal[
    "warning", "peers", "sponsors", "neutral", "formal", "withdrawn", "resolved", "settled", "held", "left"
]

TITLE_LIMIT = 200
SAYING_LIMIT = 4_000

# --- what facts hold ---


class Raised(ByPerson, frozen=True, kw_only=True, tag="conflict_raised.v1"):
    """Somebody raised what could go wrong, or has gone wrong, `between` parties: as an early warning, or with peers.

    `effect` says on what it would tell; `talk` are the people who should talk, if the one who raises it knows.
    """

    begins: Begins
    title: str
    what: str
    effect: str
    between: tuple[str, ...]
    talk: tuple[str, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that a settlement has a party do: who owes what to whom by when."""

    owner: str
    to: tuple[str, ...]
    what: str
    due: date


class SettlementTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The text of a settlement: `option` is the one chosen, `test` what will show on day `on` that it holds."""

    text: str
    test: str
    on: date
    option: int | None = None
    actions: tuple[Action, ...] = ()


class Mark(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an option looks to a party under one agreed criterion."""

    criterion: int
    fit: Fit


# --- state ---


class Stay(NamedTuple):
    """A stay at a tier: from when until the end of which day, how it came there, and the entry that brought it.

    The entry is that before which the clock ran out where the clock moved it on: -1.
    """

    tier: Tier
    since: datetime
    until: date | None
    came: Came
    entry: int


class Said(NamedTuple):
    """What somebody said, for which party, at which entry and when."""

    index: int  # type: ignore[assignment]  # an entry's index is its name here; tuple.index is never asked
    entered: datetime
    party: str
    person: str
    text: str
    enclosed: tuple[Enclosed, ...] = ()


@dataclass(slots=True)
class Step:
    """A step on the ladder, or out of the conflict, that one party proposed; `stay` is where it was proposed."""

    said: Said
    kind: StepKind
    until: date | None
    stay: tuple[Tier, datetime]
    agreed: dict[str, Said] = field(default_factory=dict)
    declined: dict[str, Said] = field(default_factory=dict)
    withdrawn: Said | None = None
    done: datetime | None = None


class Statement(NamedTuple):
    """What a side said its interests are, and whether it sees a matter of the task, of the relationship, or both."""

    said: Said
    sees: Sees
    sealed: bool


class Handed(NamedTuple):
    """That a party has stated its interests, sealed in an entry, and when."""

    entry: int
    at: datetime


@dataclass(slots=True)
class Option:
    """Something that could be done, named without commitment; how each side sees it under the agreed criteria."""

    said: Said
    weighed: dict[str, tuple[dict[int, Fit], Said]] = field(default_factory=dict)
    dropped: bool = False


@dataclass(slots=True)
class Criterion:
    """Something a good solution has to meet; agreed once every side has said so."""

    said: Said
    agreed: dict[str, Said] = field(default_factory=dict)
    declined: dict[str, Said] = field(default_factory=dict)
    since: datetime | None = None


@dataclass(slots=True)
class Settlement:
    """A text that could settle the conflict. In force once every side has signed its digest.

    `looked`: what each side found when it looked whether it held; `held`: since when all say that it did.
    """

    said: Said
    terms: SettlementTerms
    digest: str
    signed: dict[str, Said] = field(default_factory=dict)
    refused: dict[str, Said] = field(default_factory=dict)
    taken_back: list[Said] = field(default_factory=list)
    dropped: Said | None = None
    in_force: datetime | None = None
    looked: dict[str, tuple[bool, Said]] = field(default_factory=dict)
    held: datetime | None = None


@dataclass(slots=True)
class Call:
    """A party's call for the neutral, and the neutral's last word on it: whether it joins."""

    said: Said
    neutral: str
    joins: bool | None = None
    answer: Said | None = None


class Closed(NamedTuple):
    """How a conflict ended and when; `entry` is the one by which it did, -1 when a party left."""

    how: How
    at: datetime
    entry: int


@dataclass(slots=True)
class Conflict:
    """A conflict under the entry that raised it. `stays` holds the tiers up to the last step that people took."""

    index: int
    entered: datetime
    party: str
    fact: Raised
    ladder: Ladder
    stays: list[Stay]
    replies: list[Said] = field(default_factory=list)
    outside: list[Said] = field(default_factory=list)
    named: dict[tuple[Tier, str], tuple[str, ...]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    steps: dict[int, Step] = field(default_factory=dict)
    handed: dict[str, Handed] = field(default_factory=dict)
    stated: dict[str, list[Statement]] = field(default_factory=dict)
    options: dict[int, Option] = field(default_factory=dict)
    criteria: dict[int, Criterion] = field(default_factory=dict)
    settlements: list[Settlement] = field(default_factory=list)
    closed: Closed | None = None
    lessons: dict[str, list[Said]] = field(default_factory=dict)

    @property
    def draft(self) -> Settlement | None:
        """The settlement that is up for signing."""
        last = self.settlements[-1] if self.settlements else None
        return last if last is not None and last.in_force is None and last.dropped is None else None

    @property
    def settlement(self) -> Settlement | None:
        """The settlement that every side has signed, while the conflict rests on it."""
        settled = self.closed is not None and self.closed.how == "settled"
        return self.settlements[-1] if settled else None

    @property
    def joined(self) -> tuple[str, ...]:
        """The neutrals that help in this conflict, sorted."""
        last = {call.neutral: call.joins for call in self.calls}
        return tuple(sorted(neutral for neutral, joins in last.items() if joins))

    @property
    def agreed_criteria(self) -> tuple[int, ...]:
        """The criteria that every side has agreed to, in the order of the record."""
        return tuple(index for index, criterion in self.criteria.items() if criterion.since is not None)


def first_stay(ladder: Ladder, tier: Tier, since: datetime, came: Came, entry: int) -> Stay:
    """A stay at a tier from a moment on, with all the days that the ladder gives it."""
    days = ladder.days(tier)
    return Stay(tier, since, None if days is None else since.date() + timedelta(days=days), came, entry)


def course(conflict: Conflict, now: datetime) -> list[Stay]:
    """The tiers at which a conflict has stood up to now, or up to its end: those people chose and those clocks did."""
    moment = now if conflict.closed is None else min(now, conflict.closed.at)
    found = list(conflict.stays)
    while (until := found[-1].until) is not None and over(until, moment):
        found.append(first_stay(conflict.ladder, _after(found[-1].tier), ended(until), "clock", -1))
    return found


def _after(tier: Tier) -> Tier:
    return TIERS[min(TIERS.index(tier) + 1, len(TIERS) - 1)]


def stay(conflict: Conflict, now: datetime) -> Stay:
    """Where a conflict stands now, or stood when it ended."""
    return course(conflict, now)[-1]


def status(conflict: Conflict, now: datetime) -> Status:
    """The tier at which a conflict stands, or how it ended."""
    if conflict.closed is None:
        return stay(conflict, now).tier
    settled = conflict.settlement
    return "held" if settled is not None and settled.held is not None else conflict.closed.how


def is_warning(conflict: Conflict, now: datetime) -> bool:
    """Whether it never became more than an early warning."""
    return all(each.tier == "warning" for each in course(conflict, now))


def heard(alliance: "Alliance", conflict: Conflict) -> tuple[str, ...]:
    """The parties whose word a conflict needs, sorted: those it is between that have not left.

    A suspended party is heard too: a conflict may be its way back.
    """
    return tuple(party for party in conflict.fact.between if party not in alliance.membership.left)


def all_of(alliance: "Alliance", conflict: Conflict, words: Iterable[str]) -> bool:
    """Whether every party that is heard is among these."""
    return set(heard(alliance, conflict)) <= set(words)


def said(recorded: Recorded, text: str = "", enclosed: tuple[Enclosed, ...] = ()) -> Said:
    """What a fact said, with who said it and when."""
    return Said(recorded.index, recorded.entered, recorded.party, recorded.fact.by, text, enclosed)


def conflict_at(alliance: "Alliance", index: int) -> Conflict:
    """The conflict raised at an entry. Refused when there is none."""
    found: Conflict | None = alliance.conflicts.by_index.get(index)
    if found is None:
        raise Refused("conflict_unknown", "Entry {entry} is no conflict and no early warning.", entry=index)
    return found


def open_conflict(alliance: "Alliance", index: int) -> Conflict:
    """The same, while it is open. Refused when it has ended."""
    found = conflict_at(alliance, index)
    if found.closed is not None:
        raise Refused("conflict_closed", "This matter is closed. Raise it again, linked with this one, if it is back.")
    return found


def part_at(alliance: "Alliance", index: int, what: str) -> Conflict:
    """The conflict to which a step, an option, a criterion or a settlement belongs. Refused when it is no such."""
    conflict: Conflict | None = alliance.conflicts.by_index.get(alliance.conflicts.part_of.get(index, -1))
    if conflict is not None:
        parts: dict[str, Container[int]] = {
            "step": conflict.steps,
            "option": conflict.options,
            "criterion": conflict.criteria,
            "settlement": {each.said.index for each in conflict.settlements},
        }
        if index in parts[what]:
            return conflict
    raise Refused("part_unknown", "Entry {entry} is no {what} of a conflict.", entry=index, what=what)


def concerned(alliance: "Alliance", conflict: Conflict, party: str) -> None:
    """Refused unless the conflict is between this party and others."""
    if party not in conflict.fact.between:
        names = alliance.parties.names(conflict.fact.between)
        raise Refused("not_concerned", "This is between {names}: it is for them to say.", names=names)


def speaking(alliance: "Alliance", recorded: Recorded, index: int) -> Conflict:
    """An open conflict in which this person may speak for a whole party. Refused for everybody else."""
    conflict = open_conflict(alliance, index)
    managing(alliance, recorded.fact.by)
    concerned(alliance, conflict, recorded.party)
    return conflict


def taking_part(alliance: "Alliance", conflict: Conflict, recorded: Recorded) -> None:
    """Refused unless this person sits for a party concerned, or for a neutral that helps."""
    if recorded.party in conflict.joined:
        return
    partnering(alliance, recorded.fact.by)
    concerned(alliance, conflict, recorded.party)


_encoded = msgspec.json.Encoder(order="sorted").encode


def digest(conflict: int, terms: SettlementTerms) -> str:
    """SHA-256 of the canonical JSON of a settlement and its conflict, in hex: what a signature is bound to."""
    return hashlib.sha256(_encoded({"conflict": conflict, "terms": terms})).hexdigest()
