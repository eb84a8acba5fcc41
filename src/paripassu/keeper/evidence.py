"""What shows that an entry is on the record as it stands: its seal computed again, and its proof of inclusion."""

import base64
from typing import NamedTuple

import msgspec

from paripassu.keeper.access import NotHere, Sitting
from paripassu.record.checkpoint import opened_note, parsed_checkpoint
from paripassu.record.entries import Header, leaf, sealed
from paripassu.record.tree import verify_inclusion

_header = msgspec.json.Decoder(Header).decode


class Evidence(NamedTuple):
    """An entry with all that proves it. `salt`, `body` and `computed` are empty where the entry is withheld.

    `computed` is the seal over salt and body as it comes out now; `proof` a C2SP tlog-proof, `included` whether it
    leads to the root of the checkpoint in it. `key` is the host's, which signed that checkpoint; `extends` proves
    that an earlier one, if it was named, is its beginning.
    """

    header: Header
    header_text: str
    salt: str
    body: str
    computed: str
    leaf: str
    proof: str
    included: bool
    key: str
    extends: tuple[bytes, ...]


def evidence(sitting: Sitting, index: int, since: int = 0) -> Evidence:
    """The evidence for one entry, as this person may see it. NotHere when there is no such entry.

    `since`: how many entries the record had when they saw it before; nothing extends what it never was.
    """
    record = sitting.kept.record
    note = record.checkpoint()
    stated = parsed_checkpoint(opened_note(note).text)
    if not 0 <= index < stated.size:
        raise NotHere(str(index))
    [row] = sitting.kept.journal.read(index, index + 1)
    header = _header(row.header)
    open_ = row.salt is not None and row.body is not None and header.open_to(sitting.seat.party)
    salt, body = (row.salt or b"", row.body or b"") if open_ else (b"", b"")
    path = record.inclusion(index, stated.size)
    return Evidence(
        header,
        row.header.decode(),
        salt.hex(),
        body.decode(),
        sealed(salt, body) if open_ else "",
        leaf(row.header).hex(),
        proof_text(index, path, note),
        verify_inclusion(leaf(row.header), index, stated.size, path, stated.root),
        record.signer.verifier_key,
        tuple(record.consistency(since, stated.size)) if 0 <= since <= stated.size else (),
    )


def proof_text(index: int, path: list[bytes], note: str) -> str:
    """The proof that an entry is in the record of a checkpoint, as text [C2SP tlog-proof]."""
    hashes = "".join(f"{base64.b64encode(hashed).decode()}\n" for hashed in path)
    return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{note}"
