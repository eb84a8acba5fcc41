"""Offers in a redress: all agree, or they do not hold; what holds overtakes what waited."""

from datetime import date, timedelta

import pytest

from paripassu.alliance.redress import offers, turns
from tests import cast
from tests.alliance.mending import agreed, consent, named, one, opened, remedy, say_yes, stands
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in turns.awaiting(scene.alliance, party, "", scene.now)]


def test_nobody_agrees_with_itself_alone(scene: Scene) -> None:
    entry = opened(scene)
    offer = consent(scene, entry)
    assert stands(scene, entry) == "open"
    with refused("already_agreed"):
        say_yes(scene, offer, "ada")
    with refused("your_own"):
        scene.act(ADA, offers.decline_offer, offer=offer, reason="no")


def test_an_offer_that_holds_overtakes_those_that_waited(scene: Scene) -> None:
    entry = opened(scene)
    agreed(scene, entry)
    first, second = remedy(scene, entry), consent(scene, entry)
    say_yes(scene, second, "bo")
    with refused("offer_closed"):
        say_yes(scene, first, "ada")
    assert one(scene, entry).offers[first].overtaken
    say_yes(scene, remedy(scene, entry), "ada")
    assert stands(scene, entry) == "remedied"


def test_all_of_three_and_of_forty_must_agree() -> None:
    for count in (3, 40):
        partners = cast.partner_ids(count)
        scene = cast.agreed(partners)
        entry = opened(scene)
        offer = consent(scene, entry)
        say_yes(scene, offer, *partners[1:-1])
        assert stands(scene, entry) == "open"
        say_yes(scene, offer, partners[-1])
        assert stands(scene, entry) == "tolerated"


def test_a_day_that_has_passed_is_agreed_by_nobody(scene: Scene) -> None:
    entry = opened(scene)
    offer = consent(scene, entry)
    scene.now += timedelta(days=300)
    with refused("offer_late"):
        say_yes(scene, offer, "bo")
    assert waits(scene, "ada") == ["bring"], "what is late waits for nobody; something else is to be brought"


def test_only_who_proposed_something_takes_it_back(scene: Scene) -> None:
    offer = consent(scene, opened(scene))
    with refused("not_yours"):
        scene.act(BO, offers.withdraw_offer, offer=offer, reason="no")
    scene.act(ADA, offers.withdraw_offer, offer=offer, reason="Too long")
    with refused("offer_closed"):
        say_yes(scene, offer, "bo")


def test_consent_and_closing_say_why(scene: Scene) -> None:
    entry = opened(scene)
    with refused("text_missing"):
        consent(scene, entry, reason=" ")
    with refused("text_missing"):
        scene.act(ADA, offers.propose_closing, redress=entry, reason="")
    with refused("day_unfit"):
        consent(scene, entry, until=date(2029, 1, 1))


def test_in_a_closed_redress_nothing_more_is_proposed(scene: Scene) -> None:
    entry = opened(scene)
    say_yes(scene, scene.act(ADA, offers.propose_closing, redress=entry, reason="Mended").index, "bo")
    with refused("redress_closed"):
        consent(scene, entry)
    with refused("redress_closed"):
        named(scene, entry)
