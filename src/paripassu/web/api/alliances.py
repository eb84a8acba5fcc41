"""The alliances of the caller, one alliance as it stands, and its record as a file."""

from datetime import date, datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from ninja import Router

from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties import Party
from paripassu.alliance.parties.membership import standing
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock
from paripassu.web.api.callers import caller, seat
from paripassu.web.api.problems import PROBLEMS
from paripassu.web.api.shapes import Shape, page
from paripassu.web.pages.record import download

router = Router()


class Line(Shape):
    """An alliance of the caller, and where they sit in it."""

    slug: str
    name: str
    party: str
    role: str
    page: str


class Lines(Shape):
    """All alliances of the caller, by name."""

    items: list[Line]


class PersonShape(Shape):
    """A person with a seat. The name is empty where it was erased."""

    person: str
    name: str
    role: str


class PartyShape(Shape):
    """A party: its id on the record, its name, how it stands, and who sits for it."""

    id: str
    name: str
    kind: str
    standing: str
    people: list[PersonShape]


class PoolShape(Shape):
    """What is counted together in the agreement in force."""

    id: str
    name: str
    unit: str


class SignatureShape(Shape):
    """Who signed for a party, and when."""

    party: str
    person: str
    at: datetime


class VersionShape(Shape):
    """The agreement in force: the entry of its text, its digest, and who signed it."""

    number: int
    entry: int
    digest: str
    title: str
    since: datetime
    starts: date | None
    ends: date | None
    pools: list[PoolShape]
    signatures: list[SignatureShape]


class DraftShape(Shape):
    """The text on the table, and which parties have accepted and signed it."""

    entry: int
    digest: str
    party: str
    title: str
    accepted: list[str]
    signed: list[str]


class AllianceShape(Shape):
    """An alliance as it stands. `root` and `size` name the state of the record that was read."""

    slug: str
    name: str
    page: str
    size: int
    root: str
    party: str
    role: str
    parties: list[PartyShape]
    agreement: VersionShape | None
    draft: DraftShape | None
    things: dict[str, int]


@router.get("/alliances/", response={200: Lines, 401: PROBLEMS[401], 429: PROBLEMS[429]}, url_name="alliances")
def alliances(request: HttpRequest) -> dict[str, Any]:
    """The alliances in which the caller has a seat."""
    account = caller(request)
    found = []
    for summary in reads.alliances(account):
        try:
            found.append(seat(request, summary.slug))
        except NotHere:
            continue
    return {"items": [_line(request, sitting) for sitting in found]}


def _line(request: HttpRequest, sitting: Sitting) -> Line:
    return Line(
        slug=sitting.slug,
        name=sitting.alliance.name,
        party=sitting.party.id,
        role=sitting.seat.role,
        page=page(request, reverse("overview", args=[sitting.slug])),
    )


@router.get("/alliances/{slug:slug}/", response={200: AllianceShape, **PROBLEMS}, url_name="alliance")
def alliance(request: HttpRequest, slug: str) -> AllianceShape:
    """One alliance: its parties and people, the agreement in force, the text on the table, what is on its record."""
    sitting = seat(request, slug)
    state, names = sitting.alliance, reads.names(sitting)
    practices = list(state.links.things.values())
    return AllianceShape(
        **_line(request, sitting).model_dump(),
        size=state.size,
        root=sitting.kept.record.root.hex(),
        parties=[_party(state, state.parties.by_id[id_], names) for id_ in sorted(state.parties.by_id)],
        agreement=_version(state),
        draft=_draft(state),
        things={practice: practices.count(practice) for practice in sorted(set(practices))},
    )


def _party(state: Alliance, party: Party, names: dict[str, str]) -> PartyShape:
    people = [
        PersonShape(person=one.person, name=names.get(one.person, ""), role=one.role)
        for one in state.parties.people(party.id)
    ]
    stands = standing(state, party.id, clock.now())
    return PartyShape(id=party.id, name=party.name, kind=party.kind, standing=stands, people=people)


def _pool(pool: Pool) -> PoolShape:
    return PoolShape(id=pool.id, name=pool.name, unit=pool.unit)


def _version(state: Alliance) -> VersionShape | None:
    if not state.agreement.versions:
        return None
    version = state.agreement.versions[-1]
    signatures = [SignatureShape(party=one.party, person=one.person, at=one.at) for one in version.signatures]
    return VersionShape(
        number=version.number,
        entry=version.draft,
        digest=version.digest,
        title=version.terms.title,
        since=version.since,
        starts=version.terms.starts,
        ends=version.terms.ends,
        pools=[_pool(pool) for pool in version.terms.pools],
        signatures=signatures,
    )


def _draft(state: Alliance) -> DraftShape | None:
    draft = state.agreement.draft
    if draft is None:
        return None
    return DraftShape(
        entry=draft.index,
        digest=draft.digest,
        party=draft.party,
        title=draft.terms.title,
        accepted=sorted(draft.accepted),
        signed=sorted(draft.signed),
    )


FILE = {"responses": {200: {"description": "The record", "content": {"application/octet-stream": {
    "schema": {"type": "string", "format": "binary"}
}}}}}  # fmt: skip


@router.get("/alliances/{slug:slug}/export/", response=PROBLEMS, openapi_extra=FILE, url_name="export")
def export(request: HttpRequest, slug: str) -> FileResponse:
    """The whole record as the party of the caller may see it, as one `.pari` file that `paripassu verify` checks."""
    inner: Any = download.inner  # type: ignore[attr-defined]
    answer: FileResponse = inner(request, seat(request, slug))
    return answer
