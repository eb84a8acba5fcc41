"""Bodies: set up jointly, filled by each side alone, quorate only across the table."""

from typing import Any

import pytest

from paripassu.alliance import parties
from paripassu.alliance.parties import bodies
from paripassu.alliance.parties.arrangements import over_what_stands
from paripassu.alliance.parties.bodies import BodyDissolved, BodySet
from tests import cast
from tests.alliance.arranging import arrange, propose, steering
from tests.cast import ADA, BO, CY, Scene, refused


@pytest.fixture
def scene() -> Scene:
    """Three partners and the neutral; two more people of Ada's, one more of Bo's."""
    made = cast.agreed(cast.partner_ids(3), neutral=True)
    for who, party, inviter in [("p_alf", "ada", ADA), ("p_ann", "ada", ADA), ("p_ben", "bo", BO)]:
        made.seat(who, party, inviter, role="member")
    return made


def people(scene: Scene, body: int) -> list[str]:
    return [seat.person for seat in bodies.members(scene.alliance, body)]


def test_each_side_names_its_members_and_the_body_knows_its_quorum(scene: Scene) -> None:
    body = arrange(scene, ADA, steering("ada", "bo", "d02"))
    scene.act(ADA, bodies.name_members, body=body, members=[ADA, "p_alf"], observers=["p_ann"])
    scene.act(BO, bodies.name_members, body=body, members=[BO])
    assert people(scene, body) == ["p_ada", "p_alf", "p_bo"]
    assert [seat.person for seat in bodies.observers(scene.alliance, body)] == ["p_ann"]
    assert [finding.message for finding in bodies.findings(scene.alliance)] == [
        "D02 Ltd has no member in “Steering committee”."
    ]
    assert bodies.quorum(scene.alliance, body) == 2
    assert bodies.quorate(scene.alliance, body, {ADA, BO})
    assert not bodies.quorate(scene.alliance, body, {ADA, "p_alf"}), "one party alone is no quorum"
    assert not bodies.quorate(scene.alliance, body, {BO, "p_ann", "p_eve"}), "observers and strangers do not count"


@pytest.mark.parametrize(
    ("quorum", "count", "least"),
    [("all", 5, 5), ("two_thirds", 5, 4), ("two_thirds", 6, 4), ("majority", 4, 3), ("majority", 5, 3)],
)
def test_the_quorum_of_so_many(quorum: str, count: int, least: int) -> None:
    names = cast.partner_ids(count)
    scene = cast.agreed(names)
    body = arrange(scene, ADA, steering(*names, quorum=quorum))
    for name in names:
        scene.act(cast.person(name), bodies.name_members, body=body, members=[cast.person(name)])
    assert bodies.quorum(scene.alliance, body) == least


def test_nobody_names_the_people_of_another_side(scene: Scene) -> None:
    body = arrange(scene, ADA, steering("ada", "bo"))
    with refused("not_your_side"):
        scene.act(ADA, bodies.name_members, body=body, members=[BO])
    with refused("observes_only"):
        scene.act("p_d02", bodies.name_members, body=body, members=["p_d02"])
    scene.act("p_d02", bodies.name_members, body=body, observers=["p_d02"])
    scene.act(CY, bodies.name_members, body=body, observers=[CY])
    assert people(scene, body) == []


def test_a_side_has_no_more_members_than_the_others_may_have(scene: Scene) -> None:
    body = arrange(scene, ADA, steering("ada", "bo", seats=1))
    with refused("body_full"):
        scene.act(ADA, bodies.name_members, body=body, members=[ADA, "p_alf"])
    with refused("named_twice"):
        scene.act(ADA, bodies.name_members, body=body, members=[ADA], observers=[ADA])
    with refused("not_for_this_role"):
        scene.act("p_alf", bodies.name_members, body=body, members=["p_alf"])


def test_who_leaves_the_seat_votes_no_more(scene: Scene) -> None:
    body = arrange(scene, ADA, steering("ada", "bo"))
    scene.act(ADA, bodies.name_members, body=body, members=[ADA, "p_alf"])
    scene.act("p_alf", parties.leave_seat, person="p_alf")
    assert people(scene, body) == [ADA]


def test_a_body_is_changed_and_dissolved_like_it_was_set_up(scene: Scene) -> None:
    body = arrange(scene, ADA, steering("ada", "bo"))
    scene.act(BO, bodies.name_members, body=body, members=[BO])
    other = BodySet(steering("ada", "d02", notice=14).terms, body)
    with refused("body_changed"):
        propose(scene, BO, other)
    since = arrange(scene, BO, over_what_stands(scene.alliance, other))
    found = bodies.body(scene.alliance, body)
    assert (found.terms.notice, found.since, len(found.earlier), people(scene, body)) == (14, since, 1, [])
    arrange(scene, BO, BodyDissolved(body))
    with refused("body_unknown"):
        bodies.members(scene.alliance, body)
    assert scene.alliance.bodies.standing == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "text_missing"),
        ({"purpose": ""}, "text_missing"),
        ({"parties": ("ada",)}, "body_sides"),
        ({"parties": ("ada", "ada")}, "body_sides"),
        ({"parties": ("ada", "cy")}, "body_sides"),
        ({"seats": 0}, "body_seats"),
        ({"notice": -1}, "body_notice"),
    ],
)
def test_a_body_that_cannot_work_is_refused(scene: Scene, changes: dict[str, Any], code: str) -> None:
    with refused(code):
        propose(scene, ADA, steering(**changes))


def test_two_bodies_do_not_share_a_name(scene: Scene) -> None:
    arrange(scene, ADA, steering("ada", "bo"))
    with refused("body_twice"):
        propose(scene, BO, steering("ada", "bo", name="steering COMMITTEE"))
