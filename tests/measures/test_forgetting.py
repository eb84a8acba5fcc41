"""Learning from what was kept and broken: published values, symmetry, and what changes do."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.measures import forgetting
from paripassu.measures.forgetting import (
    COARSE,
    DAYS_IN_MONTH,
    FINE,
    STEADY_MONTHS,
    Belief,
    Event,
    belief,
    beliefs,
    intervals,
)

TODAY = date(2026, 11, 21)
events = st.lists(
    st.builds(
        Event,
        on=st.dates(date(2020, 1, 1), TODAY),
        good=st.sampled_from([0.0, 0.5, 1.0]),
        weight=st.sampled_from([0.5, 1.0, 2.0]),
    ),
    max_size=40,
)


def fresh(good: int, bad: int) -> Belief:
    """So many of both, all on one day: nothing can have changed between them."""
    return belief([Event(TODAY, 1.0)] * good + [Event(TODAY, 0.0)] * bad, TODAY)


def test_ten_kept_and_two_broken_give_the_published_expectation_opinion_and_interval() -> None:
    """METHODS §3, after Jøsang 2016: E = .785714, (b, d, u) = (.7142857, .1428571, .1428571), 90 % [.58990, .93395]."""
    found = fresh(10, 2)
    assert found.mean == pytest.approx(0.785714, abs=1e-6)
    assert found.opinion == pytest.approx((0.7142857, 0.1428571, 0.1428571), abs=1e-7)
    assert intervals([found])[0] == pytest.approx((0.58990, 0.93395), abs=1e-5)


def test_evidence_adds_up() -> None:
    """Cumulative fusion of (3, 1) and (6, 2) is the opinion of (9, 3)."""
    assert fresh(9, 3).opinion == pytest.approx((0.642857, 0.214286, 0.142857), abs=1e-6)


def test_without_events_nothing_is_known() -> None:
    nothing = belief([], TODAY)
    assert nothing.mean == 0.5
    assert nothing.opinion == pytest.approx((0, 0, 1))
    assert intervals([nothing])[0] == pytest.approx((0.05, 0.95))


def test_after_a_sudden_drop_only_what_came_since_counts() -> None:
    months = [TODAY - timedelta(days=30 * month) for month in range(36)]
    good_then_bad = [Event(day, 0.0 if number < 6 else 1.0) for number, day in enumerate(months) for _ in range(4)]
    found = belief(good_then_bad, TODAY)
    assert found.changed
    assert found.since == months[5]
    assert found.mean < 0.1


def test_in_steady_times_all_the_past_counts_and_keeps_the_interval_narrow() -> None:
    steady = [Event(TODAY - timedelta(days=7 * week), float(week % 5 != 0)) for week in range(150)]
    found = belief(steady, TODAY)
    low, high = intervals([found])[0]
    assert not found.changed
    assert low < 0.8 < high
    assert high - low < 0.22


def chances(events: list[Event], steps: int = 2_000) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """How probable each chance is, on a grid and by another road: event after event, day after day."""
    grid = (np.arange(steps) + 0.5) / steps
    found, before = np.ones(steps) / steps, None
    for event in [*sorted(events), None]:
        on = event.on if event else TODAY
        if before is not None:
            stays = math.exp(-(on - before).days / DAYS_IN_MONTH / STEADY_MONTHS)
            found = found * stays + (1 - stays) / steps
        if event:
            found = found * grid**event.good * (1 - grid) ** (1 - event.good)
            found /= found.sum()
        before = on
    return found


@given(st.lists(st.tuples(st.integers(0, 900), st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=FINE))
@settings(max_examples=30)
def test_the_mixture_is_exact_for_chances_that_change_at_once(told: list[tuple[int, float]]) -> None:
    found = [Event(TODAY - timedelta(days=back), good) for back, good in told]
    one, grid = belief(found, TODAY), chances(found)
    [(low, high)] = intervals([one])
    below = np.concatenate([[0], grid.cumsum()])
    edges = np.linspace(0, 1, len(below))
    assert one.mean == pytest.approx(float((grid * (edges[1:] + edges[:-1]) / 2).sum()), abs=2e-3)
    assert (low, high) == pytest.approx((np.interp(0.05, below, edges), np.interp(0.95, below, edges)), abs=5e-3)


def test_old_days_are_taken_together_and_hardly_anything_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [
        Event(TODAY - timedelta(days=5 * back), float((back * 7) % 10 < (9 if back > 40 else 5))) for back in range(200)
    ]
    coarse = belief(told, TODAY)
    monkeypatch.setattr(forgetting, "FINE", 200)
    fine = belief(told, TODAY)
    assert len(coarse.weights) <= FINE + COARSE * 6 < len(fine.weights)
    assert coarse.mean == pytest.approx(fine.mean, abs=0.01)
    assert intervals([coarse])[0] == pytest.approx(intervals([fine])[0], abs=0.02)


@given(st.lists(events, max_size=5))
@settings(max_examples=30)
def test_many_at_once_are_what_each_is_alone(told: list[list[Event]]) -> None:
    found = beliefs(told, TODAY)
    for one, events_ in zip(found, told, strict=True):
        alone = belief(events_, TODAY)
        assert (one.events, one.first) == (alone.events, alone.first)
        assert one.mean == pytest.approx(alone.mean, abs=1e-9)
    together = intervals(found)
    assert together == [pytest.approx(intervals([one])[0], abs=1e-9) for one in found]


def test_what_is_old_says_less() -> None:
    then = [Event(date(2010, 1, 1), 1.0)] * 10
    assert belief(then, TODAY).opinion.uncertainty > belief(then, date(2010, 1, 1)).opinion.uncertainty


def test_what_comes_later_is_not_known_yet() -> None:
    later = Event(TODAY + timedelta(days=1), 0.0)
    assert belief([later], TODAY) == belief([], TODAY)


def test_unequal_importance_says_less_than_as_many_equal_events() -> None:
    equal = belief([Event(TODAY, 1.0, 1.0)] * 10, TODAY)
    unequal = belief([Event(TODAY, 1.0, 1.0)] * 9 + [Event(TODAY, 1.0, 20.0)], TODAY)
    assert unequal.opinion.uncertainty > equal.opinion.uncertainty


@given(events, st.sampled_from([0.1, 3.0, 100.0]))
def test_only_the_ratio_of_importances_matters(found: list[Event], factor: float) -> None:
    scaled = [event._replace(weight=event.weight * factor) for event in found]
    assert belief(scaled, TODAY).mean == pytest.approx(belief(found, TODAY).mean)


@given(events)
def test_the_order_in_which_events_are_told_does_not_matter(found: list[Event]) -> None:
    assert belief(found, TODAY) == belief(found[::-1], TODAY)


@given(events)
def test_good_and_bad_are_mirror_images(found: list[Event]) -> None:
    mirrored = [event._replace(good=1 - event.good) for event in found]
    one, other = belief(found, TODAY), belief(mirrored, TODAY)
    assert one.mean == pytest.approx(1 - other.mean)
    (low, high), (other_low, other_high) = intervals([one, other])
    assert (low, high) == pytest.approx((1 - other_high, 1 - other_low), abs=1e-9)


@given(events)
def test_the_interval_is_within_the_scale_and_holds_the_middle(found: list[Event]) -> None:
    one = belief(found, TODAY)
    [(low, high)] = intervals([one])
    assert 0 <= low < high <= 1
    assert math.isclose(sum(one.weights), 1)
    assert math.isclose(sum(one.opinion), 1)


@pytest.mark.parametrize("wrong", [Event(TODAY, 1.5), Event(TODAY, -0.1), Event(TODAY, 1.0, 0.0)])
def test_what_is_no_event_is_refused(wrong: Event) -> None:
    with pytest.raises(ValueError, match="no event"):
        belief([wrong], TODAY)


def test_no_beliefs_have_no_intervals() -> None:
    assert intervals([]) == []
    assert forgetting.LEVEL == 0.9
