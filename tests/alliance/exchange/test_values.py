"""The value of an adopted idea: its sharing holds when all agree, and comes to a hundred percent."""

from decimal import Decimal

import pytest

from paripassu.alliance.exchange import values
from tests import cast
from tests.alliance.exchanging import adopted, idea, thought_of
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


EVEN = {"ada": Decimal(50), "bo": Decimal(50)}


def proposed(scene: Scene, entry: int, portions: dict[str, Decimal], by: str = ADA) -> int:
    return scene.act(by, values.propose_value, idea=entry, what="A crane saved, 80,000 EUR", portions=portions).index


def test_a_sharing_of_value_holds_when_all_agree(scene: Scene) -> None:
    entry = adopted(scene)
    first = proposed(scene, entry, {"ada": Decimal("66.67"), "bo": Decimal("33.33")})
    scene.act(BO, values.decline_value, value=first, reason="The barge is ours")
    assert values.in_force(idea(scene, entry)) is None
    second = proposed(scene, entry, EVEN, BO)
    scene.act(ADA, values.agree_value, value=second)
    found = values.in_force(idea(scene, entry))
    assert found is not None
    assert found.index == second
    with refused("value_closed"):
        scene.act(ADA, values.decline_value, value=second, reason="no")


def test_the_shares_come_to_a_hundred_and_name_every_partner(scene: Scene) -> None:
    entry = adopted(scene)
    with refused("portions_unfit"):
        proposed(scene, entry, {"ada": Decimal(50), "bo": Decimal(49)})
    with refused("portions_unfit"):
        proposed(scene, entry, {"ada": Decimal(100)})
    with refused("portions_unfit"):
        proposed(scene, entry, {"ada": Decimal(150), "bo": Decimal(-50)})
    with refused("number_unusable"):
        proposed(scene, entry, {"ada": Decimal("NaN"), "bo": Decimal(50)})


def test_only_an_adopted_idea_has_a_value_to_share(scene: Scene) -> None:
    with refused("idea_not_adopted"):
        proposed(scene, thought_of(scene), EVEN)


def test_a_sharing_taken_back_can_no_longer_be_agreed(scene: Scene) -> None:
    value = proposed(scene, adopted(scene), EVEN)
    scene.act(ADA, values.decline_value, value=value, reason="Too early")
    with refused("value_closed"):
        scene.act(BO, values.agree_value, value=value)


def test_a_sharing_proposed_before_the_one_agreed_is_overtaken(scene: Scene) -> None:
    entry = adopted(scene)
    first = proposed(scene, entry, {"ada": Decimal(90), "bo": Decimal(10)})
    scene.act(ADA, values.agree_value, value=proposed(scene, entry, EVEN, BO))
    assert values.missing(scene.alliance, idea(scene, entry).values[0]) == ()
    with refused("value_closed"):
        scene.act(BO, values.agree_value, value=first)
