"""Many alliances side by side, by the same measures: what asks for attention first. Nothing is added up across them.

An alliance is put into a line that is small enough to keep: for every area its level, its trend, its lower side.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from paripassu.alliance.parties import membership
from paripassu.measures.areas import Area, Level, Trend
from paripassu.measures.reports import figure, gap, named
from paripassu.measures.standing import Attention, attention, standing, worst

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


class Line(msgspec.Struct, frozen=True):
    """An alliance in a portfolio: its areas, those that ask for attention first. `on` is the day it is reckoned for.

    `unseen` are the parties to which it is not shown on that day: those that have not signed yet, or have left.
    """

    name: str
    parties: tuple[str, ...]
    size: int
    on: str
    attention: Attention
    areas: tuple[AreaLine, ...]
    unseen: tuple[str, ...] = ()


def line(alliance: "Alliance", now: datetime) -> Line:
    """An alliance at a moment as a line. Without an agreement in force it has no areas."""
    found = standing(alliance, now)
    terms = alliance.agreement.in_force
    return Line(
        name=alliance.name,
        parties=tuple(sorted(alliance.parties.name(party) for party in terms.partners)) if terms else (),
        size=alliance.size,
        on=now.date().isoformat(),
        attention=attention(found),
        areas=tuple(_area(alliance, area) for area in worst(found)),
        unseen=tuple(sorted(party for party in alliance.parties.by_id if not _seen(alliance, party, now))),
    )


def _seen(alliance: "Alliance", party: str, now: datetime) -> bool:
    stands = membership.standing(alliance, party, now)
    return stands != "candidate" and (stands != "left" or membership.still_needed(alliance, party, now))


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
