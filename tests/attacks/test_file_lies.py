"""One test per way to tamper with the file itself: bytes, cuts, and all that a zip file can hide."""

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paripassu.record.checkpoint import opened_note, parsed_checkpoint
from paripassu.record.container import TEXTS, blocks_of, write_container
from paripassu.record.export import write_export
from paripassu.record.record import Record
from paripassu.record.verify import verify
from tests.attacks.lies import KEYS, places
from tests.record.records import (
    Place,
    edited,
    texts_of,
)

KEYS_OF_LINES = st.sampled_from(["index", "entered", "party", "audience", "seal", "salt", "body", "kind", "by", "x"])

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
