"""What a party feels is on the record before it knows the other's, and nobody reads it before it is time."""

from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import checkins
from paripassu.alliance.alliance import Withheld, audience, audit, fold, open_sealed
from paripassu.alliance.checkins import preparations
from paripassu.alliance.checkins.meetings import Felt
from tests.alliance.deciding import envelope
from tests.alliance.meeting import FIRST, at, called, meeting, opened, prepared, state, unsealed
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return meeting()


def test_a_preparation_is_seen_by_its_own_party_alone_until_all_have_handed_one_in(scene: Scene) -> None:
    index = called(scene)
    sealed = prepared(scene, index, ADA)
    assert audience(scene.facts[sealed].fact, "ada") == ("ada",)
    assert type(scene.alliance.seals.closed[sealed].fact) is Withheld
    assert preparations.ready(scene.alliance, state(scene, index)) == ()
    with refused("not_time"):
        scene.act(BO, open_sealed, entries=(envelope(scene, sealed),))
    prepared(scene, index, BO)
    unsealed(scene, index, by=BO)
    assert state(scene, index).prepared["ada"].fact.expectations == "what ada expects"
    others = [r._replace(fact=Withheld()) if r.index == sealed else r for r in scene.facts]
    assert fold(others) == fold(scene.facts) == scene.alliance
    assert audit(others)[1] == []


def test_the_meeting_opens_what_was_handed_in_even_if_one_said_nothing(scene: Scene) -> None:
    index = called(scene)
    prepared(scene, index, ADA)
    at(scene, FIRST).act(BO, checkins.open_meeting, checkin=index)
    unsealed(scene, index, by=BO)
    assert set(state(scene, index).prepared) == {"ada"}
    with refused("checkin_opened"):
        prepared(scene, index, BO)


def test_the_last_one_handed_in_counts(scene: Scene) -> None:
    index = called(scene)
    first = prepared(scene, index, ADA)
    second = prepared(scene, index, ADA, concerns="The crane")
    prepared(scene, index, BO)
    with refused("not_handed_in"):
        scene.act(BO, open_sealed, entries=(envelope(scene, first),))
    unsealed(scene, index)
    assert state(scene, index).prepared["ada"].entry == second
    with refused("preparations_open"):
        prepared(scene, index, BO)


def test_nobody_hands_in_what_another_sealed(scene: Scene) -> None:
    index = called(scene)
    sealed = prepared(scene, index, ADA)
    handed_in = preparations.PreparationHandedIn(by=BO, checkin=index, prepared=sealed)
    scene.enter("bo", handed_in)
    assert len(audit(scene.facts)[1]) == 1


@pytest.mark.parametrize(
    ("count", "fields", "code"),
    [
        (2, {"felt": ()}, "felt_missing"),
        (2, {"felt": (Felt("play", "ada", 3),)}, "pool_unknown"),
        (2, {"felt": (Felt("work", "eve", 3),)}, "party_unknown"),
        (2, {"felt": (Felt("work", "ada", 101),)}, "felt_unreadable"),
        (2, {"felt": (Felt("work", "ada", 0),)}, "felt_unreadable"),
        (2, {"felt": (Felt("work", "", 5),)}, "felt_unreadable"),
        (2, {"felt": (Felt("work", coefficient=Decimal(1)),)}, "felt_scale"),
        (2, {"felt": (Felt("work"), Felt("work"))}, "felt_twice"),
        (2, {"felt": (Felt("work"),), "concerns": "x" * 4001}, "text_too_long"),
        (3, {"felt": (Felt("work", "ada", 5),)}, "felt_scale"),
        (3, {"felt": (Felt("work", coefficient=Decimal("NaN")),)}, "felt_unreadable"),
        (3, {"felt": (Felt("work", coefficient=Decimal("10.1")),)}, "felt_unreadable"),
        (3, {"felt": (Felt("work", coefficient=Decimal("0.123")),)}, "felt_unreadable"),
    ],
)
def test_what_cannot_be_felt_is_refused(count: int, fields: dict[str, Any], code: str) -> None:
    scene = meeting(count)
    index = called(scene)
    with refused(code):
        prepared(scene, index, ADA, **fields)


def test_level_can_be_felt_and_without_pools_there_is_nothing_to_feel() -> None:
    scene = meeting()
    prepared(scene, called(scene), ADA, felt=(Felt("work"),))
    bare = meeting(pools=())
    index = called(bare)
    with refused("nothing_prepared"):
        prepared(bare, index, ADA, expectations="", felt=())
    prepared(bare, index, ADA, felt=())


def test_after_the_meeting_nothing_more_is_prepared(scene: Scene) -> None:
    index = opened(scene)
    with refused("checkin_opened"):
        prepared(scene, index, ADA)
