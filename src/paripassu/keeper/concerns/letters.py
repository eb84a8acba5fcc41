"""One concern opened with its key: its texts, and how a further text is closed and kept.

Each text is bound to the alliance, the concern, its number, day and side, and to the text before it: none can be moved,
turned into another's, or taken out from between two others.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec
from django.db import IntegrityError, transaction

from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.keeper.concerns.tables import TABLES, Concern, ConcernFile, ConcernReader, ConcernText
from paripassu.keeper.shuffling import shuffle
from paripassu.record import letters

Side = Literal["writer", "confidant"]
Kind = Literal["raised", "said", "answered", "rated", "watched", "consented", "handed", "made"]
Mode = Literal["named", "confidential", "anonymous"]
Topic = Literal["commitment", "principle", "conduct", "imbalance", "safety", "other"]
Consent = Literal["record", "warning", "change", "link", "nothing"]


class Enclosed(msgspec.Struct, frozen=True):
    """A file that came with a text: where it is kept, what it is, and the digest of its bytes."""

    id: str
    ending: str
    media: str
    size: int
    digest: str


class Said(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a text says once it is opened. `by` is the person behind it; empty: whoever holds the receipt.

    `entry` is where on the record stands what was made of it: only its readers and its writer see that it was.
    `period`, `token` and `signature` (hex) are the pass that was shown with it: whoever reads it can check that.
    """

    kind: Kind
    text: str = ""
    by: str = ""
    mode: Mode = "anonymous"
    topic: Topic = "other"
    parties: tuple[str, ...] = ()
    person: str = ""
    choice: str = ""
    title: str = ""
    files: tuple[Enclosed, ...] = ()
    entry: int | None = None
    period: int | None = None
    token: str = ""
    signature: str = ""


class Text(msgspec.Struct, frozen=True):
    """A text as it stands: its number, day and side, and what it says."""

    number: int
    day: date
    side: Side
    said: Said


@dataclass(slots=True)
class Opened:
    """A concern with its key, for as long as one request lasts."""

    row: Concern
    key: bytes
    reader: ConcernReader | None = None
    texts: list[Text] = field(default_factory=list)

    @property
    def first(self) -> Said:
        """What was raised."""
        return self.texts[0].said

    @property
    def side(self) -> Side:
        """On which side who opened it stands."""
        return "confidant" if self.reader else "writer"

    def said(self, kind: Kind) -> list[Text]:
        """The texts of a kind, oldest first."""
        return [each for each in self.texts if each.said.kind == kind]

    @property
    def made(self) -> dict[str, int]:
        """What was made of it, in the writer's words: the entries of an early warning and of a change."""
        return {each.said.choice: each.said.entry for each in self.said("made") if each.said.entry is not None}

    @property
    def agreed(self) -> dict[str, Said]:
        """What the writer agrees to now, by what it is for; “nothing” takes back all that was agreed to before."""
        stands: dict[str, Said] = {}
        for each in self.said("consented"):
            if each.said.choice == "nothing":
                stands.clear()
            else:
                stands[each.said.choice] = each.said
        return stands


class SaidMeanwhile(RecordMoved):
    """Somebody else wrote in the same concern first."""

    def __init__(self) -> None:
        Refused.__init__(
            self,
            "concern_moved",
            "Somebody wrote in this concern while you were writing. Read it, then send yours again.",
        )


def key_place(row: Concern, person: str) -> bytes:
    """What the wrapped key of a concern is bound to."""
    return f"paripassu concern key v1|{row.alliance_id}|{row.pk}|{person}".encode()


def opened(row: Concern, key: bytes, reader: ConcernReader | None = None) -> Opened:
    """All texts of a concern. Broken when one was altered, moved, or taken out."""
    try:
        found = list(_opened(row, key))
    except letters.Unopened as altered:
        raise Broken("A text of this concern was altered, moved or taken out of the tables.") from altered
    if not found:
        raise Broken("The texts of this concern are gone from the tables.")
    return Opened(row, key, reader, found)


def _opened(row: Concern, key: bytes) -> Iterator[Text]:
    before = b""
    for number, each in enumerate(row.texts.order_by("number")):
        text = letters.opened(bytes(each.sealed), key, _place(row, number, each.day, each.side, before))
        yield Text(number, each.day, each.side, msgspec.json.decode(text, type=Said))  # type: ignore[arg-type]
        before = bytes(each.sealed)


def add(matter: Opened, said: Said, *, today: date, form: str, files: Sequence[ConcernFile] = ()) -> bool:
    """Close a text and keep it with its files; whether it was new: the same form sent again adds nothing."""
    row = matter.row
    once = sha256(f"{row.pk}|{matter.side}|{form}".encode()).hexdigest()
    rows = list(row.texts.order_by("number"))
    if any(each.form == once for each in rows):
        return False
    before = bytes(rows[-1].sealed) if rows else b""
    number = len(rows)
    sealed = letters.closed(
        msgspec.json.encode(said), matter.key, _place(row, number, today, matter.side, before)
    )  # fmt: skip
    try:
        with transaction.atomic():
            ConcernText.objects.create(
                concern=row, number=number, day=today, side=matter.side, form=once, sealed=sealed
            )  # fmt: skip
            for each in files:
                each.save(force_insert=True)
            shuffle(*TABLES)
    except IntegrityError as taken:
        raise SaidMeanwhile from taken
    matter.texts.append(Text(number, today, matter.side, said))
    return True


def digest(row: Concern) -> str:
    """The digest of the first ciphertext, by which the record can show that there is this concern."""
    first = row.texts.order_by("number").first()
    assert first is not None
    return sha256(bytes(first.sealed)).hexdigest()


def _place(row: Concern, number: int, day: date, side: str, before: bytes) -> bytes:
    last = sha256(before).hexdigest()
    return f"paripassu concern v1|{row.alliance_id}|{row.pk}|{number}|{day.isoformat()}|{side}|{last}".encode()
