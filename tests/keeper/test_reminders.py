"""Reminders: once for each day due and person, to those who carry it, and to nobody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from pytest_django import Settings

from paripassu.alliance import agreement, changes, commitments, principles
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.commitments import deliveries, releases
from paripassu.alliance.conflicts import raising
from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations, records, reminders
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from tests import cast
from tests.postgres import forget_records

NOW = datetime.now(UTC)
DUE = (NOW + timedelta(days=20)).date()
NEAR = NOW + timedelta(days=15)


@pytest.fixture
def house(settings: Settings, tmp_path: Path, db: None) -> Iterator[Path]:
    settings.PARIPASSU_VAR = tmp_path
    settings.PARIPASSU_DEMO = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield tmp_path
    records.close_all()
    forget_records()


@pytest.fixture
def seats(house: Path) -> dict[str, Sitting]:
    """Ada and Bo, managers, and Amy of Ada's team, with an agreement in force."""
    people = {
        name: Account.objects.create_user(f"{name}@example.org", None, name=name) for name in ("ada", "bo", "amy")
    }
    named = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"))
    place = acts.found(people["ada"], key="found", name="Together", party="ada", parties_named=named)
    invitations.take(invitations.invite(place, party="bo", role="manager")[1], people["bo"])
    invitations.take(invitations.invite(place, party="ada", role="member")[1], people["amy"])
    found = {name: sitting(account, place.slug) for name, account in people.items()}
    text = cast.terms()
    draft = acts.record(found["ada"], agreement.table, key="t", terms=text, base=0, reason="founding")[0].index
    for name in ("ada", "bo"):
        acts.record(found[name], agreement.accept, key="a", draft=draft)
    for name in ("ada", "bo"):
        acts.record(found[name], agreement.sign, key="s", draft=draft, digest=digest(text))
    return found


@pytest.fixture
def promise(seats: dict[str, Sitting]) -> Callable[..., int]:
    """Lets Ada owe something to Bo; the entry."""

    def promised(what: str = "The drawings", recurrence: str = "") -> int:
        fields = {"owner": "ada", "to": ("bo",), "what": what, "due": DUE, "recurrence": recurrence}
        index = acts.record(seats["ada"], commitments.promise, key=f"p {what}", **fields)[0].index
        acts.record(seats["bo"], commitments.agree, key=f"a {what}", entries=[index])
        return index

    return promised


def test_one_mail_says_all_that_is_near_once(promise: Callable[..., int]) -> None:
    index = promise()
    promise("The ship")
    assert reminders.remind(NOW).sent == []
    assert reminders.remind(NEAR).sent == ["ada@example.org"]
    [message] = mail.outbox
    assert message.to == ["ada@example.org"]
    assert "The drawings" in message.body
    assert "The ship" in message.body
    assert f"/together/commitments/{index}/" in message.body
    assert reminders.remind(NEAR).sent == []
    assert len(mail.outbox) == 1


def test_who_carries_it_is_reminded_and_not_the_manager(seats: dict[str, Sitting], promise: Callable[..., int]) -> None:
    index = promise()
    acts.record(seats["ada"], releases.name_carrier, key="c", entry=index, person=seats["amy"].person)
    assert reminders.remind(NEAR).sent == ["amy@example.org"]


def test_each_day_due_is_reminded_by_itself(promise: Callable[..., int]) -> None:
    promise(recurrence="FREQ=WEEKLY;COUNT=2")
    assert len(reminders.pending(NEAR)) == 1
    reminders.remind(NEAR)
    assert [each.due for each in reminders.pending(NEAR + timedelta(days=7))] == [DUE + timedelta(days=7)]


def test_nobody_is_reminded_of_what_is_delivered_late_or_not_agreed(
    seats: dict[str, Sitting], promise: Callable[..., int]
) -> None:
    index = promise()
    fields = {"owner": "bo", "to": ("ada",), "what": "The ship", "due": DUE}
    acts.record(seats["ada"], commitments.promise, key="other", **fields)
    assert reminders.pending(NOW + timedelta(days=30)) == []
    said = {"entry": index, "due": DUE, "on": NOW.date(), "evidence": "sent"}
    acts.record(seats["ada"], deliveries.deliver, key="d", **said)
    assert reminders.pending(NEAR) == []


def test_what_could_not_be_sent_is_tried_again(promise: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    promise()

    def refuse(*_args: object) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "send_messages", refuse)
        assert reminders.remind(NEAR).failed == ["ada@example.org"]
    assert reminders.remind(NEAR).sent == ["ada@example.org"]


def test_the_command_lists_sends_and_refuses(promise: Callable[..., int]) -> None:
    promise()
    said = StringIO()
    call_command("remind", "--list", "--ahead", "30", stdout=said)
    assert "The drawings" in said.getvalue()
    assert mail.outbox == []
    call_command("remind", "--ahead", "30", stdout=said)
    assert len(mail.outbox) == 1
    with pytest.raises(CommandError, match="0 to 365"):
        call_command("remind", "--ahead", "-1", stdout=said)


def test_a_party_is_reminded_once_that_an_observation_waits_for_its_answer(seats: dict[str, Sitting]) -> None:
    text = cast.terms(principles=(Principle("Honesty", "Bad news first."),))
    draft = acts.record(seats["ada"], agreement.table, key="t2", terms=text, base=1, reason="change", note="More")[
        0
    ].index
    for act, key in ((agreement.accept, "a2"), (agreement.sign, "s2")):
        tabled = seats["ada"].alliance.agreement.draft
        assert tabled is not None
        for name in ("ada", "bo"):
            acts.record(
                seats[name], act, key=key, draft=draft, **({"digest": tabled.digest} if act is agreement.sign else {})
            )
    seen = {
        "principle": "p1",
        "stands": "strained",
        "of": "ada",
        "on": NOW.date(),
        "what": "Told late",
        "evidence": "Log",
    }
    [observed] = acts.record(seats["bo"], principles.observe, key="o", **seen)
    assert reminders.remind(NOW).sent == []
    near = NOW + timedelta(days=9)
    assert reminders.remind(near).sent == ["ada@example.org"]
    assert reminders.remind(near).sent == []
    [letter] = mail.outbox
    assert "This waits for the answer of your party" in letter.body
    assert f"/principles/observations/{observed.index}/" in letter.body
    assert "commitments" not in letter.body


def test_a_matter_that_waits_for_a_party_by_a_day_is_in_the_mail(seats: dict[str, Sitting]) -> None:
    """A conflict with its clock and a change to acknowledge: each by its own page, to the side that is asked."""
    quarrel = {"title": "Which hours count", "what": "We read it so.", "effect": "Two bills.", "between": ("ada", "bo")}
    [raised] = acts.record(seats["bo"], raising.raise_matter, key="c", **quarrel)
    news = {"nature": "market", "title": "Power costs more", "what": "Twice the price", "noticed": NOW.date()}
    [shared] = acts.record(seats["bo"], changes.share, key="n", **news)
    reminders.remind(NOW, ahead=30)
    [body] = [letter.body for letter in mail.outbox if letter.to == ["ada@example.org"]]
    assert f"/conflicts/{raised.index}/" in body
    assert f"/changes/{shared.index}/" in body
