"""Is it chance, or a tendency? An interval for the share a party tends to receive, from few and unequal events.

Each share has Bayes's interval, Beta(n_eff·r̂ + 1, n_eff·(1 − r̂) + 1), at Kish's effective count n_eff = (Σa)²/Σa²: any
share is as probable as another beforehand, as in trust. What received nothing may tend to nothing, and what received
all to all. No sampling is needed. Jeffreys's, with ½, is too wide where a party tends to little; a joint Dirichlet with
1/n for each of n parties covers far too little among ten, and the Bayesian bootstrap where events are few or unequal
(docs/measures/evidence.md). [METHODS §1; Bayes 1763; Kish 1965; Brown, Cai and DasGupta 2001]
"""

from collections.abc import Sequence
from decimal import Decimal

LEVEL = 0.9
"""The interval holds the true share nine times in ten."""

PRIOR = 1.0
"""What is added on either side: any share is as probable as another beforehand (Bayes)."""


def effective_count(total: Decimal, squares: Decimal) -> float:
    """How many events of equal size say as much as these: Kish's (Σa)²/Σa². 0 without events.

    >>> effective_count(Decimal(4), Decimal(4)), effective_count(Decimal(4), Decimal(10))
    (4.0, 1.6)
    """
    return float(total * total / squares) if squares else 0.0


def share_intervals(shares: Sequence[float], effective: float, level: float = LEVEL) -> list[tuple[float, float]]:
    """For each of the shares, which sum to 1, the central interval in which it tends to lie; that of nothing begins at
    0, and that of all ends at 1.

    >>> [(round(low, 2), round(high, 2)) for low, high in share_intervals([0.5, 0.5], 10.0)]
    [(0.27, 0.73), (0.27, 0.73)]
    """
    from scipy.special import betaincinv  # type: ignore[import-untyped]  # costs more than all the rest: only when an interval is asked for

    tail = (1 - level) / 2
    ahead = [effective * share + PRIOR for share in shares]
    behind = [effective * (1 - share) + PRIOR for share in shares]
    lows = betaincinv(ahead, behind, tail)
    highs = betaincinv(ahead, behind, 1 - tail)
    return [
        (float(low) if share > 0 else 0.0, float(high) if share < 1 else 1.0)
        for share, low, high in zip(shares, lows, highs, strict=True)
    ]
