"""Levers: named by anybody, used only when giver and receiver want it, and the way back from both."""

from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance.redress import levers, offers
from paripassu.alliance.redress.matters import asked, usable
from tests import cast
from tests.alliance.mending import agreed, named, one, opened, remedy, say_yes, stands
from tests.cast import ADA, BO, Scene, person, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed(("ada", "bo", "dee"))


def test_who_names_a_lever_of_its_own_agrees_with_that_and_the_other_end_is_asked(scene: Scene) -> None:
    entry = opened(scene)
    lever = one(scene, entry).levers[named(scene, entry)]
    assert (asked(lever), usable(scene.alliance, lever)) == (("bo",), False)
    scene.act(BO, levers.agree_lever, lever=lever.index)
    assert (asked(lever), usable(scene.alliance, lever)) == ((), True)


def test_a_third_party_may_name_what_only_the_ends_can_agree(scene: Scene) -> None:
    entry = opened(scene)
    index = named(scene, entry, "dee")
    assert asked(one(scene, entry).levers[index]) == ("ada", "bo")
    with refused("not_an_end"):
        scene.act(person("dee"), levers.agree_lever, lever=index)


def test_a_lever_that_an_end_no_longer_wants_is_used_by_no_remedy(scene: Scene) -> None:
    entry = opened(scene)
    lever = agreed(scene, entry)
    offer = remedy(scene, entry)
    scene.act(BO, levers.decline_lever, lever=lever, reason="The order fell through")
    with refused("lever_not_agreed"):
        say_yes(scene, offer, "ada")
    with refused("lever_not_agreed"):
        remedy(scene, entry)
    scene.act(BO, levers.agree_lever, lever=lever)
    say_yes(scene, offer, "ada", "dee")
    assert stands(scene, entry) == "remedied"


def test_only_who_named_a_lever_takes_it_back(scene: Scene) -> None:
    entry = opened(scene)
    lever = agreed(scene, entry)
    with refused("not_yours"):
        scene.act(BO, levers.withdraw_lever, lever=lever, reason="no")
    scene.act(ADA, levers.withdraw_lever, lever=lever, reason="Named twice")
    with refused("lever_withdrawn"):
        scene.act(BO, levers.agree_lever, lever=lever)
    assert not usable(scene.alliance, one(scene, entry).levers[lever])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"giver": "ada", "receiver": "ada"}, "lever_unclear"),
        ({"receiver": "eve"}, "lever_unclear"),
        ({"lever": "magic"}, "lever_unknown_kind"),
        ({"most": Decimal(0)}, "lever_numbers"),
        ({"price": Decimal(-1)}, "lever_numbers"),
        ({"start": Decimal(-1)}, "lever_numbers"),
        ({"most": Decimal("NaN")}, "number_unusable"),
        ({"most": Decimal("1E30")}, "number_unusable"),
        ({"what": " "}, "text_missing"),
    ],
)
def test_what_is_no_lever(scene: Scene, fields: dict[str, Any], code: str) -> None:
    entry = opened(scene)
    with refused(code):
        named(scene, entry, **fields)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal(21)])
def test_a_remedy_moves_no_more_than_the_most_agreed(scene: Scene, amount: Decimal) -> None:
    entry = opened(scene)
    lever = agreed(scene, entry)
    with refused("move_unfit"):
        remedy(scene, entry, moves={lever: amount})


def test_a_remedy_moves_something(scene: Scene) -> None:
    entry = opened(scene)
    with refused("nothing_moved"):
        remedy(scene, entry, moves={})
    with refused("lever_not_agreed"):
        remedy(scene, entry, moves={named(scene, entry): Decimal(1)})


def test_who_declined_is_not_asked_again_and_may_still_agree(scene: Scene) -> None:
    entry = opened(scene)
    agreed(scene, entry)
    offer = remedy(scene, entry)
    scene.act(ADA, offers.decline_offer, offer=offer, reason="Too soon")
    say_yes(scene, offer, "dee")
    assert stands(scene, entry) == "open"
    say_yes(scene, offer, "ada")
    assert stands(scene, entry) == "remedied"
    with refused("offer_closed"):
        scene.act(ADA, offers.decline_offer, offer=offer, reason="Too late")
