"""What no record can beat: bare hashing and bare commits of the same rows, measured on a few of them."""

import sqlite3
from pathlib import Path

from bench.limits import Bare, hashing
from paripassu.record.journal import Row

ROWS = [Row(b"header", b"salt", b"body", "key") for _number in range(20)]


def test_hashing_is_counted_by_row_and_less_of_it_is_measured_too() -> None:
    assert hashing(ROWS) > 0
    assert hashing(ROWS, leaves=False) > 0
    assert hashing(ROWS, seals=False) > 0


def test_bare_commits_leave_the_rows_in_one_table(tmp_path: Path) -> None:
    path = tmp_path / "bare.sqlite"
    bare = Bare(path, "TRUNCATE")
    assert bare.commits(ROWS, 5, outside=True) > 0
    bare.close()
    kept = sqlite3.connect(path)
    assert kept.execute("SELECT count(*) FROM entries").fetchone() == (len(ROWS),)
    kept.close()
