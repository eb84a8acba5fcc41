"""Every write to a record, by one path: state, rule, append if the record has not moved, signed head, summary."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction

from paripassu.alliance import alliance, parties
from paripassu.alliance.alliance import Alliance, Fact, Recorded, advance, audience
from paripassu.alliance.parties import NamedParty, Role
from paripassu.alliance.refusals import RecordMoved, Refused
from paripassu.alliance.seals import OpenedEntry
from paripassu.keeper import records, summaries
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account, AllianceSummary
from paripassu.record.journal import not_written
from paripassu.record.record import now as this_moment

Act = Callable[..., Fact | Sequence[Fact]]

ATTEMPTS = 8
"""How often an act is tried anew when other processes keep writing first. Its rules are asked each time."""

RESERVED = frozenset(
    "accounts api enter feeds invitation new portfolio receipt speak static style help alliances".split()  # noqa: SIM905
)
"""Names that are addresses of the site and can be no alliance's."""


def record(sitting: Sitting, act: Act, *, key: str, **fields: Any) -> list[Recorded]:
    """Do an act for the person: the facts as they stand on the record, durable and signed.

    `act` gets the state, the person as `by`, the moment as `now` and the fields, and gives a fact or several. `key`
    names the form that was sent: sending it again records nothing more. Refused when the rules do not allow it.
    """
    kept = sitting.kept
    for attempt in range(ATTEMPTS):
        with kept.lock:
            kept.advance()
            try:
                return _recorded(sitting, act, key, fields)
            except RecordMoved:
                if attempt == ATTEMPTS - 1:
                    raise
    raise AssertionError("unreachable")


def _recorded(sitting: Sitting, act: Act, key: str, fields: dict[str, Any]) -> list[Recorded]:
    kept, party = sitting.kept, sitting.seat.party
    key = f"{sitting.person}:{key}"
    facts: list[Fact] = []
    if not kept.journal.keyed(key):  # or it was sent again: what stands is returned, whatever the rules say by now
        facts = _facts(act(kept.alliance, by=sitting.person, now=this_moment(), **fields))
    seen_by = partial(audience, party=party)
    recorded = kept.record.append(facts, party=party, audience=seen_by, at=kept.alliance.size, key=key)
    kept.advance()
    _summarise(sitting.slug, kept.alliance)
    return recorded


def open_sealed(sitting: Sitting, entries: Iterable[int], *, key: str) -> list[Recorded]:
    """Put sealed entries before all, with salt and body as the record holds them. Refused before it is time.

    Whoever asks need not have sealed them: the rule of their practice alone says when they may be opened.
    """
    envelopes = tuple(envelope(sitting.kept, index) for index in entries)
    return record(sitting, alliance.open_sealed, key=key, entries=envelopes)


def envelope(kept: records.Kept, index: int) -> OpenedEntry:
    """Salt and body of an entry as the record keeps them. Refused where there is none."""
    row = next(iter(kept.journal.read(max(index, 0), max(index, 0) + 1)), None)
    if index < 0 or row is None or row.salt is None or row.body is None:
        raise Refused("not_sealed", "Entry {entry} is not here to be opened.", entry=index)
    return OpenedEntry(index, row.salt.hex(), row.body.decode())


def _summarise(slug: str, alliance: Alliance) -> None:
    """Bring the summary up to date. If not, nothing is acknowledged; sent again, the act is found by its key."""
    try:
        summaries.refresh(slug, alliance)
    except DatabaseError as error:
        raise not_written("its line in the list of alliances is not up to date") from error


def _facts(result: Fact | Sequence[Fact]) -> list[Fact]:
    return list(result) if isinstance(result, Sequence) else [result]


def found(account: Account, *, key: str, name: str, party: str, parties_named: Iterable[NamedParty]) -> Sitting:
    """Open the record of a new alliance and take the first seat in it, for `party`."""
    moment = this_moment()
    facts = _founding(account.person, moment, name, party, tuple(parties_named))
    slug = _new_slug(name, f"{account.person}:{key}")
    kept = records.current(slug)
    with kept.lock:
        kept.record.append(facts, party=party, at=0, key=f"{account.person}:{key}")
        kept.advance()
        _summarise(slug, kept.alliance)
    return sitting(account, slug)


def _founding(person: str, moment: datetime, name: str, party: str, named: tuple[NamedParty, ...]) -> list[Fact]:
    """The first two facts of a record: both or neither are written."""
    alliance = Alliance()
    founded = parties.found(alliance, by=person, now=moment, party=party, name=name, parties=named)
    advance(alliance, [Recorded(0, moment, party, founded)])
    seated = parties.take_seat(alliance, by=person, now=moment, party=party, role="manager", invited_by=person)
    return [founded, seated]


def seat(account: Account, slug: str, *, key: str, party: str, role: Role, invited_by: str) -> Sitting:
    """Let a person who has no seat yet take one, on an invitation that was checked."""
    kept = records.current(slug)
    with kept.lock:
        kept.advance()
        if not kept.journal.keyed(key):
            fact = parties.take_seat(
                kept.alliance, by=account.person, now=this_moment(), party=party, role=role, invited_by=invited_by
            )
            kept.record.append([fact], party=party, at=kept.alliance.size, key=key)
            kept.advance()
        _summarise(slug, kept.alliance)
    return sitting(account, slug, candidate=True)


def _new_slug(name: str, key: str) -> str:
    """A free name for the address, held by its summary row; the same again for the same key."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "alliance"
    number = 1
    while True:
        slug = stem if number == 1 else f"{stem}-{number}"
        if slug not in RESERVED and (_taken(slug, name) or _founded_by(slug, key)):
            return slug
        number += 1


def _taken(slug: str, name: str) -> bool:
    """Whether this call took the slug: false when somebody has it already."""
    try:
        with transaction.atomic():
            AllianceSummary.objects.create(slug=slug, name=name)
    except IntegrityError:
        return False
    return True


def _founded_by(slug: str, key: str) -> bool:
    return records.exists(slug) and bool(records.current(slug).journal.keyed(key))
