"""What a party is still working on before it is said to the others: its own text, and what was read from a document."""

import msgspec
from django.db import transaction

from paripassu.alliance.refusals import RecordMoved, Refused
from paripassu.alliance.terms import Terms
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.models import Account, ReadDocument, WorkingText

_terms = msgspec.json.Decoder(Terms).decode


class Working(msgspec.Struct, frozen=True):
    """A party's unfinished text: what it amends, which draft it answers, and how often it was saved."""

    terms: Terms
    base: int
    replaces: int | None
    edition: int
    changed_by: str


def working(sitting: Sitting) -> Working | None:
    """The unfinished text of the person's own party, if it has one."""
    row = WorkingText.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party).first()
    if row is None:
        return None
    return Working(_terms(bytes(row.terms)), row.base, row.replaces, row.edition, row.changed_by)


def keep(sitting: Sitting, terms: Terms, *, edition: int) -> Working:
    """Save the unfinished text over the edition that the person saw; 0: there was none.

    RecordMoved when a colleague saved another edition meanwhile.
    """
    agreement = sitting.alliance.agreement
    own = WorkingText.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party)
    with transaction.atomic():
        found = own.select_for_update().values_list("edition", flat=True).first() or 0
        if found != edition:
            raise RecordMoved(edition, found)
        if not found:
            WorkingText.objects.create(
                alliance_id=sitting.slug,
                party=sitting.seat.party,
                terms=msgspec.json.encode(terms),
                base=len(agreement.versions),
                replaces=agreement.draft.index if agreement.draft else None,
                changed_by=sitting.person,
            )
        else:
            own.update(terms=msgspec.json.encode(terms), edition=edition + 1, changed_by=sitting.person)
    kept = working(sitting)
    assert kept is not None
    return kept


def drop(sitting: Sitting) -> None:
    """Throw the unfinished text away: it was tabled, or is not wanted."""
    WorkingText.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party).delete()


def keep_reading(account: Account, *, name: str, media: str, digest: str, draft: bytes) -> ReadDocument:
    """Keep what was read from a document until its reader has confirmed it."""
    return ReadDocument.objects.create(account=account, name=name[:255], media=media, digest=digest, draft=draft)


def reading(account: Account, number: int) -> ReadDocument:
    """What this person had read from a document. NotHere for everybody else."""
    row = ReadDocument.objects.filter(account=account, pk=number).first()
    if row is None:
        raise NotHere(str(number))
    return row


def reading_of(sitting: Sitting) -> ReadDocument | None:
    """The latest document that the person's own party had read for this alliance."""
    rows = ReadDocument.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party)
    return rows.order_by("-pk").first()


def give_to(sitting: Sitting, row: ReadDocument) -> None:
    """Let the colleagues of the reader's party in this alliance go on with what was read."""
    if row.account_id != sitting.account.pk:
        raise Refused("not_your_reading", "Somebody else had this document read. Upload it yourself.")
    ReadDocument.objects.filter(pk=row.pk).update(alliance_id=sitting.slug, party=sitting.seat.party)
