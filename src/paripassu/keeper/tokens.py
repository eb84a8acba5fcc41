"""Personal access tokens: by one of them a program reads what its person may see, for a time, and nothing more.

The secret is shown once and kept nowhere; what is kept is its digest. A token ends on its day, when it is revoked, and
with the account. What it opens is decided anew at every request, by the seats that its person has then.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from paripassu.alliance.facts import worded
from paripassu.alliance.refusals import Refused
from paripassu.keeper.access import NotHere
from paripassu.keeper.models import AccessToken, Account
from paripassu.record import record

PREFIX = "paripassu_"
"""How every secret begins, so that programs that look for leaked secrets know one when they see it."""

DAYS = (30, 90, 365)
"""For so many days a token can be made."""

MOST = 20
"""Tokens one person may have at a time."""

NAME_LIMIT = 80
SEEN_EVERY = timedelta(minutes=5)
"""The last use is known to so much: not every request writes to the table."""


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def held(account: Account) -> list[AccessToken]:
    """The tokens of a person that are not over, oldest first."""
    return list(AccessToken.objects.filter(account=account, expires__gt=record.now()).order_by("made", "pk"))


def make(account: Account, *, name: str, days: int) -> tuple[AccessToken, str]:
    """A new token and its secret, which is shown once. Refused without a name, for other days, or when there are many.

    Tokens that are over are forgotten on the way.
    """
    worded(name, "the name of the token", limit=NAME_LIMIT)
    if days not in DAYS:
        raise Refused("days_unknown", "Choose for how many days: {days}.", days=", ".join(map(str, DAYS)))
    now = record.now()
    AccessToken.objects.filter(account=account, expires__lte=now).delete()
    if len(held(account)) >= MOST:
        raise Refused("too_many_tokens", "You have {most} tokens already. Revoke one that nothing uses.", most=MOST)
    secret = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        account=account, name=name.strip(), token_digest=_digest(secret), made=now, expires=now + timedelta(days=days)
    )
    return token, secret


def revoke(account: Account, number: int) -> AccessToken:
    """End a token of one's own at once. Refused when there is none of this number any more."""
    token = AccessToken.objects.filter(account=account, pk=number).first()
    if token is None:
        raise Refused("token_gone", "This token is gone already: nobody reads with it any more.")
    token.delete()
    token.pk = number
    return token


def account_of(secret: str) -> Account:
    """The person who made this token. NotHere when it was never made, was revoked or is over, or the account closed."""
    now = record.now()
    found = AccessToken.objects.select_related("account").filter(token_digest=_digest(secret), expires__gt=now).first()
    if found is None or not found.account.is_active:
        raise NotHere("token")
    _seen(found, now)
    return found.account


def _seen(token: AccessToken, now: datetime) -> None:
    if token.used is None or now - token.used >= SEEN_EVERY:
        AccessToken.objects.filter(pk=token.pk).update(used=now)
