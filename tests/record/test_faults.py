"""What machines do to files: kill, cut, flip, fill up, restore old ones. Nothing acknowledged is lost."""

import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paripassu.alliance.ledger import Noted
from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.record.record import Record
from tests.cast import ADA
from tests.record.records import MEANT, Place

TRIALS = 30
ALL_FIXTURES = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(record: Record, count: int) -> None:
    for number in range(record.size, record.size + count):
        record.append([MEANT[number]], party="ada", audience=("ada",), at=number, key=f"note-{number}")


def whole_as_meant(record: Record) -> int:
    """How many entries there are, after each was compared with what was meant and with its seal."""
    found = [entry.fact for entry in record.since()]
    assert found == MEANT[: len(found)]
    return len(found)


# --- killed while writing ---


WRITER = """
import sys
from pathlib import Path
from tests.record.records import MEANT, Place
record = Place(Path(sys.argv[1])).record()
print("open", flush=True)
for line in sys.stdin:
    number = int(line)
    record.append([MEANT[number]], party="ada", audience=("ada",), at=number, key=f"note-{number}")
    print(number, flush=True)
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_writer_killed_at_any_moment_loses_nothing_acknowledged(
    writer: subprocess.Popen[str], place: Place, trial: int
) -> None:
    """Every trial lets the writer run a little further into its work before the kill."""
    assert writer.stdin is not None
    assert writer.stdout is not None
    assert writer.stdout.readline() == "open\n"
    writer.stdin.writelines(f"{number}\n" for number in range(len(MEANT)))
    writer.stdin.flush()
    acknowledged = [int(writer.stdout.readline()) for _ in range(trial % 10)]
    for _ in range(random.Random(trial).randrange(20_000)):
        pass  # a moment inside the next append, another one in every trial
    writer.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    writer.wait()
    record = place.record()
    kept = whole_as_meant(record)
    assert len(acknowledged) <= kept <= len(acknowledged) + 1
    for number in range(kept):
        assert record.append([MEANT[number]], party="ada", at=number, key=f"note-{number}")[0].index == number
    assert record.size == kept
    write(record, 1 if kept < len(MEANT) else 0)
    assert place.record().size >= kept


# --- bytes ---


class Files:
    """A database and its outside head, as bytes, which no failing example needs to print."""

    def __init__(self, place: Place) -> None:
        self.database, self.outside = place.database.read_bytes(), place.outside.read_bytes()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """A database and an outside head with 20 entries, as bytes."""
    place = Place(tmp_path_factory.mktemp("filled"))
    record = place.record()
    write(record, 20)
    record._journal.close()
    return Files(place)


def fresh(tmp_path: Path, database: bytes, outside: bytes) -> Place:
    place = Place(tmp_path)
    for leftover in tmp_path.glob("record.*"):
        leftover.unlink()
    place.database.write_bytes(database)
    place.outside.write_bytes(outside)
    return place


def told_or_whole(place: Place) -> bool:
    """Whether the record opens with all it had; otherwise it must say so, and never with something else."""
    try:
        return whole_as_meant(place.record()) == 20
    except Broken as broken:
        return bool(str(broken))
    except Refused as refused:
        return refused.code in ("not_written", "newer_format")


@ALL_FIXTURES
@given(at=st.integers(0, 2**20), bit=st.integers(0, 7))
def test_one_flipped_bit_is_told_or_does_no_harm(filled: Files, tmp_path: Path, at: int, bit: int) -> None:
    database = bytearray(filled.database)
    database[at % len(database)] ^= 1 << bit
    assert told_or_whole(fresh(tmp_path, bytes(database), filled.outside))


@ALL_FIXTURES
@given(at=st.integers(0, 2**20))
def test_a_file_cut_at_any_byte_is_told_or_whole(filled: Files, tmp_path: Path, at: int) -> None:
    """A byte may be cut that was never used: then nothing is missing."""
    assert told_or_whole(fresh(tmp_path, filled.database[: at % len(filled.database)], filled.outside))


@ALL_FIXTURES
@given(at=st.integers(0, 2**13), bit=st.integers(0, 7))
def test_one_flipped_bit_in_the_outside_head_is_told_or_does_no_harm(
    filled: Files, tmp_path: Path, at: int, bit: int
) -> None:
    outside = bytearray(filled.outside)
    outside[at % len(outside)] ^= 1 << bit
    assert told_or_whole(fresh(tmp_path, filled.database, bytes(outside)))


def test_a_write_that_was_cut_is_taken_back_by_its_journal(filled: Files, tmp_path: Path) -> None:
    """A hot journal beside the file, as a power cut leaves it: the record opens at the last whole state or the next."""
    place = fresh(tmp_path, filled.database, filled.outside)
    child = os.fork()
    if not child:  # pragma: no cover  (the child never returns)
        record = place.record()
        journal = record._journal
        journal._sql.execute("PRAGMA cache_spill = 1")  # type: ignore[attr-defined]
        journal._sql.execute("PRAGMA cache_size = 1")  # type: ignore[attr-defined]
        journal._sql.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
        journal._sql.executemany(  # type: ignore[attr-defined]
            "INSERT INTO entries (idx, header, key) VALUES (?, zeroblob(3000), 'cut')", [(at,) for at in range(20, 60)]
        )
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert whole_as_meant(place.record()) == 20


# --- a full disk ---


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("room", [0, 100, 5_000, 20_000])
def test_on_a_full_disk_the_act_is_refused_and_what_was_there_stays(place: Place, room: int) -> None:
    record = place.record()
    write(record, 3)
    limit = place.database.stat().st_size + room
    too_much = Noted(by=ADA, entry=9, text="x" * 600_000)
    with file_size_limit(limit), pytest.raises(Refused, match="make room") as refusal:
        record.append([too_much], party="ada", at=3, key="big")
    assert refusal.value.code == "not_written"
    assert place.record().size == record.refresh()
    assert [entry.fact for entry in place.record().since()][:3] == MEANT[:3]
    record.append([MEANT[3]], party="ada", at=record.size, key="room again")


def test_when_only_the_outside_head_has_no_room_the_entry_is_found_again_by_its_key(place: Place) -> None:
    record = place.record()
    write(record, 1)
    place.outside.unlink()
    place.outside.mkdir()
    with pytest.raises(Refused, match="Nothing was acknowledged"):
        write(record, 1)
    place.outside.rmdir()
    record.append([MEANT[1]], party="ada", audience=("ada",), at=1, key="note-1")
    assert whole_as_meant(place.record()) == 2


# --- two at once, and old files ---


def test_two_instances_on_one_record_never_lose_or_double(place: Place) -> None:
    one, other = place.record(), place.record()
    for number, record in enumerate([one, other, other, one, other, one]):
        record.refresh()
        write(record, 1)
        with pytest.raises(RecordMoved):
            (other if record is one else one).append([MEANT[0]], party="ada", at=number, key="late")
    assert whole_as_meant(place.record()) == 6


@pytest.mark.parametrize("older", [0, 1, 7, 19])
def test_an_old_backup_over_newer_entries_is_refused(place: Place, older: int) -> None:
    record = place.record()
    write(record, older)
    record._journal.close()
    backup = place.database.read_bytes()
    record = place.record()
    write(record, 20 - older)
    record._journal.close()
    place.database.write_bytes(backup)
    with pytest.raises(Broken, match="does not extend its outside head of 20 entries"):
        place.record()
