"""How fast the measures are, and beside packages that compute the same thing. [METHODS §2]

    script/bench packages [--quick] [--write]

Ours and a package's take turns within one run, every second round backwards; the ratio is the median of the rounds,
with the lowest and the highest. Before anything is timed the figures of the two are compared, with the textbook's where
there is one. The packages are in an environment of their own, pinned (`requirements-bench.lock`); nothing of ours runs
on them.
"""

import os
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from statistics import median

import numpy as np

from bench import alliances, beside, mixed
from bench.beside import Pair
from bench.clock import rate, rounds, times_as_fast
from bench.evidence import asked, table, write
from paripassu.alliance.alliance import Alliance, Recorded, fold
from paripassu.measures import questions
from paripassu.measures.balance import balance
from paripassu.measures.fairshares import fair_shares
from paripassu.measures.figures import readings
from paripassu.measures.rebalancing import Lever, proposal
from paripassu.measures.standing import standing

ROUNDS = 7
LEAST_SECONDS = 0.05
"""Each turn lasts about so long: what is quicker is done several times."""

SAME = 1e-6
"""Relative; where a package rounds its figures, ours are rounded alike."""


def folded(size: int) -> tuple[Alliance, datetime]:
    """The state of a ledger of so many entries, and when it was told."""
    facts, now = list[Recorded](), alliances.START
    for run in alliances.told(size):
        now = run.entered
        facts += [Recorded(len(facts) + place, now, run.party, fact) for place, fact in enumerate(run.facts)]
    return fold(facts), now


def pairs(quick: bool) -> Iterator[Pair]:
    """Everything that is compared."""
    for size in (400,) if quick else (10_000, 100_000):
        alliance, now = folded(size)
        yield from beside.sums(alliance, size, now.date() + timedelta(days=1))
    for players in (6,) if quick else (12, 15):
        yield from beside.values(players)
    yield from beside.nuclei()
    yield from beside.answers()
    yield from beside.opinions()
    yield from beside.alarms()


def judged(pair: Pair) -> str:
    """Whether the two say the same, and which is wrong where they do not and a book knows."""
    ours, theirs = list(pair.ours()), list(pair.theirs())
    if pair.known and not _alike(ours, pair.known):
        return f"**ours is wrong**: {_listed(ours)} instead of {_listed(pair.known)}"
    if _alike(ours, theirs):
        return "the same"
    if pair.known:
        return f"**wrong**: {_listed(theirs)} instead of {_listed(pair.known)}"
    return f"differs by up to {np.nanmax(np.abs(np.subtract(ours, theirs))):.2g}"


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether they are the same wherever both have a figure."""
    if len(one) != len(other):
        return False
    some = ~np.isnan(one) & ~np.isnan(other)
    return bool(np.allclose(np.array(one)[some], np.array(other)[some], rtol=SAME, atol=SAME))


def _listed(figures: Sequence[float]) -> str:
    return "(" + ", ".join(f"{figure:g}" for figure in figures) + ")"


def _job(work: Callable[[], object]) -> Callable[[], float]:
    """The work as a turn: done so often that the turn lasts long enough to be timed."""
    began = time.perf_counter()
    work()
    count = max(1, round(LEAST_SECONDS / max(time.perf_counter() - began, 1e-7)))
    return lambda: rate(count, lambda: [work() for _ in range(count)])


def compared(pair: Pair) -> list[str]:
    """A line of the table."""
    says = judged(pair)
    rates = rounds({"ours": _job(pair.ours), "theirs": _job(pair.theirs)}, ROUNDS)
    ours, theirs = (f"{1000 / median(rates[who]):.3g} ms" for who in ("ours", "theirs"))
    ratios = times_as_fast(rates, "ours", "theirs")["theirs"]
    spread = f"{median(ratios):.2g} ({min(ratios):.2g} – {max(ratios):.2g})"
    return [pair.what, f"{pair.package} {_version(pair.package)}", ours, theirs, spread, says]


def _version(package: str) -> str:
    return version(package.partition(",")[0])


# --- what is promised of our own speed ---


def aims(quick: bool) -> Iterator[list[str]]:
    """Each promise, and the median of the rounds in the time of the processor."""
    players, parties, size = (10, 8, 400) if quick else (20, 40, 10_000)
    one = beside.some_game(players)
    yield _aim(f"Shapley value, {players} parties, from a table", 100, lambda: fair_shares(one))
    received, targets, levers = pool(parties)
    what = f"least-change rebalancing, {parties} parties, {len(levers)} levers"
    yield _aim(what, 50, lambda: proposal(received, targets, levers, tolerance=0.05))
    telling = mixed.told(size)
    alliance, now = telling.alliance, telling.now
    whole = f"one alliance of {size:,} entries of all kinds, four partners, warm"
    yield _aim(f"{whole}: all areas of its standing", 100, lambda: standing(alliance, now))
    yield _aim(f"{whole}: every reading", 100, lambda: all_readings(alliance, now))


def all_readings(alliance: Alliance, now: datetime) -> list[object]:
    """What `paripassu measure` says of an alliance."""
    return [*readings(balance(alliance, mixed.POOL, at=now)), *questions.readings(alliance, now)]


def _aim(what: str, most: float, work: Callable[[], object]) -> list[str]:
    times = []
    work()
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        times.append(1000 * (time.process_time() - began))
    return [what, f"≤ {most:g} ms", f"{median(times):.3g} ms", f"{min(times):.3g} – {max(times):.3g}"]


def pool(parties: int) -> tuple[dict[str, float], dict[str, float], list[Lever]]:
    """What each of so many parties received and ought to, and the levers between some of them: eight for each."""
    chance = np.random.default_rng(6)
    names = [f"p{place:02d}" for place in range(parties)]
    received = dict(zip(names, (100 * chance.lognormal(0, 0.3, parties)).tolist(), strict=True))
    targets = dict(zip(names, chance.dirichlet(np.full(parties, 20.0)).tolist(), strict=True))
    ends = [chance.choice(parties, 2, replace=False) for _ in range(8 * parties)]
    levers = [
        Lever(f"l{place}", names[giver], names[receiver], most=float(chance.uniform(5, 40)))
        for place, (giver, receiver) in enumerate(ends)
    ]
    return received, targets, levers


def main() -> None:
    """Measure, print, and keep the tables if asked."""
    given = asked(__doc__ or "")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of the packages about their own dependencies
        own = table(["what", "aim", "reached, processor time", "from – to"], aims(given.quick))
        heads = ["what", "beside", "ours", "theirs", "ours is so many times as fast", "figures"]
        others = table(heads, map(compared, pairs(given.quick)))
    text = f"Load of the machine at the end: {os.getloadavg()[0]:.1f}.\n\n{own}\n\n{others}"
    print(text)
    if given.write:
        write("packages", text)


if __name__ == "__main__":
    main()
