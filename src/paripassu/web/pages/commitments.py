"""Commitments: who owes what to whom, as a board by where they stand, and as a list that can be filtered."""

from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.refusals import Finding
from paripassu.keeper.access import Sitting
from paripassu.web import clock, promised
from paripassu.web import promises as shown
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.promises import Asked, Line
from paripassu.web.seated import seated
from paripassu.web.typed import words

ROWS = 50
KEPT_SHOWN = 8
FILTERS: dict[str, Lazy] = {
    "yours": gettext_lazy("In the court of your party"),
    **{str(status): word for status, word in promised.STATUSES.items()},
}


class Column(NamedTuple):
    """A column of the board: its name, its word, the rows in it and how many there are in all."""

    name: str
    word: Lazy
    lines: list[Line]
    total: int


@seated
@in_force
def board(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All commitments that are not closed, in columns by where they stand; of those kept, the last ones."""
    found = shown.lines(sitting.alliance, clock.now())
    yours = [each for each in found if sitting.seat.party in each.court]
    context = {
        "columns": [_column(name, word, fitting, found) for name, word, fitting in shown.COLUMNS],
        "all": found,
        "yours": len(yours),
        **usual(sitting),
    }
    return render(request, "commitments/board.html", context)


def _column(name: str, word: Lazy, fitting: tuple[str, ...], found: list[Line]) -> Column:
    lines = [each for each in found if each.status in fitting]
    if name == "kept":
        newest = sorted(lines, key=lambda each: each.commitment.deliveries[-1].index, reverse=True)
        return Column(name, word, newest[:KEPT_SHOWN], len(lines))
    return Column(name, word, lines, len(lines))


def usual(sitting: Sitting) -> dict[str, Any]:
    """The words and choices that all pages of this practice use."""
    return {
        "takes_part": takes_part(sitting),
        "partners": version_in_force(sitting.alliance).partners,
        "statuses": promised.STATUSES,
        "importances": promised.IMPORTANCES,
    }


@seated
@in_force
def listed(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The commitments that are asked for, by the day that matters now."""
    asked, faults, query = _asked(request)
    found = shown.asked_for(sitting.alliance, shown.lines(sitting.alliance, clock.now()), asked, sitting.seat.party)
    context = {
        "asked": asked,
        "faults": faults,
        "query": f"&{query}" if query else "",
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "count": len(found),
        "filters": FILTERS,
        "columns": {name: word for name, word, _fitting in shown.COLUMNS},
        **usual(sitting),
    }
    return render(request, "commitments/list.html", context)


def _asked(request: HttpRequest) -> tuple[Asked, list[Finding], str]:
    """What is asked for, what of it cannot be read, and the same as the query of an address."""
    sent = words(request, owner="", to="", status="", importance="", text="", since="", until="")
    faults: list[Finding] = []
    days = {name: _day(sent[name], name, faults) for name in ("since", "until")}
    plain = {name: text for name, text in sent.items() if name not in days}
    asked = Asked(**plain, since=days["since"], until=days["until"])
    return asked, faults, urlencode({name: text for name, text in sent.items() if text})


def _day(text: str, name: str, faults: list[Finding]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(Finding(name, _("“%(text)s” is no day; write it as 2026-03-31.") % {"text": text}))
        return None


alliance = [
    path("commitments/", board, name="commitments"),
    path("commitments/list/", listed, name="commitments_list"),
]
