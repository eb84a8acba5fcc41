"""The cast with accounts, on a host of its own: Ada and Bo in one alliance, Cy its neutral, Eve nowhere."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_django import Settings

from paripassu.alliance import agreement
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.parties import NamedParty
from paripassu.keeper import acts, invitations, records
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from tests import cast
from tests.postgres import forget_records

NAMED = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"), NamedParty("cy", "Cy", "neutral"))


class Cast(NamedTuple):
    """The accounts."""

    ada: Account
    bo: Account
    cy: Account
    eve: Account


class Table(NamedTuple):
    """Where those who have a seat sit, as they were when all had sat down."""

    ada: Sitting
    bo: Sitting
    cy: Sitting

    @property
    def slug(self) -> str:
        return self.ada.slug


@pytest.fixture
def house(settings: Settings, tmp_path: Path, db: None) -> Iterator[Path]:
    """An empty host."""
    settings.PARIPASSU_VAR = tmp_path
    settings.PARIPASSU_DEMO = False
    yield tmp_path
    records.close_all()
    forget_records()


@pytest.fixture
def accounts(house: Path) -> Cast:
    """Four people who can sign in by no password."""
    return Cast(*[Account.objects.create_user(f"{name.lower()}@example.org", name=name) for name in Cast._fields])


def founded(account: Account, key: str = "found", name: str = "Working together") -> Sitting:
    """Ada's seat in a new alliance."""
    return acts.found(account, key=key, name=name, party="ada", parties_named=NAMED)


def invited(by: Sitting, account: Account, party: str) -> Sitting:
    """The seat that somebody takes on an invitation."""
    return invitations.take(invitations.invite(by, party=party, role="manager")[1], account)


@pytest.fixture
def unsigned(accounts: Cast) -> tuple[Sitting, Sitting]:
    """Ada and Bo sit; nothing is agreed."""
    ada = founded(accounts.ada)
    bo = invited(ada, accounts.bo, "bo")
    return sitting(accounts.ada, ada.slug), bo


@pytest.fixture
def table(accounts: Cast, unsigned: tuple[Sitting, Sitting]) -> Table:
    """All sit, and an agreement with one pool is in force."""
    ada, bo = unsigned
    text = cast.terms(neutrals=("cy",))
    draft = acts.record(ada, agreement.table, key="t", terms=text, base=0, reason="founding")[0].index
    for who in (ada, bo):
        acts.record(who, agreement.accept, key="a", draft=draft)
    for who in (ada, bo):
        acts.record(who, agreement.sign, key="s", draft=draft, digest=digest(text))
    return Table(ada, bo, invited(bo, accounts.cy, "cy"))
