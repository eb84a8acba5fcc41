"""Before and after a concern, between the organisations, in words: for whoever wrote it and those who read it alone."""

from datetime import date, datetime
from math import isinf
from typing import NamedTuple

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.alliance import Alliance
from paripassu.measures.repercussions import Compared, Figure, comparison
from paripassu.web.environment import number, percent

WHAT: dict[str, Lazy] = {
    "meetings": gettext_lazy("Check-ins that were held"),
    "answers": gettext_lazy("%(party)s answers within (half of the times)"),
    "work": gettext_lazy("%(party)s takes on, of what comes to be owed"),
    "disputes": gettext_lazy("Entries of %(party)s that were disputed"),
}
CHANGES: dict[str, Lazy] = {
    "more": gettext_lazy("more than before"),
    "less": gettext_lazy("less than before"),
    "no clear change": gettext_lazy("no clear change"),
    "cannot be said": gettext_lazy("cannot be said: too few of them"),
}


class Comparison(NamedTuple):
    """What is shown: rows of what, before, after and what can be said; whether it is too soon; who cannot be told."""

    rows: list[tuple[str, str, str, str]]
    too_soon: bool
    hidden: str


def compared(alliance: Alliance, day: date, now: datetime) -> Comparison:
    """The lines that may be told about a concern that was raised on a day."""
    found = comparison(alliance, day, now)
    name = alliance.parties.name
    hidden = sorted(
        {name(each.party) if each.party else _("all together") for each in found if each.why == "few people"}
    )
    rows = [_row(each, name(each.party) if each.party else "") for each in found if each.why in ("", "few events")]
    return Comparison(rows, any(each.why == "too soon" for each in found), ", ".join(hidden))


def _row(line: Compared, party: str) -> tuple[str, str, str, str]:
    told = _days if line.what == "answers" else _part
    return (
        str(WHAT[line.what]) % {"party": party},
        told(line.before),
        told(line.after),
        str(CHANGES[line.change]),
    )


def _days(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    high = "…" if isinf(figure.high) else number(figure.high, 0)
    limits = {"value": number(figure.value, 0), "low": number(figure.low, 0), "high": high, "events": figure.events}
    return _("%(value)s days (%(low)s to %(high)s; of %(events)s)") % limits


def _part(figure: Figure | None) -> str:
    if figure is None:
        return "–"
    limits = {"value": percent(figure.value), "low": percent(figure.low), "high": percent(figure.high)}
    return _("%(value)s (%(low)s to %(high)s; of %(events)s)") % {**limits, "events": figure.events}
