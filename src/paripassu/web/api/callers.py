"""Who calls: a person with a session in the browser, or a program with an access token of theirs; and how often."""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import BaseThrottle

from paripassu.keeper import tokens
from paripassu.keeper.access import NotHere, Sitting, sitting
from paripassu.keeper.models import Account

RATES = {"token": "20/m/ip", "api": "300/m/key"}
"""Wrong tokens of one origin, and requests of one person, until they wait. They are counted as for the pages."""


class Token(HttpBearer):
    """A personal access token."""

    openapi_bearerFormat = "paripassu_…"  # noqa: N815 (ninja takes the names of OpenAPI from here)

    def authenticate(self, request: HttpRequest, token: str) -> Account | None:
        """The person who made it; after too many wrong ones it is not even looked up."""
        if not _counted(request, "token", dry_run=True):
            raise Throttled(wait=60)
        try:
            return tokens.account_of(token)
        except NotHere:
            _counted(request, "token")
            return None


class Session(SessionAuth):
    """The session of the browser. Reading changes nothing, so that no token of a form is asked for."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Account | None:
        """The person who has signed in."""
        return request.user if isinstance(request.user, Account) else None


class PerPerson(BaseThrottle):
    """So many requests a minute for a person, by whatever token."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether this one may pass; it is counted."""
        return bool(_counted(request, "api", key=caller(request).person))

    def wait(self) -> float:
        """Seconds after which all that was counted is over."""
        return 60


def _counted(request: HttpRequest, action: str, *, key: str | None = None, dry_run: bool = False) -> Any:
    return consume(request, app="paripassu", action=action, config=RATES, key=key, dry_run=dry_run, limit_get=True)


def caller(request: HttpRequest) -> Account:
    """The account behind a request that was let in."""
    account = request.auth  # type: ignore[attr-defined]
    assert isinstance(account, Account)
    return account


def seat(request: HttpRequest, slug: str) -> Sitting:
    """The caller in an alliance. NotHere for who has no seat in it, as on its pages."""
    return sitting(caller(request), slug)
