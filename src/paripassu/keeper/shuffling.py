"""Rows without an order: in a database's own file the place of a row, and who wrote it last, say when it came.

After each change all rows of the table are written anew: in PostgreSQL by one statement, so that all name the same
transaction, and then into a new file in the order of their keys, which are drawn at random; in SQLite by taking all out
and putting them back in an order drawn at random, since within a page of its file the row that came last stands first,
whatever its number. What was deleted is not left in the file either. What this does not reach: PostgreSQL's write-ahead
log, and backups, keep what was there before.
"""

import logging
from functools import partial
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_log = logging.getLogger(__name__)
_TURN = 7_041_776
"""The number of the lock under which one process at a time writes a table anew; two would wait for each other."""


def shuffle(*tables: type[models.Model]) -> None:
    """Take the order out of these tables as soon as what was done is durable."""
    transaction.on_commit(partial(_shuffled, tables))


def _shuffled(tables: tuple[type[models.Model], ...]) -> None:
    """Do it now. What was written is safe already: if it cannot be done, the log says so, and the next one does it."""
    try:
        for table in tables:
            shuffle_now(table)
    except DatabaseError as error:
        _log.warning("the order of rows could not be taken out of the tables: %s", type(error).__name__)


def shuffle_now(table: type[models.Model], on: BaseDatabaseWrapper | None = None) -> None:
    """Write all rows of a table anew, in an order that says nothing; on the usual connection unless told."""
    on = on or connection
    quote = on.ops.quote_name
    name, key = quote(table._meta.db_table), quote(str(table._meta.pk.column))
    with on.cursor() as cursor:
        if on.vendor == "postgresql":
            _in_turn(cursor, f"UPDATE {name} SET {key} = {key}",  # noqa: S608 - names of our own tables
                     f"CLUSTER {name} USING {quote(f'{table._meta.db_table}_pkey')}")  # fmt: skip
        else:
            _put_back(cursor, name, on)


def _put_back(cursor: Any, name: str, on: BaseDatabaseWrapper) -> None:
    """All rows out of a table of SQLite and in again; the log of what was written, where there is one, is emptied."""
    with transaction.atomic(using=on.alias):
        cursor.execute(f"CREATE TEMP TABLE anew AS SELECT * FROM {name} ORDER BY random()")  # noqa: S608 - our own
        cursor.execute(f"DELETE FROM {name}")  # noqa: S608
        cursor.execute(f"INSERT INTO {name} SELECT * FROM temp.anew")  # noqa: S608
        cursor.execute("DROP TABLE temp.anew")
    if not on.in_atomic_block:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _in_turn(cursor: Any, *statements: str) -> None:
    cursor.execute("SELECT pg_advisory_lock(%s)", [_TURN])
    try:
        for statement in statements:
            cursor.execute(statement)
    finally:
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_TURN])
