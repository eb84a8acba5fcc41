"""Requests: asked of others, each of whom offers, declines or says “later”."""

from datetime import date, timedelta

import pytest

from paripassu.alliance.exchange import requests, shares, turns
from tests import cast
from tests.alliance.exchanging import asked, offered
from tests.cast import ADA, BO, Scene, person, refused

THREE = ("ada", "bo", "dee")


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def stands(scene: Scene, entry: int) -> turns.Asked:
    return turns.standing(scene.alliance, scene.alliance.exchange.requests[entry], scene.now)


def waits(scene: Scene, entry: int) -> tuple[str, ...]:
    return turns.awaited(scene.alliance, scene.alliance.exchange.requests[entry], scene.now)


def test_a_request_is_met_by_an_offer_that_is_taken(scene: Scene) -> None:
    entry = asked(scene)
    assert (stands(scene, entry), waits(scene, entry)) == ("open", ("ada",))
    offer = offered(scene, request=entry)
    assert (stands(scene, entry), waits(scene, entry)) == ("offered", ())
    scene.act(BO, shares.accept_terms, share=offer)
    assert stands(scene, entry) == "met"


def test_an_offer_taken_back_leaves_the_request_open(scene: Scene) -> None:
    entry = asked(scene)
    offer = offered(scene, request=entry)
    scene.act(ADA, shares.recall, share=offer, reason="The wrong tests")
    assert (stands(scene, entry), waits(scene, entry)) == ("open", ("ada",))


def test_a_request_is_declined_with_a_reason_and_answered_by_an_offer_after_all(scene: Scene) -> None:
    entry = asked(scene)
    with refused("text_missing"):
        scene.act(ADA, requests.decline, request=entry, reason=" ")
    scene.act(ADA, requests.decline, request=entry, reason="A customer forbids it")
    assert (stands(scene, entry), waits(scene, entry)) == ("declined", ())
    offered(scene, request=entry)
    assert stands(scene, entry) == "offered"


def test_later_comes_back_on_its_day(scene: Scene) -> None:
    entry, day = asked(scene), scene.now.date() + timedelta(days=30)
    with refused("day_unfit"):
        scene.act(ADA, requests.put_off, request=entry, later=scene.now.date(), reason="The tests run")
    scene.act(ADA, requests.put_off, request=entry, later=day, reason="The tests run until then")
    assert (stands(scene, entry), waits(scene, entry)) == ("later", ())
    scene.now += timedelta(days=30)
    assert (stands(scene, entry), waits(scene, entry)) == ("open", ("ada",))


def test_each_party_that_was_asked_answers_for_itself() -> None:
    scene = cast.agreed(THREE)
    entry = asked(scene, "bo", ("ada", "dee"))
    scene.act(ADA, requests.decline, request=entry, reason="We have none")
    assert waits(scene, entry) == ("dee",)
    with refused("not_asked"):
        scene.act(BO, requests.decline, request=entry, reason="no")
    scene.act(person("dee"), requests.decline, request=entry, reason="We neither")
    assert stands(scene, entry) == "declined"


def test_only_who_asked_withdraws_a_request(scene: Scene) -> None:
    entry = asked(scene)
    with refused("not_your_request"):
        scene.act(ADA, requests.withdraw, request=entry, reason="no")
    scene.act(BO, requests.withdraw, request=entry, reason="We found it")
    assert stands(scene, entry) == "withdrawn"
    with refused("request_withdrawn"):
        scene.act(ADA, requests.decline, request=entry, reason="no")
    with refused("request_withdrawn"):
        offered(scene, request=entry)


def test_a_request_says_what_for_of_whom_and_by_a_day_to_come(scene: Scene) -> None:
    with refused("text_missing"):
        asked(scene, purpose=" ")
    with refused("nobody_named"):
        asked(scene, of=())
    with refused("not_another_partner"):
        asked(scene, of=("bo",))
    with refused("day_unfit"):
        asked(scene, wanted=date(2025, 1, 1))
    with refused("sort_unknown"):
        asked(scene, sort="secret")
