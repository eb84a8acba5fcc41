"""Who may see an alliance: the function that fetches is the function that decides."""

import re
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from paripassu.alliance.alliance import Alliance, Recorded, audience
from paripassu.alliance.parties import Party, Seat
from paripassu.alliance.parties.membership import standing, still_needed
from paripassu.keeper import records
from paripassu.keeper.models import Account
from paripassu.record import record

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a name of an alliance in addresses looks like; it is that of a file too, so nothing else is looked for."""


class NotHere(Exception):
    """There is no such thing for this person. Whether it exists for others is not said."""


class StillCandidate(NotHere):
    """The person sits for a candidate: until it has signed, there is only the text on the table for them."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person in an alliance: where they sit, and the state of it as everybody in it may see."""

    slug: str
    account: Account
    seat: Seat
    kept: records.Kept

    @property
    def alliance(self) -> Alliance:
        """The state of what is joint."""
        return self.kept.alliance

    @property
    def person(self) -> str:
        """The opaque id of the person."""
        return self.account.person

    @property
    def party(self) -> Party:
        """The party that the person sits for."""
        return self.alliance.parties.by_id[self.seat.party]

    @property
    def private(self) -> tuple[Recorded, ...]:
        """The facts that this party may see and not everybody."""
        return tuple(r for r in self.kept.private if self.seat.party in audience(r.fact, r.party))


def sitting(account: Account | AnonymousUser, slug: str, *, candidate: bool = False) -> Sitting:
    """The alliance under this name for this person. NotHere for who has no seat in it, or whose party has left it.

    A party that has left is let in where the alliance has to be closed with it, because too few are left without it.
    People of a candidate are let in only where a page says that it is made for them (`candidate`).
    """
    if not isinstance(account, Account) or not account.is_active:
        raise NotHere(slug)
    if not SLUG.fullmatch(slug) or not records.exists(slug):
        raise NotHere(slug)
    kept = records.current(slug)
    seat = kept.alliance.parties.seats.get(account.person)
    if seat is None or seat.until is not None:
        raise NotHere(slug)
    stands = standing(kept.alliance, seat.party, record.now())
    if stands == "left" and not still_needed(kept.alliance, seat.party, record.now()):
        raise NotHere(slug)
    if stands == "candidate" and not candidate:
        raise StillCandidate(slug)
    return Sitting(slug, account, seat, kept)
