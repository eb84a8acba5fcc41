"""A long alliance to measure on: Ada and Bo record, confirm, dispute and thank for two years, under all the rules."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.terms import PartyTerms, Pool, Rate, Terms
from paripassu.alliance.alliance import Alliance, Fact, Recorded, advance
from paripassu.alliance.parties import NamedParty
from paripassu.record.checkpoint import Signer
from paripassu.record.heads import Heads
from paripassu.record.journal import Journal
from paripassu.record.record import Record

START = datetime(2024, 1, 8, 9, 0, tzinfo=UTC)
YEARS = timedelta(days=730)
TURN = 100
"""Facts that one party enters before the other answers."""

ORIGIN = "paripassu.example/bench"
SIGNER = Signer.from_seed(ORIGIN, bytes(32))
POOL = "work"
PEOPLE = {"ada": "p_ada", "bo": "p_bo"}

_POOLS = (Pool(POOL, "Joint work", "EUR", rates=(Rate("people", "hour", Decimal(80)),)),)
_NAMED = tuple(PartyTerms(party, f"{party.capitalize()} Ltd") for party in PEOPLE)
TERMS = Terms(title="Working together", purpose="We build one thing together.", parties=_NAMED, pools=_POOLS)


class Run(NamedTuple):
    """Facts that a party enters together."""

    party: str
    facts: list[Fact]
    entered: datetime


class Telling:
    """The alliance as it is told: every fact is asked by its rules, then taken in."""

    def __init__(self, size: int, people: dict[str, str]) -> None:
        self.alliance = Alliance()
        self.people = people
        self._step = YEARS / max(size, 1)

    @property
    def now(self) -> datetime:
        """The time at which the next fact is entered: the whole takes two years, however many facts there are."""
        return START + self._step * self.alliance.size

    def run(self, party: str, acts: Iterator[Callable[..., Fact]]) -> Run:
        """What a party enters by these acts."""
        entered, facts = self.now, list[Fact]()
        for act in acts:
            fact = act(self.alliance, by=self.people[party], now=entered)
            advance(self.alliance, [Recorded(self.alliance.size, entered, party, fact)])
            facts.append(fact)
        return Run(party, facts, entered)


def told(size: int, people: dict[str, str] = PEOPLE) -> Iterator[Run]:
    """An alliance of so many entries, run by run."""
    telling, left = Telling(size, people), size
    for run in _runs(telling):
        yield run._replace(facts=run.facts[:left])
        left -= len(run.facts)
        if left <= 0:
            return


def _runs(telling: Telling) -> Iterator[Run]:
    yield from _begun(telling)
    ada, bo = telling.people
    while True:
        for one, other in ((ada, bo), (bo, ada)):
            first = telling.alliance.size
            day = telling.now.date() - timedelta(days=1)
            yield telling.run(one, (posting(one, number, day) for number in range(TURN)))
            yield telling.run(other, (_answer(one, first + number, day) for number in range(TURN)))


def _begun(telling: Telling) -> Iterator[Run]:
    """Both sit, and one text is in force."""
    ada, bo = telling.people
    inviting = telling.people[ada]
    named = tuple(NamedParty(party.id, party.legal_name) for party in _NAMED)
    for party, act in (
        (ada, _does(parties.found, party=ada, name="Working together", parties=named)),
        (ada, _does(parties.take_seat, party=ada, role="manager", invited_by=inviting)),
        (bo, _does(parties.take_seat, party=bo, role="manager", invited_by=inviting)),
        (ada, _does(agreement.table, terms=TERMS, base=0, reason="founding", note="")),
        (ada, _does(agreement.accept, draft=3)),
        (bo, _does(agreement.accept, draft=3)),
        (ada, _signs),
        (bo, _signs),
    ):
        yield telling.run(party, iter([act]))


def _does(act: Callable[..., Any], **fields: Any) -> Callable[..., Fact]:
    def done(alliance: Alliance, *, by: str, now: datetime) -> Fact:
        fact: Fact = act(alliance, by=by, now=now, **fields)
        return fact

    return done


def _signs(alliance: Alliance, *, by: str, now: datetime) -> Fact:
    draft = alliance.agreement.draft
    assert draft is not None
    return agreement.sign(alliance, by=by, now=now, draft=draft.index, digest=draft.digest)


def posting(party: str, number: int, day: Any) -> Callable[..., Fact]:
    """One line of the ledger of a party: mostly work and cash, some of it received, some carried."""
    side = ("contribution", "contribution", "reward", "contribution", "responsibility")[number % 5]
    unit, resource = (("hour", "people"), ("EUR", "cash"))[number % 2]
    quantity, what = Decimal(100 + 7 * number) / 4, f"Joint work, part {number} of this turn"
    return _does(
        ledger.post, side=side, of=party, pool=POOL, on=day, quantity=quantity, unit=unit, what=what, resource=resource
    )


def _answer(party: str, entry: int, day: Any) -> Callable[..., Fact]:
    """How the other side answers an entry: it confirms nearly all, disputes a few, and now and then says thanks."""
    match entry % 25:
        case 7:
            return _does(ledger.dispute, entry=entry, reason="The hours do not fit the list")
        case 19:
            return _does(ledger.appreciate, to=party, on=day, what="The help on the weekend before the fair")
        case _:
            return _does(ledger.confirm, entries=[entry])


# --- on disk ---


class Clock:
    """Shows the time of the telling."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


def opened(journal: Journal, head: Path, clock: Clock | None = None) -> Record:
    """The record in this journal with its outside head in this file, new or opened again."""
    return Record.open(journal, Heads(head), SIGNER, ORIGIN, clock or Clock())


def filled(journal: Journal, head: Path, runs: Iterable[Run]) -> Record:
    """A new record with these runs appended, each at its time."""
    clock = Clock()
    record = opened(journal, head, clock)
    for run in runs:
        clock.at = run.entered
        record.append(run.facts, party=run.party, at=record.size, key=f"run-{record.size}")
    return record
