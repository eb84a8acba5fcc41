"""What the record shows of how one party has dealt with another, as single events: the ground of trust and of warnings.

Always directed: from the party that judges to the one that is judged. Only what both sides could speak to counts. What
is not decided is named, so that a reader can see what it would change. What another party kept from happening does not
count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from paripassu.alliance.commitments.promises import (
    Commitment,
    Delivery,
    Importance,
    on_time,
    owed_by,
    standing,
)
from paripassu.alliance.statements.stated import standing as waiting
from paripassu.alliance.statements.tallies import counted
from paripassu.measures.forgetting import Event

if TYPE_CHECKING:
    from datetime import date

    from paripassu.alliance.alliance import Alliance

Facet = Literal["reliability", "truth", "ability"]
Tie: TypeAlias = tuple[str, str]
"""The party that judges, and the one that is judged."""

WEIGHTS: Mapping[Importance, float] = {"high": 2.0, "normal": 1.0, "low": 0.5}
"""How much an event says, by the importance that both sides agreed for the commitment: ours, for want of a source."""

MADE_GOOD = 0.5
"""What came late and was accepted all the same counts half: ours, for want of a source."""


@dataclass(slots=True)
class Evidence:
    """The events of one tie in one facet, and the entries of what is not decided yet (`open`)."""

    events: list[Event] = field(default_factory=list)
    open: list[int] = field(default_factory=list)

    @property
    def entries(self) -> tuple[int, ...]:
        """The entries that it rests on, rising, each once."""
        return tuple(sorted({event.entry for event in self.events}))


Ties: TypeAlias = dict[Tie, Evidence]


def evidence(alliance: "Alliance", facet: Facet, now: datetime) -> Ties:
    """The evidence of every pair of partners in a facet: what each has seen of each other one until `now`."""
    partners = alliance.parties.partners
    found: Ties = {(one, other): Evidence() for one in partners for other in partners if one != other}
    for tie, event, entry in _FACETS[facet](alliance, now):
        if tie in found:
            if event is None:
                found[tie].open.append(entry)
            else:
                found[tie].events.append(event)
    return found


_Seen: TypeAlias = Iterator[tuple[Tie, Event | None, int]]


def _reliability(alliance: "Alliance", now: datetime) -> _Seen:
    """A day due is kept when it was delivered in time and accepted, half kept when late, broken while it is not."""
    for commitment in alliance.commitments.by_index.values():
        if commitment.since is not None:
            for due in commitment.dues:
                event, open_ = _kept(commitment, due, now)
                if event is not None or open_:
                    for creditor in commitment.fact.to:
                        yield (creditor, commitment.fact.owner), event, commitment.index


def _kept(commitment: Commitment, due: "date", now: datetime) -> tuple[Event | None, bool]:
    """The event of a day due, and whether it waits for somebody's word; neither, when it says nothing yet."""
    where = standing(commitment, due, now)
    if where == "delivered":
        return None, True
    if where == "accepted":
        delivery = commitment.delivery(due)
        assert delivery is not None
        good = 1.0 if on_time(commitment, delivery) else MADE_GOOD
    elif where in ("late", "missed"):
        good = 0.0
    else:
        return None, False
    return Event(owed_by(commitment, due), good, WEIGHTS[commitment.fact.importance], commitment.index), False


def _ability(alliance: "Alliance", now: datetime) -> _Seen:
    """A delivery was good in the eyes of the party that accepted it, and was not in those of one that returned it."""
    del now
    for commitment in alliance.commitments.by_index.values():
        for delivery in commitment.deliveries:
            if delivery.withdrawn is None:
                for creditor in commitment.fact.to:
                    event = _accepted(commitment, delivery, creditor)
                    yield (creditor, commitment.fact.owner), event, delivery.index


def _accepted(commitment: Commitment, delivery: Delivery, creditor: str) -> Event | None:
    if creditor not in delivery.accepted and creditor not in delivery.returned:
        return None
    good = float(creditor in delivery.accepted)
    return Event(delivery.on, good, WEIGHTS[commitment.fact.importance], delivery.index)


def _truth(alliance: "Alliance", now: datetime) -> _Seen:
    """What was stated outright and was borne out, or refuted. What had a probability is weighed by `calibration`."""
    partners = alliance.parties.partners
    for each in counted(alliance, now):
        statement = each.statement
        if statement.fact.probability is None:
            event = Event(statement.fact.due, float(each.borne_out), 1.0, statement.index)
            yield from (((other, statement.party), event, statement.index) for other in partners)
    for statement in alliance.statements.by_index.values():
        if statement.fact.probability is None and waiting(statement, now) is not None:
            yield from (((other, statement.party), None, statement.index) for other in partners)


_FACETS = {"reliability": _reliability, "truth": _truth, "ability": _ability}
