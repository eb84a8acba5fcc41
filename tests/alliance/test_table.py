"""The table gathers what waits for whom, and what comes next, in one order that favours nobody."""

from datetime import date, datetime

import pytest

from paripassu.alliance import table
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.awaiting import Awaited, Coming
from tests.cast import ADA, BO, START, agreed, founded, refused


class Watch:
    """A practice in which every party has the watch, and its sponsor a word to say."""

    def awaiting(self, alliance: Alliance, party: str, person: str, now: datetime) -> list[Awaited]:
        return [
            Awaited("watch", "stand", party, 7, START),
            Awaited("watch", "say", party, 8, now, roles=("sponsor",)),
        ]

    def coming(self, alliance: Alliance, now: datetime) -> list[Coming]:
        return [Coming("watch", "ends", 7, date(2026, 1, 6))]


@pytest.fixture(autouse=True)
def watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "PRACTICES", (Watch(),))


def test_what_waits_longest_comes_first_for_all_parties() -> None:
    scene = agreed()
    entry = scene.post(ADA, "ada")
    found = table.awaiting(scene.alliance, scene.now)
    assert [(each.party, each.what) for each in found] == [
        ("ada", "stand"), ("bo", "stand"), ("bo", "confirm"), ("ada", "say"), ("bo", "say"),
    ]  # fmt: skip
    assert found[2].entry == entry


def test_a_person_finds_what_is_theirs_to_do() -> None:
    scene = agreed()
    scene.post(ADA, "ada")
    scene.seat("p_sponsor", "bo", BO, role="sponsor")
    assert [each.what for each in table.awaiting_person(scene.alliance, BO, scene.now)] == ["stand", "confirm"]
    found = table.awaiting_person(scene.alliance, "p_sponsor", scene.now)
    assert [each.what for each in found] == ["stand", "confirm", "say"]


def test_a_member_is_not_asked_to_sign() -> None:
    scene = founded()
    scene.seat("p_member", "bo", BO, role="member")
    assert {each.practice for each in table.awaiting_person(scene.alliance, BO, START)} == {"agreement", "watch"}
    assert {each.practice for each in table.awaiting_person(scene.alliance, "p_member", START)} == {"watch"}


def test_who_has_no_seat_has_no_table() -> None:
    with refused("no_seat"):
        table.awaiting_person(founded().alliance, "p_eve", START)


def test_what_comes_next_is_in_the_order_of_the_days() -> None:
    scene = agreed(starts=date(2026, 1, 7), ends=date(2027, 1, 6))
    assert [each.what for each in table.coming(scene.alliance, START)] == ["ends", "starts", "ends"]
