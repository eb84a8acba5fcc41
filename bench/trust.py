"""Do the intervals of trust hold what they say? Simulated in four regimes, beside fixed half-lives. [METHODS §3]

    script/bench trust [--quick] [--write]

36 months with four commitments a month on average, each kept with a chance that is known here. Counted is how often
the interval holds that chance at the end, and how far the figure misses it. It should hold it nine times in ten.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import numpy as np

from bench.evidence import asked, table, write
from paripassu.measures.forgetting import DAYS_IN_MONTH, HALF_LIVES, Belief, Event, belief, intervals

MONTHS, MONTHLY = 36, 4.0
BEGIN = date(2024, 1, 1)
END = BEGIN + timedelta(days=round(MONTHS * DAYS_IN_MONTH))
RUNS, FEW = 1_200, 30
NOMINAL, WITHIN = 0.90, 0.03

Course = Callable[[float], float]
REGIMES: Mapping[str, Course] = {
    "stable: 85 %": lambda month: 0.85,
    "sudden drop: 90 % to 50 % after 28 months": lambda month: 0.9 if month < 28 else 0.5,
    "slow drift: 95 % to 60 %": lambda month: 0.95 - 0.35 * month / MONTHS,
    "drop and recovery: 90 %, 50 % from 16 to 26, 90 %": lambda month: 0.5 if 16 <= month < 26 else 0.9,
    "just dropped: 90 % to 50 % after 33 months": lambda month: 0.9 if month < 33 else 0.5,
}
WAYS: Mapping[str, float | None] = {"adaptive": None, "3 months": 3.0, "12 months": 12.0, "no fading": float("inf")}
SELDOM = 1.0


def life(course: Course, chance: np.random.Generator, monthly: float = MONTHLY) -> Belief:
    """What the record of one tie lets one expect at its end."""
    months = np.sort(chance.uniform(0, MONTHS, chance.poisson(MONTHS * monthly)))
    events = [
        Event(BEGIN + timedelta(days=float(month * DAYS_IN_MONTH)), float(chance.random() < course(month)))
        for month in months
    ]
    return belief(events, END)


def fixed(found: Belief, half_life: float | None) -> Belief:
    """The same evidence with all the weight on one half-life; as it is for None."""
    if half_life is None:
        return found
    weights = tuple(float(each == half_life) for each in HALF_LIVES)
    return Belief(found.good, found.bad, weights, found.events)


def coverage(found: list[Belief], truth: float) -> tuple[float, float]:
    """How often the interval holds the truth, and the mean miss of the figure."""
    held = sum(low <= truth <= high for low, high in intervals(found))
    return held / len(found), sum(abs(each.mean - truth) for each in found) / len(found)


def main() -> None:
    """Simulate, print, and keep the table if asked."""
    given = asked(__doc__ or "")
    runs = FEW if given.quick else RUNS
    rows = []
    for name, course in REGIMES.items():
        lives = [life(course, np.random.default_rng([7, run])) for run in range(runs)]
        cells = [coverage([fixed(one, way) for one in lives], course(MONTHS)) for way in WAYS.values()]
        seldom = [life(course, np.random.default_rng([8, run]), SELDOM) for run in range(runs)]
        cells.append(coverage(seldom, course(MONTHS)))
        held = abs(cells[0][0] - NOMINAL) <= WITHIN
        said = "yes" if held else "no: too wide" if cells[0][0] > NOMINAL else "no: too narrow"
        rows.append([name, *(f"{share:.3f} (± {miss:.3f})" for share, miss in cells), said])
    heads = ["regime", *WAYS, "adaptive, one event a month", f"adaptive within {WITHIN:.2f} of {NOMINAL:.2f}"]
    text = (
        f"How often the interval of nominal {NOMINAL:.0%} holds the true chance at the end, and in brackets the mean\n"
    )
    text += f"miss of the figure; {runs:,} simulated ties each, {MONTHS} months, {MONTHLY:g} events a month.\n\n"
    text += table(heads, rows)
    print(text)
    if given.write:
        write("trust", text)


if __name__ == "__main__":
    main()
