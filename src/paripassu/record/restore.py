"""A record set up again elsewhere from its export: nobody is tied to a host."""

from collections.abc import Iterable
from pathlib import Path

from paripassu.alliance.refusals import Refused
from paripassu.record.checkpoint import Signer, opened_note, parsed_checkpoint
from paripassu.record.export import Export, read_export
from paripassu.record.heads import Heads
from paripassu.record.journal import Journal
from paripassu.record.kinds import KINDS, Kinds
from paripassu.record.record import Clock, Record, now
from paripassu.record.verify import verify


def restore(
    path: Path,
    journal: Journal,
    heads: Heads,
    signer: Signer,
    *,
    clock: Clock = now,
    kinds: Kinds = KINDS,
    keys: Iterable[str] = (),
) -> Record:
    """Set a record up again from an export, in an empty journal, and open it.

    The record keeps its origin and every entry; this host signs it from here on, under
    the origin's name. Keep the file: it holds the
    signatures until now. Refused (`does_not_hold`) when the export does not verify,
    (`record_exists`) when the journal has entries.
    """
    verdict = verify(path, keys, kinds=kinds)
    if not verdict.holds:
        first = verdict.findings[0]
        sentence = "The file does not hold and was not taken over: {at}: {message}"
        raise Refused("does_not_hold", sentence, at=first.at, message=first.message)
    if journal.head().size or heads.last().note:
        raise Refused("record_exists", "There is a record already. Restore into an empty place.")
    return _restored(read_export(path, attachments=False), journal, heads, signer, clock, kinds)


def _restored(export: Export, journal: Journal, heads: Heads, signer: Signer, clock: Clock, kinds: Kinds) -> Record:
    stated = parsed_checkpoint(opened_note(export.note).text)
    record = Record.open(journal, heads, signer, stated.origin, clock, kinds)
    key = f"restored:{stated.root.hex()}"
    if export.rows:
        record.take_over([row._replace(key=key) for row in export.rows], stated.root)
    return record
