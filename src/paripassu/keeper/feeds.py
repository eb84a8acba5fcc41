"""Private addresses by which a calendar program reads what a person may see, without signing in.

Only the digest of the address is kept: it is shown once. It sees what its person sees, and nothing once they have left
their seat; renewing it, or ending it, makes the one before lead nowhere.
"""

import secrets
from hashlib import sha256

from paripassu.keeper.access import NotHere, Sitting, sitting
from paripassu.keeper.models import CalendarFeed

TOKEN_BYTES = 24


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def has_feed(sitting: Sitting) -> bool:
    """Whether this person has a private address for this alliance."""
    return CalendarFeed.objects.filter(alliance_id=sitting.slug, account=sitting.account).exists()


def renewed(sitting: Sitting) -> str:
    """A fresh token for this person and alliance; the one before leads nowhere from now on."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(
        alliance_id=sitting.slug, account=sitting.account, defaults={"token_digest": _digest(token)}
    )
    return token


def ended(sitting: Sitting) -> None:
    """Take the private address of this person for this alliance away."""
    CalendarFeed.objects.filter(alliance_id=sitting.slug, account=sitting.account).delete()


def sitting_of(token: str) -> Sitting:
    """The seat of the person to whom a token belongs. NotHere when it belongs to nobody, or they have no seat now."""
    feed = CalendarFeed.objects.select_related("account").filter(token_digest=_digest(token)).first()
    if feed is None:
        raise NotHere("feed")
    return sitting(feed.account, feed.alliance_id)
