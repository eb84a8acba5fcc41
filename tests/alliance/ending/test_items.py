"""What belongs on the checklist is known without anybody typing it."""

from paripassu.alliance.ending import checklists
from paripassu.alliance.ending.items import checklist, unlisted
from tests.alliance.parting import days, draw_up, later, winding_down
from tests.cast import ADA, BO, refused


def test_what_the_plan_asks_for_is_listed_with_its_owner_and_day_and_what_lasts_is_not() -> None:
    scene = winding_down()
    lines = draw_up(scene)
    assert [(each.item.fact.text, each.item.fact.owner, each.item.fact.topic) for each in lines] == [
        ("Give back the test data, and delete the copies.", "", "data"),
        ("The test stand goes back to Ada.", "bo", "assets"),
    ]
    assert [each.item.fact.due for each in lines] == [days(scene, 20), days(scene, 40)]


def test_what_opens_later_is_missing_from_the_list_until_it_is_drawn_up_anew() -> None:
    scene = winding_down(with_plan=False)
    with refused("nothing_to_list"):
        draw_up(scene)
    entry = scene.post(ADA, "ada")
    assert [draft.source.entry for draft in unlisted(scene.alliance, scene.now)] == [entry]
    draw_up(scene, BO)
    assert unlisted(scene.alliance, scene.now) == ()


def test_late_is_an_item_whose_day_is_over_everywhere() -> None:
    scene = winding_down(with_plan=False)
    scene.act(ADA, checklists.list_item, text="Paint", owner="bo", due=scene.now.date())
    assert [each.late for each in checklist(scene.alliance, scene.now)] == [False]
    later(scene, 2)
    assert [each.late for each in checklist(scene.alliance, scene.now)] == [True]


def test_what_is_struck_and_still_open_on_the_record_comes_back() -> None:
    scene = winding_down(with_plan=False)
    scene.post(ADA, "ada")
    [listed] = draw_up(scene)
    scene.act(ADA, checklists.strike_item, item=listed.item.index, reason="Later.")
    assert len(unlisted(scene.alliance, scene.now)) == 1
