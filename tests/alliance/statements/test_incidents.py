"""A trust incident: raised, answered, repaired, looked at again, and closed by both; neither does it alone."""

from datetime import date
from typing import Any

import pytest

from paripassu.alliance.alliance import audit
from paripassu.alliance.statements import incidents, repairs
from paripassu.alliance.table import awaiting, coming
from tests import cast
from tests.alliance.promising import until
from tests.alliance.stating import DUE, found, incident_status, pledged, raised, repaired, stated
from tests.cast import ADA, BO, CY, DAY, Scene, person, refused

FOLLOW_UP = DUE + repairs.USUAL_FOLLOW_UP


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


def waits(scene: Scene) -> list[tuple[str, str]]:
    """What of this practice waits for whom."""
    return [(each.party, each.what) for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]


def answer(scene: Scene, incident: int, view: str = "acknowledged", party: str = "ada") -> None:
    scene.act(person(party), incidents.answer, incident=incident, view=view, text="We should have called you")


def close(scene: Scene, incident: int, party: str) -> None:
    scene.act(person(party), incidents.close, incident=incident, text="We talk every week now")


def test_a_matter_goes_from_hurt_to_closed_by_both(scene: Scene) -> None:
    about = stated(scene)
    entry = raised(scene, about=[about])
    assert scene.alliance.links.of(about) == (entry,)
    assert (incident_status(scene, entry), waits(scene)) == ("raised", [("ada", "answer_incident")])
    answer(scene, entry)
    assert (incident_status(scene, entry), waits(scene)) == ("acknowledged", [("ada", "pledge")])
    pledge = pledged(scene, entry)
    assert (incident_status(scene, entry), waits(scene)) == ("pledged", [("bo", "answer_pledge")])
    scene.act(BO, repairs.accept, pledge=pledge)
    assert (incident_status(scene, entry), waits(scene)) == ("under_way", [("ada", "repair")])
    until(scene, FOLLOW_UP)
    assert incident_status(scene, entry) == "to_follow_up"
    assert [each for each in waits(scene) if each[1] == "follow_up"] == [("ada", "follow_up"), ("bo", "follow_up")]
    found(scene, pledge, "ada")
    found(scene, pledge, "bo")
    assert incident_status(scene, entry) == "held"
    close(scene, entry, "ada")
    assert [each for each in waits(scene) if each[1] == "close"] == [("bo", "close")]
    close(scene, entry, "bo")
    assert incident_status(scene, entry) == "closed"
    with refused("incident_over"):
        answer(scene, entry)
    assert audit(scene.facts)[1] == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"concerns": "bo"}, "concerns_nobody"),
        ({"concerns": "cy"}, "concerns_nobody"),
        ({"concerns": "p_ada"}, "concerns_nobody"),
        ({"what": ""}, "text_missing"),
        ({"effect": " "}, "text_missing"),
        ({"on": date(2026, 1, 7)}, "not_happened"),
        ({"about": [999]}, "thing_unknown"),
    ],
)
def test_an_incident_concerns_another_partner_and_has_happened(fields: dict[str, Any], code: str) -> None:
    scene = cast.agreed(neutral=True)
    with refused(code):
        raised(scene, **fields)
    with refused("not_for_this_role"):
        scene.act(CY, incidents.raise_incident, concerns="ada", what="x", effect="x", on=DAY)


def test_each_says_its_own_side_only() -> None:
    scene = cast.agreed(("ada", "bo", "dee"))
    entry = raised(scene)
    with refused("not_concerned"):
        answer(scene, entry, party="bo")
    with refused("not_concerned"):
        pledged(scene, entry, "dee")
    with refused("not_raised_by_you"):
        scene.act(ADA, incidents.withdraw, incident=entry, reason="It was nothing")
    with refused("not_between_you"):
        close(scene, entry, "dee")
    pledge = pledged(scene, entry)
    with refused("not_raised_by_you"):
        scene.act(ADA, repairs.accept, pledge=pledge)
    scene.act(BO, repairs.accept, pledge=pledge)
    with refused("not_between_you"):
        found(scene, pledge, "dee")


def test_nobody_closes_it_before_saying_whether_the_pledge_held(scene: Scene) -> None:
    entry = raised(scene)
    pledge = pledged(scene, entry)
    with refused("pledge_waits"):
        close(scene, entry, "bo")
    scene.act(BO, repairs.accept, pledge=pledge)
    with refused("not_followed_up"):
        close(scene, entry, "bo")
    found(scene, pledge, "bo")
    close(scene, entry, "bo")
    with refused("closing_already"):
        close(scene, entry, "bo")
    assert incident_status(scene, entry) == "to_follow_up"


def test_a_word_to_close_can_be_taken_back_until_both_have_said_it(scene: Scene) -> None:
    entry = raised(scene)
    close(scene, entry, "bo")
    with refused("not_closing"):
        scene.act(ADA, incidents.withdraw_closing, incident=entry, reason="x")
    scene.act(BO, incidents.withdraw_closing, incident=entry, reason="It happened again")
    close(scene, entry, "ada")
    assert incident_status(scene, entry) == "raised"
    close(scene, entry, "bo")
    assert incident_status(scene, entry) == "closed"


def test_taken_back_it_waits_for_nobody(scene: Scene) -> None:
    entry = raised(scene)
    repaired(scene, entry)
    scene.act(BO, incidents.withdraw, incident=entry, reason="We had misread the mail")
    assert (incident_status(scene, entry), waits(scene)) == ("withdrawn", [])
    assert not [each for each in coming(scene.alliance, scene.now) if each.practice == "statements"]


def test_raised_either_way_it_goes_the_same_way() -> None:
    for raiser, other in (("ada", "bo"), ("bo", "ada")):
        scene = cast.agreed()
        entry = raised(scene, raiser, other)
        answer(scene, entry, party=other)
        pledge = pledged(scene, entry, other)
        scene.act(person(raiser), repairs.accept, pledge=pledge)
        for party in (raiser, other):
            found(scene, pledge, party)
            close(scene, entry, party)
        assert incident_status(scene, entry) == "closed"
