"""Where a redress stands at a moment, and what is known of its levers and offers by their entries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paripassu.alliance.redress import matters, offers, turns
from tests import cast
from tests.alliance.mending import UNTIL, agreed, consent, one, opened, say_yes, stands
from tests.cast import BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    return cast.agreed()


def test_consent_to_the_imbalance_ends_on_its_day(scene: Scene) -> None:
    entry = opened(scene)
    say_yes(scene, consent(scene, entry), "bo")
    assert stands(scene, entry) == "tolerated"
    assert not list(turns.agenda(scene.alliance, scene.now))
    assert [each.on for each in turns.coming(scene.alliance, scene.now)] == [UNTIL]
    scene.now = datetime(2026, 7, 1, 11, 59, tzinfo=UTC)
    assert stands(scene, entry) == "tolerated", "somewhere it is still the last day"
    scene.now = datetime(2026, 7, 1, 12, 1, tzinfo=UTC)
    assert stands(scene, entry) == "look_again"
    assert list(turns.agenda(scene.alliance, scene.now)) == [entry]


def test_what_is_no_redress_lever_or_offer_is_refused_by_its_own_name(scene: Scene) -> None:
    entry = opened(scene)
    lever = agreed(scene, entry)
    with refused("redress_unknown"):
        matters.redress(scene.alliance, lever)
    with refused("lever_unknown"):
        matters.lever(scene.alliance, entry)
    with refused("offer_unknown"):
        matters.offer(scene.alliance, lever)


def test_on_a_leap_day_consent_lasts_until_it_is_over_everywhere(scene: Scene) -> None:
    entry = opened(scene)
    scene.now = datetime(2028, 2, 1, 9, tzinfo=UTC)
    say_yes(scene, consent(scene, entry, until=date(2028, 2, 29)), "bo")
    scene.now = datetime(2028, 3, 1, 11, tzinfo=UTC)
    assert stands(scene, entry) == "tolerated"
    scene.now += timedelta(hours=2)
    assert stands(scene, entry) == "look_again"


def test_a_redress_is_found_by_its_pool_until_it_is_closed(scene: Scene) -> None:
    entry = opened(scene)
    assert scene.alliance.redress.of_pool("work") is one(scene, entry)
    assert scene.alliance.redress.of_pool("other") is None
    scene.act(BO, offers.propose_closing, redress=entry, reason="Mended")
    say_yes(scene, max(one(scene, entry).offers), "ada")
    assert scene.alliance.redress.of_pool("work") is None
