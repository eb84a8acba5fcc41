"""What the exchange waits for and from whom, what of it is on an agenda, and which days come next."""

from datetime import timedelta

import pytest

from paripassu.alliance import table
from paripassu.alliance.exchange import extensions, ideas, requests, shares, turns, uses, values
from tests import cast
from tests.alliance.exchanging import UNTIL, adopted, asked, offered, shared, thought_of, until
from tests.cast import ADA, BO, Scene


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def waits(scene: Scene) -> list[tuple[str, str, int]]:
    """What the exchange waits for: code, party, entry."""
    found = table.awaiting(scene.alliance, scene.now)
    return [(each.what, each.party, each.entry) for each in found if each.practice == "exchange"]


def test_a_request_waits_for_an_answer_and_comes_back_to_who_asked(scene: Scene) -> None:
    entry = asked(scene)
    assert waits(scene) == [("answer_request", "ada", entry)]
    scene.act(ADA, requests.decline, request=entry, reason="no")
    assert waits(scene) == [("request_declined", "bo", entry)]
    scene.act(BO, requests.withdraw, request=entry, reason="Then not")
    assert waits(scene) == []


def test_an_offer_waits_for_those_it_names(scene: Scene) -> None:
    entry = offered(scene)
    assert waits(scene) == [("take_offer", "bo", entry)]
    scene.act(BO, shares.decline_offer, share=entry, reason="no")
    assert waits(scene) == []


def test_after_the_terms_the_receiver_confirms_and_acknowledges(scene: Scene) -> None:
    entry = shared(scene)
    assert waits(scene) == []
    assert [(each.what, each.on) for each in turns.coming(scene.alliance, scene.now)] == [("share_ends", UNTIL)]
    until(scene, UNTIL, 1)
    assert {what for what, _party, _entry in waits(scene)} == {"confirm_return", "state_use"}
    assert {party for _what, party, _entry in waits(scene)} == {"bo"}
    assert list(turns.unsettled(scene.alliance, scene.now)) == [entry]
    scene.act(BO, uses.give_back, share=entry, how="deleted")
    scene.act(BO, uses.state_use, share=entry, used=True, what="Frames", usefulness=50)
    assert waits(scene) == []
    assert turns.coming(scene.alliance, scene.now) == []


def test_longer_terms_wait_for_the_other_side(scene: Scene) -> None:
    entry = shared(scene)
    fields = {"share": entry, "until": UNTIL + timedelta(days=9), "reason": "why"}
    scene.act(BO, extensions.propose_extension, **fields)
    assert waits(scene) == [("answer_extension", "ada", entry)]


def test_an_idea_waits_for_all_until_it_is_set_aside(scene: Scene) -> None:
    entry = thought_of(scene)
    assert waits(scene) == [("answer_idea", "bo", entry)]
    scene.act(BO, ideas.set_idea_aside, idea=entry, reason="no")
    assert waits(scene) == []


def test_a_sharing_of_value_waits_for_all(scene: Scene) -> None:
    entry = adopted(scene)
    scene.act(ADA, values.propose_value, idea=entry, what="much", portions={"ada": 50, "bo": 50})
    assert waits(scene) == [("answer_value", "bo", entry)]
