"""The document that a text was written from: its words with a place marked, and the file itself to take along."""

import re
from collections.abc import Iterable
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
from paripassu.reading.draft import Draft
from paripassu.web.seated import seated

draft_of = msgspec.msgpack.Decoder(Draft).decode


class Mark(NamedTuple):
    """A stretch of the text that is marked, under the id by which links find it."""

    start: int
    end: int
    id: str


class Paragraph(NamedTuple):
    """A block of the document in pieces of text and id of a mark (empty: none); `page` where one begins, or 0."""

    kind: str
    page: int
    pieces: list[tuple[str, str]]


def paragraphs(document: Document, start: int, end: int, marks: Iterable[Mark] = ()) -> list[Paragraph]:
    """The blocks that reach into `start` to `end`, with what is marked in them. Marks do not overlap."""
    ordered = sorted(marks)
    found: list[Paragraph] = []
    page = 0
    for block in document.blocks:
        if block.end <= start or block.start >= end:
            continue
        inside = [mark for mark in ordered if mark.start < block.end and mark.end > block.start]
        pieces = _pieces(document.text, block.start, block.end, inside)
        found.append(Paragraph(block.kind, block.page if block.page != page and document.pages > 1 else 0, pieces))
        page = block.page
    return found


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> list[tuple[str, str]]:
    """A mark that goes on from an earlier block has lost its id there: an id stands once on a page."""
    pieces: list[tuple[str, str]] = []
    at = start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.end, end)
        pieces += [(text[at:first], ""), (text[first:last], mark.id if mark.start >= start else "on")]
        at = last
    return [piece for piece in [*pieces, (text[at:end], "")] if piece[0]]


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
    """The places in documents of clauses by their ids, each in the newest text that has it."""
    texts = [version.terms for version in reversed(sitting.alliance.agreement.versions)]
    found = []
    for id_ in clauses:
        held = ((terms.document, each) for terms in texts for each in terms.clauses if each.id == id_)
        source, clause = next(held, (None, None))
        if source and clause and clause.source:
            place = f"?at={clause.source.start}-{clause.source.end}#here"
            href = reverse("agreement_document", args=[sitting.slug, source.digest]) + place
            found.append(Origin(id_, clause.source.page, href))
    return found


@require_safe
@seated
def document(request: HttpRequest, sitting: Sitting, digest: str) -> HttpResponse:
    """The words of a document that the reader may see, with the place `?at=` marked."""
    text = _document(sitting, digest)
    place = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", request.GET.get("at", ""))
    marks = [Mark(int(place[1]), int(place[2]), "here")] if place else []
    context = {"document": text, "digest": digest, "paragraphs": paragraphs(text, 0, len(text.text) + 1, marks)}
    return render(request, "agreement/document.html", context)


def _document(sitting: Sitting, digest: str) -> Document:
    """What was read from it; read anew where nobody here had it read, on a record that came from elsewhere."""
    try:
        return draft_of(bytes(workings.reading_named(sitting, digest).draft)).document
    except NotHere:
        row, content = attachments.attachment(sitting, digest)
        return read_apart(row.name, content, row.name).document


alliance = [
    path("agreement/document/<slug:digest>/", document, name="agreement_document"),
]
