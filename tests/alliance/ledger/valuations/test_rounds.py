"""What is valued is taken from the ledger once, and where a valuation stands follows from what was said."""

from datetime import timedelta
from decimal import Decimal

import pytest

from paripassu.alliance.ledger.valuations import turns
from paripassu.alliance.ledger.valuations.rounds import Valuations, ready, unstated
from paripassu.alliance.parties import membership
from tests.alliance.valuing import asked, decline, one, opened, post, stands, state, worked
from tests.cast import ADA, BO, DAY, person, refused


def test_what_is_asked_are_the_postings_by_kind_with_and_without_an_agreed_rate() -> None:
    scene = worked()
    first, money, crates = one(scene, asked(scene)).items
    hundred = dict.fromkeys(("ada", "bo"), Decimal(100))
    assert (first.side, first.parts, first.agreed) == ("contribution", hundred, Decimal(1))
    assert (money.side, money.unit, money.amounts) == ("reward", "EUR", hundred)
    assert crates.parts == dict.fromkeys(("ada", "bo"), Decimal(10))
    assert (crates.unit, crates.agreed, crates.amounts) == ("crate", None, None)


def test_one_by_one_each_posting_is_an_item_of_its_own_by_its_day() -> None:
    scene = worked()
    items = one(scene, asked(scene, grain="entry")).items
    assert [item.what for item in items] == ["cash", "cash", "Crates"] * 2
    assert [item.parts for item in items] == [{"ada": 1}] * 3 + [{"bo": 1}] * 3
    assert items[1].agreed == 100


def test_what_was_valued_stays_when_the_ledger_is_corrected() -> None:
    scene = worked()
    entry = opened(scene, {"ada": (1, 1, 5), "bo": (1, 1, 0)})
    items = one(scene, entry).items
    post(scene, "ada", 50, side="reward")
    assert one(scene, entry).items == items
    assert next(turns.agenda(scene.alliance, scene.now), None) is None


def test_what_is_not_confirmed_or_of_other_days_is_not_valued() -> None:
    scene = worked()
    early, until = DAY - timedelta(days=10), DAY - timedelta(days=5)
    entry = post(scene, "ada", 30, side="reward", on=early)
    scene.post(ADA, "ada", 70, side="reward", on=early)
    [item] = one(scene, asked(scene, until=until)).items
    assert (item.parts, item.entries) == ({"ada": Decimal(30)}, (entry,))
    with refused("nothing_to_value"):
        asked(worked(), until=until)


def test_a_worth_by_kind_is_the_mean_of_what_was_agreed_and_can_be_stated_as_it_is() -> None:
    scene = worked()
    for hours in (1, 2):
        post(scene, "bo", hours, side="reward", unit="hour", resource="people")
    items = one(scene, asked(scene)).items
    hour = next(item for item in items if item.unit == "hour")
    assert (hour.parts, hour.agreed, hour.amounts) == ({"bo": Decimal(3)}, Decimal(80), {"bo": Decimal(240)})


def test_the_last_opened_is_the_newest_with_two_books() -> None:
    scene = worked()
    assert scene.alliance.valuations.last_opened("work") is None
    first = opened(scene, {"ada": (1, 1, 1), "bo": (1, 1, 2)})
    second = asked(scene)
    assert scene.alliance.valuations.last_opened("work") is one(scene, first)
    state(scene, second, "ada", 1, 1, 1)
    assert stands(scene, second) == "asked"
    assert scene.alliance.valuations.of_pool("play") == []
    with refused("valuation_unknown"):
        Valuations().valuation(1)


@pytest.mark.parametrize("party", ["ada", "bo"])
def test_whoever_opened_it_makes_no_difference_to_what_is_asked(party: str) -> None:
    scene = worked()
    items = one(scene, asked(scene, party)).items
    assert [item.unit for item in items] == ["EUR", "EUR", "crate"]
    assert BO in scene.alliance.parties.seats


def test_who_left_is_not_waited_for_and_what_it_sealed_before_still_counts() -> None:
    scene = worked(("ada", "bo", "dee"))
    entry = asked(scene, due=scene.now.date() + timedelta(days=90))
    sealed = state(scene, entry, "dee", 1, 1, 3)
    state(scene, entry, "ada", 1, 1, 2)
    scene.act(person("dee"), membership.announce_leave, on=scene.now.date() + timedelta(days=31), reason="We go")
    scene.now += timedelta(days=40)
    decline(scene, entry, "bo")
    assert unstated(scene.alliance, one(scene, entry), scene.now) == ()
    assert sealed in ready(scene.alliance, one(scene, entry), scene.now)
    assert stands(scene, entry) == "ready"
