"""Can the measures foretell that an alliance ends? Where alliances end for reasons that we wrote down. [METHODS §7]

    script/bench endings [--quick] [--write]

Alliances of four for three years: fortune shifts who receives how much; who feels treated unfairly does less; who does
less breaks more promises; broken promises cost trust; low trust and conflict raise the chance to end, which is mostly
one that every alliance has. All parameters are assumed. At the end of the second year is reckoned what the measures
show of the alliances that still live, and counted is which of them end in the third.

It tests the software and what can be hoped for; it is no evidence about the world.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np

from bench.detectors import mixture
from bench.evidence import asked, table, write
from paripassu.measures.detection import promised_threshold
from paripassu.measures.forgetting import DAYS_IN_MONTH, Event, beliefs

PARTNERS, MONTHS, SEEN = 4, 36, 24
ALLIANCES, FEW = 3_000, 60
MONTHLY = 4.0
BEGIN = date(2024, 1, 1)
LATELY = 3
"""Months of the simple rule that many dashboards have: less than seven in ten kept lately."""

Array = Any


class World(NamedTuple):
    """What came of the alliances: the month each ended in (36: not yet), what each received and gave by month, and how
    many promises of each to each came due and were kept, by month. The last axes are who judges, and who is judged.
    """

    ended: Array
    received: Array
    given: Array
    due: Array
    kept: Array


def squashed(value: Array) -> Array:
    """The logistic function."""
    return 1 / (1 + np.exp(-value))


def shared(value: Array) -> Array:
    """The parts of a whole that are proportional to these."""
    return value / value.sum(axis=1, keepdims=True)


class Life:
    """Alliances month by month: the ten equations of METHODS §7 without governance."""

    def __init__(self, count: int, chance: np.random.Generator) -> None:
        self.chance, self.shape = chance, (count, PARTNERS)
        self.entitled = chance.dirichlet(np.full(PARTNERS, 8.0), count)
        self.ego = chance.normal(0.15, 0.05, self.shape)
        self.bias, self.effort = np.zeros(self.shape), np.full(self.shape, 0.8)
        self.good = np.full((count, PARTNERS, PARTNERS), 3.6)
        self.bad = np.full((count, PARTNERS, PARTNERS), 0.4)
        self.heat = np.zeros(count)

    @property
    def trust(self) -> Array:
        """What each expects of each."""
        return self.good / (self.good + self.bad)

    def month(self) -> tuple[Array, Array, Array, Array]:
        """A month: what each received and gave, and the promises that came due and were kept."""
        chance, whole = self.chance, self.entitled * PARTNERS
        self.bias += chance.normal(0, 0.04, self.shape)
        self.bias += (chance.random(self.shape) < 0.012) * chance.normal(0, 0.45, self.shape)
        share, given = shared(self.entitled * np.exp(self.bias)), shared(self.effort * self.entitled)
        output = PARTNERS * self.effort.mean(axis=1) * (1 + 0.1 * chance.normal(size=len(share)))
        felt = np.log(share / given) - self.ego + 0.15 + chance.normal(0, 0.1, self.shape)
        unfair = 0.85 * 0.5 * np.maximum(-felt, 0) + 0.315 * 0.5 * np.maximum(felt, 0)
        gain = share * output[:, None] - 0.5 * self.effort**2 * whole - whole * unfair
        patience = 0.97 * 0.985
        slack = patience / (1 - patience) * (gain / whole - 0.33) / 30 - 0.25
        others = (self.trust.sum(axis=2) - np.einsum("aii->ai", self.trust)) / (PARTNERS - 1)
        wish = squashed(1.6 + 3 * (others - 0.75) + 2 * np.minimum(felt, 0) + np.clip(slack, -1, 0.5))
        self.effort = 0.7 * self.effort + 0.3 * wish
        due = chance.poisson(MONTHLY, self.good.shape) * (1 - np.eye(PARTNERS, dtype=int))
        kept = chance.binomial(due, np.broadcast_to((0.45 + 0.52 * self.effort)[:, None, :], due.shape))
        left = 0.5 ** (1 / 9)
        self.good, self.bad = left * self.good + kept, left * self.bad + 2 * (due - kept)
        self._quarrel(felt)
        return share * output[:, None], given * output[:, None], due, kept

    def _quarrel(self, felt: Array) -> None:
        trusted = self.trust.mean(axis=(1, 2))
        odds = squashed(-4.4 + 10.5 * (0.85 - trusted) + 2 * np.maximum(-felt.min(axis=1) - 0.1, 0) + 1.2 * self.heat)
        self.heat = 0.7 * self.heat + (self.chance.random(len(odds)) < odds)

    def ends(self) -> Array:
        """Which of them end this month."""
        low = self.trust.min(axis=(1, 2))
        lazy = np.maximum(0.7 - self.effort.min(axis=1), 0)
        odds = squashed(-5.3 + 4 * (0.8 - low) + 1.1 * np.minimum(self.heat, 3) + 2.5 * lazy)
        return self.chance.random(len(odds)) < odds


def lived(count: int) -> World:
    """So many alliances, month by month. One that has ended goes on being reckoned, and is not looked at again."""
    life, ended = Life(count, np.random.default_rng(21)), np.full(count, MONTHS)
    months = []
    for month in range(MONTHS):
        months.append(life.month())
        ended = np.where((ended == MONTHS) & life.ends(), month, ended)
    return World(ended, *(np.stack(each, axis=1) for each in zip(*months, strict=True)))


# --- what the measures show after two years ---


def shown(world: World) -> Mapping[str, Array]:
    """By sign, a figure for each alliance that still lives after two years: the higher, the worse."""
    living = world.ended >= SEEN
    due, kept = world.due[living, :SEEN], world.kept[living, :SEEN]
    received, given = (each[living, :SEEN].sum(axis=1) for each in (world.received, world.given))
    returns = shared(received) / shared(given)
    lately = kept[:, -LATELY:].sum(axis=1) / np.maximum(due[:, -LATELY:].sum(axis=1), 1)
    chance = np.random.default_rng(22)
    streams = [_streams(due[one], kept[one], chance) for one in range(len(due))]
    return {
        "lowest trust shown, any tie": -np.array([_lowest(each) for each in streams]),
        "highest alarm figure, any tie": np.array([_highest(each) for each in streams]),
        "lowest return coefficient": -returns.min(axis=1),
        f"least kept in {LATELY} months, any tie": -_ties(lately).min(axis=1),
    }


def _ties(square: Array) -> Array:
    """The figures of all ties, without those of a party with itself."""
    return square[:, ~np.eye(PARTNERS, dtype=bool)]


def _streams(due: Array, kept: Array, chance: np.random.Generator) -> list[list[tuple[float, float]]]:
    """Of each tie of one alliance the events: in which month, and whether it went well."""
    found = []
    for judge, judged in zip(*np.nonzero(~np.eye(PARTNERS, dtype=bool)), strict=True):
        events = []
        for month in range(SEEN):
            count, well = due[month, judge, judged], kept[month, judge, judged]
            events += [(month + (place + 0.5) / count, float(good)) for place, good in
                       enumerate(chance.permutation(np.arange(count) < well))]  # fmt: skip
        found.append(events)
    return found


def _lowest(ties: list[list[tuple[float, float]]]) -> float:
    on = BEGIN + timedelta(days=round(SEEN * DAYS_IN_MONTH))
    lives = [[Event(BEGIN + timedelta(days=at * DAYS_IN_MONTH), good) for at, good in each] for each in ties]
    return min(one.mean for one in beliefs(lives, on))


def _highest(ties: list[list[tuple[float, float]]]) -> float:
    longest = max(map(len, ties))
    bad, there = np.zeros((len(ties), longest)), np.zeros((len(ties), longest), dtype=bool)
    for place, each in enumerate(ties):
        bad[place, : len(each)] = [1 - good for _at, good in each]
        there[place, : len(each)] = True
    return float(mixture(bad)[there].max())


# --- telling ---


def ranked(ends: Array, figures: Array) -> float:
    """How often, of one that ends and one that does not, the first has the worse figure (area under the curve)."""
    bad, good = figures[ends], figures[~ends]
    return float((np.greater.outer(bad, good) + 0.5 * np.equal.outer(bad, good)).mean())


def doubt(area: float, ends: int, rest: int) -> float:
    """The standard error of such an area (Hanley and McNeil 1982)."""
    one, other = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (ends - 1) * (one - area**2) + (rest - 1) * (other - area**2)
    return float(np.sqrt(spread / (ends * rest)))


def rows(world: World) -> list[list[str]]:
    """For each sign how well it ranks, and how often a rule on it would have spoken, before an ending and without."""
    ends = world.ended[world.ended >= SEEN] < MONTHS
    found, lines = shown(world), []
    worst_fifth = {name: float(np.quantile(figures, 0.8)) for name, figures in found.items()}
    rules = worst_fifth | {"highest alarm figure, any tie": promised_threshold(round(SEEN * MONTHLY))}
    rules |= {f"least kept in {LATELY} months, any tie": -0.7}
    said = {
        "highest alarm figure, any tie": "alarm with its promise",
        f"least kept in {LATELY} months, any tie": "below 70 %",
    }
    for name, figures in found.items():
        area = ranked(ends, figures)
        speaks = figures > rules[name] if name in said else figures >= rules[name]
        lines.append([
            name, f"{area:.2f} ± {1.645 * doubt(area, int(ends.sum()), int((~ends).sum())):.2f}",
            said.get(name, "the worst fifth"), f"{speaks[ends].mean():.0%}", f"{speaks[~ends].mean():.0%}",
            f"{ends[speaks].mean():.0%}", f"{ends[~speaks].mean():.0%}",
        ])  # fmt: skip
    return lines


def main() -> None:
    """Simulate, print, and keep the table if asked."""
    given = asked(__doc__ or "")
    world = lived(FEW if given.quick else ALLIANCES)
    living = int((world.ended >= SEEN).sum())
    ends = int(((world.ended >= SEEN) & (world.ended < MONTHS)).sum())
    heads = [
        "sign after two years", "ranks the one that ends as worse (0.5 is chance)", "a rule on it",
        "spoke before an ending", "spoke without one", "of those it spoke of, ended", "of the others, ended",
    ]  # fmt: skip
    text = (
        f"{len(world.ended):,} simulated alliances, {living:,} alive after two years; {ends:,} of these "
        f"({ends / living:.0%}) end in the third.\n\n{table(heads, rows(world))}"
    )
    print(text)
    if given.write:
        write("endings", text)


if __name__ == "__main__":
    main()
