"""Who listens to concerns: agreed by all with their keys, never somebody of the party that a concern is about."""

from typing import Any

import pytest

from paripassu.alliance import concerns, parties
from paripassu.alliance.concerns import Confidant, ConfidantsNamed, confidants
from paripassu.alliance.conflicts import raising
from paripassu.alliance.parties import arrangements
from tests import cast
from tests.cast import ADA, BO, CY, Scene, person, refused

KEY = {"ada": "a1" * 32, "bo": "b0" * 32, "cy": "c1" * 32}


@pytest.fixture
def scene() -> Scene:
    scene = cast.agreed(neutral=True)
    for party, key in KEY.items():
        scene.act(person(party), concerns.make_key, public_key=key)
    return scene


def named(*people_of: str, **more: Any) -> ConfidantsNamed:
    return ConfidantsNamed(tuple(Confidant(person(party), KEY[party]) for party in people_of), **more)


def agreed(scene: Scene, matter: ConfidantsNamed) -> int:
    matter = concerns.over_what_stands(scene.alliance, matter)
    entry = scene.act(ADA, arrangements.propose, matter=matter, why="So that everybody can speak").index
    scene.act(BO, arrangements.agree, arrangement=entry)
    return entry


def people(scene: Scene, *without: str) -> set[str]:
    return {each.person for each in confidants(scene.alliance, without)}


def test_nobody_listens_before_all_partners_have_agreed(scene: Scene) -> None:
    entry = scene.act(ADA, arrangements.propose, matter=named("ada", "bo", "cy"), why="why").index
    assert not people(scene)
    scene.act(BO, arrangements.agree, arrangement=entry)
    assert people(scene) == {ADA, BO, CY}


def test_nobody_of_a_party_that_it_is_about_is_left_to_write_to(scene: Scene) -> None:
    agreed(scene, named("ada", "bo", "cy"))
    assert people(scene, "ada") == {BO, CY}
    assert people(scene, "bo") == {ADA, CY}
    assert people(scene, "ada", "bo") == {CY}


def test_a_list_that_leaves_nobody_to_write_to_about_a_party_is_refused(scene: Scene) -> None:
    for party in ("ada", "bo"):
        with refused("no_way_past"):
            scene.act(person(party), arrangements.propose, matter=named(party), why="why")
    agreed(scene, named("cy"))


def test_a_key_that_its_person_did_not_make_is_never_agreed_to(scene: Scene) -> None:
    forged = ConfidantsNamed((Confidant(BO, "ee" * 32), Confidant(CY, KEY["cy"])))
    with refused("confidant_without_key"):
        scene.act(ADA, arrangements.propose, matter=forged, why="why")


def test_a_new_key_is_used_once_all_have_agreed_to_it(scene: Scene) -> None:
    agreed(scene, named("bo", "cy"))
    scene.act(CY, concerns.make_key, public_key="d2" * 32)
    assert KEY["cy"] in {each.public_key for each in confidants(scene.alliance)}
    newer = ConfidantsNamed((Confidant(BO, KEY["bo"]), Confidant(CY, "d2" * 32)))
    agreed(scene, newer)
    assert {each.public_key for each in confidants(scene.alliance)} == {KEY["bo"], "d2" * 32}


def test_a_key_that_changed_between_proposal_and_agreement_stops_the_list(scene: Scene) -> None:
    entry = scene.act(ADA, arrangements.propose, matter=named("bo", "cy"), why="why").index
    scene.act(CY, concerns.make_key, public_key="d2" * 32)
    with refused("confidant_without_key"):
        scene.act(BO, arrangements.agree, arrangement=entry)


def test_who_has_left_listens_no_more(scene: Scene) -> None:
    scene.seat("amy", "ada", ADA, role="member")
    scene.act("amy", concerns.make_key, public_key="a2" * 32)
    agreed(scene, ConfidantsNamed((Confidant("amy", "a2" * 32), Confidant(CY, KEY["cy"]))))
    assert people(scene) == {"amy", CY}
    scene.act(ADA, parties.leave_seat, person="amy")
    assert people(scene) == {CY}


@pytest.mark.parametrize(("changes", "code"), [
    ({"acknowledge_days": 8}, "clock_too_slow"), ({"answer_months": 4}, "clock_too_slow"),
    ({"answer_months": 0}, "clock_too_slow"), ({"replaces": 3}, "list_moved"),
])  # fmt: skip
def test_slower_clocks_and_other_lists_are_refused(scene: Scene, changes: dict[str, Any], code: str) -> None:
    with refused(code):
        scene.act(ADA, arrangements.propose, matter=named("bo", "cy", **changes), why="why")


def test_two_of_one_person_and_nobody_are_no_list(scene: Scene) -> None:
    for matter in (named(), named("cy", "cy")):
        with refused("list_unfit"):
            scene.act(ADA, arrangements.propose, matter=matter, why="why")


def test_only_a_confidant_notes_that_there_is_a_concern_and_only_once(scene: Scene) -> None:
    agreed(scene, named("bo", "cy"))
    with refused("no_confidant"):
        scene.act(ADA, concerns.show_concern, digest="0f" * 32)
    scene.act(CY, concerns.show_concern, digest="0f" * 32)
    with refused("concern_shown"):
        scene.act(BO, concerns.show_concern, digest="0f" * 32)
    with refused("not_32_bytes"):
        scene.act(BO, concerns.show_concern, digest="what she said")


def test_a_key_of_another_person_is_not_taken(scene: Scene) -> None:
    with refused("key_taken"):
        scene.act(ADA, concerns.make_key, public_key=KEY["cy"])


def test_what_came_of_a_concern_is_a_warning_or_a_change_and_shown_once(scene: Scene) -> None:
    agreed(scene, named("bo", "cy"))
    fields = {"title": "Nights", "what": "One engineer", "effect": "Late checks", "between": ("ada", "bo")}
    matter = scene.act(BO, raising.raise_matter, **fields).index
    for entry in (0, 999, scene.alliance.concerns.lists[0].index):
        with refused("nothing_came_of_it"):
            scene.act(CY, concerns.show_concern, digest="0f" * 32, about=entry)
    scene.act(CY, concerns.show_concern, digest="0f" * 32)
    shown = scene.act(CY, concerns.show_concern, digest="0f" * 32, about=matter).index
    assert scene.alliance.links.of(matter) == (shown,)
    with refused("concern_shown"):
        scene.act(CY, concerns.show_concern, digest="0f" * 32, about=matter)
