"""Statements: what each party said that can be checked, and how it turned out; as a list, and in plain counts."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise as Lazy

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.statements.tallies import BINS, tallies
from paripassu.keeper.access import Sitting
from paripassu.web import clock, stated
from paripassu.web import statements as shown
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.statements import Asked
from paripassu.web.typed import words

ROWS = 40


class Filter(NamedTuple):
    """A filter of the list: its word, how many fit, the address and whether it is chosen."""

    word: Lazy
    fitting: int
    query: str
    chosen: bool


@seated
@in_force
def statements(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The statements that are asked for: what waits for somebody first."""
    asked = Asked(**words(request, status="", party="", sort="", text=""))
    every = shown.lines(sitting.alliance, clock.now())
    found = shown.asked_for(every, asked)
    context = {
        "asked": asked,
        "every": every,
        "filters": _filters(every, asked),
        "query": f"&{_query(asked)}" if any(asked) else "",
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        **usual(sitting),
    }
    return render(request, "statements/statements.html", context)


def usual(sitting: Sitting) -> dict[str, Any]:
    """The words and choices that all pages of this practice use."""
    part = takes_part(sitting)
    return {
        "takes_part": part,
        "leads": part and sitting.seat.role != "member",
        "partners": version_in_force(sitting.alliance).partners,
        "words": stated,
    }


def _query(asked: Asked) -> str:
    return urlencode({name: text for name, text in asked._asdict().items() if text})


def _filters(every: list[shown.Line], asked: Asked) -> list[tuple[str, Filter]]:
    """Every filter with what it would show, whatever else is asked for staying as it is."""
    return [
        (
            name,
            Filter(
                word,
                len(shown.asked_for(every, asked._replace(status=name))),
                _query(asked._replace(status=name)),
                asked.status == name,
            ),
        )
        for name, (word, _fitting) in shown.FILTERS.items()
    ]


@seated
@in_force
def counts(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """How statements turned out, party by party, in plain counts, and by how sure the party had said it was."""
    found = tallies(sitting.alliance, clock.now())
    mine = {party: found[party] for party in version_in_force(sitting.alliance).partners if party in found}
    context = {
        "tallies": mine,
        "bins": BINS,
        "columns": shown.FILTERS,
        "some": any(tally.standing for tally in mine.values()),
        **usual(sitting),
    }
    return render(request, "statements/counts.html", context)


alliance = [
    path("statements/", statements, name="statements"),
    path("statements/counts/", counts, name="statements_counts"),
]
