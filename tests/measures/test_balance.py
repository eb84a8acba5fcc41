"""The balance of a pool: exact where it counts, silent where it cannot be computed, alike to all partners."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import FairnessRule
from paripassu.alliance.refusals import Refused
from paripassu.measures.balance import Balance, balance, months_before
from paripassu.measures.standings import (
    NO_CONTRIBUTION,
    NO_ENTITLEMENT,
    NO_NEEDS,
    NO_REWARD,
    ONE_PARTY,
    Picture,
    Standing,
)
from tests import cast
from tests.measures.pools import ON, Line, alliance_of, lines_of, put_in, received, rules_of

D = Decimal
THREE = ("ada", "bo", "di")


def of_three(*lines: Line, rule: FairnessRule | None = None, **pool: Any) -> Balance:
    return balance(alliance_of(THREE, lines, rule, **pool), "work", at=ON)


def coefficients(picture: Picture) -> dict[str, Decimal | None]:
    return {party: one.agreed.coefficient for party, one in picture.standings.items()}


METHODS = [
    put_in("ada", 40),
    put_in("bo", 40),
    put_in("di", 20),
    received("ada", 50),
    received("bo", 30),
    received("di", 20),
]


def test_the_published_example_comes_out_exactly() -> None:
    whole = of_three(*METHODS).cumulative
    assert coefficients(whole) == {"ada": D("1.25"), "bo": D("0.75"), "di": D(1)}
    assert (whole.index, whole.transfer) == (D("0.9"), D(10))
    assert [one.party for one in whole.lowest] == ["bo"]
    assert {party: one.lean for party, one in whole.standings.items()} == {"ada": D("0.1"), "bo": D("-0.1"), "di": 0}
    assert {party: one.level for party, one in whole.standings.items()} == {
        "ada": "watch", "bo": "watch", "di": "inside",
    }  # fmt: skip


def test_every_rule_is_shown_beside_the_agreed_one() -> None:
    rule = FairnessRule(D("0.5"), D("0.3"), D("0.2"), needs={"ada": D("0.5"), "bo": D("0.5")})
    ada = of_three(*METHODS, rule=rule).cumulative.standings["ada"]
    assert ada.agreed.target == D("0.4")
    assert ada.pure["equity"].target == D("0.4")
    assert round(ada.pure["equality"].coefficient or 0, 6) == D("1.5")
    assert ada.pure["need"].coefficient == 1


def test_a_carried_responsibility_is_input() -> None:
    carried = Line("bo", "responsibility", D(40))
    whole = of_three(put_in("ada", 40), carried, put_in("di", 20), *METHODS[3:]).cumulative
    assert coefficients(whole)["bo"] == D("0.75")


def test_agreed_shares_override_the_mix() -> None:
    rule = FairnessRule(shares={"ada": D("0.3333"), "bo": D("0.3333"), "di": D("0.3333")})
    whole = of_three(received("ada", 1), received("bo", 1), received("di", 1), rule=rule).cumulative
    assert coefficients(whole) == {"ada": 1, "bo": 1, "di": 1}


def test_without_entitlement_there_is_no_coefficient_and_never_infinity() -> None:
    whole = of_three(put_in("ada", 1), put_in("bo", 1), received("bo", 1), received("di", 3)).cumulative
    di = whole.standings["di"]
    assert (di.agreed.coefficient, di.agreed.why, di.level) == (None, NO_ENTITLEMENT, "no entitlement")
    assert di.agreed.gap == 3
    assert coefficients(whole)["ada"] == 0


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], NO_REWARD),
        ([put_in("ada", 1), put_in("bo", 1)], NO_REWARD),
        ([received("ada", 1), received("bo", 1)], NO_CONTRIBUTION),
        ([put_in("ada", 1), received("ada", 1)], ONE_PARTY),
        ([put_in("ada", 1), received("bo", 1, status="proposed")], NO_REWARD),
    ],
)
def test_what_cannot_be_computed_says_why(lines: list[Line], why: str) -> None:
    whole = of_three(*lines).cumulative
    assert (whole.why, whole.index, whole.transfer, whole.lowest) == (why, None, None, ())
    assert set(coefficients(whole).values()) == {None}
    assert {one.level for one in whole.standings.values()} == {"not computable"}


def test_need_is_not_judged_where_no_needs_are_agreed() -> None:
    assert of_three(*METHODS).cumulative.standings["ada"].pure["need"].why == NO_NEEDS


def test_below_the_agreed_minimum_there_is_no_figure() -> None:
    whole = of_three(*METHODS, minimum=D(101)).cumulative
    assert not whole.enough
    assert "100 EUR are confirmed" in whole.why
    assert "below 101 EUR" in whole.why
    assert {one.level for one in whole.standings.values()} == {"not enough"}
    assert of_three(*METHODS, minimum=D(100)).cumulative.enough


def test_the_window_forgets_and_the_beginning_does_not() -> None:
    old = [put_in("ada", 10, days_ago=400), put_in("bo", 10, days_ago=400), received("ada", 20, days_ago=400)]
    new = [put_in("ada", 10), put_in("bo", 10), received("bo", 20)]
    both = of_three(*old, *new)
    assert coefficients(both.cumulative) | {"di": None} == {"ada": 1, "bo": 1, "di": None}
    assert coefficients(both.rolling) | {"di": None} == {"ada": 0, "bo": 2, "di": None}
    assert both.rolling.facts == (3, 4, 5)


def test_the_history_ends_on_the_day_itself_and_steps_by_quarters() -> None:
    lines = [*METHODS[:3], put_in("ada", 1, days_ago=180), received("bo", 9, days_ago=150), *METHODS[3:]]
    points = of_three(*lines).history
    assert [point.on for point in points] == [date(2025, 9, 30), date(2025, 12, 31), ON]
    assert points[0].coefficients == {"ada": 0, "bo": None, "di": None}
    assert points[-1].coefficients == coefficients(of_three(*lines).cumulative)
    assert [point.entries for point in points] == [2, 2, 8]


def test_a_ledger_that_claims_a_distant_past_has_a_short_history() -> None:
    assert len(of_three(*METHODS, put_in("ada", 1, days_ago=700_000)).history) == 20


def test_open_entries_move_the_bounds_and_not_the_figure() -> None:
    lines = [*METHODS, received("bo", 20, status="proposed"), received("ada", 10, status="disputed")]
    bo = of_three(*lines).cumulative.standings["bo"]
    assert bo.agreed.coefficient == D("0.75")
    assert bo.bounds is not None
    assert bo.bounds.low is not None
    assert round(bo.bounds.low, 20) == round(D(30) / D(110) / D("0.4"), 20)
    assert bo.bounds.high is not None
    assert round(bo.bounds.high, 20) == round(D(50) / D(120) / D("0.4"), 20)
    assert (bo.open, bo.open_facts) == (D(20), (6,))


def test_the_disputed_share_is_of_all_that_stands() -> None:
    whole = of_three(*METHODS, received("bo", 40, status="proposed"), received("ada", 10, status="disputed")).cumulative
    assert whole.disputed_share == D("0.04")
    assert whole.disputed_facts == (7,)


def test_an_entry_without_a_rate_widens_the_bounds_only_as_far_as_it_may_be_worth() -> None:
    alliance = alliance_of(THREE, [*METHODS, received("bo", 3, unit="sheep")])
    without = balance(alliance, "work", at=ON).cumulative.standings["bo"].bounds
    within = balance(alliance, "work", at=ON, worth={6: D(20)}).cumulative.standings["bo"].bounds
    assert without is not None
    assert without.low == without.high == D("0.75")
    assert within is not None
    assert within.high is not None
    assert round(within.high, 20) == round(D(50) / D(120) / D("0.4"), 20)


def test_what_is_not_counted_is_listed_with_its_entries() -> None:
    lines = [
        put_in("ada", 1, status="proposed"), put_in("ada", 1, status="withdrawn"), put_in("bo", 3, unit="sheep"),
        put_in("ada", 1, days_ago=-30), put_in("zoe", 1), put_in("bo", 1, unit="sheep"),
    ]  # fmt: skip
    left_out = {one.reason: one.entries for one in of_three(*lines).uncounted}
    assert left_out == {"proposed": (0,), "withdrawn": (1,), "unvalued": (2, 5), "later": (3,), "former": (4,)}
    assert "2 entries have no agreed rate." in [one.sentence for one in of_three(*lines).uncounted]


def test_an_alliance_without_a_text_in_force_has_no_balance(unsigned: cast.Scene) -> None:
    with pytest.raises(Refused, match="No agreement is in force"):
        balance(unsigned.alliance, "work", at=ON)


def test_a_pool_that_does_not_exist_is_refused_with_those_that_do(scene: cast.Scene) -> None:
    with pytest.raises(Refused, match=r"There is no pool “play”\. There is: work"):
        balance(scene.alliance, "play", at=ON)


def test_what_the_ledger_takes_today_counts_today(scene: cast.Scene) -> None:
    tomorrow_here = (scene.now + timedelta(hours=14)).date()
    entry = scene.post(cast.ADA, "ada", on=tomorrow_here)
    scene.confirm(cast.BO, entry)
    at = datetime(2026, 1, 5, 10, tzinfo=UTC)
    assert entry in balance(scene.alliance, "work", at=at).cumulative.facts


def test_thanks_are_listed_and_never_netted(scene: cast.Scene) -> None:
    from paripassu.alliance import ledger

    thanked = scene.act(cast.ADA, ledger.appreciate, to="bo", on=cast.DAY, what="the weekend").index
    found = balance(scene.alliance, "work", at=scene.now)
    assert [(one.reason, one.entries) for one in found.uncounted] == [("appreciated", (thanked,))]
    assert found.cumulative.facts == ()


def test_a_correction_on_its_way_moves_the_bounds_from_the_old_value_to_the_new(scene: cast.Scene) -> None:
    for party, other in (("ada", cast.BO), ("bo", cast.ADA)):
        for side in ("contribution", "reward"):
            entry = scene.post(cast.person(party), party, 100, side=side)
            scene.confirm(other, entry)
    scene.post(cast.BO, "bo", 300, side="reward", corrects=entry)
    bo = balance(scene.alliance, "work", at=scene.now).cumulative.standings["bo"]
    assert bo.agreed.coefficient == 1
    assert bo.bounds is not None
    assert (bo.bounds.low, bo.bounds.high) == (D(1), D("1.5"))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [("2026-01-05", 12, "2025-01-05"), ("2024-03-31", 1, "2024-02-29"), ("0001-02-01", 120, "0001-01-01")],
)
def test_months_are_counted_back_to_a_day_that_exists(day: str, months: int, expected: str) -> None:
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(expected)


# --- properties ---


@st.composite
def pools(draw: st.DrawFn) -> tuple[tuple[str, ...], list[Line], FairnessRule]:
    partners = cast.partner_ids(draw(st.integers(2, 6) | st.just(40)))
    return partners, draw(lines_of(partners)), draw(rules_of(partners))


def renamed_rule(rule: FairnessRule, names: dict[str, str]) -> FairnessRule:
    needs = {names[party]: part for party, part in rule.needs.items()}
    shares = {names[party]: part for party, part in rule.shares.items()}
    return FairnessRule(rule.equity, rule.equality, rule.need, needs, shares)


def figures_of(one: Standing) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in one.__slots__ if name != "party")


@given(pools(), st.randoms(use_true_random=False))
def test_renaming_the_parties_renames_the_results_and_changes_nothing_else(
    pool: tuple[tuple[str, ...], list[Line], FairnessRule], random: Any
) -> None:
    partners, lines, rule = pool
    others = random.sample(partners, len(partners))
    names = dict(zip(partners, others, strict=True))
    one = balance(alliance_of(partners, lines, rule), "work", at=ON)
    renamed = [line._replace(of=names[line.of]) for line in lines]
    other = balance(alliance_of(others, renamed, renamed_rule(rule, names)), "work", at=ON)
    for mine, theirs in ((one.cumulative, other.cumulative), (one.rolling, other.rolling)):
        assert (mine.index, mine.transfer, mine.why, mine.facts) == (
            theirs.index,
            theirs.transfer,
            theirs.why,
            theirs.facts,
        )
        for party, name in names.items():
            assert figures_of(mine.standings[party]) == figures_of(theirs.standings[name])
    assert one.uncounted == other.uncounted


@given(pools())
def test_only_what_is_confirmed_counts(pool: tuple[tuple[str, ...], list[Line], FairnessRule]) -> None:
    partners, lines, rule = pool
    confirmed = [line for line in lines if line.status == "confirmed"]
    some = balance(alliance_of(partners, lines, rule), "work", at=ON).cumulative
    only = balance(alliance_of(partners, confirmed, rule), "work", at=ON).cumulative
    assert coefficients(some) == coefficients(only)
    assert (some.index, some.transfer, some.why) == (only.index, only.transfer, only.why)


@given(pools())
def test_the_bounds_hold_the_figure_and_every_way_the_open_entries_may_be_decided(
    pool: tuple[tuple[str, ...], list[Line], FairnessRule],
) -> None:
    partners, lines, rule = pool
    now = balance(alliance_of(partners, lines, rule), "work", at=ON).cumulative
    decided = [line._replace(status="confirmed") if line.status in ("proposed", "disputed") else line for line in lines]
    half = [new if place % 2 else old for place, (old, new) in enumerate(zip(lines, decided, strict=True))]
    for case in (lines, decided, half):
        then = balance(alliance_of(partners, case, rule), "work", at=ON).cumulative
        for party, one in now.standings.items():
            coefficient = then.standings[party].agreed.coefficient
            if one.bounds is not None and coefficient is not None:
                assert one.bounds.low is None or one.bounds.low <= coefficient + D("1e-20")
                assert one.bounds.high is None or coefficient <= one.bounds.high + D("1e-20")


@given(pools())
def test_coefficients_weighted_by_entitlement_average_to_one(
    pool: tuple[tuple[str, ...], list[Line], FairnessRule],
) -> None:
    partners, lines, rule = pool
    whole = balance(alliance_of(partners, lines, rule), "work", at=ON).cumulative
    stand = list(whole.standings.values())
    if whole.enough and all(one.agreed.target or not one.reward for one in stand):
        weighted = [(one.agreed.target or D(0)) * (one.agreed.coefficient or D(0)) for one in stand]
        assert abs(sum(weighted, D(-1))) < D("1e-20")
    gaps = [one.agreed.gap for one in stand if one.agreed.gap is not None]
    assert abs(sum(gaps, D(0))) < D("1e-15")


@given(pools())
def test_nothing_that_cannot_be_computed_is_given_as_a_figure(
    pool: tuple[tuple[str, ...], list[Line], FairnessRule],
) -> None:
    partners, lines, rule = pool
    found = balance(alliance_of(partners, lines, rule), "work", at=ON)
    for picture in (found.cumulative, found.rolling):
        assert (picture.index is None) == bool(picture.why)
        assert picture.index is None or 0 <= picture.index <= 1
        for one in picture.standings.values():
            given_ = one.agreed.coefficient
            assert (given_ is None) == bool(one.agreed.why)
            assert given_ is None or given_.is_finite()
            assert (given_ is None) == (one.tendency is None)
