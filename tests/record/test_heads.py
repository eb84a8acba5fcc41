"""The head that is kept outside: it only goes forward, and a cut write leaves the one before."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Broken, Refused
from paripassu.record.checkpoint import Checkpoint, signed_note
from paripassu.record.heads import SLOT, Heads
from paripassu.record.journal import NO_HEAD, Head
from tests.record.records import HOST, ORIGIN


def signed(size: int, fill: int = 0) -> Head:
    root = bytes([fill] * 32)
    return Head(size, root, signed_note(Checkpoint(ORIGIN, size, root).text, HOST).encode())


@pytest.fixture
def heads(tmp_path: Path) -> Heads:
    return Heads(tmp_path / "record.head")


def test_where_nothing_was_kept_there_is_no_head(heads: Heads) -> None:
    assert heads.last() == NO_HEAD
    assert not heads.path.exists()


def test_the_last_head_is_kept(heads: Heads) -> None:
    for size in range(5):
        assert heads.advance(signed(size)) == signed(size)
        assert Heads(heads.path).last() == signed(size)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 30), min_size=1))
def test_in_whatever_order_heads_arrive_the_greatest_is_kept(tmp_path: Path, sizes: list[int]) -> None:
    heads = Heads(tmp_path / "any.head")
    heads.path.unlink(missing_ok=True)
    for size in sizes:
        heads.advance(signed(size))
    assert heads.last() == signed(max(sizes))


def test_the_head_never_goes_back(heads: Heads) -> None:
    heads.advance(signed(9))
    assert heads.advance(signed(4)) == signed(9)
    assert heads.last() == signed(9)


def test_two_heads_of_one_size_are_broken_and_both_are_shown(heads: Heads) -> None:
    heads.advance(signed(3))
    with pytest.raises(Broken) as broken:
        heads.advance(signed(3, fill=1))
    assert {broken.value.evidence["kept"], broken.value.evidence["found"]} == {
        signed(3).note.decode(),
        signed(3, fill=1).note.decode(),
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, SLOT))
def test_a_write_that_was_cut_leaves_the_head_before(tmp_path: Path, cut: int) -> None:
    heads = Heads(tmp_path / "any.head")
    heads.path.unlink(missing_ok=True)
    heads.advance(signed(1))
    before = heads.path.read_bytes()
    heads.advance(signed(2))
    after = heads.path.read_bytes()
    heads.path.write_bytes(after[:cut] + before[cut:SLOT] + after[SLOT:])
    assert heads.last() in (signed(1), signed(2))
    heads.advance(signed(3))
    assert heads.last() == signed(3)


def test_a_head_of_which_nothing_holds_is_broken(heads: Heads) -> None:
    heads.advance(signed(1))
    heads.path.write_bytes(b"x" * 2 * SLOT)
    with pytest.raises(Broken, match="damaged"):
        heads.last()


def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="could not be written"):
        Heads(tmp_path / "nowhere" / "record.head").advance(signed(1))
