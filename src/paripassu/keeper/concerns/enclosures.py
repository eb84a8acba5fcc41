"""Files that go with the texts of a concern: cleaned of what tells on their maker, and encrypted like the texts.

With which text a file came, and what kind it is, stands in the ciphertext of that text, with the digest of the file:
one that is altered, or put in the place of another, is found.
"""

import uuid
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec

from paripassu.alliance.refusals import Broken, Refused
from paripassu.keeper.access import NotHere
from paripassu.keeper.concerns.letters import Enclosed, Opened, Said
from paripassu.keeper.concerns.tables import Concern, ConcernFile
from paripassu.reading.cleaned import Cleaned
from paripassu.reading.cleaned_apart import cleaned_apart
from paripassu.record import letters

MOST_AT_ONCE = 3
MOST_TOGETHER = 20 * 2**20
"""Bytes of all files of one concern."""


class Sealed(NamedTuple):
    """Files that are ready to be kept, and how the text names them."""

    said: Said
    rows: tuple[ConcernFile, ...]


def cleaned_all(files: Sequence[bytes]) -> tuple[Cleaned, ...]:
    """The files without what tells on their maker. Refused when one cannot be cleaned, or there are too many."""
    if len(files) > MOST_AT_ONCE:
        raise Refused("enclosed_many", "Send at most {most} files with one message.", most=MOST_AT_ONCE)
    return tuple(cleaned_apart(each) for each in files)


def sealed_with(matter: Opened, said: Said, files: Sequence[Cleaned]) -> Sealed:
    """The text with its files. Refused when those of this concern would come to too much."""
    if files and sum(each.size for text in matter.texts for each in text.said.files) + sum(
        len(each.content) for each in files
    ) > MOST_TOGETHER:  # fmt: skip
        raise Refused("enclosed_much", "The files of one concern come to {most} MB at most. Say it in words.",
                      most=MOST_TOGETHER // 2**20)  # fmt: skip
    named, rows = [], []
    for each in files:
        number = uuid.uuid4()
        sealed = letters.closed(each.content, matter.key, _place(matter.row, number.hex))
        rows.append(ConcernFile(pk=number, concern=matter.row, sealed=sealed))
        named.append(Enclosed(number.hex, each.ending, each.media, len(each.content), _digest(each.content)))
    return Sealed(msgspec.structs.replace(said, files=tuple(named)), tuple(rows))


def enclosed_file(matter: Opened, number: str) -> tuple[Enclosed, bytes]:
    """A file of this concern. NotHere for every other; Broken when it is gone or is not what was sent."""
    named = next((each for text in matter.texts for each in text.said.files if each.id == number), None)
    if named is None:
        raise NotHere(number)
    row = ConcernFile.objects.filter(pk=uuid.UUID(hex=number), concern=matter.row).first()
    try:
        content = letters.opened(bytes(row.sealed), matter.key, _place(matter.row, number)) if row else b""
    except letters.Unopened:
        content = b""
    if _digest(content) != named.digest:
        raise Broken("A file of this concern was altered, or taken out of the tables.")
    return named, content


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _place(row: Concern, number: str) -> bytes:
    return f"paripassu concern file v1|{row.alliance_id}|{row.pk}|{number}".encode()
