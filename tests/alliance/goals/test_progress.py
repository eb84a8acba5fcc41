"""A value counts once all the others have confirmed it; a question keeps it open and loses nothing."""

from datetime import timedelta
from decimal import Decimal

from paripassu.alliance.files import Enclosed
from paripassu.alliance.goals import progress
from tests.alliance.aiming import goal, in_force, proposed, reported
from tests.cast import ADA, BO, DAY, agreed, person, refused


def test_confirmed_by_every_other_party_it_counts() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = in_force(scene)
    index = reported(scene, entry, 10)
    scene.act(BO, progress.confirm, report=index)
    assert goal(scene, entry).latest is None
    scene.act(person("dee"), progress.confirm, report=index)
    latest = goal(scene, entry).latest
    assert latest is not None
    assert latest.index == index


def test_questioned_it_does_not_count_and_may_be_confirmed_after_all() -> None:
    scene = agreed()
    entry = in_force(scene)
    index = reported(scene, entry, 10)
    scene.act(BO, progress.question, report=index, reason="The log ends in May")
    assert goal(scene, entry).reports[index].questioned["bo"].text == "The log ends in May"
    scene.act(BO, progress.confirm, report=index)
    assert goal(scene, entry).counted()
    with refused("report_closed"):
        scene.act(BO, progress.question, report=index, reason="Again")
    with refused("report_closed"):
        scene.act(ADA, progress.withdraw, report=index, reason="Again")


def test_one_takes_back_only_ones_own_and_does_not_confirm_oneself() -> None:
    scene = agreed()
    entry = in_force(scene)
    index = reported(scene, entry, 10)
    with refused("own_report"):
        scene.act(ADA, progress.confirm, report=index)
    with refused("not_your_report"):
        scene.act(BO, progress.withdraw, report=index, reason="Wrong")
    scene.act(ADA, progress.withdraw, report=index, reason="Counted twice")
    with refused("report_closed"):
        scene.act(BO, progress.confirm, report=index)


def test_a_value_needs_a_goal_in_force_a_day_that_came_and_something_that_shows_it() -> None:
    scene = agreed()
    with refused("goal_not_agreed"):
        reported(scene, proposed(scene), 10)
    entry = in_force(scene)
    with refused("date_in_future"):
        reported(scene, entry, 10, on=DAY + timedelta(days=2))
    with refused("nothing_shows_it"):
        scene.act(ADA, progress.report_progress, goal=entry, on=DAY, measured=Decimal(1))
    with refused("number_unusable"):
        scene.act(ADA, progress.report_progress, goal=entry, on=DAY, measured=Decimal("Infinity"), evidence="x")
    file = Enclosed("log.csv", "0" * 64)
    scene.act(ADA, progress.report_progress, goal=entry, on=DAY, measured=Decimal(1), enclosed=[file])
    assert scene.alliance.files.named[file.digest] == {"ada"}
