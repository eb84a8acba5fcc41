"""Pages that know nobody: no session, no sign-in, and guesses counted in memory under a key that dies with the process.

Rate limits elsewhere are counted in the database under the address of whoever asks. Here that would be a list of who
raised a concern: so each process counts by itself, by a keyed digest, and forgets within the hour.
"""

import hmac
import secrets
import time
from collections import deque
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from paripassu.alliance.alliance import Alliance
from paripassu.keeper import records
from paripassu.keeper.access import SLUG, NotHere

_KEY = secrets.token_bytes(32)
MOST_ORIGINS = 10_000
"""Origins counted at a time by one process; the oldest is forgotten for a new one."""


class Slowly:
    """Counts what one origin does, to `most` within `seconds`."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.seconds, self.clock = most, seconds, clock
        self._done: dict[bytes, deque[float]] = {}
        self._lock = Lock()

    def full(self, request: HttpRequest) -> bool:
        """Whether this origin has to wait."""
        with self._lock:
            self._forget()
            return len(self._done.get(_origin(request), ())) >= self.most

    def count(self, request: HttpRequest) -> None:
        """Count one."""
        with self._lock:
            self._forget()
            while len(self._done) >= MOST_ORIGINS:
                del self._done[next(iter(self._done))]
            self._done.setdefault(_origin(request), deque(maxlen=self.most)).append(self.clock())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._done.clear()

    def _forget(self) -> None:
        before = self.clock() - self.seconds
        for origin, moments in list(self._done.items()):
            while moments and moments[0] <= before:
                moments.popleft()
            if not moments:
                del self._done[origin]


WRONG_RECEIPTS = Slowly(10, 600)
RAISED = Slowly(5, 3600)
ENCLOSED = Slowly(10, 600)


PASSPHRASES = {"passphrase": "5/5m/user"}


def tried(request: HttpRequest, *, dry_run: bool = False) -> Any:
    """Whether whoever is signed in may try another passphrase; counted, but for a dry run."""
    return consume(
        request, app="paripassu", action="passphrase", config=PASSPHRASES, dry_run=dry_run, user=request.user
    )


def _origin(request: HttpRequest) -> bytes:
    return hmac.digest(_KEY, get_adapter().get_client_ip(request).encode(), "sha256")


def speaking_address(slug: str, alliance: Alliance) -> str:
    """The address at which concerns are raised without signing in: the same for everybody, another with each list."""
    return reverse("speak", args=[slug, _token(slug, alliance)])


def _token(slug: str, alliance: Alliance) -> str:
    listed = alliance.concerns.listed
    said = f"speak|{slug}|{listed.index if listed else '-'}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, sha256).hexdigest()[:32]


def spoken_to(slug: str, token: str) -> Alliance:
    """The alliance that such an address is about. NotHere for every other address."""
    if not SLUG.fullmatch(slug) or not records.exists(slug):
        raise NotHere(slug)
    alliance = records.current(slug).alliance
    if alliance.concerns.listed is None or not hmac.compare_digest(_token(slug, alliance).encode(), token.encode()):
        raise NotHere(slug)
    return alliance
