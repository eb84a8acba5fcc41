"""Dividing items: published divisions, a certificate that holds, and nobody who would rather have another's part."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.measures.dividing import adjusted_winner, nash_welfare

PARTIES = ("ada", "bo", "di")
POINTS = st.fixed_dictionaries(dict.fromkeys("vwxyz", st.integers(1, 30)))
VALUES = st.fixed_dictionaries(dict.fromkeys(PARTIES, POINTS))


def listed(*points: int) -> dict[str, int]:
    return dict(zip("ABCDE", points, strict=True))


def test_john_and_mary_split_the_third_item() -> None:
    found = adjusted_winner({"john": listed(30, 15, 20, 30, 5), "mary": listed(20, 25, 15, 15, 25)})
    assert set(found.points.values()) == {Fraction(440, 7)}
    assert (found.split, found.parts["C"]["john"]) == (("C",), Fraction(1, 7))


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        (listed(50, 20, 15, 10, 5), listed(40, 30, 10, 10, 10), Fraction(170, 3)),
        (listed(10, 40, 10, 38, 2), listed(38, 20, 30, 10, 2), Fraction(218, 3)),
    ],
)
def test_the_other_published_divisions(one: dict[str, int], other: dict[str, int], points: Fraction) -> None:
    assert set(adjusted_winner({"ada": one, "bo": other}).points.values()) == {points}


def worth(own: Mapping[str, int], parts: Mapping[str, Mapping[str, Fraction]], party: str) -> Fraction:
    return Fraction(100, sum(own.values())) * sum(
        (own[item] * part[party] for item, part in parts.items()), Fraction(0)
    )


@given(POINTS, POINTS)
def test_both_get_equally_much_and_at_least_half(one: dict[str, int], other: dict[str, int]) -> None:
    found = adjusted_winner({"ada": one, "bo": other})
    assert (
        worth(one, found.parts, "ada") == found.points["ada"] == found.points["bo"] == worth(other, found.parts, "bo")
    )
    assert found.points["ada"] >= 50
    swapped = adjusted_winner({"bo": one, "ada": other})
    assert all(swapped.parts[item]["bo"] == part["ada"] for item, part in found.parts.items())


def test_points_that_say_nothing_are_refused() -> None:
    for points in ({"ada": {"x": 1}}, {"ada": {"x": 1}, "bo": {"x": 0}}, {"ada": {"x": -1, "y": 2}, "bo": {"x": 1}}):
        with pytest.raises(Refused, match="Two parties each give points"):
            adjusted_winner(points)


@given(VALUES)
@settings(max_examples=25, deadline=None)
def test_nobody_envies_another_its_part(values: dict[str, dict[str, int]]) -> None:
    found = nash_welfare(values, gap=1e-7)
    assert found.gap <= 1e-7
    for item in "vwxyz":
        assert sum(found.parts[item].values()) == pytest.approx(1)
    for one in PARTIES:
        total = sum(values[one].values())
        parts = {of: sum(values[one][item] * found.parts[item][of] for item in "vwxyz") / total for of in PARTIES}
        assert parts[one] == pytest.approx(found.satisfaction[one])
        assert parts[one] >= max(parts.values()) - 2e-3
        assert parts[one] >= 1 / 3 - 1e-3


@given(VALUES, st.permutations(PARTIES))
@settings(max_examples=25, deadline=None)
def test_renaming_the_parties_renames_the_parts(values: dict[str, dict[str, int]], names: list[str]) -> None:
    renamed = dict(zip(PARTIES, names, strict=True))
    second = nash_welfare({renamed[party]: own for party, own in values.items()}, gap=1e-7).satisfaction
    for party, part in nash_welfare(values, gap=1e-7).satisfaction.items():
        assert second[renamed[party]] == pytest.approx(part, abs=2e-3)


def test_the_gap_is_proven_even_when_rounds_run_out() -> None:
    values = {"ada": {"x": 3, "y": 1}, "bo": {"x": 2, "y": 2}}
    rough, fine = nash_welfare(values, rounds=3), nash_welfare(values)
    product = [found.satisfaction["ada"] * found.satisfaction["bo"] for found in (rough, fine)]
    assert fine.gap <= 1e-9 < rough.gap
    assert product[0] < product[1] <= product[0] * 2.718281828 ** (2 * rough.gap) + 1e-12


def test_weights_give_a_larger_part() -> None:
    same = {"ada": {"x": 1, "y": 1}, "bo": {"x": 1, "y": 1}}
    assert nash_welfare(same, {"ada": 3, "bo": 1}).satisfaction == pytest.approx({"ada": 0.75, "bo": 0.25})
    with pytest.raises(Refused, match="weight above zero"):
        nash_welfare(same, {"ada": 1})


def test_who_values_nothing_cannot_be_compared() -> None:
    found = nash_welfare({"ada": {"x": 1}, "bo": {"x": 0}})
    assert (found.parts, found.why) == (
        {},
        "bo values none of the items, so there is nothing to compare its part with.",
    )
