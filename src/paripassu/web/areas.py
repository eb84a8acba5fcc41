"""The areas of a standing in the reader's words: a level, the lower side, the gap, a trend, and where each leads."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from paripassu.keeper.access import Sitting
from paripassu.measures import drawing
from paripassu.measures.areas import Area, Level, Side, Spot, Trend
from paripassu.measures.asked import UNIT
from paripassu.measures.questions import LISTED
from paripassu.measures.reading import Figure
from paripassu.measures.standing import TITLES
from paripassu.web.environment import number, percent
from paripassu.web.measured import is_share, named, written
from paripassu.web.navigation import address


class Sign(NamedTuple):
    """A word with the sign that says the same without colour, and how its chip is marked."""

    sign: str
    word: Promise
    kind: str


LEVELS: Mapping[Level, Sign] = {
    "holds": Sign("=", gettext_lazy("as agreed"), "note"),
    "watch": Sign("↓", gettext_lazy("below"), "wait"),
    "act": Sign("⇊", gettext_lazy("far below"), "wait"),
    "unknown": Sign("–", gettext_lazy("not enough to say"), ""),
}

TRENDS: Mapping[Trend, Sign] = {
    "better": Sign("↗", gettext_lazy("better"), ""),
    "unclear": Sign("→", gettext_lazy("no clear change"), ""),
    "worse": Sign("↘", gettext_lazy("worse"), ""),
    "unknown": Sign("", gettext_lazy("no trend: too few events"), ""),
}

NO_TREND = Sign("", gettext_lazy("–"), "")
"""Of an area without a figure: why there is none is said already."""

PAGES: Mapping[str, str] = {
    "balance": "balance",
    "reliability": "trust",
    "truth": "trust",
    "ability": "trust",
    "norms": "principles",
    "ties": "ties",
    "voice": "power",
    "power": "power",
    "alignment": "goals",
    "adaptation": "changes",
    "dialogue": "conflicts",
    "knowledge": "exchange",
    "checkins": "checkins",
    **dict.fromkeys(("felt_trust", "felt_fairness", "felt_norms", "felt_safety", "response"), "felt"),
}
"""The page of the practice that an area is about."""


class ShownSide(NamedTuple):
    """A side as the pages show it, and its strip on the scale of its area."""

    parties: tuple[str, ...]
    joint: str
    words: str
    value: str
    interval: str
    strip: Markup
    rests: int


class Shown(NamedTuple):
    """An area as the pages show it. `url` is the page of it alone, `practice` that of what it is about, or empty."""

    area: Area
    title: str
    question: str
    pool: str
    level: Sign
    trend: Sign
    sides: tuple[ShownSide, ...]
    lower: tuple[ShownSide, ...]
    missing: tuple[tuple[tuple[str, ...], str, str], ...]
    gap: str
    spark: Markup
    url: str
    practice: str
    warned: int


def shown(sitting: Sitting, area: Area) -> Shown:
    """An area in words, for everybody who sits in the alliance alike."""
    asked = TITLES[area.name]
    sides = tuple(_side(sitting, area, side) for side in area.sides)
    return Shown(
        area,
        _(asked.title),
        _(asked.question),
        pool_name(sitting, area.about),
        LEVELS[area.level],
        TRENDS[area.trend] if sides else NO_TREND,
        sides,
        sides[: len(area.lower)],
        tuple(seen(sitting, about) for about in area.missing),
        gap(area),
        Markup(drawing.spark(area.course, area.top)),  # noqa: S704  drawn by us from figures alone
        address("picture_area", sitting.slug, key(area)),
        address(PAGES[area.name], sitting.slug),
        sum(each.lit for each in area.lamps),
    )


def key(area: Area) -> str:
    """The name of an area in addresses: with its pool where it has one."""
    return f"{area.name}-{area.about}" if area.about else area.name


def pool_name(sitting: Sitting, pool: str) -> str:
    """The name of a pool of the agreement in force; empty for none."""
    terms = sitting.alliance.agreement.in_force
    found = terms.pool(pool) if terms and pool else None
    return found.name if found else pool


def _side(sitting: Sitting, area: Area, side: Side) -> ShownSide:
    parties, joint, words = seen(sitting, side.about)
    strip = Markup(drawing.strip(side, area))  # noqa: S704  drawn by us from figures alone
    return ShownSide(parties, joint, words, figure(area, side.value), interval(area, side), strip, len(side.facts))


def seen(sitting: Sitting, about: str) -> tuple[tuple[str, ...], str, str]:
    """Whom a side of an area is about. What one party has seen of another is about the other: it stands first."""
    parties, joint, words = named(sitting, about or "alliance")
    return (parties[::-1], "seen", words) if joint == "→" else (parties, joint, words)


def figure(area: Area, value: Figure) -> str:
    """A figure of an area as the pages write it; empty without one."""
    if value is None:
        return ""
    if area.name == "balance":
        return coefficient(area, value)
    listed = LISTED.get(area.measure)
    if listed is None or is_share(listed):
        return percent(value)
    return written(listed, value, area.unit)


def coefficient(area: Area, value: Figure) -> str:
    """A return coefficient, rounded so that it stays on its side of the band."""
    if value is None:
        return ""
    low, high = area.band
    for places in (2, 3, 4):
        rounded = round(float(value), places)
        if (rounded < low, rounded > high) == (value < low, value > high):
            break
    return number(rounded, places)


def interval(area: Area, side: Side) -> str:
    """From one end to the other; empty without an interval."""
    if side.low is None and side.high is None:
        return ""
    low, high = figure(area, side.low or 0.0), figure(area, side.high)
    if area.unit == UNIT and side.low is not None and side.high is not None:
        low, high = number(side.low, 1), number(side.high, 1)
    if not high:
        return _("%(low)s and more, without limit") % {"low": low}
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def gap(area: Area) -> str:
    """How far apart the sides are: points of per cent, or an amount that would have to change hands."""
    if area.gap is None:
        return ""
    if area.name == "balance":
        return f"{number(area.gap, 0 if area.gap >= 100 else 2)}\N{NO-BREAK SPACE}{area.unit}"
    listed = LISTED.get(area.measure)
    if listed is None or is_share(listed):
        return _("%(points)s points") % {"points": number(round(float(area.gap) * 100, 6), 0)}
    return written(listed, area.gap, area.unit)


class Point(NamedTuple):
    """A spot of the course of an area as its table shows it."""

    spot: Spot
    value: str


def points(area: Area) -> list[Point]:
    """The course of an area in words, the newest first."""
    return [Point(spot, figure(area, spot.value)) for spot in reversed(area.course)]
