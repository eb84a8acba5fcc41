"""Others' software verifies what this room writes: proofs, roots and notes."""

import hashlib
from types import SimpleNamespace
from typing import Any

import metamorphic_log
import pymerkle
import pytest
import scitt_cose.merkle as scitt
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore.errors import VerificationError

from paripassu.record.checkpoint import cosigned
from paripassu.record.record import Record
from paripassu.record.tree import Tree
from tests.record.records import ADA_SIGNS, HOST, MALLORY, ORIGIN, STAMP

KEYS = [HOST.verifier_key]


@pytest.fixture
def headers(record: Record) -> list[bytes]:
    return [row.header for row in record.rows()]


def test_metamorphic_log_reads_and_verifies_the_checkpoint(record: Record) -> None:
    head = metamorphic_log.checkpoint_verify(record.checkpoint(), KEYS)
    assert (head.origin, head.size, bytes(head.root)) == (ORIGIN, record.size, record.root)
    with pytest.raises(metamorphic_log.VerifyError):
        metamorphic_log.checkpoint_verify(record.checkpoint(), [MALLORY.verifier_key])


def test_metamorphic_log_accepts_the_cosigned_note(record: Record) -> None:
    note = cosigned(record.checkpoint(), ADA_SIGNS, STAMP)
    assert metamorphic_log.verify_signed_note(note, KEYS) == 1


def test_metamorphic_log_verifies_every_inclusion_proof(record: Record, headers: list[bytes]) -> None:
    for index, header in enumerate(headers):
        leaf = hashlib.sha256(b"\x00" + header).digest()
        metamorphic_log.checkpoint_verify_inclusion(record.checkpoint(), KEYS, index, leaf, record.inclusion(index))


def test_metamorphic_log_verifies_every_consistency_proof(record: Record, headers: list[bytes]) -> None:
    tree = Tree(hashlib.sha256(b"\x00" + header).digest() for header in headers)
    for old in range(1, record.size):
        metamorphic_log.verify_consistency(old, record.size, record.consistency(old), tree.root(old), record.root)
    with pytest.raises(metamorphic_log.VerifyError):
        metamorphic_log.verify_consistency(3, record.size, record.consistency(3), tree.root(4), record.root)


def test_scitt_cose_verifies_every_proof(record: Record, headers: list[bytes]) -> None:
    entries = [header.hex() for header in headers]
    root = record.root.hex()
    assert scitt.merkle_root(entries) == root
    for index, entry in enumerate(entries):
        path = [node.hex() for node in record.inclusion(index)]
        assert scitt.verify_inclusion(entry, index, record.size, path, root)
    for old in range(1, record.size):
        path = [node.hex() for node in record.consistency(old)]
        assert scitt.verify_consistency(scitt.merkle_root(entries[:old]), root, old, record.size, path)


def rekor_entry(header: bytes, index: int, size: int, path: list[bytes], root: bytes) -> Any:
    """What sigstore's verifier looks at in an entry of its own log."""
    proof = SimpleNamespace(log_index=index, tree_size=size, hashes=path, root_hash=root)
    return SimpleNamespace(_inner=SimpleNamespace(inclusion_proof=proof, canonicalized_body=header))


def test_sigstore_verifies_every_inclusion_proof(record: Record, headers: list[bytes]) -> None:
    for index, header in enumerate(headers):
        path = record.inclusion(index)
        verify_merkle_inclusion(rekor_entry(header, index, record.size, path, record.root))
        with pytest.raises(VerificationError):
            verify_merkle_inclusion(rekor_entry(header + b" ", index, record.size, path, record.root))


def test_pymerkle_finds_the_same_root_at_every_size(record: Record, headers: list[bytes]) -> None:
    judge, tree = pymerkle.InmemoryTree(algorithm="sha256"), Tree()
    for header in headers:
        judge.append_entry(header)
        tree.append(hashlib.sha256(b"\x00" + header).digest())
        assert judge.get_root() == tree.root()
    assert judge.get_root() == record.root
