"""A valuation as the fold keeps it: what is valued, who has stated its own values, and what was opened.

What is valued is taken from the record when the valuation is opened, and stays as it is: each posting by itself, or
all of one kind together, of which one unit is then valued.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Context, Decimal, localcontext
from typing import TYPE_CHECKING, Literal, NamedTuple

from paripassu.alliance.agreement.terms import Pool, ResourceKind
from paripassu.alliance.commitments.promises import Word
from paripassu.alliance.days import over
from paripassu.alliance.facts import PLACES_LIMIT, ByPerson
from paripassu.alliance.ledger.postings import Posting, Side
from paripassu.alliance.parties.membership import voices
from paripassu.alliance.refusals import Refused

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Grain = Literal["kind", "entry"]
Standing = Literal["asked", "ready", "opened", "lapsed", "withdrawn"]

ENOUGH_BOOKS = 2
"""Own values say something beside each other: with fewer of them nothing is opened."""

EXACT = Context(prec=60)


class ValuationOpened(ByPerson, frozen=True, kw_only=True, tag="valuation_opened.v1"):
    """Every partner is asked what the confirmed postings of a pool are worth to it.

    They are those from the day `since` (None: from the beginning) to the day `until`, one by one or by kind; stated by
    the day `due`.
    """

    pool: str
    grain: Grain
    until: date
    due: date
    since: date | None = None
    note: str = ""
    about: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()


class Item(NamedTuple):
    """What is valued: one posting, or one unit of a kind. `parts` is how many of it each party put in or received.

    `agreed` is what one is worth by the agreed rates, `amounts` what the parts of each party are; None: no rate.
    """

    side: Side
    resource: ResourceKind
    unit: str
    what: str
    parts: Mapping[str, Decimal]
    agreed: Decimal | None
    amounts: Mapping[str, Decimal] | None
    entries: tuple[int, ...]


class Handed(NamedTuple):
    """That a party handed its own values in, sealed: the sealed entry, and when."""

    entry: int
    at: datetime


class Book(NamedTuple):
    """What each item is worth to a party, in the order of the items, opened for all to see; with its reason."""

    entry: int
    at: datetime
    worths: tuple[Decimal, ...]
    reason: str


@dataclass(slots=True)
class Valuation:
    """A valuation under the entry that opened it; `pool` and `partners` are those of the agreement in force then."""

    index: int
    entered: datetime
    party: str
    fact: ValuationOpened
    pool: Pool
    partners: tuple[str, ...]
    items: tuple[Item, ...]
    handed: dict[str, Handed] = field(default_factory=dict)
    declined: dict[str, Word] = field(default_factory=dict)
    books: dict[str, Book] = field(default_factory=dict)
    withdrawn: Word | None = None


@dataclass(slots=True)
class Valuations:
    """All valuations by the index of their entry; `part_of` leads from what was said to the valuation."""

    by_index: dict[int, Valuation] = field(default_factory=dict)
    part_of: dict[int, int] = field(default_factory=dict)

    def valuation(self, index: int) -> Valuation:
        """The valuation at an entry. Refused when there is none."""
        if index not in self.by_index:
            raise Refused("valuation_unknown", "Entry {entry} opened no valuation.", entry=index)
        return self.by_index[index]

    def of_pool(self, pool: str) -> list[Valuation]:
        """The valuations of a pool in the order of the record."""
        return [each for each in self.by_index.values() if each.fact.pool == pool]

    def last_opened(self, pool: str) -> Valuation | None:
        """The newest valuation of a pool of which at least two books are open; None without any."""
        return next((each for each in reversed(self.of_pool(pool)) if len(each.books) >= ENOUGH_BOOKS), None)

    def opened_by(self, pool: str, moment: datetime) -> Valuation | None:
        """What was stated by a moment in the newest valuation of a pool of which at least two books are open.

        A book counts from the moment it was handed in, though it was opened later.
        """
        known = [replace(each, books=_stated_by(each, moment)) for each in self.of_pool(pool)]
        return next((each for each in reversed(known) if len(each.books) >= ENOUGH_BOOKS), None)


def _stated_by(one: Valuation, moment: datetime) -> dict[str, Book]:
    return {party: book for party, book in one.books.items() if book.at <= moment}


def unstated(alliance: "Alliance", one: Valuation, now: datetime) -> tuple[str, ...]:
    """The partners that can still state their own values and have neither done so nor said that they will not."""
    if one.withdrawn is not None or one.books or over(one.fact.due, now):
        return ()
    answered = {*one.handed, *one.declined}
    return tuple(party for party in voices(alliance) if party in one.partners and party not in answered)


def standing(alliance: "Alliance", one: Valuation, now: datetime) -> Standing:
    """Where a valuation stands: nobody enters that, it follows from who has stated what, and from the day."""
    if one.withdrawn is not None:
        return "withdrawn"
    if one.books:
        return "opened"
    if unstated(alliance, one, now):
        return "asked"
    return "ready" if len(one.handed) >= ENOUGH_BOOKS else "lapsed"


def ready(alliance: "Alliance", one: Valuation, now: datetime) -> tuple[int, ...]:
    """The sealed entries of a valuation that can be opened now."""
    if standing(alliance, one, now) not in ("ready", "opened"):
        return ()
    return tuple(handed.entry for handed in one.handed.values() if handed.entry in alliance.seals.closed)


# --- what is valued ---


def items_of(alliance: "Alliance", fact: ValuationOpened, partners: Iterable[str]) -> tuple[Item, ...]:
    """What a valuation asks about: the postings that count now, or have no agreed rate, within its days."""
    known = frozenset(partners)
    found = [
        each
        for each in alliance.ledger.of_pool(fact.pool)
        if each.status == "confirmed" and each.fact.of in known and each.fact.quantity
        if each.fact.on <= fact.until and (fact.since is None or each.fact.on >= fact.since)
    ]
    with localcontext(EXACT):
        return _by_kind(found) if fact.grain == "kind" else tuple(_single(each) for each in sorted(found, key=_dated))


def _dated(posting: Posting) -> tuple[date, int]:
    return posting.fact.on, posting.index


def _single(posting: Posting) -> Item:
    fact, value = posting.fact, posting.value
    one = {fact.of: Decimal(1)}
    amounts = None if value is None else {fact.of: value}
    agreed = None if value is None else _short(value)
    return Item(posting.side, fact.resource, fact.unit, fact.what, one, agreed, amounts, (posting.index,))


def _short(worth: Decimal) -> Decimal:
    """A worth with as many places as a stated one can have, and no zeros behind them."""
    return Decimal(f"{round(worth, PLACES_LIMIT).normalize():f}")


def _by_kind(postings: Iterable[Posting]) -> tuple[Item, ...]:
    kinds: dict[tuple[Side, ResourceKind, str], list[Posting]] = defaultdict(list)
    for posting in postings:
        kinds[posting.side, posting.fact.resource, posting.fact.unit].append(posting)
    return tuple(_kind(*key, own) for key, own in sorted(kinds.items()))


def _kind(side: Side, resource: ResourceKind, unit: str, postings: list[Posting]) -> Item:
    parts: dict[str, Decimal] = defaultdict(Decimal)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for posting in postings:
        parts[posting.fact.of] += posting.fact.quantity
        amounts[posting.fact.of] += posting.value or 0
    rated = all(posting.value is not None for posting in postings)
    whole = sum(parts.values(), Decimal(0))
    agreed = _short(sum(amounts.values(), Decimal(0)) / whole) if rated else None
    entries = tuple(sorted(posting.index for posting in postings))
    return Item(side, resource, unit, "", dict(parts), agreed, dict(amounts) if rated else None, entries)
