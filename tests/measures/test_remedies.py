"""What a redress is computed from: the pools that call for one, the least change over agreed levers, references."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.redress.matters import Gain, Redress
from paripassu.alliance.redress.worths import state_worth
from paripassu.measures.balance import balance
from paripassu.measures.rebalancing import NO_REMEDY
from paripassu.measures.remedies import TOO_MANY, UNSTATED, Call, amounts, call_for, calls, figures, references, remedy
from tests import cast
from tests.alliance.mending import agreed, named, one, opened
from tests.cast import Scene, person
from tests.measures.pools import ON, alliance_of, put_in, received

PAIR = ("ada", "bo")


def lopsided(partners: tuple[str, ...] = PAIR) -> Scene:
    """An alliance whose partners put in alike, and of whom the first received far more."""
    scene = cast.agreed(partners)
    for party in partners:
        other = partners[0] if party != partners[0] else partners[1]
        entries = [scene.post(person(party), party, 100)]
        amount = 140 if party == partners[0] else 60
        entries += [scene.post(person(party), party, amount, side="reward") for _month in range(4)]
        for voter in partners:
            if voter != party:
                scene.confirm(person(voter), *entries)
        assert scene.status(entries[-1]) == "confirmed", other
    return scene


def called(alliance: Alliance, at: date | datetime = cast.DAY) -> list[Call]:
    """The pools of an alliance that call for a redress on a day."""
    terms = alliance.agreement.in_force
    return calls(alliance, [balance(alliance, pool.id, at=at) for pool in terms.pools] if terms else [])


def test_a_pool_outside_its_band_calls_for_a_redress_until_it_has_one() -> None:
    scene = lopsided()
    [call] = called(scene.alliance)
    assert call.where == {"ada": "stands", "bo": "stands"}
    opened(scene)
    assert called(scene.alliance) == []
    assert call_for(scene.alliance, balance(scene.alliance, "work", at=cast.DAY)) is not None


def test_a_level_pool_and_an_empty_one_call_for_nothing() -> None:
    level = [line(party, 100) for party in PAIR for line in (put_in, received) for _ in range(6)]
    assert called(alliance_of(PAIR, level), ON) == []
    assert called(alliance_of(PAIR, []), ON) == []
    assert called(Alliance(), ON) == []


def test_the_figures_kept_are_exact_and_of_every_partner() -> None:
    scene = lopsided()
    [call] = called(scene.alliance)
    ada, bo = figures(call.balance, call.outlook)
    assert (ada.party, ada.coefficient, bo.coefficient) == ("ada", Decimal("1.4"), Decimal("0.6"))
    opened(scene, figures=(ada, bo))


def test_the_least_change_uses_only_levers_that_both_ends_agreed_to() -> None:
    scene = lopsided()
    entry = opened(scene)
    named(scene, entry, most=Decimal(500))
    whole = balance(scene.alliance, "work", at=cast.DAY)
    found = remedy(scene.alliance, one(scene, entry), whole)
    assert (found.moves, found.remedy, found.why) == ({}, False, NO_REMEDY.format(parties="ada, bo"))
    lever = agreed(scene, entry, most=Decimal(500))
    found = remedy(scene.alliance, one(scene, entry), whole)
    assert found.remedy
    assert amounts(found, one(scene, entry)) == {lever: Decimal("80.00")}
    assert (found.must_move, found.cost_bound) == pytest.approx((80, 80))


def stated(scene: Scene, entry: int, alone: dict[str, int], gains: dict[str, int]) -> Redress:
    """Let every partner state what it would have alone, and what all gain together."""
    for party, amount in alone.items():
        group = [Gain(tuple(alone), Decimal(gains[party]))]
        scene.act(person(party), state_worth, redress=entry, alone=Decimal(amount), gains=group)
    return one(scene, entry)


def test_the_references_rest_on_what_all_have_stated() -> None:
    scene = lopsided()
    entry = opened(scene)
    assert references(one(scene, entry), PAIR).why == UNSTATED
    found = references(stated(scene, entry, {"ada": 20, "bo": 40}, {"ada": 30, "bo": 50}), PAIR)
    assert found.total == pytest.approx(100)
    for name in ("shapley", "nash_bargain", "nucleolus"):
        assert found.shares[name] == pytest.approx({"ada": 40, "bo": 60}), name
    assert (found.leavers, found.empty) == ((), False)


def test_the_references_are_the_same_under_other_names() -> None:
    one_way, other = lopsided(), lopsided()
    first = references(stated(one_way, opened(one_way), {"ada": 5, "bo": 9}, {"ada": 3, "bo": 4}), PAIR)
    second = references(stated(other, opened(other), {"ada": 9, "bo": 5}, {"ada": 4, "bo": 3}), PAIR)
    for name, shares in first.shares.items():
        assert shares["ada"] == pytest.approx(second.shares[name]["bo"])


def test_who_would_lose_by_the_alliance_has_no_bargain_and_no_crash() -> None:
    scene = lopsided()
    found = references(stated(scene, opened(scene), {"ada": 20, "bo": 40}, {"ada": -30, "bo": -50}), PAIR)
    assert "nash_bargain" not in found.shares
    assert found.why
    assert found.empty


def test_of_many_partners_the_groups_are_not_looked_at() -> None:
    partners = cast.partner_ids(12)
    scene = cast.agreed(partners)
    found = references(stated(scene, opened(scene), dict.fromkeys(partners, 1), dict.fromkeys(partners, 12)), partners)
    assert found.why == TOO_MANY
    assert found.shares["shapley"] == pytest.approx(dict.fromkeys(partners, 2))
    assert found.empty is None
