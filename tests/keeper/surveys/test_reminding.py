"""A reminder of an open survey goes to all alike: it says nothing of who has answered, and could not."""

from datetime import timedelta

from django.core import mail

from paripassu.keeper import reminders
from paripassu.record import record
from tests.keeper.surveys.conftest import Asked, seated

AHEAD = timedelta(days=10)


def test_everybody_who_is_asked_is_reminded_in_the_same_words_whether_they_have_answered_or_not(asked: Asked) -> None:
    near = record.now() + AHEAD
    before = [(each.account.email, each.what) for each in reminders.pending(near)]
    for browser in asked.browsers("bo")[:2]:
        browser.get_token().answer()
    assert [(each.account.email, each.what) for each in reminders.pending(near)] == before
    reminders.remind(near)
    people = [each.account.email for party in asked.people.values() for each in party]
    assert sorted(to for message in mail.outbox for to in message.to) == sorted(people)
    assert len({(message.subject, message.body) for message in mail.outbox}) == 1
    assert "whether they have answered or not" in mail.outbox[0].body
    assert reminders.remind(near).sent == []


def test_who_is_not_asked_is_not_reminded(asked: Asked) -> None:
    late = seated(asked.table.bo, 9)
    told = {each.account.email for each in reminders.pending(record.now() + AHEAD)}
    assert late.account.email not in told
    assert asked.table.cy.account.email not in told


def test_far_from_the_last_day_and_after_it_nobody_is_reminded(asked: Asked) -> None:
    for days in (0, 20):
        assert reminders.pending(record.now() + timedelta(days=days)) == []
