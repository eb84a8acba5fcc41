"""What a standing says of one partner: an interval for chance, amounts, and the entries they rest on."""

from decimal import Decimal

from paripassu.measures.balance import balance
from tests.measures.pools import ON, alliance_of, put_in, received

TWO = ("ada", "bo")


def test_a_single_reward_is_no_tendency() -> None:
    lines = [put_in("ada", 1), put_in("bo", 1), received("ada", 10)]
    ada = balance(alliance_of(TWO, lines), "work", at=ON).cumulative.standings["ada"]
    assert ada.agreed.coefficient == 2
    assert ada.tendency is not None
    assert Decimal(1) in ada.tendency
    assert ada.tendency.high == 2


def test_many_lopsided_rewards_are_a_tendency() -> None:
    rewards = [received("ada" if number % 4 else "bo", 10) for number in range(60)]
    ada = balance(alliance_of(TWO, [put_in("ada", 1), put_in("bo", 1), *rewards]), "work", at=ON).cumulative.standings[
        "ada"
    ]
    assert ada.tendency is not None
    assert Decimal(1) not in ada.tendency


def test_amounts_rest_on_the_entries_of_the_party_and_shares_on_all() -> None:
    whole = balance(alliance_of(TWO, [put_in("ada", 1), put_in("bo", 3), received("ada", 4)]), "work", at=ON).cumulative
    ada = whole.standings["ada"]
    assert (ada.contribution_facts, ada.reward_facts, whole.facts) == ((0,), (2,), (0, 1, 2))
    assert (ada.contribution, ada.contribution_share) == (Decimal(1), Decimal("0.25"))
    assert (whole.events, whole.effective) == (1, 1.0)
