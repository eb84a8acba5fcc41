"""An alliance of four that does all kinds of things for two years, under all the rules: what its measures cost.

Half of its entries are of the ledger; then commitments, agreed, delivered, accepted or returned, some of them late and
some never done; and statements, with what came of them.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from paripassu.alliance import agreement, commitments, ledger, parties, statements
from paripassu.alliance.agreement.terms import PartyTerms, Pool, Rate, Terms
from paripassu.alliance.alliance import Alliance, Fact, Recorded, advance
from paripassu.alliance.commitments import deliveries
from paripassu.alliance.parties import NamedParty
from paripassu.alliance.statements import assessments

START = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)
YEARS = timedelta(days=730)
PARTNERS = ("ada", "bo", "di", "eli")
POOL = "work"
DUE_AFTER, DELIVERED_AFTER = timedelta(days=20), timedelta(days=16)
TERMS = Terms(
    title="Working together",
    purpose="We build one thing together.",
    parties=tuple(PartyTerms(party, party.capitalize()) for party in PARTNERS),
    pools=(Pool(POOL, "Joint work", "EUR", rates=(Rate("people", "hour", Decimal(80)),)),),
)


class Telling:
    """The alliance as it is told: every fact is asked by its rules, then taken in. `facts` are all of them."""

    def __init__(self, size: int) -> None:
        self.alliance, self.facts = Alliance(), list[Recorded]()
        self._step = YEARS / size

    @property
    def now(self) -> datetime:
        """The time of the next fact: the whole takes two years, however many facts there are."""
        return START + self._step * self.alliance.size

    def act(self, party: str, act: Callable[..., Fact], /, **fields: Any) -> int:
        """The entry of what a party does."""
        fact = act(self.alliance, by=f"of_{party}", now=self.now, **fields)
        recorded = Recorded(self.alliance.size, self.now, party, fact)
        advance(self.alliance, [recorded])
        self.facts.append(recorded)
        return recorded.index


def told(size: int) -> Telling:
    """An alliance of that many entries, or a few more."""
    telling = Telling(size)
    _begun(telling)
    waiting: list[tuple[datetime, Callable[[], None]]] = []
    number = 0
    while telling.alliance.size < size:
        one, other = PARTNERS[number % 4], PARTNERS[(number + 1 + number // 4 % 3) % 4]
        _posted(telling, one, number)
        if number % 2 == 0:
            entry = _promised(telling, one, other, number)
            waiting.append((telling.now + DELIVERED_AFTER, partial(_delivered, telling, entry, number)))
        if number % 9 == 0:
            entry = _stated(telling, one, number)
            waiting.append((telling.now + DUE_AFTER, partial(_assessed, telling, entry, other, number)))
        ripe = [then for at, then in waiting if at <= telling.now]
        waiting = [(at, then) for at, then in waiting if at > telling.now]
        for then in ripe:
            then()
        number += 1
    return telling


def _begun(telling: Telling) -> None:
    first = PARTNERS[0]
    named = [NamedParty(party, party.capitalize()) for party in PARTNERS]
    telling.act(first, parties.found, party=first, name="Working together", parties=named)
    for party in PARTNERS:
        telling.act(party, parties.take_seat, party=party, role="manager", invited_by=f"of_{first}")
    draft = telling.act(first, agreement.table, terms=TERMS, base=0, reason="founding", note="")
    for party in PARTNERS:
        telling.act(party, agreement.accept, draft=draft)
    tabled = telling.alliance.agreement.draft
    assert tabled is not None
    for party in PARTNERS:
        telling.act(party, agreement.sign, draft=draft, digest=tabled.digest)


def _posted(telling: Telling, party: str, number: int) -> None:
    """A line of the ledger, confirmed by all others but for every tenth."""
    side = ("contribution", "reward", "contribution", "reward", "responsibility")[number // 4 % 5]
    unit, resource = (("hour", "people"), ("EUR", "cash"))[number % 2]
    day = telling.now.date() - timedelta(days=1)
    entry = telling.act(
        party, ledger.post, side=side, of=party, pool=POOL, on=day, quantity=Decimal(100 + number % 37) / 4, unit=unit,
        what=f"Joint work, part {number}", resource=resource,
    )  # fmt: skip
    if number % 10:
        for other in PARTNERS:
            if other != party:
                telling.act(other, ledger.confirm, entries=[entry])


def _promised(telling: Telling, owner: str, to: str, number: int) -> int:
    due, importance = (telling.now + DUE_AFTER).date(), ("normal", "high", "low")[number % 3]
    entry = telling.act(
        owner, commitments.promise, owner=owner, to=(to,), what=f"Part {number}", due=due, importance=importance
    )
    telling.act(to, commitments.agree, entries=[entry])
    return entry


def _delivered(telling: Telling, entry: int, number: int) -> None:
    """Nearly all is delivered in time; every seventh is returned, every twelfth never done."""
    if number % 12 == 0:
        return
    promised = telling.alliance.commitments.commitment(entry).fact
    fields = {"entry": entry, "due": promised.due, "on": telling.now.date(), "evidence": "The list of deliveries"}
    delivery = telling.act(promised.owner, deliveries.deliver, **fields)
    if number % 7 == 0:
        telling.act(promised.to[0], deliveries.return_delivery, delivery=delivery, reason="A part is missing")
    else:
        telling.act(promised.to[0], deliveries.accept_delivery, delivery=delivery)


def _stated(telling: Telling, party: str, number: int) -> int:
    """Something stated, every second with a probability."""
    day = (telling.now + DELIVERED_AFTER).date()
    fields = {"probability": 80} if number % 2 else {}
    return telling.act(
        party, statements.state, sort="forecast", what=f"Part {number} arrives", due=day, how="The list", **fields
    )


def _assessed(telling: Telling, statement: int, other: str, number: int) -> None:
    """What came of a statement: every fifth is refuted. Its party agrees."""
    verdict = "refuted" if number % 5 == 0 else "borne_out"
    found = telling.act(other, assessments.assess, statement=statement, verdict=verdict, evidence="The list of parts")
    telling.act(telling.alliance.statements.statement(statement).party, assessments.agree, assessment=found)
