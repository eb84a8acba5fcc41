"""Do the intervals of trust hold what they say? Simulated, beside fixed half-lives and beside who knows. [METHODS §3]

    script/bench trust [--quick] [--write]

36 months with four commitments a month on average, each kept with a chance that is known here. Counted is how often
the interval holds that chance at the end, and how far the figure misses it. It should hold it nine times in ten.

In the *regimes* the chance takes a course that is laid down. In the *worlds* it is drawn: it stays as it is for a time
and changes then to another one, and counted is by how long ago it changed last. Beside ours stands the reckoning that
knows the world: how often its chances change and how they are drawn (an exact filter on a grid, written apart from
ours). Nobody can do better there, whoever does as well holds what the record allows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from bench.evidence import asked, table, write
from paripassu.measures.forgetting import DAYS_IN_MONTH, PRIOR_COUNT, STEADY_MONTHS, Event, beliefs, intervals

MONTHS, MONTHLY, SELDOM = 36, 4.0, 1.0
BEGIN = date(2024, 1, 1)
END = BEGIN + timedelta(days=round(MONTHS * DAYS_IN_MONTH))
RUNS, FEW = 1_200, 30
WORLD_RUNS, WORLD_FEW = 6_000, 60
NOMINAL, WITHIN = 0.90, 0.03

Course = Callable[[float], float]
REGIMES: Mapping[str, Course] = {
    "stable: 85 %": lambda month: 0.85,
    "sudden drop: 90 % to 50 % after 28 months": lambda month: 0.9 if month < 28 else 0.5,
    "slow drift: 95 % to 60 %": lambda month: 0.95 - 0.35 * month / MONTHS,
    "drop and recovery: 90 %, 50 % from 16 to 26, 90 %": lambda month: 0.5 if 16 <= month < 26 else 0.9,
    "just dropped: 90 % to 50 % after 33 months": lambda month: 0.9 if month < 33 else 0.5,
}
SPELLS = "stable: 85 %, but four in ten go as the one before"
CARRIED = 0.4

OTHERS: Mapping[str, Course] = {
    SPELLS: lambda month: 0.85,
    "stable: 60 %": lambda month: 0.6,
    "just risen: 50 % to 90 % after 30 months": lambda month: 0.5 if month < 30 else 0.9,
    "small drop: 90 % to 75 % after 28 months": lambda month: 0.9 if month < 28 else 0.75,
}
"""Beyond those of METHODS §3."""

Life = list[Event]
Span = tuple[float, float]


class Told(NamedTuple):
    """A figure: the chance, and the interval that is to hold it nine times in ten."""

    mean: float
    low: float
    high: float


Way = Callable[[Sequence[Life]], list[Told]]


def ours(lives: Sequence[Life]) -> list[Told]:
    """What the pages show."""
    found = beliefs(lives, END)
    return [Told(one.mean, *span) for one, span in zip(found, intervals(found), strict=True)]


def fading(half_life: float) -> Way:
    """One half-life for all, as other systems have it (Jøsang and Ismail 2002)."""

    def told(lives: Sequence[Life]) -> list[Told]:
        from scipy.special import betaincinv  # type: ignore[import-untyped]

        left = [
            [(event.good, 0.5 ** ((END - event.on).days / DAYS_IN_MONTH / half_life)) for event in life]
            for life in lives
        ]
        ahead = np.array([sum(good * part for good, part in life) for life in left]) + PRIOR_COUNT / 2
        behind = np.array([sum((1 - good) * part for good, part in life) for life in left]) + PRIOR_COUNT / 2
        ends = [betaincinv(ahead, behind, (1 + side * NOMINAL) / 2) for side in (-1, 1)]
        return [Told(*map(float, each)) for each in zip(ahead / (ahead + behind), *ends, strict=True)]

    return told


WAYS: Mapping[str, Way] = {
    "**ours**": ours,
    "half-life 3 months": fading(3.0),
    "half-life 12 months": fading(12.0),
    "no fading": fading(np.inf),
}


def life(course: Course, chance: np.random.Generator, monthly: float = MONTHLY, carried: float = 0.0) -> Life:
    """What the record of one tie holds at its end. The part `carried` of the events goes as the one before."""
    months = np.sort(chance.uniform(0, MONTHS, chance.poisson(MONTHS * monthly)))
    found: Life = []
    for month in months:
        good = float(chance.random() < course(month))
        if carried and found and chance.random() < carried:
            good = found[-1].good
        found.append(Event(BEGIN + timedelta(days=float(month * DAYS_IN_MONTH)), good))
    return found


def coverage(told: Sequence[Told], truths: Sequence[float]) -> Span:
    """How often the interval holds the truth, and the mean miss of the figure."""
    held = [one.low <= truth <= one.high for one, truth in zip(told, truths, strict=True)]
    miss = [abs(one.mean - truth) for one, truth in zip(told, truths, strict=True)]
    return float(np.mean(held)), float(np.mean(miss))


def regimes(runs: int) -> str:
    """Coverage and miss where the chance takes a given course."""
    rows = []
    for name, course in {**REGIMES, **OTHERS}.items():
        carried = CARRIED if name == SPELLS else 0.0
        lives = [life(course, np.random.default_rng([7, run]), MONTHLY, carried) for run in range(runs)]
        seldom = [life(course, np.random.default_rng([8, run]), SELDOM, carried) for run in range(runs)]
        truths = [course(MONTHS)] * runs
        cells = [coverage(way(lives), truths) for way in WAYS.values()] + [coverage(ours(seldom), truths)]
        rows.append([name, *(f"{share:.3f} (± {miss:.3f})" for share, miss in cells), judged(cells[0][0])])
    return table(["regime", *WAYS, "ours, one event a month", f"ours within {WITHIN:.2f} of {NOMINAL:.2f}"], rows)


def judged(share: float) -> str:
    """Whether a coverage is as near the nominal one as we want it."""
    if abs(share - NOMINAL) <= WITHIN:
        return "yes"
    return "no: too wide" if share > NOMINAL else "no: too narrow"


# --- worlds ---


class World(NamedTuple):
    """How often chances change, on average after so many months, and how they are drawn: from this Beta."""

    steady: float
    good: float
    bad: float


WORLDS: Mapping[str, World] = {
    "as we assume: two years, any chance": World(STEADY_MONTHS, 1, 1),
    "restless: one year": World(12.0, 1, 1),
    "calm: five years": World(60.0, 1, 1),
    "good partners: two years, mostly 80 % and more": World(STEADY_MONTHS, 8, 2),
}
AGES = (1.0, 3.0, 6.0, 12.0)


def drawn(world: World, chance: np.random.Generator) -> tuple[Life, float, float]:
    """A tie in a world: its record, the chance at the end, and how many months before the end it last changed."""
    changes = np.sort(chance.uniform(0, MONTHS, chance.poisson(MONTHS / world.steady)))
    levels = chance.beta(world.good, world.bad, len(changes) + 1)
    found = life(lambda month: float(levels[np.searchsorted(changes, month)]), chance)
    return found, float(levels[-1]), float(MONTHS - changes[-1]) if len(changes) else np.inf


def knowing(world: World, cells: int = 400) -> Way:
    """The reckoning that knows the world: the chances of all chances on a grid, event after event."""
    grid = (np.arange(cells) + 0.5) / cells
    prior = grid ** (world.good - 1) * (1 - grid) ** (world.bad - 1)
    prior /= prior.sum()

    def one(events: Life) -> Told:
        found, before = prior, None
        for on, good in [*((event.on, event.good) for event in events), (END, None)]:
            if before is not None:
                stays = np.exp(-(on - before).days / DAYS_IN_MONTH / world.steady)
                found = found * stays + (1 - stays) * prior
            if good is not None:
                found = found * (grid if good else 1 - grid)
                found = found / found.sum()
            before = on
        below, edges = np.concatenate([[0.0], found.cumsum()]), np.linspace(0, 1, cells + 1)
        low, high = (np.interp((1 + side * NOMINAL) / 2, below, edges) for side in (-1, 1))
        return Told(float(found @ grid), float(low), float(high))

    return lambda lives: [one(events) for events in lives]


def worlds(runs: int) -> str:
    """Coverage and miss where chances are drawn, ours beside the reckoning that knows how."""
    rows = []
    for number, (name, world) in enumerate(WORLDS.items()):
        lives, truths, ages = zip(
            *(drawn(world, np.random.default_rng([9, number, run])) for run in range(runs)), strict=True
        )
        for who, way in (("ours", ours), ("*who knows*", knowing(world))):
            told, spans = way(lives), zip((0.0, *AGES), (*AGES, np.inf), strict=True)
            cells = [_cell(told, truths, [low <= age < high for age in ages]) for low, high in spans]
            rows.append(
                [f"{name}: {who}", _cell(told, truths, [True] * runs), *cells, _cell(told, truths, np.isinf(ages))]
            )
    heads = [f"{low:g} to {high:g} months ago" for low, high in zip((0, *AGES), AGES, strict=False)]
    return table(["world", "all", *heads, f"{AGES[-1]:g} months ago or never", "never"], rows)


def _cell(told: Sequence[Told], truths: Sequence[float], those: Any) -> str:
    some = [place for place, is_ in enumerate(those) if is_]
    if not some:
        return "–"
    share, miss = coverage([told[place] for place in some], [truths[place] for place in some])
    return f"{share:.3f} (± {miss:.3f})"


ABOUT = """How often the interval of nominal {nominal:.0%} holds the true chance at the end, and in brackets the mean
miss of the figure; {runs:,} simulated ties each, {months} months, {monthly:g} events a month."""
KNOWN = """The same where chances are drawn and change by chance, {runs:,} ties in each world, by how long ago they
changed last. *Who knows* is told how often chances change in this world and how they are drawn."""


def main() -> None:
    """Simulate, print, and keep the tables if asked."""
    given = asked(__doc__ or "")
    runs, many = (FEW, WORLD_FEW) if given.quick else (RUNS, WORLD_RUNS)
    about = ABOUT.format(nominal=NOMINAL, runs=runs, months=MONTHS, monthly=MONTHLY)
    text = "\n\n".join([about, regimes(runs), KNOWN.format(runs=many), worlds(many)])
    print(text)
    if given.write:
        write("trust", text)


if __name__ == "__main__":
    main()
