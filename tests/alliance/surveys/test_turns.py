"""What waits in surveys waits for parties: it never tells who has answered."""

from datetime import timedelta

from paripassu.alliance.surveys.turns import agenda, awaiting, coming
from paripassu.alliance.surveys.waves import state_no_action
from tests.alliance.surveying import closed, in_force, opened, proposed, staffed
from tests.cast import Scene, person


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in awaiting(scene.alliance, party, "", scene.now)]


def test_a_proposal_waits_for_the_others() -> None:
    scene = staffed(ada=3, bo=3)
    proposed(scene)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], ["agree"])


def test_an_open_wave_waits_for_every_party_alike_until_it_can_be_counted() -> None:
    scene = staffed(ada=3, bo=3)
    wave = opened(scene, in_force(scene))
    assert waits(scene, "ada") == waits(scene, "bo") == ["answer"]
    assert [each.on for each in coming(scene.alliance, scene.now)] == [wave.fact.until]
    scene.now += timedelta(days=17)
    assert waits(scene, "ada") == waits(scene, "bo") == ["count"]
    assert coming(scene.alliance, scene.now) == []
    closed(scene, wave, {"ada": 1})
    assert waits(scene, "ada") == waits(scene, "bo") == ["act"]


def test_an_agenda_has_what_waits_for_a_word_and_not_that_people_still_answer() -> None:
    scene = staffed(ada=3, bo=3)
    survey = proposed(scene)
    assert list(agenda(scene.alliance, scene.now)) == [survey]
    wave = opened(scene, in_force(scene))
    assert list(agenda(scene.alliance, scene.now)) == [survey]
    scene.now += timedelta(days=17)
    assert list(agenda(scene.alliance, scene.now)) == [survey, wave.index]
    closed(scene, wave, {"ada": 1})
    assert list(agenda(scene.alliance, scene.now)) == [survey, wave.index]
    for party in ("ada", "bo"):
        scene.act(person(party), state_no_action, wave=wave.index, because="Too few said anything.")
    assert list(agenda(scene.alliance, scene.now)) == [survey]
