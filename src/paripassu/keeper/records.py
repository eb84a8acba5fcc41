"""Open records, and the state folded from each, kept in memory and advanced as the record grows.

Another process may write to the same record at any time: `current` looks at the head before it answers.
"""

import os
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import RLock

from django.conf import settings

from paripassu.alliance.alliance import Alliance, Recorded, Withheld, advance, audience
from paripassu.alliance.refusals import Broken
from paripassu.keeper.handovers import handover
from paripassu.record.checkpoint import Signer
from paripassu.record.heads import Heads
from paripassu.record.journal import Journal, SqliteJournal
from paripassu.record.record import Clock, Record, now
from paripassu.record.restore import restore

MOST_OPEN = 1_000
"""Records held open by one process; the one that was not asked for longest is closed first."""


@dataclass(slots=True)
class Kept:
    """A record held open, the state of what everybody in the alliance may see, and what not everybody may see."""

    record: Record
    journal: Journal
    alliance: Alliance = field(default_factory=Alliance)
    private: list[Recorded] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)

    def advance(self) -> None:
        """Take in what was appended since, by whichever process."""
        if self.record.refresh() > self.alliance.size:
            advance(self.alliance, (self._joint(recorded) for recorded in self.record.since(self.alliance.size)))

    def _joint(self, recorded: Recorded) -> Recorded:
        """The fact as everybody may see it: what has a narrower audience is withheld here and put aside."""
        if type(recorded.fact) is Withheld or not audience(recorded.fact, recorded.party):
            return recorded
        self.private.append(recorded)
        return recorded._replace(fact=Withheld())


_open: OrderedDict[str, Kept] = OrderedDict()
_opening = RLock()


def exists(slug: str) -> bool:
    """Whether there is a record under this name."""
    if postgres():
        from paripassu.keeper.postgres import has_record

        return has_record(slug)
    return _path(slug).exists()


def names() -> list[str]:
    """The names of all records there are, sorted."""
    if postgres():
        from paripassu.keeper.postgres import record_names

        return record_names()
    return sorted(path.stem for path in _under("records").glob("*.sqlite"))


def current(slug: str) -> Kept:
    """The record of an alliance with its state, up to date with what is stored. Broken when it does not hold."""
    with _opening:
        kept = _open.get(slug)
        if kept is None:
            kept = _opened(slug)
            _open[slug] = kept
            while len(_open) > MOST_OPEN:
                _open.popitem(last=False)[1].journal.close()
        _open.move_to_end(slug)
    with kept.lock:
        kept.advance()
    return kept


def open_with(slug: str, clock: Clock) -> Kept:
    """A record opened with another clock, for telling a story; not held open for others."""
    kept = _opened(slug, clock)
    kept.advance()
    return kept


def close_all() -> None:
    """Let go of every record: before a fork, at the end of a test, before files are moved."""
    with _opening:
        while _open:
            kept = _open.popitem()[1]
            with kept.lock:
                kept.journal.close()


# SQLite forbids to carry an open file over a fork, even to close it there: two processes would hold one lock. So the
# parent lets go first, and each side opens again what it needs. A server that forks does so before it has threads.
os.register_at_fork(before=close_all)


def close(slug: str) -> None:
    """Let go of one record."""
    with _opening:
        kept = _open.pop(slug, None)
    if kept is not None:
        kept.journal.close()


def _opened(slug: str, clock: Clock = now) -> Kept:
    journal = _journal(slug)
    try:
        record = Record.open(journal, _heads(slug), signer(slug), origin(slug), clock)
    except BaseException:
        journal.close()
        raise
    return Kept(record, journal)


def take_over(slug: str, path: Path, others: Iterable[Path] = ()) -> None:
    """Set a record up from its export, in an empty place; `others` are copies of it for other readers.

    Refused when a file does not hold or there is a record already.
    """
    journal = _journal(slug)
    try:
        restore(path, journal, _heads(slug), signer(slug), others=others)
    finally:
        journal.close()


def _heads(slug: str) -> Heads:
    return Heads(_under("heads") / f"{slug}.head")


def _journal(slug: str) -> Journal:
    if postgres():
        from paripassu.keeper.postgres import PostgresJournal

        return PostgresJournal(slug)
    return SqliteJournal(_path(slug))


def postgres() -> bool:
    """Whether records are kept in the PostgreSQL database rather than in a file each."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def origin(slug: str) -> str:
    """The name of a record in its checkpoints: that of the host where it began, and its name there."""
    before = handover(slug)
    return before.origin if before else f"{settings.PARIPASSU_ORIGIN}/{slug}"


def signer(slug: str) -> Signer:
    """The host's signer for a record: under the record's own name, with the one key that the host has."""
    return Signer.from_seed(origin(slug), _seed(_under("keys") / "host.key"))


@cache
def _seed(path: Path) -> bytes:
    """The secret of the host's key, made at the first start, readable by the host alone."""
    if not path.exists():
        _make_key(path, Signer.generated("host").seed)
    seed = path.read_bytes()
    if len(seed) != 32:
        raise Broken("The host's signing key {path} is damaged. Put it back from a backup.", path=str(path))
    return seed


def _make_key(path: Path, seed: bytes) -> None:
    """Write a new key under its name at once, whole and readable by us alone; another process may be faster."""
    with NamedTemporaryFile(dir=path.parent) as file:
        file.write(seed)
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def _path(slug: str) -> Path:
    return _under("records") / f"{slug}.sqlite"


def _under(name: str) -> Path:
    folder = Path(settings.PARIPASSU_VAR) / name
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
