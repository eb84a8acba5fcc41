"""Do the intervals of a share hold what they say? Simulated, beside two others. [METHODS §1]

    script/bench shares [--quick] [--write]

A number of rewards, each going to one of the partners by a tendency that is known here, of sizes that vary by a factor
of e^σ. Counted is how often the interval of a partner's share, as the balance shows it, holds its tendency. It should
nine times in ten.

The interval supposes that large rewards go where small ones go. In the last table they do not: one partner's rewards
are three times as large. What it tends to receive is then its part of the value, and not of the rewards.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from scipy.special import betaincinv  # type: ignore[import-untyped]

from bench.evidence import asked, table, write
from paripassu.measures.tendency import LEVEL, effective_count, share_intervals

RUNS, FEW = 3_000, 40
DRAWS = 600
"""Of the bootstrap, for each interval."""

WITHIN = 0.03
EVENTS, SPREADS = (5, 10, 20, 40), (0.5, 1.2)
LARGER = 3.0


class Rewards(NamedTuple):
    """The sizes of the rewards, to whom each went, and the share of the value to which each partner tends."""

    sizes: Any
    to: Any
    tends: Any


class Among(NamedTuple):
    """How many partners, and how alike their tendencies are: drawn from the Dirichlet with so much for each."""

    partners: int
    alike: float


GROUPS: Mapping[str, Among] = {
    "two partners": Among(2, 1), "four": Among(4, 1), "ten, uneven": Among(10, 1), "ten, much alike": Among(10, 8),
}  # fmt: skip


def rewards(among: Among, events: int, spread: float, larger: float, chance: np.random.Generator) -> Rewards:
    """Rewards to partners whose tendencies are drawn; those of the first one are so much larger."""
    odds = chance.dirichlet(np.full(among.partners, among.alike))
    to = chance.choice(among.partners, events, p=odds)
    factors = np.ones(among.partners)
    factors[0] = larger
    return Rewards(chance.lognormal(0, spread, events) * factors[to], to, odds * factors / (odds * factors).sum())


def counted(found: Rewards) -> tuple[list[float], float]:
    """The shares of the partners, and the effective count."""
    sizes = [Decimal(size) for size in found.sizes.tolist()]
    effective = effective_count(sum(sizes, Decimal(0)), sum((size * size for size in sizes), Decimal(0)))
    return [
        float(found.sizes[found.to == each].sum() / found.sizes.sum()) for each in range(len(found.tends))
    ], effective


def held(found: Rewards) -> bool:
    """Whether our interval of the first partner's share holds its tendency."""
    low, high = share_intervals(*counted(found))[0]
    return bool(low <= found.tends[0] <= high)


def held_jointly(found: Rewards) -> bool:
    """Whether the joint Dirichlet with 1/n for each of n partners does, as METHODS §1 proposed it."""
    shares, effective = counted(found)
    part = 1 / len(shares)
    ahead, behind = effective * shares[0] + part, effective * (1 - shares[0]) + 1 - part
    low, high = betaincinv(ahead, behind, (1 - LEVEL) / 2), betaincinv(ahead, behind, (1 + LEVEL) / 2)
    return bool(low <= found.tends[0] <= high)


def held_by_bootstrap(found: Rewards) -> bool:
    """Whether the interval of the Bayesian bootstrap does (Rubin 1981): every reward weighed anew, many times."""
    weighed = np.random.default_rng(12).dirichlet(np.ones(len(found.sizes)), DRAWS) * found.sizes
    parts = weighed[:, found.to == 0].sum(axis=1) / weighed.sum(axis=1)
    low, high = np.quantile(parts, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return bool(low <= found.tends[0] <= high)


OTHERS: Mapping[str, tuple[str, Callable[[Rewards], bool]]] = {
    "joint Dirichlet, ten alike": ("ten, much alike", held_jointly),
    "Bayesian bootstrap, two": ("two partners", held_by_bootstrap),
}


def rows(runs: int, larger: float, others: Mapping[str, tuple[str, Callable[[Rewards], bool]]]) -> Iterator[list[str]]:
    """Coverage for each number and inequality of rewards, by group; and that of other intervals in one group each."""
    for place, (events, spread) in enumerate((events, spread) for events in EVENTS for spread in SPREADS):
        lives = {
            name: [
                rewards(among, events, spread, larger, np.random.default_rng([11, place, run])) for run in range(runs)
            ]
            for name, among in GROUPS.items()
        }
        shares = [float(np.mean([held(one) for one in some])) for some in lives.values()]
        beside = [float(np.mean([holds(one) for one in lives[group]])) for group, holds in others.values()]
        within = "yes" if all(abs(share - LEVEL) <= WITHIN for share in shares) else "no"
        yield [
            f"{events}, σ = {spread:g}",
            *(f"{share:.3f}" for share in shares),
            within,
            *(f"{each:.3f}" for each in beside),
        ]


def tabled(runs: int, larger: float, others: Mapping[str, tuple[str, Callable[[Rewards], bool]]]) -> str:
    """The table of `rows`."""
    heads = ["rewards and how unequal", *GROUPS, f"within {WITHIN:.2f} of {LEVEL:.2f}", *others]
    return table(heads, rows(runs, larger, others))


ABOUT = """How often the interval of nominal {level:.0%} holds the share to which a partner tends; {runs:,} simulated
pools each. The tendencies are drawn: any as probable as any other, or much alike."""
APART = """**Where the rewards of that partner are three times as large as those of others**, which the interval does
not know:"""


def main() -> None:
    """Simulate, print, and keep the tables if asked."""
    given = asked(__doc__ or "")
    runs = FEW if given.quick else RUNS
    text = "\n\n".join(
        [ABOUT.format(level=LEVEL, runs=runs), tabled(runs, 1.0, OTHERS), APART, tabled(runs, LARGER, {})]
    )
    print(text)
    if given.write:
        write("shares", text)


if __name__ == "__main__":
    main()
