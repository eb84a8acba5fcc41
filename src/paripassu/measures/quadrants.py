"""What is measured against what is felt: where each side stands on a plane of the two, and what to do next.

Two planes: the return of a pool against how fair a side finds what it gets, and what has been seen of the others
against how far a side trusts them. A side stands in a field of the plane; where an interval reaches over a line, it may
as well stand in the next one, and that is said. [INSTRUMENTS C6 5]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from paripassu.measures.balance import balance
from paripassu.measures.beside import Beside, beside
from paripassu.measures.felt import Asked, Score, asked, score
from paripassu.measures.standings import Standing
from paripassu.measures.streams import Stream
from paripassu.measures.warnings import agreed_limit

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

MIDDLE = 4.0
"""The middle of the scale of 1 to 7: from here on something is felt to be good rather than bad. Ours."""

OF_GAINS = ("distributive", "fairness")
"""The facets of fairness that ask about what one gets, the one that asks most about it first."""

Field: TypeAlias = Literal[
    "level_fair", "level_unfair", "short_fair", "short_unfair", "long_fair", "long_unfair",
    "kept_trusted", "kept_doubted", "broken_trusted", "broken_doubted",
]  # fmt: skip
"""Where a side can stand: level, short of its due or beyond it, felt fair or not; borne out or not, trusted or not."""

STANDS: Mapping[Field, str] = {
    "level_fair": "balanced, felt fair",
    "level_unfair": "balanced, felt unfair",
    "short_fair": "short of its due, felt fair",
    "short_unfair": "short of its due, felt unfair",
    "long_fair": "beyond its due, felt fair",
    "long_unfair": "beyond its due, felt unfair",
    "kept_trusted": "borne out, trusted",
    "kept_doubted": "borne out, doubted",
    "broken_trusted": "not borne out, trusted",
    "broken_doubted": "not borne out, doubted",
}
"""The fields in words."""

NEXT: Mapping[Field, str] = {
    "level_fair": "Balanced, and felt to be. Go on, and ask again in the next wave.",
    "level_unfair": "Balanced by the record, and felt to be unfair: look at how it is decided and explained, and at "
    "what the record does not count, before any sum is touched.",
    "short_fair": "Receives less than its due and finds it fair: record that consent, with the day on which it ends.",
    "short_unfair": "Receives less than its due and feels it: bring it before those who review it within 14 days, and "
    "open a redress.",
    "long_fair": "Receives more than its due and finds it fair: ask those who receive less, and record their consent "
    "with an end, or open a redress.",
    "long_unfair": "Receives more than its due by the agreed rates and finds it unfair: let each side state its own "
    "values, and see whether something is missing in the ledger.",
    "kept_trusted": "Trusted, and with reason. Go on, and ask again in the next wave.",
    "kept_doubted": "The record is better than the feeling: ask in the next check-in what weighs that is not on the "
    "record.",
    "broken_trusted": "Trust runs ahead of the record: look together at what was late or did not hold before it comes "
    "as a surprise, and promise less, and more clearly.",
    "broken_doubted": "Neither borne out nor trusted: name what happened as an incident, and agree on what makes it "
    "good.",
}
"""What to do next, by field. The 14 days are ours."""


class Extent(NamedTuple):
    """A figure with the interval in which it tends to lie."""

    value: float
    low: float
    high: float

    def beyond(self, line: float) -> bool:
        """Whether the whole interval lies on one side of a line."""
        return not self.low < line < self.high


class Figure(NamedTuple):
    """The name of a reading, by which it is found and opened."""

    measure: str
    about: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a side stands. `field` is None where one of the two is not known; `why` says which.

    `sure` is whether no interval reaches over a line. `rests` are the two readings, measured first.
    """

    party: str
    measured: Extent | None
    felt: Extent | None
    field: Field | None
    sure: bool
    why: str
    rests: tuple[Figure, Figure]
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plane:
    """A pool, or a facet of trust, with all sides. `lines` divide what is measured; `top` is the end of its scale."""

    about: str
    facet: str
    lines: tuple[float, ...]
    top: float
    places: tuple[Place, ...]


# --- balance against fairness ---


def fairness(alliance: "Alliance", now: datetime) -> list[Plane]:
    """Each pool of the agreement in force against how fair the sides find what they get; none before that was asked."""
    terms = alliance.agreement.in_force
    held = {each.scale.id: each for each in asked(alliance, now) if each.measure == "felt_fairness"}
    about = next((held[facet] for facet in OF_GAINS if facet in held), None)
    if terms is None or about is None:
        return []
    return [_pool(alliance, pool, about, now) for pool in sorted(pool.id for pool in terms.pools)]


def _pool(alliance: "Alliance", pool: str, about: Asked, now: datetime) -> Plane:
    found = balance(alliance, pool, at=now)
    low, high = float(found.pool.low), float(found.pool.high)
    places = [
        _fair(
            pool, one, score(about.wave, party, about.scale), (low, high), found.cumulative.why, found.cumulative.facts
        )
        for party, one in sorted(found.cumulative.standings.items())
        if party in about.wave.panel
    ]
    top = max([2.0, 1.25 * high, *(place.measured.value for place in places if place.measured)])
    return Plane(pool, about.scale.id, (low, high), top, tuple(places))


def _fair(pool: str, one: Standing, felt: Score, band: tuple[float, float], why: str, facts: tuple[int, ...]) -> Place:
    coefficient = one.agreed.coefficient
    seen = extent(felt)
    rests = Figure("return_coefficient", f"{pool}/{one.party}"), Figure("felt_fairness", felt.about)
    entries = tuple(sorted({*facts, *felt.facts}))
    if coefficient is None or seen is None:
        reason = (why or one.agreed.why) if coefficient is None else felt.why
        measured = None if coefficient is None else _return(one)
        return Place(one.party, measured, seen, None, False, reason, rests, entries)
    measured = _return(one)
    where = "short" if measured.value < band[0] else "long" if measured.value > band[1] else "level"
    fair = "fair" if seen.value >= MIDDLE else "unfair"
    field: Field = f"{where}_{fair}"  # type: ignore[assignment]  # one of each three and two
    return Place(one.party, measured, seen, field, seen.beyond(MIDDLE), "", rests, entries)


def _return(one: Standing) -> Extent:
    """A return coefficient: what was received is no chance, so its interval is only drawn and moves nobody."""
    value = float(one.agreed.coefficient or 0)
    ends = one.tendency
    low, high = (ends.low, ends.high) if ends else (None, None)
    return Extent(value, value if low is None else float(low), value if high is None else float(high))


# --- evidence against trust ---


def trusted(alliance: "Alliance", now: datetime) -> list[Plane]:
    """Each facet that is felt and shown, with what each side has seen of the others against how far it trusts them."""
    found: dict[str, list[Beside]] = {}
    for each in beside(alliance, now):
        found.setdefault(each.felt.scale.id, []).append(each)
    return [_facet(alliance, scale, own) for scale, own in found.items()]


def _facet(alliance: "Alliance", scale: str, found: Sequence[Beside]) -> Plane:
    line = 1 - agreed_limit(alliance, Stream(found[0].facet))
    return Plane(found[0].facet, scale, (line,), 1.0, tuple(_trusted(each, line) for each in found))


def _trusted(each: Beside, line: float) -> Place:
    measured = Extent(each.shown.mean, *each.within) if each.shown and each.within else None
    felt = extent(each.felt)
    whom = f"{each.judge}>{each.judged[0]}" if len(each.judged) == 1 else each.judge
    rests = Figure(each.facet, whom), Figure("felt_trust", each.felt.about)
    if measured is None or felt is None:
        return Place(each.judge, measured, felt, None, False, each.why, rests, each.entries)
    kept = "kept" if measured.value >= line else "broken"
    word = "trusted" if felt.value >= MIDDLE else "doubted"
    field: Field = f"{kept}_{word}"  # type: ignore[assignment]  # one of each two and two
    return Place(
        each.judge, measured, felt, field, measured.beyond(line) and felt.beyond(MIDDLE), "", rests, each.entries
    )


def extent(felt: Score) -> Extent | None:
    """What is felt with its interval; None where it has no figure."""
    if felt.mean is None or felt.low is None or felt.high is None:
        return None
    return Extent(felt.mean, felt.low, felt.high)
