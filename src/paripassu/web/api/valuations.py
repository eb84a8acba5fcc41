"""Own values: what was asked, who has handed in, and, once they are open, what each party stated it is worth to it."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger.valuations.rounds import Book, Item, Valuation, standing
from paripassu.web import clock
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Shape, amount, part

router = Router()


class ValuedShape(Shape):
    """What is valued: one posting, or one unit of a kind. `agreed` is what one is worth by the agreed rates.

    `parts` is how many of it each party put in, carried or received; `entries` are the postings.
    """

    side: str
    resource: str
    unit: str
    what: str
    parts: dict[str, str]
    agreed: str | None
    entries: list[int]


class BookShape(Shape):
    """What one of each item is worth to a party, in the order of the items; it is here once it was opened."""

    entry: int
    party: str
    worths: list[str]
    reason: str


class ValuationShape(Shape):
    """A valuation of the confirmed postings of a pool. `handed_in` lists parties whose values are sealed or open."""

    entry: int
    entered: datetime
    party: str
    pool: str
    grain: str
    since: date | None
    until: date
    due: date
    note: str
    status: str
    handed_in: list[str]
    declined: list[str]
    items: list[ValuedShape]
    books: list[BookShape]


class Valuations(Part):
    """A part of the valuations."""

    items: list[ValuationShape]


class AskedValuations(Asked):
    """Which valuations."""

    pool: str = Field(default="", description="Only those of this pool.")


@router.get("/alliances/{slug:slug}/valuations/", response={200: Valuations, **ASKED_PROBLEMS}, url_name="valuations")
def valuations(request: HttpRequest, slug: str, asked: Query[AskedValuations]) -> dict[str, Any]:
    """The valuations, in the order of the record. What is sealed is not in it, for nobody."""
    sitting, now = seat(request, slug), clock.now()
    found = [each for each in sitting.alliance.valuations.by_index.values() if asked.pool in ("", each.fact.pool)]
    return part(sitting, found, asked, lambda each: each.index, lambda each: _shaped(sitting.alliance, each, now))


def _shaped(alliance: Alliance, each: Valuation, now: datetime) -> ValuationShape:
    fact = each.fact
    return ValuationShape(
        entry=each.index,
        entered=each.entered,
        party=each.party,
        pool=fact.pool,
        grain=fact.grain,
        since=fact.since,
        until=fact.until,
        due=fact.due,
        note=fact.note,
        status=standing(alliance, each, now),
        handed_in=sorted(each.handed),
        declined=sorted(each.declined),
        items=[_valued(one) for one in each.items],
        books=[_book(party, book) for party, book in sorted(each.books.items())],
    )


def _valued(one: Item) -> ValuedShape:
    return ValuedShape(
        side=one.side,
        resource=one.resource,
        unit=one.unit,
        what=one.what,
        parts={party: str(count) for party, count in sorted(one.parts.items())},
        agreed=amount(one.agreed),
        entries=list(one.entries),
    )


def _book(party: str, book: Book) -> BookShape:
    return BookShape(entry=book.entry, party=party, worths=[str(worth) for worth in book.worths], reason=book.reason)
