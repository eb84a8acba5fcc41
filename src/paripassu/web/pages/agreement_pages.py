"""A page of a PDF as it is in the file, with the place that led there marked on it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from paripassu.keeper import attachments
from paripassu.keeper.access import Sitting
from paripassu.reading.document import Document
from paripassu.reading.media import PDF
from paripassu.reading.pictured import pictured
from paripassu.web.pages.agreement_document import asked_place, read_document
from paripassu.web.seated import seated


@require_safe
@seated
def page(request: HttpRequest, sitting: Sitting, digest: str, number: int) -> HttpResponse:
    """The page with the way to the ones around it; `?at=` is the place to mark."""
    document = _document(sitting, digest, number)
    place = asked_place(request)
    context = {
        "document": document,
        "digest": digest,
        "number": number,
        "at": f"{place[0]}-{place[1]}" if place else "",
        "words": document.words(*place) if place else "",
        "around": [n for n in (number - 1, number + 1) if 0 < n <= document.pages],
    }
    return render(request, "agreement/page.html", context)


@require_safe
@seated
def picture(request: HttpRequest, sitting: Sitting, digest: str, number: int) -> HttpResponse:
    """The page as a picture."""
    document = _document(sitting, digest, number)
    place = asked_place(request)
    _row, content = attachments.attachment(sitting, digest)
    words = document.words(*place) if place and document.page_at(place[0]) == number else ""
    return HttpResponse(pictured(content, number, words), content_type="image/png")


def _document(sitting: Sitting, digest: str, number: int) -> Document:
    document = read_document(sitting, digest).document
    if document.media != PDF or not 0 < number <= document.pages:
        raise Http404
    return document


alliance = [
    path("agreement/document/<slug:digest>/page/<int:number>/", page, name="agreement_page"),
    path("agreement/document/<slug:digest>/page/<int:number>/picture/", picture, name="agreement_picture"),
]
