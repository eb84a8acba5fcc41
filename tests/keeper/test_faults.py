"""What the keeper survives on both stores: being killed, crashes, a full disk, an old backup, and two at once.

Whatever was acknowledged is there afterwards. What was not may be there, once, and its key finds it.
"""

import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from tests.keeper.killable import ENDLESS, Store, acknowledged, on_postgres, on_sqlite, recorded, store, writing
from tests.postgres import Server

__all__ = ["on_postgres", "on_sqlite", "store"]


def killed_after(store: Store, acts: int, moment: float, slug: str, first: int) -> list[int]:
    """The acts that a process acknowledged before it was killed: after so many, and so many seconds more."""
    store.ask(writing(slug, first=first))
    process = store.hear()["process"]
    seen = [store.hear() for _ in range(acts)]
    until = perf_counter() + moment
    while perf_counter() < until:
        pass
    os.kill(process, signal.SIGKILL)
    rest = store.answer()
    assert rest[-1]["done"] == [-signal.SIGKILL]
    return acknowledged(seen + rest)


def test_a_process_killed_at_any_moment_loses_nothing_it_acknowledged(store: Store) -> None:
    chance, slug, first = random.Random(7), store.begin(), 0
    for _ in range(20):
        done = killed_after(store, chance.randrange(5), chance.uniform(0, 0.003), slug, first)
        assert done == list(range(first, first + len(done)))
        first += len(done)
    found = recorded(store.show(slug) if store.write(slug, first, 1) else {})
    assert found == list(range(first + 1))


def test_what_was_written_and_not_acknowledged_is_found_by_its_key(store: Store) -> None:
    slug = store.begin()
    first = store.write(slug, 0, 3)
    again = store.write(slug, 0, 3)
    assert [line for line in first if "index" in line] == [line for line in again if "index" in line]
    assert recorded(store.show(slug)) == [0, 1, 2]


def test_of_two_processes_that_write_at_once_neither_loses_anything(store: Store) -> None:
    slug = store.begin()
    store.ask(writing(slug, "ada", first=0, count=40), writing(slug, "bo", first=100, count=40))
    said = acknowledged(store.answer())
    assert sorted(said) == [*range(40), *range(100, 140)]
    found = recorded(store.show(slug))
    assert [number for number in found if number < 100] == list(range(40))
    assert [number for number in found if number >= 100] == list(range(100, 140))


def test_no_open_record_goes_over_a_fork(store: Store) -> None:
    slug = store.begin()
    store.ask({"act": "held"}, {"act": "held"})
    assert [line["held"] for line in store.answer() if "held" in line] == [[], []]
    store.write(slug, 0, 2)
    assert recorded(store.show(slug)) == [0, 1]


def test_an_old_backup_of_a_file_is_refused_by_the_head_outside(on_sqlite: Store) -> None:
    slug = on_sqlite.begin()
    on_sqlite.write(slug, 0, 3)
    path = on_sqlite.var / "records" / f"{slug}.sqlite"
    newer = shutil.copy(path, path.with_suffix(".old"))
    on_sqlite.write(slug, 3, 3)
    os.replace(newer, path)
    refused_as_old(on_sqlite, slug)


def test_an_old_backup_of_the_database_is_refused_by_the_head_outside(on_postgres: Store) -> None:
    slug, server = on_postgres.begin(), on_postgres.server
    assert server is not None
    on_postgres.write(slug, 0, 3)
    old = server.new_database(on_postgres.database)
    on_postgres.write(slug, 3, 3)
    newer = swapped(server, on_postgres.database, old)
    refused_as_old(on_postgres, slug)
    swapped(server, on_postgres.database, newer)
    assert recorded(on_postgres.show(slug)) == list(range(6))


def refused_as_old(store: Store, slug: str) -> None:
    """Both to look and to write is refused, and the outside head stays."""
    assert "does not extend its outside head of 9 entries; it has 6" in store.show(slug)["broken"]
    store.ask(writing(slug, first=6, count=1))
    lines = [store.hear() for _ in range(3)]
    assert "Broken" in lines[1]["error"]
    assert "does not extend" in store.show(slug)["broken"]


def swapped(server: Server, name: str, other: str) -> str:
    """Put another database under this name; the name under which the one that was there is now."""
    aside = f"{other}_aside"
    server.run(f"ALTER DATABASE {name} RENAME TO {aside}")
    server.run(f"ALTER DATABASE {other} RENAME TO {name}")
    return aside


def test_a_full_disk_is_said_and_leaves_nothing_half_written(on_sqlite: Store) -> None:
    slug = on_sqlite.begin()
    accounts = (on_sqlite.var / "paripassu.sqlite").stat().st_size
    lines = on_sqlite.write(slug, 0, 20, length=60_000, limit=accounts + 2**18)
    refusals = [line for line in lines if "refused" in line]
    assert [line["code"] for line in refusals] == ["not_written"]
    assert "make room" in refusals[0]["refused"]
    assert acknowledged(lines) == recorded(on_sqlite.show(slug)) == list(range(20))


def test_a_full_disk_of_the_database_is_said_and_leaves_nothing_half_written(
    on_postgres: Store, tmp_path: Path
) -> None:
    slug, server = on_postgres.begin(), on_postgres.server
    assert server is not None
    with tiny_disk(server) as disk:
        in_database = {"database": on_postgres.database}
        server.run(f"CREATE TABLESPACE tiny LOCATION '{disk}'")
        server.run("ALTER TABLE record_entries SET TABLESPACE tiny", **in_database)
        lines = on_postgres.write(slug, 0, 100, length=60_000)
        refusals = [line for line in lines if "refused" in line]
        written = acknowledged(lines)
        assert {line["code"] for line in refusals} == {"not_written"}
        assert "No space left" in refusals[0]["refused"]
        assert recorded(on_postgres.show(slug)) == written
        server.run("ALTER TABLE record_entries SET TABLESPACE pg_default", **in_database)
        server.run("DROP TABLESPACE tiny")
    on_postgres.write(slug, len(written), 1)
    assert recorded(on_postgres.show(slug)) == [*written, len(written)]


@contextmanager
def tiny_disk(server: Server) -> Iterator[Path]:
    """A disk of two megabytes that the server may write to; skipped where we may not mount one."""
    disk = server.cluster.pgdata.parent / "tiny"
    disk.mkdir()
    owner = f"uid={server.cluster.pgdata.stat().st_uid},mode=700,size=2m"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", owner, "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a disk that is really full needs the right to mount one")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def both_writing(store: Store) -> list[dict[str, Any]]:
    """What was said until each of the two had something acknowledged."""
    seen = [store.hear()]
    while len({number >= ENDLESS for number in acknowledged(seen)}) < 2:
        seen.append(store.hear())
    return seen


def test_a_crash_of_postgresql_loses_nothing_that_was_acknowledged(on_postgres: Store) -> None:
    chance, slug, server = random.Random(11), on_postgres.begin(), on_postgres.server
    assert server is not None
    next_act = {"ada": 0, "bo": ENDLESS}
    for _ in range(5):
        on_postgres.ask(*(writing(slug, name, first=first) for name, first in next_act.items()))
        seen = both_writing(on_postgres)
        seen += [on_postgres.hear() for _ in range(chance.randrange(4, 30))]
        server.crash()
        lines = seen + on_postgres.answer()
        server.start()
        assert "not_written" in {line.get("code") for line in lines}
        for name in next_act:
            mine = [number for number in acknowledged(lines) if (number >= ENDLESS) == (name == "bo")]
            assert mine == list(range(next_act[name], next_act[name] + len(mine)))
            next_act[name] += len(mine)
    found = recorded(on_postgres.show(slug))
    for name, first in {"ada": 0, "bo": ENDLESS}.items():
        mine = [number for number in found if (number >= ENDLESS) == (name == "bo")]
        assert mine == list(range(first, first + len(mine)))
        assert len(mine) >= next_act[name] - first
