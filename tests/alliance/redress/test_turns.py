"""What a redress waits for: both ends of a lever, all for an offer, the leader while nothing is proposed."""

from decimal import Decimal

import pytest

from paripassu.alliance.redress import levers, offers, turns
from tests import cast
from tests.alliance.mending import UNTIL, agreed, consent, named, one, opened, remedy, say_yes
from tests.cast import BO, Scene, person


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in turns.awaiting(scene.alliance, party, "", scene.now)]


def test_both_ends_are_asked_of_a_lever_that_a_third_named() -> None:
    scene = cast.agreed(("ada", "bo", "dee"))
    entry = opened(scene, "dee")
    named(scene, entry, "dee")
    assert (waits(scene, "ada"), waits(scene, "bo"), waits(scene, "dee")) == (
        ["answer_lever"], ["answer_lever"], ["bring"]
    )  # fmt: skip
    scene.act(BO, levers.decline_lever, lever=max(one(scene, entry).levers), reason="no")
    assert waits(scene, "ada") == [], "who would be asked in vain is not asked"


def test_who_declined_has_answered(scene: Scene) -> None:
    entry = opened(scene)
    offer = consent(scene, entry)
    assert waits(scene, "bo") == ["answer_offer"]
    scene.act(BO, offers.decline_offer, offer=offer, reason="Too long")
    assert waits(scene, "bo") == []


def test_the_days_ahead_are_those_of_what_holds(scene: Scene) -> None:
    entry = opened(scene)
    assert [each.what for each in turns.coming(scene.alliance, scene.now)] == ["due"]
    agreed(scene, entry)
    say_yes(scene, remedy(scene, entry), "ada")
    assert [(each.what, each.on) for each in turns.coming(scene.alliance, scene.now)] == [("remedied", UNTIL)]


def test_every_fact_of_a_redress_speaks_of_it(scene: Scene) -> None:
    entry = opened(scene)
    lever = agreed(scene, entry)
    offer = remedy(scene, entry, moves={lever: Decimal(5)})
    say_yes(scene, offer, "ada")
    told = [turns.spoken_of(scene.alliance, each.fact) for each in scene.facts if each.index > entry]
    assert told == [(entry,)] * len(told)
    assert turns.spoken_of(scene.alliance, scene.facts[0].fact) == ()


def test_a_party_that_is_no_partner_is_asked_nothing() -> None:
    scene = cast.agreed(neutral=True)
    opened(scene)
    assert turns.awaiting(scene.alliance, "cy", person("cy"), scene.now) == []
