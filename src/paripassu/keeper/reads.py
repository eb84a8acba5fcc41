"""What pages and programs read: always through a sitting, so that nobody reads past their seat."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from paripassu.alliance.alliance import Recorded
from paripassu.alliance.ledger import Noted, awaited, overtaken
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account, AllianceSummary
from paripassu.record.entries import Header
from paripassu.record.kinds import KINDS

_header = msgspec.json.Decoder(Header).decode


class EntryShown(NamedTuple):
    """An entry as a reader may see it: `body` is None where it is withheld from them."""

    header: Header
    entered: datetime
    body: str | None
    recorded: Recorded | None


def alliances(account: Account) -> list[AllianceSummary]:
    """The alliances in which a person has a seat, by name."""
    return list(AllianceSummary.objects.filter(seats__person=account.person))


def names(sitting: Sitting) -> dict[str, str]:
    """The names of the people who sit or sat in this alliance, by their opaque ids. Who was erased has none."""
    people = list(sitting.alliance.parties.seats)
    return dict(Account.objects.filter(person__in=people).values_list("person", "name"))


def notes(sitting: Sitting, entry: int) -> list[Recorded]:
    """The remarks of one's own party on a posting."""
    return [r for r in sitting.private if isinstance(r.fact, Noted) and r.fact.entry == entry]


def entries(sitting: Sitting, start: int, stop: int) -> list[EntryShown]:
    """The entries from `start` to before `stop`, as this person may see them."""
    rows = sitting.kept.journal.read(max(start, 0), min(stop, sitting.alliance.size))
    return [_shown(sitting, row.header, row.body) for row in rows]


def _shown(sitting: Sitting, header_bytes: bytes, body: bytes | None) -> EntryShown:
    header = _header(header_bytes)
    entered = datetime.fromisoformat(header.entered)
    # What was sealed and is open now stands before all in the entry that opened it.
    if body is None or not (header.open_to(sitting.seat.party) or header.index in sitting.alliance.seals.opened):
        return EntryShown(header, entered, None, None)
    return EntryShown(header, entered, body.decode(), Recorded(header.index, entered, header.party, KINDS.fact(body)))


def postings_awaiting(sitting: Sitting) -> list[int]:
    """The postings to which this person's party has still to say yes or no, oldest first, whatever others have said."""
    alliance, party = sitting.alliance, sitting.seat.party
    return [
        posting.index
        for posting in alliance.ledger.postings.values()
        if posting.status in ("proposed", "disputed")
        and party not in posting.disputed
        and party in awaited(alliance, posting)
        and not overtaken(alliance, posting)
    ]
