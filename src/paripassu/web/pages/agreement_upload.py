"""A document for an alliance that exists: it is read, and what the text had from an earlier one is looked for in it."""

from collections.abc import Mapping
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from msgspec.structs import replace

from paripassu.alliance.agreement import open_for_wording
from paripassu.alliance.agreement.terms import SourceDocument, Terms
from paripassu.alliance.parties import partnering
from paripassu.keeper import workings
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.models import ReadDocument
from paripassu.keeper.workings import Review
from paripassu.reading.draft import Draft
from paripassu.reading.found_again import dropped_again, placed_again
from paripassu.reading.proposal import matched
from paripassu.web.pages.agreement_document import draft_of
from paripassu.web.pages.agreement_text import beginning
from paripassu.web.pages.new import read_upload, take_document


class Earlier(NamedTuple):
    """The document that a text was written from, as it was read and reviewed."""

    draft: Draft
    review: Review


def taken(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Read what was sent and lead to its review. Nothing of it is in the text before somebody keeps it."""
    partnering(sitting.alliance, sitting.person)
    if workings.working(sitting) is None:
        open_for_wording(sitting.alliance, sitting.seat.party)
    row = read_upload(sitting.account, request.FILES.get("document"))
    working = workings.working(sitting) or workings.keep(sitting, beginning(sitting), edition=0)
    before = _earlier(sitting, working.terms)
    take_document(sitting, row)
    draft = draft_of(bytes(row.draft))
    workings.name_parties(row, _who(sitting, draft, before))
    if before:
        workings.put_aside(row, dropped_again(before.draft, before.review.dropped, draft))
    now = workings.change(sitting, lambda terms: _of_document(terms, before, draft)).terms
    messages.success(request, _told(row, working.terms, now))
    return redirect("agreement_reading", sitting.slug)


def _earlier(sitting: Sitting, terms: Terms) -> Earlier | None:
    """The document of the text, unless it is none or was read by nobody here. What others put aside is their own."""
    if terms.document is None:
        return None
    own = workings.reading_of(sitting)
    if own and own.digest == terms.document.digest:
        return Earlier(draft_of(bytes(own.draft)), workings.review(own))
    try:
        row = workings.reading_named(sitting, terms.document.digest)
    except NotHere:
        return None
    return Earlier(draft_of(bytes(row.draft)), Review())


def _who(sitting: Sitting, draft: Draft, before: Earlier | None) -> Mapping[str, str]:
    """Which party each name is: as somebody said before, else by the name it bears."""
    named = sitting.alliance.parties
    found = matched(draft, {id_: named.name(id_) for id_ in named.partners})
    said = before.review.parties if before else {}
    names = {party.name for party in draft.parties}
    return {**found, **{name: id_ for name, id_ in said.items() if name in names}}


def _of_document(terms: Terms, before: Earlier | None, draft: Draft) -> Terms:
    """The text as one of this document: each clause with its place in it, or without one."""
    document = SourceDocument(draft.document.name, draft.document.digest)
    if terms.document and terms.document.digest == document.digest:
        return terms
    clauses = placed_again(terms.clauses, before.draft.document if before else None, draft)
    return replace(terms, document=document, clauses=clauses)


def _told(row: ReadDocument, before: Terms, now: Terms) -> str:
    """What came of it, for the reader: how many clauses of the text stand in the document too."""
    had = sum(clause.source is not None for clause in before.clauses)
    lost = had - sum(clause.source is not None for clause in now.clauses)
    read = _("%s is read. Go through what was found in it.") % row.name
    if not had:
        return read
    if not lost:
        return f"{read} " + _("Every clause your text had from a document stands in this one too.")
    left = ngettext(
        "%d clause of your text does not stand in it word for word: its words are kept, without a place.",
        "%d clauses of your text do not stand in it word for word: their words are kept, without a place.",
        lost,
    )
    return f"{read} " + left % lost
