"""What is measured of the practices: never a figure without enough behind it, and none that knows who is who."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from paripassu.alliance.alliance import Alliance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.questions import readings
from paripassu.measures.reading import Figure, Reading
from tests import cast
from tests.alliance.test_symmetry import ANY_NAMES, NAMES, dictionary
from tests.cast import START
from tests.moves import Move, meetings, opened, play
from tests.stories.telling import DEMO, tell

OURS = (
    "norms", "voice", "power", "ties", "alignment", "adaptation", "dialogue", "knowledge", "valuations",
    "felt", "surveys",
)  # fmt: skip

NOT_IN_THE_DEMO = {"self_view", "blind_spot", "felt_trust_people"}
"""What takes the long survey of trust; the demo has the short one."""


def sound(reading: Reading, size: int) -> None:
    """A figure lies within its limits, or says why there is none; its entries are on the record."""
    assert reading.source == CATALOGUE[reading.measure].source
    assert reading.enough == (reading.value is not None)
    assert reading.enough or reading.why
    if reading.value is not None:
        assert reading.low is None or float(reading.low) <= float(reading.value) + 1e-9
        assert reading.high is None or float(reading.value) <= float(reading.high) + 1e-9
        assert not CATALOGUE[reading.measure].limits.startswith("0 to 1;") or 0 <= float(reading.value) <= 1
    assert list(reading.facts) == sorted(set(reading.facts))
    assert set(reading.facts) <= set(range(size))


def test_the_demo_has_a_figure_for_every_question_and_every_measure_is_read() -> None:
    _story, end, record = tell(DEMO.read_text(encoding="utf-8"))
    found = readings(end.alliance, record.facts[-1].entered, *OURS)
    for reading in found:
        sound(reading, end.alliance.size)
    listed = {each.name for each in CATALOGUE.values() if each.page in OURS}
    assert {reading.measure for reading in found} == listed - NOT_IN_THE_DEMO
    computed = {CATALOGUE[reading.measure].page for reading in found if reading.value is not None}
    assert computed == set(OURS) - {"surveys"}  # three people of a side are too few for what hangs together


@pytest.mark.parametrize("alliance", [Alliance(), cast.founded().alliance, cast.agreed().alliance])
def test_nothing_is_told_from_nothing(alliance: Alliance) -> None:
    for reading in readings(alliance, START + timedelta(days=400), *OURS):
        sound(reading, alliance.size)
        told = {"voting_power", "vote_share", "conflicts", "living_ties", "coverage", "bridges"}
        assert reading.value is None or reading.measure in told


def pictured(found: list[Reading]) -> dict[tuple[str, str], tuple[object, ...]]:
    """The figures by measure and what they are about; pairs have no order of their own."""
    return {
        (one.measure, one.about): (*map(rounded, (one.value, one.low, one.high)), one.why, one.facts) for one in found
    }


def rounded(value: Figure) -> float | None:
    """A figure without what the order of a sum leaves in its last places."""
    return None if value is None else round(float(value), 9)


def under(names: dict[str, str], about: str) -> str:
    """What a reading is about under other names; a pair in order again."""
    return "/".join(_part(names, part) for part in about.split("/"))


def _part(names: dict[str, str], part: str) -> str:
    if "-" in part:
        return "-".join(sorted(names.get(each, each) for each in part.split("-")))
    return ">".join(names.get(each, each) for each in part.split(">"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names=ANY_NAMES, tried=meetings())
def test_other_names_give_the_same_figures_under_those_names(names: tuple[str, ...], tried: list[Move]) -> None:
    one, other = opened(NAMES), opened(names)
    play(one, NAMES, tried)
    play(other, names, tried)
    new = dictionary(NAMES, names)
    for days in (0, 30):
        at = one.now + timedelta(days=days)
        found = pictured(readings(one.alliance, at, *OURS))
        expected = pictured(readings(other.alliance, at, *OURS))
        assert {(name, under(new, about)): figure for (name, about), figure in found.items()} == expected
        for reading in readings(one.alliance, at, *OURS):
            sound(reading, one.alliance.size)
