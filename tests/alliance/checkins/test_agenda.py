"""The agenda is what is open on the record and what either side put on it in time."""

from datetime import date, timedelta

from paripassu.alliance import agreement, checkins, commitments, ledger
from paripassu.alliance.checkins import agenda
from paripassu.alliance.checkins.meetings import AgendaItem
from tests.alliance.deciding import proposed
from tests.alliance.meeting import FIRST, at, called, meeting, opened, state
from tests.cast import ADA, BO, Scene, refused, terms


def kinds(scene: Scene, index: int) -> dict[str, tuple[int, ...]]:
    items = agenda.agenda(scene.alliance, state(scene, index), scene.now)
    return {item.kind: item.entries for item in items}


def promised(scene: Scene, due: date, about: tuple[int, ...] = ()) -> int:
    act = scene.act(ADA, commitments.promise, owner="ada", to=("bo",), what="A drawing", due=due, about=about)
    scene.act(BO, commitments.agree, entries=(act.index,))
    return act.index


def test_what_is_open_on_the_record_is_on_the_agenda() -> None:
    scene = meeting()
    index = called(scene)
    assert kinds(scene, index) == {}
    posting = scene.post(ADA, "ada")
    scene.act(BO, ledger.dispute, entry=posting, reason="no")
    tabled = scene.act(ADA, agreement.table, terms=terms(), base=1, reason="change", note="why").index
    proposal = proposed(scene)
    assert kinds(scene, index) == {"disputed": (posting,), "text": (tabled,), "proposals": (proposal,)}


def test_what_is_late_what_was_promised_here_and_what_falls_due_are_told_apart() -> None:
    scene = meeting()
    soon, far = promised(scene, date(2026, 2, 20)), promised(scene, date(2026, 6, 1))
    late = promised(scene, date(2026, 1, 6))
    held = opened(scene)
    action = promised(scene, date(2026, 2, 10), about=(held,))
    index = scene.act(BO, checkins.call, on=date(2026, 2, 14)).index
    assert kinds(scene, index) == {"late": (late,), "actions": (action,), "due": (soon,)}
    assert far not in kinds(scene, index)["due"]


def test_either_side_adds_until_the_agenda_closes() -> None:
    scene = meeting()
    index = called(scene)
    ours = scene.act(ADA, agenda.add_item, checkin=index, text="The crane").index
    theirs = scene.act(BO, agenda.add_item, checkin=index, text="The jetty", about=(index,)).index
    added = agenda.agenda(scene.alliance, state(scene, index), scene.now)
    assert added == (AgendaItem("added", (ours,)), AgendaItem("added", (theirs,)))
    assert scene.alliance.links.of(index) == (ours, theirs)
    with refused("not_your_item"):
        scene.act(BO, agenda.withdraw_item, item=ours)
    scene.act(ADA, agenda.withdraw_item, item=ours)
    at(scene, FIRST - timedelta(days=6), hour=12)
    with refused("agenda_closed"):
        scene.act(BO, agenda.withdraw_item, item=theirs)
    with refused("agenda_closed"):
        scene.act(ADA, agenda.add_item, checkin=index, text="Late")


def test_an_agenda_is_not_flooded_and_an_item_says_something() -> None:
    scene = meeting()
    index = called(scene)
    with refused("text_missing"):
        scene.act(ADA, agenda.add_item, checkin=index, text=" ")
    with refused("item_unknown"):
        scene.act(ADA, agenda.withdraw_item, item=index)
    for number in range(agenda.MOST_ITEMS):
        scene.act(ADA, agenda.add_item, checkin=index, text=f"Item {number}")
    with refused("agenda_full"):
        scene.act(BO, agenda.add_item, checkin=index, text="One more")
