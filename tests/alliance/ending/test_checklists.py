"""On the checklist is what the plan asks for, what is really open, and what a party adds; nothing of it is dropped."""

from datetime import date, timedelta

import pytest

from paripassu.alliance.ending import checklists
from paripassu.alliance.ending.items import checklist
from tests import cast
from tests.alliance.parting import days, draw_up, winding_down
from tests.cast import ADA, BO, CY, refused


def statuses(scene: cast.Scene) -> dict[str, str]:
    return {line.item.fact.text: line.status for line in checklist(scene.alliance, scene.now)}


def test_what_is_open_on_the_record_closes_its_item_by_being_closed_there() -> None:
    scene = winding_down(with_plan=False)
    entry = scene.post(ADA, "ada")
    [listed] = draw_up(scene)
    assert (listed.status, listed.item.fact.source.entry) == ("open", entry)
    with refused("closes_by_itself"):
        scene.act(ADA, checklists.answer_item, item=listed.item.index, how="done", text="It is.")
    scene.confirm(BO, entry)
    assert [each.status for each in checklist(scene.alliance, scene.now)] == ["closed"]
    assert scene.alliance.links.of(entry) == (listed.item.index,)


def test_what_is_left_open_needs_a_reason_and_the_word_of_the_others() -> None:
    scene = winding_down(with_plan=False)
    scene.post(ADA, "ada")
    [listed] = draw_up(scene)
    item = listed.item.index
    with refused("text_missing"):
        scene.act(ADA, checklists.answer_item, item=item, how="left", text=" ")
    with refused("not_the_owner"):
        scene.act(BO, checklists.answer_item, item=item, how="left", text="We leave it.")
    scene.act(ADA, checklists.answer_item, item=item, how="left", text="Nobody remembers what it was.")
    assert statuses(scene) == {"": "answered"}
    scene.act(BO, checklists.confirm_items, items=[item])
    assert statuses(scene) == {"": "left"}


@pytest.mark.parametrize("count", [2, 3, 40])
def test_the_owner_says_it_is_done_and_every_other_party_confirms(count: int) -> None:
    names = cast.partner_ids(count)
    scene = winding_down(*names, with_plan=False)
    item = scene.act(ADA, checklists.list_item, text="Take the sign down", owner="bo", due=days(scene, 9)).index
    with refused("not_answered"):
        scene.act(ADA, checklists.confirm_items, items=[item])
    scene.act(BO, checklists.answer_item, item=item, how="done", text="A photo is in the folder.")
    for party in names:
        if party != "bo":
            assert statuses(scene) == {"Take the sign down": "answered"}
            scene.act(cast.person(party), checklists.confirm_items, items=[item])
    assert statuses(scene) == {"Take the sign down": "done"}
    with refused("item_closed"):
        scene.act(ADA, checklists.return_item, item=item, reason="It hangs still.")


def test_what_concerns_all_is_done_once_each_has_said_so_for_itself() -> None:
    scene = winding_down(with_plan=False)
    item = scene.act(ADA, checklists.list_item, text="Delete the copies", due=days(scene, 9)).index
    scene.act(ADA, checklists.answer_item, item=item, how="done", text="Deleted.")
    with refused("not_answered"):
        scene.act(BO, checklists.confirm_items, items=[item])
    scene.act(BO, checklists.answer_item, item=item, how="done", text="Deleted.")
    assert statuses(scene) == {"Delete the copies": "done"}


def test_an_item_is_returned_with_what_is_missing_and_answered_again() -> None:
    scene = winding_down(with_plan=False)
    item = scene.act(ADA, checklists.list_item, text="Take the sign down", owner="bo", due=days(scene, 9)).index
    with refused("not_answered"):
        scene.act(ADA, checklists.return_item, item=item, reason="It hangs still.")
    scene.act(BO, checklists.answer_item, item=item, how="done", text="Done.")
    with refused("own_answer"):
        scene.act(BO, checklists.return_item, item=item, reason="I was wrong.")
    scene.act(ADA, checklists.return_item, item=item, reason="It hangs still.")
    [listed] = checklist(scene.alliance, scene.now)
    assert (listed.status, listed.missing) == ("returned", ("bo",))
    assert listed.item.returned[0].answers["bo"].text == "Done."
    scene.act(BO, checklists.answer_item, item=item, how="done", text="Now it is down.")
    scene.act(ADA, checklists.confirm_items, items=[item])
    assert statuses(scene) == {"Take the sign down": "done"}


def test_who_listed_an_item_takes_it_off_before_anybody_answers() -> None:
    scene = winding_down(with_plan=False)
    item = scene.act(ADA, checklists.list_item, text="Paint the fence", owner="bo", due=days(scene, 9)).index
    with refused("not_your_item"):
        scene.act(BO, checklists.strike_item, item=item, reason="Not ours.")
    scene.act(ADA, checklists.strike_item, item=item, reason="There is no fence.")
    assert checklist(scene.alliance, scene.now) == []
    with refused("item_closed"):
        scene.act(BO, checklists.answer_item, item=item, how="done", text="Painted.")


def test_nothing_is_listed_before_an_end_is_announced() -> None:
    scene = cast.agreed(neutral=True)
    with refused("not_ending"):
        scene.act(ADA, checklists.list_item, text="Paint", due=days(scene, 9))
    with refused("not_for_neutrals"):
        scene.act(CY, checklists.list_item, text="Paint", due=days(scene, 9))


def test_a_team_member_answers_for_its_party_and_a_manager_confirms() -> None:
    scene = winding_down(with_plan=False)
    scene.seat("p_member", "bo", BO, role="member")
    item = scene.act(ADA, checklists.list_item, text="Paint", owner="bo", due=days(scene, 9)).index
    scene.act("p_member", checklists.answer_item, item=item, how="done", text="Painted.")
    scene.seat("p_other", "ada", ADA, role="member")
    with refused("not_for_this_role"):
        scene.act("p_other", checklists.confirm_items, items=[item])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"text": " "}, "text_missing"),
        ({"owner": "eve"}, "party_unknown"),
        ({"due": date(2099, 1, 1)}, "due_too_far"),
        ({"about": [999]}, "thing_unknown"),
    ],
)
def test_an_item_that_makes_no_sense_is_refused(fields: dict[str, object], code: str) -> None:
    scene = winding_down()
    with refused(code):
        scene.act(ADA, checklists.list_item, **({"text": "Paint", "due": scene.now.date() + timedelta(9)} | fields))
