"""The cast in a browser's place: accounts with a password, clients that are signed in, an alliance of Ada and Bo."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client
from pytest_django import Settings

from paripassu.alliance import agreement
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations, records
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from tests import cast

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


class Table(NamedTuple):
    """Where Ada, Bo and the neutral Cy sit once an agreement is in force, and a signed-in browser for each of them."""

    sitting: dict[str, Sitting]
    browser: dict[str, Client]

    def post(self, who: str, address: str, **fields: Any) -> Any:
        """Send a form below the alliance as somebody, and follow where it leads."""
        return self.browser[who].post(f"/{SLUG}/{address}", fields, follow=True)

    def page(self, who: str, address: str) -> str:
        """A page of the alliance as somebody sees it."""
        response = self.browser[who].get(f"/{SLUG}/{address}")
        assert response.status_code == 200
        return response.content.decode()


@pytest.fixture
def table(ada: Account, bo: Account, account: Callable[[str], Account], enter: Enter) -> Table:
    """All sit, and an agreement with one pool, and with a rate for people by the hour, is in force."""
    named = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"), NamedParty("cy", "Cy", "neutral"))
    people = {"ada": ada, "bo": bo, "cy": account("Cy")}
    place = acts.found(ada, key="found", name="Working together", party="ada", parties_named=named)
    invitations.take(invitations.invite(place, party="bo", role="manager")[1], bo)
    text = cast.terms(neutrals=("cy",))
    draft = acts.record(place, agreement.table, key="tabled", terms=text, base=0, reason="founding")[0].index
    for name in ("ada", "bo"):
        acts.record(sitting(people[name], SLUG), agreement.accept, key="accepted", draft=draft)
    for name in ("ada", "bo"):
        acts.record(sitting(people[name], SLUG), agreement.sign, key="signed", draft=draft, digest=digest(text))
    invitations.take(invitations.invite(place, party="cy", role="manager")[1], people["cy"])
    seats = {name: sitting(person, SLUG) for name, person in people.items()}
    return Table(seats, {name: enter(person) for name, person in people.items()})
