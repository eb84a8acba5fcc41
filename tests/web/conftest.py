"""The cast in a browser's place: accounts with a password, clients that are signed in, an alliance of Ada and Bo."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations, records
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account

PASSWORD = "a quiet crossing at dawn"
SLUG = "working-together"

Enter = Callable[[Account], Client]


@pytest.fixture
def house(settings: Settings, tmp_path: Path, db: None) -> Iterator[Path]:
    """Where this test's records, keys and mails are kept; its database is empty."""
    settings.PARIPASSU_VAR = tmp_path
    settings.PARIPASSU_DEMO = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield tmp_path
    records.close_all()


@pytest.fixture
def account(house: Path) -> Callable[[str], Account]:
    """Makes the account of one of the cast, by first name."""
    return lambda name: Account.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name)


@pytest.fixture
def ada(account: Callable[[str], Account]) -> Account:
    """The account of Ada."""
    return account("Ada")


@pytest.fixture
def bo(account: Callable[[str], Account]) -> Account:
    """The account of Bo."""
    return account("Bo")


@pytest.fixture
def eve(account: Callable[[str], Account]) -> Account:
    """The account of Eve, who sits nowhere."""
    return account("Eve")


@pytest.fixture
def enter() -> Enter:
    """Gives a browser in which somebody is signed in."""

    def entered(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return entered


@pytest.fixture
def alliance(ada: Account, bo: Account) -> Sitting:
    """Ada's seat in an alliance with Bo, in which both sit and nothing is agreed yet."""
    named = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"))
    place = acts.found(ada, key="found", name="Working together", party="ada", parties_named=named)
    _made, token = invitations.invite(place, party="bo", role="manager")
    invitations.take(token, bo)
    return sitting(ada, SLUG)
