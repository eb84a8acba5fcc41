"""Return coefficients in words: the band of a pool, CERN's bands, and the surplus ESA reckons."""

from decimal import Decimal
from typing import Literal

from paripassu.alliance.agreement.terms import Pool

Level = Literal["inside", "watch", "severe", "no entitlement", "not enough", "not computable"]
CernBand = Literal["very poor", "poor", "well"]

SEVERELY_LOW, SEVERELY_HIGH = Decimal("0.4"), Decimal("2.5")
"""Outside the agreed band, and also outside these, is severe. [INSTRUMENTS C6]"""

CERN_FLOOR, CERN_BALANCE = Decimal("0.40"), Decimal("1.00")


def level(coefficient: Decimal, pool: Pool) -> Level:
    """Where a return coefficient stands: inside the pool's agreed band, outside it (watch), or far outside (severe)."""
    if pool.low <= coefficient <= pool.high:
        return "inside"
    return "watch" if SEVERELY_LOW <= coefficient <= SEVERELY_HIGH else "severe"


def cern_band(coefficient: Decimal, kind: Literal["supplies", "services"]) -> CernBand:
    """CERN's name for a member state's industrial return, with supplies and services kept apart. [CERN2024]

    >>> cern_band(Decimal("0.3999"), "supplies"), cern_band(Decimal("0.40"), "supplies")
    ('very poor', 'poor')
    >>> cern_band(Decimal("1.00"), "supplies"), cern_band(Decimal("0.40"), "services")
    ('well', 'well')
    """
    if kind == "services":
        return "well" if coefficient >= CERN_FLOOR else "poor"
    if coefficient >= CERN_BALANCE:
        return "well"
    return "poor" if coefficient >= CERN_FLOOR else "very poor"


def surplus(coefficient: Decimal, ideal: Decimal) -> Decimal:
    """What a party received above (negative: below) the `ideal` amount that a coefficient of 1 would give. [ESA]

    Greece at ESA, 2009 to 2014: a coefficient of 1.06 on an ideal of 41 million euros.

    >>> surplus(Decimal("1.06"), Decimal(41))
    Decimal('2.46')
    """
    return (coefficient - 1) * ideal
