"""A proposal knows who was heard, what is open, and when nothing more can be said to it."""

from datetime import UTC, date, datetime, timedelta

from paripassu.alliance.days import over
from paripassu.alliance.decisions import objections
from paripassu.alliance.decisions.proposals import ended
from tests.alliance.deciding import CLOSES, on, proposal, proposed
from tests.cast import ADA, BO, Scene


def test_a_day_has_ended_when_it_is_over_in_the_last_place_on_earth() -> None:
    leap = date(2028, 2, 29)
    assert ended(leap) == datetime(2028, 3, 1, 12, tzinfo=UTC)
    assert over(leap, ended(leap))
    assert not over(leap, ended(leap) - timedelta(microseconds=1))


def test_nothing_is_closed_while_the_last_day_goes_on_somewhere(scene: Scene) -> None:
    index = proposed(scene)
    scene.now = datetime(2026, 1, 21, 11, 58, tzinfo=UTC)
    scene.act(BO, objections.react, proposal=index, text="It is still the 20th where I am.")
    assert not proposal(scene, index).closed(scene.now)
    assert proposal(scene, index).closed(ended(CLOSES))


def test_who_has_said_anything_was_heard(scene: Scene) -> None:
    index = proposed(scene)
    assert proposal(scene, index).heard == {"ada"}
    question = scene.act(BO, objections.ask, proposal=index, text="What does it cost?").index
    assert proposal(scene, index).heard == {"ada", "bo"}
    assert [each.asked.text for each in proposal(scene, index).unanswered] == ["What does it cost?"]
    scene.act(ADA, objections.answer, question=question, text="Two million.")
    assert proposal(scene, index).unanswered == []
    said = sorted(one.text for one in proposal(scene, index).everything_said())
    assert said == ["", "Two million.", "What does it cost?"]
    on(scene, CLOSES)
