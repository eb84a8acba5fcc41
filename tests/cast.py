"""The cast of the tests: alliances in memory, whose partners are Ada's and Bo's organisations, and Cy the neutral.

Each party has one manager, whose opaque id is `person(party)`. Eve has no seat anywhere.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.drafts import Reason
from paripassu.alliance.agreement.terms import PartyTerms, Pool, Rate, Terms
from paripassu.alliance.alliance import Alliance, Recorded, advance
from paripassu.alliance.parties import NamedParty
from paripassu.alliance.refusals import Refused

ADA, BO, CY, EVE = "p_ada", "p_bo", "p_cy", "p_eve"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DAY = date(2026, 1, 5)
"""A day that is not in the future for anything that a scene records."""

WORK = Pool("work", "Joint work", "EUR", rates=(Rate("people", "hour", Decimal(80)),))


def refused(code: str) -> pytest.RaisesExc[Refused]:
    """Expects the refusal with this code; its sentence must be whole."""
    return pytest.RaisesExc(Refused, check=lambda refusal: refusal.code == code and "{" not in str(refusal))


def person(party: str) -> str:
    """The manager of a party."""
    return f"p_{party}"


def partner_ids(count: int) -> tuple[str, ...]:
    """The short names of so many partners: ada, bo, and then d02, d03, …"""
    return ("ada", "bo", *(f"d{number:02}" for number in range(2, count)))[:count]


def terms(partners: Iterable[str] = ("ada", "bo"), **changes: Any) -> Terms:
    """A short sound text between these partners, with one pool, and whatever is changed in it."""
    named = tuple(PartyTerms(party, f"{party.capitalize()} Ltd") for party in partners)
    usual: dict[str, Any] = {
        "title": "Working together",
        "purpose": "We build one thing together.",
        "parties": named,
        "pools": (WORK,),
    }
    return Terms(**(usual | changes))


@dataclass(slots=True)
class Scene:
    """An alliance in memory: its facts as a record gives them, the state after them, and a clock."""

    alliance: Alliance = field(default_factory=Alliance)
    facts: list[Recorded] = field(default_factory=list)
    now: datetime = START

    def act(self, by: str, act: Callable[..., Any], **fields: Any) -> Recorded:
        """Let a person do an act under the rules; the last fact it made. The clock goes on a minute."""
        made = act(self.alliance, by=by, now=self.now, **fields)
        party = self.alliance.parties.seat(by).party
        return [self.enter(party, fact) for fact in (made if isinstance(made, Sequence) else [made])][-1]

    def enter(self, party: str, fact: Any) -> Recorded:
        """Put a fact on the record without asking any rule, as a dishonest host could."""
        recorded = Recorded(len(self.facts), self.now, party, fact)
        self.facts.append(recorded)
        advance(self.alliance, [recorded])
        self.now += timedelta(minutes=1)
        return recorded

    def seat(self, who: str, party: str, invited_by: str, role: parties.Role = "manager") -> Recorded:
        """Let a person take a seat for a party."""
        seated = parties.take_seat(self.alliance, by=who, now=self.now, party=party, role=role, invited_by=invited_by)
        return self.enter(party, seated)

    def post(self, by: str, of: str, quantity: int | str = 100, **fields: Any) -> int:
        """Let a person post a contribution of cash (or what the fields say); the index of its entry."""
        usual: dict[str, Any] = {
            "side": "contribution", "pool": "work", "on": DAY, "unit": "EUR", "what": "cash", "resource": "cash",
        }  # fmt: skip
        return self.act(by, ledger.post, of=of, quantity=Decimal(quantity), **(usual | fields)).index

    def confirm(self, by: str, *entries: int) -> int:
        """Let a person confirm postings."""
        return self.act(by, ledger.confirm, entries=entries).index

    def status(self, entry: int) -> str:
        """Where the posting at an entry stands."""
        return self.alliance.ledger.posting(entry).status


def founded(partners: Sequence[str] = ("ada", "bo"), *, neutral: bool = False) -> Scene:
    """An alliance in which the manager of every partner has a seat and nothing is agreed yet."""
    scene, first = Scene(), partners[0]
    named = [NamedParty(party, f"{party.capitalize()} Ltd") for party in partners]
    named += [NamedParty("cy", "Cy, neutral", "neutral")] if neutral else []
    opened = parties.found(
        scene.alliance, by=person(first), now=scene.now, party=first, name="Working together", parties=named
    )
    scene.enter(first, opened)
    for party in partners:
        scene.seat(person(party), party, person(first))
    return scene


def agree(scene: Scene, text: Terms, *, reason: Reason = "founding", note: str = "") -> Scene:
    """Bring a text into force: tabled by its first partner, accepted and signed by every signatory."""
    base = len(scene.alliance.agreement.versions)
    index = scene.act(
        person(text.partners[0]), agreement.table, terms=text, base=base, reason=reason, note=note or "it is better"
    ).index
    draft = scene.alliance.agreement.draft
    assert draft is not None
    for party in draft.signatories:
        scene.act(person(party), agreement.accept, draft=index)
    for party in draft.signatories:
        scene.act(person(party), agreement.sign, draft=index, digest=draft.digest)
    return scene


def agreed(partners: Sequence[str] = ("ada", "bo"), *, neutral: bool = False, **changes: Any) -> Scene:
    """An alliance whose agreement is in force; with a neutral, Cy has taken the seat."""
    scene = founded(partners, neutral=neutral)
    agree(scene, terms(partners, **({"neutrals": ("cy",)} if neutral else {}) | changes))
    if neutral:
        scene.seat(CY, "cy", person(partners[0]))
    return scene
