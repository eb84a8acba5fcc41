"""Where a statement stands follows from what was said and from the days; nobody enters it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from paripassu.alliance.days import ended
from paripassu.alliance.statements import assessments
from paripassu.alliance.statements.stated import borne_out, contested_late
from tests import cast
from tests.alliance.stating import (
    DUE,
    assessed,
    contest,
    stated,
    statement,
    status_of,
)
from tests.cast import Scene

CLOCK_END = ended(DUE + timedelta(days=assessments.LEAST_DAYS))


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


def test_a_day_is_over_only_when_it_has_ended_everywhere(scene: Scene) -> None:
    entry = stated(scene, due=date(2028, 2, 29))
    for moment, where in ((ended(date(2028, 2, 29)) - timedelta(seconds=1), "open"), (ended(date(2028, 2, 29)), "due")):
        scene.now = moment
        assert status_of(scene, entry) == where


@pytest.mark.parametrize(("observed", "so"), [("380", True), ("420", True), ("420.1", False), ("0", False)])
def test_a_quantity_is_borne_out_within_its_margin(scene: Scene, observed: str, *, so: bool) -> None:
    entry = stated(scene, quantity=Decimal(400), unit="cells", within=Decimal(20))
    assert borne_out(statement(scene, entry).fact, Decimal(observed)) == so


def test_who_was_silent_about_its_own_word_can_still_contest_late(scene: Scene) -> None:
    entry = stated(scene)
    said = assessed(scene, entry)
    scene.now = CLOCK_END + timedelta(days=3)
    assert status_of(scene, entry) == "refuted"
    contest(scene, said)
    assert status_of(scene, entry) == "contested"
    assert contested_late(assessments.assessment_at(scene.alliance, said)[1]) == ("ada",)
