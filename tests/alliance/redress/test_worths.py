"""Worths: stated by each party of itself and of groups; the last word counts; what is none is refused."""

from decimal import Decimal

import pytest

from paripassu.alliance.redress.matters import Gain
from paripassu.alliance.redress.worths import state_worth
from tests import cast
from tests.alliance.mending import one, opened
from tests.cast import ADA, Scene, refused

TEN = Decimal(10)


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_the_last_word_of_a_party_counts_and_gains_of_nothing_are_left_out(scene: Scene) -> None:
    entry = opened(scene)
    scene.act(ADA, state_worth, redress=entry, alone=TEN)
    scene.act(ADA, state_worth, redress=entry, alone=TEN + 1, gains=[Gain(("bo", "ada"), TEN), Gain(("x",), TEN * 0)])
    [(_word, fact)] = one(scene, entry).worths.values()
    assert (fact.alone, fact.gains) == (Decimal(11), (Gain(("ada", "bo"), TEN),))


@pytest.mark.parametrize(
    "gains",
    [[Gain(("ada",), TEN)], [Gain(("ada", "eve"), TEN)], [Gain(("ada", "bo"), TEN)] * 2, [Gain(("ada", "ada"), TEN)]],
)
def test_a_gain_is_that_of_two_partners_or_more_each_group_once(scene: Scene, gains: list[Gain]) -> None:
    entry = opened(scene)
    with refused("gains_unfit"):
        scene.act(ADA, state_worth, redress=entry, alone=TEN, gains=gains)


def test_a_worth_is_a_number(scene: Scene) -> None:
    entry = opened(scene)
    with refused("number_unusable"):
        scene.act(ADA, state_worth, redress=entry, alone=Decimal("NaN"))
