"""Trust in the reader's words and pictures: facet by facet and never added, the lower side first, and the gap.

The figures are those of the measures room, as they are. Here is only said in which order and in which words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.checkins.meetings import Checkin
from paripassu.measures.evidence import Facet
from paripassu.measures.forgetting import Belief, belief
from paripassu.measures.trust import FACETS, LEAST_EVENTS, Calibration, Trust, calibrations, trust
from paripassu.web import pictures
from paripassu.web.environment import number, percent
from paripassu.web.quoting import written_day

QUARTERS = 12
LOWEST_SHOWN = 10
"""So many ties of a facet are drawn one below the other; all are in the matrix."""

LEAST_SURE = 5
"""Statements with a probability below which nothing is said about whether a party is too sure. Ours."""

APART = 0.05
"""How far the miss and the one foretold lie apart before it is said. Ours."""

TITLES: Mapping[Facet, Promise] = {
    "reliability": gettext_lazy("Reliability"),
    "truth": gettext_lazy("Truth"),
    "ability": gettext_lazy("Ability"),
}
QUESTIONS: Mapping[Facet, Promise] = {
    "reliability": gettext_lazy(
        "Is what was committed to done, and in time? Late and accepted all the same counts half."
    ),
    "truth": gettext_lazy("Is what was stated outright borne out?"),
    "ability": gettext_lazy("Is what was delivered accepted, or returned? By the word of the party that received it."),
}
NEXT: Mapping[Facet, Promise] = {
    "reliability": gettext_lazy("the next commitment is kept in time"),
    "truth": gettext_lazy("the next statement is borne out"),
    "ability": gettext_lazy("the next delivery is accepted"),
}


class Row(NamedTuple):
    """One direction in one facet as the page shows it; `value` is empty when there is not enough to say."""

    trust: Trust
    value: str
    interval: str
    open: str
    memory: str
    picture: pictures.Chance


@dataclass(frozen=True, slots=True)
class Shown:
    """One facet: its ties, the lowest first, the gap between the two directions of two parties, and the matrix."""

    facet: Facet
    rows: tuple[Row, ...]
    gap: str
    matrix: Mapping[tuple[str, str], Row]

    @property
    def known(self) -> int:
        """How many ties have a figure."""
        return sum(bool(row.value) for row in self.rows)


class Sureness(NamedTuple):
    """A party's calibration, and what it says in words."""

    found: Calibration
    brier: str
    expected: str
    says: str


def facets(alliance: Alliance, now: datetime, wanted: Sequence[Facet] = FACETS) -> list[Shown]:
    """The facets that are wanted, in their order."""
    found = trust(alliance, now, wanted)
    return [_shown(alliance, facet, [each for each in found if each.facet == facet]) for facet in wanted]


def _shown(alliance: Alliance, facet: Facet, found: list[Trust]) -> Shown:
    names = alliance.parties.name

    def rank(each: Trust) -> tuple[bool, float, str, str]:
        return not each.enough, each.belief.mean if each.enough else 0.0, names(each.judged), names(each.judge)

    rows = tuple(row(each) for each in sorted(found, key=rank))
    matrix = {(each.trust.judge, each.trust.judged): each for each in rows}
    return Shown(facet, rows, _gap(alliance, rows), matrix)


def row(each: Trust) -> Row:
    """One direction in one facet."""
    shown = each.enough
    within = (each.low, each.high)
    return Row(
        each,
        percent(each.belief.mean) if shown else "",
        _between(*within) if shown else "",
        _open(each),
        memory(each.belief) if shown else "",
        pictures.chance(each.belief.mean if shown else None, within if shown else None, (each.worst, each.best)),
    )


def _between(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": percent(low), "high": percent(high)}


def _open(each: Trust) -> str:
    """What is open, and between which chances it would move the figure."""
    count = len(each.evidence.open)
    if not count:
        return _("nothing open")
    said = ngettext("%(count)s open", "%(count)s open", count) % {"count": number(count, 0)}
    return f"{said}: {_between(each.worst, each.best)}" if each.enough else said


def memory(found: Belief) -> str:
    """How far back the past counts, in words."""
    if not found.changed:
        return _("no change seen")
    return _("counts since %(day)s") % {"day": written_day(found.since)}


def _gap(alliance: Alliance, rows: Sequence[Row]) -> str:
    """The difference between the two directions of two parties, and whether their intervals overlap."""
    if len(rows) != 2 or not all(each.value for each in rows):
        return ""
    low, high = (each.trust for each in rows)
    fields = {
        "judge": alliance.parties.name(low.judge),
        "judged": alliance.parties.name(low.judged),
        "gap": number((high.belief.mean - low.belief.mean) * 100, 0),
    }
    if round((high.belief.mean - low.belief.mean) * 100) == 0:
        return _("Both directions are alike.")
    first = _("What %(judge)s has seen of %(judged)s is lower than the other way round, by %(gap)s of 100.") % fields
    if low.high < high.low:
        return first + " " + _("Their intervals do not overlap.")
    return first + " " + _("Their intervals overlap, so it may be chance.")


# --- how it came ---


def history(both: Sequence[Trust], now: datetime) -> list[tuple[date, dict[str, float | None]]]:
    """The chances of one facet at the end of each quarter, by the party that is judged; None while too few events.

    Reckoned from what is known now, as far as it happened by then.
    """
    first = min((event.on for each in both for event in each.evidence.events), default=None)
    if first is None:
        return []
    ends = [now.date()]
    while len(ends) < QUARTERS and (before := quarter_before(ends[-1])) >= first:
        ends.append(before)
    return [(end, {each.judged: _then(each, end) for each in both}) for end in reversed(ends)]


def _then(each: Trust, end: date) -> float | None:
    found = belief(each.evidence.events, end)
    return found.mean if found.events >= LEAST_EVENTS else None


def quarter_before(day: date) -> date:
    """The last day of the quarter before the one the day is in."""
    return date.fromordinal(max(date(day.year, (day.month - 1) // 3 * 3 + 1, 1).toordinal() - 1, 1))


def course(points: Sequence[tuple[date, Mapping[str, float | None]]]) -> pictures.Course | None:
    """The lines of the two directions; None before there are two points to draw a line between."""
    if sum(any(value is not None for value in at.values()) for _on, at in points) < 2:
        return None
    return pictures.course(points, band=(0.5, 0.5), top=1, middle=0.5)


# --- how sure a party may be ---


def sureness(alliance: Alliance, now: datetime) -> list[Sureness]:
    """The calibration of every party that gave probabilities, by its name."""
    found = sorted(calibrations(alliance, now), key=lambda one: alliance.parties.name(one.party))
    return [Sureness(one, number(one.brier, 2), number(one.expected, 2), _says(one)) for one in found]


def _says(one: Calibration) -> str:
    if len(one.entries) < LEAST_SURE:
        return _("too few to say")
    if one.brier > one.expected + APART:
        return _("surer than it was right")
    if one.brier < one.expected - APART:
        return _("more careful than it had to be")
    return _("about as sure as it was right")


# --- felt beside shown ---


def last_felt(alliance: Alliance) -> Checkin | None:
    """The last check-in that was held and in which a party said how the balance feels to it; None before the first."""
    felt = [each for each in alliance.checkins.held() if any(one.fact.felt for one in each.prepared.values())]
    return felt[-1] if felt else None
