"""Periods in which somebody can speak without a name: opened by anybody, one at a time, each under a key of its own."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance import concerns, parties, table
from paripassu.alliance.concerns import Confidant, ConfidantsNamed, periods
from tests.alliance.concerns.test_concerns import KEY, agreed, named, scene
from tests.alliance.surveying import key as a_key
from tests.cast import ADA, BO, CY, Scene, refused

__all__ = ["scene"]


def opened(scene: Scene, who: str = ADA, number: int = 1, **more: Any) -> int:
    return scene.act(who, periods.open_speaking, public_key=a_key(number), **more).index


def test_anybody_who_sits_here_opens_a_period_once_somebody_listens(scene: Scene) -> None:
    scene.seat("amy", "ada", ADA, role="member")
    with refused("nobody_listens"):
        opened(scene, "amy")
    agreed(scene, named("bo", "cy"))
    index = opened(scene, "amy")
    found = periods.open_period(scene.alliance, scene.now)
    assert found is not None
    assert found.index == index
    with refused("period_open"):
        opened(scene, CY, 2)


def test_a_period_ends_after_its_last_day_and_the_next_has_another_key(scene: Scene) -> None:
    agreed(scene, named("bo", "cy"))
    opened(scene, days=28)
    scene.now += timedelta(days=28)
    assert periods.open_period(scene.alliance, scene.now) is not None
    scene.now += timedelta(days=2)
    assert periods.open_period(scene.alliance, scene.now) is None
    with refused("key_taken"):
        opened(scene)
    assert opened(scene, BO, 2)


@pytest.mark.parametrize(("fields", "code"), [
    ({"days": 27}, "period_length"), ({"days": 93}, "period_length"),])  # fmt: skip
def test_a_period_has_a_sound_length(scene: Scene, fields: dict[str, Any], code: str) -> None:
    agreed(scene, named("bo", "cy"))
    with refused(code):
        opened(scene, **fields)


@pytest.mark.parametrize("key", ["", "no base64!", base64.b64encode(bytes(294)).decode(), "é"])
def test_what_is_no_key_opens_no_period(scene: Scene, key: str) -> None:
    agreed(scene, named("bo", "cy"))
    with refused("key_unfit"):
        scene.act(ADA, periods.open_speaking, public_key=key)


def test_opening_the_next_period_waits_for_all_partners_alike_whatever_was_written(scene: Scene) -> None:
    def waiting() -> list[tuple[str, str]]:
        found = table.awaiting(scene.alliance, scene.now)
        return [(each.what, each.party) for each in found if each.practice == "concerns"]

    assert waiting() == []
    agreed(scene, named("bo", "cy"))
    assert waiting() == [("open_speaking", "ada"), ("open_speaking", "bo")]
    opened(scene)
    assert waiting() == []
    scene.now += timedelta(days=100)
    assert waiting() == [("open_speaking", "ada"), ("open_speaking", "bo")]


def test_when_a_confidant_is_gone_another_list_waits_for_all_partners(scene: Scene) -> None:
    scene.seat("amy", "ada", ADA, role="member")
    scene.act("amy", concerns.make_key, public_key="a2" * 32)
    agreed(scene, ConfidantsNamed((Confidant("amy", "a2" * 32), Confidant(CY, KEY["cy"]))))
    opened(scene)
    scene.act(ADA, parties.leave_seat, person="amy")
    waits = [each for each in table.awaiting(scene.alliance, scene.now) if each.practice == "concerns"]
    assert [(each.what, each.party) for each in waits] == [("renew_list", "ada"), ("renew_list", "bo")]
    entry = agreed(scene, named("bo", "cy"))
    assert entry
    assert not [each for each in table.awaiting(scene.alliance, scene.now) if each.what == "renew_list"]
