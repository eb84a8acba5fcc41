"""The agenda is what is open on the record and what either side put on it in time."""

from datetime import date, timedelta

import msgspec
import pytest

from paripassu.alliance import agreement, checkins, commitments, ledger
from paripassu.alliance.checkins import agenda
from paripassu.alliance.checkins.meetings import AgendaItem, Warned
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


LATE = Warned("reliability", "watch", "bo", "ada")


def test_warnings_are_brought_along_and_kept_with_the_agenda() -> None:
    scene = meeting()
    index = called(scene)
    posting = scene.post(ADA, "ada")
    rings = AgendaItem("warnings", (posting,), warned=LATE)
    at(scene, FIRST).act(ADA, checkins.open_meeting, checkin=index, warnings=(rings,))
    opening = state(scene, index).opening
    assert opening is not None
    assert opening.items[-1] == rings
    assert msgspec.json.decode(msgspec.json.encode(rings), type=AgendaItem) == rings


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ((AgendaItem("warnings", warned=LATE), AgendaItem("warnings", warned=LATE)), "agenda_unsound"),
        ((AgendaItem("warnings", warned=Warned("karma", "watch")),), "agenda_unsound"),
        ((AgendaItem("warnings"),), "agenda_unsound"),
        ((AgendaItem("late", warned=LATE),), "agenda_unsound"),
        ((AgendaItem("warnings", (10_000,), warned=LATE),), "agenda_unsound"),
        ((AgendaItem("warnings", warned=Warned("truth", "watch", "", "eve")),), "party_unknown"),
    ],
)
def test_a_warning_on_an_agenda_is_one_that_can_ring(items: tuple[AgendaItem, ...], code: str) -> None:
    scene = meeting()
    index = called(scene)
    at(scene, FIRST)
    with refused(code):
        scene.act(ADA, checkins.open_meeting, checkin=index, warnings=items)


def test_an_item_of_an_earlier_record_is_written_as_it_was() -> None:
    assert msgspec.json.encode(AgendaItem("late", (3,))) == b'{"kind":"late","entries":[3],"pool":""}'
