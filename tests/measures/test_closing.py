"""The closing balance is reckoned as the balance is, and the payments bring each party to what it ought to have."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance.agreement.terms import FairnessRule
from paripassu.alliance.ending import closings
from paripassu.alliance.ending.closings import PartyClosing, PoolClosing
from paripassu.measures.closing import closing, payments
from tests import cast
from tests.alliance.parting import winding_down
from tests.cast import ADA, BO


def counted(scene: cast.Scene, *sums: tuple[str, str, int]) -> None:
    entries = [scene.post(ADA, of, quantity, side=side) for of, side, quantity in sums]
    scene.confirm(BO, *entries)


def test_under_equity_who_put_in_a_third_ought_to_have_a_third() -> None:
    scene = winding_down()
    counted(scene, ("ada", "contribution", 100), ("bo", "responsibility", 50), ("ada", "reward", 90))
    [pool], [payment] = closing(scene.alliance, scene.now)
    assert pool.parties == (
        PartyClosing("ada", Decimal(100), Decimal(90), Decimal("60.00")),
        PartyClosing("bo", Decimal(50), Decimal(0), Decimal("30.00")),
    )
    assert (payment.payer, payment.receiver, payment.amount) == ("ada", "bo", Decimal("30.00"))


def test_what_the_measures_reckon_can_be_stated_as_it_is() -> None:
    scene = winding_down()
    counted(scene, ("ada", "contribution", 100), ("bo", "contribution", 200), ("bo", "reward", 77))
    pools, squaring = closing(scene.alliance, scene.now)
    index = scene.act(ADA, closings.state_closing, pools=pools, payments=squaring).index
    assert scene.alliance.ending.closings[index].fact.payments == squaring


def test_where_nothing_was_received_it_says_why_there_is_no_figure() -> None:
    scene = winding_down()
    counted(scene, ("ada", "contribution", 100))
    [pool], squaring = closing(scene.alliance, scene.now)
    assert pool.why
    assert squaring == ()
    assert [one.due for one in pool.parties] == [None, None]
    scene.act(ADA, closings.state_closing, pools=[pool])


def test_a_party_that_the_rule_gives_nothing_ought_to_have_nothing() -> None:
    rule = FairnessRule(shares={"ada": Decimal(1), "bo": Decimal(0)})
    scene = cast.agreed(pools=(msgspec.structs.replace(cast.WORK, rule=rule),))
    counted(scene, ("ada", "contribution", 100), ("bo", "reward", 40))
    [pool], [payment] = closing(scene.alliance, scene.now)
    assert [one.due for one in pool.parties] == [Decimal("40.00"), Decimal("0.00")]
    assert (payment.payer, payment.amount) == ("bo", Decimal("40.00"))


AMOUNTS = st.lists(st.integers(0, 10_000), min_size=2, max_size=40)


@settings(max_examples=60, deadline=None)
@given(received=AMOUNTS, seed=st.randoms(use_true_random=False))
def test_the_payments_bring_everybody_to_its_due_and_do_not_depend_on_names(received: list[int], seed: object) -> None:
    names = list(cast.partner_ids(len(received)))
    share = (Decimal(sum(received)) / len(received)).quantize(Decimal("0.01"))
    parties = tuple(PartyClosing(n, Decimal(0), Decimal(r), share) for n, r in zip(names, received, strict=True))
    found = payments(PoolClosing("work", "EUR", parties))
    for one in parties:
        paid = sum((p.amount for p in found if p.payer == one.party), Decimal(0))
        got = sum((p.amount for p in found if p.receiver == one.party), Decimal(0))
        assert abs(one.received - paid + got - share) <= Decimal("0.01") * (len(received) + 1)
    turned = names[:]
    seed.shuffle(turned)  # type: ignore[attr-defined]  # a Random
    other = dict(zip(names, turned, strict=True))
    renamed = tuple(
        sorted((msgspec.structs.replace(one, party=other[one.party]) for one in parties), key=lambda one: one.party)
    )
    again = payments(PoolClosing("work", "EUR", renamed))
    assert {(other[p.payer], other[p.receiver], p.amount) for p in found} == {
        (p.payer, p.receiver, p.amount) for p in again
    }


@pytest.mark.parametrize("received", [(5, 5), (0, 0)])
def test_where_everybody_has_its_due_nobody_pays(received: tuple[int, int]) -> None:
    parties = tuple(PartyClosing(n, Decimal(0), Decimal(r), Decimal(r)) for n, r in zip("ab", received, strict=True))
    assert payments(PoolClosing("work", "EUR", parties)) == ()
