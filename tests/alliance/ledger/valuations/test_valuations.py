"""What a pool is worth to each stays sealed until nobody is waited for, and changes no agreed figure."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import table
from paripassu.alliance.alliance import audience, audit
from paripassu.alliance.facts import Withheld
from paripassu.alliance.ledger import valuations
from paripassu.alliance.ledger.valuations import ValuesHandedIn, ValuesStated, turns
from paripassu.alliance.ledger.valuations.rounds import unstated
from paripassu.alliance.parties import take_seat
from tests.alliance.valuing import asked, decline, one, open_books, post, stands, state, worked
from tests.cast import ADA, BO, CY, Scene, agreed, refused


def waiting(scene: Scene) -> list[tuple[str, str]]:
    found = table.awaiting(scene.alliance, scene.now)
    return [(each.what, each.party) for each in found if each.practice == "valuations"]


def test_sealed_until_all_have_stated_theirs_then_open_side_by_side() -> None:
    scene = worked()
    entry = asked(scene)
    assert waiting(scene) == [("state_values", "ada"), ("state_values", "bo")]
    assert [each.entry for each in turns.coming(scene.alliance, scene.now)] == [entry]
    ada = state(scene, entry, "ada", 1, 1, 5)
    assert one(scene, entry).books == {}
    assert stands(scene, entry) == "asked"
    with refused("not_time"):
        open_books(scene, "ada", ada)
    bo = state(scene, entry, "bo", 1, 1, 0)
    assert stands(scene, entry) == "ready"
    assert waiting(scene) == [("open_values", "ada"), ("open_values", "bo")]
    open_books(scene, "bo", ada, bo)
    books = {party: [int(worth) for worth in book.worths] for party, book in one(scene, entry).books.items()}
    assert books == {"ada": [1, 1, 5], "bo": [1, 1, 0]}
    assert stands(scene, entry) == "opened"
    assert waiting(scene) == []
    assert audit(scene.facts)[1] == []


def test_only_its_own_party_sees_what_it_stated() -> None:
    stated = ValuesStated(by=ADA, valuation=1, worths=(Decimal(1),))
    assert audience(stated, "ada") == ("ada",)
    assert audience(ValuesHandedIn(by=ADA, valuation=1, stated=2), "ada") == ()


def test_what_was_handed_in_last_counts_until_it_is_open() -> None:
    scene = worked()
    entry = asked(scene)
    old, new = state(scene, entry, "ada", 1, 1, 9), state(scene, entry, "ada", 1, 1, 4)
    bo = state(scene, entry, "bo", 1, 1, 0)
    with refused("not_handed_in"):
        open_books(scene, "ada", old, new, bo)
    open_books(scene, "ada", new, bo)
    assert one(scene, entry).books["ada"].worths[2] == 4
    with refused("values_open"):
        state(scene, entry, "ada", 1, 1, 5)


def test_who_states_none_says_why_and_is_not_waited_for() -> None:
    scene = worked(("ada", "bo", "di"))
    entry = asked(scene)
    decline(scene, entry, "di")
    with refused("already_declined"):
        decline(scene, entry, "di")
    sealed = [state(scene, entry, party, 1, 1, 2) for party in ("ada", "bo")]
    open_books(scene, "ada", *sealed)
    assert sorted(one(scene, entry).books) == ["ada", "bo"]


def test_what_was_handed_in_is_taken_back_unread_and_stated_again_after_all() -> None:
    scene = worked()
    entry = asked(scene)
    old, bo = state(scene, entry, "ada", 1, 1, 2), state(scene, entry, "bo", 1, 1, 2)
    decline(scene, entry, "ada")
    assert stands(scene, entry) == "lapsed"
    with refused("not_handed_in"):
        open_books(scene, "bo", old, bo)
    with refused("not_time"):
        open_books(scene, "bo", bo)
    again = state(scene, entry, "ada", 1, 1, 3)
    open_books(scene, "bo", again, bo)
    assert one(scene, entry).declined == {}


def test_after_its_day_two_books_are_opened_and_one_alone_stays_sealed_for_ever() -> None:
    scene = worked(("ada", "bo", "di"))
    entry = asked(scene)
    ada = state(scene, entry, "ada", 1, 1, 2)
    scene.now += timedelta(days=30)
    assert stands(scene, entry) == "lapsed"
    assert unstated(scene.alliance, one(scene, entry), scene.now) == ()
    with refused("valuation_over"):
        state(scene, entry, "bo", 1, 1, 1)
    with refused("not_time"):
        open_books(scene, "ada", ada)
    second = asked(scene, "bo")
    sealed = [state(scene, second, party, 1, 1, 2) for party in ("ada", "bo")]
    with refused("not_time"):
        open_books(scene, "ada", *sealed)
    scene.now += timedelta(days=30)
    assert waiting(scene) == [("open_values", party) for party in ("ada", "bo", "di")]
    open_books(scene, "di", *sealed)
    assert stands(scene, second) == "opened"
    assert audit(scene.facts)[1] == []


def test_it_is_taken_back_only_by_its_opener_and_only_before_another_has_answered() -> None:
    scene = worked()
    entry = asked(scene)
    with refused("not_yours_alone"):
        scene.act(BO, valuations.withdraw_valuation, valuation=entry, reason="no")
    state(scene, entry, "ada", 1, 1, 1)
    scene.act(ADA, valuations.withdraw_valuation, valuation=entry, reason="Later")
    assert stands(scene, entry) == "withdrawn"
    with refused("valuation_withdrawn"):
        state(scene, entry, "bo", 1, 1, 1)
    other = asked(scene)
    state(scene, other, "bo", 1, 1, 1)
    with refused("not_yours_alone"):
        scene.act(ADA, valuations.withdraw_valuation, valuation=other, reason="Later")


def test_one_at_a_time_for_each_pool_and_only_where_something_was_received() -> None:
    scene = agreed()
    with refused("nothing_to_value"):
        asked(scene)
    scene = worked()
    entry = asked(scene)
    with refused("valuation_open"):
        asked(scene, "bo")
    ada, bo = state(scene, entry, "ada", 1, 1, 1), state(scene, entry, "bo", 1, 1, 2)
    with refused("valuation_open"):
        asked(scene, "bo")
    open_books(scene, "ada", ada, bo)
    assert scene.alliance.valuations.last_opened("work") is one(scene, entry)
    assert stands(scene, asked(scene, "bo")) == "asked"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"pool": "none"}, "pool_unknown"),
        ({"grain": "weight"}, "grain_unknown"),
        ({"until": date(2030, 1, 1)}, "days_unfit"),
        ({"since": date(2027, 1, 1)}, "days_unfit"),
        ({"due": date(2020, 1, 1)}, "day_unfit"),
        ({"due": date(2030, 1, 1)}, "day_unfit"),
        ({"until": date(2020, 1, 1)}, "nothing_to_value"),
        ({"about": (99,)}, "thing_unknown"),
        ({"note": "x" * 2001}, "text_too_long"),
    ],
)
def test_a_valuation_that_says_nothing_sound_is_refused(fields: dict[str, Any], code: str) -> None:
    scene = worked()
    with refused(code):
        asked(scene, **fields)


def test_more_than_sixty_are_valued_by_kind() -> None:
    scene = worked()
    for _ in range(60):
        post(scene, "ada", 1)
    with refused("too_much_to_value"):
        asked(scene, grain="entry")
    assert len(one(scene, asked(scene)).items) == 3


def test_values_are_whole_and_none_is_below_nothing() -> None:
    scene = worked()
    entry = asked(scene)
    with refused("worths_incomplete"):
        state(scene, entry, "ada", 1, 1)
    with refused("worth_negative"):
        state(scene, entry, "ada", 1, 1, -1)
    with refused("number_unusable"):
        state(scene, entry, "ada", 1, 1, "Infinity")
    with refused("valuation_unknown"):
        state(scene, 1, "ada", 1)


def test_a_member_or_a_neutral_states_nothing_for_a_party() -> None:
    scene = worked(neutral=True)
    entry = asked(scene)
    scene.enter("ada", take_seat(scene.alliance, by="q", now=scene.now, party="ada", role="member", invited_by=ADA))
    for who, code in (("q", "not_for_this_role"), (CY, "not_for_neutrals")):
        with refused(code):
            scene.act(who, valuations.decline_values, valuation=entry, reason="no")


def test_a_claim_to_have_stated_needs_a_seal_of_ones_own() -> None:
    scene = worked()
    entry = asked(scene)
    scene.enter("ada", Withheld())
    scene.enter("ada", ValuesHandedIn(by=ADA, valuation=entry, stated=1))
    assert [finding.message for finding in audit(scene.facts)[1]]
