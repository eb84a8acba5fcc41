"""The journal on PostgreSQL: the rows of all alliances in three add-only tables (migration 0002), one head row each.

It has a connection of its own, apart from Django's. What `append` acknowledges must be durable when it returns, because
the outside head is advanced next and never goes back. On Django's connection an `atomic` block around the request could
still roll the entries back, and the record would then be broken by our own hand; a failed append would also spoil the
transaction of the page. So the accounts and the record are two stores here, just as they are with SQLite.

One process has one such connection for all its records, used by one thread at a time: a thousand open records must not
be a thousand connections. It is a session: a pooler in front must pool sessions, not transactions.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, LiteralString

import psycopg
from django.db import connections
from psycopg import errors

from paripassu.alliance.refusals import Broken, RecordMoved, Refused
from paripassu.record.journal import BUSY_SECONDS, NO_HEAD, Head, Row, acts, not_written

Parameters = Callable[[], dict[str, Any]]

# Every question here is by key, so a plan made while a table was small must not read the whole of it for ever.
_SESSION = f"""
SET synchronous_commit = on; SET lock_timeout = '{BUSY_SECONDS:.0f}s'; SET enable_seqscan = off; SET jit = off;
SET application_name = 'paripassu record'; SET default_transaction_isolation = 'read committed'
"""
_HEAD = "SELECT size, root, note FROM record_heads WHERE alliance = %s"
_NAMES = "SELECT alliance FROM record_heads"
_LOCKED_SIZE = "SELECT size FROM record_heads WHERE alliance = %s FOR UPDATE"
_READ = "SELECT header, salt, body, key FROM record_entries WHERE alliance = %s AND idx >= %s AND idx < %s ORDER BY idx"
_HEADERS = "SELECT header FROM record_entries WHERE alliance = %s AND idx >= %s AND idx < %s ORDER BY idx"
_KEYED = "SELECT first, rows FROM record_acts WHERE alliance = %s AND key = %s"
_ADD = "COPY record_entries (alliance, idx, header, salt, body, key) FROM STDIN (FORMAT BINARY)"
_ADDED_TYPES = ("text", "int8", "bytea", "bytea", "bytea", "text")
_ADD_ACT = "INSERT INTO record_acts (alliance, key, first, rows) VALUES (%s, %s, %s, %s)"
_FIRST_HEAD = "INSERT INTO record_heads (size, root, note, alliance) VALUES (%s, %s, %s, %s)"
_SET_HEAD = "UPDATE record_heads SET size = %s, root = %s, note = %s WHERE alliance = %s"
_FOR_EVER = 2**62
_CHUNK = 10_000


def django_parameters() -> dict[str, Any]:
    """What Django connects with, tests included, without what is for Django's own cursors."""
    django = connections["default"]
    parameters = django.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    if "prepare_threshold" not in django.settings_dict["OPTIONS"]:
        parameters.pop("prepare_threshold", None)  # Django turns it off; few statements, asked often, gain from it
    return {"connect_timeout": int(BUSY_SECONDS)} | parameters


class Link:
    """One connection, for one thread at a time, made when it is first needed and anew after it was lost."""

    def __init__(self, parameters: Parameters = django_parameters) -> None:
        self._parameters = parameters
        self._lock = RLock()
        self._sql: psycopg.Connection | None = None

    def rows(self, query: LiteralString, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of a query. Where the connection turns out to be lost it is made anew: reading may be repeated."""
        with self._lock:
            had_one = self._sql is not None
            try:
                return self._connected().execute(query, values, binary=True).fetchall()
            except (psycopg.OperationalError, psycopg.InterfaceError):
                if not had_one or not self._lost():
                    raise
            return self._connected().execute(query, values, binary=True).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[psycopg.Connection]:
        """The connection inside a transaction, which is durable when the block has been left without an error."""
        with self._lock:
            sql = self._connected()
            try:
                with sql.transaction():
                    yield sql
            finally:
                self._lost()

    def close(self) -> None:
        """Let go of the connection; the next question makes a new one."""
        with self._lock:
            if self._sql is not None:
                self._sql.close()
                self._sql = None

    def _connected(self) -> psycopg.Connection:
        if self._sql is None:
            sql = psycopg.connect(**self._parameters(), autocommit=True)
            try:
                sql.execute(_SESSION)
            except BaseException:
                sql.close()
                raise
            self._sql = sql
        return self._sql

    def _lost(self) -> bool:
        """Whether the connection is lost; if so it is let go of."""
        if self._sql is not None and self._sql.closed:
            self.close()
        return self._sql is None


_link = Link()
"""The connection of this process."""


def disconnect() -> None:
    """Let go of the connection of this process: before a fork, and at the end."""
    _link.close()


# Two processes on one connection would read each other's answers, and the first to end would end it for both.
os.register_at_fork(before=disconnect)


def has_record(slug: str) -> bool:
    """Whether there is a record under this name."""
    return PostgresJournal(slug).head() != NO_HEAD


def record_names() -> list[str]:
    """The names of all records there are, sorted."""
    return sorted(name for (name,) in _link.rows(_NAMES, ()))


class PostgresJournal:
    """The journal of one alliance in the tables of all."""

    def __init__(self, slug: str, link: Link = _link) -> None:
        self.slug = slug
        self._link = link

    def head(self) -> Head:
        """The last signed head; NO_HEAD before the first append."""
        for found in self._found(_HEAD):
            return Head._make(found)
        return NO_HEAD

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[Row]:
        """The rows from `start` up to, not including, `stop` (all, if not given), in order."""
        return map(Row._make, self._chunks(_READ, start, stop))

    def headers(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        """Only the headers of the same rows."""
        return (header for (header,) in self._chunks(_HEADERS, start, stop))

    def keyed(self, key: str) -> range:
        """The indices that were appended under this key."""
        for first, rows in self._found(_KEYED, key):
            return range(first, first + rows)
        return range(0)

    def append(self, rows: Sequence[Row], *, at: int, head: Head) -> None:
        """Add rows and set the head in one transaction."""
        if not rows or head.size != at + len(rows):
            raise ValueError(f"{len(rows)} rows at {at} do not make a head of size {head.size}")
        with _told(self.slug):
            try:
                with self._link.transaction() as sql:
                    self._write(sql, rows, at, head)
            except errors.UniqueViolation:
                # Before the first head there is no row to lock: two who begin a record meet in its first entry.
                size = self.head().size
                if size == at:
                    raise
                raise RecordMoved(at, size) from None

    def close(self) -> None:
        """Nothing is held for one record alone; `disconnect` lets go of what is shared."""

    def _write(self, sql: psycopg.Connection, rows: Sequence[Row], at: int, head: Head) -> None:
        found = sql.execute(_LOCKED_SIZE, (self.slug,)).fetchone()
        size = found[0] if found else 0
        if size != at:
            raise RecordMoved(at, size)
        with sql.cursor() as cursor:
            with cursor.copy(_ADD) as copy:
                copy.set_types(_ADDED_TYPES)
                for index, row in enumerate(rows, at):
                    copy.write_row((self.slug, index, *row))
            cursor.executemany(_ADD_ACT, [(self.slug, *act) for act in acts(rows, at)])
            cursor.execute(_SET_HEAD if found else _FIRST_HEAD, (*head, self.slug))

    def _chunks(self, query: LiteralString, start: int, stop: int | None) -> Iterator[tuple[Any, ...]]:
        """The rows in chunks: one transaction over all would hold back the cleaning up, all at once the memory."""
        end = _FOR_EVER if stop is None else stop
        while start < end:
            upper = min(start + _CHUNK, end)
            chunk = self._found(query, start, upper)
            yield from chunk
            if len(chunk) < upper - start:
                return
            start = upper

    def _found(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with _told(self.slug):
            return self._link.rows(query, (self.slug, *values))


@contextmanager
def _told(slug: str) -> Iterator[None]:
    """Tells PostgreSQL's errors in the record's words. What names hosts and people of the database is not repeated."""
    try:
        yield
    except (psycopg.OperationalError, psycopg.InterfaceError, errors.ReadOnlySqlTransaction) as error:
        raise not_written(error.diag.message_primary or "the database cannot be reached") from error
    except psycopg.DataError as error:
        sentence = "The database cannot keep a character that was sent ({reason}). Take it out, then send it again."
        raise Refused("not_kept", sentence, reason=error.diag.message_primary or str(error)) from error
    except psycopg.Error as error:
        reason = error.diag.message_primary or str(error)
        raise Broken("The record of {slug} cannot be read: {reason}.", slug=slug, reason=reason) from error
