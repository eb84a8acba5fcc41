"""The page of access tokens: a secret is shown once, to who made it."""

import re

from django.test import Client

from paripassu.keeper import tokens
from paripassu.keeper.models import AccessToken, Account
from tests.web.conftest import Enter

PAGE = "/accounts/tokens/"


def secrets(page: bytes) -> set[str]:
    return set(re.findall(tokens.PREFIX + r"[\w-]{20,}", page.decode()))


def test_a_token_is_made_shown_once_and_revoked(ada: Account, enter: Enter) -> None:
    browser = enter(ada)
    assert "You have no tokens" in browser.get(PAGE).content.decode()
    shown = browser.post(PAGE, {"name": "Monthly report", "days": "30"}, follow=True).content
    [secret] = secrets(shown)
    assert tokens.account_of(secret) == ada
    again = browser.get(PAGE).content
    assert not secrets(again)
    assert b"Monthly report" in again
    number = AccessToken.objects.get().pk
    answer = browser.post(f"{PAGE}{number}/revoke/", follow=True)
    assert "is revoked" in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_what_was_typed_stays_when_it_cannot_be_made(ada: Account, enter: Enter) -> None:
    answer = enter(ada).post(PAGE, {"name": "Monthly report", "days": "12"})
    assert answer.status_code == 422
    assert 'value="Monthly report"' in answer.content.decode()
    assert not AccessToken.objects.exists()


def test_a_hostile_name_is_shown_as_text(ada: Account, enter: Enter) -> None:
    answer = enter(ada).post(PAGE, {"name": "<script>alert(1)</script>", "days": "30"}, follow=True)
    assert b"<script>alert" not in answer.content


def test_nobody_sees_or_revokes_anothers_token(ada: Account, eve: Account, enter: Enter) -> None:
    made, _secret = tokens.make(ada, name="Monthly report", days=30)
    browser = enter(eve)
    assert b"Monthly report" not in browser.get(PAGE).content
    answer = browser.post(f"{PAGE}{made.pk}/revoke/")
    assert answer.status_code == 422
    assert "gone already" in answer.content.decode()
    assert AccessToken.objects.count() == 1


def test_whoever_has_not_signed_in_makes_none(ada: Account) -> None:
    assert Client().post(PAGE, {"name": "x", "days": "30"})["Location"].startswith("/accounts/login/")
    assert not AccessToken.objects.exists()
