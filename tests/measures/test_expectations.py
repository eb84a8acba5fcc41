"""What would follow if something came to be: the same measure, with one more assumption, and nothing recorded."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.changes.notices import Expected
from paripassu.measures.balance import balance
from paripassu.measures.expectations import what_if
from tests.cast import ADA, BO, Scene, agreed, person


def ledger_of(*amounts: tuple[str, str, int]) -> Scene:
    """Two partners with these confirmed lines: who, given or received, and how much."""
    scene = agreed()
    for of, way, quantity in amounts:
        side = "reward" if way == "received" else "contribution"
        entry = scene.post(person(of), of, quantity, side=side)
        scene.confirm(BO if of == "ada" else ADA, entry)
    return scene


EVEN = (("ada", "given", 100), ("bo", "given", 100), ("ada", "received", 50), ("bo", "received", 50))


def expects(**fields: Any) -> Expected:
    usual: dict[str, Any] = {"pool": "work", "of": "ada", "way": "given", "change": Decimal(100)}
    return Expected(**(usual | fields))


def coefficient(found: Any, party: str) -> Decimal:
    value = found.cumulative.standings[party].agreed.coefficient
    assert value is not None
    return Decimal(value)


def test_more_given_by_one_leaves_it_with_less_than_its_due() -> None:
    scene = ledger_of(*EVEN)
    found = what_if(scene.alliance, "work", [expects()], at=scene.now)
    assert coefficient(found.before, "ada") == coefficient(found.before, "bo") == 1
    # Ada would have given 200 of 300 and received half: 0.5 / (2/3).
    assert coefficient(found.after, "ada") == Decimal("0.75")
    assert coefficient(found.after, "bo") == Decimal("1.5")


def test_per_cent_are_of_what_the_window_holds_and_can_be_of_one_kind_alone() -> None:
    scene = ledger_of(*EVEN)
    people = scene.post(ADA, "ada", 2, unit="hour", resource="people")
    scene.confirm(BO, people)
    found = what_if(
        scene.alliance, "work", [expects(change=Decimal(10), percent=True, resource="people")], at=scene.now
    )
    assert [shift.amount for shift in found.shifts] == [Decimal(16)]
    assert found.after.cumulative.standings["ada"].contribution == Decimal(276)
    scene.now += timedelta(days=800)
    later = what_if(scene.alliance, "work", [expects(change=Decimal(10), percent=True)], at=scene.now)
    assert [shift.amount for shift in later.shifts] == [Decimal(0)]


def test_no_more_is_taken_away_than_there_is_and_it_is_said() -> None:
    scene = ledger_of(*EVEN)
    less = [expects(change=Decimal(-70)), expects(change=Decimal(-70))]
    found = what_if(scene.alliance, "work", less, at=scene.now)
    assert [(shift.amount, shift.cut) for shift in found.shifts] == [(Decimal(-70), False), (Decimal(-30), True)]
    assert found.after.cumulative.standings["ada"].contribution == 0


def test_nothing_expected_is_the_balance_as_it_is_and_other_pools_stay_out() -> None:
    scene = ledger_of(*EVEN)
    found = what_if(scene.alliance, "work", [expects(pool="play")], at=scene.now)
    assert found.before == found.after == balance(scene.alliance, "work", at=scene.now)
    assert found.shifts == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ada", "bo"]), st.sampled_from(["given", "received"]),
                          st.integers(-300, 300).filter(bool)), max_size=4))  # fmt: skip
def test_it_records_nothing_and_knows_no_side(moves: list[tuple[str, str, int]]) -> None:
    scene, mirrored = ledger_of(*EVEN), {"ada": "bo", "bo": "ada"}
    said = [expects(of=of, way=way, change=Decimal(change)) for of, way, change in moves]
    other = [expects(of=mirrored[of], way=way, change=Decimal(change)) for of, way, change in moves]
    size, lines = scene.alliance.size, dict(scene.alliance.ledger.postings)
    one, two = (what_if(scene.alliance, "work", each, at=scene.now) for each in (said, other))
    assert (scene.alliance.size, scene.alliance.ledger.postings) == (size, lines)
    for party in ("ada", "bo"):
        a, b = (found.after.cumulative.standings[p] for found, p in ((one, party), (two, mirrored[party])))
        assert (a.contribution, a.reward, a.agreed.coefficient) == (b.contribution, b.reward, b.agreed.coefficient)
        assert a.contribution >= 0
