"""What a liar who knows the format can make of an export: every checksum and directory line is made right again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paripassu.record.canonical import canonical
from paripassu.record.checkpoint import Checkpoint, Signer, signed_note
from paripassu.record.entries import leaf, sealed
from paripassu.record.tree import Tree
from paripassu.record.verify import Verdict, verify
from tests.record.records import (
    ADA_SIGNS,
    BO_SIGNS,
    HOST,
    ORIGIN,
    edited,
    lines,
    texts_of,
)

KEYS = [HOST.verifier_key, ADA_SIGNS.cosigner_key, BO_SIGNS.cosigner_key]
Change = Callable[[list[bytes]], list[bytes]]


def places(verdict: Verdict) -> set[str]:
    assert verdict.holds == (not verdict.findings)
    return {finding.at for finding in verdict.findings}


def changed(path: Path, name: str, change: Change) -> Verdict:
    """The verdict after the lines of one member were changed."""
    return verify(edited(path, {name: b"".join(change(lines(texts_of(path)[name])))}), KEYS)


def at(number: int, change: Callable[[Any], None]) -> Change:
    """Change the parsed line at a number and write it canonically again."""

    def rewritten(found: list[bytes]) -> list[bytes]:
        value = json.loads(found[number])
        change(value)
        return [*found[:number], canonical(value) + b"\n", *found[number + 1 :]]

    return rewritten


def resigned(path: Path, index: int, body: bytes, signer: Signer = HOST) -> Path:
    """What a dishonest host can make: another body under a good seal, a good tree and its own signature."""
    texts = texts_of(path)
    headers, envelopes = lines(texts["entries.jsonl"]), lines(texts["envelopes.jsonl"])
    salt = bytes(32)
    header = json.loads(headers[index]) | {"seal": sealed(salt, body)}
    headers[index] = canonical(header) + b"\n"
    envelopes[index] = b'{"body":%b,"index":%d,"salt":"%b"}\n' % (body, index, salt.hex().encode())
    tree = Tree(leaf(line.rstrip(b"\n")) for line in headers)
    note = signed_note(Checkpoint(ORIGIN, tree.size, tree.root()).text, signer)
    changes = {"entries.jsonl": b"".join(headers), "envelopes.jsonl": b"".join(envelopes), "checkpoint": note.encode()}
    return edited(path, changes | {"keys.txt": f"{signer.verifier_key}\n".encode()})


def body_of(path: Path, index: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lines(texts_of(path)["envelopes.jsonl"])[index])["body"]
    return found
