"""The only place where a refusal, a break or a missing page becomes an HTTP answer."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from inspect import signature
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere
from paripassu.keeper.models import Account

View = Callable[..., HttpResponseBase]
Answer = TypeVar("Answer", bound=HttpResponseBase)


def status(refusal: Refused) -> HTTPStatus:
    """409 when somebody wrote first, otherwise 422: understood, and not allowed."""
    return HTTPStatus.CONFLICT if isinstance(refusal, RecordMoved) else HTTPStatus.UNPROCESSABLE_ENTITY


def shows_again(view: Callable[..., Answer], page: View | None = None) -> Callable[..., Answer]:
    """The view, but when an act in it is refused, its page (`page`, or the view itself as for a GET) is shown again.

    The page has `refused` in its context, and `typed(…)` gives back what the person had typed. Of the names in the
    address the page gets those that it takes.
    """
    again = cast("Callable[..., Answer]", page or view)
    taken = signature(again).parameters

    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        return again(request, *args, **{name: kwargs[name] for name in kwargs if name in taken})

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> Answer:
        if page is not None and request.method != "POST":
            return shown(request, *args, **kwargs)
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            if request.method != "POST":
                raise
            request.refused = refusal  # type: ignore[attr-defined]
            len(request.POST)  # read now: of what says it is a GET Django reads no form
            request.method = "GET"
            response = shown(request, *args, **kwargs)
            response.status_code = status(refusal)
            return response

    return answered


class Answers:
    """Middleware: the answer when a view let a refusal, a break or NotHere through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django asks this for every exception of a view; None: not one of ours."""
        match exception:
            case Refused():
                request.refused = exception  # type: ignore[attr-defined]
                return render(request, "errors/refused.html", status=status(exception))
            case Broken():
                return _broken(request, exception)
            case NotHere():
                return missing(request, exception)
        return None


def _broken(request: HttpRequest, broken: Broken) -> HttpResponse:
    """The evidence, for those who sit in that alliance. To others it does not exist, broken or not."""
    if not _seated(request.user, request):
        return missing(request, Http404())
    evidence = {name: _written(value) for name, value in broken.evidence.items()}
    context = {"broken": broken, "evidence": evidence}
    return render(request, "errors/broken.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)


def as_problem(request: HttpRequest, error: Refused | Broken | NotHere) -> tuple[HTTPStatus, str, str]:
    """The same for a program: the status, a stable code and a sentence. `request.auth` is who asks."""
    match error:
        case Refused():
            return status(error), error.code, str(error)
        case Broken() if _seated(getattr(request, "auth", None), request):
            return HTTPStatus.SERVICE_UNAVAILABLE, "broken", str(error)
        case _:
            return HTTPStatus.NOT_FOUND, "not_here", "There is nothing here, or nothing for you."


def _seated(account: object, request: HttpRequest) -> bool:
    """Whether somebody sits in the alliance of the address, as far as the list of seats says."""
    slug = request.resolver_match.kwargs.get("slug", "") if request.resolver_match else ""
    return isinstance(account, Account) and slug in {summary.slug for summary in reads.alliances(account)}


def _written(value: object) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


# --- pages for what is no refusal ---


def _page(request: HttpRequest, name: str, status: HTTPStatus) -> HttpResponse:
    return render(request, f"errors/{name}.html", status=status)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself cannot be read."""
    return _page(request, "unreadable", HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: not for this person."""
    return _page(request, "forbidden", HTTPStatus.FORBIDDEN)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing for this person; which of the two is not said."""
    return _page(request, "missing", HTTPStatus.NOT_FOUND)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: a rate limit."""
    return _page(request, "too_many", HTTPStatus.TOO_MANY_REQUESTS)


def failed(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours."""
    return _page(request, "failed", HTTPStatus.INTERNAL_SERVER_ERROR)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without a valid token: it was open too long, or it did not come from here."""
    return _page(request, "stale_form", HTTPStatus.FORBIDDEN)
