"""Histories: what happens later changes no earlier figure, and every figure that can be told for earlier days is."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance, Recorded, fold
from paripassu.alliance.parties.membership import voices
from paripassu.measures.histories import MOST, days, history
from paripassu.measures.questions import readings
from paripassu.measures.reading import Reading
from tests import cast
from tests.alliance.test_symmetry import NAMES
from tests.cast import Scene
from tests.moves import Move, meetings, opened, play
from tests.stories.telling import DEMO, tell

BY_MOMENT = ("voice", "power", "alignment", "adaptation", "dialogue", "knowledge")
PAGES = ("trust", "warnings", "norms", "ties", "valuations", *BY_MOMENT)
"""The pages that are looked at for earlier days; the first four go by the day on which something happened, so that what
is entered later for the same day, or for an earlier one, counts on that day."""

SEALED = ("seen_as", "goals_alike", "importance_gap")
"""What rests on what was stated sealed counts from the day it was stated, though it was opened later."""


def told(alliance: Alliance, moment: datetime, *pages: str) -> dict[tuple[str, str], Reading]:
    """The readings of a moment, whether there is enough behind them or not."""
    return {(one.measure, one.about): one for one in readings(alliance, moment, *pages)}


def by(facts: list[Recorded], moment: datetime) -> Alliance:
    """The alliance as its record stood at a moment."""
    return fold(recorded for recorded in facts if recorded.entered <= moment)


@pytest.fixture(scope="module")
def demo() -> list[Recorded]:
    """The facts of the demo: two years of two parties in every practice."""
    _story, _end, record = tell(DEMO.read_text(encoding="utf-8"))
    return list(record.facts)


@pytest.mark.parametrize("tenth", range(1, 10))
def test_what_happened_later_changes_no_earlier_figure(demo: list[Recorded], tenth: int) -> None:
    first, last = demo[0].entered, demo[-1].entered
    moment = first + (last - first) * tenth / 10
    then, since = told(by(demo, moment), moment, *PAGES), told(fold(demo), moment, *PAGES)
    for name in then.keys() & since.keys():
        one, other = then[name], since[name]
        assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high)), name
    assert all({**then, **since}[name].value is None for name in then.keys() ^ since.keys())


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tried=meetings(), part=st.floats(0, 0.9))
def test_nor_do_any_later_moves(tried: list[Move], part: float) -> None:
    scene = opened(NAMES)
    agreed = len(scene.facts)
    play(scene, NAMES, tried)
    moment = scene.facts[agreed - 1 + int(part * (len(scene.facts) - agreed))].entered
    before = [recorded for recorded in scene.facts if recorded.entered <= moment]
    assume(voices(fold(before)) == voices(scene.alliance))  # figures are of those who are partners today
    then, since = (told(fold(facts), moment, *BY_MOMENT) for facts in (before, scene.facts))
    for name in then.keys() & since.keys():
        if name[0] not in SEALED:
            assert then[name].value == pytest.approx(since[name].value), name


def test_a_history_goes_back_by_quarters_to_the_first_agreement(scene: Scene) -> None:
    scene.now += timedelta(days=400)
    assert [day.isoformat() for day in days(scene.alliance, scene.now)][-1] > "2026-10"
    assert len(days(scene.alliance, scene.now)) == 4
    assert len(days(scene.alliance, scene.now + timedelta(days=3000))) == MOST
    assert days(cast.founded().alliance, scene.now) == []


def test_every_measure_has_a_history(demo: list[Recorded]) -> None:
    alliance, now = fold(demo), demo[-1].entered
    ends = {(one.measure, one.about) for one in readings(alliance, now) if one.value is not None}
    for measure, about in sorted({one[0]: one for one in sorted(ends)}.values()):
        found = history(alliance, now, measure, about)
        assert found, measure
        assert all(then.reading is None or then.reading.about == about for then in found)
