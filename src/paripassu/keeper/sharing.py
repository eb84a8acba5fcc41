"""Files shared under terms: the function that fetches one decides who may, and notes who did."""

from datetime import datetime

from paripassu.alliance.exchange.shares import Share, readable
from paripassu.keeper import attachments
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.models import Attachment, Download

MOST_SHOWN = 200


def fetched(sitting: Sitting, index: int, digest: str, now: datetime) -> tuple[Attachment, bytes]:
    """A file of a share, for whom its terms allow it at this moment. NotHere for everybody else, whatever the reason.

    Only the copy that the giver itself attached is found, so that nobody opens anything by naming its digest. A
    download by another party than the giver is noted before the bytes are handed out.
    """
    one = sitting.alliance.exchange.shares.get(index)
    if one is None or digest not in {file.digest for file in one.fact.enclosed}:
        raise NotHere(digest)
    if not readable(one, sitting.seat.party, sitting.person, now):
        raise NotHere(digest)
    row = Attachment.objects.filter(alliance_id=sitting.slug, digest=digest, party=one.party).first()
    if row is None:
        raise NotHere(digest)
    content = attachments.content(digest)
    if sitting.seat.party != one.party:
        _note(sitting, one, digest, now)
    return row, content


def _note(sitting: Sitting, one: Share, digest: str, now: datetime) -> None:
    Download.objects.create(
        alliance_id=sitting.slug,
        entry=one.index,
        digest=digest,
        party=sitting.seat.party,
        person=sitting.person,
        at=now,
    )


def downloads(sitting: Sitting, one: Share) -> list[Download]:
    """Who fetched files of a share, last first: all of them for the giver, those of one's own party for a receiver."""
    kept = Download.objects.filter(alliance_id=sitting.slug, entry=one.index)
    if sitting.seat.party != one.party:
        kept = kept.filter(party=sitting.seat.party)
    return list(kept.order_by("-at", "-pk")[:MOST_SHOWN])
