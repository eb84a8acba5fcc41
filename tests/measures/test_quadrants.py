"""Where each side stands on the plane of what is measured and what is felt, and what to do next."""

from datetime import timedelta
from typing import get_args

import pytest

from paripassu.alliance.commitments import deliveries
from paripassu.measures.quadrants import MIDDLE, NEXT, Field, Place, fairness, trusted
from tests.alliance.promising import agreed, delivered
from tests.cast import Scene
from tests.measures.feeling import told
from tests.measures.pools import alliance_of, put_in, received

GOOD, BAD, TORN = [6, 7, 6, 5, 6, 7], [2, 1, 2, 3, 2, 1], [4, 7, 2, 5, 3, 4]


def felt_and_received(
    ada: list[int], bo: list[int], received_by_bo: int, received_by_ada: int = 100
) -> dict[str, Place]:
    """Both put in the same; what each received, and how fair it finds that, is given."""
    scene = told("fairness", ada=ada, bo=bo)
    lines = [put_in("ada", 100), put_in("bo", 100), received("ada", received_by_ada), received("bo", received_by_bo)]
    measured = alliance_of(("ada", "bo"), lines)
    scene.alliance.agreement, scene.alliance.ledger = measured.agreement, measured.ledger
    [plane] = fairness(scene.alliance, scene.now)
    assert (plane.about, plane.facet) == ("work", "distributive")
    return {place.party: place for place in plane.places}


@pytest.mark.parametrize(
    ("felt", "amount", "field"),
    [
        (GOOD, 100, "level_fair"), (BAD, 100, "level_unfair"), (GOOD, 30, "short_fair"), (BAD, 30, "short_unfair"),
        (GOOD, 300, "long_fair"), (BAD, 300, "long_unfair"),
    ],
)  # fmt: skip
def test_a_side_stands_where_its_return_and_its_feeling_put_it(felt: list[int], amount: int, field: str) -> None:
    bo = felt_and_received(GOOD, felt, amount)["bo"]
    assert (bo.field, bo.sure, bo.why) == (field, True, "")
    assert bo.rests[0].about == "work/bo"
    assert bo.rests[1] == ("felt_fairness", "bo/distributive")


@pytest.mark.parametrize(("ada", "bo"), [(GOOD, BAD), (TORN, GOOD), (GOOD, [])])
@pytest.mark.parametrize("amount", [30, 100, 300])
def test_each_stands_where_the_other_would_in_its_place(ada: list[int], bo: list[int], amount: int) -> None:
    found, turned = felt_and_received(ada, bo, amount), felt_and_received(bo, ada, 100, amount)
    for party, other in (("ada", "bo"), ("bo", "ada")):
        here, there = found[party], turned[other]
        assert (here.measured, here.felt, here.field, here.sure, here.why) == (
            there.measured, there.felt, there.field, there.sure, there.why,
        )  # fmt: skip


def test_where_an_interval_reaches_over_the_line_it_is_not_sure() -> None:
    torn = felt_and_received(GOOD, TORN, 100)["bo"]
    assert torn.felt is not None
    assert torn.felt.low < MIDDLE < torn.felt.high
    assert not torn.sure


def test_a_side_without_a_figure_stands_nowhere_and_the_reason_is_said() -> None:
    silent = felt_and_received(GOOD, [], 100)["bo"]
    assert (silent.field, silent.felt, silent.sure) == (None, None, False)
    assert silent.why.startswith("Nobody of 1 answered")


def test_there_is_no_plane_before_somebody_was_asked_about_fairness() -> None:
    scene = told("norms", ada=GOOD, bo=BAD)
    assert fairness(scene.alliance, scene.now) == []
    assert trusted(scene.alliance, scene.now) == []


def kept(scene: Scene, owner: str, to: str, times: int) -> None:
    due = scene.now.date() + timedelta(days=7)
    for _ in range(times):
        delivery = delivered(scene, agreed(scene, owner, (to,), due=due), due)
        scene.act(f"p_{to}", deliveries.accept_delivery, delivery=delivery)


def broken(scene: Scene, owner: str, to: str, times: int) -> None:
    due = scene.now.date() + timedelta(days=7)
    for _ in range(times):
        agreed(scene, owner, (to,), due=due)


@pytest.mark.parametrize(
    ("felt", "keeps", "field"),
    [
        (GOOD, True, "kept_trusted"), (BAD, True, "kept_doubted"), (GOOD, False, "broken_trusted"),
        (BAD, False, "broken_doubted"),
    ],
)  # fmt: skip
def test_trust_stands_where_what_was_seen_and_what_is_felt_put_it(felt: list[int], keeps: bool, field: str) -> None:
    scene = told("trust", ada=felt, bo=GOOD)
    (kept if keeps else broken)(scene, "bo", "ada", 12)
    scene.now += timedelta(days=30)
    [plane] = [plane for plane in trusted(scene.alliance, scene.now) if plane.facet == "reliability"]
    [ada, bo] = plane.places
    assert (ada.party, ada.field, ada.rests[0]) == ("ada", field, ("reliability", "ada>bo"))
    assert (bo.field, bo.measured) == (None, None)


def test_trust_is_judged_alike_whoever_judges() -> None:
    stood = []
    for judge, judged in (("ada", "bo"), ("bo", "ada")):
        scene = told("trust", **{judge: BAD, judged: GOOD})
        kept(scene, judged, judge, 12)
        scene.now += timedelta(days=30)
        [plane] = [plane for plane in trusted(scene.alliance, scene.now) if plane.facet == "reliability"]
        by = {place.party: place for place in plane.places}
        stood.append([(each.measured, each.felt, each.field, each.sure) for each in (by[judge], by[judged])])
    assert stood[0] == stood[1]


def test_every_field_says_what_to_do_next() -> None:
    assert set(NEXT) == set(get_args(Field))
    assert all(text.endswith(".") for text in NEXT.values())
