"""One test per way to lie in an export: each lie is found, and the finding names its place.

The liar here knows the format: after a change every checksum and every directory line of the file is made right again.
"""

import hashlib
import io
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paripassu.record.canonical import canonical
from paripassu.record.checkpoint import Checkpoint, Signer, cosigned, opened_note, parsed_checkpoint, signed_note
from paripassu.record.container import TEXTS, blocks_of, write_container
from paripassu.record.entries import leaf, sealed
from paripassu.record.export import write_export
from paripassu.record.record import Record
from paripassu.record.tree import Tree
from paripassu.record.verify import Verdict, verify
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
    export_of,
    lines,
    texts_of,
)

KEYS = [HOST.verifier_key, ADA_SIGNS.cosigner_key, BO_SIGNS.cosigner_key]
KEYS_OF_LINES = st.sampled_from(["index", "entered", "party", "audience", "seal", "salt", "body", "kind", "by", "x"])
Change = Callable[[list[bytes]], list[bytes]]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return Place(tmp_path_factory.mktemp("host")).filled(busy_scene())


@pytest.fixture
def copy(record: Record, tmp_path: Path) -> Path:
    """A complete copy that holds."""
    path = export_of(record, tmp_path / "copy.pari")
    assert verify(path, KEYS).holds
    return path


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


# --- one byte, anywhere ---


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
@example(place=0.0, flip=1)
@example(place=0.9999999, flip=128)
def test_one_changed_byte_is_found(copy: Path, place: float, flip: int) -> None:
    whole = copy.read_bytes()
    changed_bytes = bytearray(whole)
    changed_bytes[int(place * len(whole))] ^= flip
    other = copy.with_name("flipped.pari")
    other.write_bytes(changed_bytes)
    verdict = verify(other, KEYS)
    assert verdict.findings
    assert all(finding.at and finding.message for finding in verdict.findings)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(TEXTS), place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_is_found_when_the_checksums_are_made_right(
    copy: Path, name: str, place: float, flip: int
) -> None:
    content = bytearray(texts_of(copy)[name])
    content[int(place * len(content))] ^= flip
    other = copy.with_name("flipped.pari")
    other.write_bytes(copy.read_bytes())
    verdict = verify(edited(other, {name: bytes(content)}), KEYS)
    assert not verdict.holds


ANYTHING = (
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode() + b"\n")
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=9), lambda inner: st.dictionaries(KEYS_OF_LINES, inner, max_size=6)
    ).map(lambda value: json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n")
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(TEXTS), content=ANYTHING)
def test_whatever_stands_in_a_member_is_a_finding_and_never_a_traceback(copy: Path, name: str, content: bytes) -> None:
    other = copy.with_name("anything.pari")
    other.write_bytes(copy.read_bytes())
    assert not verify(edited(other, {name: content}), KEYS).holds
    assert not verify(edited(other, {name: texts_of(copy)[name] + content + b"\n"}), KEYS).holds


@pytest.mark.parametrize("name", ["README.txt", "reader.txt", "checkpoint", "keys.txt"])
def test_a_short_member_that_is_huge_is_not_read(copy: Path, name: str) -> None:
    verdict = verify(edited(copy, {name: texts_of(copy)[name] + b"\n" * 2**20}), KEYS)
    assert any(finding.at == name and "not read" in finding.message for finding in verdict.findings)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_found(copy: Path, place: float) -> None:
    whole = copy.read_bytes()
    other = copy.with_name("cut.pari")
    other.write_bytes(whole[: int(place * len(whole))])
    assert not verify(other, KEYS).holds


@pytest.mark.parametrize("more", [b"x", b"\0" * 22, b"PK\x05\x06"])
def test_bytes_before_or_behind_are_found(copy: Path, more: bytes) -> None:
    whole = copy.read_bytes()
    for other in (more + whole, whole + more):
        copy.write_bytes(other)
        assert not verify(copy, KEYS).holds


# --- entries ---


def test_a_removed_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: found[:4] + found[5:])
    assert {"entry 4", "checkpoint"} <= places(verdict)
    assert "removed, added or swapped" in verdict.findings[0].message


def test_a_removed_last_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: found[:-1])
    assert {"checkpoint", "envelope of entry 14"} <= places(verdict)


def test_an_added_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: [*found, found[-1].replace(b'"index":14', b'"index":15')])
    assert {"checkpoint", "entry 15"} <= places(verdict)


def test_two_swapped_entries_are_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: [*found[:3], found[4], found[3], *found[5:]])
    assert {"entry 3", "entry 4", "checkpoint"} <= places(verdict)


def test_a_rewritten_header_is_found(copy: Path) -> None:
    verdict = changed(copy, "entries.jsonl", at(9, lambda header: header.update(party="bo")))
    assert {"entry 9", "checkpoint"} <= places(verdict)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"entered": "2020-01-01T00:00:00Z"}, "before the entry"),
        ({"entered": "2026-01-05 09:00"}, "time"),
        ({"entered": "2026-13-05T09:00:00Z"}, "time"),
        ({"audience": ["bo", "ada"]}, "sorted"),
        ({"audience": ["Bo!"]}, "id of a party"),
        ({"seal": "0" * 64}, "seal"),
        ({"seal": "zz"}, "seal"),
        ({"index": 2**53 - 1}, "removed, added or swapped"),
        ({"more": 1}, "not a header"),
        ({"index": "9"}, "not a header"),
    ],
)
def test_a_header_that_says_something_else_is_found(copy: Path, change: dict[str, Any], said: str) -> None:
    verdict = changed(copy, "entries.jsonl", at(9, lambda header: header.update(change)))
    assert any(finding.at == "entry 9" and said in finding.message for finding in verdict.findings)


@pytest.mark.parametrize(
    "line",
    [b'{"index":9,"index":9}', b'{ "index":9}', b"", b"null", b"\xff", b"[" * 5000, b'{"index":9.0}'],
)
def test_a_line_that_is_no_header_is_found(copy: Path, line: bytes) -> None:
    verdict = changed(copy, "entries.jsonl", lambda found: [*found[:9], line + b"\n", *found[10:]])
    assert "entry 9" in places(verdict)


def test_a_header_with_a_key_twice_is_found(copy: Path) -> None:
    twice = changed(
        copy,
        "entries.jsonl",
        lambda found: [*found[:2], found[2].replace(b'"index":2', b'"index":2,"index":2'), *found[3:]],
    )
    assert any(finding.at == "entry 2" and "canonical" in finding.message for finding in twice.findings)


# --- envelopes ---


def test_swapped_envelopes_are_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: [*found[:3], found[4], found[3], *found[5:]])
    assert {"entry 3", "envelope of entry 3"} & places(verdict)


def test_envelopes_that_change_places_with_their_numbers_are_found(copy: Path) -> None:
    def swap(found: list[bytes]) -> list[bytes]:
        third = found[3].replace(b'"index":3,', b'"index":4,')
        fourth = found[4].replace(b'"index":4,', b'"index":3,')
        return [*found[:3], fourth, third, *found[5:]]

    verdict = changed(copy, "envelopes.jsonl", swap)
    assert {"entry 3", "entry 4"} <= places(verdict)


def test_a_doubled_envelope_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: [*found[:5], found[4], *found[5:]])
    assert "envelope of entry 4" in places(verdict)


def test_a_withheld_envelope_that_the_reader_may_see_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: found[:9] + found[10:])
    assert "entry 9" in places(verdict)
    assert "missing" in verdict.findings[0].message


def test_an_envelope_for_somebody_else_is_found(record: Record, tmp_path: Path) -> None:
    copy = export_of(record, tmp_path / "ada.pari", "ada")
    verdict = verify(edited(copy, {"reader.txt": b"bo\n"}), KEYS)
    assert places(verdict) == {"entry 14"}


def test_an_envelope_without_an_entry_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", lambda found: [*found, found[-1].replace(b'"index":14', b'"index":99')])
    assert "envelope of entry 99" in places(verdict)


def test_a_changed_amount_is_found(copy: Path) -> None:
    verdict = changed(copy, "envelopes.jsonl", at(9, lambda line: line["body"].update(quantity="1000")))
    assert {finding.at for finding in verdict.findings} >= {"entry 9"}
    assert "seal" in verdict.findings[0].message


@pytest.mark.parametrize("salt", ["", "00" * 31, "zz" * 32, "AB" * 32])
def test_a_salt_of_another_form_is_found(copy: Path, salt: str) -> None:
    verdict = changed(copy, "envelopes.jsonl", at(9, lambda line: line.update(salt=salt)))
    assert "envelope of entry 9" in places(verdict)


# --- a host that lies and signs it ---


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


def test_a_rewritten_fact_lacks_the_cosignatures(copy: Path) -> None:
    verdict = verify(resigned(copy, 9, canonical(body_of(copy, 9) | {"quantity": "1000"})), KEYS)
    assert places(verdict) == {"checkpoint"}
    assert [finding.message for finding in verdict.findings] == [
        "It lacks the signature of ada.example/witness.",
        "It lacks the signature of bo.example/witness.",
    ]


def test_a_rewritten_fact_contradicts_a_checkpoint_seen_earlier(copy: Path, record: Record) -> None:
    lie = resigned(copy, 9, canonical(body_of(copy, 9) | {"quantity": "1000"}))
    verdict = verify(lie, [HOST.verifier_key], earlier=[record.checkpoint()])
    assert places(verdict) == {"earlier checkpoint 1"}
    assert "rewritten" in verdict.findings[0].message


def test_a_fact_the_rules_do_not_allow_is_found_under_any_signature(copy: Path) -> None:
    """Ada cannot confirm her own posting, whatever the host signs."""
    confirmed = next(index for index in range(15) if body_of(copy, index)["kind"] == "confirmed.v1")
    verdict = verify(resigned(copy, confirmed, canonical(body_of(copy, confirmed) | {"by": ADA})))
    assert f"entry {confirmed}" in places(verdict)
    assert "rules" in verdict.findings[0].message


def test_a_joint_fact_that_is_hidden_from_a_party_is_found_under_any_signature(tmp_path: Path) -> None:
    """A host that files Ada's posting under Ada's eyes only."""
    home, scene = Place(tmp_path), busy_scene()
    record = home.filled(scene)
    home.clock.time = scene.now
    posted = scene.facts[9].fact
    record.append([posted], party="ada", audience=("ada",), at=record.size, key="hidden")
    write_export(tmp_path / "copy.pari", record)
    assert places(verify(tmp_path / "copy.pari")) == {"entry 15"}


def test_a_forged_assent_is_found_under_any_signature(copy: Path) -> None:
    """Bo's signature under a text that he did not sign."""
    signed = max(index for index in range(15) if body_of(copy, index)["kind"] == "signed.v1")
    verdict = verify(resigned(copy, signed, canonical(body_of(copy, signed) | {"digest": "0" * 64})))
    assert {f"entry {signed}", "assents.jsonl, line 2"} <= places(verdict)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"by":"p_ada", "kind":"noted.v1"}', "canonical"),
        (b'{"by":"p_ada","by":"p_bo","entry":9,"kind":"noted.v1","text":""}', "canonical"),
        (b'{"by":"p_ada","entry":9.5,"kind":"noted.v1","text":""}', "integer"),
        (b'{"by":"p_ada","entry":9007199254740993,"kind":"noted.v1","text":""}', "2**53"),
        (b'{"by":"p_ada","kind":"sang.v9"}', "Update"),
        (b'{"by":"p_ada"}', "kind"),
        (b"17", "object"),
        (b'{"by":"p_ada","entry":9,"kind":"noted.v1"}', "text"),
    ],
)
def test_a_body_that_is_no_fact_is_found_under_any_signature(copy: Path, body: bytes, said: str) -> None:
    verdict = verify(resigned(copy, 9, body))
    found = [finding.message for finding in verdict.findings if finding.at in ("entry 9", "envelopes.jsonl, line 10")]
    assert any(said in message for message in found), verdict.findings


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


# --- the zip around it ---


def zipped(path: Path, texts: dict[str, bytes], compression: int) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in texts.items():
            archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(copy: Path) -> None:
    texts = texts_of(copy) | {"entries.jsonl": b"\n" * 50_000_000}
    verdict = verify(zipped(copy, texts, zipfile.ZIP_DEFLATED))
    assert copy.stat().st_size < 200_000
    assert places(verdict) == {"directory, line 1"}


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "attachments/../../x", "attachments/x", "C:\\x", "ä"]
)
def test_a_path_that_leads_elsewhere_is_refused(copy: Path, name: str, tmp_path: Path) -> None:
    verdict = verify(zipped(copy, texts_of(copy) | {name: b"x"}, zipfile.ZIP_STORED))
    assert not verdict.holds
    file = io.BytesIO()
    if name.isascii():
        texts = texts_of(export_again(tmp_path)) | {name: b"x"}
        write_container(file, [(one, blocks_of(content)) for one, content in texts.items()])
        copy.write_bytes(file.getvalue())
        assert places(verify(copy)) == {"directory"}


def export_again(tmp_path: Path) -> Path:
    home = Place(tmp_path)
    write_export(tmp_path / "again.pari", home.record())
    return tmp_path / "again.pari"


def test_a_doubled_name_is_refused(copy: Path) -> None:
    texts = list(texts_of(copy).items())
    file = io.BytesIO()
    write_container(file, [(name, blocks_of(content)) for name, content in [*texts, texts[4]]])
    copy.write_bytes(file.getvalue())
    assert places(verify(copy, KEYS)) == {"directory"}


def test_members_that_overlap_are_refused(copy: Path) -> None:
    """Every directory line made to point at the first member, as in the bombs that overlap."""
    whole = bytearray(copy.read_bytes())
    start = whole.index(b"PK\x01\x02")
    while (start := whole.find(b"PK\x01\x02", start)) >= 0:
        struct.pack_into("<I", whole, start + 42, 0)
        start += 46
    copy.write_bytes(whole)
    assert not verify(copy, KEYS).holds


def test_sizes_that_lie_are_refused(copy: Path) -> None:
    whole = bytearray(copy.read_bytes())
    for offset in (18, 22, 24):
        other = bytearray(whole)
        struct.pack_into("<I", other, offset, 0xFFFFFFF0)
        copy.write_bytes(other)
        assert not verify(copy, KEYS).holds


@pytest.mark.parametrize("count", [0, 1, 60_000])
def test_a_count_of_members_that_lies_is_refused(copy: Path, count: int) -> None:
    whole = bytearray(copy.read_bytes())
    struct.pack_into("<HH", whole, len(whole) - 14, count, count)
    copy.write_bytes(whole)
    assert places(verify(copy, KEYS)) <= {"end of file", "directory"}
    assert not verify(copy, KEYS).holds


def test_the_honest_copy_states_the_head_it_was_made_from(copy: Path, record: Record) -> None:
    assert parsed_checkpoint(opened_note(texts_of(copy)["checkpoint"].decode()).text)[1:3] == (record.size, record.root)
