"""What waits for whom among statements and incidents, and which days come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paripassu.alliance import checkins
from paripassu.alliance.checkins import agenda
from paripassu.alliance.parties import membership
from paripassu.alliance.statements import repairs
from paripassu.alliance.table import awaiting, coming
from tests import cast
from tests.alliance.promising import until
from tests.alliance.stating import (
    DUE,
    assessed,
    contest,
    incident_status,
    raised,
    repaired,
    stated,
)
from tests.cast import ADA, Scene, refused


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


FOLLOW_UP = DUE + repairs.USUAL_FOLLOW_UP


def waits(scene: Scene) -> list[tuple[str, str]]:
    """What of this practice waits for whom."""
    return [(each.party, each.what) for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]


def test_what_nobody_has_checked_waits_for_every_partner(scene: Scene) -> None:
    entry = stated(scene)
    until(scene, DUE, days=2)
    waits = [each for each in awaiting(scene.alliance, scene.now) if each.practice == "statements"]
    assert [(each.party, each.what, each.entry) for each in waits] == [("ada", "check", entry), ("bo", "check", entry)]
    assert {each.since for each in waits} == {datetime(2026, 2, 3, 12, tzinfo=UTC)}


def test_the_days_of_a_pledge_come_up_for_everybody(scene: Scene) -> None:
    entry = raised(scene)
    repaired(scene, entry)
    days = [(each.what, each.on) for each in coming(scene.alliance, scene.now) if each.practice == "statements"]
    assert days == [("repair", DUE), ("follow_up", FOLLOW_UP)]
    until(scene, DUE, days=2)
    days = [(each.what, each.on) for each in coming(scene.alliance, scene.now) if each.practice == "statements"]
    assert days == [("follow_up", FOLLOW_UP)]
    assert incident_status(scene, entry) == "late"


def test_it_rests_when_one_of_the_two_has_left() -> None:
    scene = cast.agreed(("ada", "bo", "dee"))
    entry = raised(scene)
    leave = scene.now.date() + timedelta(days=31)
    scene.act(ADA, membership.announce_leave, on=leave, reason="We sell the yard")
    until(scene, leave, days=3)
    raised(scene, "dee", "bo")
    assert incident_status(scene, entry) == "rests"
    with refused("concerns_nobody"):
        raised(scene)
    assert waits(scene) == [("bo", "answer_incident")]


def test_what_is_to_be_checked_and_what_is_not_closed_comes_on_the_agenda(scene: Scene) -> None:
    early, late = stated(scene), stated(scene, due=date(2026, 6, 1))
    said, incident = assessed(scene, late), raised(scene)
    contest(scene, said)
    until(scene, DUE, days=2)
    index = scene.act(ADA, checkins.call, on=date(2026, 3, 2)).index
    items = agenda.agenda(scene.alliance, scene.alliance.checkins.checkin(index), scene.now)
    found = {item.kind: item.entries for item in items}
    assert found["statements"] == (early, late)
    assert found["incidents"] == (incident,)
