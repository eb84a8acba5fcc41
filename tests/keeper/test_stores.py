"""The keeper does the same on PostgreSQL as on SQLite: its own tests run once more, in another process, on that."""

import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from paripassu.keeper.postgres import PostgresJournal
from paripassu.record.journal import SqliteJournal
from tests.keeper.conftest import Cast, founded

HERE = Path(__file__).resolve().parent
OF_ONE_STORE = ["test_postgres.py", "test_faults.py", "test_shuffling.py", "surveys/test_faults.py"]
"""What runs on a store of its own anyway."""


def test_a_record_is_kept_where_the_settings_say(accounts: Cast) -> None:
    journal = founded(accounts.ada).kept.journal
    assert isinstance(journal, PostgresJournal if connection.vendor == "postgresql" else SqliteJournal)


def test_the_keeper_does_the_same_on_postgresql(postgres_url: str) -> None:
    ignored = [f"--ignore={HERE / name}" for name in OF_ONE_STORE]
    not_itself = ["-k", "not the_keeper_does_the_same_on_postgresql"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *ignored, *not_itself, str(HERE)],
        cwd=HERE.parents[1],
        env=environment | {"DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-5_000:] + run.stderr[-2_000:]
