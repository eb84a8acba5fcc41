"""Ideas: built on by others, adopted by all or by a decision, set aside and revived, their value shared by all."""

from datetime import timedelta

import pytest

from paripassu.alliance import decisions
from paripassu.alliance.decisions import objections
from paripassu.alliance.exchange import ideas
from paripassu.alliance.parties import arrangements
from paripassu.alliance.parties.membership import Suspension
from tests import cast
from tests.alliance.exchanging import idea, thought_of
from tests.cast import ADA, BO, Scene, person, refused

THREE = ("ada", "bo", "dee")


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_an_idea_is_adopted_when_all_say_yes_to_it(scene: Scene) -> None:
    entry = thought_of(scene)
    with refused("already_agreed"):
        scene.act(ADA, ideas.agree_idea, idea=entry)
    assert idea(scene, entry).status == "open"
    scene.act(BO, ideas.agree_idea, idea=entry)
    assert idea(scene, entry).status == "adopted"
    with refused("idea_adopted"):
        scene.act(BO, ideas.build_on, idea=entry, text="And a second one")


def test_building_on_an_idea_asks_the_others_about_the_whole() -> None:
    scene = cast.agreed(THREE)
    entry = thought_of(scene)
    scene.act(BO, ideas.build_on, idea=entry, text="By the tide")
    scene.act(person("dee"), ideas.agree_idea, idea=entry)
    assert ideas.missing(scene.alliance, idea(scene, entry)) == ("ada",)
    assert idea(scene, entry).status == "open", "whoever began it has not said yes to what was added"
    scene.act(ADA, ideas.agree_idea, idea=entry)
    assert idea(scene, entry).status == "adopted"
    assert [built.party for built in idea(scene, entry).chain] == ["ada", "bo"]


def test_nobody_says_yes_to_what_they_have_not_read(scene: Scene) -> None:
    entry = thought_of(scene)
    scene.act(ADA, ideas.build_on, idea=entry, text="By the tide")
    with refused("idea_moved"):
        scene.act(BO, ideas.agree_idea, idea=entry, last=entry)
    assert idea(scene, entry).status == "open"


def test_set_aside_with_a_reason_and_revived_with_another() -> None:
    scene = cast.agreed(THREE)
    entry = thought_of(scene)
    scene.act(person("dee"), ideas.agree_idea, idea=entry)
    scene.act(BO, ideas.set_idea_aside, idea=entry, reason="No barge is free")
    assert idea(scene, entry).status == "set_aside"
    scene.act(ADA, ideas.revive, idea=entry, reason="A barge is free from May")
    assert idea(scene, entry).status == "open"
    assert ideas.missing(scene.alliance, idea(scene, entry)) == ("bo", "dee"), "all are asked anew"
    assert idea(scene, entry).rounds[0].set_aside["bo"].text == "No barge is free"
    with refused("not_set_aside"):
        scene.act(ADA, ideas.revive, idea=entry, reason="again")


def test_who_set_it_aside_changes_its_mind(scene: Scene) -> None:
    entry = thought_of(scene)
    scene.act(BO, ideas.set_idea_aside, idea=entry, reason="Not now")
    scene.act(BO, ideas.agree_idea, idea=entry)
    assert idea(scene, entry).status == "adopted"


def decided(scene: Scene, about: tuple[int, ...], title: str = "Adopt the idea") -> int:
    """A proposal about something to which all have said yes."""
    fields = {"text": "As it stands", "reasons": "It pays", "method": "consensus"}
    closes = scene.now.date() + timedelta(days=14)
    entry = scene.act(ADA, decisions.propose, title=title, closes=closes, about=about, **fields).index
    scene.act(BO, objections.agree, proposal=entry)
    return entry


def test_a_decision_adopts_an_idea_once_two_parties_have_said_so(scene: Scene) -> None:
    entry = thought_of(scene)
    scene.act(BO, ideas.set_idea_aside, idea=entry, reason="Let all decide")
    decision = decided(scene, (entry,))
    scene.act(ADA, ideas.state_adoption, idea=entry, decision=decision)
    assert idea(scene, entry).status == "set_aside", "nobody reads that into a decision alone"
    with refused("already_agreed"):
        scene.act(ADA, ideas.state_adoption, idea=entry, decision=decision)
    scene.act(BO, ideas.state_adoption, idea=entry, decision=decision)
    assert idea(scene, entry).status == "adopted"
    assert idea(scene, entry).by_decision == decision


def test_a_decision_about_something_else_adopts_nothing(scene: Scene) -> None:
    entry = thought_of(scene)
    with refused("decision_elsewhere"):
        scene.act(ADA, ideas.state_adoption, idea=entry, decision=decided(scene, ()))


def test_a_proposal_that_is_not_decided_adopts_nothing(scene: Scene) -> None:
    entry = thought_of(scene)
    fields = {"title": "Adopt", "text": "As it stands", "reasons": "It pays", "method": "consensus"}
    closes = scene.now.date() + timedelta(days=14)
    decision = scene.act(ADA, decisions.propose, closes=closes, about=(entry,), **fields).index
    with refused("not_decided"):
        scene.act(ADA, ideas.state_adoption, idea=entry, decision=decision)


def test_an_idea_waits_for_nobody_whose_voice_rests() -> None:
    scene = cast.agreed(THREE)
    entry = thought_of(scene)
    scene.act(BO, ideas.agree_idea, idea=entry)
    matter = scene.act(ADA, arrangements.propose, matter=Suspension("dee"), why="It has not answered").index
    scene.act(BO, arrangements.agree, arrangement=matter)
    assert idea(scene, entry).status == "adopted"


@pytest.mark.parametrize("count", [2, 3, 40])
def test_every_party_has_to_say_yes_however_many_there_are(count: int) -> None:
    parties = cast.partner_ids(count)
    scene = cast.agreed(parties)
    entry = thought_of(scene, parties[-1])
    for party in parties[:-2]:
        scene.act(person(party), ideas.agree_idea, idea=entry)
    assert idea(scene, entry).status == "open"
    scene.act(person(parties[-2]), ideas.agree_idea, idea=entry)
    assert idea(scene, entry).status == "adopted"
