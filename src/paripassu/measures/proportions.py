"""A part of several, from few of them: how large it is, and between which limits it would tend to lie.

The limits are those of Jeffreys's interval: the middle nine tenths of Beta(k + ½, n − k + ½) for k of n
(Brown, Cai and DasGupta 2001). Parts of a whole that several share have the interval of `tendency`.
"""

from collections.abc import Mapping
from typing import NamedTuple

from paripassu.measures.tendency import LEVEL, share_intervals

FEWEST = 3
"""With fewer there is no figure: one or two of a kind say nothing about the next."""


class Part(NamedTuple):
    """A part of 1 with its limits."""

    value: float
    low: float
    high: float


def part(count: int, whole: int, level: float = LEVEL) -> Part | None:
    """`count` of `whole`, with the limits in which it tends to lie nine times in ten; None with fewer than three.

    None of all begins at 0, and all of all ends at 1: there the middle of the distribution would leave out the figure.

    >>> found = part(8, 10)
    >>> found.value, round(found.low, 2), round(found.high, 2)
    (0.8, 0.55, 0.94)
    >>> part(2, 2) is None
    True
    """
    if not 0 <= count <= whole:
        raise ValueError(f"{count} of {whole} is no part of a whole")
    if whole < FEWEST:
        return None
    from scipy.special import betaincinv  # type: ignore[import-untyped]  # costs more than all the rest

    tail = (1 - level) / 2
    low, high = (float(betaincinv(count + 0.5, whole - count + 0.5, end)) for end in (tail, 1 - tail))
    return Part(count / whole, low if count else 0.0, high if count < whole else 1.0)


def shares(counts: Mapping[str, int]) -> dict[str, Part] | None:
    """What part of all each has, with its limits; None with fewer than three of them, or nobody to share with.

    >>> {who: (one.value, round(one.low, 2), round(one.high, 2)) for who, one in shares({"ada": 6, "bo": 2}).items()}
    {'ada': (0.75, 0.45, 0.9), 'bo': (0.25, 0.1, 0.55)}
    """
    total = sum(counts.values())
    if total < FEWEST or len(counts) < 2:
        return None
    parts = [count / total for count in counts.values()]
    limits = share_intervals(parts, float(total))
    # A share of nothing, or of all, lies at the end of its own interval.
    found = zip(counts, parts, limits, strict=True)
    return {who: Part(value, min(low, value), max(high, value)) for who, value, (low, high) in found}


def concentration(counts: Mapping[str, int]) -> float | None:
    """How far it lies with few: the sum of the squared shares (Herfindahl 1950); 1 is all with one, 1/n is alike.

    >>> concentration({"ada": 3, "bo": 1}), concentration({"ada": 2, "bo": 2})
    (0.625, 0.5)
    """
    total = sum(counts.values())
    return sum((count / total) ** 2 for count in counts.values()) if total >= FEWEST else None
