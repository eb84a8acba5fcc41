"""A party gives notice under the plan; all see the clock, it can be taken back, and all can go on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paripassu.alliance import table
from paripassu.alliance.ending import ahead, notices, partakers, stage, start
from paripassu.alliance.ending.matters import Continuation, WindDown
from paripassu.alliance.parties import handovers, membership
from paripassu.alliance.parties.handovers import Held
from tests import cast
from tests.alliance.arranging import arrange, propose
from tests.alliance.parting import days, draw_up, later, notice, planned
from tests.cast import ADA, BO, CY, refused


@pytest.fixture
def scene() -> cast.Scene:
    found = cast.agreed()
    planned(found)
    return found


def test_a_notice_is_announced_until_its_day_is_over_everywhere_and_then_the_wind_down_begins(
    scene: cast.Scene,
) -> None:
    index = notice(scene, ADA)
    on = scene.alliance.ending.notices[index].fact.on
    assert stage(scene.alliance, scene.now) == "announced"
    last = datetime(on.year, on.month, on.day, 12, tzinfo=UTC) + timedelta(days=1)
    assert stage(scene.alliance, last - timedelta(seconds=1)) == "announced"
    assert stage(scene.alliance, last) == "winding_down"
    began = start(scene.alliance, last)
    assert began is not None
    assert (began.how, began.entry, began.on) == ("notice", index, on)


def test_everybody_sees_the_clock_of_a_notice(scene: cast.Scene) -> None:
    index = notice(scene, ADA)
    on = scene.alliance.ending.notices[index].fact.on
    assert ("ending", "wind_down_begins", index, on) in [
        (each.practice, each.what, each.entry, each.on) for each in table.coming(scene.alliance, scene.now)
    ]


def test_the_party_takes_its_notice_back_before_its_day_and_not_after(scene: cast.Scene) -> None:
    index = notice(scene, ADA)
    with refused("not_your_notice"):
        scene.act(BO, notices.withdraw_notice, notice=index, reason="We would rather you stayed.")
    scene.act(ADA, notices.withdraw_notice, notice=index, reason="We found another way.")
    assert stage(scene.alliance, scene.now) == "running"
    with refused("notice_closed"):
        scene.act(ADA, notices.withdraw_notice, notice=index, reason="Again.")
    again = notice(scene, ADA)
    later(scene, 92)
    with refused("notice_over"):
        scene.act(ADA, notices.withdraw_notice, notice=again, reason="Too late.")


def test_all_together_go_on_after_the_day_of_a_notice_too(scene: cast.Scene) -> None:
    index = notice(scene, ADA)
    later(scene, 92)
    assert stage(scene.alliance, scene.now) == "winding_down"
    draw_up(scene)
    arrange(scene, BO, Continuation())
    assert stage(scene.alliance, scene.now) == "running"
    assert scene.alliance.ending.notices[index].lifted is not None
    assert all(item.aside for item in scene.alliance.ending.items.values())


def test_there_is_nothing_to_go_on_with_while_nothing_ends(scene: cast.Scene) -> None:
    with refused("nothing_to_lift"):
        propose(scene, ADA, Continuation())


@pytest.mark.parametrize(
    ("trigger", "count", "code"),
    [(1, 89, "notice_too_short"), (1, 3 * 366 + 1, "notice_too_short"), (0, 90, "trigger_joint"),
     (3, 90, "trigger_unknown"),
     (-1, 90, "trigger_unknown")],
)  # fmt: skip
def test_a_notice_keeps_to_what_the_plan_says(scene: cast.Scene, trigger: int, count: int, code: str) -> None:
    with refused(code):
        notice(scene, ADA, trigger, count)


def test_without_a_plan_nobody_gives_notice_of_the_end() -> None:
    with refused("no_exit_plan"):
        notice(cast.agreed(), ADA)


def test_one_notice_of_a_party_at_a_time_and_none_once_it_is_wound_down(scene: cast.Scene) -> None:
    notice(scene, ADA)
    with refused("noticed_already"):
        notice(scene, ADA)
    notice(scene, BO, 2, 30)
    later(scene, 32)
    with refused("winding_down"):
        notice(scene, BO, 2, 30)


def test_a_notice_that_was_given_stands_by_the_plan_of_its_day(scene: cast.Scene) -> None:
    index = notice(scene, ADA)
    planned(scene, triggers=(*scene.alliance.ending.plans[0].plan.triggers[:1],))
    assert scene.alliance.ending.notices[index].trigger.days == 90
    assert stage(scene.alliance, scene.now) == "announced"


def test_another_party_contests_a_notice_and_the_clock_goes_on(scene: cast.Scene) -> None:
    index = notice(scene, ADA, 2, 30)
    with refused("own_notice"):
        scene.act(ADA, notices.contest_notice, notice=index, reason="No.")
    scene.act(BO, notices.contest_notice, notice=index, reason="The certificate came in December.")
    assert scene.alliance.ending.notices[index].contested == {"bo": "The certificate came in December."}
    later(scene, 32)
    assert stage(scene.alliance, scene.now) == "winding_down"


def test_neither_a_neutral_nor_a_team_member_gives_notice() -> None:
    scene = cast.agreed(neutral=True)
    planned(scene)
    scene.seat("p_member", "bo", BO, role="member")
    for who in (CY, "p_member"):
        with refused("not_for_this_role"):
            notice(scene, who)


# --- other ways in which it begins to end ---


def test_all_agree_to_wind_down_and_the_day_is_kept(scene: cast.Scene) -> None:
    arrange(scene, ADA, WindDown(days(scene, 60)))
    assert stage(scene.alliance, scene.now) == "announced"
    with refused("end_agreed"):
        propose(scene, BO, WindDown(days(scene, 30)))
    later(scene, 62)
    assert stage(scene.alliance, scene.now) == "winding_down"


def test_the_earlier_of_two_ends_counts(scene: cast.Scene) -> None:
    index = notice(scene, ADA)
    arrange(scene, BO, WindDown(days(scene, 200)))
    announced = ahead(scene.alliance, scene.now)
    assert announced is not None
    assert announced.entry == index


def test_the_term_of_the_text_ends_it_and_an_amendment_prolongs_it() -> None:
    scene = cast.agreed(ends=date(2026, 3, 31))
    assert [stage(scene.alliance, moment) for moment in (scene.now, datetime(2026, 4, 2, tzinfo=UTC))] == [
        "running", "winding_down",
    ]  # fmt: skip
    scene.now = datetime(2026, 4, 2, tzinfo=UTC)
    with refused("nothing_to_lift"):
        propose(scene, ADA, Continuation())
    cast.agree(scene, cast.terms(ends=date(2027, 3, 31)), reason="renewal")
    assert stage(scene.alliance, scene.now) == "running"


def test_where_the_text_speaks_of_renewal_its_term_ends_nothing_by_itself() -> None:
    scene = cast.agreed(ends=date(2026, 3, 31), renewal="It goes on by a year unless somebody objects.")
    assert stage(scene.alliance, datetime(2026, 6, 1, tzinfo=UTC)) == "running"


def test_when_one_of_two_leaves_it_is_announced_and_then_wound_down_with_the_one_that_left() -> None:
    scene = cast.agreed()
    scene.act(ADA, membership.announce_leave, on=days(scene, 30), reason="We close down.")
    assert stage(scene.alliance, scene.now) == "announced"
    later(scene, 32)
    assert stage(scene.alliance, scene.now) == "winding_down"
    scene.act(BO, notices.name_contact, person=BO)
    assert scene.alliance.membership.left
    assert stage(scene.alliance, scene.now) == "winding_down"
    assert partakers(scene.alliance) == ("ada", "bo")
    scene.act(ADA, notices.name_contact, person=ADA)


def test_when_one_of_three_leaves_the_others_go_on() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    scene.act(ADA, membership.announce_leave, on=days(scene, 30), reason="We close down.")
    later(scene, 32)
    scene.post(BO, "bo")
    assert stage(scene.alliance, scene.now) == "running"
    assert partakers(scene.alliance) == ("bo", "d02")


def test_each_party_names_its_own_contact_and_hands_it_over(scene: cast.Scene) -> None:
    scene.seat("p_colleague", "ada", ADA)
    with refused("not_your_side"):
        scene.act(ADA, notices.name_contact, person=BO)
    scene.act(ADA, notices.name_contact, person=ADA)
    assert Held("contact") in handovers.held(scene.alliance, ADA)
    index = scene.act(ADA, handovers.hand_over, person=ADA, colleague="p_colleague", things=[Held("contact")]).index
    scene.act("p_colleague", handovers.acknowledge, handover=index)
    assert scene.alliance.ending.contacts == {"ada": "p_colleague"}
