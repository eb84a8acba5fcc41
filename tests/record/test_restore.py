"""A record from its copies: each verified, all of one record, together whole again."""

from pathlib import Path

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.refusals import Refused
from paripassu.record.record import Record
from paripassu.record.restore import restore, whole
from tests import cast
from tests.record.records import HOST, Place, busy_scene, edited, export_of, texts_of


def two_notes() -> cast.Scene:
    """Ada and Bo each have a private note on the record."""
    scene = busy_scene()
    posting = next(iter(scene.alliance.ledger.postings))
    scene.act(cast.BO, ledger.note, entry=posting, text="Bo thinks otherwise")
    return scene


@pytest.fixture
def record(place: Place) -> Record:
    return place.filled(two_notes())


@pytest.fixture
def copies(record: Record, tmp_path: Path) -> list[Path]:
    """The copies of Ada and Bo."""
    return [export_of(record, tmp_path / f"{party}.pari", party) for party in ("ada", "bo")]


@pytest.fixture
def home(tmp_path: Path) -> Place:
    """An empty place."""
    place = Place(tmp_path / "home")
    place.path.mkdir()
    return place


@pytest.mark.parametrize("turn", [1, -1])
def test_the_copies_together_are_the_whole_whichever_comes_first(
    copies: list[Path], record: Record, home: Place, turn: int
) -> None:
    first, second = copies[::turn]
    assert sum(row.body is None for row in whole(first).rows) == 1
    restored = restore(first, home.journal(), home.heads(), HOST, others=[second])
    assert list(restored.since()) == list(record.since())
    assert [row[:3] for row in restored.rows()] == [row[:3] for row in record.rows()]


def test_an_older_copy_completes_what_it_knows(record: Record, tmp_path: Path, copies: list[Path]) -> None:
    record.append(
        [ledger.Noted(by=cast.BO, entry=9, text="later")], party="bo", audience=("bo",), at=record.size, key="later"
    )
    newer = export_of(record, tmp_path / "newer.pari", "ada")
    assert [row.body is None for row in whole(newer, [copies[1]]).rows].count(True) == 1


def test_copies_of_two_records_are_not_put_together(copies: list[Path], home: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    other.path.mkdir()
    stranger = export_of(other.filled(busy_scene()), tmp_path / "stranger.pari", "bo")
    with pytest.raises(Refused) as refusal:
        restore(copies[0], home.journal(), home.heads(), HOST, others=[stranger])
    assert refusal.value.code == "another_record"
    assert home.record().size == 0


def test_every_copy_must_hold(copies: list[Path]) -> None:
    edited(copies[1], {"envelopes.jsonl": texts_of(copies[1])["envelopes.jsonl"].replace(b"otherwise", b"likewise!")})
    with pytest.raises(Refused, match=r"The file bo\.pari does not hold"):
        whole(copies[0], [copies[1]])


def test_an_attempt_that_ended_before_the_first_entry_does_not_stand_in_the_way(
    copies: list[Path], record: Record, home: Place
) -> None:
    home.record()
    assert restore(copies[0], home.journal(), home.heads(), HOST).root == record.root
