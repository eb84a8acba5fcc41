"""Felt beside shown: the probability that the two differ is that of their distributions."""

from datetime import date, timedelta

import numpy as np
import pytest

from paripassu.alliance.commitments import deliveries
from paripassu.alliance.surveys.instruments import library
from paripassu.measures.beside import Posterior, _apart, beside, posterior, readings
from paripassu.measures.felt import asked, score
from paripassu.measures.forgetting import PRIOR_COUNT, Belief, Event, belief
from paripassu.measures.trust import LEAST_EVENTS
from tests.alliance.promising import agreed, delivered
from tests.measures.feeling import told

DAY = date(2026, 10, 1)


def shown(good: int, bad: int) -> Belief:
    return belief([Event(DAY - timedelta(days=each), float(each < good), 1.0, each) for each in range(good + bad)], DAY)


@pytest.mark.parametrize(
    ("felt", "events"), [(Posterior(8, 3), (6, 5)), (Posterior(4, 4), (4, 4)), (Posterior(30, 2), (1, 9))]
)
def test_gap_interval_and_probability_are_those_of_the_two_distributions(
    felt: Posterior, events: tuple[int, int]
) -> None:
    """Against two hundred thousand draws from both."""
    seen = shown(*events)
    gap, low, high, real = _apart(felt, seen)
    random = np.random.default_rng(7)
    part = random.choice(len(seen.weights), 200_000, p=np.array(seen.weights))
    ahead, behind = (np.array(each)[part] + PRIOR_COUNT / 2 for each in (seen.good, seen.bad))
    drawn = random.beta(felt.ahead, felt.behind, 200_000) - random.beta(ahead, behind)
    assert gap == pytest.approx(drawn.mean(), abs=0.005)
    assert (low, high) == pytest.approx(tuple(np.quantile(drawn, [0.05, 0.95])), abs=0.01)
    assert real == pytest.approx((np.abs(drawn) > 0.1).mean(), abs=0.01)


def test_what_is_felt_has_the_mean_and_the_spread_of_a_dirichlet_over_the_answers() -> None:
    """The published form, drawn: a Dirichlet with one answer spread over the points. Ours needs mean and spread."""
    levels = [2, 6, 7, 4, 5, 7, 3, 1]
    scene = told("pulse", ada=levels, bo=[4, 4, 4])
    [each] = [each for each in asked(scene.alliance, scene.now) if each.scale.id == "trust"]
    one = score(each.wave, "ada", each.scale)
    counts = np.array([levels.count(point) + 1 / 7 for point in range(1, 8)])
    drawn = np.random.default_rng(3).dirichlet(counts, 100_000) @ (np.arange(7) / 6)
    found = posterior(one)
    assert found.mean == pytest.approx(drawn.mean(), abs=0.01)
    spread = (found.mean * (1 - found.mean) / (found.ahead + found.behind + 1)) ** 0.5
    assert spread == pytest.approx(drawn.std(), abs=0.02)


def test_without_events_or_without_answers_nothing_is_compared_and_the_reason_is_said() -> None:
    scene = told("trust", ada=[5, 6, 4], bo=[])
    found = {(each.judge, each.facet): each for each in beside(scene.alliance, scene.now)}
    assert {facet for _judge, facet in found} == {"reliability", "truth", "ability"}
    assert "Nothing of the others" in found["ada", "truth"].why
    assert "Nobody of" in found["bo", "truth"].why
    assert {each.value for each in readings(scene.alliance, scene.now)} == {None}


def test_a_side_is_compared_with_all_that_it_has_seen_of_the_others() -> None:
    scene = told("trust", ada=[2, 1, 3, 2, 1] * 2, bo=[6, 5, 7, 6, 4] * 2)
    due = scene.now.date() + timedelta(days=7)
    for _ in range(LEAST_EVENTS + 3):
        delivery = delivered(scene, agreed(scene, "bo", ("ada",), due=due), due)
        scene.act("p_ada", deliveries.accept_delivery, delivery=delivery)
    scene.now += timedelta(days=9)
    found = {(each.judge, each.facet): each for each in beside(scene.alliance, scene.now)}
    ada = found["ada", "reliability"]
    assert ada.shown is not None
    assert ada.shown.events == LEAST_EVENTS + 3
    assert ada.gap is not None
    assert ada.gap < -0.2
    assert (ada.real or 0) > 0.8
    assert found["bo", "reliability"].gap is None


def test_goodwill_openness_and_people_stand_beside_nothing() -> None:
    scene = told("trust", ada=[5, 6, 4], bo=[5, 3, 4])
    asked_about = {question.facet for question in library()["trust"].questions}
    compared = {each.felt.scale.facet for each in beside(scene.alliance, scene.now)}
    assert asked_about - compared == {"goodwill", "openness", "counterparts"}
