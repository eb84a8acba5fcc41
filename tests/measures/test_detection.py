"""The alarm: its promise holds where it is hardest, it rings when things got worse, and says what it cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.detection import (
    FALSE_ALARM,
    average,
    calibrated_threshold,
    carried_over,
    confirmed,
    detection,
    detector,
    promised_threshold,
    typical_delay,
)

streams = st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=60)


def rung(truth: float, limit: float, threshold: float, events: int, *, runs: int = 600, seed: int = 7) -> float:
    """The share of simulated streams in which the alarm rang."""
    chance = np.random.default_rng(seed)
    alarms = (detection((chance.random(events) < truth).tolist(), limit, threshold).alarm for _ in range(runs))
    return sum(alarm is not None for alarm in alarms) / runs


def test_the_detector_is_what_a_hand_computes() -> None:
    """One bet at a time: (1 + 0)(1 + λ(0/.5 − 1)) = 1 − λ, whose mean over .1, .25, .5, .75 is .6; and so on."""
    first = [1 - bet for bet in (0.1, 0.25, 0.5, 0.75)]
    second = [(1 + held) * (1 + bet) for held, bet in zip(first, (0.1, 0.25, 0.5, 0.75), strict=True)]
    assert detector([0, 1], 0.5) == pytest.approx([sum(first) / 4, sum(second) / 4])


def test_at_the_agreed_limit_the_promise_holds() -> None:
    """72 events at exactly the limit, the worst that is acceptable: promised 20 in 100, 6 to 10 in METHODS §5.4."""
    share = rung(0.15, 0.15, promised_threshold(72), 72)
    assert share <= FALSE_ALARM
    assert share == pytest.approx(0.08, abs=0.04)


def test_the_calibrated_alarm_is_false_about_as_often_as_it_says() -> None:
    threshold = calibrated_threshold(72, 0.15)
    assert threshold < promised_threshold(72)
    assert rung(0.15, 0.15, threshold, 72) == pytest.approx(FALSE_ALARM, abs=0.05)


def test_far_below_the_limit_it_is_silent() -> None:
    assert rung(0.02, 0.15, calibrated_threshold(72, 0.15), 72) == 0


def test_when_things_get_worse_it_rings_and_says_about_when_it_began() -> None:
    chance = np.random.default_rng(3)
    good, bad = (chance.random(60) < 0.05).tolist(), (chance.random(60) < 0.8).tolist()
    found = detection([*good, *bad], 0.15, promised_threshold(120))
    assert found.alarm is not None
    assert 60 <= found.alarm < 85
    assert found.began is not None
    assert 55 <= found.began <= 65


def test_the_calibrated_alarm_comes_sooner() -> None:
    """METHODS §5.4, five events a month, .15 → .30: 11.9 months by the promise, 8.4 calibrated (here medians)."""
    promised = typical_delay(promised_threshold(120), 0.15, 0.30)
    calibrated = typical_delay(calibrated_threshold(120, 0.15), 0.15, 0.30)
    assert promised is not None
    assert calibrated is not None
    assert calibrated < promised
    assert promised / 5 == pytest.approx(11.9, rel=0.3)
    assert calibrated / 5 == pytest.approx(8.4, rel=0.3)


def test_what_never_gets_worse_has_no_typical_delay() -> None:
    assert typical_delay(promised_threshold(120), 0.15, 0.05, most=100, runs=100) is None


@given(streams)
def test_the_value_after_an_event_does_not_depend_on_what_comes_later(stream: list[float]) -> None:
    path = detector(stream, 0.2)
    assert all(detector(stream[:length], 0.2) == path[:length] for length in range(len(stream) + 1))
    assert all(value > 0 for value in path)


@given(streams, st.integers(0, 59))
def test_a_worse_event_never_calms_the_alarm(stream: list[float], place: int) -> None:
    worse = [1.0 if at == place else bad for at, bad in enumerate(stream)]
    assert all(one <= other for one, other in zip(detector(stream, 0.2), detector(worse, 0.2), strict=True))


@given(st.lists(streams, min_size=1, max_size=4))
def test_the_mean_of_detectors_does_not_know_their_order(found: list[list[float]]) -> None:
    paths = [detector(stream, 0.2) for stream in found]
    assert average(paths) == pytest.approx(average(paths[::-1]))


@pytest.mark.parametrize("limit", [0.0, 1.0, -0.1])
def test_no_limit_is_no_limit(limit: float) -> None:
    with pytest.raises(ValueError, match="limit"):
        detector([1], limit)


def test_badness_has_a_scale() -> None:
    with pytest.raises(ValueError, match="badness"):
        detector([2], 0.2)


def test_one_bad_event_that_brings_the_next_is_noticed() -> None:
    chance = np.random.default_rng(5)
    alone = (chance.random(200) < 0.3).astype(float).tolist()
    sticky = [alone[0]]
    for bad in alone[1:]:
        sticky.append(sticky[-1] if chance.random() < 0.7 else bad)
    linked, by_chance = carried_over(sticky) or (0, 0)
    assert linked > by_chance
    linked, by_chance = carried_over(alone) or (1, 0)
    assert linked < by_chance


def test_too_few_or_all_alike_say_nothing_about_what_is_carried_over() -> None:
    assert carried_over([1.0, 0.0] * 9) is None
    assert carried_over([0.0] * 40) is None


def test_three_of_six_are_confirmed_as_by_hand() -> None:
    """METHODS §5.5: e-BH of [100, 50, 3, 1, .5, 45] at .1 rejects three."""
    assert confirmed([100, 50, 3, 1, 0.5, 45], 1) == [0, 1, 5]


@given(st.lists(st.floats(0, 500), max_size=30))
def test_what_is_confirmed_is_always_the_strongest(evidence: list[float]) -> None:
    found = confirmed(evidence, 1)
    rest = [value for place, value in enumerate(evidence) if place not in found]
    assert all(evidence[place] >= max(rest, default=0) for place in found)


def test_nothing_confirms_nothing() -> None:
    assert confirmed([], 1) == []
    assert detection([], 0.2, 10).now == 0.0
