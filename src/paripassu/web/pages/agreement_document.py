"""The document that a text was written from: its words with a place marked, its parts, and the file to take along."""

import bisect
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from paripassu.keeper import attachments, workings
from paripassu.keeper.access import NotHere, Sitting
from paripassu.reading.apart import read_apart
from paripassu.reading.document import Document
from paripassu.reading.draft import Draft, Place
from paripassu.reading.media import PDF
from paripassu.web.seated import seated

DEEPEST = 2
LONGEST_MARK = 60
MOST_PARTS = 400
draft_of = msgspec.msgpack.Decoder(Draft).decode


class Mark(NamedTuple):
    """A stretch of the text that is marked, under the id by which links find it."""

    start: int
    end: int
    id: str


class Link(NamedTuple):
    """A stretch of the text that leads to another part of it."""

    start: int
    end: int
    href: str


class Piece(NamedTuple):
    """Words with the id of their mark and the address they lead to; each is empty where there is none."""

    text: str
    id: str = ""
    href: str = ""


class Paragraph(NamedTuple):
    """A block of the document in pieces; `page` where one begins, or 0."""

    kind: str
    page: int
    pieces: list[Piece]


class Part(NamedTuple):
    """A line of the contents: what it is called, how deep it stands, and the address that opens the document there."""

    name: str
    depth: int
    href: str


def paragraphs(
    document: Document, start: int, end: int, marks: Iterable[Mark] = (), links: Iterable[Link] = ()
) -> list[Paragraph]:
    """The blocks that reach into `start` to `end`, with what is marked in them. Neither marks nor links overlap."""
    ordered, leading = sorted(marks), sorted(links)
    found: list[Paragraph] = []
    page = 0
    for block in document.blocks:
        if block.end <= start or block.start >= end:
            continue
        inside = [mark for mark in ordered if mark.start < block.end and mark.end > block.start]
        leads = leading[_first(leading, block.start) : _first(leading, block.end)]
        pieces = list(_pieces(document.text, block.start, block.end, inside, leads))
        found.append(Paragraph(block.kind, block.page if block.page != page and document.pages > 1 else 0, pieces))
        page = block.page
    return found


def _first(links: list[Link], start: int) -> int:
    return bisect.bisect_left(links, start, key=lambda link: link.start)


def _pieces(text: str, start: int, end: int, marks: list[Mark], links: list[Link]) -> Iterator[Piece]:
    """A mark that goes on from an earlier piece has lost its id there: an id stands once on a page."""
    edges = {place for each in (*marks, *links) for place in each[:2] if start < place < end}
    for first, last in pairwise(sorted({start, end, *edges})):
        mark = next((mark for mark in marks if mark.start <= first < mark.end), None)
        link = next((link for link in links if link.start <= first < link.end), None)
        id_ = "" if mark is None else mark.id if mark.start == first else "on"
        yield Piece(text[first:last], id_, link.href if link else "")


def joined(spans: Iterable[tuple[int, int, str]]) -> tuple[list[Mark], dict[str, str]]:
    """Marks that do not overlap, and for each id of a span the id of the mark that holds it."""
    marks: list[Mark] = []
    held: dict[str, str] = {}
    for start, end, id_ in sorted(spans):
        if marks and start < marks[-1].end:
            marks[-1] = marks[-1]._replace(end=max(end, marks[-1].end))
        else:
            marks.append(Mark(start, end, id_))
        held[id_] = marks[-1].id
    return marks, held


class Origin(NamedTuple):
    """Where a clause stands in the document it was read from: its id, the page, and the address that opens it."""

    clause: str
    page: int
    href: str


def origins(sitting: Sitting, clauses: Iterable[str]) -> list[Origin]:
    """The places in documents of clauses by their ids, each in the newest text that has its place."""
    texts = [version.terms for version in reversed(sitting.alliance.agreement.versions)]
    placed = {
        (each.id, number): (terms.document, each.source)
        for number, terms in enumerate(texts)
        for each in terms.clauses
        if each.source and terms.document
    }
    found = []
    for id_ in clauses:
        newest = next((placed[id_, number] for number in range(len(texts)) if (id_, number) in placed), None)
        if newest:
            source, place = newest
            href = reverse("agreement_document", args=[sitting.slug, source.digest])
            found.append(Origin(id_, place.page, f"{href}?at={place.start}-{place.end}#here"))
    return found


@require_safe
@seated
def document(request: HttpRequest, sitting: Sitting, digest: str) -> HttpResponse:
    """The words of a document that the reader may see, with the place `?at=` marked."""
    draft = read_document(sitting, digest)
    text = draft.document
    place = asked_place(request)
    marks = [Mark(*place, "here")] if place else []
    context = {
        "document": text,
        "digest": digest,
        "parts": list(parts(draft)),
        "paragraphs": paragraphs(text, 0, len(text.text) + 1, marks, links(draft, "")),
        "printed": printed(sitting, text),
        "at": f"?at={place[0]}-{place[1]}" if place else "",
    }
    return render(request, "agreement/document.html", context)


def asked_place(request: HttpRequest) -> tuple[int, int] | None:
    """The place that an address asks for, from and to which character; None when it asks for none."""
    place = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", request.GET.get("at", ""))
    return (int(place[1]), int(place[2])) if place else None


def printed(sitting: Sitting, document: Document) -> dict[int, str]:
    """The address of each page as it is in the file, by its number; none where the file has no pages of its own."""
    if document.media != PDF:
        return {}
    slug, digest = sitting.slug, document.digest
    return {n: reverse("agreement_page", args=[slug, digest, n]) for n in range(1, document.pages + 1)}


def links(draft: Draft, page: str) -> Iterator[Link]:
    """What in a document points to another part of it, with the address that opens it there on `page`."""
    reached = 0
    for one in draft.outline.references:
        if one.to is not None and one.place.start >= reached:
            reached = one.place.end
            yield Link(one.place.start, one.place.end, page + _opened(one.to))


def parts(draft: Draft) -> Iterator[Part]:
    """The contents: sections with a title, annexes and signatures, in the order of the document."""
    outline = draft.outline
    named = [(each.place, f"{each.number} {each.title}", each.depth) for each in outline.sections if each.title]
    named += [(each.place, each.value, 1) for each in outline.exhibits]
    named += [(each.place, " · ".join(filter(None, (each.person, each.party))), 1) for each in outline.signatures]
    for place, name, depth in sorted(named, key=lambda each: each[0].start)[:MOST_PARTS]:
        if depth <= DEEPEST:
            yield Part(name, depth, _opened(place))


def _opened(place: Place) -> str:
    """The address of a place on the page of its document; of a long one its first words are marked."""
    return f"?at={place.start}-{min(place.end, place.start + LONGEST_MARK)}#here"


def read_document(sitting: Sitting, digest: str) -> Draft:
    """What was read from a document that this person may see.

    It is read anew where nobody here had it read, on a record that came from elsewhere.
    """
    try:
        return draft_of(bytes(workings.reading_named(sitting, digest).draft))
    except NotHere:
        row, content = attachments.attachment(sitting, digest)
        return read_apart(row.name, content, row.name)


alliance = [
    path("agreement/document/<slug:digest>/", document, name="agreement_document"),
]
