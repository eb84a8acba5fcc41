"""The thresholds that are kept are those that the simulation finds."""

import pytest

from paripassu.measures.calibrated import TABLE, calibrated
from paripassu.measures.detection import FALSE_ALARM, LIMIT, calibrated_threshold, promised_threshold, typical_delay


@pytest.mark.parametrize(("limit", "horizon"), [(0.05, 24), (0.15, 96), (0.3, 48)])
def test_what_is_kept_is_found_again(limit: float, horizon: int) -> None:
    row = calibrated(limit, horizon)
    assert row is not None
    assert row.threshold == pytest.approx(calibrated_threshold(horizon, limit), abs=0.01)
    assert row.delay == typical_delay(row.threshold, limit, 2 * limit, most=1000)
    assert row.promised_delay == typical_delay(promised_threshold(horizon), limit, 2 * limit, most=1000)


def test_the_calibrated_alarm_never_rings_later_than_the_promised_one() -> None:
    for rows in TABLE.values():
        for horizon, threshold, delay, promised in rows:
            assert threshold <= promised_threshold(horizon, FALSE_ALARM)
            assert promised is None or (delay is not None and delay <= promised)


def test_nothing_is_kept_for_what_was_never_simulated() -> None:
    assert calibrated(LIMIT, 10_000) is None
    assert calibrated(0.17, 24) is None
