"""Access tokens: shown once, for a time, for reading; theirs who made them alone."""

from datetime import datetime, timedelta

import pytest

from paripassu.keeper import tokens
from paripassu.keeper.access import NotHere
from paripassu.keeper.models import AccessToken
from paripassu.record import record
from tests.cast import refused
from tests.keeper.conftest import Cast


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time, as a list whose only item is what the clock shows."""
    shown = [record.now()]
    monkeypatch.setattr(record, "now", lambda: shown[0])
    return shown


def test_a_token_opens_for_its_person_and_its_secret_is_kept_nowhere(accounts: Cast) -> None:
    made, secret = tokens.make(accounts.ada, name="  monthly report ", days=30)
    assert tokens.account_of(secret) == accounts.ada
    assert secret.startswith(tokens.PREFIX)
    kept = AccessToken.objects.values().get()
    assert (kept["name"], kept["scope"]) == ("monthly report", "read")
    assert secret not in map(str, kept.values())
    assert [each.pk for each in tokens.held(accounts.ada)] == [made.pk]


@pytest.mark.parametrize("change", [lambda secret: secret[:-1], lambda secret: secret + "x", lambda _secret: ""])
def test_what_is_not_exactly_the_secret_opens_nothing(accounts: Cast, change: object) -> None:
    secret = tokens.make(accounts.ada, name="report", days=30)[1]
    with pytest.raises(NotHere):
        tokens.account_of(change(secret))  # type: ignore[operator]


def test_a_token_ends_on_its_day(accounts: Cast, clock: list[datetime]) -> None:
    secret = tokens.make(accounts.ada, name="report", days=30)[1]
    clock[0] += timedelta(days=30) - timedelta(seconds=1)
    assert tokens.account_of(secret) == accounts.ada
    clock[0] += timedelta(seconds=1)
    with pytest.raises(NotHere):
        tokens.account_of(secret)
    assert tokens.held(accounts.ada) == []
    tokens.make(accounts.ada, name="another", days=30)
    assert AccessToken.objects.count() == 1, "what is over is forgotten"


def test_a_revoked_token_opens_nothing_any_more_and_others_stay(accounts: Cast) -> None:
    made, secret = tokens.make(accounts.ada, name="report", days=30)
    other = tokens.make(accounts.ada, name="other", days=30)[1]
    assert tokens.revoke(accounts.ada, made.pk).name == "report"
    with pytest.raises(NotHere):
        tokens.account_of(secret)
    assert tokens.account_of(other) == accounts.ada
    with refused("token_gone"):
        tokens.revoke(accounts.ada, made.pk)


def test_nobody_revokes_anothers_token(accounts: Cast) -> None:
    made, secret = tokens.make(accounts.ada, name="report", days=30)
    with refused("token_gone"):
        tokens.revoke(accounts.eve, made.pk)
    assert tokens.account_of(secret) == accounts.ada


def test_a_closed_account_reads_nothing(accounts: Cast) -> None:
    secret = tokens.make(accounts.ada, name="report", days=30)[1]
    accounts.ada.is_active = False
    accounts.ada.save()
    with pytest.raises(NotHere):
        tokens.account_of(secret)


def test_the_last_use_is_known_without_a_write_at_every_request(accounts: Cast, clock: list[datetime]) -> None:
    made, secret = tokens.make(accounts.ada, name="report", days=30)
    began = clock[0]
    seen = []
    for minutes in (0, 1, 4, 6):
        clock[0] = began + timedelta(minutes=minutes)
        tokens.account_of(secret)
        seen.append(AccessToken.objects.get(pk=made.pk).used)
    assert seen == [began, began, began, began + timedelta(minutes=6)]


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [("", 30, "text_missing"), ("x" * 81, 30, "text_too_long"), ("x", 31, "days_unknown"), ("x", -1, "days_unknown")],
)
def test_a_token_needs_a_name_and_one_of_the_terms(accounts: Cast, name: str, days: int, code: str) -> None:
    with refused(code):
        tokens.make(accounts.ada, name=name, days=days)


def test_nobody_has_more_tokens_than_they_can_look_after(accounts: Cast) -> None:
    for number in range(tokens.MOST):
        tokens.make(accounts.ada, name=f"program {number}", days=30)
    with refused("too_many_tokens"):
        tokens.make(accounts.ada, name="one more", days=30)
    tokens.make(accounts.bo, name="of another", days=30)
