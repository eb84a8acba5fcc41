"""The closing balance holds the sums of the ledger at one entry, and counts when every party has accepted it."""

from decimal import Decimal

import msgspec
import pytest

from paripassu.alliance import table
from paripassu.alliance.ending import closings
from paripassu.alliance.ending.closings import Payment, current, missing, status
from paripassu.alliance.ending.matters import Continuation
from tests import cast
from tests.alliance.arranging import arrange
from tests.alliance.parting import close, figures, state, winding_down
from tests.cast import ADA, BO, refused


def counted(scene: cast.Scene) -> None:
    """A hundred put in and received by Ada, sixty put in by Bo, all confirmed."""
    entries = [scene.post(ADA, "ada"), scene.post(ADA, "bo", 60), scene.post(ADA, "ada", 100, side="reward")]
    scene.confirm(BO, *entries)


def stands(scene: cast.Scene) -> str:
    closing = current(scene.alliance)
    assert closing is not None
    return status(scene.alliance, closing)


@pytest.mark.parametrize("count", [2, 3, 40])
def test_it_counts_once_every_party_has_accepted_it(count: int) -> None:
    names = cast.partner_ids(count)
    scene = winding_down(*names)
    index = state(scene, BO)
    others = [party for party in names if party != "bo"]
    for party in others:
        assert stands(scene) == "open"
        assert party in missing(scene.alliance, scene.alliance.ending.closings[index])
        scene.act(cast.person(party), closings.accept_closing, closing=index)
    assert stands(scene) == "accepted"


def test_the_sums_are_those_of_the_ledger_or_it_is_refused() -> None:
    scene = winding_down()
    counted(scene)
    [pool] = figures(scene)
    assert [(one.party, one.put, one.received) for one in pool.parties] == [
        ("ada", Decimal(100), Decimal(100)), ("bo", Decimal(60), Decimal(0)),
    ]  # fmt: skip
    ada, bo = pool.parties
    for wrong in (msgspec.structs.replace(bo, put=Decimal(61)), msgspec.structs.replace(bo, received=Decimal(1))):
        changed = msgspec.structs.replace(pool, parties=(ada, wrong))
        with refused("closing_differs"):
            scene.act(ADA, closings.state_closing, pools=[changed])
    state(scene)


def test_every_pool_and_every_partner_is_in_it_once() -> None:
    scene = winding_down()
    [pool] = figures(scene)
    for wrong in (
        [],
        [pool, pool],
        [msgspec.structs.replace(pool, parties=pool.parties[:1])],
        [msgspec.structs.replace(pool, parties=(*pool.parties, pool.parties[0]))],
        [msgspec.structs.replace(pool, pool="other")],
    ):
        with refused("closing_incomplete"):
            scene.act(ADA, closings.state_closing, pools=wrong)


def test_what_is_due_sums_to_what_was_received_or_is_left_out_with_the_reason() -> None:
    scene = winding_down()
    counted(scene)
    [pool] = figures(scene)
    ada, bo = pool.parties

    def due(one: str | None, other: str | None, why: str = "") -> list[closings.PoolClosing]:
        parties = tuple(
            msgspec.structs.replace(each, due=None if figure is None else Decimal(figure))
            for each, figure in ((ada, one), (bo, other))
        )
        return [msgspec.structs.replace(pool, parties=parties, why=why)]

    for one, other in (("62.5", "37"), ("62.5", None)):
        with refused("closing_no_sum"):
            scene.act(ADA, closings.state_closing, pools=due(one, other))
    with refused("closing_no_figure"):
        scene.act(ADA, closings.state_closing, pools=due("NaN", "1"))
    with refused("text_missing"):
        scene.act(ADA, closings.state_closing, pools=due(None, None))
    scene.act(ADA, closings.state_closing, pools=due("62.5", "37.5"))
    scene.act(ADA, closings.state_closing, pools=due(None, None, "Too little to say."))


def test_a_posting_that_comes_to_count_makes_it_stale_and_it_is_stated_anew() -> None:
    scene = winding_down()
    index = close(scene)
    entry = scene.post(ADA, "ada")
    assert stands(scene) == "accepted"
    scene.confirm(BO, entry)
    assert stands(scene) == "stale"
    with refused("closing_stale"):
        scene.act(BO, closings.object_to_closing, closing=index, reason="It is old.")
    again = close(scene)
    assert (stands(scene), status(scene.alliance, scene.alliance.ending.closings[index])) == ("accepted", "replaced")
    assert scene.alliance.ending.closings[index].replaced_by == again


def test_a_posting_that_settles_it_does_not_make_it_stale() -> None:
    scene = winding_down()
    index = close(scene)
    entry = scene.post(ADA, "ada", about=[index], what="Paid what the closing balance asks for")
    scene.confirm(BO, entry)
    assert stands(scene) == "accepted"
    assert scene.alliance.links.of(index) == (entry,)


def test_it_is_computed_after_the_last_entry_of_the_record() -> None:
    scene = winding_down()
    with refused("closing_elsewhere"):
        state(scene, at=scene.alliance.size - 1)


def test_who_objects_takes_its_acceptance_back_and_can_accept_after_all() -> None:
    scene = winding_down("ada", "bo", "d02")
    index = state(scene)
    scene.act(BO, closings.accept_closing, closing=index)
    scene.act(BO, closings.object_to_closing, closing=index, reason="The invoice of May is missing.")
    assert stands(scene) == "objected"
    found = [each for each in table.awaiting(scene.alliance, scene.now) if each.what == "closing_objected"]
    assert sorted(each.party for each in found) == ["ada", "d02"]
    scene.act(BO, closings.accept_closing, closing=index)
    scene.act("p_d02", closings.accept_closing, closing=index)
    assert stands(scene) == "accepted"
    with refused("closing_accepted"):
        scene.act(BO, closings.object_to_closing, closing=index, reason="After all not.")


def test_nobody_states_another_over_one_that_others_have_accepted() -> None:
    scene = winding_down("ada", "bo", "d02")
    index = state(scene)
    with refused("closing_waits"):
        state(scene, BO)
    scene.act(BO, closings.accept_closing, closing=index)
    with refused("closing_waits"):
        state(scene, ADA)
    scene.act("p_d02", closings.object_to_closing, closing=index, reason="A payment is missing.")
    state(scene, ADA)
    with refused("closing_replaced"):
        scene.act(BO, closings.accept_closing, closing=index)


@pytest.mark.parametrize(
    ("payment", "code"),
    [
        (Payment("work", "ada", "ada", Decimal(1)), "payment_unfit"),
        (Payment("work", "ada", "eve", Decimal(1)), "payment_unfit"),
        (Payment("none", "ada", "bo", Decimal(1)), "payment_unfit"),
        (Payment("work", "ada", "bo", Decimal(0)), "payment_unfit"),
        (Payment("work", "ada", "bo", Decimal("Infinity")), "number_unusable"),
    ],
)
def test_a_payment_is_from_one_partner_to_another(payment: Payment, code: str) -> None:
    with refused(code):
        state(winding_down(), payments=[payment])


def test_a_payment_is_part_of_what_is_accepted() -> None:
    scene = winding_down()
    index = state(scene, payments=[Payment("work", "ada", "bo", Decimal("12.50"))])
    assert scene.alliance.ending.closings[index].fact.payments[0].amount == Decimal("12.50")


def test_when_all_go_on_the_closing_balance_is_laid_aside() -> None:
    scene = winding_down()
    index = close(scene)
    arrange(scene, ADA, Continuation())
    assert current(scene.alliance) is None
    assert status(scene.alliance, scene.alliance.ending.closings[index]) == "replaced"


def test_nobody_closes_the_balance_while_nothing_ends() -> None:
    with refused("not_ending"):
        state(cast.agreed())
