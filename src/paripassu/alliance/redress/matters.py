"""What stands of a redress: who leads it until when, the levers named for it, what was offered, and stated worths."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeAlias

import msgspec

from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.days import over
from paripassu.alliance.facts import ByPerson
from paripassu.alliance.parties.membership import voices, waited_for
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Reason = Literal["stands", "foretold", "felt"]
LeverKind = Literal["work", "reward", "contribution", "compensation"]
Standing = Literal["open", "remedied", "tolerated", "look_again", "closed", "withdrawn"]

WORDS_NEEDED = 2
"""Parties that must have said yes before anything here holds for all: nobody agrees with itself alone."""

# --- what facts hold ---


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a party stood: its return coefficient, the one expected on the day ahead, the chance of being outside."""

    party: str
    coefficient: Decimal | None = None
    expected: Decimal | None = None
    chance: Decimal | None = None


class Move(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So much moved by a lever, in the pool's unit."""

    lever: int
    amount: Decimal


class Gain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What these parties gain by working together, beyond what fewer of them have; in the pool's unit."""

    parties: tuple[str, ...]
    amount: Decimal


class RedressOpened(ByPerson, frozen=True, kw_only=True, tag="redress_opened.v1"):
    """A party opened the redress of a pool, leads it, and brings something to answer by the day `due`.

    `reason`: a party stands outside the band, will probably leave it by the day `ahead`, or it is felt. `figures` are
    those of the record's first `computed_at` entries: whoever holds a copy can reckon them again.
    """

    pool: str
    reason: Reason
    due: date
    note: str = ""
    computed_at: int = 0
    ahead: date | None = None
    figures: tuple[Figure, ...] = ()
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class LeverNamed(ByPerson, frozen=True, kw_only=True, tag="redress_lever_named.v1"):
    """A party named what could be moved: at most so much, from a giver, who then has less of the value, to a receiver.

    `price`: how hard one unit is to move beside other levers; `start`: what it costs, in the pool's unit, to use it.
    """

    redress: int
    lever: LeverKind
    what: str
    giver: str
    receiver: str
    most: Decimal
    price: Decimal = Decimal(1)
    start: Decimal = Decimal(0)


class RemedyProposed(ByPerson, frozen=True, kw_only=True, tag="redress_remedy_proposed.v1"):
    """A party proposed what to move by the day `until`.

    `must_move` (with any levers) and `bound` (the least cost with these) were computed from `computed_at` entries and
    the levers agreed by then; `cost` is that of these moves. None: not computed.
    """

    redress: int
    moves: tuple[Move, ...]
    until: date
    note: str = ""
    computed_at: int = 0
    must_move: Decimal | None = None
    cost: Decimal | None = None
    bound: Decimal | None = None


class ConsentProposed(ByPerson, frozen=True, kw_only=True, tag="redress_consent_proposed.v1"):
    """A party proposed to accept the imbalance through the day `until`, with the reason; then all look again."""

    redress: int
    until: date
    reason: str


class ClosingProposed(ByPerson, frozen=True, kw_only=True, tag="redress_closing_proposed.v1"):
    """A party proposed to close a redress: there is nothing left to mend, or it is mended elsewhere."""

    redress: int
    reason: str


class WorthStated(ByPerson, frozen=True, kw_only=True, tag="redress_worth_stated.v1"):
    """A party stated what it would have alone, and what it believes groups of parties gain together."""

    redress: int
    alone: Decimal
    gains: tuple[Gain, ...] = ()


Offered: TypeAlias = RemedyProposed | ConsentProposed | ClosingProposed

# --- state ---


@dataclass(slots=True)
class Lever:
    """A lever under its entry, with the words of its giver and its receiver."""

    index: int
    at: datetime
    party: str
    fact: LeverNamed
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None

    @property
    def ends(self) -> tuple[str, str]:
        """Giver and receiver."""
        return self.fact.giver, self.fact.receiver


@dataclass(slots=True)
class Offer:
    """A remedy, a consent or a closing under its entry. `settled`: when all had agreed; `overtaken`: another was."""

    index: int
    at: datetime
    party: str
    fact: Offered
    agreed: dict[str, Word] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    withdrawn: Word | None = None
    settled: datetime | None = None
    overtaken: bool = False

    @property
    def pending(self) -> bool:
        """Whether it can still be agreed."""
        return self.settled is None and self.withdrawn is None and not self.overtaken


@dataclass(slots=True)
class Redress:
    """The redress of a pool under its entry. `settled` are the offers that all agreed to, in that order."""

    index: int
    entered: datetime
    party: str
    fact: RedressOpened
    owner: str
    due: date
    levers: dict[int, Lever] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    worths: dict[str, tuple[Word, WorthStated]] = field(default_factory=dict)
    settled: list[Offer] = field(default_factory=list)
    withdrawn: Word | None = None

    @property
    def holds(self) -> Offer | None:
        """What all agreed to last; None before anything."""
        return self.settled[-1] if self.settled else None

    @property
    def closed(self) -> bool:
        """Whether it is over for good: withdrawn, or closed by all."""
        return self.withdrawn is not None or (self.holds is not None and isinstance(self.holds.fact, ClosingProposed))

    def pending(self) -> Iterator[Offer]:
        """The offers that wait for an answer."""
        return (offer for offer in self.offers.values() if offer.pending and not self.closed)


@dataclass(slots=True)
class Redresses:
    """All redresses by their entries, and to which of them each lever and offer belongs."""

    by_index: dict[int, Redress] = field(default_factory=dict)
    part_of: dict[int, int] = field(default_factory=dict)

    def of_pool(self, pool: str) -> Redress | None:
        """The redress of a pool that is not closed; there is one at most."""
        return next((one for one in self.by_index.values() if one.fact.pool == pool and not one.closed), None)


def redress(alliance: "Alliance", index: int) -> Redress:
    """The redress at an entry. Refused when there is none."""
    found: Redress | None = alliance.redress.by_index.get(index)
    if found is None:
        raise Refused("redress_unknown", "Entry {entry} opens no redress.", entry=index)
    return found


def lever(alliance: "Alliance", index: int) -> tuple[Redress, Lever]:
    """The lever at an entry, with its redress. Refused when there is none."""
    one = alliance.redress.by_index.get(alliance.redress.part_of.get(index, -1))
    if one is None or index not in one.levers:
        raise Refused("lever_unknown", "Entry {entry} names no lever.", entry=index)
    return one, one.levers[index]


def offer(alliance: "Alliance", index: int) -> tuple[Redress, Offer]:
    """The remedy, consent or closing proposed at an entry, with its redress. Refused when there is none."""
    one = alliance.redress.by_index.get(alliance.redress.part_of.get(index, -1))
    if one is None or index not in one.offers:
        raise Refused("offer_unknown", "Entry {entry} proposes nothing in a redress.", entry=index)
    return one, one.offers[index]


def usable(alliance: "Alliance", one: Lever) -> bool:
    """Whether giver and receiver have both agreed to a lever and are both here."""
    present = voices(alliance)
    return one.withdrawn is None and all(party in one.agreed and party in present for party in one.ends)


def asked(one: Lever) -> tuple[str, ...]:
    """The ends of a lever that have not answered yet, sorted."""
    if one.withdrawn is not None or one.declined:
        return ()
    return tuple(sorted(party for party in one.ends if party not in one.agreed))


def missing(alliance: "Alliance", one: Offer) -> tuple[str, ...]:
    """The parties whose yes a pending offer still needs, sorted."""
    return tuple(party for party in waited_for(alliance) if party not in one.agreed) if one.pending else ()


def standing(one: Redress, now: datetime) -> Standing:
    """Where a redress stands at a moment: what was agreed through a day is looked at again once that day is over."""
    if one.withdrawn is not None:
        return "withdrawn"
    held = one.holds.fact if one.holds else None
    match held:
        case None:
            return "open"
        case ClosingProposed():
            return "closed"
        case RemedyProposed(until=until):
            return "look_again" if over(until, now) else "remedied"
        case ConsentProposed(until=until):
            return "look_again" if over(until, now) else "tolerated"
