"""Detectors of a change for the worse in yes-or-no events, as a figure after each event: it rings from a threshold on.

Ours beside the charts of the textbooks, and beside two packages where they are installed. All take the same streams:
an array of runs by events, 1 for a bad one. The limit is the share of bad events that is acceptable.
"""

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

import numpy as np

from paripassu.measures.detection import BETS

LIMIT, WORSE = 0.15, 0.30
Figures = Any
"""An array like the streams: the figure of each run after each event."""
Detector = Callable[[Any], Figures]


def mixture(streams: Any) -> Figures:
    """Ours: the mixture Shiryaev–Roberts e-detector, all runs at once."""
    sums = np.zeros((len(BETS), len(streams)))
    bets, found = np.array(BETS)[:, None], np.empty(streams.shape)
    for place in range(streams.shape[1]):
        sums = (1 + sums) * (1 + bets * (streams[:, place] / LIMIT - 1))
        found[:, place] = sums.mean(axis=0)
    return found


def cusum(worse: float) -> Detector:
    """CUSUM of the likelihood ratio, told how bad it becomes (Page 1954; Moustakides 1986)."""
    bad, good = np.log(worse / LIMIT), np.log((1 - worse) / (1 - LIMIT))

    def figures(streams: Any) -> Figures:
        level, found = np.zeros(len(streams)), np.empty(streams.shape)
        for place in range(streams.shape[1]):
            level = np.maximum(level, 0) + np.where(streams[:, place] > 0, bad, good)
            found[:, place] = level
        return found

    return figures


def exact_cusum(threshold: float, share: float, worse: float = WORSE, cells: int = 20_000) -> float:
    """The mean number of events until CUSUM rings when such a share goes badly from the first on, without simulation.

    With N(s) = 1 + share·N(s + bad) + (1 − share)·N(max(s + good, 0)), and 0 from the threshold on, solved on a grid of
    levels with what lies between taken in proportion. Started at 0 this is its worst case, and no detector with as few
    false alarms has a better one (Moustakides 1986).
    """
    from scipy.sparse import coo_array, eye_array  # type: ignore[import-untyped]
    from scipy.sparse.linalg import spsolve  # type: ignore[import-untyped]

    levels, width = np.linspace(0, threshold, cells, endpoint=False), threshold / cells
    rows, columns, parts = [], [], []
    steps = ((share, np.log(worse / LIMIT)), (1 - share, np.log((1 - worse) / (1 - LIMIT))))
    for chance, step in steps:
        place = np.maximum(levels + step, 0) / width
        below = np.floor(place)
        for column, part in ((below, 1 - (place - below)), (below + 1, place - below)):
            some = column < cells
            rows.append(np.flatnonzero(some))
            columns.append(column[some].astype(int))
            parts.append(chance * part[some])
    moves = coo_array((np.concatenate(parts), (np.concatenate(rows), np.concatenate(columns))), shape=(cells, cells))
    return float(spsolve((eye_array(cells) - moves).tocsc(), np.ones(cells))[0])


def ewma(weight: float) -> Detector:
    """The exponentially weighted mean in its own exact standard deviations (Roberts 1959)."""

    def figures(streams: Any) -> Figures:
        level, found = np.full(len(streams), LIMIT), np.empty(streams.shape)
        for place in range(streams.shape[1]):
            level = level + weight * (streams[:, place] - level)
            spread = LIMIT * (1 - LIMIT) * weight / (2 - weight) * (1 - (1 - weight) ** (2 * place + 2))
            found[:, place] = (level - LIMIT) / np.sqrt(spread)
        return found

    return figures


# --- packages: fewer runs, since they go event by event ---


def page_hinkley(streams: Any) -> Figures:
    """river's Page–Hinkley test. Its threshold is found by running several: the figure is the highest that rang."""
    from river.drift import PageHinkley  # type: ignore[import-not-found, unused-ignore]

    return _highest(streams, np.arange(1.0, 26.0, 0.5), lambda level: PageHinkley(threshold=level, mode="up"))


def adwin(streams: Any) -> Figures:
    """river's ADWIN: the figure is −log10 of the strictest δ that rang."""
    from river.drift import ADWIN  # type: ignore[import-not-found, unused-ignore]

    return _highest(streams, np.arange(0.1, 4.1, 0.25), lambda level: ADWIN(delta=10**-level, clock=1, grace_period=5))


def _highest(streams: Any, levels: Any, made: Callable[[float], Any]) -> Figures:
    found = np.zeros(streams.shape)
    for run, stream in enumerate(streams):
        for level in levels:
            detector, rang = made(float(level)), False
            for place, bad in enumerate(stream):
                if not rang:
                    detector.update(float(bad))
                    rang = bool(detector.drift_detected)
                if rang:
                    found[run, place:] = level
                    break
            if not rang:
                break
    return found


def looking_back(streams: Any) -> Figures:
    """ruptures, made to look back at the last 100 events every fifth: how much one change for the worse explains."""
    import ruptures  # type: ignore[import-not-found, unused-ignore]

    found = np.zeros(streams.shape)
    for run, stream in enumerate(streams):
        for place in range(9, len(stream), 5):
            window = stream[max(place - 99, 0) : place + 1].astype(float)
            cost = ruptures.Binseg(model="l2", min_size=3, jump=1).fit(window[:, None])
            at = cost.predict(n_bkps=1)[0]
            gain = cost.cost.sum_of_costs([len(window)]) - cost.cost.sum_of_costs([at, len(window)])
            found[run, place:] = max(found[run, place], gain if window[at:].mean() > window[:at].mean() else 0)
    return found


ALL: Mapping[str, Detector] = {
    "CUSUM that knows how bad it becomes": cusum(WORSE),
    "**ours**: e-detector, knows only the limit": mixture,
    "CUSUM told twice as bad as it becomes": cusum(2 * WORSE),
    "EWMA, weight 0.05": ewma(0.05),
    "EWMA, weight 0.2": ewma(0.2),
}
PACKAGES: Mapping[str, tuple[str, Detector]] = {
    "river, Page–Hinkley": ("river", page_hinkley),
    "river, ADWIN": ("river", adwin),
    "ruptures, looking back": ("ruptures", looking_back),
}


def installed() -> dict[str, Detector]:
    """The packages' detectors that are here."""
    return {name: made for name, (package, made) in PACKAGES.items() if find_spec(package)}
