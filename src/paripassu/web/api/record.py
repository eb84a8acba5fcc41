"""The record: entries in their order, as the caller may see them."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from paripassu.alliance.alliance import Recorded, Withheld
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.reads import EntryShown
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS, PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Shape
from paripassu.web.sentences import sentence

router = Router()


class EntryShape(Shape):
    """An entry: its header, and the fact as it stands on the record; none where it is withheld from this party.

    `audience`: the parties that may see it; all where it is empty. `sentence` says it for people.
    """

    entry: int
    entered: datetime
    party: str
    audience: list[str]
    seal: str
    kind: str
    fact: dict[str, Any] | None
    sentence: str


class Entries(Part):
    """A part of the record."""

    items: list[EntryShape]


@router.get("/alliances/{slug:slug}/entries/", response={200: Entries, **ASKED_PROBLEMS}, url_name="entries")
def entries(request: HttpRequest, slug: str, asked: Query[Asked]) -> dict[str, Any]:
    """The entries after one, oldest first. Ask again with `after` of the last one to follow a record as it grows."""
    sitting = seat(request, slug)
    size, start = sitting.alliance.size, asked.after + 1
    stop = min(start + asked.limit, size)
    found = reads.entries(sitting, start, stop) if start < stop else []
    return {"size": size, "next": stop - 1 if stop < size else None, "items": shaped(sitting, found)}


@router.get("/alliances/{slug:slug}/entries/{int:index}/", response={200: EntryShape, **PROBLEMS}, url_name="entry")
def entry(request: HttpRequest, slug: str, index: int) -> EntryShape:
    """One entry."""
    sitting = seat(request, slug)
    if index >= sitting.alliance.size:
        raise NotHere(index)
    [found] = shaped(sitting, reads.entries(sitting, index, index + 1))
    return found


def shaped(sitting: Sitting, found: list[EntryShown]) -> list[EntryShape]:
    """Entries in their shape."""
    names = reads.names(sitting)
    return [_shaped(sitting, each, names) for each in found]


def _shaped(sitting: Sitting, each: EntryShown, names: dict[str, str]) -> EntryShape:
    header = each.header
    fact = json.loads(each.body) if each.body is not None else None
    recorded = each.recorded or Recorded(header.index, each.entered, header.party, Withheld())
    return EntryShape(
        entry=header.index,
        entered=each.entered,
        party=header.party,
        audience=list(header.audience),
        seal=header.seal,
        kind=fact.get("kind", "") if fact else "",
        fact=fact,
        sentence=sentence(sitting.alliance, recorded, names),
    )
