"""What no record can beat on this machine: bare hashing of the same bytes, bare commits of the same rows."""

import os
import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from bench.clock import rate
from paripassu.record.journal import Row

NOTE_BYTES = 4096


def hashing(rows: Sequence[Row], *, leaves: bool = True, seals: bool = True) -> float:
    """Entries per second when their hashes are all that is done: one call for each seal, leaf and node of the tree."""
    headers = [b"\x00" + row.header for row in rows] if leaves else []
    envelopes = [(row.salt or b"") + (row.body or b"") for row in rows] if seals else []
    nodes = [bytes(65)] * len(headers)  # a tree has one node fewer than it has leaves
    texts = [*envelopes, *headers, *nodes]

    def work() -> None:
        for text in texts:
            sha256(text).digest()

    return rate(len(rows), work)


class Bare:
    """An SQLite file with one table and no rules, with `synchronous=FULL` and the journal mode of ours."""

    def __init__(self, path: Path, mode: str) -> None:
        self._sql = sqlite3.connect(path, isolation_level=None)
        self._sql.execute("PRAGMA synchronous=FULL")
        self._sql.execute(f"PRAGMA journal_mode={mode}")
        self._sql.execute("CREATE TABLE entries (idx INTEGER PRIMARY KEY, header BLOB, salt BLOB, body BLOB, key TEXT)")
        self._outside = os.open(path.with_suffix(".outside"), os.O_RDWR | os.O_CREAT, 0o600)

    def commits(self, rows: Sequence[Row], batch: int, *, outside: bool) -> float:
        """Rows per second in commits of so many; `outside`: each followed by one flushed write to another file."""

        def work() -> None:
            for at in range(0, len(rows), batch):
                self._sql.execute("BEGIN IMMEDIATE")
                self._sql.executemany("INSERT INTO entries VALUES (NULL, ?, ?, ?, ?)", rows[at : at + batch])
                self._sql.execute("COMMIT")
                if outside:
                    os.pwrite(self._outside, bytes(NOTE_BYTES), 0)
                    os.fdatasync(self._outside)

        return rate(len(rows), work)

    def close(self) -> None:
        """Let go of both files."""
        self._sql.close()
        os.close(self._outside)
