"""The register: one list of all, agreed by all; a share outside it is made, and is seen to be outside."""

import pytest

from paripassu.alliance.exchange.register import Area, RegisterSet
from paripassu.alliance.parties import arrangements
from tests import cast
from tests.alliance.exchanging import asked, listed, offered, share
from tests.cast import ADA, BO, Scene, refused

HULL = Area("ada", "Hull design", "share")
PRICES = Area("ada", "Prices of steel", "not", "Bound to our suppliers")
TESTS = Area("ada", "Fatigue tests", "on_request")
YARD = Area("bo", "Yard planning", "share")


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_a_register_holds_when_all_have_agreed_and_is_replaced_as_a_whole(scene: Scene) -> None:
    matter = RegisterSet((HULL, YARD))
    entry = scene.act(ADA, arrangements.propose, matter=matter, why="So that all know").index
    assert scene.alliance.exchange.register is None
    scene.act(BO, arrangements.agree, arrangement=entry)
    assert scene.alliance.exchange.register is not None
    assert scene.alliance.exchange.register.areas == (HULL, YARD)
    listed(scene, HULL, PRICES, YARD)
    assert [each.areas for each in scene.alliance.exchange.registers] == [(HULL, YARD), (HULL, PRICES, YARD)]


def test_a_register_agreed_meanwhile_stops_the_one_proposed_before(scene: Scene) -> None:
    first = scene.act(ADA, arrangements.propose, matter=RegisterSet((HULL,)), why="why").index
    listed(scene, YARD)
    with refused("register_moved"):
        scene.act(BO, arrangements.agree, arrangement=first)


def test_a_register_that_says_nothing_or_says_it_twice_is_refused(scene: Scene) -> None:
    for areas, code in (
        ((), "register_empty"),
        ((HULL, Area("ada", "hull design", "not")), "area_twice"),
        ((Area("eve", "Everything", "share"),), "area_unfit"),
        ((Area("ada", " ", "share"),), "text_missing"),
        ((Area("ada", "Hull ", "share"),), "area_unfit"),
    ):
        with refused(code):
            scene.act(ADA, arrangements.propose, matter=RegisterSet(areas), why="why")


def test_a_share_outside_the_register_is_made_and_seen(scene: Scene) -> None:
    assert share(scene, offered(scene)).outside == "", "without a register nothing is outside"
    listed(scene, HULL, PRICES, TESTS)
    assert share(scene, offered(scene)).outside == "unlisted"
    assert share(scene, offered(scene, area="Hull design")).outside == ""
    assert share(scene, offered(scene, area="Prices of steel")).outside == "not"
    assert share(scene, offered(scene, area="Fatigue tests")).outside == "on_request"
    request = asked(scene)
    assert share(scene, offered(scene, area="Fatigue tests", request=request)).outside == ""
    with refused("area_unknown"):
        offered(scene, area="Yard planning")
