"""What every journal must do, whatever it keeps its entries in.

A test module subclasses `JournalSuite` and gives it a fixture `open_journal`: a function that opens the same store
again each time it is called.
"""

from collections.abc import Callable
from hashlib import sha256
from threading import Barrier, Thread
from typing import TypeAlias

import pytest

from paripassu.alliance.refusals import RecordMoved
from paripassu.record.journal import NO_HEAD, Head, Journal, Row

OpenJournal: TypeAlias = Callable[[], Journal]


def row(number: int, key: str = "") -> Row:
    """A row that can be told from others."""
    return Row(b'{"index":%d}' % number, bytes([number % 256] * 32), b'{"n":%d}' % number, key or f"act-{number}")


def head(size: int) -> Head:
    """A head of this size, as if signed."""
    return Head(size, sha256(b"%d" % size).digest(), f"origin\n{size}\n\n— signed\n".encode())


def filled(journal: Journal, size: int) -> Journal:
    """The journal with so many rows, appended one by one."""
    for number in range(size):
        journal.append([row(number)], at=number, head=head(number + 1))
    return journal


class JournalSuite:
    """The behaviour that keepers, mirrors and the command line rely on."""

    @pytest.fixture
    def open_journal(self) -> OpenJournal:
        raise NotImplementedError

    def test_a_new_journal_has_no_head_and_no_rows(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        assert journal.head() == NO_HEAD
        assert list(journal.read()) == []
        assert list(journal.headers()) == []
        assert journal.keyed("act-0") == range(0)

    def test_what_was_appended_is_read_by_another_connection(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        rows = [row(0, "a"), Row(b"{}", None, None, "a"), row(2, "b")]
        journal.append(rows, at=0, head=head(3))
        other = open_journal()
        assert list(other.read()) == rows
        assert other.head() == head(3)

    def test_a_closed_journal_keeps_everything(self, open_journal: OpenJournal) -> None:
        journal = filled(open_journal(), 3)
        journal.close()
        assert [found.key for found in open_journal().read()] == ["act-0", "act-1", "act-2"]

    def test_a_part_is_read_in_order(self, open_journal: OpenJournal) -> None:
        journal = filled(open_journal(), 5)
        assert list(journal.read(1, 3)) == [row(1), row(2)]
        assert list(journal.read(3)) == [row(3), row(4)]
        assert list(journal.read(5)) == list(journal.read(9)) == list(journal.read(2, 2)) == []
        assert list(journal.headers(1, 3)) == [row(1).header, row(2).header]

    def test_reading_may_be_left_half_way(self, open_journal: OpenJournal) -> None:
        journal = filled(open_journal(), 3)
        reading = journal.read()
        next(reading)
        journal.append([row(3)], at=3, head=head(4))
        assert journal.head().size == 4

    def test_an_append_at_another_size_is_refused_and_changes_nothing(self, open_journal: OpenJournal) -> None:
        journal = filled(open_journal(), 2)
        for at in (0, 1, 3):
            with pytest.raises(RecordMoved) as refusal:
                journal.append([row(7)], at=at, head=head(at + 1))
            assert refusal.value.fields == {"expected": at, "found": 2}
        assert journal.head() == head(2)
        assert len(list(journal.read())) == 2

    def test_the_second_of_two_writers_is_refused(self, open_journal: OpenJournal) -> None:
        one, other = filled(open_journal(), 1), open_journal()
        one.append([row(1, "one")], at=1, head=head(2))
        with pytest.raises(RecordMoved):
            other.append([row(1, "other")], at=1, head=head(2))
        assert [found.key for found in other.read(1)] == ["one"]

    def test_rows_and_head_are_written_together_or_not_at_all(self, open_journal: OpenJournal) -> None:
        journal = filled(open_journal(), 1)
        impossible = Row(None, None, None, "act-2")  # type: ignore[arg-type]
        with pytest.raises(Exception):  # noqa: B017, PT011  each store has its own word for it
            journal.append([row(1), impossible], at=1, head=head(3))
        again = open_journal()
        assert again.head() == head(1)
        assert len(list(again.read())) == 1
        again.append([row(1)], at=1, head=head(2))

    def test_a_head_that_does_not_fit_its_rows_is_an_error(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        with pytest.raises(ValueError, match="size"):
            journal.append([row(0)], at=0, head=head(2))
        with pytest.raises(ValueError, match="size"):
            journal.append([], at=0, head=head(0))

    def test_a_key_finds_the_rows_that_came_with_it(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        journal.append([row(0, "a"), row(1, "a"), row(2, "b")], at=0, head=head(3))
        journal.append([row(3, "c")], at=3, head=head(4))
        assert [journal.keyed(key) for key in "abc"] == [range(2), range(2, 3), range(3, 4)]
        assert not journal.keyed("d")

    def test_a_key_is_used_once(self, open_journal: OpenJournal) -> None:
        journal = filled(open_journal(), 1)
        with pytest.raises(Exception):  # noqa: B017, PT011  each store has its own word for it
            journal.append([row(1, "act-0")], at=1, head=head(2))
        assert open_journal().head() == head(1)

    def test_many_rows_come_back_in_order(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        rows = [row(number, "import") for number in range(25_000)]
        journal.append(rows, at=0, head=head(25_000))
        assert list(journal.read()) == rows
        assert sum(1 for _ in journal.headers(9_999, 20_001)) == 10_002

    def test_of_writers_at_once_one_wins_each_place(self, open_journal: OpenJournal) -> None:
        filled(open_journal(), 1).close()
        barrier, outcomes = Barrier(4), list[str]()

        def write(name: str) -> None:
            journal = open_journal()
            barrier.wait()
            try:
                journal.append([row(1, name)], at=1, head=head(2))
                outcomes.append("written")
            except RecordMoved:
                outcomes.append("moved")
            finally:
                journal.close()

        threads = [Thread(target=write, args=(f"writer-{number}",)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["moved", "moved", "moved", "written"]
        assert open_journal().head() == head(2)
