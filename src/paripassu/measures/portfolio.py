"""Many alliances side by side, by the same measures: what asks for attention first. Nothing is added up across them.

An alliance is put into a line that is small enough to keep: for every area its level, its trend, its lower side, and
what rings in it with its evidence. Who looks at many ties at once sees some ring by chance. So what rings is weighed
anew among all ties of all alliances that are looked at (e-BH), by the horizon and the share of false ones of the
warnings. [METHODS §5.5]
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from paripassu.alliance.parties import membership
from paripassu.measures.areas import Area, Level, Trend
from paripassu.measures.detection import confirmed
from paripassu.measures.reports import figure, gap, named
from paripassu.measures.standing import Attention, attention, standing, worst
from paripassu.measures.warnings import Watched, evidence, unit, watched, weighed_units

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

Order = Literal["attention", "name", "moved"]


class AreaLine(msgspec.Struct, frozen=True):
    """An area of one alliance in a line. `lower` names the lower side, `figure` is its figure, both in words."""

    name: str
    about: str
    level: Level
    trend: Trend
    lower: str
    figure: str
    gap: str
    warned: int
    why: str = ""


class RingLine(msgspec.Struct, frozen=True):
    """A tie, party or stream of one alliance in which alarms ring: how many, and its evidence (an e-value)."""

    rings: int
    evidence: float


class Line(msgspec.Struct, frozen=True):
    """An alliance in a portfolio: its areas, those that ask for attention first. `on` is the day it is reckoned for.

    `ringing` is what rings in it, of `weighed` ties, parties and streams that are weighed together. Only what rings can
    be confirmed, so nothing else has to be kept. `unseen` are the parties to which it is not shown on that day: those
    that have not signed yet, or have left.
    """

    name: str
    parties: tuple[str, ...]
    size: int
    on: str
    attention: Attention
    areas: tuple[AreaLine, ...]
    ringing: tuple[RingLine, ...]
    weighed: int
    unseen: tuple[str, ...] = ()


def line(alliance: "Alliance", now: datetime) -> Line:
    """An alliance at a moment as a line. Without an agreement in force it has no areas."""
    seen = watched(alliance, now)
    found = standing(alliance, now, seen=seen)
    terms = alliance.agreement.in_force
    return Line(
        name=alliance.name,
        parties=tuple(sorted(alliance.parties.name(party) for party in terms.partners)) if terms else (),
        size=alliance.size,
        on=now.date().isoformat(),
        attention=attention(found),
        areas=tuple(_area(alliance, area) for area in worst(found)),
        ringing=tuple(_ringing(seen)),
        weighed=weighed_units(alliance, seen) if terms else 0,
        unseen=tuple(sorted(party for party in alliance.parties.by_id if not _seen(alliance, party, now))),
    )


def _seen(alliance: "Alliance", party: str, now: datetime) -> bool:
    stands = membership.standing(alliance, party, now)
    return stands != "candidate" and (stands != "left" or membership.still_needed(alliance, party, now))


def _ringing(found: Sequence[Watched]) -> Iterator[RingLine]:
    rings = Counter(unit(each.stream) for each in found if each.lit)
    yield from (RingLine(rings[each], value) for each, value in evidence(found).items() if rings[each])


def _area(alliance: "Alliance", area: Area) -> AreaLine:
    return AreaLine(
        name=area.name,
        about=area.about,
        level=area.level,
        trend=area.trend,
        lower=", ".join(named(alliance, side.about) for side in area.lower),
        figure=figure(area, area.lower[0].value) if area.lower else "",
        gap=gap(area),
        warned=sum(each.lit for each in area.lamps),
        why=area.why,
    )


class Weighed(NamedTuple):
    """Lines whose warnings are weighed together: how many ties, parties and streams there are in all, how many alarms
    ring, and how many of those hold among all."""

    lines: list[Line]
    ties: int
    watch: int
    confirmed: int


def weighed(lines: Iterable[Line]) -> Weighed:
    """These lines with their warnings as they are when all ties of all of them are weighed together.

    Of one alliance it is what its own pages say. Of many, more has to speak for each: what an alliance calls confirmed
    may be on watch here; and where much holds elsewhere, less is asked of the next one.
    """
    given = list(lines)
    ties = sum(one.weighed for one in given)
    rings = [(at, each) for at, one in enumerate(given) for each in one.ringing]
    sure = confirmed([each.evidence for _at, each in rings], 1, silent=ties - len(rings))
    held = Counter[int]()
    for place in sure:
        held[rings[place][0]] += rings[place][1].rings
    found = [_with_lamps(one, held[at]) for at, one in enumerate(given)]
    return Weighed(found, ties, sum(each.rings for _at, each in rings) - held.total(), held.total())


def _with_lamps(one: Line, held: int) -> Line:
    rings = sum(each.rings for each in one.ringing)
    return msgspec.structs.replace(one, attention=one.attention._replace(confirmed=held, warned=rings - held))


def in_order(lines: Iterable[Line], order: Order = "attention") -> list[Line]:
    """The lines in an order: what asks for attention first, by name, or what got worse first. Then by name."""
    if order == "name":
        return sorted(lines, key=lambda one: one.name.casefold())
    if order == "moved":
        return sorted(lines, key=lambda one: (-one.attention.worse, _turned(one), one.name.casefold()))
    return sorted(lines, key=lambda one: (_turned(one), one.name.casefold()))


def _turned(one: Line) -> tuple[int, ...]:
    return tuple(-count for count in one.attention)


def chosen(lines: Iterable[Line], area: str = "", level: str = "") -> list[Line]:
    """The lines in which this area is at this level; without one of the two, any area or any level."""
    return [
        one
        for one in lines
        if not (area or level)
        or any((not area or each.name == area) and (not level or each.level == level) for each in one.areas)
    ]
