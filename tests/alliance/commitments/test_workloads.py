"""What commitments ask of each party now: what waits, what comes, and what each one carries."""

from datetime import timedelta

from paripassu.alliance import commitments, table
from paripassu.alliance.commitments import breaches, deliveries
from paripassu.alliance.commitments.workloads import awaiting, coming, workloads
from tests import cast
from tests.alliance.promising import DUE, agreed, delivered, later, promised, until
from tests.cast import ADA, BO, Scene


def waits(scene: Scene, party: str) -> list[tuple[str, int]]:
    return [(each.what, each.entry) for each in awaiting(scene.alliance, party, "", scene.now)]


def test_what_waits_goes_from_court_to_court(scene: Scene) -> None:
    entry = promised(scene)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], [("agree", entry)])
    scene.act(BO, commitments.decline, entry=entry, reason="too late")
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([("declined", entry)], [])
    scene.act(BO, commitments.agree, entries=[entry])
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], [])
    until(scene, DUE, days=-10)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([("deliver", entry)], [])
    delivery = delivered(scene, entry)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], [("accept", entry)])
    scene.act(BO, deliveries.return_delivery, delivery=delivery, reason="empty")
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([("returned", entry)], [])
    until(scene, DUE, days=3)
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([("late", entry)], [])
    notice = scene.act(BO, breaches.give_notice, entry=entry, due=DUE, reason="late").index
    assert waits(scene, "ada") == [("late", entry), ("cure", entry)]
    scene.act(ADA, breaches.state_cure, notice=notice, evidence="done")
    assert waits(scene, "bo") == [("judge_cure", entry)]
    scene.act(BO, breaches.accept_cure, notice=notice)
    scene.act(ADA, deliveries.block, entry=entry, blocker="bo", reason="survey")
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], [("unblock", entry)])


def test_what_waits_has_waited_since_then_and_is_due_by_then(scene: Scene) -> None:
    entry = agreed(scene)
    until(scene, DUE, days=3)
    [late] = awaiting(scene.alliance, "ada", "", scene.now)
    assert (late.entry, late.due, late.since.isoformat()) == (entry, DUE, "2026-02-03T12:00:00+00:00")
    assert late in table.awaiting(scene.alliance, scene.now)
    assert late in table.awaiting_person(scene.alliance, ADA, scene.now)
    assert late not in table.awaiting_person(scene.alliance, BO, scene.now)


def test_what_comes_next_is_the_next_day_of_each(scene: Scene) -> None:
    entry = agreed(scene, recurrence="FREQ=WEEKLY;COUNT=3")
    assert [(each.entry, each.on) for each in coming(scene.alliance, scene.now)] == [(entry, DUE)]
    until(scene, DUE, days=1)
    assert [each.on for each in coming(scene.alliance, scene.now)] == [DUE + timedelta(days=7)]
    scene.act(BO, breaches.give_notice, entry=entry, due=DUE, reason="late")
    assert [each.what for each in coming(scene.alliance, scene.now)] == ["due", "cure_ends"]
    later(scene, 60)
    assert coming(scene.alliance, scene.now) == []


def test_the_work_load_counts_each_day_due_where_it_stands(scene: Scene) -> None:
    weekly = agreed(scene, recurrence="FREQ=WEEKLY;COUNT=5", importance="high")
    promised(scene)
    for number in (0, 1):
        due = DUE + timedelta(days=7 * number)
        until(scene, due, days=number)
        on = scene.now.date()
        scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, weekly, due, on=on))
    until(scene, DUE, days=7 * 3 + 1)
    load = workloads(scene.alliance, scene.now)["ada"]
    day = [DUE + timedelta(days=7 * number) for number in range(5)]
    assert load.in_time == [(weekly, day[0])]
    assert load.after == [(weekly, day[1])]
    assert load.missed == [(weekly, day[2])]
    assert load.late == [(weekly, day[3])]
    assert load.open == load.soon == [(weekly, day[4])]
    assert load.importance == {"high": 3, "normal": 0, "low": 0}
    assert workloads(scene.alliance, scene.now)["bo"].open == []


def test_every_partner_has_a_work_load_up_to_forty() -> None:
    partners = cast.partner_ids(40)
    scene = cast.agreed(partners)
    for owner, creditor in zip(partners, (*partners[1:], partners[0]), strict=True):
        agreed(scene, owner, (creditor,))
    loads = workloads(scene.alliance, scene.now)
    assert list(loads) == sorted(partners)
    assert all(len(load.open) == 1 for load in loads.values())
