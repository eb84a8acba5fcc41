"""The entries of an export, read again in order and checked one against the other, fast when nothing is wrong.

Lines are decoded a few thousand at a time and written again as one text; only when the two texts differ is each line
looked at by itself, to name the place.
"""

import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from itertools import takewhile
from typing import Any

import msgspec

from paripassu.alliance import alliance
from paripassu.alliance.agreement import Signed
from paripassu.alliance.facts import Recorded, Withheld
from paripassu.alliance.refusals import Broken, Finding, Refused
from paripassu.alliance.seals import Opened, OpenedEntry
from paripassu.record.assent import Assent, assent
from paripassu.record.canonical import NotCanonical, canonical, check_all, parsed
from paripassu.record.entries import ENTERED, PARTY, SALT, SALT_BYTES, SEAL, Header, all_recorded, sealed
from paripassu.record.export import EVERYBODY, Sealed
from paripassu.record.kinds import Kinds
from paripassu.record.tree import Tree

MOST_FINDINGS = 1000
"""How many findings are listed. Where there are more, the first ones say enough."""

BEYOND = 2**64
"""An index that no entry has."""

_CHUNK = 2**19
_DIGEST = re.compile(rb"[0-9a-f]{64}")
_headers = msgspec.json.Decoder(Header)
_sealed = msgspec.json.Decoder(Sealed)
_encode_lines = msgspec.json.Encoder(order="sorted", decimal_format="string").encode_lines
_WITHHELD = Withheld()
_NEVER = datetime.min.replace(tzinfo=UTC)


class Replay:
    """One pass over entries and envelopes. Iterating `recorded` makes it; afterwards the rest is there."""

    def __init__(self, entries: bytes, envelopes: bytes, reader: str, kinds: Kinds, attached: bool = False) -> None:
        self.tree = Tree()
        self.findings: list[Finding] = []
        self.assents: list[Assent] = []
        self.digests: set[str] = set()
        self.index = -1
        self._entries = entries
        self._reader = reader
        self._kinds = kinds
        self._attached = attached
        self._pieces = _chunks(envelopes)
        self._waiting: list[Sealed] = []
        self._parties: set[str] = set()
        self._seals: dict[int, str] = {}
        self._moments: dict[str, datetime] = {"": _NEVER}
        self._entered = ""
        for name, text in (("entries.jsonl", entries), ("envelopes.jsonl", envelopes)):
            if text and not text.endswith(b"\n"):
                self._find(name, "Its last line does not end.")
        self._left = self._recorded()

    def recorded(self) -> Iterator[Recorded]:
        """The facts in order, their entries checked; Withheld where a body is not there or not whole."""
        return self._left

    def exhaust(self) -> None:
        """Check the rest without anybody looking at the facts."""
        for _ in self._left:
            pass

    def _recorded(self) -> Iterator[Recorded]:
        for number, chunk in _chunks(self._entries):
            headers = self._headers(chunk, number)
            lines = _lines(chunk)
            first = self.tree.size
            self.tree.extend([sha256(b"\x00" + line).digest() for line in lines])
            self._check_headers(headers, first)
            facts = self._facts(self._bodies(headers, first), first)
            self._check_audiences(headers, facts, first)
            self._check_opened(facts, first)
            self._collect_assents(headers, facts, first)
            for recorded in all_recorded(first, headers, self._moments, facts):
                self.index = recorded.index
                yield recorded
        for line in self._upcoming(BEYOND):
            self._find(f"envelope of entry {line.index}", "There is no such entry, or the envelope stands twice.")

    def _find(self, at: str, message: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(at, message))

    # --- headers ---

    def _headers(self, chunk: bytes, number: int) -> list[Header]:
        """The headers in a run of lines; one that is not as it must be is found, and stands as an empty one."""
        try:
            headers = _headers.decode_lines(chunk)
            if _encode_lines(headers) == chunk:
                return headers
        except (msgspec.MsgspecError, ValueError, RecursionError):
            pass  # each line is looked at below
        return [self._header(line, at) for at, line in enumerate(_lines(chunk), number)]

    def _header(self, line: bytes, at: int) -> Header:
        try:
            parsed(line)
            return _headers.decode(line)
        except (NotCanonical, msgspec.MsgspecError, ValueError, RecursionError) as error:
            self._find(f"entry {at}", f"Line {at + 1} of entries.jsonl is not a header: {error}")
            return Header(index=at, entered="", party="", audience=(), seal="")

    def _check_headers(self, headers: list[Header], first: int) -> None:
        for at, header in enumerate(headers, first):
            if header.index != at:
                self._find(
                    f"entry {at}", f"It says that it is entry {header.index}: one was removed, added or swapped."
                )
            if header.entered != self._entered:
                self._check_time(header.entered, at)
            if header.party not in self._parties or header.audience:
                self._check_parties(header, at)

    def _check_time(self, entered: str, at: int) -> None:
        if entered not in self._moments:
            try:
                moment = datetime.fromisoformat(entered) if ENTERED.fullmatch(entered) else _NEVER
            except ValueError:
                moment = _NEVER
            self._moments[entered] = moment
        if self._moments[entered] is _NEVER:
            self._find(f"entry {at}", f"Its time {entered[:40]!r} is none; a time is like 2026-01-31T12:00:00Z.")
            return
        if entered < self._entered:
            self._find(
                f"entry {at}", f"It was entered at {entered}, before the entry in front of it at {self._entered}."
            )
        self._entered = max(entered, self._entered)

    def _check_parties(self, header: Header, at: int) -> None:
        for party in (header.party, *header.audience):
            if not PARTY.fullmatch(party):
                self._find(f"entry {at}", f"{party[:40]!r} is not the id of a party.")
        if list(header.audience) != sorted(set(header.audience)):
            self._find(f"entry {at}", "Its audience is not sorted, or names a party twice.")
        self._parties.add(header.party)
        if header.audience:
            self._seals[at] = header.seal

    def _check_audiences(self, headers: list[Header], facts: list[Any], first: int) -> None:
        """A fact has the audience of its kind: nothing joint can be hidden from a party."""
        audience = alliance.audience
        pairs = list(zip(headers, facts, strict=True))
        if [header.audience for header in headers] == [audience(fact, header.party) for header, fact in pairs]:
            return
        for at, (header, fact) in enumerate(pairs, first):
            if type(fact) is not Withheld and header.audience != tuple(sorted(audience(fact, header.party))):
                self._find(f"entry {at}", "Its audience is not the one that such a fact has.")

    def _check_opened(self, facts: list[Any], first: int) -> None:
        """What was opened is what had been sealed: another text under the name of a sealed entry is not taken in."""
        if Opened not in set(map(type, facts)):
            return
        for at, fact in enumerate(facts, first):
            if type(fact) is Opened:
                wrong = [entry.index for entry in fact.entries if not self._fits(entry)]
                for index in wrong:
                    self._find(f"entry {at}", f"What it opens as entry {index} does not fit the seal of that entry.")
                if wrong:
                    facts[at - first] = _WITHHELD

    def _fits(self, entry: OpenedEntry) -> bool:
        if not SALT.fullmatch(entry.salt):
            return False
        return self._seals.get(entry.index) == sealed(bytes.fromhex(entry.salt), entry.body.encode())

    def _collect_assents(self, headers: list[Header], facts: list[Any], first: int) -> None:
        if Signed in set(map(type, facts)):
            for at, (header, fact) in enumerate(zip(headers, facts, strict=True), first):
                if type(fact) is Signed:
                    self.assents.append(assent(at, header.party, fact))

    # --- envelopes ---

    def _sealed(self, chunk: bytes, number: int) -> list[Sealed]:
        try:
            lines = _sealed.decode_lines(chunk)
            if _encode_lines(lines) == chunk:
                return lines
        except (msgspec.MsgspecError, ValueError, RecursionError):
            pass  # each line is looked at below
        found = []
        for at, line in enumerate(_lines(chunk), number):
            try:
                parsed(line)
                found.append(_sealed.decode(line))
            except (NotCanonical, msgspec.MsgspecError, ValueError, RecursionError) as error:
                self._find(f"envelopes.jsonl, line {at + 1}", f"It is not an envelope: {error}")
        return found

    def _upcoming(self, index: int) -> list[Sealed]:
        """The next envelopes that claim an entry before `index`, in the order of the file."""
        while not self._waiting or self._waiting[-1].index < index:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._waiting += self._sealed(piece[1], piece[0])
        count = sum(1 for _ in takewhile(lambda line: line.index < index, self._waiting))
        upcoming, self._waiting = self._waiting[:count], self._waiting[count:]
        return upcoming

    def _bodies(self, headers: list[Header], first: int) -> list[bytes | None]:
        """The body of each entry under its seal; None where it is withheld or does not fit."""
        stop = first + len(headers)
        upcoming = self._upcoming(stop)
        if [line.index for line in upcoming] == list(range(first, stop)):
            bodies = [bytes(line.body) for line in upcoming]
            salts = _salts(upcoming)
            seals = [sha256(salt + body).hexdigest() for salt, body in zip(salts, bodies, strict=True)]
            if seals == [header.seal for header in headers] and not any(header.audience for header in headers):
                return list(bodies)
        return self._bodies_one_by_one(headers, first, deque(upcoming))

    def _bodies_one_by_one(self, headers: list[Header], first: int, upcoming: deque[Sealed]) -> list[bytes | None]:
        """The same where something is withheld or wrong: then the place must be found."""
        bodies: list[bytes | None] = []
        for at, header in enumerate(headers, first):
            while upcoming and upcoming[0].index < at:
                self._find(f"envelope of entry {upcoming.popleft().index}", "It stands twice, or not in its place.")
            if not upcoming or upcoming[0].index != at:
                self._check_withheld(header, at)
                bodies.append(None)
            else:
                bodies.append(self._body(upcoming.popleft(), header, at))
        for line in upcoming:
            self._find(f"envelope of entry {line.index}", "It stands twice, or not in its place.")
        return bodies

    def _body(self, line: Sealed, header: Header, at: int) -> bytes | None:
        if not SALT.fullmatch(line.salt):
            self._find(f"envelope of entry {at}", "Its salt is not 32 bytes in lower-case hex.")
            return None
        body = bytes(line.body)
        if sealed(bytes.fromhex(line.salt), body) != header.seal:
            self._find(f"entry {at}", "Its envelope does not fit its seal.")
            return None
        if header.audience and self._reader != EVERYBODY and self._reader not in header.audience:
            self._find(f"entry {at}", f"It is not meant for {self._reader[:40]}, yet its envelope is here.")
        return body

    def _check_withheld(self, header: Header, at: int) -> None:
        """Only what is not meant for the reader may be missing; a complete copy may lack what its host never had."""
        if not SEAL.fullmatch(header.seal):
            self._find(f"entry {at}", "Its seal is not 32 bytes in lower-case hex.")
        if not header.audience or self._reader in header.audience:
            self._find(f"entry {at}", "Its envelope is missing, though this reader may see it.")

    # --- facts ---

    def _facts(self, bodies: list[bytes | None], first: int) -> list[Any]:
        """The facts of these bodies, each found when its bytes are not canonical or say no fact."""
        present = [body for body in bodies if body is not None]
        if self._attached:
            self.digests.update(digest.decode() for digest in _DIGEST.findall(b"\n".join(present)))
        try:
            facts = self._kinds.facts(bodies)
            written = _encode_lines([fact for fact in facts if type(fact) is not Withheld])
            if written == b"".join([body + b"\n" for body in present]):
                check_all(facts)
                return facts
        except (Refused, Broken, NotCanonical):
            pass  # each body is looked at below
        return [_WITHHELD if body is None else self._fact(body, at) for at, body in enumerate(bodies, first)]

    def _fact(self, body: bytes, at: int) -> Any:
        try:
            stated = parsed(body)
            fact = self._kinds.fact(body)
            again = canonical(fact)
        except (NotCanonical, Refused, Broken) as error:
            self._find(f"entry {at}", f"Its body is no fact: {error}")
            return _WITHHELD
        if again != body and not self._kinds.is_older(stated):
            self._find(f"entry {at}", "Its body is not what writing its fact again gives.")
        return fact


def _salts(lines: list[Sealed]) -> list[bytes]:
    """The salts as bytes; empty ones, which fit no seal, when they are not all of the right form."""
    joined = "".join([line.salt for line in lines])
    try:
        salts = bytes.fromhex(joined)
    except ValueError:
        salts = b""
    if salts.hex() != joined or any(len(line.salt) != 2 * SALT_BYTES for line in lines):
        return [b""] * len(lines)
    return [salts[at : at + SALT_BYTES] for at in range(0, len(salts), SALT_BYTES)]


def _lines(chunk: bytes) -> list[bytes]:
    return chunk.removesuffix(b"\n").split(b"\n")


def _chunks(text: bytes) -> Iterator[tuple[int, bytes]]:
    """The text in pieces of whole lines, each with the number of its first line, from 0."""
    start = number = 0
    while start < len(text):
        end = text.find(b"\n", start + _CHUNK) + 1 or len(text)
        chunk = text[start:end]
        yield number, chunk
        number += chunk.count(b"\n")
        start = end
