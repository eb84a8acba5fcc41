"""Felt beside shown: how far a side trusts, beside what the record supports, and whether the distance is real.

Both are put on one scale from 0 to 1: what is felt as a part of its scale, what is shown as the chance that the next
one goes well. Each has a distribution of its own; the probability is that the two lie further apart than a tenth. Of
organisations only: of people nothing is shown that could stand beside. [METHODS §3; Jøsang 2016]
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from paripassu.measures.asked import reading
from paripassu.measures.evidence import Evidence, Facet, evidence
from paripassu.measures.felt import LEVEL, Score, asked, score
from paripassu.measures.forgetting import PRIOR_COUNT, Belief, belief, intervals
from paripassu.measures.reading import Reading
from paripassu.measures.trust import FEW_EVENTS, LEAST_EVENTS

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

SHOWN: Mapping[str, Facet] = {
    "reliability": "reliability", "trust": "reliability", "truth": "truth", "ability": "ability",
}  # fmt: skip
"""By felt facet what the record shows of it. Goodwill and openness it cannot show."""

REAL = 0.1
"""How far felt and shown must lie apart before it is worth a word. Ours, after METHODS §3."""

NOTHING_SHOWN = "Nothing of the others has come due, been checked or been accepted yet that this side could have seen."
CHANCE = "They differ by more than a tenth with a probability of {part} of 100."

_GRID = np.linspace(0, 1, 401)
_DRAWS = 200


@dataclass(frozen=True, slots=True)
class Posterior:
    """A Beta distribution of what is felt, from 0 to 1."""

    ahead: float
    behind: float

    @property
    def mean(self) -> float:
        """Its mean."""
        return self.ahead / (self.ahead + self.behind)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a side feels of the others in a facet, beside what it has seen of them; all from 0 to 1.

    `gap` is felt less shown, with its interval of nine times in ten; `real` the probability that it exceeds a tenth.
    None where one of the two is not known; `why` says which.
    """

    judge: str
    judged: tuple[str, ...]
    facet: Facet
    felt: Score
    shown: Belief | None
    within: tuple[float, float] | None
    entries: tuple[int, ...]
    gap: float | None
    low: float | None
    high: float | None
    real: float | None
    why: str


def beside(alliance: "Alliance", now: datetime) -> list[Beside]:
    """Every felt facet that the record shows as well, by facet and side."""
    held = [each for each in asked(alliance, now) if each.scale.id in SHOWN and each.measure == "felt_trust"]
    seen = {facet: evidence(alliance, facet, now) for facet in sorted({SHOWN[each.scale.id] for each in held})}
    found = []
    for each in held:
        facet = SHOWN[each.scale.id]
        for judge in sorted(each.wave.panel):
            own = {judged: one for (party, judged), one in sorted(seen[facet].items()) if party == judge}
            found.append(_beside(judge, facet, score(each.wave, judge, each.scale), own, now))
    return found


def _beside(judge: str, facet: Facet, felt: Score, own: Mapping[str, Evidence], now: datetime) -> Beside:
    judged, events = tuple(own), [event for one in own.values() for event in one.events]
    seen = belief(events, now.date())
    shown = seen if seen.events >= LEAST_EVENTS else None
    within = intervals([shown])[0] if shown else None
    entries = tuple(sorted({*felt.facts, *(entry for one in own.values() for entry in one.entries)}))
    if felt.mean is None or shown is None:
        why = felt.why if felt.mean is None else FEW_EVENTS if events else NOTHING_SHOWN
        return Beside(judge, judged, facet, felt, shown, within, entries, None, None, None, None, why)
    gap, low, high, real = _apart(posterior(felt), shown)
    return Beside(judge, judged, facet, felt, shown, within, entries, gap, low, high, real, "")


def posterior(felt: Score) -> Posterior:
    """What is felt as a distribution: that of a Dirichlet over the points of the scale, which counts the answers and
    one more spread evenly, with its mean and spread given to a Beta. ValueError without a mean.

    Only how many answered, their mean and their spread enter: mean and spread of the Dirichlet need no more.
    """
    if felt.mean is None:
        raise ValueError("what is not shown has no distribution")
    first, width = felt.scale.points[0], felt.scale.points[-1] - felt.scale.points[0]
    points = (np.array(felt.scale.points, dtype=np.float64) - first) / width
    people, mean, spread = felt.people, (felt.mean - first) / width, felt.spread / width
    middle = (people * mean + points.mean()) / (people + 1)
    squares = (people * mean**2 + (people - 1) * spread**2 + (points**2).mean()) / (people + 1)
    least = middle * (1 - middle)
    count = least * (people + 2) / min(max(squares - middle**2, 1e-9), least) - 1
    return Posterior(float(middle * count), float((1 - middle) * count))


def _apart(felt: Posterior, shown: Belief) -> tuple[float, float, float, float]:
    """The mean of felt less shown, its interval, and the probability that the two differ by more than a tenth."""
    from scipy.special import betaincinv  # type: ignore[import-untyped]  # costs more than all the rest

    drawn = betaincinv(felt.ahead, felt.behind, (np.arange(_DRAWS) + 0.5) / _DRAWS)
    below = _below(shown)

    def at_most(distance: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability that felt less shown is at most so much."""
        reached = np.interp(drawn - distance[:, None], _GRID, below, left=0.0, right=1.0)
        found: NDArray[np.float64] = 1 - reached.mean(axis=1)
        return found

    grid = np.linspace(-1, 1, 401)
    rising = np.maximum.accumulate(at_most(grid))
    low, high = (float(np.interp(part, rising, grid)) for part in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    under, over = at_most(np.array([-REAL, REAL]))
    gap = felt.mean - shown.mean
    return gap, min(low, gap), max(high, gap), float(min(max(under + 1 - over, 0.0), 1.0))


def _below(shown: Belief) -> NDArray[np.float64]:
    """The probability that the chance shown is below each point of the grid."""
    from scipy.special import betainc

    ahead, behind = (np.array(each) + PRIOR_COUNT / 2 for each in (shown.good, shown.bad))
    found: NDArray[np.float64] = betainc(ahead, behind, _GRID[:, None]) @ np.array(shown.weights)
    return found


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """Felt less shown, by side and facet."""
    return [
        reading(
            "felt_beside_shown", each.felt.about, each.gap, each.entries, low=each.low, high=each.high,
            why=each.why if each.real is None else CHANCE.format(part=round(each.real * 100)),
        )
        for each in beside(alliance, now)
    ]  # fmt: skip
