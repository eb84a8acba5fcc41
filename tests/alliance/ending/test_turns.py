"""The table says what the end needs from whom."""

from paripassu.alliance import table
from paripassu.alliance.ending import checklists
from tests.alliance.parting import days, ended, finish, ready_to_sign, sign, winding_down
from tests.cast import ADA, BO


def test_the_table_says_whose_turn_it_is() -> None:
    scene = winding_down(with_plan=False)
    item = scene.act(ADA, checklists.list_item, text="Paint", owner="bo", due=days(scene, 9)).index

    def turns() -> list[tuple[str, str]]:
        found = table.awaiting(scene.alliance, scene.now)
        return [(each.what, each.party) for each in found if each.practice == "ending" and each.entry == item]

    assert turns() == [("answer_item", "bo")]
    scene.act(BO, checklists.answer_item, item=item, how="done", text="Painted.")
    assert turns() == [("confirm_item", "ada")]
    finish(scene)
    assert turns() == []


def test_the_table_asks_everybody_to_sign_who_has_not() -> None:
    scene = ready_to_sign()
    sign(scene, "ada")
    found = [each for each in table.awaiting(scene.alliance, scene.now) if each.what == "sign_end"]
    assert [each.party for each in found] == ["bo"]


def test_after_the_end_only_the_lessons_wait_for_anybody() -> None:
    scene = ended()
    found = table.awaiting(scene.alliance, scene.now)
    assert {each.what for each in found if each.practice == "ending"} <= {"state_lessons", "open_lessons"}
    assert "ending" not in {each.practice for each in table.coming(scene.alliance, scene.now)}
