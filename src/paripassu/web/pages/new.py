"""A new alliance: from a document that the partners have, or from an empty text; then the organisations are named."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.agreement.terms import PartyTerms, SourceDocument, Terms
from paripassu.alliance.parties import LEAST_PARTNERS, MOST_PARTNERS, NAME_LIMIT, NamedParty
from paripassu.alliance.refusals import Refused
from paripassu.keeper import acts, attachments, workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account, ReadDocument
from paripassu.reading import limits
from paripassu.reading.apart import read_apart
from paripassu.reading.draft import Draft, Found, PartyFound
from paripassu.reading.proposal import FIELDS
from paripassu.reading.sureness import asserted
from paripassu.web import wording
from paripassu.web.entrance import signed_in
from paripassu.web.refusals import shows_again
from paripassu.web.typed import Typed, party_id

EMPTY_ROWS = 2
draft_of = msgspec.msgpack.Decoder(Draft).decode


@login_required
@shows_again
def new(request: HttpRequest) -> HttpResponse:
    """Where to start from. A document that was sent is read, and the organisations come next."""
    if request.method == "POST":
        row = read_upload(signed_in(request), request.FILES.get("document"))
        return redirect("new_from", row.pk)
    return render(request, "new/new.html", {"most": limits.MOST_BYTES // 2**20})


def read_upload(account: Account, upload: "UploadedFile[Any] | None") -> ReadDocument:
    """Read what was sent, in a process apart, and keep the bytes and the draft. Refused when it cannot be read."""
    if upload is None:
        raise Refused("document_missing", "Choose a file first: a PDF, Word, text, Markdown or HTML document.")
    name = (upload.name or "document")[:255]
    if (upload.size or 0) > limits.MOST_BYTES:
        raise limits.too_big(name, upload.size or 0)
    content = upload.read()
    draft = read_apart(name, content, name)
    digest = attachments.stored(content)
    return workings.keep_reading(
        account, name=name, media=draft.document.media, digest=digest, draft=msgspec.msgpack.encode(draft)
    )


# --- the organisations ---


class Row(NamedTuple):
    """A line of the form: the name typed, the party found in the document behind it, whether it is too unsure to be
    asserted, and what the page quotes."""

    number: int
    name: str
    found: PartyFound | None
    asked: bool
    quote: str


@login_required
@shows_again
def new_empty(request: HttpRequest) -> HttpResponse:
    """Name the organisations of an alliance that starts from an empty text."""
    return _named(request, None)


@login_required
@shows_again
def new_from(request: HttpRequest, number: int) -> HttpResponse:
    """Name the organisations of an alliance that starts from a document."""
    return _named(request, workings.reading(signed_in(request), number))


def _named(request: HttpRequest, row: ReadDocument | None) -> HttpResponse:
    draft = draft_of(bytes(row.draft)) if row else None
    if request.method == "POST" and request.POST.get("do") != "more":
        return _founded(request, row, draft)
    context = {
        "rows": _rows(request, draft),
        "row": row,
        "draft": draft,
        "most": MOST_PARTNERS,
        "least": LEAST_PARTNERS,
        "titled": draft.title.value if draft and draft.title else "",
        "sent": request.POST,
        "words": wording,
        "seen": list(_seen(draft)) if draft else [],
        "binding": _binding(draft) if draft else [],
    }
    return render(request, "new/parties.html", context)


def _seen(draft: Draft) -> Iterator[tuple[str, Found | None, bool]]:
    """Each single term by its field, and whether it is too unsure to be asserted."""
    for name, field in FIELDS.items():
        found: Found | None = getattr(draft, name)
        yield field, found, found is not None and not asserted("term", found.confidence)


def _binding(draft: Draft) -> list[tuple[str, int]]:
    """How many sentences bind each party, by name; what binds all alike is last, under no name."""
    names = Counter("" if duty.mutual or duty.party in ("each", "other") else duty.party for duty in draft.duties)
    return sorted(names.items(), key=lambda each: (not each[0], each[0].casefold()))


def _rows(request: HttpRequest, draft: Draft | None) -> list[Row]:
    """A line for each organisation found or typed, and two empty ones."""
    found = draft.parties if draft else ()
    typed = _typed_names(request)
    empty = EMPTY_ROWS if found or typed else EMPTY_ROWS + 1
    count = min(max(len(found), len(typed)) + empty, MOST_PARTNERS)
    return [_row(place, typed, draft) for place in range(count)]


def _row(place: int, typed: list[str], draft: Draft | None) -> Row:
    found = draft.parties[place] if draft and place < len(draft.parties) else None
    name = typed[place] if place < len(typed) else found.name if found and not typed else ""
    asked = found is not None and not asserted("party", found.confidence)
    return Row(place, name, found, asked, _quote(draft, found) if draft and found else "")


def _quote(draft: Draft, found: PartyFound) -> str:
    """The words around the place where a party is named."""
    start, end = max(0, found.place.start - 60), min(len(draft.document.text), found.place.end + 140)
    return f"… {draft.document.words(start, end)} …"


def _typed_names(request: HttpRequest) -> list[str]:
    """What was typed into the lines, as far as the last that is not empty."""
    names = [request.POST.get(f"name-{place}", "").strip() for place in range(MOST_PARTNERS)]
    while names and not names[-1]:
        names.pop()
    return names


def _founded(request: HttpRequest, row: ReadDocument | None, draft: Draft | None) -> HttpResponse:
    """Open the record, and begin the text with what was found."""
    typed = Typed(request)
    name = typed.text("alliance", _("The name of the alliance"), limit=NAME_LIMIT)
    ids = _ids(_typed_names(request))
    mine = typed.choice("mine", _("The organisation you sit for"), {str(place) for place in ids})
    neutral = typed.text("neutral", _("The neutral"), required=False, limit=NAME_LIMIT)
    if len(ids) < LEAST_PARTNERS:
        typed.find("name-1", _("An alliance has at least two organisations. Name the others."))
    typed.check()
    named = [NamedParty(id_, each) for id_, each in ids.values()]
    if neutral:
        named.append(NamedParty(party_id(neutral, {party.id for party in named}), neutral, "neutral"))
    sitting = acts.found(
        signed_in(request), key=typed.key, name=name, party=ids[int(mine)][0], parties_named=sorted(named, key=_id)
    )
    _begin_text(sitting, row, draft, ids)
    messages.success(request, _("%(name)s is open, and you sit in it.") % {"name": name})
    return redirect("agreement_reading" if row else "agreement_text", sitting.slug)


def _id(party: NamedParty) -> str:
    return party.id


def _ids(names: Iterable[str]) -> dict[int, tuple[str, str]]:
    """Short id and name of each organisation by its line; who is named first gets no better id than the others."""
    lines = [(name, place) for place, name in enumerate(names) if name]
    ids: dict[int, tuple[str, str]] = {}
    for name, place in sorted(lines):
        ids[place] = party_id(name, {id_ for id_, _name in ids.values()}), name
    return ids


def _begin_text(
    sitting: Sitting, row: ReadDocument | None, draft: Draft | None, ids: dict[int, tuple[str, str]]
) -> None:
    """The unfinished text, unless the same form was sent before. What was found in a document is in it once kept."""
    if workings.working(sitting) is not None:
        return
    legal = {place: found.name for place, found in enumerate(draft.parties if draft else ())}
    parties = tuple(PartyTerms(id_, legal.get(place, name)) for place, (id_, name) in sorted(ids.items(), key=_of_line))
    terms = Terms(title=sitting.alliance.name, parties=parties, neutrals=sitting.alliance.parties.neutrals)
    if row is not None and draft is not None:
        take_document(sitting, row)
        workings.name_parties(row, {legal[place]: id_ for place, (id_, _name) in ids.items() if place in legal})
        terms = msgspec.structs.replace(terms, document=SourceDocument(row.name, row.digest))
    workings.keep(sitting, terms, edition=0, reason="founding")


def _of_line(item: tuple[int, tuple[str, Any]]) -> str:
    return item[1][0]


def take_document(sitting: Sitting, row: ReadDocument) -> None:
    """Give a document that was read to the alliance: its bytes, and what was found in it."""
    attachments.attach(sitting, name=row.name, media=row.media, content=attachments.content(row.digest))
    workings.give_to(sitting, row)


site = [
    path("new/", new, name="new"),
    path("new/empty/", new_empty, name="new_empty"),
    path("new/<int:number>/", new_from, name="new_from"),
]
