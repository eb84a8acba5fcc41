"""The zip file in its one allowed form: any zip program reads it, and nothing else passes for it."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.record import container
from paripassu.record.container import TEXTS, Container, Damaged, blocks_of, write_container

CONTENTS = {name: name.encode() * 3 for name in TEXTS}
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)


def packed(contents: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    write_container(file, [(name, blocks_of(content)) for name, content in contents.items()])
    return file.getvalue()


@given(
    st.lists(st.binary(max_size=50), min_size=len(TEXTS), max_size=len(TEXTS)), st.dictionaries(DIGESTS, st.binary())
)
def test_what_was_packed_is_read_back_here_and_by_zipfile(texts: list[bytes], attachments: dict[str, bytes]) -> None:
    contents = dict(zip(TEXTS, texts, strict=True))
    contents |= {f"attachments/{digest}": attachments[digest] for digest in sorted(attachments)}
    whole = packed(contents)
    opened = Container(io.BytesIO(whole))
    assert {name: opened.content(name) for name in opened.members} == contents
    assert set(opened.attachments) == set(attachments)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == contents


@given(st.data())
def test_one_changed_byte_is_found(data: st.DataObject) -> None:
    whole = bytearray(packed(CONTENTS))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Damaged) as damaged:
        opened_and_read(bytes(whole))
    assert damaged.value.finding.at


@given(st.binary(max_size=200))
def test_other_bytes_are_damaged(whole: bytes) -> None:
    with pytest.raises(Damaged):
        opened_and_read(whole)


def opened_and_read(whole: bytes) -> None:
    opened = Container(io.BytesIO(whole))
    for name in opened.members:
        opened.content(name)


def test_what_another_zip_program_writes_is_not_the_allowed_form() -> None:
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", compression) as archive:
            for name, content in CONTENTS.items():
                archive.writestr(name, content)
        with pytest.raises(Damaged, match="one allowed form"):
            Container(file)


@pytest.mark.parametrize("names", [TEXTS[:-1], TEXTS[1:], (*TEXTS, "notes.txt"), (TEXTS[1], TEXTS[0], *TEXTS[2:])])
def test_a_missing_an_added_or_a_moved_member_is_found(names: tuple[str, ...]) -> None:
    with pytest.raises(Damaged):
        Container(io.BytesIO(packed(dict.fromkeys(names, b""))))


def test_a_file_that_would_be_too_large_is_refused_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "FILE_LIMIT", 100)
    with pytest.raises(Refused, match="4 GiB"):
        packed(CONTENTS)


def test_a_file_cut_under_the_reader_is_found(tmp_path: Path) -> None:
    path = tmp_path / "x.pari"
    path.write_bytes(packed(CONTENTS))
    with path.open("r+b") as file:
        opened = Container(file)
        file.truncate(opened.members["keys.txt"].start + 1)
        with pytest.raises(Damaged, match="ends in the middle"):
            opened.content("keys.txt")
