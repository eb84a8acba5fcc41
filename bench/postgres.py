"""The same on PostgreSQL, a server of our own that lasts as long as the bench, where its package starts here."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import psycopg
import pytest

from bench.alliances import Clock, filled, opened, told
from bench.appends import BATCH, Sizes, append, fresh, written_rows
from bench.clock import Figure, Job, rate, rounds, times_as_fast
from paripassu.alliance.alliance import fold
from paripassu.keeper.postgres import Link, PostgresJournal
from paripassu.record.journal import Row
from tests.postgres import SCHEMA, Server, served

_BARE = "CREATE TABLE bare (idx bigserial PRIMARY KEY, header bytea, salt bytea, body bytea, key text)"
_COPY = "COPY bare (header, salt, body, key) FROM STDIN (FORMAT BINARY)"


def on_postgres(folder: Path, sizes: Sizes, long: int) -> tuple[list[Figure], str]:
    """The figures; none, and why, where there is no server."""
    try:
        with served() as server:
            return list(_figures(folder, server, sizes, long)), ""
    except pytest.skip.Exception as skipped:
        return [], str(skipped)


def _figures(folder: Path, server: Server, sizes: Sizes, long: int) -> Iterator[Figure]:
    database = server.new_database()
    server.run(SCHEMA, database)
    server.run(_BARE, database)
    link = Link(lambda: server.parameters(database))
    bare = psycopg.connect(server.url(database), autocommit=True)
    jobs: dict[str, Job] = {}
    for size, batch in ((sizes.single, 1), (sizes.batched, BATCH)):
        jobs[f"ours {batch}"] = partial(_appended, folder, link, size, batch)
        jobs[f"bare {batch}"] = partial(_bare, bare, written_rows(folder, size), batch)
    jobs["replay"] = _replaying(folder, link, long)
    rates = rounds(jobs, sizes.rounds)
    link.close()
    bare.close()
    for batch, what, aim in ((1, "one signed entry per commit", None), (BATCH, f"batches of {BATCH}", 30_000.0)):
        times = {"bare COPY and commit": times_as_fast(rates, f"ours {batch}", f"bare {batch}")[f"bare {batch}"]}
        yield Figure(f"append, {what}, PostgreSQL", "/s", rates[f"ours {batch}"], aim, times)
    yield Figure(f"replay to state, PostgreSQL, {long:,} entries", "/s", rates["replay"], 350_000)


def _appended(folder: Path, link: Link, size: int, batch: int) -> float:
    path, clock = fresh(folder), Clock()
    record = opened(PostgresJournal(path.stem, link), path.with_suffix(".head"), clock)
    runs = told(size)
    began = time.perf_counter()
    append(record, clock, runs, batch, [])
    return size / (time.perf_counter() - began)


def _bare(sql: psycopg.Connection, rows: Sequence[Row], batch: int) -> float:
    def work() -> None:
        for at in range(0, len(rows), batch):
            with sql.transaction(), sql.cursor() as cursor, cursor.copy(_COPY) as copy:
                copy.set_types(("bytea", "bytea", "bytea", "text"))
                for row in rows[at : at + batch]:
                    copy.write_row(row)

    return rate(len(rows), work)


def _replaying(folder: Path, link: Link, size: int) -> Job:
    path = fresh(folder)
    record = filled(PostgresJournal(path.stem, link), path.with_suffix(".head"), told(size))
    return lambda: rate(size, lambda: fold(record.since()))
