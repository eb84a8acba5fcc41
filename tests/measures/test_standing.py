"""The standing: every area once, nothing added up, alike for all, and what asks for attention can be sorted."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.commitments import deliveries
from paripassu.measures.areas import Area, Level, Trend
from paripassu.measures.standing import AREAS, attention, standing, worst
from tests import cast
from tests.alliance.promising import DUE, agreed, delivered, until
from tests.cast import Scene, person

NAMES = ["ada", "bo", "cleo"]


def moved(names: list[str], moves: list[tuple[int, bool]]) -> Scene:
    """An alliance in which each promised the next one something, and kept it or not."""
    scene = cast.agreed(sorted(names))
    for owner, keeps in moves:
        judge = names[(owner + 1) % 3]
        entry = agreed(scene, names[owner], (judge,))
        if keeps:
            scene.act(person(judge), deliveries.accept_delivery, delivery=delivered(scene, entry))
    until(scene, DUE, 5)
    return scene


def seen(found: list[Area], place: dict[str, str]) -> list[object]:
    """The areas with every party written as its place."""

    def named(about: str) -> str:
        if "-" in about:
            return "-".join(sorted(place.get(part, part) for part in about.split("-")))
        return ">".join(place.get(part, part) for part in about.split(">"))

    return [
        (
            area.name, area.level, area.trend, area.gap, area.course, area.why,
            sorted((named(side.about), side.value, side.low, side.high) for side in area.sides),
            sorted(named(side.about) for side in area.lower), sorted(map(named, area.missing)),
            sorted((one.stream.sort, place.get(one.stream.judge), place.get(one.stream.judged)) for one in area.lamps),
        )
        for area in found
    ]  # fmt: skip


@settings(max_examples=20)
@given(st.permutations(NAMES), st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=10))
def test_renaming_the_parties_renames_the_standing(order: list[str], moves: list[tuple[int, bool]]) -> None:
    found = []
    for names in (NAMES, order):
        scene = moved(names, moves)
        place = {name: str(at) for at, name in enumerate(names)}
        found.append(seen(standing(scene.alliance, scene.now), place))
    assert found[0] == found[1]


def test_every_area_is_there_or_says_why_not(scene: Scene) -> None:
    found = standing(scene.alliance, scene.now)
    assert [area.name for area in found] == [
        area.name for question in AREAS for area in question(scene.alliance, scene.now)
    ]
    assert all(area.why for area in found if area.level == "unknown")
    assert all(area.sides for area in found if area.level != "unknown")


def test_nothing_stands_before_anything_is_agreed(unsigned: Scene) -> None:
    assert standing(unsigned.alliance, unsigned.now) == []
    assert standing(Alliance(), unsigned.now) == []


def test_an_area_goes_by_what_is_behind_it_and_names_its_entries() -> None:
    scene = moved(NAMES, [(0, True), (0, True), (0, True), (1, False), (1, False), (1, False), (1, False), (1, False)])
    [area] = [one for one in standing(scene.alliance, scene.now) if one.name == "reliability"]
    assert [side.about for side in area.sides] == ["cleo>bo", "bo>ada"]
    assert set(area.facts) == {entry for side in area.sides for entry in side.facts}
    assert all(entry < scene.alliance.size for entry in area.facts)


def test_a_lit_warning_stands_at_its_area() -> None:
    scene = moved(NAMES, [(1, False)] * 12)
    [area] = [one for one in standing(scene.alliance, scene.now) if one.name == "reliability"]
    assert area.lit
    assert attention([area]).confirmed + attention([area]).warned == 1


def area(name: str, level: Level, trend: Trend = "unclear") -> Area:
    return Area(name, "", name, level, trend)


def test_attention_goes_from_the_most_pressing_to_the_least() -> None:
    calm, worse = [area("ties", "holds")], [area("ties", "holds", "worse")]
    watch, act = [area("ties", "watch")] * 3, [area("ties", "act")]
    rising = [attention(found) for found in ([], calm, worse, watch, act)]
    assert all(one <= other for one, other in pairwise(rising))
    assert rising[1] < rising[2] < rising[3] < rising[4]


def test_the_worst_area_is_named_first() -> None:
    found = [area("ties", "holds"), area("truth", "unknown"), area("voice", "act"), area("norms", "watch")]
    assert [one.name for one in worst(found)] == ["voice", "norms", "ties", "truth"]
