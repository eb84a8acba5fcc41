"""A principle kept is recognised, one strained is answered, and nobody judges itself or is judged unheard."""

from datetime import date, timedelta

import pytest

from paripassu.alliance import principles, table
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.files import Enclosed
from tests.alliance.principles import observing
from tests.alliance.principles.observing import TOMORROW, agreed, answer, observe, of, stands
from tests.cast import ADA, BO, CY, DAY, Scene, person, refused


@pytest.fixture
def scene() -> Scene:
    return agreed(neutral=True)


def awaited(scene: Scene, party: str) -> list[str]:
    return [
        each.what for each in table.awaiting(scene.alliance, scene.now)
        if each.party == party and each.practice == "principles"
    ]  # fmt: skip


def test_nobody_observes_its_own_party_neither_as_kept_nor_as_strained(scene: Scene) -> None:
    with refused("own_party"):
        observe(scene, of="ada", stands="kept")
    with refused("own_party"):
        observe(scene, of="ada")


def test_the_neutral_and_strangers_observe_nobody(scene: Scene) -> None:
    with refused("not_for_neutrals"):
        observe(scene, CY)
    with refused("party_unknown"):
        observe(scene, of="cy")
    with refused("party_unknown"):
        observe(scene, of="eve")


def test_only_what_is_agreed_can_be_kept_or_strained(scene: Scene) -> None:
    for unknown in ("p9", "", "c1"):
        with refused("principle_unknown"):
            observe(scene, principle=unknown)
    with refused("behaviour_unknown"):
        observe(scene, principle="p2", behaviour="b1")
    observe(scene, principle="p2", behaviour="")


def test_a_strain_needs_something_that_the_other_can_look_at(scene: Scene) -> None:
    posted = scene.post(ADA, "ada")
    with refused("evidence_missing"):
        observe(scene, evidence=" ")
    observe(scene, evidence="", about=(posted,))
    observe(scene, evidence="", enclosed=(Enclosed("log.txt", "0" * 64),))
    with refused("digest_unreadable"):
        observe(scene, enclosed=(Enclosed("log.txt", "0"),))


def test_a_file_of_an_observation_and_of_an_answer_is_open_to_all(scene: Scene) -> None:
    entry = observe(scene, enclosed=(Enclosed("log.txt", "0" * 64),))
    scene.act(
        BO,
        principles.answer,
        observation=entry,
        seen="otherwise",
        text="Look.",
        enclosed=(Enclosed("b.txt", "1" * 64),),
    )
    assert scene.alliance.files.named == {"0" * 64: {"ada"}, "1" * 64: {"bo"}}


def test_nobody_is_observed_on_a_day_to_come_or_before_it_was_agreed(scene: Scene) -> None:
    with refused("date_in_future"):
        observe(scene, on=TOMORROW)
    with refused("not_agreed_then"):
        observe(scene, on=DAY - timedelta(days=3))


def test_a_day_that_has_begun_anywhere_has_come(scene: Scene) -> None:
    scene.now = scene.now.replace(year=2028, month=2, day=28, hour=11)
    observe(scene, on=date(2028, 2, 29))  # a leap day, begun at UTC+14
    scene.now = scene.now.replace(hour=9)
    with refused("date_in_future"):
        observe(scene, on=date(2028, 2, 29))


def test_only_the_party_observed_answers(scene: Scene) -> None:
    entry = observe(scene)
    with refused("not_observed"):
        answer(scene, entry, by=ADA)
    answer(scene, entry)
    assert stands(scene, entry) == "answered"
    assert (awaited(scene, "ada"), awaited(scene, "bo")) == (["weigh"], [])


def test_the_observer_may_see_it_as_kept_after_all_and_the_words_stay(scene: Scene) -> None:
    entry = observe(scene)
    answer(scene, entry)
    scene.act(ADA, principles.restate, observation=entry, stands="kept", reason="The mail was in our spam folder.")
    assert stands(scene, entry) == "kept"
    assert of(scene, entry).fact.stands == "strained"
    with refused("seen_as_kept"):
        scene.act(ADA, principles.restate, observation=entry, stands="strained", reason="no")


def test_only_the_observer_takes_its_observation_back(scene: Scene) -> None:
    entry = observe(scene)
    answer(scene, entry)
    with refused("not_your_observation"):
        scene.act(BO, principles.withdraw, observation=entry, reason="not so")
    scene.act(ADA, principles.withdraw, observation=entry, reason="We were wrong.")
    assert stands(scene, entry) == "withdrawn"
    assert len(of(scene, entry).answers) == 1, "what the other said is still there"
    with refused("observation_closed"):
        answer(scene, entry)


def test_recognition_can_be_answered_and_taken_back(scene: Scene) -> None:
    entry = observe(scene, stands="kept")
    answer(scene, entry, "same")
    scene.act(ADA, principles.withdraw, observation=entry, reason="It was another project.")
    assert stands(scene, entry) == "withdrawn"


def test_an_observation_is_found_from_its_principle_and_from_what_it_is_about(scene: Scene) -> None:
    posted = scene.post(ADA, "ada", clauses=("p2",))
    entry = observe(scene, about=(posted,), clauses=("p1", "p2"))
    assert scene.alliance.links.of_clause("p1") == (entry,)
    assert scene.alliance.links.of_clause("p2") == (posted, entry)
    assert scene.alliance.links.of(posted) == (entry,)
    assert scene.alliance.links.clauses[entry] == ("p1", "p2")


def test_thanks_in_the_ledger_are_linked_and_not_said_twice(scene: Scene) -> None:
    from paripassu.alliance import ledger

    thanks = scene.act(ADA, ledger.appreciate, to="bo", on=DAY, what="A Saturday at our yard").index
    entry = observe(scene, stands="kept", about=(thanks,))
    assert scene.alliance.links.of(thanks) == (entry,)


def test_an_observation_stays_when_its_principle_leaves_the_text(scene: Scene) -> None:
    entry = observe(scene)
    observing.with_text(scene, observing.LOYALTY)
    assert stands(scene, entry) == "unanswered"
    with refused("principle_unknown"):
        observe(scene, on=scene.now.date())
    answer(scene, entry)


@pytest.mark.parametrize("count", [2, 3, 40])
def test_every_party_may_do_the_same_however_many_there_are(count: int) -> None:
    names = ["ada", "bo", *(f"d{number:02}" for number in range(2, count))]
    scene = agreed(names)
    for name, other in zip(names, [*names[1:], names[0]], strict=True):
        entry = observe(scene, person(name), of=other)
        answer(scene, entry, by=person(other))
        assert awaited(scene, name)[-1:] == ["weigh"]
    assert audit(scene.facts)[1] == []
    assert fold(scene.facts) == scene.alliance
