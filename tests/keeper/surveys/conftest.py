"""A wave on a host: so many people for each party, each with a browser that does what the page's script does."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from paripassu.alliance import surveys
from paripassu.alliance.parties import Role
from paripassu.alliance.surveys.instruments import library
from paripassu.alliance.surveys.waves import Wave
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from paripassu.keeper.surveys import casting, issuing
from paripassu.record import blind, record
from tests.keeper.conftest import Cast, Table

PULSE = library()["pulse"].questions
SIXES = (6, 6, 6, 6, 2, 6)

Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets time pass for everything that asks the host what time it is."""

    def passed(by: timedelta) -> None:
        def moved() -> datetime:
            return record.now() + by

        for module in ("acts.this_moment", "surveys.issuing.now", "surveys.counting.now", "surveys.holding.now"):
            monkeypatch.setattr(f"paripassu.keeper.{module}", moved)

    return passed


@dataclass
class Browser:
    """What the browser of one person does and remembers: the token, blinded, and its signature."""

    sitting: Sitting
    wave: Wave
    token: bytes = field(init=False)
    blinding: blind.Blinding = field(init=False)
    signature: bytes = b""

    def __post_init__(self) -> None:
        self.key = blind.read(issuing.public_key(self.wave, self.sitting.seat.party))
        self.token = blind.prepared(bytes(casting.TOKEN_BYTES - 1) + self.wave.index.to_bytes(1))
        self.blinding = blind.blinded(self.token, self.key)

    def get_token(self) -> "Browser":
        signed = issuing.issue(self.sitting, self.wave.index, self.blinding.blinded)
        self.signature = blind.unblinded(self.token, signed, self.blinding.inverse, self.key)
        return self

    def envelope(self, answers: tuple[int | None, ...] = SIXES, **changes: object) -> bytes:
        said = {
            "party": self.sitting.seat.party,
            "token": base64.b64encode(self.token).decode(),
            "signature": base64.b64encode(self.signature).decode(),
            "answers": answers,
        }
        return json.dumps(said | changes).encode().ljust(casting.SIZE)

    def answer_with(self, answers: tuple[int | None, ...] = SIXES, **changes: object) -> None:
        """Answer with something more than answers."""
        casting.cast(self.sitting.slug, self.wave.index, self.envelope(answers, **changes))

    def answer(self, answers: tuple[int | None, ...] = SIXES) -> None:
        casting.cast(self.sitting.slug, self.wave.index, self.envelope(answers))


@dataclass
class Asked:
    """An open wave, and the people who are asked in it by party."""

    table: Table
    people: dict[str, list[Sitting]]
    wave: Wave

    def browsers(self, party: str) -> list[Browser]:
        return [Browser(each, self.wave) for each in self.people[party]]

    @property
    def slug(self) -> str:
        return self.table.slug


def seated(manager: Sitting, number: int, role: Role = "member") -> Sitting:
    """A colleague of a manager, with an account."""
    name = f"{manager.seat.party}{number}"
    account = Account.objects.create_user(f"{name}@example.org", name=name)
    return acts.seat(
        account, manager.slug, key=f"seat:{name}", party=manager.seat.party, role=role, invited_by=manager.person
    )


def in_force(table: Table, least: int = 3, **more: object) -> int:
    """A pulse that both have agreed to."""
    fields = {"title": "How is it going?", "questions": PULSE, "least": least, **more}
    [proposed] = acts.record(table.ada, surveys.propose, key="propose", **fields)
    acts.record(table.bo, surveys.agree, key="agree", survey=proposed.index)
    return proposed.index


@pytest.fixture
def survey(table: Table) -> int:
    """A survey in force; nobody was asked yet."""
    return in_force(table)


@pytest.fixture
def asked(table: Table, survey: int) -> Asked:
    """Four people of Ada's and three of Bo's are asked."""
    return Asked(table, staffed(table, ada=4, bo=3), issuing.open_wave(table.bo, survey, key="open"))


def staffed(table: Table, **people: int) -> dict[str, list[Sitting]]:
    """So many people for each party, its manager first."""
    managers = {"ada": table.ada, "bo": table.bo}
    return {
        party: [managers[party], *(seated(managers[party], number) for number in range(1, count))]
        for party, count in people.items()
    }


__all__ = ["Cast"]
