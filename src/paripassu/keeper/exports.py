"""A record to take along: one file with all that a party may see, and nothing that it may not."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import msgspec

from paripassu.keeper import attachments
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Attachment
from paripassu.record.entries import Header
from paripassu.record.export import write_export
from paripassu.record.verify import Verdict, verify

_DIGEST = re.compile(rb"[0-9a-f]{64}")
_header = msgspec.json.Decoder(Header).decode


def export(sitting: Sitting, target: Path | BinaryIO) -> None:
    """Write the whole record as the person's party may see it, with the documents of which this copy speaks.

    Private facts of other parties are left out; their seals stand, so that the copy verifies. Broken when a document
    is missing.
    """
    files = {digest: attachments.file(digest) for digest in _documents(sitting)}
    write_export(target, sitting.kept.record, reader=sitting.seat.party, attachments=files)


def checked(sitting: Sitting) -> Verdict:
    """What the verifier says about the very file that `export` writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{sitting.slug}.pari"
        export(sitting, path)
        return verify(path)


def _documents(sitting: Sitting) -> set[str]:
    """The digests of files that this party may see, as far as something that it may see speaks of them."""
    named = attachments.named(sitting)
    kept = Attachment.objects.filter(alliance_id=sitting.slug).values_list("digest", "party")
    there = {digest for digest, party in kept if party in named.get(digest, ())}
    own = {digest for digest, party in kept if party == sitting.seat.party} - there
    return there | (own & set(_spoken_of(sitting)) if own else set())


def _spoken_of(sitting: Sitting) -> Iterator[str]:
    """Everything in the bodies open to this party that looks like a digest."""
    for row in sitting.kept.record.rows():
        if row.body and _header(row.header).open_to(sitting.seat.party):
            yield from (found.decode() for found in _DIGEST.findall(row.body))
