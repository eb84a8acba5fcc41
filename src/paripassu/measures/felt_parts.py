"""What is measured against what is felt, for a report: each plane as a picture with its table, in words."""

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from paripassu.measures import levels, plane
from paripassu.measures.plane import Words
from paripassu.measures.quadrants import NEXT, STANDS, Extent, Place, Plane, fairness, trusted

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

_NARROW = "\N{NARROW NO-BREAK SPACE}"
NOT_SURE = "not sure, an interval reaches over the line"


class StandPart(msgspec.Struct, frozen=True):
    """A side on a plane: its two figures, where it stands and what to do next, in words."""

    name: str
    measured: str
    felt: str
    stands: str
    next: str


class PlanePart(msgspec.Struct, frozen=True):
    """A plane: its picture as SVG, empty where nobody stands, what is measured, and its sides, the lower felt first."""

    title: str
    measured: str
    picture: str
    sides: tuple[StandPart, ...]


def planes(alliance: "Alliance", now: datetime) -> tuple[PlanePart, ...]:
    """Every pool against fairness, then every facet against trust; none before somebody was asked."""
    terms = alliance.agreement.in_force
    names = {pool.id: pool.name for pool in terms.pools} if terms else {}
    of_pools = [
        _part(alliance, each, f"Balanced and felt to be fair? {names[each.about]}") for each in fairness(alliance, now)
    ]
    facets = [
        _part(alliance, each, f"Borne out and trusted? {each.about.capitalize()}") for each in trusted(alliance, now)
    ]
    return (*of_pools, *facets)


def _part(alliance: "Alliance", each: Plane, title: str) -> PlanePart:
    pool = len(each.lines) > 1
    if pool:
        words = Words(
            "Return: received ÷ due",
            "Felt to be fair",
            f"{each.top:.1f}",
            ("short of its due", "balanced", "beyond its due"),
        )
    else:
        words = Words(
            "Shown: the chance by what it has seen", "Felt: trust", f"100{_NARROW}%", ("not borne out", "borne out")
        )
    letters = levels.initials({party: one.name for party, one in alliance.parties.by_id.items()})
    drawn = plane.picture(each, [letters[place.party] for place in each.places], words)
    sides = sorted(
        each.places, key=lambda place: (place.felt is None, place.felt.value if place.felt else 0.0, place.party)
    )
    return PlanePart(
        title, "Return" if pool else "Shown", drawn, tuple(_side(alliance, place, pool=pool) for place in sides)
    )


def _side(alliance: "Alliance", place: Place, *, pool: bool) -> StandPart:
    measured = "" if place.measured is None else _measured(place.measured, pool=pool)
    felt = f"{place.felt.value:.1f} ({place.felt.low:.1f} to {place.felt.high:.1f})" if place.felt else ""
    if place.field is None:
        return StandPart(alliance.parties.name(place.party), measured, felt, "not enough to say", place.why)
    stands = STANDS[place.field] if place.sure else f"{STANDS[place.field]}; {NOT_SURE}"
    what = NEXT[place.field] if place.sure else f"If that holds: {NEXT[place.field]}"
    return StandPart(alliance.parties.name(place.party), measured, felt, stands, what)


def _measured(seen: Extent, *, pool: bool) -> str:
    return f"{seen.value:.2f}" if pool else f"{seen.value * 100:.0f}{_NARROW}%"
