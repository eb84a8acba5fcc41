"""A check-in as the fold keeps it: when it is, what is on its agenda, what each party prepared, and what was minuted.

Whether a check-in lies ahead, was held or not is never entered by anybody: `status` tells it from what is here and the
day. That it was missed is a fact of its own, which anybody can state once the day is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.parties import Seat, partnering
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

ItemKind = Literal[
    "added", "late", "due", "actions", "disputed", "text", "proposals",
    "strained", "exchange", "statements", "incidents", "conflicts", "ending", "goals", "changes", "redress", "balance",
    "valuations", "warnings", "surveys",
]  # fmt: skip
Lamp = Literal["watch", "confirmed"]
Status = Literal["called", "open", "held", "minuted", "unopened", "missed", "cancelled"]

# --- what facts hold ---


class Felt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the balance of a pool feels to a party.

    Between two partners on the scale of the spirit level: it leans `by` so many hundredths of all rewards `towards`
    the one that has too much; 0 is level. Among more, the return `coefficient` that the party feels it has; 1 is fair.
    """

    pool: str
    towards: str = ""
    by: int = 0
    coefficient: Decimal | None = None


class Warned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A warning that rang when the meeting opened: what is watched (an agreed limit, by its name), its lamp, of whom.

    `judged` is the party whose doing it is, `judge` the one it was done to; empty where a warning names none.
    """

    sort: str
    lamp: Lamp
    judge: str = ""
    judged: str = ""


class AgendaItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the agenda when the meeting opened: things that were open on the record, or what a party added.

    Of a warning `entries` are the newest that went badly since it probably began.
    """

    kind: ItemKind
    entries: tuple[int, ...] = ()
    pool: str = ""
    warned: Warned | msgspec.UnsetType = msgspec.UNSET


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The balance of a pool as it was shown when the meeting opened: of each partner the target share, the lean (the
    reward share less the target, both parts of 1) and the return coefficient.

    Empty where there was not enough to say. Everybody can reckon it again from the entries before.
    """

    pool: str
    targets: dict[str, Decimal] = {}
    leans: dict[str, Decimal] = {}
    coefficients: dict[str, Decimal] = {}


class Prepared(ByPerson, frozen=True, kw_only=True, tag="checkin_prepared.v1"):
    """A party said beforehand, sealed, what it expects, what worries it, what has moved, and how the balance feels."""

    checkin: int
    expectations: str = ""
    concerns: str = ""
    progress: str = ""
    felt: tuple[Felt, ...] = ()


# --- state ---


class When(NamedTuple):
    """The day of a check-in, the time on the clock of a zone (both may be empty), and the place or link."""

    on: date
    time: str = ""
    zone: str = ""
    place: str = ""


@dataclass(slots=True)
class Item:
    """What a party put on the agenda. `withdrawn`: it took it off again before the meeting."""

    index: int
    entered: datetime
    party: str
    person: str
    text: str
    withdrawn: bool = False


@dataclass(slots=True)
class Change:
    """A proposal to move a check-in (`to`), or to cancel it (None). It takes effect once all partners have agreed."""

    index: int
    entered: datetime
    party: str
    to: When | None
    reason: str
    agreed: dict[str, int] = field(default_factory=dict)
    declined: dict[str, str] = field(default_factory=dict)
    withdrawn: bool = False
    settled: datetime | None = None

    @property
    def pending(self) -> bool:
        """Whether it can still be agreed."""
        return not self.withdrawn and self.settled is None


@dataclass(slots=True)
class Minute:
    """What was said or agreed on one item of the agenda (None: other business), as one party wrote it."""

    index: int
    entered: datetime
    party: str
    person: str
    item: int | None
    text: str
    corrects: int | None
    agreed: dict[str, int] = field(default_factory=dict)
    objected: dict[str, str] = field(default_factory=dict)
    withdrawn: bool = False
    settled: datetime | None = None
    replaced_by: int | None = None

    @property
    def stands(self) -> bool:
        """Whether it was neither withdrawn nor replaced."""
        return not self.withdrawn and self.replaced_by is None


class Handed(NamedTuple):
    """A preparation handed in: the sealed entry that holds it, and when it was handed in."""

    entry: int
    at: datetime


class Preparation(NamedTuple):
    """What a party had prepared, once it was opened."""

    entry: int
    entered: datetime
    party: str
    fact: Prepared


class Opening(NamedTuple):
    """Who opened the meeting and when, what was on its agenda, and the balance that was shown."""

    entry: int
    at: datetime
    party: str
    items: tuple[AgendaItem, ...]
    shown: tuple[Shown, ...]


class Attendance(NamedTuple):
    """Who was there for a party, by their opaque ids, and its guests by name."""

    people: tuple[str, ...]
    guests: str


@dataclass(slots=True)
class Checkin:
    """A check-in under the index of the entry that called it, or that stated a day of the series as missed.

    `due` is the day of the series that it serves, None for one that was called besides.
    """

    index: int
    entered: datetime
    party: str
    when: When
    due: date | None
    items: dict[int, Item] = field(default_factory=dict)
    changes: dict[int, Change] = field(default_factory=dict)
    handed: dict[str, Handed] = field(default_factory=dict)
    prepared: dict[str, Preparation] = field(default_factory=dict)
    opening: Opening | None = None
    attendance: dict[str, Attendance] = field(default_factory=dict)
    minutes: dict[int, Minute] = field(default_factory=dict)
    missed: datetime | None = None
    cancelled: datetime | None = None

    @property
    def ahead(self) -> bool:
        """Whether it may still be held: not opened, missed or cancelled."""
        return self.opening is None and self.missed is None and self.cancelled is None

    @property
    def change(self) -> Change | None:
        """The proposal to move or cancel it that is open."""
        return next((change for change in self.changes.values() if change.pending), None)

    @property
    def standing_minutes(self) -> list[Minute]:
        """The minutes that were neither withdrawn nor replaced, in the order of the agenda."""
        standing = [minute for minute in self.minutes.values() if minute.stands]
        return sorted(standing, key=lambda one: (one.item is None, one.item or 0, one.index))


@dataclass(slots=True)
class Checkins:
    """All check-ins by index, and to which of them each item, change and minute belongs."""

    by_index: dict[int, Checkin] = field(default_factory=dict)
    part_of: dict[int, int] = field(default_factory=dict)

    def checkin(self, index: int) -> Checkin:
        """The check-in at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("checkin_unknown", "Entry {entry} is no check-in.", entry=index)
        return self.by_index[index]

    def change(self, index: int) -> tuple[Checkin, Change]:
        """The proposal at an entry, with its check-in. Refused when there is none."""
        checkin = self._of(index)
        if index not in checkin.changes:
            raise Refused("change_unknown", "Entry {entry} proposes no other day for a check-in.", entry=index)
        return checkin, checkin.changes[index]

    def item(self, index: int) -> tuple[Checkin, Item]:
        """The added item at an entry, with its check-in. Refused when there is none."""
        checkin = self._of(index)
        if index not in checkin.items:
            raise Refused("item_unknown", "Entry {entry} is no item of an agenda.", entry=index)
        return checkin, checkin.items[index]

    def minute(self, index: int) -> tuple[Checkin, Minute]:
        """The minute at an entry, with its check-in. Refused when there is none."""
        checkin = self._of(index)
        if index not in checkin.minutes:
            raise Refused("minute_unknown", "Entry {entry} is no minute of a check-in.", entry=index)
        return checkin, checkin.minutes[index]

    def _of(self, index: int) -> Checkin:
        return self.checkin(self.part_of.get(index, index))

    def standing(self) -> Iterator[Checkin]:
        """The check-ins that may still be held, soonest first."""
        ahead = (checkin for checkin in self.by_index.values() if checkin.ahead)
        yield from sorted(ahead, key=lambda checkin: (checkin.when.on, checkin.index))

    def held(self) -> list[Checkin]:
        """The check-ins that were opened, in the order of their days."""
        opened = [checkin for checkin in self.by_index.values() if checkin.opening is not None]
        return sorted(opened, key=lambda checkin: (checkin.when.on, checkin.index))


def status(checkin: Checkin, now: datetime) -> Status:
    """Where a check-in stands at a moment."""
    if checkin.cancelled is not None or checkin.missed is not None:
        return "missed" if checkin.missed else "cancelled"
    if checkin.opening is None:
        return "unopened" if over(checkin.when.on, now) else "called"
    if not over(checkin.when.on, now):
        return "open"
    standing = checkin.standing_minutes
    return "minuted" if standing and all(minute.settled for minute in standing) else "held"


# --- who takes part ---


def taking_part(alliance: "Alliance", person: str) -> Seat:
    """The seat of a person whose party is a partner of the agreement in force. Refused for everybody else."""
    seat = partnering(alliance, person)
    if seat.party not in version_in_force(alliance).partners:
        raise Refused("not_a_partner", "Your party is no partner of the agreement in force.")
    return seat


def others(alliance: "Alliance", party: str) -> tuple[str, ...]:
    """The partners whose word counts besides this one, sorted."""
    return tuple(other for other in voices(alliance) if other != party)


def change_awaits(alliance: "Alliance", change: Change) -> tuple[str, ...]:
    """The partners that have still to agree to a change, sorted; none when it is no longer open."""
    return tuple(party for party in others(alliance, change.party) if party not in change.agreed and change.pending)


def minute_awaits(alliance: "Alliance", minute: Minute) -> tuple[str, ...]:
    """The partners that have still to agree to a minute, sorted; none when all have, or it stands no more."""
    if not minute.stands or minute.settled is not None:
        return ()
    return tuple(party for party in others(alliance, minute.party) if party not in minute.agreed)


def unprepared(alliance: "Alliance", checkin: Checkin) -> tuple[str, ...]:
    """The partners that have not handed in what they prepared, sorted."""
    return tuple(party for party in voices(alliance) if party not in checkin.handed)
