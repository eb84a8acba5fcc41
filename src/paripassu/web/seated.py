"""How a page of an alliance begins: signed in, seated, and shown again with its input kept when an act is refused.

    @seated
    def ledger(request: HttpRequest, sitting: Sitting) -> HttpResponse:
        return render(request, "ledger/ledger.html", {"postings": ...})

    @seated(page=ledger)
    def confirm(request: HttpRequest, sitting: Sitting) -> HttpResponse: ...

A view that answers both GET and POST needs no `page`. Strangers get the page for what does not exist.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, overload

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from paripassu.keeper.access import StillCandidate, sitting
from paripassu.web.refusals import shows_again

Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[..., HttpResponse]
Page = Callable[..., HttpResponseBase]


@overload
def seated(view: Callable[..., Answer]) -> Callable[..., Answer]: ...


@overload
def seated(*, page: Page) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]: ...


def seated(view: Page | None = None, *, page: Page | None = None) -> Page | Callable[[Page], Page]:
    """The view for people who sit in the alliance `slug` of the address; it gets their `Sitting` in its place.

    With `page` it gets POSTs only, and `page` is shown when an act is refused, and to anybody who comes back to the
    address of the act, after signing in again for example.
    """
    if view is None:
        return lambda acting: _seated(acting, page)
    return _seated(view, None)


def candidate(view: Page, page: Page | None = None) -> Page:
    """As `seated`, and also for people of a candidate: made for the few pages about the text that names it."""
    return _seated(view, page, candidate=True)


def _seated(view: Page, page: Page | None, *, candidate: bool = False) -> Page:
    @wraps(view)
    @login_required
    def answered(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
        try:
            place = sitting(request.user, slug, candidate=candidate)
        except StillCandidate:
            return redirect("joining", slug)
        request.sitting = place  # type: ignore[attr-defined]
        return inner(request, place, **kwargs)

    inner = shows_again(view, getattr(page, "inner", None))
    answered.inner = view  # type: ignore[attr-defined]
    return answered
