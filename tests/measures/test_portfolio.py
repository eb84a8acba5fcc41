"""A portfolio: alliances in the order of what they ask for, found again by area and level, never added up."""

from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.areas import Level
from paripassu.measures.detection import confirmed
from paripassu.measures.portfolio import AreaLine, Line, RingLine, chosen, in_order, line, weighed
from paripassu.measures.standing import Attention
from tests.alliance.promising import agreed, until
from tests.cast import Scene

COUNTS = st.builds(Attention, *[st.integers(0, 3)] * 5)


def of(name: str, attention: Attention, *areas: tuple[str, Level]) -> Line:
    lines = tuple(AreaLine(area, "", level, "unclear", "", "", "", 0) for area, level in areas)
    return Line(name, ("Ada Ltd", "Bo Ltd"), 10, "2026-01-05", attention, lines, (), 7)


def ringing(name: str, weighed: int, *rings: RingLine) -> Line:
    return Line(name, ("Ada Ltd", "Bo Ltd"), 10, "2026-01-05", Attention(0, 0, 0, 0, 0), (), rings, weighed)


def owed(scene: Scene, missed: int) -> None:
    """Ada promised Bo so much that it did not do, one a week."""
    days = [scene.now.date() + timedelta(days=7 * number) for number in range(1, missed + 1)]
    for day in days:
        agreed(scene, "ada", ("bo",), due=day)
    until(scene, days[-1], 3)


@given(st.lists(COUNTS, max_size=8))
def test_what_asks_most_comes_first_whatever_the_order_before(counts: list[Attention]) -> None:
    lines = [of(f"Alliance {at}", each) for at, each in enumerate(counts)]
    found = [one.attention for one in in_order(lines)]
    assert found == sorted(counts, reverse=True)
    assert in_order(lines) == in_order(reversed(lines))


def test_an_order_can_be_asked_for() -> None:
    lines = [of("b", Attention(1, 0, 0, 0, 0)), of("A", Attention(0, 0, 0, 0, 1))]
    assert [one.name for one in in_order(lines, "name")] == ["A", "b"]
    assert [one.name for one in in_order(lines, "moved")] == ["A", "b"]
    assert [one.name for one in in_order(lines)] == ["b", "A"]


def test_alliances_are_found_by_area_and_level() -> None:
    none = Attention(0, 0, 0, 0, 0)
    lines = [of("a", none, ("balance", "act"), ("ties", "holds")), of("b", none, ("balance", "holds"), ("ties", "act"))]
    assert [one.name for one in chosen(lines, "balance", "act")] == ["a"]
    assert [one.name for one in chosen(lines, "", "act")] == ["a", "b"]
    assert [one.name for one in chosen(lines, "voice")] == []
    assert chosen(lines) == lines


def test_a_line_is_small_and_comes_back_as_it_was(scene: Scene) -> None:
    found = line(scene.alliance, scene.now)
    assert found.parties == ("Ada Ltd", "Bo Ltd")
    assert {area.level for area in found.areas} <= {"unknown", "holds", "watch", "act"}
    assert msgspec.json.decode(msgspec.json.encode(found), type=Line) == found


def test_an_alliance_without_an_agreement_has_a_line_too(unsigned: Scene) -> None:
    found = line(unsigned.alliance, unsigned.now)
    assert (found.areas, found.parties, found.attention) == ((), (), Attention(0, 0, 0, 0, 0))


@pytest.mark.parametrize("missed", [0, 3, 9, 12, 16])
def test_a_portfolio_of_one_says_what_the_alliance_says(scene: Scene, missed: int) -> None:
    if missed:
        owed(scene, missed)
    own = line(scene.alliance, scene.now)
    assert weighed([own]).lines == [own]
    assert weighed([own]).ties == own.weighed == 2 + 2 + 3


def test_what_one_alliance_confirms_needs_more_among_many(scene: Scene) -> None:
    owed(scene, 16)
    own = line(scene.alliance, scene.now)
    assert own.attention.confirmed
    among = weighed([ringing("calm", int(own.ringing[0].evidence)), own])
    assert (among.watch, among.confirmed) == (own.attention.confirmed, 0)
    assert among.lines[-1].attention == own.attention._replace(confirmed=0, warned=own.attention.confirmed)


def test_the_value_computed_by_hand_holds_across_alliances() -> None:
    """Six ties of four alliances, with the e-values of the batch example of `online-fdr` 1.0: three are confirmed."""
    lines = [
        ringing("one", 1, RingLine(1, 100)),
        ringing("two", 2, RingLine(2, 50), RingLine(1, 3)),
        ringing("three", 2, RingLine(1, 1)),
        ringing("four", 1, RingLine(1, 45)),
    ]
    found = weighed(lines)
    assert (found.ties, found.confirmed, found.watch) == (6, 4, 2)
    assert [one.attention.confirmed for one in found.lines] == [1, 2, 0, 1]


@given(st.lists(st.lists(st.floats(0, 500), max_size=4), max_size=6), st.integers(0, 30))
def test_weighing_is_one_e_bh_over_everything(values: list[list[float]], silent: int) -> None:
    lines = [
        ringing(str(at), len(each) + silent, *(RingLine(1, value) for value in each)) for at, each in enumerate(values)
    ]
    flat = [value for each in values for value in each]
    found = weighed(lines)
    assert found.confirmed == len(confirmed(flat + [0.0] * silent * len(values), 1))
    assert sorted(one.attention for one in weighed(lines[::-1]).lines) == sorted(one.attention for one in found.lines)
