"""Each party says what it learned before it sees what the other says."""

from datetime import timedelta

import msgspec
import pytest

from paripassu.alliance import table
from paripassu.alliance.alliance import Alliance, audience, open_sealed
from paripassu.alliance.ending import lessons
from paripassu.alliance.ending.lessons import WAIT, LessonsStated, ready
from paripassu.alliance.facts import Recorded
from paripassu.alliance.seals import OpenedEntry
from tests import cast
from tests.alliance.parting import ended, winding_down
from tests.cast import ADA, BO, CY, refused


def hand_in(scene: cast.Scene, by: str, **fields: str) -> int:
    usual = {"well": "The trials.", "otherwise": "Speak earlier.", "again": "yes"}
    return scene.act(by, lessons.state_lessons, **(usual | fields)).index - 1


def unseal(scene: cast.Scene, *entries: int, by: str = ADA) -> None:
    """Open sealed entries as the keeper does, without a salt."""
    bodies = {one.index: msgspec.json.encode(one.fact, order="sorted").decode() for one in scene.facts}
    scene.act(by, open_sealed, entries=[OpenedEntry(entry, "00" * 32, bodies[entry]) for entry in entries])


def said(alliance: Alliance) -> dict[str, str]:
    return {party: one.said.again for party, one in alliance.ending.lessons.items() if one.said is not None}


def test_they_are_opened_together_once_every_party_has_handed_in() -> None:
    scene = winding_down()
    one = hand_in(scene, ADA)
    assert ready(scene.alliance, scene.now) == ()
    with refused("not_time"):
        unseal(scene, one)
    other = hand_in(scene, BO, again="no")
    assert said(scene.alliance) == {}
    unseal(scene, one, other)
    assert said(scene.alliance) == {"ada": "yes", "bo": "no"}
    with refused("lessons_open"):
        hand_in(scene, ADA)


def test_only_its_own_party_may_see_what_is_sealed() -> None:
    scene = winding_down()
    index = hand_in(scene, ADA)
    assert audience(scene.facts[index].fact, "ada") == ("ada",)


def test_the_last_word_counts_and_the_one_before_stays_sealed() -> None:
    scene = winding_down()
    first = hand_in(scene, ADA)
    second, other = hand_in(scene, ADA, again="no"), hand_in(scene, BO)
    with refused("not_handed_in"):
        unseal(scene, first)
    unseal(scene, second, other, by=BO)
    assert said(scene.alliance) == {"ada": "no", "bo": "yes"}


def test_who_hands_in_nothing_does_not_keep_the_others_sealed_for_ever() -> None:
    scene = ended()
    one = hand_in(scene, ADA)
    scene.now += WAIT - timedelta(minutes=5)
    with refused("not_time"):
        unseal(scene, one)
    scene.now += timedelta(minutes=10)
    unseal(scene, one)
    other = hand_in(scene, BO, again="conditions", conditions="With a pilot first.")
    unseal(scene, other)
    assert said(scene.alliance) == {"ada": "yes", "bo": "conditions"}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"well": ""}, "text_missing"),
        ({"otherwise": " "}, "text_missing"),
        ({"again": "maybe"}, "again_unknown"),
        ({"again": "conditions"}, "again_conditions"),
        ({"conditions": "A pilot."}, "again_conditions"),
    ],
)
def test_lessons_say_something(fields: dict[str, str], code: str) -> None:
    with refused(code):
        hand_in(winding_down(), ADA, **fields)


def test_there_are_no_lessons_while_nothing_ends_and_none_of_a_neutral() -> None:
    scene = cast.agreed(neutral=True)
    with refused("not_ending"):
        hand_in(scene, ADA)
    with refused("not_for_this_role"):
        hand_in(scene, CY)


def test_the_table_says_who_has_still_to_hand_in_and_that_they_can_be_opened() -> None:
    scene = winding_down()
    hand_in(scene, ADA)

    def turns() -> list[tuple[str, str]]:
        found = table.awaiting(scene.alliance, scene.now)
        return [(each.what, each.party) for each in found if each.what.endswith("lessons")]

    assert turns() == [("state_lessons", "bo")]
    hand_in(scene, BO)
    assert turns() == [("open_lessons", "ada"), ("open_lessons", "bo")]


def test_a_handed_in_entry_that_names_no_lessons_of_its_party_is_refused() -> None:
    scene = winding_down()
    fact = lessons.LessonsHandedIn(by=BO, stated=3)
    with refused("nothing_sealed"):
        lessons.rule(scene.alliance, Recorded(scene.alliance.size, scene.now, "bo", fact), fact)
    assert isinstance(scene.facts[hand_in(scene, ADA)].fact, LessonsStated)
