"""The ledger: who may post, confirm, dispute, withdraw and correct, and what counts."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.agreement.terms import Pool, Rate
from paripassu.alliance.alliance import audience
from paripassu.alliance.ledger import awaited
from tests import cast
from tests.cast import ADA, BO, CY, WORK, Scene, refused

ONE = Pool("work", "Joint work", "EUR", confirmations="one")
DEE = cast.person("d02")


def three(pool: Pool = WORK) -> Scene:
    return cast.agreed(cast.partner_ids(3), pools=(pool,))


def waits_for(scene: Scene, entry: int) -> tuple[str, ...]:
    return awaited(scene.alliance, scene.alliance.ledger.posting(entry))


def value(scene: Scene, entry: int) -> Decimal | None:
    return scene.alliance.ledger.posting(entry).value


def test_a_posting_counts_once_the_other_side_has_confirmed_it(scene: Scene) -> None:
    entry = scene.post(ADA, "ada")
    assert (scene.status(entry), waits_for(scene, entry)) == ("proposed", ("bo",))
    scene.confirm(BO, entry)
    assert (scene.status(entry), waits_for(scene, entry)) == ("confirmed", ())


def test_nobody_confirms_or_disputes_their_own_posting(scene: Scene) -> None:
    entry = scene.post(ADA, "bo")
    scene.seat("p_colleague", "ada", ADA, role="member")
    for who in (ADA, "p_colleague"):
        with refused("own_posting"):
            scene.confirm(who, entry)
        with refused("own_posting"):
            scene.act(who, ledger.dispute, entry=entry, reason="hm")


def test_every_other_partner_confirms_where_the_pool_says_every() -> None:
    scene = three()
    entry = scene.post(ADA, "ada")
    scene.confirm(BO, entry)
    assert (scene.status(entry), waits_for(scene, entry)) == ("proposed", ("d02",))
    scene.confirm(DEE, entry)
    assert scene.status(entry) == "confirmed"


def test_one_other_is_enough_where_the_pool_says_one() -> None:
    scene = three(ONE)
    entry = scene.post(ADA, "ada")
    assert waits_for(scene, entry) == ("bo", "d02")
    scene.confirm(DEE, entry)
    assert scene.status(entry) == "confirmed"


def test_where_one_is_enough_it_is_the_one_concerned() -> None:
    scene = three(ONE)
    entry = scene.post(ADA, "bo")
    scene.confirm(DEE, entry)
    assert (scene.status(entry), waits_for(scene, entry)) == ("proposed", ("bo",))
    scene.confirm(BO, entry)
    assert scene.status(entry) == "confirmed"


def test_a_dispute_keeps_a_posting_open_even_where_one_is_enough() -> None:
    scene = three(ONE)
    entry = scene.post(ADA, "ada")
    scene.act(BO, ledger.dispute, entry=entry, reason="I was there: it was half")
    scene.confirm(DEE, entry)
    assert (scene.status(entry), waits_for(scene, entry)) == ("disputed", ("bo",))
    scene.confirm(BO, entry)
    assert scene.status(entry) == "confirmed"


def test_where_the_one_concerned_has_left_another_is_asked_and_not_nobody() -> None:
    scene = three(ONE)
    entry = scene.post(ADA, "d02")
    smaller = cast.terms(("ada", "bo"), pools=(ONE,))
    cast.agree(scene, smaller, reason="change", note="d02 leaves")
    assert (scene.status(entry), waits_for(scene, entry)) == ("proposed", ("bo",))


def test_a_party_that_has_left_is_waited_for_no_more() -> None:
    scene = three()
    entry = scene.post(ADA, "ada")
    scene.confirm(BO, entry)
    cast.agree(scene, cast.terms(("ada", "bo")), reason="change", note="d02 leaves")
    assert scene.status(entry) == "confirmed"
    with refused("party_left"):
        scene.post(DEE, "ada")
    with refused("party_left"):
        scene.confirm(DEE, scene.post(ADA, "ada"))
    with refused("party_unknown"):
        scene.post(ADA, "d02")


def test_a_dispute_takes_the_own_confirmation_back_and_a_confirmation_the_own_dispute() -> None:
    scene = three()
    entry = scene.post(ADA, "ada")
    scene.confirm(BO, entry)
    scene.act(BO, ledger.dispute, entry=entry, reason="the bill says less")
    assert (scene.status(entry), waits_for(scene, entry)) == ("disputed", ("bo", "d02"))
    scene.confirm(BO, entry)
    assert (scene.status(entry), waits_for(scene, entry)) == ("proposed", ("d02",))


def test_a_dispute_needs_a_reason(scene: Scene) -> None:
    entry = scene.post(ADA, "ada")
    with refused("text_missing"):
        scene.act(BO, ledger.dispute, entry=entry, reason=" \n")


def test_what_counts_is_neither_disputed_nor_withdrawn_nor_confirmed_twice(scene: Scene) -> None:
    entry = scene.post(ADA, "ada")
    scene.confirm(BO, entry)
    with refused("settled"):
        scene.act(BO, ledger.dispute, entry=entry, reason="too late")
    with refused("settled"):
        scene.act(ADA, ledger.withdraw, entry=entry, reason="too late")
    with refused("already_confirmed"):
        scene.confirm(BO, entry)


def test_only_who_posted_it_withdraws_it_with_a_reason(scene: Scene) -> None:
    entry = scene.post(ADA, "ada")
    with refused("not_your_posting"):
        scene.act(BO, ledger.withdraw, entry=entry, reason="wrong")
    with refused("text_missing"):
        scene.act(ADA, ledger.withdraw, entry=entry, reason="")
    scene.act(ADA, ledger.withdraw, entry=entry, reason="posted twice")
    assert scene.status(entry) == "withdrawn"
    with refused("posting_closed"):
        scene.confirm(BO, entry)


def test_many_are_confirmed_at_once_or_none(scene: Scene) -> None:
    first, second = scene.post(ADA, "ada"), scene.post(ADA, "ada")
    own = scene.post(BO, "bo")
    with refused("own_posting"):
        scene.confirm(BO, first, second, own)
    assert scene.status(first) == "proposed"
    for nothing in ((), (first, first)):
        with refused("nothing_chosen"):
            scene.confirm(BO, *nothing)
    scene.confirm(BO, first, second)
    assert {scene.status(first), scene.status(second)} == {"confirmed"}


def test_an_entry_that_is_no_posting_is_named(scene: Scene) -> None:
    for entry in (0, 999, -1):
        with refused("posting_unknown"):
            scene.confirm(BO, entry)
        with refused("posting_unknown"):
            scene.act(BO, ledger.note, entry=entry, text="hm")


# --- what is posted ---


@pytest.mark.parametrize("amount", ["0", "-1", "-0.000001"])
def test_an_amount_is_above_zero(scene: Scene, amount: str) -> None:
    with refused("quantity_not_positive"):
        scene.post(ADA, "ada", amount)


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "1E15", "1E999"])
def test_an_amount_is_a_number_of_this_world(scene: Scene, amount: str) -> None:
    with refused("number_unusable"):
        scene.post(ADA, "ada", amount)


def test_an_amount_has_six_decimal_places_at_most(scene: Scene) -> None:
    scene.post(ADA, "ada", "0.000001")
    with refused("number_too_fine"):
        scene.post(ADA, "ada", "0.0000001")


@pytest.mark.parametrize(("typed", "kept"), [("10.50", "10.5"), ("1E3", "1000"), ("100", "100"), ("0.10", "0.1")])
def test_an_amount_is_kept_without_exponent_and_trailing_zeros(scene: Scene, typed: str, kept: str) -> None:
    assert str(scene.alliance.ledger.posting(scene.post(ADA, "ada", typed)).fact.quantity) == kept


def test_the_future_is_not_posted_but_today_is_in_every_time_zone(scene: Scene) -> None:
    scene.now = datetime(2026, 3, 1, 9, 58, 59, tzinfo=UTC)
    scene.post(ADA, "ada", on=date(2026, 3, 1))
    with refused("date_in_future"):
        scene.post(ADA, "ada", on=date(2026, 3, 2))
    scene.now = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    scene.post(ADA, "ada", on=date(2026, 3, 2))  # it has begun at UTC+14
    with refused("date_in_future"):
        scene.post(ADA, "ada", on=date(2026, 3, 3))
    with refused("date_in_future"):
        scene.act(ADA, ledger.appreciate, to="bo", on=date(2027, 1, 1), what="thank you")


def test_a_posting_names_a_partner_and_a_pool_in_force(scene: Scene) -> None:
    with refused("party_unknown"):
        scene.post(ADA, "eve")
    with refused("pool_unknown"):
        scene.post(ADA, "ada", pool="play")
    poolless = cast.agreed(pools=())
    with refused("no_pools"):
        poolless.post(ADA, "ada")


def test_a_posting_says_what_it_was_in_which_unit(scene: Scene) -> None:
    with refused("text_missing"):
        scene.post(ADA, "ada", what=" ")
    with refused("text_missing"):
        scene.post(ADA, "ada", unit="")
    with refused("text_too_long"):
        scene.post(ADA, "ada", what="x" * 2_001)
    with refused("text_too_long"):
        scene.post(ADA, "ada", evidence="x" * 2_001)
    with refused("text_unreadable"):
        scene.post(ADA, "ada", what="a\x00b")
    with refused("text_unreadable"):
        scene.post(ADA, "ada", evidence="\udfff")


def test_nothing_is_posted_before_an_agreement_is_in_force(unsigned: Scene) -> None:
    with refused("nothing_in_force"):
        unsigned.post(ADA, "ada")


def test_members_post_and_confirm_and_the_neutral_does_neither(scene_with_neutral: Scene) -> None:
    scene = scene_with_neutral
    scene.seat("p_member", "bo", BO, role="member")
    entry = scene.post("p_member", "bo")
    with refused("not_for_neutrals"):
        scene.confirm(CY, entry)
    with refused("not_for_neutrals"):
        scene.post(CY, "ada")
    with refused("not_for_neutrals"):
        scene.act(CY, ledger.note, entry=entry, text="hm")
    assert scene.post("p_member", "ada", side="reward") == entry + 1


# --- values ---


def test_a_rate_turns_the_unit_into_that_of_the_pool(scene: Scene) -> None:
    hours = scene.post(ADA, "ada", 10, unit="hour", resource="people")
    assert value(scene, hours) == 800


def test_without_a_rate_an_entry_is_kept_and_has_no_value_until_one_is_agreed(scene: Scene) -> None:
    crates = scene.post(ADA, "ada", 3, unit="crate", resource="goods")
    scene.confirm(BO, crates)
    assert (scene.status(crates), value(scene, crates)) == ("confirmed", None)
    rates = (Rate("people", "hour", Decimal(90)), Rate("goods", "crate", Decimal(200)))
    hours = scene.post(ADA, "ada", 1, unit="hour", resource="people")
    cast.agree(scene, cast.terms(pools=(Pool("work", "Joint work", "EUR", rates=rates),)), reason="change")
    assert value(scene, crates) == 600
    assert value(scene, hours) == 80  # what had a value keeps it


# --- corrections ---


def corrected(scene: Scene, by: str, entry: int, quantity: int, of: str = "ada") -> int:
    return scene.post(by, of, quantity, corrects=entry)


def test_a_correction_takes_the_place_of_what_it_corrects_once_confirmed(scene: Scene) -> None:
    old = scene.post(ADA, "ada", 100)
    scene.confirm(BO, old)
    new = corrected(scene, ADA, old, 90)
    assert (scene.status(old), scene.status(new)) == ("confirmed", "proposed")
    scene.confirm(BO, new)
    assert (scene.status(old), scene.status(new)) == ("corrected", "confirmed")


def test_either_side_may_correct_what_counts_and_the_other_confirms(scene: Scene) -> None:
    old = scene.post(ADA, "ada", 100)
    scene.confirm(BO, old)
    new = corrected(scene, BO, old, 90)
    with refused("own_posting"):
        scene.confirm(BO, new)
    scene.confirm(ADA, new)
    assert scene.status(old) == "corrected"


def test_a_correction_to_zero_takes_an_entry_back(scene: Scene) -> None:
    old = scene.post(ADA, "ada", 100)
    scene.confirm(BO, old)
    new = corrected(scene, ADA, old, 0)
    scene.confirm(BO, new)
    assert (scene.status(old), value(scene, new)) == ("corrected", Decimal(0))


def test_nobody_corrects_a_posting_of_another_that_does_not_count_yet(scene: Scene) -> None:
    old = scene.post(ADA, "ada", 100)
    with refused("not_your_posting"):
        corrected(scene, BO, old, 90)


def test_a_correction_stays_with_party_pool_and_side(scene: Scene) -> None:
    old = scene.post(ADA, "ada", 100)
    with refused("correction_elsewhere"):
        corrected(scene, ADA, old, 90, of="bo")
    with refused("correction_elsewhere"):
        scene.post(ADA, "ada", 90, side="reward", corrects=old)


def test_of_two_corrections_the_first_confirmed_counts_and_the_other_never(scene: Scene) -> None:
    old = scene.post(ADA, "ada", 100)
    scene.confirm(BO, old)
    one, other = corrected(scene, ADA, old, 90), corrected(scene, ADA, old, 80)
    scene.confirm(BO, other)
    with refused("overtaken"):
        scene.confirm(BO, one)
    assert [scene.status(entry) for entry in (old, one, other)] == ["corrected", "proposed", "confirmed"]


def test_what_is_closed_is_not_corrected(scene: Scene) -> None:
    gone = scene.post(ADA, "ada", 100)
    scene.act(ADA, ledger.withdraw, entry=gone, reason="posted twice")
    with refused("posting_closed"):
        corrected(scene, ADA, gone, 90)


def test_an_open_correction_is_withdrawn_and_not_corrected_so_that_nothing_counts_twice(scene: Scene) -> None:
    first = scene.post(ADA, "ada", 100)
    scene.confirm(BO, first)
    second = corrected(scene, BO, first, 80)
    with refused("correction_open"):
        corrected(scene, BO, second, 70)


def test_a_correction_can_itself_be_corrected(scene: Scene) -> None:
    first = scene.post(ADA, "ada", 100)
    scene.confirm(BO, first)
    second = corrected(scene, ADA, first, 90)
    scene.confirm(BO, second)
    third = corrected(scene, BO, second, 95)
    scene.confirm(ADA, third)
    assert [scene.status(entry) for entry in (first, second, third)] == ["corrected", "corrected", "confirmed"]


# --- appreciation and notes ---


def test_appreciation_goes_to_another_partner_and_is_no_posting(scene: Scene) -> None:
    scene.act(ADA, ledger.appreciate, to="bo", on=cast.DAY, what="you stayed late")
    assert len(scene.alliance.ledger.appreciations) == 1
    assert scene.alliance.ledger.postings == {}
    for nobody in ("ada", "eve", "cy"):
        with refused("appreciates_nobody"):
            scene.act(ADA, ledger.appreciate, to=nobody, on=cast.DAY, what="thank you")
    with refused("text_missing"):
        scene.act(ADA, ledger.appreciate, to="bo", on=cast.DAY, what="")


def test_a_note_is_for_the_own_party_and_everything_else_for_all(scene: Scene) -> None:
    entry = scene.post(ADA, "ada")
    noted = scene.act(BO, ledger.note, entry=entry, text="ask Mira")
    assert audience(noted.fact, "bo") == ("bo",)
    assert all(audience(recorded.fact, recorded.party) == () for recorded in scene.facts[:-1])


def test_a_pool_lists_its_postings_in_the_order_of_the_record(scene: Scene) -> None:
    first, second = scene.post(BO, "bo"), scene.post(ADA, "ada")
    scene.now += timedelta(days=1)
    assert [posting.index for posting in scene.alliance.ledger.of_pool("work")] == [first, second]
    assert scene.alliance.ledger.of_pool("play") == []
