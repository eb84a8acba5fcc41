"""The ledger: what each party contributed, carried and received."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger import awaited
from paripassu.alliance.ledger.postings import Posting
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Shape, amount, part

router = Router()


class PostingShape(Shape):
    """A posting. `value` is in the unit of the pool, none while there is no rate for it; only what is confirmed counts.

    `disputed`: by party the reason; `awaits`: the parties whose word it waits for.
    """

    entry: int
    entered: datetime
    party: str
    side: str
    of: str
    pool: str
    on: date
    resource: str
    quantity: str
    unit: str
    value: str | None
    what: str
    evidence: str
    status: str
    confirmed: list[str]
    disputed: dict[str, str]
    awaits: list[str]
    corrects: int | None
    corrected_by: int | None
    about: list[int]
    clauses: list[str]


class Postings(Part):
    """A part of the ledger."""

    items: list[PostingShape]


class AskedPostings(Asked):
    """Which postings."""

    pool: str = Field("", max_length=40, description="Only those in this pool, by its id.")
    status: str = Field("", max_length=20, description="Only those that stand so, such as `confirmed`.")


@router.get("/alliances/{slug:slug}/ledger/", response={200: Postings, **ASKED_PROBLEMS}, url_name="ledger")
def ledger(request: HttpRequest, slug: str, asked: Query[AskedPostings]) -> dict[str, Any]:
    """The postings, in the order of the record."""
    sitting = seat(request, slug)
    found = [
        each
        for each in sitting.alliance.ledger.postings.values()
        if asked.pool in ("", each.fact.pool) and asked.status in ("", each.status)
    ]
    return part(sitting, found, asked, lambda each: each.index, lambda each: _shaped(sitting.alliance, each))


def _shaped(alliance: Alliance, each: Posting) -> PostingShape:
    fact = each.fact
    return PostingShape(
        entry=each.index,
        entered=each.entered,
        party=each.party,
        side=each.side,
        of=fact.of,
        pool=fact.pool,
        on=fact.on,
        resource=fact.resource,
        quantity=str(fact.quantity),
        unit=fact.unit,
        value=amount(each.value),
        what=fact.what,
        evidence=fact.evidence,
        status=each.status,
        confirmed=sorted(each.confirmed),
        disputed=each.disputed,
        awaits=list(awaited(alliance, each)),
        corrects=fact.corrects,
        corrected_by=each.corrected_by,
        about=list(fact.about),
        clauses=list(fact.clauses),
    )
