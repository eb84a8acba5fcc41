"""How statements turned out, in plain counts: by party, and by how sure the party had said it was.

Counts only, of what counts on the record: no rate, no score. What they say about trust is for a measure.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from paripassu.alliance.statements.stated import Assessment, Statement, Status, result, status

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

BINS: tuple[tuple[int, int], ...] = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))
"""How sure a party said it was, in hundredths: from, to, both included."""


class Counted(NamedTuple):
    """A statement that counts as borne out or refuted, with the assessment that says so."""

    statement: Statement
    assessment: Assessment

    @property
    def borne_out(self) -> bool:
        """Whether it turned out as stated."""
        return self.assessment.verdict == "borne_out"


@dataclass(slots=True)
class Tally:
    """The statements of one party: how many stand where, and by bin of probability the borne out and the refuted."""

    party: str
    standing: Counter[Status] = field(default_factory=Counter)
    outright: list[int] = field(default_factory=lambda: [0, 0])
    bins: list[list[int]] = field(default_factory=lambda: [[0, 0] for _bin in BINS])


def counted(alliance: "Alliance", now: datetime) -> Iterator[Counted]:
    """The statements that count as borne out or refuted at a moment, in the order of the record."""
    for statement in alliance.statements.by_index.values():
        found = None if statement.closed else result(statement, now)
        if found is not None and found.verdict != "unclear":
            yield Counted(statement, found)


def tallies(alliance: "Alliance", now: datetime) -> dict[str, Tally]:
    """The plain counts of every partner, by its id, sorted."""
    found = {party: Tally(party) for party in alliance.parties.partners}
    for statement in alliance.statements.by_index.values():
        if statement.party in found:
            found[statement.party].standing[status(statement, now)] += 1
    for each in counted(alliance, now):
        tally = found.get(each.statement.party)
        if tally is not None:
            place = _place(tally, each.statement.fact.probability)
            place[0 if each.borne_out else 1] += 1
    return found


def _place(tally: Tally, probability: int | None) -> list[int]:
    """Where one counts: with what was stated outright, or in its bin."""
    if probability is None:
        return tally.outright
    return next(tally.bins[number] for number, (_low, high) in enumerate(BINS) if probability <= high)
