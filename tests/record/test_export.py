"""The export: one plain file, whole for whom it is made, readable without us, and set up again elsewhere."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.alliance import fold
from paripassu.alliance.facts import Withheld
from paripassu.alliance.ledger import Noted
from paripassu.alliance.refusals import Refused
from paripassu.record import assent
from paripassu.record.assent import assents
from paripassu.record.checkpoint import Signer, cosigned
from paripassu.record.export import read_export, write_export
from paripassu.record.record import Record
from paripassu.record.restore import restore
from paripassu.record.verify import verify
from tests.cast import ADA, terms
from tests.record.records import (
    ADA_SIGNS,
    BO_SIGNS,
    DOCUMENT,
    HOST,
    ORIGIN,
    STAMP,
    Place,
    busy_scene,
    export_of,
    texts_of,
)

NEW_HOST = Signer.from_seed(ORIGIN, bytes([7] * 32))


@pytest.fixture
def whole(record: Record, tmp_path: Path) -> Path:
    return export_of(record, tmp_path / "whole.pari")


def test_a_copy_holds_for_every_reader(record: Record, tmp_path: Path) -> None:
    for reader in ("*", "ada", "bo", "cy", "eve"):
        verdict = verify(export_of(record, tmp_path / "copy.pari", reader), [HOST.verifier_key, BO_SIGNS.cosigner_key])
        assert verdict.findings == []
        assert verdict.holds
        assert (verdict.size, verdict.root) == (record.size, record.root.hex())


def test_the_verdict_says_who_signed_and_when(whole: Path) -> None:
    found = verify(whole, [ADA_SIGNS.cosigner_key]).signatures
    assert [(one.name, one.role, one.at, one.holds, one.expected) for one in found] == [
        (ORIGIN, "host", "", True, False),
        (ADA_SIGNS.name, "cosigner", "2026-02-02T02:40:00Z", True, True),
        (BO_SIGNS.name, "cosigner", "2026-02-02T02:40:01Z", True, False),
    ]


def test_what_is_not_for_the_reader_is_left_out_and_nothing_else(record: Record, tmp_path: Path) -> None:
    seen = {reader: export_of(record, tmp_path / f"{reader}.pari", reader) for reader in ("ada", "bo")}
    assert b"lawyer" in seen["ada"].read_bytes()
    assert b"lawyer" not in seen["bo"].read_bytes()
    facts = list(read_export(seen["bo"]).facts())
    assert [entry.index for entry in facts if entry.fact == Withheld()] == [record.size - 1]
    assert list(read_export(seen["ada"]).facts()) == list(record.since())


def test_any_zip_program_and_any_json_reader_can_open_it(whole: Path) -> None:
    with zipfile.ZipFile(whole) as archive:
        assert archive.testzip() is None
        assert "paripassu verify" in archive.read("README.txt").decode()
        entries = [json.loads(line) for line in archive.read("entries.jsonl").splitlines()]
        envelopes = [json.loads(line) for line in archive.read("envelopes.jsonl").splitlines()]
    for entry, envelope in zip(entries, envelopes, strict=True):
        body = json.dumps(envelope["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert hashlib.sha256(bytes.fromhex(envelope["salt"]) + body).hexdigest() == entry["seal"]


def test_two_exports_of_one_record_are_the_same_bytes(record: Record, tmp_path: Path) -> None:
    assert export_of(record, tmp_path / "a.pari").read_bytes() == export_of(record, tmp_path / "b.pari").read_bytes()
    stream = io.BytesIO()
    write_export(stream, record)
    write_export(tmp_path / "c.pari", record)
    assert (tmp_path / "c.pari").read_bytes() == stream.getvalue()


def test_a_cosigned_note_of_an_earlier_size_makes_a_copy_of_that_size(record: Record, tmp_path: Path) -> None:
    earlier = cosigned(record.checkpoint(), ADA_SIGNS, STAMP)
    size = record.size
    record.append([Noted(by=ADA, entry=9, text="later")], party="ada", audience=("ada",), at=size, key="later")
    write_export(tmp_path / "x.pari", record, note=earlier, keys=[ADA_SIGNS.cosigner_key])
    verdict = verify(tmp_path / "x.pari", [ADA_SIGNS.cosigner_key])
    assert (verdict.findings, verdict.size) == ([], size)


def test_a_half_written_file_is_never_put_in_place(record: Record, tmp_path: Path) -> None:
    target = export_of(record, tmp_path / "x.pari")
    before = target.read_bytes()
    with pytest.raises(FileNotFoundError):
        write_export(target, record, attachments={"0" * 64: tmp_path / "not there"})
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_attachments_travel_by_digest(place: Place, tmp_path: Path) -> None:
    scene = busy_scene()
    name = hashlib.sha256(DOCUMENT).hexdigest()
    scene.post(ADA, "ada", 7, evidence=name)
    write_export(tmp_path / "x.pari", place.filled(scene), attachments={name: DOCUMENT})
    assert verify(tmp_path / "x.pari").findings == []
    assert read_export(tmp_path / "x.pari").attachments == {name: DOCUMENT}
    assert read_export(tmp_path / "x.pari", attachments=False).attachments == {}


def test_the_assents_are_those_of_the_signatures_on_the_record(whole: Path) -> None:
    signed = read_export(whole).assents
    text = terms(neutrals=("cy",))
    assert [(one.party, one.person, one.digest, one.assurance) for one in signed] == [
        ("ada", "p_ada", digest(text), "session"),
        ("bo", "p_bo", digest(text), "session"),
    ]
    assert signed == assents(busy_scene().facts)


def test_the_digest_of_a_text_is_over_its_canonical_bytes() -> None:
    assert assent.digest({"b": 1, "a": "ü"}) == hashlib.sha256('{"a":"ü","b":1}'.encode()).hexdigest()


def test_an_empty_record_can_be_exported(place: Place, tmp_path: Path) -> None:
    write_export(tmp_path / "x.pari", place.record())
    assert verify(tmp_path / "x.pari", [HOST.verifier_key]).findings == []


def test_a_record_lives_on_in_another_place(
    whole: Path, record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    new_home = Place(tmp_path_factory.mktemp("new"), signer=NEW_HOST)
    restored = restore(whole, new_home.journal(), new_home.heads(), NEW_HOST, clock=new_home.clock)
    assert list(restored.since()) == list(record.since())
    assert (restored.size, restored.root, restored.origin) == (record.size, record.root, ORIGIN)
    restored.append([Noted(by=ADA, entry=9, text="on")], party="ada", audience=("ada",), at=restored.size, key="on")
    again = new_home.record()
    assert again.size == record.size + 1
    assert again._tree.root(record.size) == record.root
    assert fold(again.since()).size == again.size
    assert verify(export_of(again, whole), [NEW_HOST.verifier_key], earlier=[record.checkpoint()]).findings == []


def test_a_copy_with_withheld_envelopes_is_restored_with_its_gaps(record: Record, tmp_path: Path) -> None:
    copy = export_of(record, tmp_path / "bo.pari", "bo")
    home = Place(tmp_path / "home")
    home.path.mkdir()
    restored = restore(copy, home.journal(), home.heads(), HOST)
    assert restored.root == record.root
    assert list(restored.since())[-1].fact == Withheld()
    assert verify(export_of(restored, tmp_path / "again.pari", "bo")).findings == []


def test_a_file_that_does_not_hold_is_not_restored(whole: Path, tmp_path: Path) -> None:
    whole.write_bytes(whole.read_bytes()[:-1])
    home = Place(tmp_path / "home")
    home.path.mkdir()
    with pytest.raises(Refused, match="not taken over"):
        restore(whole, home.journal(), home.heads(), HOST)
    assert home.record().size == 0


def test_a_record_is_not_restored_over_another(whole: Path, place: Place) -> None:
    with pytest.raises(Refused) as refusal:
        restore(whole, place.journal(), place.heads(), HOST)
    assert refusal.value.code == "record_exists"


def test_a_file_that_is_no_export_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "x.pari").write_bytes(b"PK but nothing else")
    for path in (tmp_path / "x.pari", tmp_path / "not there"):
        with pytest.raises(Refused, match="cannot be read as a record"):
            read_export(path)
        assert not verify(path).holds


def test_the_members_stand_in_their_order(whole: Path) -> None:
    assert list(texts_of(whole)) == [
        "README.txt",
        "reader.txt",
        "checkpoint",
        "keys.txt",
        "entries.jsonl",
        "envelopes.jsonl",
        "assents.jsonl",
    ]
