"""A reading: one figure together with all that keeps it from standing alone."""

from collections.abc import Iterable
from decimal import Context, Decimal
from typing import TypeAlias

import msgspec

Figure: TypeAlias = Decimal | float | None

FIGURES_KEPT = 28
"""Significant digits of a computed figure: more than any pool can fill, fewer than the arithmetic behind it uses."""

_KEPT = Context(prec=FIGURES_KEPT)


class Interval(msgspec.Struct, frozen=True):
    """From `low` to `high`, both included. None means that there is no limit on that side."""

    low: Decimal | None
    high: Decimal | None

    def __contains__(self, value: Decimal) -> bool:
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One figure about a pool (`budget`) or a partner in it (`budget/ada`).

    `value` is None when it cannot be computed or the parties do not want it yet; then `enough` is False and `why` says
    the reason. `low` and `high` are what the measure's page says they are: bounds or an interval. `facts` are the
    indices of the entries that the figure rests on, rising.
    """

    measure: str
    about: str
    value: Figure
    low: Figure = None
    high: Figure = None
    unit: str = ""
    enough: bool = True
    why: str = ""
    source: str = ""
    facts: tuple[int, ...] = ()


def tidy(value: Decimal) -> Decimal:
    """The value to 28 significant digits, without an exponent and without trailing zeros behind the point."""
    value = value.normalize(_KEPT)
    return Decimal(f"{value:f}")


_encoded = msgspec.json.Encoder(decimal_format="number").encode


def encoded(name: str, size: int, readings: Iterable[Reading]) -> bytes:
    """Readings of the alliance called `name`, whose record had `size` entries, as JSON with exact numbers.

    >>> encoded("Two", 3, [Reading(measure="reward", about="budget/ada", value=Decimal("0.10"), facts=(2,))])[:62]
    b'{"alliance":"Two","size":3,"readings":[{"measure":"reward","ab'
    """
    return _encoded({"alliance": name, "size": size, "readings": list(readings)})
