"""A portfolio: alliances in the order of what they ask for, found again by area and level, never added up."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from paripassu.measures.areas import Level
from paripassu.measures.portfolio import AreaLine, Line, chosen, in_order, line
from paripassu.measures.standing import Attention
from tests.cast import Scene

COUNTS = st.builds(Attention, *[st.integers(0, 3)] * 5)


def of(name: str, attention: Attention, *areas: tuple[str, Level]) -> Line:
    lines = tuple(AreaLine(area, "", level, "unclear", "", "", "", 0) for area, level in areas)
    return Line(name, ("Ada Ltd", "Bo Ltd"), 10, "2026-01-05", attention, lines)


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
