"""Rebalancing: the least change, proven, alike to all parties, and an answer where there is no remedy."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.refusals import Refused
from paripassu.measures.rebalancing import ALREADY, NOTHING_TO_SHARE, ONE_PARTY, Lever, Proposal, proposal

PARTIES = ("ada", "bo", "di", "eli")
FEW = settings(max_examples=40, deadline=None)
AMOUNTS = st.integers(0, 60).map(float)
PAIRS = st.permutations(PARTIES).map(lambda order: (order[0], order[1]))
LEVERS = st.lists(st.tuples(PAIRS, st.integers(1, 40), st.integers(1, 3)), max_size=8).map(
    lambda drawn: [
        Lever(f"lever {place}", giver, receiver, float(most), float(price))
        for place, ((giver, receiver), most, price) in enumerate(drawn)
    ]
)
RECEIVED = st.fixed_dictionaries(dict.fromkeys(PARTIES, AMOUNTS)).filter(lambda amounts: sum(amounts.values()) > 0)
EQUAL = dict.fromkeys(PARTIES, 0.25)
BOTH_WAYS = [Lever(f"{one} to {other}", one, other, 1000) for one in PARTIES for other in PARTIES if one != other]


def close(found: Proposal, **expected: float) -> bool:
    return found.moves == pytest.approx(expected, abs=1e-5)


def test_the_example_of_the_methods_moves_a_tenth() -> None:
    found = proposal(
        {"ada": 50, "bo": 30, "di": 20}, {"ada": 0.4, "bo": 0.4, "di": 0.2}, [Lever("revenue", "ada", "bo", 40)]
    )
    assert found.remedy
    assert close(found, revenue=10)
    assert (found.moved, found.must_move) == pytest.approx((10, 10))
    assert found.after == pytest.approx({"ada": 40, "bo": 40, "di": 20})


def test_the_cheaper_way_is_taken_even_by_a_detour() -> None:
    levers = [
        Lever("cash", "ada", "bo", 40, price=3, kind="compensation"),
        Lever("work", "ada", "di", 40, kind="work"),
        Lever("credit", "di", "bo", 40, kind="contribution"),
    ]
    found = proposal({"ada": 50, "bo": 30, "di": 20}, {"ada": 0.4, "bo": 0.4, "di": 0.2}, levers)
    assert close(found, work=10, credit=10)
    assert (found.cost, found.cost_bound, found.gap) == pytest.approx((20, 20, 0), abs=1e-5)


def test_where_levers_are_alike_each_is_used_alike_whatever_their_names() -> None:
    levers = [Lever("aaa", "ada", "bo", 20), Lever("zzz", "ada", "bo", 20), Lever("mmm", "ada", "bo", 10)]
    found = proposal({"ada": 60, "bo": 40}, {"ada": 0.5, "bo": 0.5}, levers)
    assert close(found, aaa=4, zzz=4, mmm=2)


def test_no_remedy_within_the_levers_is_an_answer() -> None:
    found = proposal({"ada": 60, "bo": 40}, {"ada": 0.5, "bo": 0.5}, [Lever("cash", "ada", "bo", 4)])
    assert not found.remedy
    assert close(found, cash=4)
    assert found.remains == pytest.approx({"ada": 6, "bo": -6}, abs=1e-4)
    assert found.why.startswith("No remedy within your levers. Still outside the band: ada, bo.")
    assert proposal({"ada": 60, "bo": 40}, {"ada": 0.5, "bo": 0.5}, []).remains == {"ada": 10, "bo": -10}


def test_what_no_lever_mends_is_not_mended_at_the_cost_of_more_moves() -> None:
    received = {"ada": 70, "bo": 10, "di": 10, "eli": 10}
    targets = {"ada": 0.55, "bo": 0.15, "di": 0.15, "eli": 0.15}
    found = proposal(received, targets, [Lever("first", "ada", "bo", 50), Lever("second", "ada", "di", 50)])
    assert close(found, first=5, second=5)
    assert found.remains == pytest.approx({"ada": 5, "eli": -5}, abs=1e-4)


def test_who_is_short_alike_stays_short_alike() -> None:
    levers = [Lever("little", "ada", "eli", 4), Lever("a", "eli", "bo", 50), Lever("b", "eli", "di", 50)]
    received = {"ada": 60, "bo": 10, "di": 10, "eli": 20}
    found = proposal(received, {"ada": 0.4, "bo": 0.2, "di": 0.2, "eli": 0.2}, levers)
    assert found.remains == pytest.approx({"ada": 16, "bo": -8, "di": -8}, abs=1e-4)


def test_within_the_band_nothing_moves() -> None:
    found = proposal({"ada": 55, "bo": 45}, {"ada": 0.5, "bo": 0.5}, BOTH_WAYS[:1], tolerance=0.2)
    assert (found.moves, found.remedy, found.why) == ({}, True, ALREADY)


def test_what_cannot_be_computed_says_why() -> None:
    assert proposal({"ada": 0, "bo": 0}, {"ada": 0.5, "bo": 0.5}, []).why == NOTHING_TO_SHARE
    assert proposal({"ada": 5}, {"ada": 1}, []).why == ONE_PARTY


@pytest.mark.parametrize(
    ("lever", "words"),
    [
        (Lever("x", "ada", "ada", 1), "from one party here"),
        (Lever("x", "ada", "eve", 1), "from one party here"),
        (Lever("x", "ada", "bo", -1), "a range and a price"),
        (Lever("x", "ada", "bo", 1, price=0), "a range and a price"),
    ],
)
def test_a_lever_that_makes_no_sense_is_refused(lever: Lever, words: str) -> None:
    with pytest.raises(Refused, match=words):
        proposal({"ada": 1, "bo": 1}, {"ada": 0.5, "bo": 0.5}, [lever])
    with pytest.raises(Refused, match="name of its own"):
        proposal({"ada": 1, "bo": 1}, {"ada": 0.5, "bo": 0.5}, [Lever("x", "ada", "bo", 1)] * 2)


@FEW
@given(RECEIVED)
def test_with_free_hands_the_bound_is_reached(received: dict[str, float]) -> None:
    found = proposal(received, EQUAL, BOTH_WAYS)
    assert found.remedy
    whole = sum(received.values())
    assert found.moved == pytest.approx(sum(abs(each - whole / 4) for each in received.values()) / 2, abs=1e-4)
    assert found.moved == pytest.approx(found.must_move, abs=1e-4)


@FEW
@given(RECEIVED, LEVERS, st.sampled_from([0.0, 0.1, 0.3]))
def test_every_proposal_keeps_its_promises(received: dict[str, float], levers: list[Lever], tolerance: float) -> None:
    found, whole = proposal(received, EQUAL, levers, tolerance=tolerance), sum(received.values())
    most = {lever.id: lever.most for lever in levers}
    assert all(0 < move <= most[lever] + 1e-5 for lever, move in found.moves.items())
    assert sum(found.after.values()) == pytest.approx(whole)
    assert found.remedy == (not found.remains)
    if found.remedy:
        assert found.moved >= found.must_move - 1e-4
        reach = tolerance * whole / 4
        assert all(abs(each - whole / 4) <= reach + 1e-4 for each in found.after.values())
    assert found.cost == pytest.approx(found.cost_bound, abs=1e-4)


@FEW
@given(RECEIVED, LEVERS, st.permutations(PARTIES), st.randoms(use_true_random=False))
def test_renaming_and_reordering_change_nothing_else(
    received: dict[str, float], levers: list[Lever], names: list[str], random: object
) -> None:
    new = dict(zip(PARTIES, names, strict=True))
    order = sorted(levers, key=lambda lever: (lever.most, lever.id), reverse=True)
    again = [
        Lever(f"{place} {new[lever.giver]}", new[lever.giver], new[lever.receiver], lever.most, lever.price)
        for place, lever in enumerate(order)
    ]
    first = proposal(received, EQUAL, levers)
    second = proposal({new[party]: received[party] for party in reversed(PARTIES)}, EQUAL, again)
    told = {again[place].id: first.moves.get(lever.id, 0.0) for place, lever in enumerate(order)}
    assert {lever: second.moves.get(lever, 0.0) for lever in told} == pytest.approx(told, abs=1e-3)


def test_a_lever_that_is_dear_to_start_is_left_alone() -> None:
    levers = [
        Lever("many meetings", "ada", "bo", 8, start=5),
        Lever("more meetings", "ada", "bo", 8, start=5),
        Lever("one meeting", "ada", "bo", 12, start=6),
    ]
    found = proposal({"ada": 60, "bo": 40}, {"ada": 0.5, "bo": 0.5}, levers)
    assert close(found, **{"one meeting": 10})
    assert (found.cost, found.gap) == pytest.approx((16, 0), abs=1e-5)


def test_with_many_parties_starting_costs_are_spread_and_the_gap_is_told() -> None:
    many = [f"party {place}" for place in range(22)]
    received = {party: 10.0 + place for place, party in enumerate(many)}
    levers = [Lever(f"{one} to {other}", one, other, 20, start=2) for one in many[::2] for other in many[1::2]] + [
        Lever(f"{one} to {other}", one, other, 20, start=2) for one in many[1::2] for other in many[::2]
    ]
    found = proposal(received, dict.fromkeys(many, 1 / 22), levers)
    assert found.remedy
    assert found.cost_bound <= found.cost
    assert 0 <= found.gap < 1
