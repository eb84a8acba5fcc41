"""Would another interval of trust hold better? Ours at other numbers of events and other chances, and others beside it.

    script/bench intervals [--quick] [--write]

The regimes are those of `bench.trust`, with other random numbers. The others leave out of the same mixture another part
than a twentieth on either side: more on both, or as much divided unevenly. *By reach*: to miss on the side towards
which the interval reaches far is the worse miss, so what is left out there is less, in inverse proportion to the reach.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from bench.evidence import asked, table, write
from bench.trust import END, MONTHS, NOMINAL, REGIMES, WITHIN, Course, life
from paripassu.measures.forgetting import Belief, beliefs, intervals

RUNS, FEW = 500, 20
OFTEN = (1.0, 4.0, 12.0)
NEAR = (3.0, 4.0, 6.0)
STEADY: Mapping[str, Course] = {
    "stable: 50 %": lambda month: 0.5,
    "stable: 80 %": lambda month: 0.8,
    "stable: 95 %": lambda month: 0.95,
}
CHANGED: Mapping[str, Course] = {
    "dropped a month ago: 90 % to 50 %": lambda month: 0.9 if month < MONTHS - 1 else 0.5,
    "just risen: 50 % to 90 % after 30 months": lambda month: 0.5 if month < 30 else 0.9,
}
ASKED = list(REGIMES)[:4]
"""Those of METHODS §3."""

TAILS = (0.01, 0.03, 0.05, 0.065, 0.09, 0.125)


class Ties(NamedTuple):
    """Simulated ties, what they let one expect, where the mixture leaves out each of TAILS below and above, and the
    chance at the end.
    """

    found: Sequence[Belief]
    lows: Any
    highs: Any
    truth: float


Rule = Callable[[Ties], tuple[Any, Any]]


def ties(course: Course, monthly: float, runs: int, seed: int) -> Ties:
    """So many ties that take this course."""
    lives = [life(course, np.random.default_rng([13, seed, round(monthly), run]), monthly) for run in range(runs)]
    found = beliefs(lives, END)
    ends = np.array([intervals(found, 1 - 2 * tail) for tail in TAILS])
    return Ties(found, ends[:, :, 0], ends[:, :, 1], course(MONTHS))


def leaving(part: float) -> Rule:
    """As much below as above, together this part."""
    return lambda those: (_at(those.lows, np.full(len(those.found), part / 2)), _at(those.highs, part / 2))


def by_reach(part: float) -> Rule:
    """This part, divided inversely to how far the interval reaches from the mean on either side."""

    def ends(those: Ties) -> tuple[Any, Any]:
        mean, middle = np.array([one.mean for one in those.found]), TAILS.index(0.05)
        down, up = np.maximum(mean - those.lows[middle], 1e-3), np.maximum(those.highs[middle] - mean, 1e-3)
        return _at(those.lows, part * up / (down + up)), _at(those.highs, part * down / (down + up))

    return ends


def _at(ends: Any, tails: Any) -> Any:
    """The ends that leave out these parts, between those of TAILS."""
    wanted = np.broadcast_to(tails, ends.shape[1:])
    return np.array([np.interp(tail, TAILS, column) for tail, column in zip(wanted, ends.T, strict=True)])


RULES: Mapping[str, Rule] = {
    "**ours**: a twentieth on either side": leaving(0.10),
    "13 of 100, as much on either side": leaving(0.13),
    "10 of 100, by reach": by_reach(0.10),
    "13 of 100, by reach": by_reach(0.13),
}


def held(those: Ties, rule: Rule) -> float:
    """How often the interval holds the chance."""
    low, high = rule(those)
    return float(np.mean((low <= those.truth) & (those.truth <= high)))


def width(those: Ties, rule: Rule) -> float:
    """The mean width of the interval."""
    low, high = rule(those)
    return float(np.mean(high - low))


def loss(those: Ties) -> float:
    """What the figure costs per event beyond what the chance itself would, in nats (excess log-loss)."""
    means, truth = np.array([one.mean for one in those.found]), those.truth
    return float(np.mean(truth * np.log(truth / means) + (1 - truth) * np.log((1 - truth) / (1 - means))))


def ours(drawn: Mapping[tuple[str, float], Ties]) -> str:
    """Coverage with its standard error, width and loss of ours, by regime and events a month."""
    rule = next(iter(RULES.values()))
    rows = []
    for name in dict.fromkeys(name for name, _monthly in drawn):
        cells = [drawn[name, monthly] for monthly in OFTEN]
        rows.append([name, *(_told(held(each, rule), each, width(each, rule), loss(each)) for each in cells)])
    return table(["regime", *(f"{monthly:g} a month" for monthly in OFTEN)], rows)


def _told(share: float, those: Ties, wide: float, lost: float) -> str:
    error = (share * (1 - share) / len(those.found)) ** 0.5
    return f"{share:.3f} ± {error:.3f}; {wide:.2f}; {lost:.4f}"


def others(drawn: Mapping[tuple[str, float], Ties]) -> str:
    """Coverage and width of each rule at four events a month, and how far its worst cell is off near that."""
    names = [*REGIMES, *CHANGED]
    rows = []
    for who, rule in RULES.items():
        near = [held(drawn[name, monthly], rule) for name in ASKED for monthly in NEAR]
        cells = [f"{held(drawn[name, 4.0], rule):.3f}; {width(drawn[name, 4.0], rule):.2f}" for name in names]
        rows.append([who, *cells, f"{min(near):.3f} to {max(near):.3f}"])
    return table(
        ["left out", *(name.partition(":")[0] for name in names), "the first four at 3, 4 and 6 a month"], rows
    )


ABOUT = """How often ours holds the true chance at the end (nominal {nominal:.0%}), with the standard error of the
simulation; the mean width of the interval; and the mean excess log-loss of the figure per event, in nats. {runs:,}
simulated ties each."""
BESIDE = """Others beside ours: how often they hold it at four events a month, and their width. In the last column the
least and the most in the regimes of METHODS §3: within {within:.2f} of {nominal:.2f} is a range of {range:.2f}."""


def main() -> None:
    """Simulate, print, and keep the tables if asked."""
    given = asked(__doc__ or "")
    runs = FEW if given.quick else RUNS
    courses = {**STEADY, **REGIMES, **CHANGED}
    drawn = {
        (name, monthly): ties(course, monthly, runs, seed)
        for seed, (name, course) in enumerate(courses.items())
        for monthly in sorted({*OFTEN, *(NEAR if name in ASKED else ())})
    }
    about = ABOUT.format(nominal=NOMINAL, runs=runs)
    beside = BESIDE.format(within=WITHIN, nominal=NOMINAL, range=2 * WITHIN)
    text = "\n\n".join([about, ours(drawn), beside, others(drawn)])
    print(text)
    if given.write:
        write("intervals", text)


if __name__ == "__main__":
    main()
