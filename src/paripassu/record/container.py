"""The zip file around an export, in the one form that is allowed.

Every member is stored, not compressed, with fixed dates and attributes, in one order, without gaps, comments or extra
fields. Any zip program can open such a file; but there is exactly one such file for given contents, so that every byte
of it is accounted for, and a bomb, an overlap, a doubled name or a path that leads elsewhere cannot be said in it.
[PKWARE APPNOTE 6.3]
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zlib import crc32

from paripassu.alliance.refusals import Finding, Refused

MOST_MEMBERS = 20_000
FILE_LIMIT = 2**32 - 2**20
"""Bytes of one file. A zip file without 64-bit extensions ends at 4 GiB."""

TEXTS = ("README.txt", "reader.txt", "checkpoint", "keys.txt", "entries.jsonl", "envelopes.jsonl", "assents.jsonl")
"""The members that every export has, in their order. Attachments follow, sorted by digest."""

ATTACHMENT = re.compile(r"attachments/([0-9a-f]{64})")

_BLOCK = 2**20
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_JAN_1980 = 0x21
_UNIX_20, _VERSION_20 = 0x0314, 20
_PLAIN_FILE = 0o100644 << 16


class Damaged(ValueError):
    """A part of the file cannot be used. It carries the finding that says where and why."""

    def __init__(self, at: str, message: str) -> None:
        super().__init__(f"{at}: {message}")
        self.finding = Finding(at, message)


class Member(NamedTuple):
    """One file in the container: where its local header begins, how many bytes it has and their CRC-32."""

    name: str
    offset: int
    size: int
    crc: int

    @property
    def start(self) -> int:
        """Where its content begins."""
        return self.offset + _LOCAL.size + len(self.name)

    @property
    def local(self) -> bytes:
        """The bytes before its content."""
        fields = (_VERSION_20, 0, 0, 0, _JAN_1980, self.crc, self.size, self.size, len(self.name), 0)
        return _LOCAL.pack(b"PK\x03\x04", *fields) + self.name.encode()

    @property
    def central(self) -> bytes:
        """Its line in the directory at the end."""
        fields = (_UNIX_20, _VERSION_20, 0, 0, 0, _JAN_1980, self.crc, self.size, self.size, len(self.name))
        return _CENTRAL.pack(b"PK\x01\x02", *fields, 0, 0, 0, 0, _PLAIN_FILE, self.offset) + self.name.encode()


Content = Callable[[], Iterator[bytes]]
"""What opens a content anew: it is read twice, once for its checksum and once to be written."""


def blocks_of(source: bytes | Path) -> Content:
    """The content of a file or of bytes, block by block."""

    def blocks() -> Iterator[bytes]:
        if isinstance(source, bytes):
            yield source
            return
        with source.open("rb") as file:
            while block := file.read(_BLOCK):
                yield block

    return blocks


def write_container(file: BinaryIO, contents: Iterable[tuple[str, Content]]) -> None:
    """Write the members in this order. Refused (`export_too_large`) beyond 4 GiB or 20,000 members."""
    members: list[Member] = []
    offset = 0
    for name, content in contents:
        member = _measured(name, offset, content)
        offset = member.start + member.size
        if offset > FILE_LIMIT or len(members) == MOST_MEMBERS:
            raise Refused("export_too_large", "The export would be larger than 4 GiB. Leave out attachments.")
        members.append(member)
        file.write(member.local)
        for block in content():
            file.write(block)
    directory = b"".join(member.central for member in members)
    file.write(directory + _end(len(members), len(directory), offset))


def _measured(name: str, offset: int, content: Content) -> Member:
    crc = size = 0
    for block in content():
        crc, size = crc32(block, crc), size + len(block)
    return Member(name, offset, size, crc)


def _end(members: int, length: int, offset: int) -> bytes:
    return _END.pack(b"PK\x05\x06", 0, 0, members, members, length, offset, 0)


class Container:
    """An opened container. Damaged is raised by everything that finds a byte out of place."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.members = {member.name: member for member in self._directory()}

    @property
    def attachments(self) -> dict[str, Member]:
        """The attachments by digest."""
        return {name.removeprefix("attachments/"): member for name, member in self.members.items() if name not in TEXTS}

    def content(self, name: str) -> bytes:
        """The whole content of a member."""
        return b"".join(self.blocks(name))

    def blocks(self, name: str) -> Iterator[bytes]:
        """The content of a member block by block; Damaged at the end when it does not fit its checksum."""
        member = self.members[name]
        self._file.seek(member.start)
        left, crc = member.size, 0
        while left:
            block = self._file.read(min(_BLOCK, left))
            if not block:
                raise Damaged(name, "The file ends in the middle of it.")
            left, crc = left - len(block), crc32(block, crc)
            yield block
        if crc != member.crc:
            raise Damaged(name, "Its bytes do not fit its checksum.")

    def _directory(self) -> list[Member]:
        """The members, after every byte that is not content was compared with what it must be."""
        size = self._file.seek(0, 2)
        if size < _END.size or size > FILE_LIMIT:
            raise Damaged("file", f"It has {size} bytes: too few or too many for an export.")
        count, length, offset = self._ending(size)
        self._file.seek(offset)
        members = _members(self._file.read(length), count)
        if [member.name for member in members[: len(TEXTS)]] != list(TEXTS):
            raise Damaged("directory", f"It must begin with {', '.join(TEXTS)}.")
        names = [member.name for member in members[len(TEXTS) :]]
        if names != sorted(set(names)) or not all(ATTACHMENT.fullmatch(name) for name in names):
            raise Damaged("directory", "What follows must be attachments, each once, named and sorted by digest.")
        end = self._compared(members)
        if end != offset:
            raise Damaged("directory", f"It begins at byte {offset}, the contents end at {end}.")
        return members

    def _ending(self, size: int) -> tuple[int, int, int]:
        """How many members, how long the directory is and where it begins."""
        self._file.seek(size - _END.size)
        last = self._file.read(_END.size)
        _, _, _, _, count, length, offset, _ = _END.unpack(last)
        fits = offset + length + _END.size == size and last == _end(count, length, offset)
        if not fits or not len(TEXTS) <= count <= MOST_MEMBERS:
            raise Damaged("end of file", "It is not the end of an export: something is cut off, added or changed.")
        return count, length, offset

    def _compared(self, members: list[Member]) -> int:
        """Where the contents end, after every local header was compared."""
        end = 0
        for member in members:
            if member.offset != end:
                raise Damaged(member.name, f"It begins at byte {member.offset} instead of {end}.")
            self._file.seek(end)
            if self._file.read(len(member.local)) != member.local:
                raise Damaged(member.name, "Its header is not in the one allowed form, or differs from the directory.")
            end = member.start + member.size
        return end


def _members(directory: bytes, count: int) -> list[Member]:
    members, at = [], 0
    for number in range(1, count + 1):
        line = directory[at : at + _CENTRAL.size]
        if len(line) < _CENTRAL.size:
            raise Damaged("directory", f"It ends before line {number} of {count}.")
        fields = _CENTRAL.unpack(line)
        name = directory[at + _CENTRAL.size : at + _CENTRAL.size + fields[10]].decode("ascii", "replace")
        member = Member(name, fields[16], fields[9], fields[7])
        if directory[at : at + _CENTRAL.size + len(name)] != member.central:
            message = "It is not in the one allowed form (stored, no extra field, no comment, fixed date)."
            raise Damaged(f"directory, line {number}", message)
        members.append(member)
        at += len(member.central)
    if at != len(directory):
        raise Damaged("directory", f"It goes on after its {count} lines.")
    return members
