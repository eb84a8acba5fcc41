"""The export: a whole record in one `.pari` file, plain text inside, readable and verifiable without us.

`docs/reference/record.md` describes the file so that a stranger can write a reader. What the reader of a copy may not
see is left out; the headers stay, so that every copy verifies against the same checkpoint.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from paripassu.alliance.facts import Recorded
from paripassu.alliance.refusals import Refused
from paripassu.record.assent import Assent, assents
from paripassu.record.checkpoint import Verifier, opened_note, parsed_checkpoint, parsed_key
from paripassu.record.container import Container, Content, Damaged, blocks_of, write_container
from paripassu.record.entries import Header
from paripassu.record.journal import Row
from paripassu.record.kinds import KINDS, Kinds
from paripassu.record.record import Record

EVERYBODY = "*"
"""The reader of a complete copy: nothing is left out. Only the host can make one."""

README = """\
This file is a complete record of an alliance, made by Pari Passu (format 1).

Everything in it is plain text. It is a zip file without compression.

  checkpoint       how many entries there are, the root over all of them, and who signed that
  keys.txt         the public keys of those who signed, one on each line
  reader.txt       the party this copy was made for; * stands for a copy from which nothing is left out
  entries.jsonl    one line for each entry, in order: when, by which party, for whom, and its seal
  envelopes.jsonl  the facts themselves, as far as this reader may see them
  assents.jsonl    who signed which text
  attachments/     documents, each named by the SHA-256 of its bytes

Check it with:  paripassu verify FILE.pari
or write a program of your own: the format is described in docs/reference/record.md of Pari Passu.
Ask the other parties for the keys they know: keys that come with a file prove nothing about who made it.
"""


class Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A line of envelopes.jsonl: the index of the entry, the salt in hex, and the body as it was sealed."""

    index: int
    salt: str
    body: msgspec.Raw


_encode_lines = msgspec.json.Encoder(order="sorted").encode_lines


def write_export(
    target: Path | BinaryIO,
    record: Record,
    *,
    reader: str = EVERYBODY,
    attachments: Mapping[str, bytes | Path] | None = None,
    keys: Sequence[str] = (),
    note: str = "",
) -> None:
    """Write the record for one reader.

    `attachments`: digest -> bytes or file; give those the reader may see. `keys`: the verifier keys of cosigners.
    `note`: a checkpoint of the record with cosignatures, which says up to where; the present one, if not given. A path
    is written beside itself first and then put in place, so that no half-written file is ever found there.
    """
    contents = list(_contents(record, reader, attachments or {}, keys, note or record.checkpoint()))
    if not isinstance(target, Path):
        write_container(target, contents)
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            write_container(file, contents)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _contents(
    record: Record, reader: str, attachments: Mapping[str, bytes | Path], keys: Sequence[str], note: str
) -> Iterator[tuple[str, Content]]:
    """Every member in order, texts as lists of lines that are made once."""
    seen = None if reader == EVERYBODY else reader
    size = parsed_checkpoint(opened_note(note).text).size
    entries, envelopes = _lines(record.rows(0, size), seen)
    signed = assents(islice(record.since(0, seen), size))
    all_keys = dict.fromkeys((record.signer.verifier_key, *keys))
    yield "README.txt", blocks_of(README.encode())
    yield "reader.txt", blocks_of(f"{reader}\n".encode())
    yield "checkpoint", blocks_of(note.encode())
    yield "keys.txt", blocks_of("".join(f"{key}\n" for key in all_keys).encode())
    yield "entries.jsonl", blocks_of(entries)
    yield "envelopes.jsonl", blocks_of(envelopes)
    yield "assents.jsonl", blocks_of(_encode_lines(signed))
    for digest in sorted(attachments):
        yield f"attachments/{digest}", blocks_of(attachments[digest])


def _lines(rows: Iterable[Row], reader: str | None) -> tuple[bytes, bytes]:
    """The two texts of entries and envelopes. Headers are asked for their audience only when there is a reader."""
    entries, envelopes = [], []
    decode = msgspec.json.Decoder(Header).decode
    for index, (header, salt, body, _) in enumerate(rows):
        entries.append(header)
        if salt is not None and body is not None and (reader is None or decode(header).open_to(reader)):
            envelopes.append(b'{"body":%b,"index":%d,"salt":"%b"}\n' % (body, index, salt.hex().encode()))
    entries.append(b"")
    return b"\n".join(entries), b"".join(envelopes)


class Export(NamedTuple):
    """An export taken apart. Nothing in it is checked beyond the form of the file: `verify` does that."""

    reader: str
    note: str
    keys: tuple[Verifier, ...]
    headers: list[Header]
    rows: list[Row]
    assents: list[Assent]
    attachments: dict[str, bytes]

    def facts(self, kinds: Kinds = KINDS) -> Iterator[Recorded]:
        """The facts as the record gives them; Withheld where this copy has none."""
        facts = kinds.facts([row.body for row in self.rows])
        for header, fact in zip(self.headers, facts, strict=True):
            yield Recorded(header.index, datetime.fromisoformat(header.entered), header.party, fact)


def read_export(path: Path, *, attachments: bool = True) -> Export:
    """The parts of an export. Refused (`not_an_export`) with the place when the file cannot be read as one.

    Verify a file first: this reads what stands there, true or not. `attachments`: whether to read those as well.
    """
    with opened(path) as container:
        try:
            texts = {name: container.content(name) for name in container.members if "/" not in name}
            kept = (
                {digest: container.content(m.name) for digest, m in container.attachments.items()}
                if attachments
                else {}
            )
            headers = msgspec.json.Decoder(Header).decode_lines(texts["entries.jsonl"])
            rows = _joined(texts["entries.jsonl"].splitlines(), texts["envelopes.jsonl"])
            signed = msgspec.json.Decoder(Assent).decode_lines(texts["assents.jsonl"])
            keys = tuple(parsed_key(line) for line in texts["keys.txt"].decode().splitlines())
            reader, note = texts["reader.txt"].decode().strip(), texts["checkpoint"].decode()
        except (Damaged, msgspec.MsgspecError, ValueError, LookupError, RecursionError) as error:
            raise _no_export(path, error) from error
    return Export(reader, note, keys, headers, rows, signed, kept)


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The container in a file. Refused (`not_an_export`) when it is none."""
    try:
        with path.open("rb") as file:
            yield Container(file)
    except (OSError, Damaged) as error:
        raise _no_export(path, error) from error


def _no_export(path: Path, reason: object) -> Refused:
    sentence = (
        "{path} cannot be read as a record: {reason} Ask for the file again, or verify it to see all that is wrong."
    )
    return Refused("not_an_export", sentence, path=str(path), reason=str(reason))


def _joined(entries: list[bytes], envelopes: bytes) -> list[Row]:
    """The rows of a copy: headers, with the envelopes that are there."""
    sealed = {line.index: line for line in msgspec.json.Decoder(Sealed).decode_lines(envelopes)}
    rows = []
    for index, header in enumerate(entries):
        line = sealed.get(index)
        rows.append(
            Row(header, bytes.fromhex(line.salt), bytes(line.body), "") if line else Row(header, None, None, "")
        )
    return rows
