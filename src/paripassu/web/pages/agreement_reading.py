"""The review of a document: every sentence that binds somebody and every term, kept, edited or dropped by a person.

What is kept stands in the party's working text at once, so that nothing is lost when the page is left; what nobody has
kept does not.
"""

import math
from functools import reduce
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from paripassu.alliance.parties import partnering
from paripassu.keeper import workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import ReadDocument
from paripassu.reading import limits
from paripassu.web import wording
from paripassu.web.pages.agreement_document import draft_of, joined, links, paragraphs, printed
from paripassu.web.pages.agreement_items import Item, dropped, items_of, kept, missing_of, section_of_item
from paripassu.web.pages.agreement_upload import taken
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

PER_PAGE = 25
FILTERS = ("party", "kind", "state")


@seated
def reading(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The document on one side, what was found in it on the other; a document that is sent is read first."""
    if request.method == "POST":
        return taken(request, sitting)
    row = workings.reading_of(sitting)
    if row is None or request.GET.get("another"):
        context = {"most": limits.MOST_BYTES // 2**20, "writes": sitting.party.kind == "partner", "before": row}
        return render(request, "agreement/upload.html", context)
    return render(request, "agreement/reading.html", _context(request, sitting, row))


def _context(request: HttpRequest, sitting: Sitting, row: ReadDocument) -> dict[str, Any]:
    draft, review = draft_of(bytes(row.draft)), workings.review(row)
    working = workings.working(sitting)
    items = items_of(draft, review, working.terms if working else None)
    asked = {name: request.GET.get(name, "") for name in FILTERS}
    shown = [item for item in items if item.fits(**asked)]
    page, pages = _page(request, shown)
    here = shown[(page - 1) * PER_PAGE : page * PER_PAGE]
    after = shown[page * PER_PAGE].place.start if page < pages else len(draft.document.text) + 1
    marks, held = joined((item.place.start, item.place.end, f"at-{item.id}") for item in here)
    start = here[0].place.start if page > 1 else 0
    leading = links(draft, reverse("agreement_document", args=[sitting.slug, row.digest]))
    return {
        "words": wording,
        "row": row,
        "working": working,
        "items": here,
        "held": held,
        "paragraphs": paragraphs(draft.document, start, after, marks, leading),
        "document": draft.document,
        "printed": printed(sitting, draft.document),
        "asked": asked,
        "undo": _undo(request, items),
        "at": request.GET.get("at", ""),
        "query": "".join(f"&{urlencode({name: value})}" for name, value in asked.items() if value),
        "page": page,
        "pages": pages,
        "count": len(shown),
        "open": [item for item in shown if item.state == "open"],
        "offered": [item for item in here if item.offered],
        "states": {f"at-{item.id}": item.state for item in here},
        "decided": sum(item.state != "open" for item in items),
        "total": len(items),
        "asked_open": sum(item.state == "open" and item.asked for item in items),
        "missing": missing_of(draft, working.terms if working else None),
        "found": [(place, party, review.parties.get(party.name, "")) for place, party in enumerate(draft.parties)],
        "partners": sitting.alliance.parties.partners,
        "writes": sitting.party.kind == "partner",
    }


def _page(request: HttpRequest, shown: list[Item]) -> tuple[int, int]:
    """The page asked for, by its number or by an item on it, else the one with the first open item; and how many."""
    pages = max(1, math.ceil(len(shown) / PER_PAGE))
    number, at = request.GET.get("page", ""), request.GET.get("at", "")
    if number.isdecimal() and len(number) < 6:
        return min(max(1, int(number)), pages), pages
    found = (place for place, item in enumerate(shown) if (item.id == at if at else item.state == "open"))
    return next(found, 0) // PER_PAGE + 1, pages


def _undo(request: HttpRequest, items: list[Item]) -> list[Item]:
    """What was decided last, by the ids in the address; only what is still decided."""
    ids = request.GET.get("did", "").split(",")
    return [item for item in items if item.id in ids and item.state != "open"]


# --- decisions ---


@seated(page=reading)
def decide(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Keep, edit, drop or reopen items by their ids; on to the next that is open."""
    partnering(sitting.alliance, sitting.person)
    row = workings.reading_of(sitting)
    if row is None:
        raise Http404
    asked = {name: request.POST.get(name, "") for name in FILTERS}
    act, _colon, ids = request.POST.get("do", "").partition(":")
    items = _items(sitting, row)
    chosen = [item for item in items if item.id in ids.split(",")]
    if not chosen or len(chosen) != len(ids.split(",")) or act not in ("keep", "edit", "drop", "reopen"):
        raise Http404
    if act == "edit":
        return _edited(sitting, row, chosen[0])
    _keep(sitting, row, chosen) if act == "keep" else _drop(sitting, row, chosen, back=act == "reopen")
    if act == "reopen":
        return _on(sitting, asked, chosen[0].id)
    undone = ",".join(item.id for item in chosen if not item.now)
    shown = [item for item in items if item.fits(**asked) and item not in chosen[1:]]
    return _on(sitting, {**asked, "did": undone}, _next_open(shown, chosen[0]))


def _items(sitting: Sitting, row: ReadDocument) -> list[Item]:
    working = workings.working(sitting)
    return items_of(draft_of(bytes(row.draft)), workings.review(row), working.terms if working else None)


def _keep(sitting: Sitting, row: ReadDocument, items: list[Item]) -> None:
    draft, who = draft_of(bytes(row.draft)), workings.review(row).parties
    workings.change(sitting, lambda terms: kept(terms, draft, who, items))
    workings.put_aside(row, frozenset(item.id for item in items), back=True)


def _drop(sitting: Sitting, row: ReadDocument, items: list[Item], *, back: bool) -> None:
    draft, who = draft_of(bytes(row.draft)), workings.review(row).parties
    if held := [item for item in items if item.state == "kept"]:
        workings.change(sitting, lambda terms: reduce(lambda text, item: dropped(text, draft, who, item), held, terms))
    workings.put_aside(row, frozenset(item.id for item in items), back=back)


def _edited(sitting: Sitting, row: ReadDocument, item: Item) -> HttpResponse:
    """Open the form of an item; a sentence is kept first, so that there is something to edit."""
    if item.field:
        workings.word_by_hand(row, item.id)
        section = section_of_item(item)
        return redirect(reverse("agreement_section", args=[sitting.slug, section]) + f"?from={item.id}")
    if item.state != "kept":
        _keep(sitting, row, [item])
    clause = next(each.clause for each in _items(sitting, row) if each.id == item.id)
    return redirect(reverse("agreement_item", args=[sitting.slug, "clauses", clause]) + f"?from={item.id}")


def _next_open(shown: list[Item], chosen: Item) -> str:
    """The next open item after this one, or before it, or itself when none is open."""
    place = next((place for place, item in enumerate(shown) if item.id == chosen.id), 0)
    around = [*shown[place + 1 :], *shown[:place]]
    return next((item.id for item in around if item.state == "open"), chosen.id)


def _on(sitting: Sitting, asked: dict[str, str], at: str) -> HttpResponse:
    query = urlencode({name: value for name, value in {**asked, "at": at}.items() if value})
    return redirect(reverse("agreement_reading", args=[sitting.slug]) + f"?{query}#{at}")


@seated(page=reading)
def who(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say which party each name in the document is."""
    partnering(sitting.alliance, sitting.person)
    row = workings.reading_of(sitting)
    if row is None:
        raise Http404
    typed = Typed(request)
    known = ("", *sitting.alliance.parties.partners)
    found = draft_of(bytes(row.draft)).parties
    chosen = {party.name: typed.choice(f"who-{place}", party.name, known) for place, party in enumerate(found)}
    typed.check()
    workings.name_parties(row, {name: id_ for name, id_ in chosen.items() if id_})
    messages.success(request, _("Saved. It holds for what you keep from now on."))
    return redirect("agreement_reading", sitting.slug)


alliance = [
    path("agreement/reading/", reading, name="agreement_reading"),
    path("agreement/reading/decide/", decide, name="agreement_decide"),
    path("agreement/reading/who/", who, name="agreement_who"),
]
