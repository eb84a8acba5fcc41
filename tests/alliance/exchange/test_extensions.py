"""Longer terms: they hold for a receiver once it and the giver have agreed, and for nobody else."""

from datetime import timedelta

import pytest

from paripassu.alliance.exchange import extensions, shares
from tests import cast
from tests.alliance.exchanging import UNTIL, offered, reads, share, shared, until
from tests.cast import ADA, BO, Scene, person, refused

THREE = ("ada", "bo", "dee")


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_longer_terms_hold_once_the_giver_and_the_receiver_agree() -> None:
    scene = cast.agreed(THREE)
    entry = shared(scene, open_to=("bo", "dee"))
    later = UNTIL + timedelta(days=90)
    fields = {"share": entry, "until": later, "reason": "The frames are late"}
    with refused("not_longer"):
        scene.act(BO, extensions.propose_extension, **(fields | {"until": UNTIL}))
    proposed = scene.act(BO, extensions.propose_extension, **fields).index
    until(scene, UNTIL, 1)
    assert not reads(scene, entry), "the receiver alone lengthens nothing"
    scene.act(ADA, extensions.agree_extension, extension=proposed)
    assert reads(scene, entry, "bo")
    assert not reads(scene, entry, "dee"), "who has not agreed is bound to the terms it accepted"
    scene.act(person("dee"), extensions.agree_extension, extension=proposed)
    assert reads(scene, entry, "dee")
    until(scene, later, 1)
    assert not reads(scene, entry, "bo")


def test_longer_terms_are_declined_agreed_after_all_and_not_undone(scene: Scene) -> None:
    entry = shared(scene)
    later = UNTIL + timedelta(days=30)
    proposed = scene.act(BO, extensions.propose_extension, share=entry, until=later, reason="We are late").index
    scene.act(ADA, extensions.decline_extension, extension=proposed, reason="Not before the tests are done")
    assert extensions.missing(share(scene, entry), share(scene, entry).extensions[0], scene.now) == ()
    assert share(scene, entry).until("bo") == UNTIL
    scene.act(ADA, extensions.agree_extension, extension=proposed)
    assert share(scene, entry).until("bo") == later
    with refused("already_agreed"):
        scene.act(ADA, extensions.decline_extension, extension=proposed, reason="no")
    with refused("already_agreed"):
        scene.act(BO, extensions.decline_extension, extension=proposed, reason="no")


def test_a_proposal_of_longer_terms_is_taken_back(scene: Scene) -> None:
    entry = shared(scene)
    later = UNTIL + timedelta(days=30)
    proposed = scene.act(BO, extensions.propose_extension, share=entry, until=later, reason="We are late").index
    scene.act(BO, extensions.decline_extension, extension=proposed, reason="Not needed")
    with refused("extension_closed"):
        scene.act(ADA, extensions.agree_extension, extension=proposed)


def test_longer_terms_need_somebody_who_took_the_offer() -> None:
    scene = cast.agreed(THREE)
    entry = offered(scene)
    fields = {"share": entry, "until": UNTIL + timedelta(days=9), "reason": "why"}
    with refused("nobody_took_it"):
        scene.act(ADA, extensions.propose_extension, **fields)
    scene.act(BO, shares.accept_terms, share=entry)
    with refused("not_in_share"):
        scene.act(person("dee"), extensions.propose_extension, **fields)
