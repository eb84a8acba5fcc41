"""Addresses that let in whoever knows them are guessed slowly."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponseBase

from paripassu.alliance.refusals import Refused
from paripassu.keeper.access import NotHere
from paripassu.web.refusals import too_many

RATES = {"link": "20/m/ip"}
"""Wrong addresses of one origin until it waits. There are 2¹⁹² of them: nobody finds one, nor needs to try."""


def opened_by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view of such an address: after too many wrong ones it is not even looked up."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not _counted(request, dry_run=True):
            return too_many(request)
        try:
            return view(request, *args, **kwargs)
        except (NotHere, Refused):
            _counted(request)
            raise

    return answered


def _counted(request: HttpRequest, *, dry_run: bool = False) -> Any:
    return consume(request, app="paripassu", action="link", config=RATES, dry_run=dry_run, limit_get=True)
