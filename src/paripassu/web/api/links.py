"""Links, walked both ways: clause ↔ commitment ↔ decision ↔ entry ↔ check-in and whatever practice there is."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from paripassu.alliance.alliance import Alliance
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import linked, spoken
from paripassu.web.api.callers import seat
from paripassu.web.api.problems import ASKED_PROBLEMS, PROBLEMS
from paripassu.web.api.shapes import Asked, Part, Ref, Shape, kind, page, part, ref

router = Router()


class Things(Part):
    """A part of the things on the record."""

    items: list[Ref]


class AskedThings(Asked):
    """Which things."""

    practice: str = Field("", max_length=40, description="Only those of this practice, such as `commitments`.")


class ClauseRef(Shape):
    """A clause or a principle of the agreement: its id there, its kind and first words, and its page for people."""

    id: str
    kind: str
    title: str
    page: str


class LinksShape(Shape):
    """Everything one step away from an entry.

    `part_of`: the things that the entry speaks of, itself among them where it begins one. `clauses` and `about`: what
    these are about; `from_others`: what is about them; `entries`: the other entries that speak of them.
    """

    entry: int
    part_of: list[Ref]
    clauses: list[ClauseRef]
    about: list[Ref]
    from_others: list[Ref]
    entries: list[int]


class ClauseShape(Shape):
    """A clause or a principle in the newest text that has it: its whole text, and the things that are about it."""

    id: str
    kind: str
    text: str
    version: int
    page: str
    things: list[Ref]


class ClauseList(Shape):
    """All clauses and principles that were ever in force, in the order of the texts."""

    items: list[ClauseRef]


@router.get("/alliances/{slug:slug}/things/", response={200: Things, **ASKED_PROBLEMS}, url_name="things")
def things(request: HttpRequest, slug: str, asked: Query[AskedThings]) -> dict[str, Any]:
    """Everything that can be linked, in the order of the record."""
    sitting = seat(request, slug)
    found = [entry for entry, practice in sitting.alliance.links.things.items() if asked.practice in ("", practice)]
    return part(sitting, found, asked, int, lambda entry: ref(sitting, request, entry))


@router.get("/alliances/{slug:slug}/links/{int:index}/", response={200: LinksShape, **PROBLEMS}, url_name="links")
def links(request: HttpRequest, slug: str, index: int) -> LinksShape:
    """What an entry is linked with: the way from it, and the way to it."""
    sitting = seat(request, slug)
    if index >= sitting.alliance.size:
        raise NotHere(index)
    own, state = _part_of(sitting, index), sitting.alliance.links
    clauses = {id_ for thing in own for id_ in state.clauses.get(thing, ())}
    entries = {entry for thing in own for entry in spoken.entries(sitting, thing)} - {index}
    return LinksShape(
        entry=index,
        part_of=_refs(sitting, request, own),
        clauses=[_clause_ref(sitting, request, id_) for id_ in sorted(clauses)],
        about=_refs(sitting, request, {other for thing in own for other in state.about.get(thing, ())}),
        from_others=_refs(sitting, request, {other for thing in own for other in state.back.get(thing, ())}),
        entries=sorted(entries),
    )


def _refs(sitting: Sitting, request: HttpRequest, found: Iterable[int]) -> list[Ref]:
    return [ref(sitting, request, entry) for entry in sorted(found)]


def _part_of(sitting: Sitting, index: int) -> set[int]:
    """The things that an entry begins or speaks of, as far as the caller may see it."""
    [shown] = reads.entries(sitting, index, index + 1)
    return set(spoken.things(sitting, shown.recorded)) if shown.recorded is not None else set()


# --- clauses and principles ---


@router.get("/alliances/{slug:slug}/clauses/", response={200: ClauseList, **PROBLEMS}, url_name="clauses")
def clauses(request: HttpRequest, slug: str) -> dict[str, Any]:
    """The clauses and principles of all texts that came into force."""
    sitting = seat(request, slug)
    return {"items": [_clause_ref(sitting, request, id_) for id_ in _texts(sitting.alliance)]}


@router.get("/alliances/{slug:slug}/clauses/{id}/", response={200: ClauseShape, **PROBLEMS}, url_name="clause")
def clause(request: HttpRequest, slug: str, id: str) -> ClauseShape:  # noqa: A002 (as the agreement calls it)
    """A clause or a principle with everything that is about it."""
    sitting = seat(request, slug)
    found = _texts(sitting.alliance)
    if id not in found:
        raise NotHere(id)
    (version, text), known = found[id], _clause_ref(sitting, request, id)
    return ClauseShape(
        id=id,
        kind=known.kind,
        text=text,
        version=version,
        page=known.page,
        things=_refs(sitting, request, sitting.alliance.links.of_clause(id)),
    )


def _texts(alliance: Alliance) -> dict[str, tuple[int, str]]:
    """By id: the newest version that has it, and its text there."""
    found: dict[str, tuple[int, str]] = {}
    for version in alliance.agreement.versions:
        texts = [(each.id, each.text) for each in version.terms.clauses]
        texts += [(each.id, each.text) for each in version.terms.principles]
        found |= {id_: (version.number, text) for id_, text in texts if id_}
    return found


def _clause_ref(sitting: Sitting, request: HttpRequest, id_: str) -> ClauseRef:
    found = linked.clause(sitting, id_)
    word = kind(found).removesuffix(f" {id_}")
    return ClauseRef(id=id_, kind=word, title=found.title, page=page(request, found.url))
