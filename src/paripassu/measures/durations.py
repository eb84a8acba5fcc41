"""How long something takes when some of it is not done yet: the median, its limits, the range and the count.

What is still open has lasted so far and will last longer. To leave it out would flatter whoever lets things lie, so the
median is that of Kaplan and Meier (1958), and its limits are those of Brookmeyer and Crowley (1982) on the logarithm of
the curve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from statistics import NormalDist

from paripassu.measures.proportions import FEWEST
from paripassu.measures.tendency import LEVEL

TOO_FEW = "Fewer than 3 were answered or done."
MOST_OPEN = "More than half of them are still open."


@dataclass(frozen=True, slots=True)
class Typical:
    """The days that something takes: in half of the cases at most so many, with limits (`high` None: no limit known).

    `median` is None when there are too few, or more than half are open. `done` and `open` are counts; `shortest` and
    `longest` the range of what is done, and `longest_open` the longest that is open, each None without any.
    """

    median: float | None
    low: float | None
    high: float | None
    done: int
    open: int
    shortest: float | None
    longest: float | None
    longest_open: float | None
    why: str = ""

    @property
    def sentence(self) -> str:
        """Why there is no median, and how many there are, in words."""
        counted = f"{self.done} done" + (f", {_in_days(self.shortest, self.longest)}" if self.done else "")
        open_ = f"; {self.open} open, up to {_days(self.longest_open)}" if self.open else ""
        return f"{self.why} {counted}{open_}.".strip()


def _days(value: float | None) -> str:
    rounded = round(value or 0)
    return f"{rounded} day" if rounded == 1 else f"{rounded} days"


def _in_days(shortest: float | None, longest: float | None) -> str:
    first = round(shortest or 0)
    return f"in {_days(longest)}" if first == round(longest or 0) else f"in {first} to {_days(longest)}"


def typical(done: Sequence[float], open_: Sequence[float] = (), level: float = LEVEL) -> Typical:
    """The median of how long things took or have lasted, in days, none of them negative.

    >>> found = typical([1, 2, 4, 7], [10])
    >>> found.median, found.done, found.open
    (4, 4, 1)
    >>> typical([1, 2]).sentence
    'Fewer than 3 were answered or done. 2 done, in 1 to 2 days.'
    """
    curve = _curve(done, open_)
    median = next((at for at, left, _error in curve if left <= 0.5 + 1e-12), None)
    why = TOO_FEW if len(done) < FEWEST else MOST_OPEN if median is None else ""
    low, high = _limits(curve, level) if not why else (None, None)
    return Typical(
        None if why else median,
        low,
        high,
        len(done),
        len(open_),
        min(done, default=None),
        max(done, default=None),
        max(open_, default=None),
        why,
    )


_Point = tuple[float, float, float]


def _curve(done: Sequence[float], open_: Sequence[float]) -> list[_Point]:
    """The part that has not come yet after each time at which something did, and the error of its logarithm."""
    times: dict[float, int] = {}
    for each in done:
        times[each] = times.get(each, 0) + 1
    everything, left, variance = sorted([*done, *open_]), 1.0, 0.0
    points, before = list[_Point](), 0
    for at in sorted(times):
        while everything[before] < at:
            before += 1
        risk, came = len(everything) - before, times[at]
        left *= 1 - came / risk
        variance += came / (risk * (risk - came)) if risk > came else float("inf")
        points.append((at, left, sqrt(variance)))
    return points


def _limits(curve: Sequence[_Point], level: float) -> tuple[float | None, float | None]:
    """Where the lower and the upper limit of the curve come down to a half."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    low = next((at for at, left, error in curve if not left or left * exp(-z * error) <= 0.5), None)
    high = next((at for at, left, error in curve if not left or left * exp(z * error) <= 0.5), None)
    return low, high
