"""A balance in the reader's words and pictures: who has less and by how much, how sure that is, and what is in doubt.

The figures are those of the measures room, as they are. Here is only said in which order and in which words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, assert_never

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.measures import levels, valuations
from paripassu.measures.balance import Balance
from paripassu.measures.bands import Level
from paripassu.measures.reading import Interval
from paripassu.measures.standings import Picture, Standing
from paripassu.web import pictures
from paripassu.web.environment import number, percent

NOTHING = Decimal(0)
TOP = Decimal(2)


LEVELS: dict[Level, Promise] = {
    "inside": gettext_lazy("in the band"),
    "watch": gettext_lazy("outside the band"),
    "severe": gettext_lazy("far outside the band"),
    "no entitlement": gettext_lazy("no entitlement"),
    "not enough": gettext_lazy("not enough to say"),
    "not computable": gettext_lazy("not enough to say"),
}
"""A whole pool in a word, without saying which side."""

CHIPS: dict[Level, str] = {"inside": "note", "watch": "wait", "severe": "wait"}
"""How that word is marked: neither red nor green, since nobody passes or fails."""


class Place(NamedTuple):
    """Where a return coefficient stands, as a sign and a word: without colour, and without calling anybody good."""

    sign: str
    word: str


class Doubt(NamedTuple):
    """What is not decided in a pool: parts of all standing value, and the entries whose value nobody agreed."""

    disputed: Decimal | None
    waiting: Decimal | None
    waiting_value: Decimal
    unvalued: int
    standing: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A pool ready to be shown. `rows` are the partners, the lower side first."""

    balance: Balance
    rows: tuple[Standing, ...]
    headline: str
    doubt: Doubt
    level: levels.Level | None
    reach: str
    valued: date | None
    strips: tuple[tuple[str, pictures.Strip, str, str], ...]
    scale: str


def weighed(alliance: Alliance, balance: Balance) -> Weighed:
    """The balance of a pool since the beginning, in words and a picture."""
    pool, whole = balance.pool, balance.cumulative
    rows = in_order(alliance, whole)
    two = len(rows) == 2
    own = valuations.own_leans(alliance, balance) if two else {}
    level, reach = spirit_level(alliance, pool, whole, own) if two else (None, NOTHING)
    return Weighed(
        balance,
        rows,
        headline(alliance, balance),
        doubt(balance),
        level,
        percent(reach),
        valued_until(alliance, pool) if own else None,
        () if two else tuple(_strip(pool, one) for one in rows),
        _("0 to %(top)s, band %(band)s") % {"top": number(top(pool)), "band": band(pool)},
    )


def in_order(alliance: Alliance, picture: Picture) -> tuple[Standing, ...]:
    """The partners, the lowest return coefficient first; those without one last, by name."""

    def rank(one: Standing) -> tuple[bool, Decimal, str]:
        value = one.agreed.coefficient
        return value is None, value or NOTHING, alliance.parties.name(one.party)

    return tuple(sorted(picture.standings.values(), key=rank))


# --- in words ---


def headline(alliance: Alliance, balance: Balance) -> str:
    """The lower side and what it would take, in two sentences; or why there is nothing to say."""
    whole, pool = balance.cumulative, balance.pool
    lowest = whole.lowest
    if not lowest or whole.transfer is None:
        return _("Not enough to say. %(why)s") % {"why": _(whole.why) if whole.why else ""}
    if not whole.transfer:
        return _("Every party has what the agreed rule gives it.")
    fields = {
        "names": ", ".join(sorted(alliance.parties.name(one.party) for one in lowest)),
        "value": coefficient(lowest[0].agreed.coefficient, pool),
        "transfer": f"{number(whole.transfer, 2)}\N{NO-BREAK SPACE}{pool.unit}",
        "band": band(pool),
    }
    first = {
        (True, True): _("%(names)s has the lowest return, %(value)s: within the agreed band of %(band)s."),
        (True, False): _("%(names)s has the lowest return, %(value)s: outside the agreed band of %(band)s."),
        (False, True): _("%(names)s have the lowest return, %(value)s: within the agreed band of %(band)s."),
        (False, False): _("%(names)s have the lowest return, %(value)s: outside the agreed band of %(band)s."),
    }[len(lowest) == 1, lowest[0].level == "inside"]
    second = _("For all to have exactly what the rule gives them, %(transfer)s would have to change hands.")
    return f"{first % fields} {second % fields}"


def place(one: Standing, pool: Pool) -> Place:
    """Where a partner stands against the agreed band."""
    low = one.agreed.coefficient is not None and one.agreed.coefficient < pool.low
    match one.level:
        case "inside":
            return Place("=", str(LEVELS[one.level]))
        case "watch":
            return Place("↓", _("below the band")) if low else Place("↑", _("above the band"))
        case "severe":
            return Place("⇊", _("far below the band")) if low else Place("⇈", _("far above the band"))
        case "no entitlement" | "not enough" | "not computable":
            return Place("–", str(LEVELS[one.level]))
        case _:
            assert_never(one.level)


def band(pool: Pool) -> str:
    """The agreed band."""
    return _("%(low)s to %(high)s") % {"low": number(pool.low), "high": number(pool.high)}


BEYOND = Decimal(1000)
"""A return above it is said to be so: its digits say no more than that next to nothing was due."""


def coefficient(value: Decimal | None, pool: Pool) -> str:
    """A return coefficient to two places, or to as many as keep it on its side of the band; empty without one."""
    if value is None:
        return ""
    if value > BEYOND:
        return _("over %(most)s") % {"most": number(BEYOND, 0)}
    for places in range(2, 7):
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        if (rounded < pool.low, rounded > pool.high) == (value < pool.low, value > pool.high):
            return number(rounded, places)
    return number(value)


def interval(within: Interval | None, pool: Pool) -> str:
    """From one end to the other; empty without an interval."""
    if within is None or within.low is None:
        return ""
    low = coefficient(within.low, pool)
    if within.high is None:
        return _("%(low)s and more, without limit") % {"low": low}
    return _("%(low)s to %(high)s") % {"low": low, "high": coefficient(within.high, pool)}


def doubt(balance: Balance) -> Doubt:
    """The parts of the value that are disputed or not yet confirmed, and the entries without a value."""
    whole = balance.cumulative
    standings = whole.standings.values()
    undecided = sum((one.open for one in standings), NOTHING)
    total = whole.contributed + whole.rewarded + undecided
    disputed = whole.disputed_share
    waiting = None if disputed is None or not total else undecided / total - disputed
    unvalued = sum(len(each.entries) for each in balance.uncounted if each.reason == "unvalued")
    standing = len(whole.facts) + sum(len(one.open_facts) for one in standings) + unvalued
    value = undecided - (disputed or NOTHING) * total
    return Doubt(disputed, waiting, value, unvalued, standing)


# --- in pictures ---


def _ends(alliance: Alliance, parties: Iterable[str]) -> tuple[str, str]:
    left, right = sorted(parties, key=lambda party: (alliance.parties.name(party), party))
    return left, right


def spirit_level(
    alliance: Alliance, pool: Pool, picture: Picture, own: Mapping[str, Mapping[str, Decimal]]
) -> tuple[levels.Level, Decimal]:
    """The level of two partners, and the lean at the ends of its glass.

    The bubble is on the side of the one that received more than its due; `own`: by each book the lean of each party.
    """
    ends = _ends(alliance, picture.standings)
    return levels.of_two(pool, picture, ends, {book: leans[ends[1]] for book, leans in own.items()})


def valued_until(alliance: Alliance, pool: Pool) -> date | None:
    """The last day of what was valued in the last opened valuation of a pool; None without one."""
    one = alliance.valuations.last_opened(pool.id)
    return one.fact.until if one else None


def felt_level(
    alliance: Alliance,
    pool: Pool,
    targets: Mapping[str, Decimal],
    leans: Mapping[str, Decimal],
    felt: Mapping[str, Decimal],
) -> levels.Level:
    """The level of two partners with how it feels to each beside what was shown.

    `leans` is the shown lean by party, empty for none; `felt` the lean that each feels, towards the second by name.
    """
    ends = _ends(alliance, targets)
    band = levels.band_of_leans(pool, targets.get(ends[0]), targets.get(ends[1]))
    return levels.level(ends, leans.get(ends[1]), band=band, reach=levels.reach(band, *felt.values()), own=felt)


def top(pool: Pool) -> Decimal:
    """The upper end of a scale of coefficients."""
    return max(TOP, (pool.high * Decimal("1.25")).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _strip(pool: Pool, one: Standing) -> tuple[str, pictures.Strip, str, str]:
    tends = one.tendency
    low, high = (tends.low, top(pool) if tends.high is None else tends.high) if tends else (None, None)
    picture = pictures.strip(
        one.agreed.coefficient, scale=(NOTHING, top(pool)), band=(pool.low, pool.high), low=low, high=high
    )
    return one.party, picture, coefficient(one.agreed.coefficient, pool), interval(tends, pool)


def course(balance: Balance) -> pictures.Course | None:
    """The return coefficients by quarter; None before there are two points to draw a line between."""
    points: Sequence[tuple[date, Mapping[str, Decimal | None]]] = [
        (point.on, point.coefficients) for point in balance.history
    ]
    if sum(any(value is not None for value in at.values()) for _on, at in points) < 2:
        return None
    pool = balance.pool
    return pictures.course(points, band=(pool.low, pool.high), top=top(pool))
