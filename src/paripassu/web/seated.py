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
from typing import Any, overload

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from paripassu.keeper.access import sitting
from paripassu.web.refusals import shows_again

View = Callable[..., HttpResponse]


@overload
def seated(view: View) -> View: ...


@overload
def seated(*, page: View) -> Callable[[View], View]: ...


def seated(view: View | None = None, *, page: View | None = None) -> View | Callable[[View], View]:
    """The view for people who sit in the alliance `slug` of the address; it gets their `Sitting` in its place.

    With `page` it gets POSTs only, and `page` is shown when an act is refused, and to anybody who comes back to the
    address of the act, after signing in again for example.
    """
    if view is None:
        return lambda acting: _seated(acting, page)
    return _seated(view, None)


def _seated(view: View, page: View | None) -> View:
    @wraps(view)
    @login_required
    def answered(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
        place = sitting(request.user, slug)
        request.sitting = place  # type: ignore[attr-defined]
        return inner(request, place, **kwargs)

    inner = shows_again(view, getattr(page, "inner", None))
    answered.inner = view  # type: ignore[attr-defined]
    return answered
