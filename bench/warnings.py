"""How soon do warnings come, and how often are they false? Beside other detectors as often false. [METHODS §5]

    script/bench warnings [--quick] [--write]

Bad events are drawn independently: 15 in 100, which is exactly the limit and so the hardest case for the promise, and
30 in 100 after a change. `river` and `ruptures` are compared where they are installed.
"""

from typing import Any, NamedTuple

import numpy as np

from bench.detectors import ALL, LIMIT, WORSE, Detector, exact_cusum, installed, mixture
from bench.evidence import asked, table, write
from paripassu.measures.calibrated import calibrated
from paripassu.measures.detection import HORIZON_MONTHS, promised_threshold
from paripassu.measures.warnings import rounded_up

RUNS, FEW = 3_000, 60
SLOW_RUNS, SLOW_FEW = 40, 4
BETWEEN = 600
"""Events between two false alarms on average, for all detectors: ten years at five a month."""
YEAR = 60
GOOD = 120
"""Events before the change: two years at five a month."""
LONG = 1_500

PROMISED = (
    f"**The promise.** How many alarms were false within {HORIZON_MONTHS} months exactly at the limit of {LIMIT:.0%} "
    f"(promised is\nat most 0.200), and the median months until it rings when {WORSE:.0%} go badly from the first on; "
    "{runs:,} runs."
)
SIDES = (
    f"**Side by side**, each with about {BETWEEN} events between two false alarms (ten years at five a month), "
    f"or as near as it\ncomes: mean events until it rings when {WORSE:.0%} go badly instead of {LIMIT:.0%}. "
    "{runs:,} runs; {slow} of the packages,\nwhich go event by event, so that their figures are rough."
)


def streams(runs: int, good: int, bad: int, seed: int) -> Any:
    """Runs of events: so many at the limit, then so many worse."""
    chance = np.random.default_rng(seed)
    odds = np.concatenate([np.full(good, LIMIT), np.full(bad, WORSE)])
    return (chance.random((runs, good + bad)) < odds).astype(float)


def first(figures: Any, threshold: float) -> Any:
    """The place of the first event at which each run rings; the length of the run where it never does."""
    rang = figures >= threshold
    return np.where(rang.any(axis=1), rang.argmax(axis=1), figures.shape[1])


# --- equal false alarms ---


class Compared(NamedTuple):
    """One detector at its threshold: events between false alarms, mean delays in events, false alarms in a year."""

    between: float
    at_once: float
    later: float
    early: float


def between(figures: Any, threshold: float) -> float:
    """The mean number of events until a false alarm: all events watched, by alarms (exponential after the first)."""
    places = first(figures, threshold)
    rang = int((places < figures.shape[1]).sum())
    return float(np.minimum(places + 1, figures.shape[1]).sum() / max(rang, 0.5))


def compared(detector: Detector, runs: int) -> Compared:
    """The detector at the threshold with the wanted events between false alarms."""
    null = detector(streams(runs, LONG, 0, 1))
    highest = np.unique(np.maximum.accumulate(null, axis=1)[:, :: max(LONG // 100, 1)])
    low, high = 0, len(highest) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if between(null, highest[middle]) >= BETWEEN else (middle + 1, high)
    threshold = float(highest[low])
    at_once = first(detector(streams(runs, 0, LONG // 2, 2)), threshold)
    after = first(detector(streams(runs, GOOD, LONG // 2, 3)), threshold)
    return Compared(
        between(null, threshold),
        float(at_once.mean()) + 1,
        float(after[after >= GOOD].mean()) - GOOD + 1,
        float((first(null, threshold) < YEAR).mean()),
    )


def side_by_side(runs: int, slow: int) -> str:
    """All detectors with equally many false alarms, and how much later than the best they ring."""
    found = {name: compared(made, runs) for name, made in ALL.items()}
    found |= {name: compared(made, slow) for name, made in installed().items()}
    best, (false, least) = next(iter(found.values())), optimum()
    rows = [["*the exact optimum, by integral equation*", f"{false:.0f}", f"{least:.1f}", "+0 %", "", "", ""]]
    rows += [
        [
            name, f"{one.between:.0f}", f"{one.at_once:.1f}", f"{100 * (one.at_once / least - 1):+.0f} %",
            f"{one.later:.1f}", f"{100 * (one.later / best.later - 1):+.0f} %", f"{one.early:.3f}",
        ]
        for name, one in found.items()
    ]  # fmt: skip
    heads = [
        "detector", "events between false alarms", "events until it rings: worse from the first on",
        "above the exact optimum", f"worse after {GOOD} events", "beside the one that knows",
        f"false alarm within {YEAR} events",
    ]  # fmt: skip
    return table(heads, rows)


def optimum() -> tuple[float, float]:
    """The events between false alarms of the lowest CUSUM with as many as wanted, and its delay in the worst case."""
    low, high = 1.0, 10.0
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (low, middle) if exact_cusum(middle, LIMIT, cells=5_000) >= BETWEEN else (middle, high)
    return exact_cusum(high, LIMIT), exact_cusum(high, WORSE)


# --- the promise ---


def promise(runs: int) -> str:
    """False alarms at exactly the limit within 24 months, and the delay in months, by both thresholds."""
    rows = []
    for monthly in (1, 3, 5, 10):
        events = monthly * HORIZON_MONTHS
        horizon = rounded_up(events)
        row = calibrated(LIMIT, horizon)
        assert row is not None
        null = mixture(streams(runs, events, 0, 4))
        worse = mixture(streams(runs, 0, 40 * monthly + 400, 5))
        cells = [f"{monthly}", f"{horizon}"]
        for threshold in (promised_threshold(horizon), row.threshold):
            false = float((first(null, threshold) < events).mean())
            cells += [f"{false:.3f}", f"{(np.median(first(worse, threshold)) + 1) / monthly:.1f}"]
        rows.append(cells)
    heads = [
        "events a month", "horizon", "promised: false alarms", "months until it rings",
        "calibrated: false alarms", "months until it rings",
    ]  # fmt: skip
    return table(heads, rows)


def main() -> None:
    """Simulate, print, and keep the tables if asked."""
    given = asked(__doc__ or "")
    runs, slow = (FEW, SLOW_FEW) if given.quick else (RUNS, SLOW_RUNS)
    text = "\n\n".join(
        [PROMISED.format(runs=runs), promise(runs), SIDES.format(runs=runs, slow=slow), side_by_side(runs, slow)]
    )
    print(text)
    if given.write:
        write("warnings", text)


if __name__ == "__main__":
    main()
