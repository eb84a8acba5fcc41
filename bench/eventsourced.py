"""The same facts kept by the PyPI package `eventsourcing`, the way its own documentation does it, with SQLite."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool

from bench.alliances import Run
from bench.clock import rate
from paripassu.alliance.alliance import Fact
from paripassu.alliance.ledger import Confirmed, Disputed
from paripassu.alliance.ledger.postings import Posted


class Ledger(Aggregate):
    """The postings of an alliance: what ours folds, without its rules, values and waiting parties."""

    @event("Begun")
    def __init__(self) -> None:
        self.postings: dict[int, dict[str, Any]] = {}
        self.others: list[dict[str, Any]] = []

    @event("Posted")
    def post(self, index: int, party: str, fact: dict[str, Any]) -> None:
        """One line of the ledger."""
        self.postings[index] = {"party": party, "fact": fact, "confirmed": set(), "disputed": {}}

    @event("Confirmed")
    def confirm(self, party: str, entry: int) -> None:
        """The other side confirms a line."""
        self.postings[entry]["confirmed"].add(party)

    @event("Disputed")
    def dispute(self, party: str, entry: int, reason: str) -> None:
        """The other side disputes a line."""
        self.postings[entry]["disputed"][party] = reason

    @event("Kept")
    def keep(self, party: str, fact: dict[str, Any]) -> None:
        """Everything else: thanks, and the few facts before the first posting."""
        self.others.append({"party": party, "fact": fact})


class _Truncating(SQLiteConnectionPool):
    """Connections in journal mode TRUNCATE; the package itself always sets WAL, whatever the SQLite version."""

    def _create_connection(self) -> SQLiteConnection:
        self.is_journal_mode_wal = True  # so that it leaves the mode alone
        connection = super()._create_connection()
        connection._sqlite_conn.execute("PRAGMA journal_mode=TRUNCATE")
        return connection


class _InTruncate(Application[UUID]):
    def construct_factory(self, env: Any) -> Any:
        """The package's own, with the other connections."""
        factory: Any = super().construct_factory(env)
        factory.datastore.pool.close()
        factory.datastore.pool = _Truncating(db_name=factory.datastore.pool.db_name)
        return factory


class Rival:
    """An application with one ledger in one SQLite file. Its `synchronous` is FULL too, SQLite's own default."""

    def __init__(self, path: Path, mode: str) -> None:
        kind = _InTruncate if mode == "TRUNCATE" else Application[UUID]
        self._application = kind(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
        self.ledger = Ledger()
        self._application.save(self.ledger)

    def appended(self, runs: Iterable[Run], batch: int) -> float:
        """Facts per second, so many saved at a time."""
        steps = [(index, party, fact, _fields(fact)) for index, party, fact in _one_by_one(runs)]

        def work() -> None:
            for at in range(0, len(steps), batch):
                for step in steps[at : at + batch]:
                    _record(self.ledger, *step)
                self._application.save(self.ledger)

        return rate(len(steps), work)

    def replayed(self, count: int) -> float:
        """Facts per second from the file to the state."""
        return rate(count, lambda: self._application.repository.get(self.ledger.id))

    def close(self) -> None:
        """Let go of the file."""
        self._application.close()


def _one_by_one(runs: Iterable[Run]) -> Iterator[tuple[int, str, Fact]]:
    index = 0
    for run in runs:
        for fact in run.facts:
            yield index, run.party, fact
            index += 1


def _fields(fact: Fact) -> dict[str, Any]:
    """The fields as values that the package's JSON can keep: a day as text; it knows decimals itself."""
    fields: dict[str, Any] = msgspec.to_builtins(fact, builtin_types=(Decimal,))
    return fields


def _record(told: Ledger, index: int, party: str, fact: Fact, fields: dict[str, Any]) -> None:
    match fact:
        case Confirmed():
            told.confirm(party, fact.entries[0])
        case Disputed():
            told.dispute(party, fact.entry, fact.reason)
        case Posted():
            told.post(index, party, fields)
        case _:
            told.keep(party, fields)
