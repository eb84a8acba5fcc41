"""Dependence in both directions, and what votes are worth: published values and symmetry."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.parties import bodies, capabilities
from paripassu.measures.power import UNSTATED, Dependence, banzhaf, bonds, dependence, readings
from paripassu.measures.reading import Reading
from tests import cast
from tests.alliance.arranging import arrange, steering
from tests.alliance.promising import agreed
from tests.cast import ADA, BO, Scene


def test_the_worked_example_of_dependence() -> None:
    """METHODS §1: (.8, .25) and (.5, .6) give .6 and .2: imbalance .4, mutual .8."""
    pair = Dependence(dependence(0.8, 0.25), dependence(0.5, 0.6))
    assert pair == pytest.approx((0.6, 0.2))
    assert pair.imbalance == pytest.approx(0.4)
    assert pair.mutual == pytest.approx(0.8)


@pytest.mark.parametrize(("through", "replaceable"), [(1.1, 0), (-0.1, 0), (0, 1.2), (0, -1)])
def test_no_part_is_more_than_the_whole(through: float, replaceable: float) -> None:
    with pytest.raises(ValueError, match="parts of a whole"):
        dependence(through, replaceable)


def test_three_of_unequal_weight_have_equal_power() -> None:
    """arXiv 1812.05808: 47, 36 and 17 votes under majority are worth a third each."""
    assert set(banzhaf({"p": 47, "q": 36, "r": 17}, 51).values()) == {1 / 3}


def test_who_can_never_turn_a_vote_has_no_power() -> None:
    """The Council of the EEC of 1958: votes 4, 4, 4, 2, 2, 1 with a quota of 12; Luxembourg's was worth nothing."""
    found = banzhaf({"de": 4, "fr": 4, "it": 4, "nl": 2, "be": 2, "lu": 1}, 12)
    assert found["lu"] == 0
    assert found["de"] == pytest.approx(5 / 21)
    assert found["nl"] == pytest.approx(3 / 21)


def test_where_nobody_can_win_nobody_has_power() -> None:
    assert banzhaf({"p": 1, "q": 1}, 3) == {"p": 0.0, "q": 0.0}


@pytest.mark.parametrize(("weights", "quota"), [({"p": -1}, 1), ({"p": 1}, 0)])
def test_what_is_no_vote_is_refused(weights: dict[str, int], quota: int) -> None:
    with pytest.raises(ValueError, match="quota"):
        banzhaf(weights, quota)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), st.integers(1, 40))
def test_counting_by_votes_is_counting_all_coalitions(votes: list[int], quota: int) -> None:
    weights = {str(number): weight for number, weight in enumerate(votes)}
    swings = dict.fromkeys(weights, 0)
    for size in range(len(weights) + 1):
        for coalition in combinations(weights, size):
            total = sum(weights[name] for name in coalition)
            for name in coalition:
                swings[name] += total >= quota > total - weights[name]
    total = sum(swings.values())
    expected = {name: swing / total if total else 0.0 for name, swing in swings.items()}
    assert banzhaf(weights, quota) == pytest.approx(expected)


@given(st.permutations([3, 5, 7, 11, 2]), st.integers(1, 28))
def test_power_follows_the_votes_and_not_the_name(votes: list[int], quota: int) -> None:
    found = banzhaf({str(number): weight for number, weight in enumerate(votes)}, quota)
    usual = banzhaf({str(weight): weight for weight in (3, 5, 7, 11, 2)}, quota)
    assert found == pytest.approx({str(number): usual[str(weight)] for number, weight in enumerate(votes)})


def test_forty_parties_are_counted() -> None:
    assert sum(banzhaf({str(number): number for number in range(1, 41)}, 411).values()) == pytest.approx(1)


# --- from the record ---


def owing(partners: tuple[str, ...] = ("ada", "bo")) -> Scene:
    """Bo owes Ada three things, and Ada owes Bo four."""
    scene = cast.agreed(partners)
    for number in range(4):
        agreed(scene, "ada", ("bo",), what=f"Drawing {number}")
        if number:
            agreed(scene, "bo", ("ada",), what=f"Trial {number}")
    return scene


def states(scene: Scene, by: str, **replaceable: int) -> None:
    fields = {"abilities": ["to build"], "review": scene.now.date(), "replaceable": replaceable}
    scene.act(by, capabilities.state, **fields)


def by_about(scene: Scene, name: str) -> dict[str, Reading]:
    return {each.about: each for each in readings(scene.alliance, scene.now) if each.measure == name}


def test_without_a_word_on_what_could_be_replaced_the_bounds_are_all_there_is() -> None:
    scene = owing()
    found = by_about(scene, "dependence")["ada>bo"]
    assert (found.value, found.low, found.high, found.why) == (1, 0, 1, UNSTATED)
    assert by_about(scene, "dependence_imbalance")["ada-bo"].value is None


def test_who_could_replace_more_depends_less() -> None:
    scene = owing()
    states(scene, ADA, bo=25)
    states(scene, BO, ada=75)
    found = by_about(scene, "dependence")
    assert (found["ada>bo"].value, found["bo>ada"].value) == (0.75, 0.25)
    assert by_about(scene, "dependence_imbalance")["ada-bo"].value == 0.5
    assert by_about(scene, "mutual_dependence")["ada-bo"].value == 1.0


def test_what_comes_through_a_third_party_is_not_dependence_on_the_second() -> None:
    scene = owing(("ada", "bo", "di"))
    agreed(scene, "di", ("ada",), importance="high")
    agreed(scene, "di", ("ada",), what="Licences", importance="low")
    found = bonds(scene.alliance, ("ada", "bo", "di"), scene.now)
    assert found["ada", "bo"].high == pytest.approx(3 / 5.5)
    assert found["ada", "di"].high == pytest.approx(2.5 / 5.5)


def test_two_commitments_say_nothing_of_dependence() -> None:
    scene = cast.agreed()
    agreed(scene)
    agreed(scene, what="Another")
    found = by_about(scene, "dependence")
    assert all(each.value is None and each.why for each in found.values())


def test_a_side_that_named_fewer_members_has_fewer_votes_and_not_less_power() -> None:
    """Nothing is carried by one party alone, so between two each can keep it from passing."""
    scene = cast.agreed()
    body = arrange(scene, ADA, steering(rule="simple"))
    scene.seat("p_ada2", "ada", ADA, role="member")
    scene.act(ADA, bodies.name_members, body=body, members=[ADA, "p_ada2"])
    why = by_about(scene, "voting_power")[f"{body}/ada"].why
    assert why == "Fewer than two parties have named members."
    scene.act(BO, bodies.name_members, body=body, members=[BO])
    assert by_about(scene, "vote_share")[f"{body}/ada"].value == pytest.approx(2 / 3)
    assert by_about(scene, "voting_power")[f"{body}/ada"].value == 0.5


def test_votes_of_an_earlier_day_are_those_of_that_day() -> None:
    scene = cast.agreed()
    body = arrange(scene, ADA, steering(rule="simple"))
    first = [scene.act(who, bodies.name_members, body=body, members=[who]).index for who in (ADA, BO)]
    then, scene.now = scene.now, scene.now + timedelta(days=100)
    scene.seat("p_ada2", "ada", ADA, role="member")
    scene.act(ADA, bodies.name_members, body=body, members=[ADA, "p_ada2"])
    earlier, now = (
        next(
            each for each in readings(scene.alliance, at) if (each.measure, each.about) == ("vote_share", f"{body}/ada")
        )
        for at in (then, scene.now)
    )
    assert (earlier.value, earlier.why) == (0.5, "1 of 2 votes.")
    assert now.value == pytest.approx(2 / 3)
    assert set(first) <= set(earlier.facts)
    assert not set(first) <= set(now.facts)


def test_before_a_body_was_set_up_it_had_no_votes() -> None:
    scene = cast.agreed()
    before, scene.now = scene.now, scene.now + timedelta(days=100)
    body = arrange(scene, ADA, steering())
    assert {each.about for each in readings(scene.alliance, before) if each.measure == "vote_share"} == {"ada", "bo"}
    assert f"{body}/ada" in by_about(scene, "vote_share")


def test_one_vote_for_each_partner_is_one_part_of_the_power_for_each() -> None:
    scene = cast.agreed(("ada", "bo", "di"))
    assert {each.value for each in by_about(scene, "voting_power").values()} == {1 / 3}
