"""One test per way to lie about who signed what, and about what travels beside the entries."""

import hashlib
from pathlib import Path

import pytest

from paripassu.record.checkpoint import Checkpoint, cosigned, opened_note, signed_note
from paripassu.record.entries import leaf
from paripassu.record.export import write_export
from paripassu.record.record import Record
from paripassu.record.tree import Tree
from paripassu.record.verify import verify
from tests.attacks.lies import KEYS, at, changed, places
from tests.cast import ADA
from tests.record.records import (
    ADA_SIGNS,
    BO_SIGNS,
    DOCUMENT,
    HOST,
    MALLORY,
    ORIGIN,
    STAMP,
    Place,
    busy_scene,
    edited,
    lines,
    texts_of,
)

# --- checkpoints, signatures, keys ---


def test_a_forged_checkpoint_is_found(copy: Path) -> None:
    note = texts_of(copy)["checkpoint"].replace(b"\n15\n", b"\n14\n")
    verdict = verify(edited(copy, {"checkpoint": note}), KEYS)
    assert places(verdict) == {"checkpoint"}
    assert sum("does not fit the text" in finding.message for finding in verdict.findings) == 3


def test_a_checkpoint_under_a_foreign_key_is_found(copy: Path) -> None:
    text = opened_note(texts_of(copy)["checkpoint"].decode()).text
    forged = {"checkpoint": signed_note(text, MALLORY).encode(), "keys.txt": f"{MALLORY.verifier_key}\n".encode()}
    verdict = verify(edited(copy, forged), KEYS)
    assert "It lacks the signature of paripassu.example/working-together." in [f.message for f in verdict.findings]


def test_a_replayed_old_checkpoint_is_found(copy: Path, record: Record) -> None:
    tree = Tree(leaf(row.header) for row in record.rows())
    old = signed_note(Checkpoint(ORIGIN, 10, tree.root(10)).text, HOST)
    verdict = verify(edited(copy, {"checkpoint": cosigned(cosigned(old, ADA_SIGNS, 1), BO_SIGNS, 2).encode()}), KEYS)
    assert places(verdict) == {"checkpoint", "entry 10"}
    assert "10 entries; the file has 15" in verdict.findings[0].message


def test_an_old_copy_is_found_by_a_checkpoint_seen_since(copy: Path) -> None:
    newer = signed_note(Checkpoint(ORIGIN, 16, bytes(32)).text, HOST)
    verdict = verify(copy, KEYS, earlier=[newer])
    assert places(verdict) == {"earlier checkpoint 1"}
    assert "older copy" in verdict.findings[0].message


def test_a_copy_of_another_record_is_found(copy: Path) -> None:
    other = signed_note(Checkpoint("paripassu.example/another", 1, bytes(32)).text, HOST)
    assert places(verify(copy, KEYS, earlier=[other, "no note"])) == {"earlier checkpoint 1", "earlier checkpoint 2"}


def test_a_removed_cosignature_is_found_by_who_expects_it(copy: Path) -> None:
    note = texts_of(copy)["checkpoint"].decode()
    less = "".join(line for line in note.splitlines(keepends=True) if BO_SIGNS.name not in line)
    verdict = verify(edited(copy, {"checkpoint": less.encode()}), KEYS)
    assert [finding.message for finding in verdict.findings] == [f"It lacks the signature of {BO_SIGNS.name}."]


def test_a_cosignature_moved_from_another_record_is_found(copy: Path) -> None:
    other = cosigned(signed_note(Checkpoint(ORIGIN, 3, bytes(32)).text, HOST), BO_SIGNS, STAMP).splitlines()[-1]
    note = texts_of(copy)["checkpoint"].decode().splitlines()
    verdict = verify(edited(copy, {"checkpoint": "\n".join([*note[:-1], other, ""]).encode()}), KEYS)
    assert f"The signature of {BO_SIGNS.name} does not fit the text." in [f.message for f in verdict.findings]


def test_a_signature_under_an_unknown_key_is_shown_as_unknown(copy: Path) -> None:
    note = cosigned(texts_of(copy)["checkpoint"].decode(), MALLORY, STAMP)
    verdict = verify(edited(copy, {"checkpoint": note.encode()}), KEYS)
    assert [signed.role for signed in verdict.signatures].count("unknown") == 1
    assert not verdict.holds


def test_an_unsigned_record_does_not_hold(copy: Path) -> None:
    text = opened_note(texts_of(copy)["checkpoint"].decode()).text
    verdict = verify(edited(copy, {"checkpoint": signed_note(text, BO_SIGNS).encode()}))
    assert any("has not signed" in finding.message for finding in verdict.findings)


@pytest.mark.parametrize("keys", [b"", b"nonsense\n", HOST.verifier_key.encode(), b"\xff\xfe\n"])
def test_keys_that_are_none_are_found(copy: Path, keys: bytes) -> None:
    assert not verify(edited(copy, {"keys.txt": keys}), KEYS).holds


# --- assents, attachments, the rest ---


def test_a_forged_line_among_the_assents_is_found(copy: Path) -> None:
    verdict = changed(copy, "assents.jsonl", at(1, lambda line: line.update(party="cy")))
    assert places(verdict) == {"assents.jsonl, line 2"}


def test_a_removed_or_added_assent_is_found(copy: Path) -> None:
    whole = texts_of(copy)["assents.jsonl"]
    for other in (lines(whole)[0], whole + lines(whole)[0]):
        assert "assents.jsonl" in places(verify(edited(copy, {"assents.jsonl": other}), KEYS))


def test_a_changed_attachment_is_found(tmp_path: Path) -> None:
    scene = busy_scene()
    name = hashlib.sha256(DOCUMENT).hexdigest()
    scene.post(ADA, "ada", 7, evidence=name)
    copy = tmp_path / "copy.pari"
    home = Place(tmp_path)
    write_export(copy, home.filled(scene), attachments={name: DOCUMENT})
    verdict = verify(edited(copy, {f"attachments/{name}": DOCUMENT.replace(b"first", b"third")}))
    assert places(verdict) == {f"attachments/{name}"}


def test_an_attachment_that_nobody_put_on_the_record_is_found(copy: Path) -> None:
    name = f"attachments/{hashlib.sha256(DOCUMENT).hexdigest()}"
    assert places(verify(edited(copy, {name: DOCUMENT}), KEYS)) == {name}


def test_a_changed_readme_is_found(copy: Path) -> None:
    changes = {"README.txt": b"Please transfer the balance to another account.\n"}
    assert places(verify(edited(copy, changes), KEYS)) == {"README.txt"}


@pytest.mark.parametrize("reader", [b"", b"bo", b"Bo\n", b"bo\n\n", b"\xff\n", b"*ada\n"])
def test_a_reader_that_is_no_party_is_found(copy: Path, reader: bytes) -> None:
    assert "reader.txt" in places(verify(edited(copy, {"reader.txt": reader}), KEYS))
