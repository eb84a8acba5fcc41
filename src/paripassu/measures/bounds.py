"""What if: how far a share can move when some of the amounts behind it are only known to lie between two limits."""

from decimal import Decimal
from typing import NamedTuple

NOTHING = Decimal(0)


class Span(NamedTuple):
    """An amount known to lie from `low` to `high`, neither of them negative."""

    low: Decimal
    high: Decimal

    def __add__(self, other: "Span") -> "Span":  # type: ignore[override]  # amounts add; tuples are never joined here
        return Span(self.low + other.low, self.high + other.high)


def share_bounds(own: Span, others: Span) -> Span | None:
    """The lowest and the highest share that `own` can have of `own` and `others` together. None when all is nothing.

    Exact, because the share rises with one's own amount and falls with the others'
    [own.low / (own.low + others.high), own.high / (own.high + others.low)]; METHODS §1.

    >>> low, high = share_bounds(Span(Decimal(30), Decimal(40)), Span(Decimal(60), Decimal(80)))
    >>> round(low, 5), high
    (Decimal('0.27273'), Decimal('0.4'))
    """
    if own.high + others.high == 0:
        return None
    lowest = own.low / (own.low + others.high) if own.low + others.high else Decimal(1)
    highest = own.high / (own.high + others.low) if own.high + others.low else NOTHING
    return Span(lowest, highest)
