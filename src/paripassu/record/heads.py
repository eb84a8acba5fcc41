"""The last signed head, kept outside the database, so that a database that lost entries cannot pass for whole.

One flipped bit in a write-ahead log, or an old backup put back, leaves a database that is valid and too short. Only a
head kept elsewhere finds that. The file has two slots of 4 KiB that are written in turn, in place, under a lock, and
flushed before `advance` returns: a write that was cut leaves the other slot, and one flush is all it costs. It never
goes back.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from paripassu.alliance.refusals import Broken
from paripassu.record.checkpoint import NotANote, opened_note, parsed_checkpoint
from paripassu.record.journal import NO_HEAD, Head, not_written

SLOT = 4096
_SUM = 64  # the SHA-256 of the note in hex, then a newline, then the note, then newlines to the end of the slot


class Heads:
    """The outside head of one record, in one file."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._seen = [(b"", NO_HEAD), (b"", NO_HEAD)]

    def last(self) -> Head:
        """The greatest head kept; NO_HEAD where none was. Broken when the file is there and neither slot holds."""
        try:
            with self._opened(os.O_RDONLY, fcntl.LOCK_SH) as file:
                return self._greatest(file)[0]
        except FileNotFoundError:
            return NO_HEAD

    def advance(self, head: Head) -> Head:
        """Keep this head unless a greater one is kept already; the one that is kept then is returned.

        Broken when a head of the same size and another root is kept: the record was signed twice at one size.
        Refused (`not_written`) when the file cannot be written.
        """
        try:
            with self._opened(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX) as file:
                kept, slot = self._greatest(file)
                if kept.size == head.size and kept.note and kept.root != head.root:
                    raise Broken(
                        "Two different records of {size} entries were signed.",
                        size=head.size,
                        kept=kept.note.decode(),
                        found=head.note.decode(),
                    )
                if kept.note and kept.size >= head.size:
                    return kept
                self._write(file, head, 1 - slot)
                if not kept.note:
                    self._flush_directory()
                return head
        except OSError as error:
            raise not_written(error) from error

    def _write(self, file: int, head: Head, slot: int) -> None:
        text = sha256(head.note).hexdigest().encode() + b"\n" + head.note
        if len(text) >= SLOT:
            raise ValueError(f"a note of {len(head.note)} bytes does not fit a slot")
        whole = text.ljust(SLOT, b"\n")
        if os.pwrite(file, whole, slot * SLOT) != SLOT:
            raise OSError("the disk is full")
        os.fdatasync(file)
        self._seen[slot] = (whole, head)

    def _flush_directory(self) -> None:
        """A new file's name must outlive a power cut too."""
        directory = os.open(self.path.parent, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def _greatest(self, file: int) -> tuple[Head, int]:
        """The greatest head in the file and its slot."""
        stored = os.pread(file, 2 * SLOT, 0)
        heads = [self._head(slot, stored[slot * SLOT : (slot + 1) * SLOT]) for slot in (0, 1)]
        slot = max((0, 1), key=lambda at: (heads[at].size, bool(heads[at].note)))
        if not heads[slot].note and stored.strip(b"\0\n"):
            raise Broken("The outside head {path} is damaged: neither of its slots holds.", path=str(self.path))
        return heads[slot], slot

    def _head(self, slot: int, stored: bytes) -> Head:
        """The head in a slot. What is there since we last looked, or wrote it ourselves, need not be read again."""
        seen, head = self._seen[slot]
        if seen != stored:
            head = _slot_head(stored)
            self._seen[slot] = (stored, head)
        return head

    @contextmanager
    def _opened(self, flags: int, lock: int) -> Iterator[int]:
        file = os.open(self.path, flags | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, lock)
            yield file
        finally:
            os.close(file)


def _slot_head(slot: bytes) -> Head:
    """The head in one slot; NO_HEAD when the slot is empty or was cut while it was written."""
    stated, note = slot[:_SUM], slot[_SUM + 1 :].rstrip(b"\n") + b"\n"
    if stated != sha256(note).hexdigest().encode():
        return NO_HEAD
    try:
        checkpoint = parsed_checkpoint(opened_note(note.decode()).text)
    except (NotANote, UnicodeDecodeError):
        return NO_HEAD
    return Head(checkpoint.size, checkpoint.root, note)
