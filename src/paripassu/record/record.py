"""The record of one alliance: a journal, its tree, a signer and a head kept outside, held together.

Everything that is written goes one way: facts -> canonical bodies -> salts and seals -> headers -> leaves -> a signed
checkpoint -> one transaction of the journal -> the outside head. Only then is it acknowledged.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from threading import RLock
from typing import Any

import msgspec

from paripassu.alliance.facts import Recorded
from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.record.canonical import canonical
from paripassu.record.checkpoint import (
    Checkpoint,
    NotANote,
    Signer,
    checked,
    opened_note,
    parsed_checkpoint,
    signed_note,
)
from paripassu.record.entries import PARTY, SALT_BYTES, Header, all_recorded
from paripassu.record.heads import Heads
from paripassu.record.journal import Head, Journal, Row
from paripassu.record.kinds import KINDS, Kinds
from paripassu.record.tree import EMPTY_ROOT, Tree

Clock = Callable[[], datetime]
Audience = Sequence[str] | Callable[[Any], Sequence[str]]

_header = msgspec.json.Decoder(Header).decode
_headers = msgspec.json.Decoder(Header).decode_lines
_CHUNK = 500
KEY_LIMIT = 200
"""Characters of an idempotency key."""


def now() -> datetime:
    """The time of this machine, UTC."""
    return datetime.now(UTC)


class Record:
    """An open record. `open` makes one; `size`, `since` and the proofs read it; `append` is the only write."""

    def __init__(
        self, journal: Journal, heads: Heads, signer: Signer, origin: str, clock: Clock = now, kinds: Kinds = KINDS
    ) -> None:
        if signer.name != origin:
            raise ValueError(f"the host of {origin!r} signs under that name, not as {signer.name!r}")
        self.origin = origin
        self.signer = signer
        self._journal = journal
        self._heads = heads
        self._clock = clock
        self._kinds = kinds
        self._tree = Tree()
        self._head = Head(0, EMPTY_ROOT, b"")
        self._entered = ""
        self._lock = RLock()

    @classmethod
    def open(
        cls, journal: Journal, heads: Heads, signer: Signer, origin: str, clock: Clock = now, kinds: Kinds = KINDS
    ) -> "Record":
        """The record in this journal, checked to extend its outside head.

        Broken, with both heads as evidence, when it does not, or when entries and signed head disagree. A journal that
        was never written and has no outside head is a new record. The outside head is read first: it is always behind
        the journal, so what others write meanwhile does not look like a loss. The signer's name is the origin.
        """
        record = cls(journal, heads, signer, origin, clock, kinds)
        kept = heads.last()
        record.refresh()
        if record.size and not kept.note:
            # Another process may have begun the record in between; whoever opens keeps a head before the first entry.
            kept = heads.last()
            record.refresh()
        record._extend_outside_head(kept)
        return record

    @property
    def size(self) -> int:
        """How many entries this process has seen. `refresh` looks for more."""
        return self._tree.size

    @property
    def root(self) -> bytes:
        """The root over the entries seen."""
        return self._head.root

    def checkpoint(self) -> str:
        """The signed note over the entries seen."""
        return self._head.note.decode()

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The proof that the entry at `index` is among the first `size` entries."""
        return self._tree.inclusion(index, size)

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """The proof that the record of `old` entries is the beginning of the one of `new` entries."""
        return self._tree.consistency(old, new)

    def refresh(self) -> int:
        """Take in what others appended since; the size after it. Broken when entries and signed head disagree."""
        with self._lock:
            head = self._journal.head()
            if head.size != self._tree.size or head.root != self._head.root or not self._head.note:
                self._take_in(head)
            return self._tree.size

    def rows(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """The rows as they are kept, from `start` up to `stop` (the size seen, if not given)."""
        return self._journal.read(start, self._tree.size if stop is None else stop)

    def since(self, start: int = 0, reader: str | None = None) -> Iterator[Recorded]:
        """The facts from index `start` on, each under its seal, after a `refresh`.

        `reader`: what is outside this party's audience is Withheld; without a reader only what is not there is.
        Broken when a body does not fit its seal.
        """
        self.refresh()
        return self._read(start, self._tree.size, reader)

    def append(self, facts: Sequence[Any], *, party: str, audience: Audience = (), at: int, key: str) -> list[Recorded]:
        """Record facts entered by a party for an audience (nobody named: everybody), all or none; durable on return.

        `audience` is one for all of them, or says which one each fact has.
        `at` is the size on which the act rests: RecordMoved when there is more by now. `key` is the idempotency key
        of the act: what was recorded under it is returned, and nothing is added.
        """
        if not 0 < len(key) <= KEY_LIMIT:
            raise ValueError(f"an idempotency key has 1 to {KEY_LIMIT} characters, not {len(key)}")
        with self._lock:
            self.refresh()
            found = self._journal.keyed(key)
            if found:
                return self._already(found, party)
            if at != self._tree.size:
                raise RecordMoved(at, self._tree.size)
            entered = self._time()
            seen_by = [_audience(audience(fact) if callable(audience) else audience) for fact in facts]
            rows = _rows(self._bodies(facts), _party(party), seen_by, entered, at, key)
            self._write(rows, at)
            self._entered = entered
            moment = _moment(entered)
            return [Recorded(index, moment, party, fact) for index, fact in enumerate(facts, at)]

    def take_over(self, rows: list[Row], root: bytes) -> None:
        """Take the entries of a verified export into this empty record, under our own signature.

        RecordMoved when it is not empty; Broken, and nothing is written, when the entries do not have this root.
        """
        with self._lock:
            if self.refresh():
                raise RecordMoved(0, self._tree.size)
            tree = Tree(sha256(b"\x00" + row.header).digest() for row in rows)
            if tree.root() != root:
                raise self._broken("The entries taken over are not those that were signed.", self._head)
            self._write(rows, 0)
            self._entered = _header(rows[-1].header).entered

    # --- writing ---

    def _bodies(self, facts: Sequence[Any]) -> list[bytes]:
        if not facts:
            raise ValueError("there is nothing to record")
        return [self._kinds.body(fact) for fact in facts]

    def _time(self) -> str:
        """Now, or the time of the last entry if the clock was set back."""
        moment = self._clock().astimezone(UTC).replace(tzinfo=None)
        return max(f"{moment.isoformat(timespec='seconds')}Z", self._entered)

    def _write(self, rows: list[Row], at: int) -> None:
        """Sign the head that these rows make, keep both in the journal, then the head outside."""
        self._tree.extend([sha256(b"\x00" + row.header).digest() for row in rows])
        try:
            head = self._signed_head()
            self._journal.append(rows, at=at, head=head)
        except BaseException:
            self._tree.shrink(at)
            raise
        self._head = head
        self._heads.advance(head)

    def _signed_head(self) -> Head:
        size, root = self._tree.size, self._tree.root()
        return Head(size, root, signed_note(Checkpoint(self.origin, size, root).text, self.signer).encode())

    def _already(self, found: range, party: str) -> list[Recorded]:
        """What stands under a key: the outside head may have missed it when the first answer was lost."""
        self._heads.advance(self._head)
        recorded = list(self._read(found.start, found.stop, None))
        if any(entry.party != party for entry in recorded):
            raise Refused("key_used", "This form was sent by somebody else. Load the page again, then send yours.")
        return recorded

    # --- reading ---

    def _read(self, start: int, stop: int, reader: str | None) -> Iterator[Recorded]:
        """The facts in chunks: decoding hundreds at once costs half of decoding them one by one."""
        start = max(start, 0)
        rows = self._journal.read(start, stop)
        while chunk := list(islice(rows, _CHUNK)):
            headers = self._headers_of(chunk, start)
            self._compare_seals(chunk, headers)
            bodies = [
                row.body if reader is None or header.open_to(reader) else None
                for row, header in zip(chunk, headers, strict=True)
            ]
            facts = self._kinds.facts(bodies)
            moments = {entered: _moment(entered) for entered in {header.entered for header in headers}}
            yield from all_recorded(start, headers, moments, facts)
            start += len(chunk)

    def _headers_of(self, rows: list[Row], start: int) -> list[Header]:
        try:
            headers = _headers(b"\n".join([row.header for row in rows]))
        except (msgspec.MsgspecError, ValueError) as error:
            raise Broken("An entry after {start} cannot be read: {reason}.", start=start, reason=str(error)) from error
        if [header.index for header in headers] != list(range(start, start + len(rows))):
            raise Broken("The entries after {start} are not in their order.", start=start)
        return headers

    def _compare_seals(self, rows: list[Row], headers: list[Header]) -> None:
        seals = [salt and body and sha256(salt + body).hexdigest() for _, salt, body, _ in rows]
        if seals != [header.seal for header in headers]:
            for seal, row, header in zip(seals, rows, headers, strict=True):
                if seal != header.seal and (row.salt, row.body) != (None, None):
                    raise Broken("The body of entry {index} does not fit its seal.", index=header.index)

    def _take_in(self, head: Head) -> None:
        """Build the tree on to the stored head and compare."""
        seen = self._tree.size
        if head.size < seen:
            raise self._broken("The journal has lost entries: it had {seen}, it has {size}.", head, seen=seen)
        headers = list(self._journal.headers(seen))
        if len(headers) > head.size - seen and self._journal.head() != head:
            # Somebody wrote between the two readings: what is theirs is taken in with their head, next time.
            del headers[head.size - seen :]
        self._tree.extend([sha256(b"\x00" + header).digest() for header in headers])
        if self._tree.size != head.size or self._tree.root() != head.root:
            found = self._tree.size
            self._tree.shrink(seen)
            raise self._broken("The {found} entries are not those that were signed as {size}.", head, found=found)
        self._head = self._own(head) if head.note else self._signed_head()
        if headers:
            self._entered = max(self._entered, _header(headers[-1]).entered)

    def _own(self, head: Head) -> Head:
        """The head, if its note says the same and bears our signature."""
        try:
            note = opened_note(head.note.decode())
            stated = parsed_checkpoint(note.text)
        except (NotANote, UnicodeDecodeError) as error:
            raise self._broken("The signed head cannot be read: {reason}", head, reason=str(error)) from error
        if stated[:3] != (self.origin, head.size, head.root):
            raise self._broken("The signed head speaks of another record or another size.", head)
        if not any(signed.holds for signed in checked(note, (self.signer.verifier,))):
            raise self._broken("The head does not bear this host's signature.", head)
        return head

    def _extend_outside_head(self, kept: Head) -> None:
        """Check that the record begins with what the outside head said before, and bring that up to date."""
        if not kept.note and self._tree.size:
            raise self._broken("The head that is kept outside is missing; the record has {size} entries.", self._head)
        if kept.note:
            self._own(kept)
            if kept.size > self._tree.size or self._tree.root(kept.size) != kept.root:
                sentence = "The record does not extend its outside head of {kept_size} entries; it has {size}."
                raise self._broken(sentence, self._head, kept_size=kept.size, kept=kept.note.decode())
        self._heads.advance(self._head)

    def _broken(self, sentence: str, head: Head, **evidence: object) -> Broken:
        note = head.note.decode(errors="replace")
        return Broken(sentence, origin=self.origin, size=head.size, root=head.root.hex(), note=note, **evidence)


def _audience(audience: Sequence[str]) -> bytes:
    """An audience as canonical JSON, sorted: the order they were named in says nothing."""
    return canonical(sorted({_party(name) for name in audience})) if audience else b"[]"


def _party(name: str) -> str:
    if not PARTY.fullmatch(name):
        raise ValueError(f"{name!r} is not the id of a party")
    return name


def _rows(bodies: list[bytes], party: str, audiences: list[bytes], entered: str, at: int, key: str) -> list[Row]:
    """The rows for these bodies. The header is written as text here, in the bytes that `canonical(Header)` gives."""
    middle = b',"entered":"%b","index":' % entered.encode()
    after = b',"party":"%b","seal":"' % party.encode()
    salts = os.urandom(SALT_BYTES * len(bodies))
    rows = []
    for place, (body, audience) in enumerate(zip(bodies, audiences, strict=True)):
        salt = salts[place * SALT_BYTES : (place + 1) * SALT_BYTES]
        seal = sha256(salt + body).hexdigest().encode()
        rows.append(Row(b'{"audience":%b%b%d%b%b"}' % (audience, middle, at + place, after, seal), salt, body, key))
    return rows


def _moment(entered: str) -> datetime:
    return datetime.fromisoformat(entered)
