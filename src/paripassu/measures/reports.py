"""A report of a record: what the standing page shows, pictures first, as plain values for `typesetting` to set.

Everything in it is text, a number written out, or a picture as SVG. It names no moment but the one it is reckoned for
and the record it is made from, so the same record gives the same report.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from paripassu.alliance.surveys.scales import WHOLE
from paripassu.alliance.surveys.waves import survey_of
from paripassu.measures import drawing, levels
from paripassu.measures.areas import Area, Level, Side, Trend
from paripassu.measures.asked import UNIT
from paripassu.measures.balance import Balance, balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.felt_parts import PlanePart, planes
from paripassu.measures.reading import Figure
from paripassu.measures.standing import TITLES, standing
from paripassu.measures.standings import Standing
from paripassu.measures.valuations import own_leans
from paripassu.measures.warnings import SAID, Watched

if TYPE_CHECKING:
    from paripassu.alliance.alliance import Alliance

LEVELS: Mapping[Level, tuple[str, str]] = {
    "holds": ("=", "as agreed"),
    "watch": ("↓", "below"),
    "act": ("⇊", "far below"),
    "unknown": ("–", "not enough to say"),
}
TRENDS: Mapping[Trend, tuple[str, str]] = {
    "better": ("↗", "better"),
    "unclear": ("→", "no clear change"),
    "worse": ("↘", "worse"),
    "unknown": ("", "no trend: too few events"),
}
"""A sign and a word, which say the same."""

_NB, _NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"

MOST_NAMED = 400
"""Entries that are named one by one under a figure; of more only how many there are."""


class SidePart(msgspec.Struct, frozen=True):
    """One side of an area: who, its figure and interval in words, and its strip."""

    name: str
    value: str
    interval: str
    strip: str


class AreaPart(msgspec.Struct, frozen=True):
    """One area: where it stands in words, its lower side first, and its pictures as SVG, empty for none."""

    title: str
    question: str
    sign: str
    level: str
    trend_sign: str
    trend: str
    lower: str
    sides: tuple[SidePart, ...]
    missing: str
    gap: str
    spark: str
    course: str
    warnings: tuple[str, ...]
    why: str
    rests: int
    entries: str


class PartyPart(msgspec.Struct, frozen=True):
    """A party in a pool: its amounts in words."""

    name: str
    coefficient: str
    bounds: str
    gap: str
    got: str
    due: str
    put: str


class PoolPart(msgspec.Struct, frozen=True):
    """A pool: its parties, the lower side first, and what it leaves out.

    `level`: of two, the spirit level as SVG, with who stands at its `ends`, and what it shows in words."""

    name: str
    unit: str
    band: str
    level: str
    ends: tuple[str, str]
    caption: str
    parties: tuple[PartyPart, ...]
    uncounted: tuple[str, ...]
    why: str


class MissingPart(msgspec.Struct, frozen=True):
    """What some measures do not count: the titles of the measures, and the sentences."""

    titles: str
    sentences: str


class Report(msgspec.Struct, frozen=True):
    """All of a report. `checkpoint` is the signed note of the record, as text."""

    name: str
    parties: str
    on: str
    size: int
    root: str
    checkpoint: str
    areas: tuple[AreaPart, ...]
    pools: tuple[PoolPart, ...]
    planes: tuple[PlanePart, ...]
    missing: tuple[MissingPart, ...]


def report(alliance: "Alliance", now: datetime, *, root: str, checkpoint: str) -> Report:
    """The report of an alliance at a moment. Without an agreement in force it has no areas and no pools."""
    terms = alliance.agreement.in_force
    areas = standing(alliance, now)
    pools = [balance(alliance, pool.id, at=now) for pool in terms.pools] if terms else []
    return Report(
        name=alliance.name,
        parties=" · ".join(sorted(alliance.parties.name(party) for party in terms.partners)) if terms else "",
        on=written_day(now),
        size=alliance.size,
        root=root,
        checkpoint=checkpoint,
        areas=tuple(_area(alliance, area) for area in areas),
        pools=tuple(_pool(alliance, each) for each in sorted(pools, key=lambda each: each.pool.id)),
        planes=planes(alliance, now) if terms else (),
        missing=tuple(_missing(areas)),
    )


def written_day(day: datetime) -> str:
    """A day as it is written in a report.

    >>> written_day(datetime(2026, 3, 5))
    '5 March 2026'
    """
    return f"{day.day} {day:%B %Y}"


# --- areas ---


def _area(alliance: "Alliance", area: Area) -> AreaPart:
    asked, pool = TITLES[area.name], _pool_name(alliance, area.about)
    sides = tuple(_side(alliance, area, side) for side in area.sides)
    words = [f"{spot.on:%b %Y}" for spot in area.course]
    enough = sum(spot.value is not None for spot in area.course) > 1
    return AreaPart(
        title=f"{asked.title}: {pool}" if pool else asked.title,
        question=asked.question,
        sign=LEVELS[area.level][0],
        level=LEVELS[area.level][1],
        trend_sign=TRENDS[area.trend][0],
        trend=TRENDS[area.trend][1] if area.sides else "–",
        lower=", ".join(_said(side) for side in sides[: len(area.lower)]),
        sides=sides,
        missing=", ".join(named(alliance, about) for about in area.missing),
        gap=gap(area),
        spark=drawing.spark(area.course, area.top),
        course=drawing.course(area, words) if enough else "",
        warnings=tuple(_warning(alliance, each) for each in area.lamps if each.lit),
        why=area.why,
        rests=len(area.facts),
        entries=entries(area.facts),
    )


def _said(side: SidePart) -> str:
    return f"{side.name} {side.value}" + (f" ({side.interval})" if side.interval else "")


def _side(alliance: "Alliance", area: Area, side: Side) -> SidePart:
    within = "" if side.low is None and side.high is None else _between(area, side)
    return SidePart(named(alliance, side.about), figure(area, side.value), within, drawing.strip(side, area))


def _between(area: Area, side: Side) -> str:
    low = figure(area, side.low or 0.0)
    if side.high is None:
        return f"{low}{_NB}and{_NB}more"
    plain = low.partition(_NB)[0] if area.unit in ("days", UNIT) else low
    high = figure(area, side.high)
    return f"{plain}{_NB}to{_NB}{high.partition(_NB)[0] if area.unit == UNIT else high}"


def _warning(alliance: "Alliance", each: Watched) -> str:
    since = f" Probably since {written_day(datetime.combine(each.since, datetime.min.time()))}." if each.since else ""
    tie = ">".join(party for party in (each.stream.judge, each.stream.judged) if party)
    return f"{named(alliance, tie)}: {SAID[each.lamp]}{since}"


def named(alliance: "Alliance", about: str) -> str:
    """Whom a figure is about: a party, one as another sees it, a pair, or all, by their names; and of what."""
    about, _sign, facet = about.partition("/")
    if facet:
        return f"{named(alliance, '' if about == 'alliance' else about)}: {_facet(alliance, facet)}"
    for sign in (">", "-"):
        parts = about.split(sign)
        if len(parts) == 2 and all(part in alliance.parties.by_id for part in parts):
            one, other = (alliance.parties.name(part) for part in parts)
            return f"{other} (seen by {one})" if sign == ">" else f"{one} – {other}"
    return alliance.parties.name(about) if about in alliance.parties.by_id else about or "All parties"


def _facet(alliance: "Alliance", facet: str) -> str:
    """A facet of what is felt in words; of answers, the survey that was asked."""
    if facet.isdigit():
        return survey_of(alliance, alliance.surveys.wave(int(facet))).fact.title
    return "all questions" if facet == WHOLE else facet.replace("_", " ")


def _pool_name(alliance: "Alliance", id_: str) -> str:
    terms = alliance.agreement.in_force
    found = terms.pool(id_) if terms and id_ else None
    return found.name if found else id_


def figure(area: Area, value: Figure) -> str:
    """A figure of an area in words: a coefficient, days, or per cent."""
    if value is None:
        return ""
    if area.unit == "days":
        return f"{float(value):.0f}{_NB}days"
    if area.unit == UNIT:
        return f"{float(value):.1f}{_NB}{UNIT}"
    return f"{float(value):.2f}" if area.name == "balance" else f"{float(value) * 100:.0f}{_NARROW}%"


def gap(area: Area) -> str:
    """How far apart the sides are, in words; empty with one side."""
    if area.gap is None:
        return ""
    if area.name == "balance":
        return f"{area.gap:,.2f}{_NB}{area.unit}"
    return figure(area, area.gap) if area.unit else f"{float(area.gap) * 100:.0f} points"


def entries(facts: Sequence[int]) -> str:
    """Entries by their numbers, runs of them from first to last.

    >>> entries((3, 5, 6, 7, 9, 10))
    '3, 5–7, 9, 10'
    """
    if len(facts) > MOST_NAMED:
        return f"{len(facts):,} entries"
    runs = [list(run) for _key, run in groupby(enumerate(facts), lambda pair: pair[1] - pair[0])]
    return ", ".join(_run([entry for _at, entry in run]) for run in runs)


def _run(run: list[int]) -> str:
    return f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run))


# --- pools ---


def _pool(alliance: "Alliance", found: Balance) -> PoolPart:
    pool, whole = found.pool, found.cumulative
    known = [one for one in whole.standings.values() if one.agreed.coefficient is not None]
    rest = [one for one in whole.standings.values() if one.agreed.coefficient is None]
    rows = [*sorted(known, key=lambda one: (one.agreed.coefficient, one.party)), *sorted(rest, key=_party)]
    level, ends, caption = _level(alliance, found)
    return PoolPart(
        name=pool.name,
        unit=pool.unit,
        band=f"{pool.low:f} to {pool.high:f}",
        level=level,
        ends=ends,
        caption=caption,
        parties=tuple(_party_part(alliance, one) for one in rows),
        uncounted=tuple(left_out.sentence for left_out in found.uncounted),
        why=whole.why,
    )


LEVEL = (
    "The bubble is on the side of whoever received more than its due; the shadow is where it tends to lie, nine times "
    "in ten; between the two lines is the agreed band."
)
NO_BUBBLE = "No bubble: not enough to say. Between the two lines is the agreed band."
OWN = " Faint, with letters: by the own values of {names}, as they were opened."


def _level(alliance: "Alliance", found: Balance) -> tuple[str, tuple[str, str], str]:
    """The spirit level of a pool of two as SVG, the names at its ends, and what it shows in words; else empty."""
    whole = found.cumulative
    if len(whole.standings) != 2:
        return "", ("", ""), ""
    names = {party: one.name for party, one in alliance.parties.by_id.items()}
    left, right = sorted(whole.standings, key=lambda party: (names[party], party))
    own = {book: leans[right] for book, leans in own_leans(alliance, found).items()}
    picture, reach = levels.of_two(found.pool, whole, (left, right), own)
    letters = levels.initials(names)
    told = ", ".join(f"{letters[party]} ({names[party]})" for party in own)
    caption = (LEVEL if picture.bubble is not None else NO_BUBBLE) + (OWN.format(names=told) if own else "")
    scale = f" Ends of the glass: {reach * 100:.0f}{_NARROW}% of all rewards."
    return levels.drawn(picture, letters), (names[left], names[right]), caption + scale


def _party(one: Standing) -> str:
    return one.party


def _party_part(alliance: "Alliance", one: Standing) -> PartyPart:
    agreed, bounds = one.agreed, one.bounds
    same = bounds is None or bounds.low == bounds.high
    open_ = "any" if bounds is None or bounds.high is None else f"{bounds.high:.2f}"
    return PartyPart(
        name=alliance.parties.name(one.party),
        coefficient="–" if agreed.coefficient is None else f"{agreed.coefficient:.2f}",
        bounds="the same" if same or bounds is None else f"{bounds.low or 0:.2f} to {open_}",
        gap="–" if agreed.gap is None else f"{agreed.gap:+,.2f}".replace("-", "−"),
        got=f"{one.reward:,.2f}",
        due="–" if agreed.target is None else f"{agreed.target * 100:.1f}{_NARROW}%",
        put=f"{one.contribution:,.2f}",
    )


# --- what is not counted ---


def _missing(areas: Iterable[Area]) -> Iterator[MissingPart]:
    """What the measures of the areas do not count; measures that leave out the same stand together."""
    titles: dict[tuple[str, ...], list[str]] = {}
    for area in areas:
        listed = CATALOGUE[area.measure]
        known = titles.setdefault(listed.not_counted, [])
        if TITLES[area.name].title not in known:
            known.append(TITLES[area.name].title)
    for sentences, found in titles.items():
        yield MissingPart(", ".join(found), " ".join(sentences))
