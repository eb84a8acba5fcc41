"""One commitment as the fold keeps it, and where each day on which it is due stands at a moment.

Late and missed are never entered by anybody: they follow from the days and the moment that is asked about.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from paripassu.alliance.commitments import recurrences
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.files import Enclosed

Importance = Literal["high", "normal", "low"]
Standing = Literal["open", "delivered", "returned", "accepted", "late", "missed", "blocked", "released", "replaced"]
Status = Literal[
    "proposed", "declined", "withdrawn", "open", "delivered", "returned", "late", "missed", "blocked", "kept",
    "released", "replaced",
]  # fmt: skip

MISSED_AFTER = 30
"""Days after which what is late is called missed; sooner when the next time it is due is over as well."""


class Proposed(ByPerson, frozen=True, kw_only=True, tag="commitment_proposed.v1"):
    """It was proposed that `owner` owes something `to` others by the day `due`, and again by the rule `recurrence`.

    `evidence` says what will show that it is done. `supersedes` is the commitment that this one takes the place of,
    once everybody concerned has agreed.
    """

    owner: str
    to: tuple[str, ...]
    what: str
    due: date
    recurrence: str = ""
    importance: Importance = "normal"
    evidence: str = ""
    supersedes: int | None = None
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class Word(NamedTuple):
    """What a party said: at which entry, when, and its reason, if it gave one."""

    entry: int
    at: datetime
    text: str = ""


@dataclass(slots=True)
class Delivery:
    """What the owner says it delivered, for one day due; `on` is the day it claims. `settled`: all have accepted it."""

    index: int
    at: datetime
    due: date
    on: date
    evidence: str
    enclosed: tuple[Enclosed, ...]
    person: str
    accepted: dict[str, Word] = field(default_factory=dict)
    returned: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    settled: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether it is in the court of those it was delivered to."""
        return self.settled is None and self.withdrawn is None and not self.returned


@dataclass(slots=True)
class Block:
    """The owner's word that another party keeps it from delivering. It stands unless somebody concerned contests it."""

    index: int
    at: datetime
    blocker: str
    reason: str
    contested: dict[str, Word] = field(default_factory=dict)
    ended: Word | None = None

    @property
    def stands(self) -> bool:
        """Whether it keeps what is due from counting against the owner now."""
        return self.ended is None and not self.contested


@dataclass(slots=True)
class Commitment:
    """A commitment under the index of the entry that proposed it.

    `since`: when all concerned had agreed, and `dues` the days due from then on. `released` holds the words of those it
    is owed to: under None for all that is open, under a day for that day; `waived` the days that are so released.
    """

    index: int
    entered: datetime
    party: str
    fact: Proposed
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    since: datetime | None = None
    dues: tuple[date, ...] = ()
    carrier: str = ""
    deliveries: list[Delivery] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    released: dict[date | None, dict[str, Word]] = field(default_factory=dict)
    waived: dict[date, datetime] = field(default_factory=dict)
    freed: datetime | None = None
    replaced_by: int | None = None

    @property
    def concerned(self) -> tuple[str, ...]:
        """The owner and those it is owed to, sorted."""
        return tuple(sorted({self.fact.owner, *self.fact.to}))

    @property
    def pending(self) -> bool:
        """Whether it is a proposal that can still be agreed."""
        return self.since is None and self.withdrawn is None

    @property
    def in_force(self) -> bool:
        """Whether all concerned have agreed to it, and it was neither released nor replaced since."""
        return self.since is not None and self.freed is None and self.replaced_by is None

    @property
    def block(self) -> Block | None:
        """The block that has not ended, contested or not."""
        return self.blocks[-1] if self.blocks and self.blocks[-1].ended is None else None

    def delivery(self, due: date) -> Delivery | None:
        """The last delivery for a day due that was not taken back."""
        found = (each for each in reversed(self.deliveries) if each.due == due and each.withdrawn is None)
        return next(found, None)


def days_due(fact: Proposed, agreed: datetime) -> tuple[date, ...]:
    """The days due that were not over when all had agreed: nobody is late with what was not agreed yet."""
    return tuple(day for day in recurrences.days(fact.due, fact.recurrence) if not over(day, agreed))


def owed_by(commitment: Commitment, due: date) -> date:
    """The day by which something is owed: the day due, later by the days for which an uncontested block stood."""
    by = due
    for block in commitment.blocks:
        if block.ended is not None and not block.contested and block.at.date() <= by:
            by += timedelta(days=max((block.ended.at.date() - block.at.date()).days, 0))
    return by


def missed_after(commitment: Commitment, due: date) -> date:
    """The day after which what is late is called missed."""
    by = owed_by(commitment, due)
    following = bisect_right(commitment.dues, due)
    latest = by + timedelta(days=MISSED_AFTER)
    if following == len(commitment.dues):
        return latest
    return max(min(owed_by(commitment, commitment.dues[following]), latest), by)


def on_time(commitment: Commitment, delivery: Delivery) -> bool:
    """Whether the day of a delivery, which those it was delivered to accept with it, is within what was owed."""
    return delivery.on <= owed_by(commitment, delivery.due)


def standing(commitment: Commitment, due: date, now: datetime) -> Standing:
    """Where one day due of an agreed commitment stands."""
    delivery = commitment.delivery(due)
    if delivery is not None and delivery.settled is not None:
        return "accepted"
    if commitment.freed is not None or due in commitment.waived:
        return "released"
    if commitment.replaced_by is not None:
        return "replaced"
    if delivery is not None and delivery.waits:
        return "delivered"
    return _undelivered(commitment, due, now, returned=delivery is not None)


def _undelivered(commitment: Commitment, due: date, now: datetime, *, returned: bool) -> Standing:
    if commitment.block is not None and commitment.block.stands:
        return "blocked"
    if over(owed_by(commitment, due), now):
        return "missed" if over(missed_after(commitment, due), now) else "late"
    return "returned" if returned else "open"


def standings(commitment: Commitment, now: datetime) -> dict[date, Standing]:
    """Where each day due stands, in their order; none before all have agreed."""
    return {due: standing(commitment, due, now) for due in commitment.dues}


_FIRST: tuple[Status, ...] = ("blocked", "late", "missed", "returned", "delivered", "open")
"""What a commitment with several days due is called: the first of these that fits one of them."""


def status(commitment: Commitment, now: datetime) -> Status:
    """Where the whole commitment stands."""
    if commitment.withdrawn is not None:
        return "withdrawn"
    if commitment.since is None:
        return "declined" if commitment.declined else "proposed"
    if commitment.replaced_by is not None:
        return "replaced"
    found = set(standings(commitment, now).values())
    closed: Status = "kept" if "accepted" in found and commitment.freed is None else "released"
    return next((word for word in _FIRST if word in found), closed)


def next_due(commitment: Commitment, now: datetime) -> date | None:
    """The first day due that nothing was accepted or released for and that is not over; None when there is none."""
    open_ = ("open", "returned", "blocked", "delivered")
    found = standings(commitment, now)
    return next((due for due, where in found.items() if where in open_ and not over(due, now)), None)
