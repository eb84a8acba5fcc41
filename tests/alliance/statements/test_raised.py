"""Where an incident stands follows from what was said and from the days; nobody enters it."""

from datetime import timedelta

import pytest

from paripassu.alliance.days import ended
from paripassu.alliance.statements import incidents
from paripassu.alliance.statements.raised import unanswered
from tests import cast
from tests.alliance.stating import (
    incident_status,
    raised,
)
from tests.cast import Scene, person


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


def answer(scene: Scene, incident: int, view: str = "acknowledged", party: str = "ada") -> None:
    scene.act(person(party), incidents.answer, incident=incident, view=view, text="We should have called you")


def test_an_answer_can_be_changed_and_the_earlier_one_stays(scene: Scene) -> None:
    entry = raised(scene)
    answer(scene, entry, "otherwise")
    answer(scene, entry)
    assert incident_status(scene, entry) == "acknowledged"
    assert [each.view for each in incidents.incident_at(scene.alliance, entry).answers] == ["otherwise", "acknowledged"]


def test_no_answer_within_the_clock_is_shown(scene: Scene) -> None:
    entry = raised(scene)
    incident = incidents.incident_at(scene.alliance, entry)
    end = ended(incident.answer_by)
    assert (unanswered(incident, end - timedelta(seconds=1)), unanswered(incident, end)) == (False, True)
    answer(scene, entry)
    assert not unanswered(incident, end)
