"""The spirit level of two parties: where its parts stand, and the picture itself, once for page, print and report.

The bubble's offset is the lean, the marked band the agreed tolerance, the halo the interval, and faint bubbles are each
party's own valuation, or how it feels. Everything is told apart by shape, place and letters, so that grey is enough.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from html import escape
from typing import NamedTuple, TypeAlias

from paripassu.alliance.agreement.terms import Pool
from paripassu.measures.standings import Picture

Number: TypeAlias = float | Decimal

MIDDLE, TRAVEL = 180.0, 142.0
"""The level is 360 units wide; its bubble moves so far to either side."""

OWN_ROWS = (33.0, 67.0)
"""Each party's own bubble has a row for itself, so that two never hide each other."""

LEAST_REACH = Decimal("0.3")
"""The lean at the ends of the glass: nearly a third of all rewards, or three times the band if that is more."""

NOTHING = Decimal(0)


class Span(NamedTuple):
    """A stretch along the picture: where it begins and how long it is."""

    x: float
    width: float


class OwnBubble(NamedTuple):
    """A party's own valuation: where it stands, and in which row."""

    party: str
    x: float
    y: float


class Level(NamedTuple):
    """A spirit level ready to draw. `bubble` is None: not enough to say; `beyond`: it is at the end of the glass."""

    left: str
    right: str
    bubble: float | None
    halo: Span | None
    band: Span
    own: tuple[OwnBubble, ...]
    beyond: bool


def level(
    ends: tuple[str, str],
    lean: Number | None,
    *,
    band: Number | tuple[Number, Number],
    reach: Number,
    low: Number | None = None,
    high: Number | None = None,
    own: Mapping[str, Number] | None = None,
) -> Level:
    """A level between two parties. A positive lean moves the bubble to the second of `ends`.

    `band` is the tolerance to either side of 0, or the least and the greatest lean within it, and `reach` the lean at
    which the bubble is at the end of the glass, in the unit of the lean; `low` and `high` bound its interval. `own` is
    the lean by each party's own valuation.
    """

    def x(value: Number) -> float:
        return round(min(max(MIDDLE + float(value) / float(reach) * TRAVEL, MIDDLE - TRAVEL), MIDDLE + TRAVEL), 1)

    rows = dict(zip(ends, OWN_ROWS, strict=True))
    least, most = band if isinstance(band, tuple) else (-band, band)
    return Level(
        *ends,
        None if lean is None else x(lean),
        None if lean is None or low is None or high is None else _span(x(low), x(high)),
        _span(x(least), x(most)),
        tuple(OwnBubble(party, x(value), rows[party]) for party, value in (own or {}).items()),
        lean is not None and abs(float(lean)) > float(reach),
    )


def _span(start: float, end: float) -> Span:
    return Span(start, round(end - start, 1))


# --- of a balance ---


def of_two(
    pool: Pool, picture: Picture, ends: tuple[str, str], own: Mapping[str, Decimal] | None = None
) -> tuple[Level, Decimal]:
    """The level of a balance of two, and the lean at the ends of its glass.

    The bubble is on the side of the one that received more than its due. `own`: the lean towards the second of `ends`
    by each party's own valuation.
    """
    right = picture.standings[ends[1]]
    target, tends = right.agreed.target, right.tendency
    low = high = None
    if tends is not None and tends.low is not None and tends.high is not None and target:
        low, high = (tends.low - 1) * target, (tends.high - 1) * target
    band = band_of_leans(pool, picture.standings[ends[0]].agreed.target, target)
    ends_at = reach(band, *(own or {}).values())
    return level(ends, right.lean, band=band, reach=ends_at, low=low, high=high, own=own), ends_at


def reach(band: tuple[Decimal, Decimal], *shown: Decimal) -> Decimal:
    """The lean at the ends of the glass, so that the band and everything shown beside the bubble is within."""
    widest = max([LEAST_REACH, 3 * max(-band[0], band[1]), *(abs(value) for value in shown)])
    return min(widest, Decimal(1))


def band_of_leans(pool: Pool, left: Decimal | None, right: Decimal | None) -> tuple[Decimal, Decimal]:
    """The leans at which both return coefficients are within the agreed band, by the target shares of both."""
    limits = [((pool.low - 1) * right, (pool.high - 1) * right)] if right else []
    limits += [((1 - pool.high) * left, (1 - pool.low) * left)] if left else []
    if not limits:
        return NOTHING, NOTHING
    return max(low for low, _high in limits), min(high for _low, high in limits)


# --- drawn ---


def initials(names: Mapping[str, str]) -> dict[str, str]:
    """The first letter of each name; where names begin alike, also the first letter in which they all differ."""
    plain = {id_: "".join(filter(str.isalnum, name)) or "?" for id_, name in names.items()}
    return {id_: _beginning(name, plain.values()) for id_, name in plain.items()}


def _beginning(name: str, names: Iterable[str]) -> str:
    alike = [other.casefold() for other in names if other[:1].casefold() == name[:1].casefold()]
    if len(alike) == 1:
        return name[:1].upper()
    differing = (at for at in range(1, len(name)) if len({other[at : at + 1] for other in alike}) == len(alike))
    at = next(differing, 1)
    return name[:1].upper() + name[at : at + 1].lower()


_INK = 'stroke="currentColor"'


def drawn(picture: Level, letters: Mapping[str, str], label: str = "", colours: Mapping[str, int] | None = None) -> str:
    """The picture as SVG. `letters` are the marks of the parties, `label` says in words what it shows.

    What its attributes say is enough without a style sheet; the classes let a page add the colours of the parties.
    """
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
    parts = [*_glass(picture), *_bubble(picture), *_own(picture, letters, colours or {})]
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 100" width="360" height="100"'
    return f"{head} {said}>{''.join(parts)}</svg>"


def _glass(picture: Level) -> Iterator[str]:
    band = picture.band
    yield f'<rect class="glass" x="10" y="16" width="340" height="68" rx="34" fill="#fff" {_INK} stroke-width="1.5"/>'
    yield (
        f'<rect class="band" x="{band.x:g}" y="17" width="{band.width:g}" height="66"'
        ' fill="currentColor" fill-opacity="0.08"/>'
    )
    yield f'<path class="middle" d="M180 17v66" {_INK} stroke-opacity="0.45" stroke-dasharray="2 3"/>'
    ticks = "".join(f"M{at} 86v6" for at in range(38, 323, 71))
    yield f'<path class="tick" d="{ticks}" {_INK} stroke-opacity="0.45"/>'
    if picture.halo is not None:
        x, width = picture.halo.x - 20, picture.halo.width + 40
        yield (
            f'<rect class="halo" x="{x:g}" y="30" width="{width:g}" height="40" rx="20"'
            ' fill="currentColor" fill-opacity="0.14"/>'
        )
    end = round(band.x + band.width, 1)
    yield f'<path class="line" d="M{band.x:g} 12v76M{end:g} 12v76" {_INK} stroke-width="1.25"/>'


def _bubble(picture: Level) -> Iterator[str]:
    if picture.bubble is not None:
        x = picture.bubble
        yield f'<circle class="bubble" cx="{x:g}" cy="50" r="18" fill="#fff" {_INK} stroke-width="3"/>'
        yield (
            f'<path class="shine" d="M{round(x - 10, 1):g} 47a11 11 0 0 1 7-7" fill="none" {_INK} stroke-width="1.5"'
            ' stroke-linecap="round" stroke-opacity="0.5"/>'
        )


def _own(picture: Level, letters: Mapping[str, str], colours: Mapping[str, int]) -> Iterator[str]:
    """Smaller, dashed, in a row for each, with the letters of whose view it is."""
    for each in picture.own:
        colour = f" p{colours[each.party]}" if each.party in colours else ""
        yield (
            f'<g class="own{colour}"><circle cx="{each.x:g}" cy="{each.y:g}" r="9" fill="#fff" fill-opacity="0.75"'
            f' {_INK} stroke-width="1.25" stroke-dasharray="3 2"/><text x="{each.x:g}" y="{each.y + 3.5:g}"'
            f' text-anchor="middle" font-size="10" font-weight="600" fill="currentColor">'
            f"{escape(letters.get(each.party, ''))}</text></g>"
        )
