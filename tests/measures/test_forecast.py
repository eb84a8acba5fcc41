"""Where a pool is heading: certain about what was received, honest about what is not, the same for all names."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import FairnessRule
from paripassu.measures.balance import Balance, balance
from paripassu.measures.forecast import NO_TARGET, NOT_AHEAD, TOO_FEW, forecasts, next_review
from tests.measures.pools import ON, Line, alliance_of, lines_of, put_in, received

PAIR = ("ada", "bo")
YEAR = ON + timedelta(days=365)


def of(*lines: Line, **pool: object) -> Balance:
    return balance(alliance_of(PAIR, lines, **pool), "work", at=ON)  # type: ignore[arg-type]


def even(count: int = 12) -> list[Line]:
    """A year in which both put in and received alike."""
    months = [30 * number for number in range(count)]
    return [line(who, 100, days_ago=day) for day in months for who in PAIR for line in (put_in, received)]


def test_who_goes_on_alike_stays_alike() -> None:
    found = forecasts(of(*even()), YEAR)
    assert {party: one.expected for party, one in found.items()} == pytest.approx({"ada": 1, "bo": 1})
    assert not any(one.leaves for one in found.values())


def test_a_lean_that_goes_on_leads_out_of_the_band() -> None:
    """Two even years, then one in which ada received three quarters: another two such years lead out of the band."""
    past = [line._replace(days_ago=line.days_ago + 370) for line in even(24)]
    lean = [
        line
        for month in range(12)
        for line in (received("ada", 150, days_ago=30 * month), received("bo", 50, days_ago=30 * month))
    ]
    puts = [put_in(who, 100, days_ago=30 * month) for who in PAIR for month in range(12)]
    found = forecasts(of(*past, *lean, *puts), ON + timedelta(days=730))
    assert found["bo"].leaves
    assert found["ada"].leaves
    assert (found["bo"].below or 0) > 0.8
    assert (found["ada"].above or 0) > 0.8
    assert 0.5 < (found["bo"].expected or 0) < 0.8 < 1.2 < (found["ada"].expected or 0)


def test_the_nearer_the_day_the_surer_the_figure() -> None:
    whole = of(*even())
    near, far = forecasts(whole, ON + timedelta(days=10))["ada"], forecasts(whole, YEAR)["ada"]
    assert (near.high or 0) - (near.low or 0) < (far.high or 0) - (far.low or 0)


def test_the_chances_are_those_of_drawing_the_shares_to_come() -> None:
    lines = [*even(6), received("ada", 300, days_ago=5), put_in("bo", 40, days_ago=9)]
    whole = of(*lines)
    found = forecasts(whole, YEAR)["bo"]
    window, chance = whole.rolling, np.random.default_rng(11)
    share = float(window.standings["bo"].reward / window.rewarded)
    drawn = chance.beta(window.effective * share + 0.5, window.effective * (1 - share) + 0.5, 200_000)
    factor = 365 / 365
    put = {p: float(one.contribution) * (1 + factor) for p, one in whole.cumulative.standings.items()}
    target = put["bo"] / sum(put.values())
    rewarded = float(whole.cumulative.rewarded)
    coefficients = (
        (float(whole.cumulative.standings["bo"].reward) + drawn * rewarded * factor) / (2 * rewarded) / target
    )
    assert found.below == pytest.approx((coefficients < 0.8).mean(), abs=0.005)
    assert found.low == pytest.approx(np.quantile(coefficients, 0.05), abs=0.01)
    assert found.expected == pytest.approx(coefficients.mean(), abs=0.01)


@pytest.mark.parametrize(
    ("lines", "on", "why"),
    [
        ([], YEAR, "No reward"),
        (even(), ON, NOT_AHEAD),
        ([put_in("ada", 1), put_in("bo", 1), received("ada", 1), received("bo", 1)], YEAR, TOO_FEW),
    ],
)
def test_what_cannot_be_foretold_says_why(lines: list[Line], on: object, why: str) -> None:
    found = forecasts(of(*lines), on)  # type: ignore[arg-type]
    assert all(one.why.startswith(why) and one.expected is None and not one.leaves for one in found.values())


def test_who_has_no_target_has_no_forecast() -> None:
    rule = FairnessRule(shares={"ada": 1, "bo": 0})  # type: ignore[dict-item]
    found = forecasts(of(*even(), rule=rule), YEAR)
    assert found["bo"].why == NO_TARGET


@given(lines_of(("ada", "bo", "cleo"), status=st.just("confirmed")), st.permutations(("ada", "bo", "cleo")))
def test_renaming_the_parties_renames_the_forecast(lines: list[Line], names: list[str]) -> None:
    renamed = dict(zip(("ada", "bo", "cleo"), names, strict=True))
    lines += even(3)
    one = forecasts(balance(alliance_of(("ada", "bo", "cleo"), lines), "work", at=ON), YEAR)
    moved = [line._replace(of=renamed[line.of]) for line in lines]
    other = forecasts(balance(alliance_of(sorted(names), moved), "work", at=ON), YEAR)
    for party, each in one.items():
        twin = other[renamed[party]]
        assert each.why == twin.why
        if not each.why:
            assert (each.expected, each.low, each.below) == pytest.approx((twin.expected, twin.low, twin.below))


@given(lines_of(PAIR, status=st.just("confirmed")), st.integers(1, 2000))
def test_a_forecast_is_a_figure_with_an_interval_around_it_or_none_at_all(lines: list[Line], days: int) -> None:
    whole = balance(alliance_of(PAIR, lines), "work", at=ON)
    for one in forecasts(whole, ON + timedelta(days=days)).values():
        if one.why:
            assert one.expected is None
        else:
            assert 0 <= (one.low or 0) <= (one.high or 0)
            assert 0 <= (one.below or 0) + (one.above or 0) <= 1 + 1e-9


def test_without_an_agreed_day_half_a_year_ahead_is_looked_at() -> None:
    assert next_review(of(*even())) == ON + timedelta(days=182)
