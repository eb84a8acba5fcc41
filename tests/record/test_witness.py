"""A foreign verifier and a foreign witness, which need Python 3.12: they accept growth and refuse rewriting."""

import base64
from pathlib import Path
from typing import Any

import pytest

from paripassu.alliance.ledger import Noted
from paripassu.record.checkpoint import Checkpoint, checked, cosigned, opened_note, parsed_key, signed_note
from paripassu.record.entries import leaf
from paripassu.record.record import Record
from tests.cast import ADA
from tests.record.records import ADA_SIGNS, HOST, ORIGIN, STAMP

WHERE = "needs Python 3.12 or later with aics-tlog and aics-witness installed; run the tests there to include it"
tlog = pytest.importorskip("aics_tlog", reason=WHERE)
witness_package = pytest.importorskip("aics_witness", reason=WHERE)


@pytest.fixture
def witness(tmp_path: Path) -> Any:
    from aics_witness.config import LogConfig
    from aics_witness.service import Witness
    from aics_witness.store import WitnessStore

    logs = [LogConfig.from_strings(ORIGIN, [HOST.verifier_key])]
    store = WitnessStore(tmp_path / "witness.sqlite", create=True)
    yield Witness("bo.example/witness", ADA_SIGNS._key, store, logs, clock=lambda: STAMP)
    store.close()


def request(old: int, proof: list[bytes], note: str) -> bytes:
    """An add-checkpoint request as c2sp.org/tlog-witness has it."""
    lines = "".join(base64.b64encode(node).decode() + "\n" for node in proof)
    return f"old {old}\n{lines}\n{note}".encode()


def test_the_foreign_verifier_accepts_checkpoint_cosignature_and_proofs(record: Record) -> None:
    from aics_tlog import checkpoint, note, tree

    signed = cosigned(record.checkpoint(), ADA_SIGNS, STAMP)
    log, cosigner = note.parse_vkey(HOST.verifier_key), note.parse_vkey(ADA_SIGNS.cosigner_key)
    result = checkpoint.verify_checkpoint(note.parse_note(signed), log, [cosigner], 1, expected_origin=ORIGIN)
    assert (result.ok, result.size, result.root, result.cosignature_count) == (True, record.size, record.root, 1)
    for row, index in zip(record.rows(), range(record.size), strict=True):
        path = record.inclusion(index)
        assert tree.verify_inclusion(leaf(row.header), index, record.size, path, record.root)


def test_a_foreign_witness_cosigns_a_record_as_it_grows(record: Record, witness: Any) -> None:
    size = record.size
    answer = witness.add_checkpoint(request(0, [], record.checkpoint()))
    record.append([Noted(by=ADA, entry=9, text="more")], party="ada", audience=("ada",), at=size, key="more")
    answer = witness.add_checkpoint(request(size, record.consistency(size), record.checkpoint()))
    note = opened_note(record.checkpoint() + answer.decode())
    assert [signed.holds for signed in checked(note, [parsed_key(witness.vkey_text)])] == [True]


def test_a_foreign_witness_refuses_a_rewritten_and_a_rolled_back_record(record: Record, witness: Any) -> None:
    from aics_witness.service import WitnessError

    witness.add_checkpoint(request(0, [], record.checkpoint()))
    other = signed_note(Checkpoint(ORIGIN, record.size + 1, bytes(32)).text, HOST)
    older = signed_note(Checkpoint(ORIGIN, 10, record._tree.root(10)).text, HOST)
    for old, note, status in ((record.size, other, 422), (record.size, older, 400)):
        with pytest.raises(WitnessError) as refusal:
            witness.add_checkpoint(request(old, record.consistency(9), note))
        assert refusal.value.status == status
