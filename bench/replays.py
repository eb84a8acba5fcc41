"""Reading: a cold alliance opened and folded, the fold alone, and a record verified."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench import limits
from bench.alliances import filled, opened, told
from bench.appends import Sizes, fresh
from bench.clock import Figure, Job, milliseconds, rate, rounds, times_as_fast
from bench.eventsourced import Rival
from paripassu.alliance.alliance import Recorded, fold
from paripassu.record.entries import leaf
from paripassu.record.export import EVERYBODY, write_export
from paripassu.record.export import opened as opened_export
from paripassu.record.journal import Row, SqliteJournal
from paripassu.record.kinds import KINDS
from paripassu.record.replay import Replay
from paripassu.record.tree import Tree
from paripassu.record.verify import verify


class Long(NamedTuple):
    """A record on disk, to be opened cold, with what it holds."""

    size: int
    path: Path
    rows: list[Row]
    facts: list[Recorded]

    @property
    def head(self) -> Path:
        """Its outside head."""
        return self.path.with_suffix(".head")


def long_record(folder: Path, size: int) -> Long:
    """A record of so many entries."""
    path = fresh(folder)
    journal = SqliteJournal(path)
    record = filled(journal, path.with_suffix(".head"), told(size))
    kept = Long(size, path, list(record.rows()), list(record.since()))
    journal.close()
    return kept


def reading(records: Sequence[Long], rival: Rival, sizes: Sizes) -> Iterator[Figure]:
    """The figures of opening, replay and fold; the rival holds the facts of the middle one."""
    jobs = {name: job for record in records for name, job in _jobs(record).items()}
    middle = records[1].size
    jobs["eventsourcing"] = partial(rival.replayed, middle)
    rates = rounds(jobs, sizes.rounds)
    for record, aim in zip(records, (None, 50.0, 500.0), strict=True):
        size = record.size
        times = times_as_fast(rates, f"open {size}", f"hashlib {size}")
        yield Figure(
            f"open cold and fold, {size:,} entries", "ms", milliseconds(rates[f"open {size}"], size), aim, times
        )
    for record in records:
        size = record.size
        times = _beside(rates, "replay", size)
        yield Figure(f"replay to state, {size:,} entries", "/s", rates[f"replay {size}"], 600_000, times)
    against = times_as_fast(rates, f"replay {middle}", "eventsourcing")["eventsourcing"]
    yield Figure(f"replay beside eventsourcing, {middle:,} entries", "×", against, 5)
    for record in records:
        yield Figure(f"fold alone, {record.size:,} entries", "/s", rates[f"fold {record.size}"])
    yield Figure("opening: the growth of the cost per entry", "times the cost", growth(rates, records, "open"), 1.3)


def _beside(rates: dict[str, list[float]], what: str, size: int) -> dict[str, list[float]]:
    return {"hashlib": times_as_fast(rates, f"{what} {size}", f"hashlib {size}")[f"hashlib {size}"]}


def growth(rates: dict[str, list[float]], records: Sequence[Long], what: str) -> list[float]:
    """How many times as much an entry costs in the longest alliance as in the one ten times shorter, per round."""
    shorter, longest = (rates[f"{what} {record.size}"] for record in records[1:])
    return [short / long for short, long in zip(shorter, longest, strict=True)]


def _jobs(kept: Long) -> dict[str, Job]:
    size = kept.size
    return {
        f"open {size}": partial(rate, size, partial(_open_and_fold, kept)),
        f"replay {size}": partial(_replayed, kept),
        f"fold {size}": partial(rate, size, partial(fold, kept.facts)),
        f"hashlib {size}": partial(limits.hashing, kept.rows),
    }


def _open_and_fold(kept: Long) -> None:
    """What the first question to an alliance costs: file opened, tree built, signature and head checked, state."""
    journal = SqliteJournal(kept.path)
    record = opened(journal, kept.head)
    state = fold(record.since())
    journal.close()
    assert state.size == kept.size


def _replayed(kept: Long) -> float:
    """Entries per second from the file to the state: rows, seals, facts, fold; the tree is there already."""
    journal = SqliteJournal(kept.path)
    record = opened(journal, kept.head)
    try:
        return rate(kept.size, lambda: fold(record.since()))
    finally:
        journal.close()


# --- verify ---


def verifying(kept: Long, folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """The figures of checking an export, from the roots alone to every rule."""
    path = folder / "whole.pari"
    journal = SqliteJournal(kept.path)
    write_export(path, opened(journal, kept.head))
    journal.close()
    jobs: dict[str, Job] = {
        "roots": partial(rate, kept.size, partial(_root, kept.rows)),
        "leaves and nodes in hashlib": partial(limits.hashing, kept.rows, seals=False),
        "facts": partial(rate, kept.size, partial(_checked, _members(path))),
        "all": partial(rate, kept.size, partial(_verified, path)),
        "hashlib": partial(limits.hashing, kept.rows),
    }
    rates = rounds(jobs, sizes.rounds)
    times = times_as_fast(rates, "roots", "leaves and nodes in hashlib")
    yield Figure("verify the root", "/s", rates["roots"], 350_000, times)
    times = times_as_fast(rates, "facts", "hashlib")
    yield Figure("verify root, seals, canonical bytes, and fold", "/s", rates["facts"], 230_000, times)
    times = times_as_fast(rates, "all", "hashlib")
    yield Figure("verify a file: all that, and every rule asked again", "/s", rates["all"], None, times)


def _root(rows: Sequence[Row]) -> bytes:
    return Tree([leaf(row.header) for row in rows]).root()


def _members(path: Path) -> tuple[bytes, bytes]:
    with opened_export(path) as container:
        return container.content("entries.jsonl"), container.content("envelopes.jsonl")


def _checked(members: tuple[bytes, bytes]) -> None:
    replay = Replay(*members, EVERYBODY, KINDS)
    fold(replay.recorded())
    assert not replay.findings


def _verified(path: Path) -> None:
    verdict = verify(path)
    assert verdict.holds, verdict.findings[:3]
