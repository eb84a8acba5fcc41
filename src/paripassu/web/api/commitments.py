"""Commitments: who owes what to whom, and where each day due stands now."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from paripassu.alliance.commitments.promises import Commitment, Delivery, owed_by, standings, status
from paripassu.web import clock
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS
from paripassu.web.api.shapes import Asked, Due, Part, Shape, part

router = Router()


class DeliveryShape(Shape):
    """The owner's word that something due is done, and what those it is owed to have said."""

    entry: int
    due: date
    on: date
    evidence: str
    files: list[str]
    accepted: list[str]
    returned: dict[str, str]
    withdrawn: bool


class CommitmentShape(Shape):
    """A commitment, in force since all concerned had agreed. `dues` are there from then on."""

    entry: int
    entered: datetime
    party: str
    owner: str
    to: list[str]
    what: str
    due: date
    recurrence: str
    importance: str
    evidence: str
    status: str
    in_force: datetime | None
    agreed: list[str]
    declined: dict[str, str]
    carrier: str
    dues: list[Due]
    deliveries: list[DeliveryShape]
    supersedes: int | None
    replaced_by: int | None
    about: list[int]
    clauses: list[str]


class Commitments(Part):
    """A part of the commitments."""

    items: list[CommitmentShape]


class AskedCommitments(Asked):
    """Which commitments."""

    owner: str = Field("", max_length=40, description="Only those of this party, by its id.")
    status: str = Field("", max_length=20, description="Only those that stand so, such as `late`.")


@router.get(
    "/alliances/{slug:slug}/commitments/", response={200: Commitments, **ASKED_PROBLEMS}, url_name="commitments"
)
def commitments(request: HttpRequest, slug: str, asked: Query[AskedCommitments]) -> dict[str, Any]:
    """The commitments, in the order of the record."""
    sitting, now = seat(request, slug), clock.now()
    found = [
        each
        for each in sitting.alliance.commitments.by_index.values()
        if asked.owner in ("", each.fact.owner) and asked.status in ("", status(each, now))
    ]
    return part(sitting, found, asked, lambda each: each.index, lambda each: _shaped(each, now))


def _shaped(each: Commitment, now: datetime) -> CommitmentShape:
    fact = each.fact
    dues = [Due(due=due, owed_by=owed_by(each, due), stands=stands) for due, stands in standings(each, now).items()]
    return CommitmentShape(
        entry=each.index,
        entered=each.entered,
        party=each.party,
        owner=fact.owner,
        to=list(fact.to),
        what=fact.what,
        due=fact.due,
        recurrence=fact.recurrence,
        importance=fact.importance,
        evidence=fact.evidence,
        status=status(each, now),
        in_force=each.since,
        agreed=sorted(each.agreed),
        declined={party: word.text for party, word in each.declined.items()},
        carrier=each.carrier,
        dues=dues,
        deliveries=[_delivery(one) for one in each.deliveries],
        supersedes=fact.supersedes,
        replaced_by=each.replaced_by,
        about=list(fact.about),
        clauses=list(fact.clauses),
    )


def _delivery(each: Delivery) -> DeliveryShape:
    return DeliveryShape(
        entry=each.index,
        due=each.due,
        on=each.on,
        evidence=each.evidence,
        files=[file.digest for file in each.enclosed],
        accepted=sorted(each.accepted),
        returned={party: word.text for party, word in each.returned.items()},
        withdrawn=each.withdrawn is not None,
    )
