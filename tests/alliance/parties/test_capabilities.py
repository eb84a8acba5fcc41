"""What each partner says of itself, and by when it looks at it again."""

from datetime import date, timedelta
from typing import Any

import pytest

from paripassu.alliance.parties import capabilities
from tests import cast
from tests.cast import ADA, BO, Scene, refused

REVIEW = date(2026, 3, 1)


def state(scene: Scene, by: str, **changes: Any) -> None:
    usual: dict[str, Any] = {"abilities": ["cells", " racks "], "review": REVIEW}
    scene.act(by, capabilities.state, **(usual | changes))


def waits(scene: Scene, party: str) -> list[str]:
    return [each.what for each in capabilities.awaiting(scene.alliance, party, "", scene.now)]


def test_each_party_speaks_for_itself_and_the_last_word_holds() -> None:
    scene = cast.agreed()
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["capabilities_missing"], ["capabilities_missing"])
    state(scene, ADA)
    state(scene, ADA, abilities=["cells"], needs=["a berth"], intentions="A second ship.")
    said = scene.alliance.capabilities.stated("ada")
    assert said is not None
    assert (said.abilities, said.needs, said.intentions) == (("cells",), ("a berth",), "A second ship.")
    assert scene.alliance.capabilities.stated("bo") is None
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], ["capabilities_missing"])


def test_a_review_is_overdue_once_its_day_has_ended_everywhere() -> None:
    scene = cast.agreed()
    state(scene, BO)
    assert [(each.on, each.what) for each in capabilities.coming(scene.alliance, scene.now)] == [
        (REVIEW, "capabilities_review")
    ]
    scene.now = cast.START.replace(month=3, day=2, hour=11, minute=59)
    assert waits(scene, "bo") == []
    scene.now = scene.now.replace(hour=12, minute=0)
    assert waits(scene, "bo") == ["capabilities_review"]
    assert capabilities.coming(scene.alliance, scene.now) == []
    state(scene, BO, review=REVIEW + timedelta(days=90))
    assert waits(scene, "bo") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"abilities": []}, "text_missing"),
        ({"abilities": ["cells", " "]}, "text_missing"),
        ({"abilities": ["x"] * 41}, "too_many_items"),
        ({"needs": ["x" * 501]}, "text_too_long"),
        ({"review": date(2025, 1, 1)}, "review_day"),
        ({"review": date(2036, 1, 1)}, "review_day"),
    ],
)
def test_a_statement_that_says_nothing_or_is_never_looked_at_again_is_refused(
    changes: dict[str, Any], code: str
) -> None:
    with refused(code):
        state(cast.agreed(), ADA, **changes)


def test_team_members_do_not_speak_for_the_whole_party() -> None:
    scene = cast.agreed()
    scene.seat("p_alf", "ada", ADA, role="member")
    with refused("not_for_this_role"):
        state(scene, "p_alf")


def test_what_could_be_replaced_is_said_of_each_other_partner_once_and_in_five_steps() -> None:
    scene = cast.agreed(("ada", "bo", "di"))
    state(scene, ADA, replaceable={"di": 100, "bo": 25})
    said = scene.alliance.capabilities.stated("ada")
    assert said is not None
    assert [(each.party, each.percent) for each in said.replaceable or ()] == [("bo", 25), ("di", 100)]
    for other in ("ada", "cy", ""):
        with refused("replaceable_unfit"):
            state(scene, ADA, replaceable={other: 25})
    with refused("replaceable_step"):
        state(scene, ADA, replaceable={"bo": 30})
