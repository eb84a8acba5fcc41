"""What became of a share: used for what and how useful, given back or deleted, and the person to ask."""

import pytest

from paripassu.alliance.exchange import shares, uses
from paripassu.alliance.parties import handovers
from paripassu.alliance.parties.handovers import Held
from tests import cast
from tests.alliance.exchanging import UNTIL, offered, reached, reads, share, shared, until
from tests.cast import ADA, BO, Scene, person, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_the_receiver_says_what_it_used_it_for_and_thinks_better_of_it(scene: Scene) -> None:
    entry = shared(scene)
    scene.act(BO, uses.state_use, share=entry, used=False, what="Not needed so far")
    scene.act(BO, uses.state_use, share=entry, used=True, what="Frames 4 to 9", usefulness=75)
    last = uses.use(share(scene, entry), "bo")
    assert last is not None
    assert (last.used, last.usefulness) == (True, 75)
    assert len(share(scene, entry).uses) == 2, "what was said before stays readable"


def test_usefulness_is_on_the_scale_or_in_words_alone(scene: Scene) -> None:
    entry = shared(scene)
    with refused("usefulness_unfit"):
        scene.act(BO, uses.state_use, share=entry, used=True, what="Frames", usefulness=60)
    with refused("usefulness_unfit"):
        scene.act(BO, uses.state_use, share=entry, used=False, what="Not at all", usefulness=0)
    with refused("text_missing"):
        scene.act(BO, uses.state_use, share=entry, used=True, what="", usefulness=50)
    scene.act(BO, uses.state_use, share=entry, used=True, what="It showed us where not to look")


def test_only_who_received_it_says_that_it_was_useful(scene: Scene) -> None:
    entry = offered(scene)
    for who in (ADA, BO):
        with refused("not_received"):
            scene.act(who, uses.state_use, share=entry, used=True, what="Frames", usefulness=100)
        with refused("not_received"):
            scene.act(who, uses.give_back, share=entry, how="deleted")


def test_after_the_terms_the_receiver_says_that_it_is_deleted(scene: Scene) -> None:
    entry = shared(scene)
    assert not shares.to_return(share(scene, entry), "bo", scene.now)
    until(scene, UNTIL, 1)
    assert shares.to_return(share(scene, entry), "bo", scene.now)
    with refused("text_missing"):
        scene.act(BO, uses.give_back, share=entry, how="kept")
    scene.act(BO, uses.give_back, share=entry, how="deleted")
    assert reached(scene, entry) == "returned"
    assert not shares.to_return(share(scene, entry), "bo", scene.now)
    with refused("given_back"):
        scene.act(BO, uses.give_back, share=entry, how="deleted")


def test_what_was_recalled_is_to_be_given_back_as_well(scene: Scene) -> None:
    entry = shared(scene)
    scene.act(ADA, shares.recall, share=entry, reason="The tests were wrong")
    assert shares.to_return(share(scene, entry), "bo", scene.now)
    scene.act(BO, uses.give_back, share=entry, how="kept", note="One copy, as the auditor must")
    assert not shares.to_return(share(scene, entry), "bo", scene.now)


def test_giving_back_early_ends_the_access(scene: Scene) -> None:
    entry = shared(scene)
    scene.act(BO, uses.give_back, share=entry, how="returned")
    assert not reads(scene, entry)
    with refused("given_back"):
        scene.act(BO, shares.accept_terms, share=entry)


def test_the_person_to_ask_is_handed_over(scene: Scene) -> None:
    scene.seat("p_ann", "ada", ADA)
    entry = shared(scene)
    assert Held("share", entry) in handovers.held(scene.alliance, ADA)
    assert Held("share", entry) in handovers.held(scene.alliance, BO)
    handover = scene.act(ADA, handovers.hand_over, person=ADA, colleague="p_ann", things=[Held("share", entry)]).index
    scene.act("p_ann", handovers.acknowledge, handover=handover)
    assert share(scene, entry).contacts == {"ada": "p_ann", "bo": BO}
    scene.act("p_ann", uses.name_contact, share=entry, person=ADA)
    assert share(scene, entry).contacts["ada"] == ADA
    with refused("contact_elsewhere"):
        scene.act(BO, uses.name_contact, share=entry, person=ADA)


def test_nobody_is_held_by_what_is_done(scene: Scene) -> None:
    entry = shared(scene)
    scene.act(ADA, shares.recall, share=entry, reason="Done")
    assert Held("share", entry) not in handovers.held(scene.alliance, ADA)


def test_who_has_nothing_to_do_with_a_share_names_nobody() -> None:
    scene = cast.agreed(("ada", "bo", "dee"))
    entry = shared(scene)
    with refused("not_in_share"):
        scene.act(person("dee"), uses.name_contact, share=entry, person=person("dee"))
