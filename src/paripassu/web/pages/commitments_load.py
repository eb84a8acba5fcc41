"""What each party carries: how much is open, late, due soon, and how much was delivered in time."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from paripassu.alliance.commitments import Commitments
from paripassu.alliance.commitments.promises import Importance
from paripassu.alliance.commitments.workloads import SOON, Workload, workloads
from paripassu.keeper.access import Sitting
from paripassu.web import clock
from paripassu.web.pages.commitments import usual
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated


class Load(NamedTuple):
    """One party's row: its work-load, what it has to deliver in all, and what was accepted in all."""

    load: Workload
    owed: int
    accepted: int
    of_others: int


class Asking(NamedTuple):
    """One day due in a list of what is late or soon."""

    entry: int
    due: date
    what: str
    importance: Importance


@seated
@in_force
def load(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Every partner in one row, by name; nobody is ranked."""
    now, state = clock.now(), sitting.alliance.commitments
    found = workloads(sitting.alliance, now)
    rows = [
        _row(state, each) for each in sorted(found.values(), key=lambda each: sitting.alliance.parties.name(each.party))
    ]
    pressing = {
        each.load.party: [_asking(state, place) for place in (*each.load.late, *each.load.missed, *each.load.soon)]
        for each in rows
    }
    context = {"rows": rows, "pressing": pressing, "soon": SOON, "any": bool(state.by_index), **usual(sitting)}
    return render(request, "commitments/load.html", context)


def _row(state: Commitments, found: Workload) -> Load:
    owed = sum(map(len, (found.open, found.late, found.missed, found.blocked, found.delivered)))
    others = sum(found.party in each.fact.to and each.in_force for each in state.by_index.values())
    return Load(found, owed, len(found.in_time) + len(found.after), others)


def _asking(state: Commitments, place: tuple[int, date]) -> Asking:
    fact = state.commitment(place[0]).fact
    return Asking(place[0], place[1], fact.what, fact.importance)


alliance = [path("commitments/load/", load, name="commitments_load")]
