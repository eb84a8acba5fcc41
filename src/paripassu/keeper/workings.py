"""What a party is still working on before it is said to the others: its own text, and what was read from a document."""

from collections.abc import Callable, Mapping

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from msgspec.structs import replace

from paripassu.alliance.agreement.terms import Terms
from paripassu.alliance.refusals import RecordMoved, Refused
from paripassu.keeper import attachments
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.models import Account, ReadDocument, WorkingText

_terms = msgspec.json.Decoder(Terms).decode

ATTEMPTS = 8
"""How often a change is made anew when colleagues keep saving in between."""


class TextMoved(RecordMoved):
    """A colleague saved the same unfinished text first."""

    def __init__(self, expected: int, found: int) -> None:
        Refused.__init__(
            self,
            "text_moved",
            "A colleague of yours saved this text while you were writing. What you typed is kept: "
            "compare it with what is saved now, then save yours again.",
            expected=expected,
            found=found,
        )


class Working(msgspec.Struct, frozen=True):
    """A party's unfinished text: what it amends, which draft it answers, and how often it was saved.

    `reason` and `note` say why it is written, as far as that was said already.
    """

    terms: Terms
    base: int
    replaces: int | None
    edition: int
    changed_by: str
    reason: str = ""
    note: str = ""


class Review(msgspec.Struct, frozen=True):
    """How far the review of a document has come: which party each name in it is, which items were put aside, and which
    terms somebody words by hand.

    What was kept stands in the unfinished text itself, and nowhere else.
    """

    parties: dict[str, str] = {}
    dropped: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()


def working(sitting: Sitting) -> Working | None:
    """The unfinished text of the person's own party, if it has one."""
    row = WorkingText.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party).first()
    if row is None:
        return None
    return Working(_terms(bytes(row.terms)), row.base, row.replaces, row.edition, row.changed_by, row.reason, row.note)


def keep(sitting: Sitting, terms: Terms, *, edition: int, reason: str = "", note: str = "") -> Working:
    """Save the unfinished text over the edition that the person saw; 0: there was none, and it is written because of
    `reason` and `note`.

    TextMoved when a colleague saved another edition meanwhile.
    """
    if edition:
        _save(sitting, edition, terms=msgspec.json.encode(terms))
    else:
        _begin(sitting, terms, reason, note)
    return _kept(sitting)


def change(sitting: Sitting, changed: Callable[[Terms], Terms]) -> Working:
    """Save what `changed` makes of the unfinished text, whoever saved it last. Refused when there is none."""
    for _attempt in range(ATTEMPTS):
        now = _kept(sitting)
        try:
            return keep(sitting, changed(now.terms), edition=now.edition)
        except TextMoved as moved:
            last = moved
    raise last


def answer_table(sitting: Sitting, *, edition: int) -> Working:
    """Let the unfinished text amend what is in force now and answer what is on the table now."""
    agreement = sitting.alliance.agreement
    replaces = agreement.draft.index if agreement.draft else None
    _save(sitting, edition, base=len(agreement.versions), replaces=replaces)
    return _kept(sitting)


def drop(sitting: Sitting, *, edition: int | None = None) -> None:
    """Throw the unfinished text away: it was tabled, or is not wanted. With `edition`, only if it is still that one."""
    own = _own(sitting)
    (own if edition is None else own.filter(edition=edition)).delete()


def _own(sitting: Sitting) -> QuerySet[WorkingText]:
    return WorkingText.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party)


def _kept(sitting: Sitting) -> Working:
    kept = working(sitting)
    if kept is None:
        raise Refused("no_text", "Your party has no unfinished text now. Start one from the agreement page.")
    return kept


def _save(sitting: Sitting, edition: int, **fields: object) -> None:
    """One statement, so that of two who save over the same edition one is told."""
    saved = _own(sitting).filter(edition=edition).update(edition=edition + 1, changed_by=sitting.person, **fields)
    if not saved:
        found = _own(sitting).values_list("edition", flat=True).first() or 0
        raise TextMoved(edition, found)


def _begin(sitting: Sitting, terms: Terms, reason: str, note: str) -> None:
    agreement = sitting.alliance.agreement
    try:
        with transaction.atomic():
            WorkingText.objects.create(
                alliance_id=sitting.slug,
                party=sitting.seat.party,
                terms=msgspec.json.encode(terms),
                base=len(agreement.versions),
                replaces=agreement.draft.index if agreement.draft else None,
                changed_by=sitting.person,
                reason=reason,
                note=note,
            )
    except IntegrityError as taken:
        raise TextMoved(0, _kept(sitting).edition) from taken


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
    """The latest document that the person's own party had read for this alliance; of the one that its unfinished text
    was written from, where it names one: places of one document say nothing in another."""
    rows = ReadDocument.objects.filter(alliance_id=sitting.slug, party=sitting.seat.party)
    now = working(sitting)
    if now and now.terms.document:
        rows = rows.filter(digest=now.terms.document.digest)
    return rows.order_by("-pk").first()


def reading_named(sitting: Sitting, digest: str) -> ReadDocument:
    """What was read from a document that this person may see: their party's, or one that its party has named."""
    shown_by = attachments.shown_by(sitting, digest)
    rows = ReadDocument.objects.filter(alliance_id=sitting.slug, digest=digest, party__in=shown_by)
    row = rows.order_by("pk").first()
    if row is None:
        raise NotHere(digest)
    return row


def review(row: ReadDocument) -> Review:
    """How far the review of this document has come."""
    return msgspec.convert(row.review, Review)


def name_parties(row: ReadDocument, parties: Mapping[str, str]) -> None:
    """Say which party each name in the document is."""
    _review(row, lambda now: replace(now, parties=dict(parties)))


def put_aside(row: ReadDocument, items: frozenset[str], *, back: bool = False) -> None:
    """Put items of a document aside, or take them back: then nobody has decided on them, nor worded them by hand."""
    _review(row, lambda now: replace(
        now, dropped=now.dropped - items if back else now.dropped | items, worded=now.worded - items
    ))  # fmt: skip


def word_by_hand(row: ReadDocument, item: str) -> None:
    """Let what the text says of a term stand, whatever was found."""
    _review(row, lambda now: replace(now, dropped=now.dropped - {item}, worded=now.worded | {item}))


def _review(row: ReadDocument, changed: Callable[[Review], Review]) -> None:
    with transaction.atomic():
        kept = ReadDocument.objects.select_for_update().get(pk=row.pk)
        kept.review = msgspec.to_builtins(changed(review(kept)))
        kept.save(update_fields=["review"])


def give_to(sitting: Sitting, row: ReadDocument) -> None:
    """Let the colleagues of the reader's party in this alliance go on with what was read."""
    if row.account_id != sitting.account.pk:
        raise Refused("not_your_reading", "Somebody else had this document read. Upload it yourself.")
    ReadDocument.objects.filter(pk=row.pk).update(alliance_id=sitting.slug, party=sitting.seat.party)
