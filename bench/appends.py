"""Appending: an act asked by its rules, sealed, signed, committed, kept outside; one by one, in batches, by eight."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from bench import limits
from bench.alliances import Clock, Run, filled, opened, told
from bench.clock import Figure, Job, percentile, rate, rounds, times_as_fast
from bench.eventsourced import Rival
from paripassu.record.journal import Row, SqliteJournal
from paripassu.record.record import Record

MODES = ("TRUNCATE", "WAL")
WRITERS = 8
BATCH = 100
_numbers = count()


class InWal(SqliteJournal):
    """The journal in WAL even where this SQLite version must not use it: to know what a version that may would give."""

    def _harden(self) -> None:
        super()._harden()
        self._sql.execute("PRAGMA journal_mode=WAL")


JOURNALS = {"TRUNCATE": SqliteJournal, "WAL": InWal}


def fresh(folder: Path) -> Path:
    """The path of a file that is not there yet."""
    return folder / f"{next(_numbers)}.sqlite"


@contextmanager
def new_record(path: Path, mode: str, clock: Clock) -> Iterator[Record]:
    """A new record in this journal mode while the block runs."""
    journal = JOURNALS[mode](path)
    try:
        yield opened(journal, path.with_suffix(".head"), clock)
    finally:
        journal.close()


def append(record: Record, clock: Clock, runs: Iterable[Run], batch: int, waits: list[float]) -> None:
    """Append these runs, so many facts under one signature and in one commit; how long each took goes to `waits`."""
    for run in runs:
        clock.at = run.entered
        for at in range(0, len(run.facts), batch):
            began = time.perf_counter()
            size = record.size
            record.append(run.facts[at : at + batch], party=run.party, at=size, key=f"act-{size}")
            waits.append(time.perf_counter() - began)


def written_rows(folder: Path, size: int) -> list[Row]:
    """The rows of a record of so many entries."""
    path = fresh(folder)
    journal = SqliteJournal(path)
    rows = list(filled(journal, path.with_suffix(".head"), told(size)).rows())
    journal.close()
    return rows


# --- one by one, and in batches ---


class Sizes(NamedTuple):
    """How much is appended in a round, and in how many rounds."""

    single: int
    batched: int
    each_writer: int
    rounds: int


def appending(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """The figures of one writer in each journal mode."""
    for mode in MODES:
        yield from _one_by_one(folder, mode, sizes)
    for mode in MODES:
        yield from _batches(folder, mode, sizes)


def _one_by_one(folder: Path, mode: str, sizes: Sizes) -> Iterator[Figure]:
    waits: list[float] = []
    # What one flush takes changes from second to second: many short rounds are fairer than a few long ones.
    rates = rounds(_jobs(folder, mode, sizes.single, 1, waits), 3 * sizes.rounds)
    aim = {"TRUNCATE": 1_000.0, "WAL": 3_500.0}[mode]
    times = times_as_fast(rates, "rules", "bare commits", "bare commits + outside head", "eventsourcing")
    yield Figure(f"append, one signed entry per commit, {mode}", "/s", rates["rules"], aim, times)
    yield Figure(f"… beside eventsourcing, {mode}", "×", times["eventsourcing"], 1)
    worst = [1000 * percentile(waits, 0.99)]
    yield Figure(f"… the slowest of a hundred, {mode}", "ms", worst, {"TRUNCATE": 1.2, "WAL": 0.5}[mode])


def _batches(folder: Path, mode: str, sizes: Sizes) -> Iterator[Figure]:
    jobs = _jobs(folder, mode, sizes.batched, BATCH, [])
    rows = written_rows(folder, sizes.batched)
    facts = list(told(sizes.batched))
    jobs["append"] = partial(_appended, folder, mode, lambda: facts, BATCH, [])
    jobs["hashlib"] = partial(limits.hashing, rows)
    rates = rounds(jobs, sizes.rounds)
    others = ("bare commits", "bare commits + outside head", "eventsourcing", "hashlib")
    times = {name: times_as_fast(rates, name, *others) for name in ("append", "rules")}
    yield Figure(f"append, batches of {BATCH}, {mode}", "/s", rates["append"], 80_000, times["append"])
    yield Figure(
        f"… with every rule asked and the state advanced, {mode}", "/s", rates["rules"], 80_000, times["rules"]
    )


def _jobs(folder: Path, mode: str, size: int, batch: int, waits: list[float]) -> dict[str, Job]:
    rows, facts = written_rows(folder, size), list(told(size))
    return {
        "rules": partial(_appended, folder, mode, partial(told, size), batch, waits),
        "bare commits": partial(_bare, folder, mode, rows, batch, False),
        "bare commits + outside head": partial(_bare, folder, mode, rows, batch, True),
        "eventsourcing": partial(_rival, folder, mode, facts, batch),
    }


def _appended(folder: Path, mode: str, runs: Callable[[], Iterable[Run]], batch: int, waits: list[float]) -> float:
    """Entries per second. Runs that are told while they are appended are asked by their rules in this time."""
    clock, told_now = Clock(), runs()
    with new_record(fresh(folder), mode, clock) as record:
        began = time.perf_counter()
        append(record, clock, told_now, batch, waits)
        return record.size / (time.perf_counter() - began)


def _bare(folder: Path, mode: str, rows: Sequence[Row], batch: int, outside: bool) -> float:
    bare = limits.Bare(fresh(folder), mode)
    try:
        return bare.commits(rows, batch, outside=outside)
    finally:
        bare.close()


def _rival(folder: Path, mode: str, runs: Sequence[Run], batch: int) -> float:
    rival = Rival(fresh(folder), mode)
    try:
        return rival.appended(runs, batch)
    finally:
        rival.close()


# --- eight writers on eight alliances ---

_start: list[Barrier] = []


def writers(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """The figures of eight processes that write at once, each to its own record."""
    for mode, aim in (("TRUNCATE", None), ("WAL", 6_000.0)):
        longest: list[float] = []
        jobs: dict[str, Job] = {
            "ours": partial(_together, folder, mode, sizes.each_writer, True, longest),
            "bare commits": partial(_together, folder, mode, sizes.each_writer, False, []),
        }
        rates = rounds(jobs, min(sizes.rounds, 3))
        times = times_as_fast(rates, "ours", "bare commits")
        yield Figure(f"{WRITERS} writers on {WRITERS} alliances, {mode}", "/s", rates["ours"], aim, times)
        yield Figure(f"… the longest wait, {mode}", "ms", [1000 * each for each in longest], 50)


def _together(folder: Path, mode: str, size: int, ours: bool, longest: list[float]) -> float:
    context = get_context("fork")
    barrier = context.Barrier(WRITERS)
    paths = [fresh(folder) for _ in range(WRITERS)]
    with ProcessPoolExecutor(WRITERS, context, initializer=_start.append, initargs=(barrier,)) as pool:
        work = _writes if ours else _writes_bare
        ended = [each.result() for each in [pool.submit(work, path, mode, size) for path in paths]]
    longest.append(max(wait for _, _, wait in ended))
    return WRITERS * size / (max(end for _, end, _ in ended) - min(begin for begin, _, _ in ended))


def _writes(path: Path, mode: str, size: int) -> tuple[float, float, float]:
    """When it began and ended, by the clock that all processes share, and the longest wait for one append."""
    clock, waits = Clock(), list[float]()
    with new_record(path, mode, clock) as record:
        _start[0].wait()
        began = time.monotonic()
        append(record, clock, told(size), 1, waits)
        return began, time.monotonic(), max(waits)


def _writes_bare(path: Path, mode: str, size: int) -> tuple[float, float, float]:
    rows = [Row(os.urandom(200), os.urandom(32), os.urandom(200), "act")] * size
    bare = limits.Bare(path, mode)
    _start[0].wait()
    began = time.monotonic()
    rate(size, partial(bare.commits, rows, 1, outside=False))
    ended = time.monotonic()
    bare.close()
    return began, ended, 0.0
