"""Who carries what by the paper: a picture and a table, of a document under review and of the agreement in force."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from paripassu.keeper import workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import ReadDocument
from paripassu.reading.carried import DUTIES, EACH, KINDS, UNCLEAR, Carried, Line, Row, agreed, carried, drafted
from paripassu.reading.draft import Draft
from paripassu.reading.sureness import asserted
from paripassu.web import wording
from paripassu.web.pages.agreement_document import draft_of
from paripassu.web.seated import seated

WIDTH = 60
WORDS: dict[str, Lazy] = {
    "obligation": gettext_lazy("Duties"),
    "permission": gettext_lazy("May"),
    "prohibition": gettext_lazy("Must not"),
    "entitlement": gettext_lazy("Is entitled to"),
    "exit": gettext_lazy("May leave"),
    "cap": gettext_lazy("Liability limited"),
    "audit": gettext_lazy("May audit"),
}


class Cell(NamedTuple):
    """One figure of the table: how many, how long its bar is of WIDTH, and where its sentences are."""

    kind: str
    number: int
    bar: int
    href: str


BURDENS = ("obligation", "prohibition")
FREEDOMS = ("permission", "entitlement", "exit", "audit")
HALF = 100


class Part(NamedTuple):
    """One stretch of a beam: its kind, where it begins and how long it is, of HALF on each side of the middle."""

    kind: str
    start: float
    length: float


class Beam(NamedTuple):
    """What a party is bound by, to the left of the middle, and what it is free to do, to the right of it."""

    party: str
    bound: int
    free: int
    parts: list[Part]


class Shown(NamedTuple):
    """One row: a party's id, a name that is matched with nobody, EACH or UNCLEAR."""

    party: str
    cells: list[Cell]


@require_safe
@seated
def paper(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What each party carries by the agreement in force."""
    terms = sitting.alliance.agreement.in_force
    if terms is None:
        raise Http404
    found = carried(agreed(terms), _by_name(sitting, terms.partners))
    digest = terms.document.digest if terms.document else ""
    return render(request, "agreement/carries.html", _context(sitting, found, KINDS, "", digest))


@require_safe
@seated
def paper_read(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What each party would carry by the document under review, before anything is confirmed."""
    row = workings.reading_of(sitting)
    if row is None:
        raise Http404
    draft = draft_of(bytes(row.draft))
    found = carried(_matched(drafted(draft), workings.review(row).parties), _rows(sitting, draft, row))
    listed = tuple(kind for kind in KINDS if kind not in DUTIES)
    context = _context(sitting, found, listed, reverse("agreement_reading", args=[sitting.slug]), row.digest)
    asked = sum(not asserted("duty", duty.confidence) for duty in draft.duties)
    return render(
        request,
        "agreement/carries.html",
        {**context, "asked": asked, "read": len(draft.duties), "charges": draft.charges},
    )


def _rows(sitting: Sitting, draft: Draft, row: ReadDocument) -> list[str]:
    """The partners by name, then the names in the document that nobody has been matched with."""
    known = workings.review(row).parties
    return [*_by_name(sitting, sitting.alliance.parties.partners), *(
        party.name for party in draft.parties if party.name not in known
    )]  # fmt: skip


def _by_name(sitting: Sitting, parties: Iterable[str]) -> list[str]:
    return sorted(parties, key=lambda id_: wording.party_name(sitting.alliance, id_).casefold())


def _matched(lines: Iterable[Line], parties: dict[str, str]) -> list[Line]:
    """The lines with the id of the party that each name was matched with."""
    return [line._replace(party=parties.get(line.party, line.party)) for line in lines]


def _context(sitting: Sitting, found: Carried, listed: tuple[str, ...], review: str, digest: str) -> dict[str, Any]:
    every = [row for row in (*found.rows, found.alike) if row.party != EACH or any(row.lines.values())]
    rows = [*every, found.unclear] if any(found.unclear.lines.values()) else every
    return {
        "words": wording,
        "kinds": WORDS,
        "each": EACH,
        "unclear": UNCLEAR,
        "width": WIDTH,
        "beams": beams_of(rows),
        "half": HALF,
        "burdens": BURDENS,
        "freedoms": FREEDOMS,
        "rows": [_shown(row, found.most, review) for row in rows],
        "lists": {kind: [line for row in rows for line in row.lines[kind]] for kind in listed},
        "review": review,
        "digest": digest,
        "charges": (),
        "nothing": not any(line for row in rows for line in row.lines.values()),
    }


def beams_of(rows: list[Row]) -> list[Beam]:
    """A beam for each row, all on one scale: the longest side of any is HALF long."""
    sides = [sum(row.count(kind) for kind in kinds) for row in rows for kinds in (BURDENS, FREEDOMS)]
    unit = HALF / max(1, *sides)
    return [
        Beam(
            row.party,
            sum(row.count(kind) for kind in BURDENS),
            sum(row.count(kind) for kind in FREEDOMS),
            [*_laid(row, BURDENS, -unit), *_laid(row, FREEDOMS, unit)],
        )
        for row in rows
    ]


def _laid(row: Row, kinds: tuple[str, ...], unit: float) -> Iterator[Part]:
    """The parts of one side, from the middle outwards; to the left where `unit` is negative."""
    reached = 0
    for kind in kinds:
        count = row.count(kind)
        edges = (HALF + reached * unit, HALF + (reached + count) * unit)
        if count:
            yield Part(kind, round(min(edges), 2), round(count * abs(unit), 2))
        reached += count


def _shown(row: Row, most: Any, review: str) -> Shown:
    return Shown(row.party, [_cell(row, kind, most[kind], review) for kind in KINDS])


def _cell(row: Row, kind: str, most: int, review: str) -> Cell:
    """A figure leads to its sentences: to the items of the review, or to the list below."""
    count = row.count(kind)
    of = "each" if row.party == EACH else "?" if row.party == UNCLEAR else row.party
    href = f"{review}?party={of}&kind={kind}" if review and kind in DUTIES and " " not in of else f"#{kind}"
    return Cell(kind, count, round(WIDTH * count / most), href)


alliance = [
    path("agreement/carries/", paper, name="agreement_carries"),
    path("agreement/reading/carries/", paper_read, name="agreement_carries_read"),
]
