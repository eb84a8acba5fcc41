"""Trust from evidence: directed, in three facets, with what is not known beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.commitments import deliveries
from paripassu.measures.evidence import Facet
from paripassu.measures.trust import FACETS, FEW_EVENTS, NO_EVENTS, Trust, calibrations, readings, trust
from tests import cast
from tests.alliance.promising import DUE, agreed, delivered, until
from tests.alliance.stating import agree, assessed, stated
from tests.cast import BO, Scene, person


def of(scene: Scene, judge: str, judged: str, facet: Facet = "reliability") -> Trust:
    [found] = [
        each
        for each in trust(scene.alliance, scene.now)
        if (each.judge, each.judged, each.facet) == (judge, judged, facet)
    ]
    return found


def kept(scene: Scene, owner: str, to: str, times: int) -> None:
    for _ in range(times):
        delivery = delivered(scene, agreed(scene, owner, (to,)))
        scene.act(person(to), deliveries.accept_delivery, delivery=delivery)


def test_every_pair_and_every_facet_is_there_and_nothing_is_made_up(scene: Scene) -> None:
    found = trust(scene.alliance, scene.now)
    assert len(found) == 2 * len(FACETS)
    assert {(each.why, each.enough) for each in found} == {(why, False) for why in NO_EVENTS.values()}
    assert all(reading.value is None and reading.why for reading in readings(scene.alliance, scene.now))


def test_few_events_are_said_to_be_few(scene: Scene) -> None:
    kept(scene, "ada", "bo", 2)
    until(scene, DUE, 1)
    assert of(scene, "bo", "ada").why == FEW_EVENTS


def test_trust_has_a_direction(scene: Scene) -> None:
    kept(scene, "ada", "bo", 6)
    for _ in range(6):
        agreed(scene, "bo", ("ada",))
    until(scene, DUE, 5)
    in_ada, in_bo = of(scene, "bo", "ada"), of(scene, "ada", "bo")
    assert in_ada.belief.mean == pytest.approx(7 / 8, abs=0.01)
    assert in_bo.belief.mean == pytest.approx(1 / 8, abs=0.01)
    assert in_bo.low < in_bo.belief.mean < in_bo.high < in_ada.low


def test_what_is_open_shows_as_the_worst_and_the_best_it_could_be(scene: Scene) -> None:
    kept(scene, "ada", "bo", 4)
    delivered(scene, agreed(scene))
    until(scene, DUE, 1)
    found = of(scene, "bo", "ada")
    assert found.worst < found.belief.mean < found.best


def test_probabilities_are_judged_as_probabilities(scene: Scene) -> None:
    first, second = stated(scene, probability=80), stated(scene, probability=60)
    until(scene, DUE, 2)
    agree(scene, assessed(scene, first, verdict="borne_out"))
    agree(scene, assessed(scene, second, verdict="refuted"))
    [found] = calibrations(scene.alliance, scene.now)
    assert (found.party, found.entries) == ("ada", (first, second))
    assert found.brier == pytest.approx((0.2**2 + 0.6**2) / 2)
    assert found.expected == pytest.approx((0.8 * 0.2 + 0.6 * 0.4) / 2)


@given(st.permutations(["ada", "bo", "cleo"]), st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=6))
def test_renaming_the_parties_renames_the_trust(order: list[str], moves: list[tuple[int, bool]]) -> None:
    found = []
    for names in (["ada", "bo", "cleo"], order):
        scene = cast.agreed(sorted(names))
        for owner, keeps in moves:
            entry = agreed(scene, names[owner], (names[(owner + 1) % 3],))
            if keeps:
                delivery = delivered(scene, entry)
                scene.act(person(names[(owner + 1) % 3]), deliveries.accept_delivery, delivery=delivery)
        until(scene, DUE, 5)
        place = {name: at for at, name in enumerate(names)}
        found.append(
            {
                (place[each.judge], place[each.judged], each.facet): (each.belief.mean, each.low, each.worst, each.why)
                for each in trust(scene.alliance, scene.now)
            }
        )
    assert found[0] == found[1]


def test_a_delivery_by_a_member_of_staff_is_the_partys(scene: Scene) -> None:
    delivery = delivered(scene, agreed(scene))
    scene.act(BO, deliveries.accept_delivery, delivery=delivery)
    until(scene, DUE, 1)
    assert {each.judged for each in trust(scene.alliance, scene.now)} == {"ada", "bo"}
