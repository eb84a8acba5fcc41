"""The journal in a SQLite file: the shared behaviour, and what only a file can do wrong."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from paripassu.alliance.refusals import Broken, Refused
from paripassu.record.journal import Journal, SqliteJournal, acts, journal_mode
from tests.record.journal_suite import JournalSuite, filled, head, row


class TestSqliteJournal(JournalSuite):
    """The shared suite on a file."""

    @pytest.fixture
    def open_journal(self, tmp_path: Path) -> Callable[[], Journal]:
        return lambda: SqliteJournal(tmp_path / "record.sqlite")


def test_wal_is_used_only_where_its_race_is_fixed() -> None:
    for fixed in ((3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0)):
        assert journal_mode(fixed) == "WAL"
    for racing in ((3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 1), (3, 50, 6), (3, 51, 0), (3, 51, 2)):
        assert journal_mode(racing) == "TRUNCATE"


def test_the_file_is_set_up_for_durability(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "record.sqlite")
    pragmas = {"synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "mmap_size": 0}
    assert {name: journal._number(name) for name in pragmas} == pragmas
    mode = journal._sql.execute("PRAGMA journal_mode").fetchone()[0]
    assert mode.upper() == journal_mode(sqlite3.sqlite_version_info)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entries SET body = x'00' WHERE idx = 1",
        "DELETE FROM entries WHERE idx = 2",
        "INSERT OR REPLACE INTO entries (idx, header, key) VALUES (1, x'00', 'k')",
        "INSERT INTO entries (idx, header, key) VALUES (9, x'00', 'k')",
        "INSERT INTO entries (idx, header, key) VALUES (-1, x'00', 'k')",
        "UPDATE acts SET first = 0",
        "DELETE FROM acts",
        "INSERT OR REPLACE INTO acts (key, first, rows) VALUES ('act-1', 0, 1)",
        "UPDATE head SET size = 2",
        "UPDATE head SET root = x'00'",
        "DELETE FROM head",
        "INSERT OR REPLACE INTO head (one, size, root, note) VALUES (1, 0, x'00', x'00')",
    ],
)
def test_the_file_refuses_to_change_what_it_has(tmp_path: Path, statement: str) -> None:
    journal = filled(SqliteJournal(tmp_path / "record.sqlite"), 3)
    with (
        sqlite3.connect(tmp_path / "record.sqlite", isolation_level=None) as other,
        pytest.raises(sqlite3.IntegrityError),
    ):
        other.execute(statement)
    other.close()
    assert journal.head() == head(3)
    assert list(journal.read()) == [row(0), row(1), row(2)]


def test_a_file_of_another_program_is_not_touched(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE t (a)")
    other.close()
    before = (tmp_path / "other.sqlite").read_bytes()
    with pytest.raises(Broken, match="not a record"):
        SqliteJournal(tmp_path / "other.sqlite")
    assert (tmp_path / "other.sqlite").read_bytes() == before


def test_a_file_that_is_no_database_is_broken(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(Broken, match="cannot be read"):
        SqliteJournal(tmp_path / "record.sqlite")


def test_a_directory_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="cannot be opened"):
        SqliteJournal(tmp_path / "nowhere" / "record.sqlite")


def test_a_file_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "record.sqlite")
    journal._sql.execute("PRAGMA user_version = 99")
    with pytest.raises(Refused, match="newer version"):
        SqliteJournal(tmp_path / "record.sqlite")


def test_a_writer_that_waits_too_long_is_refused_and_told_to_send_again(tmp_path: Path) -> None:
    holder = filled(SqliteJournal(tmp_path / "record.sqlite"), 1)
    waiting = SqliteJournal(tmp_path / "record.sqlite", busy_seconds=0.01)
    holder._sql.execute("BEGIN IMMEDIATE")  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="send it again") as refusal:
        waiting.append([row(1)], at=1, head=head(2))
    assert refusal.value.code == "not_written"
    holder._sql.execute("ROLLBACK")  # type: ignore[attr-defined]
    waiting.append([row(1)], at=1, head=head(2))


def test_rows_are_grouped_into_acts() -> None:
    found = acts([row(0, "a"), row(1, "a"), row(2, "b")], 7)
    assert [(act.key, act.first, act.rows) for act in found] == [("a", 7, 2), ("b", 9, 1)]
