"""Trust that the record supports: how far each party may rely on each other one, in three facets that are never added.

Reliability from commitments, truth from statements, ability from what was delivered and accepted or returned. Each is
the chance that the next one goes well, with the interval in which it lies nine times in ten, the worst and the best it
could be once what is open is decided, and the events it rests on. Of organisations; nothing here speaks of a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, get_args

from paripassu.alliance.days import begun
from paripassu.alliance.statements.tallies import counted
from paripassu.measures.evidence import Evidence, Facet, evidence
from paripassu.measures.forgetting import Belief, Event, beliefs, intervals
from paripassu.measures.listing import BETA
from paripassu.measures.reading import Reading

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

FACETS: tuple[Facet, ...] = get_args(Facet)
LEAST_EVENTS = 3
"""Events below which a chance is not shown: not knowing would be most of it."""

NO_EVENTS: dict[Facet, str] = {
    "reliability": "No commitment to this party has come due yet.",
    "truth": "No statement of this party has been checked yet.",
    "ability": "Nothing delivered to this party has been accepted or returned yet.",
}
FEW_EVENTS = "Fewer than 3 events have come so far: too few to say."


@dataclass(frozen=True, slots=True)
class Trust:
    """What `judge` has seen of `judged` in one facet. `low` and `high` hold the chance nine times in ten.

    `worst` and `best`: the chance if everything open turned out badly, or well.
    """

    judge: str
    judged: str
    facet: Facet
    evidence: Evidence
    belief: Belief
    low: float
    high: float
    worst: float
    best: float

    @property
    def enough(self) -> bool:
        """Whether there are events enough to show the chance."""
        return self.belief.events >= LEAST_EVENTS

    @property
    def why(self) -> str:
        """Why the chance is not shown; empty when it is."""
        if not self.belief.events:
            return NO_EVENTS[self.facet]
        return "" if self.enough else FEW_EVENTS


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well a party knows how sure it may be.

    `brier`: mean squared miss, 0 is best, 0.25 what always saying 50 % gives. `expected` is the miss that its own
    probabilities foretell if they are right.
    """

    party: str
    brier: float
    expected: float
    entries: tuple[int, ...]


def trust(alliance: "Alliance", now: datetime, facets: Iterable[Facet] = FACETS) -> list[Trust]:
    """The trust of every partner in every other one, by facet, judge and judged, whatever their order."""
    at = now.date()
    ties = [
        (judge, judged, facet, seen)
        for facet in facets
        for (judge, judged), seen in sorted(evidence(alliance, facet, now).items())
    ]
    found = beliefs([seen.events for *_tie, seen in ties], at)
    bounds = _bounds([seen for *_tie, seen in ties], found, at)
    parts = zip(ties, found, intervals(found), bounds, strict=True)
    return [Trust(*tie, believed, *span, *bound) for tie, believed, span, bound in parts]


def _bounds(seen: Sequence[Evidence], found: Sequence[Belief], at: date) -> list[tuple[float, float]]:
    """The worst and the best of each tie: what it is, where nothing is open."""
    waiting = [each for each in seen if each.open]
    worst, best = (
        iter(beliefs([[*each.events, *(Event(at, good, 1.0, entry) for entry in each.open)] for each in waiting], at))
        for good in (0.0, 1.0)
    )
    return [
        (next(worst).mean, next(best).mean) if each.open else (one.mean, one.mean)
        for each, one in zip(seen, found, strict=True)
    ]


def calibrations(alliance: "Alliance", now: datetime) -> list[Calibration]:
    """How the probabilities turned out that parties gave with their statements; by party, those that gave any."""
    missed: dict[str, list[tuple[float, float, int]]] = {}
    for each in counted(alliance, now):
        if each.statement.fact.probability is not None and begun(each.statement.fact.due, now):
            sure = each.statement.fact.probability / 100
            miss = (sure - each.borne_out) ** 2
            missed.setdefault(each.statement.party, []).append((miss, sure * (1 - sure), each.statement.index))
    return [
        Calibration(
            party,
            sum(miss for miss, _own, _entry in found) / len(found),
            sum(own for _miss, own, _entry in found) / len(found),
            tuple(entry for _miss, _own, entry in found),
        )
        for party, found in sorted(missed.items())
    ]


def readings(alliance: "Alliance", now: datetime) -> list[Reading]:
    """All of it as readings, about `judge>judged`; the interval is that of nine times in ten."""
    found = [
        Reading(
            measure=each.facet,
            about=f"{each.judge}>{each.judged}",
            value=each.belief.mean if each.enough else None,
            low=each.low if each.enough else None,
            high=each.high if each.enough else None,
            enough=each.enough,
            why=each.why,
            source=BETA,
            facts=each.evidence.entries,
        )
        for each in trust(alliance, now)
    ]
    return found + [
        Reading(measure="calibration", about=one.party, value=one.brier, source="Brier 1950", facts=one.entries)
        for one in calibrations(alliance, now)
    ]
