"""The journal: where entries and the last signed head are kept, behind one small interface.

`SqliteJournal` is one file per alliance, standard library only, so that host, mirror and command line share it. It only
ever grows: triggers refuse changes and removals. What triggers cannot stop, somebody with the file in hand, the outside
head (`heads`) and the signatures find.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, Protocol

from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.record.tree import EMPTY_ROOT

BUSY_SECONDS = 10.0
APPLICATION_ID = 0x50617269  # "Pari"
FORMAT = 1


class Row(NamedTuple):
    """An entry as it is kept: canonical header, salt and body (None: withheld), and the key of the act it came with."""

    header: bytes
    salt: bytes | None
    body: bytes | None
    key: str


class Head(NamedTuple):
    """The last signed head: how many entries, the root over them (32 bytes), the signed note (UTF-8)."""

    size: int
    root: bytes
    note: bytes


NO_HEAD = Head(0, EMPTY_ROOT, b"")
"""The head of a journal in which nothing was ever written."""


class Journal(Protocol):
    """What every keeper of entries offers. All of it may raise Broken when what is stored cannot be read."""

    def head(self) -> Head:
        """The last signed head; NO_HEAD before the first append."""
        ...

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """The rows from `start` up to, not including, `stop` (all, if not given), in order."""
        ...

    def headers(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Only the headers of the same rows: what the tree is built from."""
        ...

    def append(self, rows: Sequence[Row], *, at: int, head: Head) -> None:
        """Add rows and set the head, both or nothing, durable on return.

        RecordMoved if the journal does not have `at` entries; Refused (`not_written`) if it cannot write.
        """
        ...

    def keyed(self, key: str) -> range:
        """The indices that were appended under this idempotency key; empty if there are none."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


class Act(NamedTuple):
    """The rows that came with one key: where they begin and how many they are."""

    key: str
    first: int
    rows: int


def acts(rows: Iterable[Row], at: int) -> list[Act]:
    """The acts in a run of rows that begins at index `at`."""
    found = []
    for key, group in groupby(rows, attrgetter("key")):
        count = sum(1 for _ in group)
        found.append(Act(key, at, count))
        at += count
    return found


def not_written(reason: object) -> Refused:
    """The refusal when a store cannot write. Nothing was recorded, or the same key finds what was."""
    return Refused(
        "not_written",
        "The record could not be written ({reason}). Nothing was acknowledged and what you typed is kept: "
        "make room or wait a moment, then send it again.",
        reason=str(reason),
    )


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL only where SQLite's WAL-reset race is fixed (3.44.6, 3.50.7, 3.51.3 and later), otherwise TRUNCATE.

    The race can lose committed writes in every other version from 3.7.0 to 3.51.2.
    """
    backported = (version[:2] == (3, 44) and version >= (3, 44, 6)) or (
        version[:2] == (3, 50) and version >= (3, 50, 7)
    )
    return "WAL" if backported or version >= (3, 51, 3) else "TRUNCATE"


_SCHEMA = """
CREATE TABLE entries (
    idx INTEGER PRIMARY KEY, header BLOB NOT NULL, salt BLOB, body BLOB, key TEXT NOT NULL CHECK (key <> '')
) STRICT;
CREATE TABLE acts (key TEXT PRIMARY KEY, first INTEGER NOT NULL, rows INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL, root BLOB NOT NULL, note BLOB NOT NULL
) STRICT;
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
    WHEN NEW.idx IS NOT (SELECT coalesce(max(idx) + 1, 0) FROM entries)
    BEGIN SELECT RAISE(ABORT, 'entries are only added at the end'); END;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_remain BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
CREATE TRIGGER acts_once BEFORE INSERT ON acts WHEN EXISTS (SELECT 1 FROM acts WHERE key = NEW.key)
    BEGIN SELECT RAISE(ABORT, 'an act is recorded once'); END;
CREATE TRIGGER acts_stay BEFORE UPDATE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END;
CREATE TRIGGER acts_remain BEFORE DELETE ON acts BEGIN SELECT RAISE(ABORT, 'acts are never removed'); END;
CREATE TRIGGER head_once BEFORE INSERT ON head WHEN EXISTS (SELECT 1 FROM head)
    BEGIN SELECT RAISE(ABORT, 'there is one head'); END;
CREATE TRIGGER head_grows BEFORE UPDATE ON head WHEN NEW.size <= OLD.size OR NEW.one <> OLD.one
    BEGIN SELECT RAISE(ABORT, 'the head only grows'); END;
CREATE TRIGGER head_remains BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'the head is never removed'); END;
"""

_READ = "SELECT header, salt, body, key FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx"
_HEADERS = "SELECT header FROM entries WHERE idx >= ? AND idx < ? ORDER BY idx"
_FIRST_HEAD = "INSERT INTO head (one, size, root, note) VALUES (1, ?, ?, ?)"
_SET_HEAD = "UPDATE head SET size = ?, root = ?, note = ?"
_BYTES: set[type] = {bytes}
_TEXT: set[type] = {str}
_WHOLE: set[type] = {int}
_BYTES_OR_NULL: set[type] = {bytes, type(None)}
_FOR_EVER = 2**62
_CHUNK = 500
"""Rows fetched at once: so many stay in the processor's cache until they have been looked at."""

_row: Callable[[tuple[Any, ...]], Row] = partial(tuple.__new__, Row)
"""`Row._make` without its count of the columns, which stands in the query: a third of the time."""


class SqliteJournal:
    """The journal of one alliance in one SQLite file."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = Path(path)
        self._busy_seconds = busy_seconds
        self._lock = RLock()
        try:
            self._sql = self._connected()
        except sqlite3.Error as error:
            sentence = "The record file {path} cannot be opened: {reason}."
            raise Broken(sentence, path=str(path), reason=str(error)) from error
        try:
            self._set_up()
        except BaseException:
            self._sql.close()
            raise

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False)

    def _set_up(self) -> None:
        """Set the pragmas, and lay out the tables in a new file."""
        with self._told(writing=True):
            self._harden()
            if self._number("application_id") == 0 and self._number("schema_version") == 0:
                self._lay_out()
        found, made_by = self._number("user_version"), self._number("application_id")
        if made_by != APPLICATION_ID:
            raise Broken("{path} is not a record of Pari Passu.", path=str(self.path), application_id=made_by)
        if found > FORMAT:
            sentence = "{path} was written by a newer version, in format {found}. Update Pari Passu."
            raise Refused("newer_format", sentence, path=str(self.path), found=found, known=FORMAT)

    def _harden(self) -> None:
        for pragma in ("trusted_schema=OFF", "foreign_keys=ON", "synchronous=FULL"):
            self._sql.execute(f"PRAGMA {pragma}")
        self._sql.execute(f"PRAGMA journal_mode={journal_mode(sqlite3.sqlite_version_info)}")

    def _lay_out(self) -> None:
        self._sql.execute("BEGIN IMMEDIATE")
        try:
            if self._number("application_id") == 0:  # unless another process was faster
                for statement in _statements(_SCHEMA):
                    self._sql.execute(statement)
                self._sql.execute(f"PRAGMA application_id={APPLICATION_ID}")
                self._sql.execute(f"PRAGMA user_version={FORMAT}")
            self._sql.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _number(self, pragma: str) -> int:
        with self._told():
            return int(self._sql.execute(f"PRAGMA {pragma}").fetchone()[0])

    def head(self) -> Head:
        """The last signed head; NO_HEAD before the first append."""
        with self._told():
            found = self._sql.execute("SELECT size, root, note FROM head").fetchone()
        if found:
            self._check_types([found], (_WHOLE, _BYTES, _BYTES))
        return Head._make(found) if found else NO_HEAD

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """The rows from `start` up to, not including, `stop` (all, if not given), in order."""
        for chunk in self._chunks(_READ, start, stop):
            self._check_types(chunk, (_BYTES, _BYTES_OR_NULL, _BYTES_OR_NULL, _TEXT))
            yield from map(_row, chunk)

    def headers(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Only the headers of the same rows."""
        for chunk in self._chunks(_HEADERS, start, stop):
            self._check_types(chunk, (_BYTES,))
            yield from (header for (header,) in chunk)

    def _check_types(self, chunk: list[tuple[Any, ...]], expected: tuple[set[type], ...]) -> None:
        """SQLite reads the part of a page that was cut off as zeros: a column can come back as another type."""
        for column, types in zip(zip(*chunk, strict=True), expected, strict=True):
            if not set(map(type, column)) <= types:
                sentence = "The record file {path} is damaged: a row is not what was written."
                raise Broken(sentence, path=str(self.path))

    def _chunks(self, query: str, start: int, stop: int | None) -> Iterator[list[tuple[Any, ...]]]:
        """The rows in chunks: a cursor left open would hold the file against writers, all at once the memory."""
        start, end = max(start, 0), _FOR_EVER if stop is None else stop
        while start < end:
            upper = min(start + _CHUNK, end)
            with self._told():
                chunk = self._sql.execute(query, (start, upper)).fetchall()
            if chunk:
                yield chunk
            if len(chunk) < upper - start:
                return
            start = upper

    def append(self, rows: Sequence[Row], *, at: int, head: Head) -> None:
        """Add rows and set the head in one transaction."""
        if not rows or head.size != at + len(rows):
            raise ValueError(f"{len(rows)} rows at {at} do not make a head of size {head.size}")
        with self._lock, self._told(writing=True):
            self._sql.execute("BEGIN IMMEDIATE")
            try:
                self._write(rows, at, head)
                self._sql.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _write(self, rows: Sequence[Row], at: int, head: Head) -> None:
        found = self._sql.execute("SELECT size FROM head").fetchone()
        size = found[0] if found else 0
        if size != at:
            raise RecordMoved(at, size)
        self._sql.executemany(
            "INSERT INTO entries (idx, header, salt, body, key) VALUES (?, ?, ?, ?, ?)",
            [(index, *row) for index, row in enumerate(rows, at)],
        )
        self._sql.executemany("INSERT INTO acts (key, first, rows) VALUES (?, ?, ?)", acts(rows, at))
        self._sql.execute(_SET_HEAD if found else _FIRST_HEAD, head)

    def _roll_back(self) -> None:
        """Take the transaction back; where the store failed, a new connection does it from its journal file."""
        try:
            if self._sql.in_transaction:
                self._sql.execute("ROLLBACK")
        except sqlite3.Error:
            self._sql.close()
            self._sql = self._connected()
            self._harden()

    def keyed(self, key: str) -> range:
        """The indices that were appended under this key."""
        with self._told():
            found = self._sql.execute("SELECT first, rows FROM acts WHERE key = ?", (key,)).fetchone()
        return range(found[0], found[0] + found[1]) if found else range(0)

    def close(self) -> None:
        """Close the file."""
        self._sql.close()

    def _told(self, *, writing: bool = False) -> "_Told":
        return _Told(self.path, writing=writing)


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


class _Told:
    """Tells SQLite's errors in the record's words: Refused when it could not write, Broken when it cannot read."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        self.path = path
        self.writing = writing

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        # A damaged name in the file reaches us as an error message that is no text.
        if not isinstance(error, sqlite3.Error | UnicodeDecodeError):
            return
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in _BUSY or (self.writing and code in _NO_ROOM):
            raise not_written(error) from error
        sentence = "The record file {path} cannot be read: {reason}."
        raise Broken(sentence, path=str(self.path), reason=str(error)) from error


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, so that they run inside one transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
