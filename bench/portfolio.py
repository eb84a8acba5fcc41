"""A thousand alliances cold from files: verified, folded and measured in every area, in parallel.

    script/bench portfolio [--quick] [--write]

One record is told under all the rules and exported; the folder holds it a thousand times, so that what is measured is
our work and not the telling of stories. Every run is a fresh `paripassu portfolio`, as on a command line, with its
processes. The memory is the most that any process of it held at one time, added up over all of them.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.alliances import filled, told
from bench.evidence import asked, table, write
from bench.pages import house
from paripassu.alliance.alliance import fold
from paripassu.cli.portfolio import told_of
from paripassu.measures.areas import Level
from paripassu.measures.portfolio import AreaLine, Line, RingLine
from paripassu.measures.standing import TITLES, Attention, standing
from paripassu.record.export import read_export, write_export
from paripassu.record.journal import SqliteJournal

AIM_SECONDS, AIM_MEGABYTES, AIM_MILLISECONDS = 60.0, 1_000.0, 100.0
ASKED = 9
"""How often the page is asked for; the first time is left out."""


class Sizes(NamedTuple):
    """How many alliances of how many entries; and the sizes over which the cost of one is followed."""

    alliances: int
    entries: int
    growing: tuple[int, ...]


FULL = Sizes(1_000, 1_000, (1_000, 3_000, 10_000))
QUICK = Sizes(2, 60, (60, 120))


def exported(folder: Path, entries: int) -> Path:
    """The export of an alliance of so many entries."""
    journal = SqliteJournal(folder / f"{entries}.sqlite")
    record = filled(journal, folder / f"{entries}.head", told(entries))
    target = folder / f"{entries}.pari"
    write_export(target, record)
    journal.close()
    return target


def cold(folder: Path, files: int) -> tuple[float, float, float]:
    """The seconds that the command takes for a folder, those that its processors were busy with it, and the megabytes
    that its processes held at most."""
    command = [sys.executable, "-m", "bench.portfolio", "--one", str(folder)]
    began = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    measured, busy, megabytes = done.stdout.split()[-3:]
    assert int(measured) == files, done.stderr
    return seconds, float(busy), float(megabytes)


def one(folder: str) -> None:
    """The command itself, in this process, and then how many it measured and the memory of it and its processes."""
    import json

    from typer.testing import CliRunner

    from paripassu.cli import app

    done = CliRunner().invoke(app, ["portfolio", folder, "--json"])
    jobs = os.cpu_count() or 1
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(len(json.loads(done.stdout)["alliances"]), sum(os.times()[:4]), (own + jobs * children) / 1024)


def growth(folder: Path, sizes: tuple[int, ...]) -> list[tuple[int, float, float]]:
    """For each size the milliseconds of one alliance from its file, and those of its areas alone, warm.

    They are of the processor's time: what else the machine does falls on the clock, not on them.
    """
    found = []
    for size in sizes:
        apart = folder / f"growing-{size}"
        apart.mkdir()
        file = exported(apart, size)
        facts = list(read_export(file, attachments=False).facts())
        alliance, now = fold(facts), facts[-1].entered
        whole, areas = [], []
        for _round in range(5):
            began = time.process_time()
            told_of(file)
            middle = time.process_time()
            standing(alliance, now)
            whole.append(1000 * (middle - began))
            areas.append(1000 * (time.process_time() - middle))
        found.append((size, median(whole), median(areas)))
    return found


def page(alliances: int) -> tuple[float, float]:
    """The milliseconds of the page with so many alliances, warm: by the clock, and of the processor.

    Each alliance has a line with all areas; in every seventh something rings. Through the whole application, as a
    signed-in person would ask for it, without the network.
    """
    with tempfile.TemporaryDirectory(prefix="paripassu-bench-") as name:
        house(Path(name))
        from django.test import Client

        from paripassu.keeper.models import Account

        ada = Account.objects.create_user("ada@example.org", None, name="Ada")
        _listed(ada.person, alliances)
        browser = Client(SERVER_NAME="localhost")
        browser.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
        waited, busy = list[float](), list[float]()
        for _round in range(ASKED):
            began, working = time.perf_counter(), time.process_time()
            answer = browser.get("/portfolio/")
            busy.append(1000 * (time.process_time() - working))
            waited.append(1000 * (time.perf_counter() - began))
            assert answer.status_code == 200
    return median(waited[1:]), median(busy[1:])


def _listed(person: str, alliances: int) -> None:
    """So many alliances in which a person sits, each with its line of today."""
    from paripassu.keeper import portfolio
    from paripassu.keeper.models import AllianceSummary, SeatSummary

    now, slugs = datetime.now(UTC), [f"alliance-{number}" for number in range(alliances)]
    AllianceSummary.objects.bulk_create(
        AllianceSummary(slug=slug, name=slug, size=1_000, version=1, updated=now) for slug in slugs
    )
    SeatSummary.objects.bulk_create(
        SeatSummary(alliance_id=slug, person=person, party="ada", role="manager") for slug in slugs
    )
    levels: tuple[Level, ...] = ("holds", "watch", "act", "unknown")
    for number, slug in enumerate(slugs):
        areas = tuple(
            AreaLine(area, "", levels[(number + at) % 4], "unclear", "Ada Ltd", "56 %", "12 points", 0)
            for at, area in enumerate(TITLES)
        )
        asks = Attention(0, number % 4, 0, number % 5, number % 3)
        rings = (RingLine(1, float(number)),) if number % 7 == 0 else ()
        on = now.date().isoformat()
        portfolio.keep(slug, Line(slug, ("Ada Ltd", "Bo Ltd"), 1_000, on, asks, areas, rings, 7))


def main() -> None:
    """Measure, print, and keep the table if asked."""
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
        return
    given = asked(__doc__ or "")
    sizes = QUICK if given.quick else FULL
    with tempfile.TemporaryDirectory(prefix="paripassu-bench-") as name:
        folder = Path(name)
        source, many = exported(folder, sizes.entries), folder / "many"
        many.mkdir()
        for number in range(sizes.alliances):
            os.link(source, many / f"{number}.pari")
        seconds, busy, megabytes = cold(many, sizes.alliances)
        grown = growth(folder, sizes.growing)
    waited, working = page(sizes.alliances)
    heads = ["what", "aim", "reached"]
    rows = [
        [f"{sizes.alliances:,} alliances × {sizes.entries:,} entries, cold, {os.cpu_count()} cores",
         f"≤ {AIM_SECONDS:g} s", f"{seconds:.1f} s"],
        ["… seconds of processor time in all of them", "", f"{busy:.1f} s"],
        ["memory of all processes together", f"≤ {AIM_MEGABYTES:g} MB", f"{megabytes:.0f} MB"],
    ]  # fmt: skip
    aim = f"≤ {AIM_MILLISECONDS:g} ms"
    rows.append([f"the page of {sizes.alliances:,} alliances, warm, by the clock", aim, f"{waited:.0f} ms"])
    rows.append(["… processor time", "", f"{working:.0f} ms"])
    for size, whole, areas in grown:
        aim = f"≤ {AIM_MILLISECONDS:g} ms" if size == 10_000 else ""
        rows.append(
            [f"one alliance of {size:,} entries: verify, read, fold, measure, processor time", "", f"{whole:.0f} ms"]
        )
        rows.append(["… all areas alone, warm, processor time", aim, f"{areas:.1f} ms"])
    load = f"Load of the machine at the end: {os.getloadavg()[0]:.1f}.\n\n"
    print(table(heads, rows))
    if given.write:
        write("portfolio", load + table(heads, rows))


if __name__ == "__main__":
    main()
