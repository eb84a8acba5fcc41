"""How fast the record is, beside what this machine can do at all and beside the PyPI package `eventsourcing`.

    script/bench record [--quick] [--json] [--write]

Everything that is compared is timed in turns in the same run; shown are the median of the rounds, their spread, and
how many times as fast ours is as the other. WAL is measured although Pari Passu uses it only on the SQLite
versions that may (docs/reference/speed.md).
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import clock
from bench.alliances import told
from bench.appends import Sizes, appending, fresh, writers
from bench.clock import Figure
from bench.eventsourced import Rival
from bench.postgres import on_postgres
from bench.replays import long_record, reading, verifying

FULL, FULL_LONG = Sizes(single=250, batched=20_000, each_writer=300, rounds=5), (1_000, 10_000, 100_000)
QUICK, QUICK_LONG = Sizes(single=20, batched=200, each_writer=5, rounds=2), (200, 400, 800)


def figures(folder: Path, sizes: Sizes, long: Sequence[int]) -> Iterator[Figure]:
    """All figures of the record."""
    yield from appending(folder, sizes)
    yield from writers(folder, sizes)
    records = [long_record(folder, size) for size in long]
    rival = Rival(fresh(folder), "WAL")
    rival.appended(told(long[1]), 100)
    yield from reading(records, rival, sizes)
    rival.close()
    yield from verifying(records[-1], folder, sizes)
    found, why = on_postgres(folder, sizes, long[-1])
    yield from found
    if why:
        print(why, file=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and say it as a table or as JSON."""
    asked = clock.asked(__doc__, arguments)
    with tempfile.TemporaryDirectory(prefix="paripassu-bench-") as name:
        sizes, long = (QUICK, QUICK_LONG) if asked.quick else (FULL, FULL_LONG)
        clock.tell("record", list(figures(Path(name), sizes, long)), asked)


if __name__ == "__main__":
    main()
