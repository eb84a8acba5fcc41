"""The exchange: what is asked for, offered, shared now and ended, as a board; and what each has given and received."""

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.exchange.exchanged import exchanged
from paripassu.alliance.exchange.uses import use
from paripassu.keeper.access import Sitting
from paripassu.web import clock, exchanges, linked, shared
from paripassu.web.exchanges import Line
from paripassu.web.measured import figures_of
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated

MOST_ENDED = 12

COUNTS: dict[str, Lazy] = {
    "given": gettext_lazy("Given: shares that others took"),
    "useful": gettext_lazy("Of these, used by a receiver"),
    "received": gettext_lazy("Received"),
    "acknowledged": gettext_lazy("Of these, its use acknowledged"),
    "asked": gettext_lazy("Asked for"),
    "answered": gettext_lazy("Requests of others answered"),
    "unanswered": gettext_lazy("Requests of others not answered"),
    "ideas": gettext_lazy("Ideas proposed"),
    "built_on": gettext_lazy("Ideas of others built on"),
    "adopted": gettext_lazy("Own ideas adopted"),
}


class Column(NamedTuple):
    """A column of the board: its name, its word, what it says when it is empty, its rows and how many there are."""

    name: str
    word: Lazy
    nothing: Lazy
    lines: list[Line]
    total: int


@seated
@in_force
def board(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All requests and shares in columns by where they stand; of those ended, the last ones."""
    found = exchanges.lines(sitting.alliance, clock.now())
    context = {
        "columns": [_column(column, found, everything="all" in request.GET) for column in exchanges.COLUMNS],
        "all": found or sitting.alliance.exchange.ideas,
        "yours": sum(sitting.seat.party in each.court for each in found),
        "register": sitting.alliance.exchange.register,
        **usual(sitting),
    }
    return render(request, "exchange/board.html", context)


def _column(column: tuple[str, Lazy, Lazy, frozenset[str]], found: list[Line], *, everything: bool) -> Column:
    name, word, nothing, fitting = column
    lines = [each for each in found if each.status in fitting]
    if name == "shared":
        lines.sort(key=lambda each: (each.day is None, each.day, each.index))
    shown = lines if everything or name != "ended" else lines[:MOST_ENDED]
    return Column(name, word, nothing, shown, len(lines))


def usual(sitting: Sitting) -> dict[str, Any]:
    """The words and choices that all pages of this practice use."""
    partners = version_in_force(sitting.alliance).partners
    return {
        "takes_part": takes_part(sitting),
        "partners": partners,
        "others": [party for party in partners if party != sitting.seat.party],
        "labels": shared.LABELS,
        "reaches": shared.REACHES,
    }


@seated
@in_force
def given(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What each party has given and received, in plain counts, with every entry they rest on."""
    counts = exchanged(sitting.alliance, clock.now())
    context = {
        "counts": counts,
        "rows": [
            (word, [(party, linked.things(sitting, getattr(each, name))) for party, each in counts.items()])
            for name, word in COUNTS.items()
        ],
        "useful": _usefulness(sitting),
        "figures": figures_of(sitting, "knowledge"),
        **usual(sitting),
    }
    return render(request, "exchange/given.html", context)


def _usefulness(sitting: Sitting) -> list[tuple[linked.Linked, str, str, Lazy]]:
    """What receivers last said of what they received: the share, the giver, the receiver, and how useful it was."""
    found = []
    for one in sitting.alliance.exchange.shares.values():
        for party in one.receivers:
            stated = use(one, party)
            if stated is not None and stated.used and stated.usefulness is not None:
                word = shared.USEFULNESS[stated.usefulness]
                found.append((linked.thing(sitting, one.index), one.party, party, word))
    return found


alliance = [
    path("exchange/", board, name="exchange"),
    path("exchange/given/", given, name="exchange_given"),
]
