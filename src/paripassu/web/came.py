"""How a figure came to be what it is: the same figure at the end of each quarter before, as picture and as table."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markupsafe import Markup

from paripassu.keeper.access import Sitting
from paripassu.measures import drawing
from paripassu.measures.histories import Then, history
from paripassu.measures.reading import Figure, Reading
from paripassu.web.held import Held, grown

Written = Callable[[Reading, Figure], str]
"""How the page of a figure writes a value of it."""


class Point(NamedTuple):
    """The figure on a day in words; empty where there was not enough to say, and then why."""

    on: date
    value: str
    interval: str
    why: str


class Came(NamedTuple):
    """The history of a figure, the newest first, its picture (empty with fewer than two figures), and why there is
    none."""

    points: tuple[Point, ...]
    picture: Markup
    why: str


_held: Held[list[Then]] = Held(most=400)


def came(sitting: Sitting, moment: datetime, found: Reading, written: Written) -> Came:
    """The history of a figure up to now, whose reading of now is `found`."""
    before = _history(sitting, moment, found)
    marks = [*before, Then(moment.date(), found)]
    points = tuple(_point(each, written) for each in reversed(marks))
    why = (
        "" if before else _("An agreement is in force for less than three months: there is no quarter to look back on.")
    )
    return Came(points, _picture(marks, written), why)


def _history(sitting: Sitting, moment: datetime, found: Reading) -> list[Then]:
    """Reckoned anew only when the record has grown, or another day has come."""
    name = (found.measure, found.about)
    return _held.of(sitting, grown(sitting, moment), lambda: history(sitting.alliance, moment, *name), name)


def _point(then: Then, written: Written) -> Point:
    one = then.reading
    if one is None or one.value is None:
        return Point(then.on, "", "", "" if one is None or not one.why else _(one.why))
    ends = (one.low, one.high)
    within = ""
    if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
        within = _("%(low)s to %(high)s") % {"low": written(one, ends[0]), "high": written(one, ends[1])}
    return Point(then.on, written(one, one.value), within, "")


def _picture(marks: Sequence[Then], written: Written) -> Markup:
    drawn, known = [_mark(each) for each in marks], [each.reading for each in marks if each.reading]
    told = [end for one in known if one.value is not None for end in (one.value, one.low, one.high) if end is not None]
    if not told:
        return Markup()
    ends = min([*told, Decimal(0)], key=float), max([*told, Decimal(0)], key=float)
    ticks = (written(known[-1], ends[0]), written(known[-1], ends[1]))
    every = range(len(marks) - 1, -1, -2)  # a word under every other day, the last among them
    words = [date_format(each.on, "M Y") if at in every else "" for at, each in enumerate(marks)]
    drawing_of = drawing.history(drawn, (float(ends[0]), float(ends[1])), ticks, words)
    return Markup(drawing_of)  # noqa: S704  drawn by us; words are escaped there


def _mark(then: Then) -> drawing.Mark:
    one = then.reading
    if one is None or one.value is None:
        return drawing.Mark(then.on, None)
    low, high = (None if end is None else float(end) for end in (one.low, one.high))
    return drawing.Mark(then.on, float(one.value), low, high)
