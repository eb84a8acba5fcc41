"""Invitations: a link for one person, once, for two weeks, from somebody who may invite for that side."""

from datetime import timedelta

import pytest
from django.db.models import F

from paripassu.alliance import parties
from paripassu.keeper import acts, invitations, records
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account, Invitation, SeatSummary
from tests.cast import refused
from tests.keeper.conftest import Cast, founded, invited


def link(by: Sitting, party: str = "bo") -> str:
    return invitations.invite(by, party=party, role="manager")[1]


def test_a_link_gives_one_seat_and_is_then_spent(accounts: Cast) -> None:
    token = link(founded(accounts.ada))
    place = invitations.take(token, accounts.bo)
    assert (place.party.id, place.seat.role) == ("bo", "manager")
    for who in (accounts.eve, accounts.bo):
        with refused("invitation_gone"):
            invitations.take(token, who)


def test_only_the_digest_of_a_link_is_kept(accounts: Cast) -> None:
    token = link(founded(accounts.ada))
    assert token not in repr(Invitation.objects.values_list().get())


def test_a_link_that_never_was_is_like_one_that_is_gone(accounts: Cast) -> None:
    for token in ("", "x" * 32, "\x00"):
        with refused("invitation_gone"):
            invitations.found(token)


def test_a_link_is_good_for_two_weeks(accounts: Cast) -> None:
    token = link(founded(accounts.ada))
    Invitation.objects.update(expires=F("expires") - timedelta(days=13, hours=23))
    assert invitations.found(token).party == "bo"
    Invitation.objects.update(expires=F("expires") - timedelta(hours=2))
    with refused("invitation_gone"):
        invitations.take(token, accounts.bo)


def test_a_link_taken_back_gives_no_seat(accounts: Cast) -> None:
    ada = founded(accounts.ada)
    token = link(ada)
    (waiting,) = invitations.waiting(ada)
    invitations.revoke(ada, waiting.pk)
    with refused("invitation_gone"):
        invitations.take(token, accounts.bo)
    assert invitations.waiting(ada) == []
    with refused("invitation_gone"):
        invitations.revoke(ada, waiting.pk)


def test_nobody_sees_or_takes_back_the_invitations_of_the_other_side(unsigned: tuple[Sitting, Sitting]) -> None:
    ada, bo = unsigned
    own, token = invitations.invite(ada, party="ada", role="member")
    assert invitations.waiting(bo) == []
    with refused("invitation_gone"):
        invitations.revoke(bo, own.pk)
    assert invitations.found(token).pk == own.pk


def test_one_invites_colleagues_and_the_first_of_a_side_and_nobody_else(
    accounts: Cast, unsigned: tuple[Sitting, Sitting]
) -> None:
    ada, bo = unsigned
    with refused("not_your_side"):
        link(ada, "bo")
    with refused("neutral_not_agreed"):
        link(ada, "cy")
    with refused("party_unknown"):
        link(ada, "eve")
    with refused("role_unknown"):
        invitations.invite(ada, party="ada", role="owner")  # type: ignore[arg-type]
    assert invited(bo, accounts.eve, "bo").party.id == "bo"


def test_the_first_of_a_side_is_invited_to_act_for_it(accounts: Cast) -> None:
    ada = founded(accounts.ada)
    with refused("nobody_manages"):
        invitations.invite(ada, party="bo", role="member")


def test_who_already_sits_here_takes_no_second_seat_and_the_link_stays_good(accounts: Cast) -> None:
    token = link(founded(accounts.ada))
    with refused("seat_taken"):
        invitations.take(token, accounts.ada)
    assert invitations.take(token, accounts.bo).party.id == "bo"


def test_a_link_made_before_the_other_side_had_people_is_refused_after(accounts: Cast) -> None:
    ada = founded(accounts.ada)
    first, second = link(ada), link(ada)
    invitations.take(first, accounts.bo)
    with refused("not_your_side"):
        invitations.take(second, accounts.eve)


def test_of_two_who_race_for_one_link_one_sits_and_the_other_is_told(
    accounts: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = founded(accounts.ada)
    token, found, racing = link(ada), invitations.found, True

    def found_by_both(sent: str) -> Invitation:
        nonlocal racing
        invitation = found(sent)
        if racing:  # Eve has seen that the link is good, and Bo takes it in between
            racing = False
            invitations.take(sent, accounts.bo)
        return invitation

    monkeypatch.setattr(invitations, "found", found_by_both)
    with refused("invitation_gone"):
        invitations.take(token, accounts.eve)
    seats = records.current(ada.slug).alliance.parties.people("bo")
    assert [seat.person for seat in seats] == [accounts.bo.person]


def test_a_link_sent_twice_by_the_same_person_at_once_gives_one_seat(
    accounts: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = founded(accounts.ada)
    token, found, racing = link(ada), invitations.found, True

    def found_twice(sent: str) -> Invitation:
        nonlocal racing
        invitation = found(sent)
        if racing:
            racing = False
            invitations.take(sent, accounts.bo)
        return invitation

    monkeypatch.setattr(invitations, "found", found_twice)
    assert invitations.take(token, accounts.bo).party.id == "bo"
    assert SeatSummary.objects.filter(person=accounts.bo.person).count() == 1
    assert sitting(accounts.bo, ada.slug).alliance.size == 3


def test_invitations_that_wait_have_a_limit(accounts: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = founded(accounts.ada)
    monkeypatch.setattr(invitations, "MOST_OPEN", 2)
    for _number in range(2):
        link(ada)
    with refused("too_many_invitations"):
        link(ada)


def test_who_left_invites_nobody(accounts: Cast, unsigned: tuple[Sitting, Sitting]) -> None:
    ada, _bo = unsigned
    second = Account.objects.create_user("dora@example.org", name="Dora")
    dora = invited(ada, second, "ada")
    token = link(dora, "ada")
    acts.record(ada, parties.leave_seat, key="l", person=second.person)
    with refused("no_seat"):
        link(dora, "ada")
    with refused("no_seat"):
        invitations.take(token, accounts.eve)
