"""A record set up again elsewhere from its export: nobody is tied to a host."""

from collections.abc import Iterable
from pathlib import Path

from paripassu.alliance.refusals import Refused
from paripassu.record.checkpoint import Signer, opened_note, parsed_checkpoint
from paripassu.record.export import Export, read_export
from paripassu.record.heads import Heads
from paripassu.record.journal import Journal, Row
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
    others: Iterable[Path] = (),
) -> Record:
    """Set a record up again from an export, in an empty journal, and open it.

    The record keeps its origin and every entry; this host signs it from here on, under the origin's name. Keep the
    file: it holds the signatures until now. `others` are copies made for other readers, from which comes what this one
    may not see. Refused (`does_not_hold`) when a copy does not verify, (`another_record`) when one is of another
    record, (`record_exists`) when the journal has entries.
    """
    export = whole(path, others, keys=keys, kinds=kinds)
    if journal.head().size or heads.last().size:
        raise Refused("record_exists", "There is a record already. Restore into an empty place.")
    stated = parsed_checkpoint(opened_note(export.note).text)
    record = Record.open(journal, heads, signer, stated.origin, clock, kinds)
    key = f"restored:{stated.root.hex()}"
    if export.rows:
        record.take_over([row._replace(key=key) for row in export.rows], stated.root)
    return record


def whole(path: Path, others: Iterable[Path] = (), *, keys: Iterable[str] = (), kinds: Kinds = KINDS) -> Export:
    """An export, verified, completed by what verified copies for other readers hold. Refused as `restore` refuses."""
    export = _holding(path, keys, kinds)
    for other in [_holding(each, (), kinds) for each in others]:
        if _origin(other) != _origin(export) or not _agree(export.rows, other.rows):
            raise Refused("another_record", "The copies are not of one record: their entries differ. Compare them.")
        completed = [row if row.body is not None else row._replace(salt=more.salt, body=more.body)
                     for row, more in zip(export.rows, other.rows, strict=False)]  # fmt: skip
        export.rows[: len(completed)] = completed
    return export


def _holding(path: Path, keys: Iterable[str], kinds: Kinds) -> Export:
    verdict = verify(path, keys, kinds=kinds)
    if not verdict.holds:
        first = verdict.findings[0]
        sentence = "The file {path} does not hold and was not taken over: {at}: {message}"
        raise Refused("does_not_hold", sentence, path=path.name, at=first.at, message=first.message)
    return read_export(path, attachments=False)


def _origin(export: Export) -> str:
    return parsed_checkpoint(opened_note(export.note).text).origin


def _agree(rows: list[Row], others: list[Row]) -> bool:
    """Whether one list of entries is the beginning of the other."""
    return all(row.header == other.header for row, other in zip(rows, others, strict=False))
