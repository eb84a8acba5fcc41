"""Readings as the pages show them: in groups by measure, the lower side and the gap first, every one with its entries.

The figures are those of the measures room. Here is only said in which order, in which words and how long a bar is.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from paripassu.alliance.alliance import Alliance
from paripassu.keeper.access import Sitting
from paripassu.measures.asked import UNIT
from paripassu.measures.catalogue import Measure
from paripassu.measures.levels import Span
from paripassu.measures.questions import LISTED, readings
from paripassu.measures.reading import Figure, Reading
from paripassu.web import clock, linked, pictures, settled
from paripassu.web.environment import number, percent
from paripassu.web.navigation import address

WHOLE = "alliance"
"""What a reading is about that is about all of it."""

PARTS = re.compile(r"([/>-])")


_FACETS: dict[str, Promise] = {
    "reliability": gettext_lazy("Reliability"),
    "truth": gettext_lazy("Truth"),
    "ability": gettext_lazy("Ability"),
    "goodwill": gettext_lazy("Goodwill"),
    "openness": gettext_lazy("Openness"),
    "trust": gettext_lazy("Trust, in one question"),
    "counterparts": gettext_lazy("The people one works with"),
    "distributive": gettext_lazy("What each gets"),
    "procedural": gettext_lazy("How it is decided"),
    "interactional": gettext_lazy("How people are treated"),
    "fairness": gettext_lazy("Fairness, in two questions"),
    "flexibility": gettext_lazy("Flexibility"),
    "information_exchange": gettext_lazy("Information exchange"),
    "solidarity": gettext_lazy("Solidarity"),
    "safety": gettext_lazy("Safety, in one question"),
    "whole": gettext_lazy("All questions"),
}

_OF_OWN = gettext_lazy("{facet}, of one's own side")
_AS_IT_MATTERS = gettext_lazy("{facet}, as it matters")

SCALES: dict[str, Promise] = {
    **_FACETS,
    **{f"{facet}_own": format_lazy(_OF_OWN, facet=word) for facet, word in _FACETS.items()},
    **{f"{facet}_important": format_lazy(_AS_IT_MATTERS, facet=word) for facet, word in _FACETS.items()},
}
"""The scales of surveys in words."""

CODES: dict[str, Promise] = dict([*settled.TIER_WORDS.items(), *settled.SEES.items(), *SCALES.items()])
"""Words for what a reading is about that is neither a party nor a thing of the record."""


class Bar(NamedTuple):
    """Where value and interval stand on a scale of 300 units that all rows of a group share."""

    dot: float | None
    range: Span | None


class Row(NamedTuple):
    """One reading: whom it is about (parties, and words for the rest), its figure in words, and the way to its entries.

    `joint` joins two parties: “→” from one to the other, “–” between them. `value` is empty when there is none.
    """

    about: str
    parties: tuple[str, ...]
    joint: str
    words: str
    value: str
    interval: str
    bar: Bar
    why: str
    rests: int
    url: str


MOST_ROWS, FIRST_ROWS = 40, 20
"""Of more rows than the one only so many are shown as the other says: forty parties make 780 pairs."""


class Group(NamedTuple):
    """The readings of one measure. `gap` is the distance between the lowest and the highest, in words, or empty.

    `told`: whether there is any figure among them.
    """

    measure: Measure
    rows: tuple[Row, ...]
    gap: str
    scale: str
    pictured: bool
    told: bool

    @property
    def compared(self) -> tuple[Row, ...]:
        """The rows that a table shows: those with a figure, and the others as long as they are not the most."""
        with_figure = tuple(row for row in self.rows if row.value)
        return self.rows if len(self.rows) <= 2 * len(with_figure) else with_figure

    @property
    def first(self) -> tuple[Row, ...]:
        """The rows of the table: all, or the first where there are too many to read."""
        return self.compared if len(self.compared) <= MOST_ROWS else self.compared[:FIRST_ROWS]

    @property
    def untold(self) -> tuple[Row, ...]:
        """The rows that no table shows because they have no figure."""
        return () if self.compared == self.rows and self.told else tuple(row for row in self.rows if not row.value)


LONGEST_FIRST = frozenset({"waiting_days", "answer_days", "importance_gap", "days_to_share_by", "dependence", "envy"})
"""Measures of which the highest figure is the lower side: who waits longest, or depends most."""


def figures_of(sitting: Sitting, *pages: str, but: Iterable[str] = ()) -> list[Group]:
    """The figures of these pages of measures now, ready to be shown, without the measures named in `but`."""
    left_out = frozenset(but)
    found = readings(sitting.alliance, clock.now(), *pages)
    return shown(sitting, [one for one in found if one.measure not in left_out])


def shown(sitting: Sitting, found: Iterable[Reading]) -> list[Group]:
    """The readings in groups by measure, in the order in which they come; in a group the lower side first.

    What has no figure stands last.
    """
    groups = [(name, list(own)) for name, own in groupby(found, key=lambda reading: reading.measure)]
    return [_group(sitting, LISTED[name], own, reverse=name in LONGEST_FIRST) for name, own in groups]


def _group(sitting: Sitting, measure: Measure, readings: list[Reading], *, reverse: bool) -> Group:
    sign = -1 if reverse else 1
    ordered = sorted(readings, key=lambda one: (one.value is None, sign * float(one.value or 0), one.about))
    top = _top(measure, ordered)
    rows = tuple(_row(sitting, measure, one, top) for one in ordered)
    scale = _("0 to %(top)s") % {"top": written(measure, top, ordered[0].unit)} if top else ""
    pictured = len(rows) > 1 or any(row.bar.range for row in rows)
    told = any(row.value for row in rows)
    return Group(measure, rows, _gap(measure, ordered), scale, bool(top) and pictured, told)


def _row(sitting: Sitting, measure: Measure, reading: Reading, top: float) -> Row:
    parties, joint, words = named(sitting, reading.about)
    ends = (reading.low, reading.high)
    within = ""
    if reading.value is not None and ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
        low, high = (written(measure, end, "" if reading.unit == UNIT else reading.unit) for end in ends)
        within = _("%(low)s to %(high)s") % {"low": low, "high": high}
    url = address("figure", sitting.slug, reading.measure, reading.about)
    value = written(measure, reading.value, reading.unit)
    bar = _bar(reading, top)
    return Row(reading.about, parties, joint, words, value, within, bar, _(reading.why) if reading.why else "",
               len(reading.facts), url)  # fmt: skip


def named(sitting: Sitting, about: str) -> tuple[tuple[str, ...], str, str]:
    """Whom a reading is about: its parties, the sign between two of them, and words for what else it names."""
    alliance, parts = sitting.alliance, PARTS.split(about)
    parties = tuple(part for part in parts if part in alliance.parties.by_id)
    joint = "→" if ">" in parts else "–" if "-" in parts else ""
    rest = [part for part in parts if part not in parties and not PARTS.fullmatch(part) and part != WHOLE]
    words = " · ".join(_thing(sitting, part) for part in rest)
    return parties, joint, words if words or parties else _("All parties")


def _thing(sitting: Sitting, part: str) -> str:
    """A thing of the record by its entry, a principle or a pool by its id, a tier or a kind of conflict by its code."""
    if part.isdigit():
        return linked.thing(sitting, int(part)).title
    if part in CODES:
        return str(CODES[part])
    return _pool(sitting.alliance, part) or linked.clause(sitting, part).title or part


def _pool(alliance: Alliance, id_: str) -> str:
    terms = alliance.agreement.in_force
    pool = terms.pool(id_) if terms else None
    return pool.name if pool else ""


# --- figures in words and pictures ---


def is_share(measure: Measure) -> bool:
    """Whether a measure is a part of a whole, written in per cent."""
    return re.match(r"0 to 1\b", measure.limits) is not None


def written(measure: Measure, value: Figure, unit: str = "") -> str:
    """A figure as the pages write it; empty when there is none."""
    if value is None:
        return ""
    if is_share(measure) and not unit:
        return percent(value)
    places = 1 if unit else 2
    value = round(Decimal(str(value)), places)
    places = 0 if value == int(value) and unit != UNIT else places
    if unit == "days":
        return ngettext("%(shown)s day", "%(shown)s days", 1 if value == 1 else 2) % {"shown": number(value, places)}
    return f"{number(value, places)}\N{NO-BREAK SPACE}{_(unit)}" if unit else number(value, places)


def _top(measure: Measure, readings: list[Reading]) -> float:
    """The end of the scale: 1 for shares, else the highest figure. 0 when there is nothing to draw, or below 0."""
    figures = [float(each) for one in readings for each in (one.value, one.low, one.high) if each is not None]
    if measure.limits.startswith("1 to 7"):
        return 7.0
    if not figures or min(figures) < 0 or all(one.value is None for one in readings):
        return 0.0
    return 1.0 if is_share(measure) else max(figures)


def _bar(reading: Reading, top: float) -> Bar:
    if reading.value is None or not top:
        return Bar(None, None)
    low, high = (reading.low, reading.high) if reading.high is not None else (None, None)
    strip = pictures.strip(reading.value, scale=(0, top), band=(0, 0), low=low, high=high)
    return Bar(strip.dot, strip.range)


def _gap(measure: Measure, readings: list[Reading]) -> str:
    """The lowest from the highest, where a measure has a figure for at least two."""
    figures = [Decimal(str(one.value)) for one in readings if one.value is not None]
    if len(figures) < 2:
        return ""
    apart, unit = max(figures) - min(figures), readings[0].unit
    if written(measure, apart, unit) == written(measure, Decimal(0), unit):
        return _("No gap.")
    if is_share(measure):
        return _("Gap: %(points)s points.") % {"points": number(apart * 100, 0)}
    return _("Gap: %(apart)s.") % {"apart": written(measure, apart, unit)}
