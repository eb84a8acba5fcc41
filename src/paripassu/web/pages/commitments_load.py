"""What each party carries: how much is open, late, due soon, and how much was delivered in time."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paripassu.alliance.commitments import Commitments
from paripassu.alliance.commitments.promises import Importance
from paripassu.alliance.commitments.workloads import SOON, Workload, workloads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, promised
from paripassu.web.pages.commitments import usual
from paripassu.web.pages.ledger import in_force
from paripassu.web.seated import seated

Place = tuple[int, date]
"""A commitment by its entry, and one of its days due."""


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


# --- what a figure rests on ---

PARTS: dict[str, Lazy] = {
    "owed": gettext_lazy("Still to deliver"),
    "soon": gettext_lazy("Due soon"),
    "late": gettext_lazy("Late or missed"),
    "blocked": gettext_lazy("Blocked"),
    "delivered": gettext_lazy("To be accepted"),
    "accepted": gettext_lazy("Accepted"),
    "in_time": gettext_lazy("Accepted, and in time"),
}
"""What is counted of a party, and the word for it."""


def _counted(found: Workload, part: str) -> list[Place]:
    """The days due behind a figure of a party: of one part, or still to deliver with one importance."""
    owed = [*found.open, *found.late, *found.missed, *found.blocked, *found.delivered]
    parts = {
        "owed": owed, "soon": found.soon, "late": [*found.late, *found.missed], "blocked": found.blocked,
        "delivered": found.delivered, "accepted": [*found.in_time, *found.after], "in_time": found.in_time,
    }  # fmt: skip
    return parts[part]


@seated
@in_force
def counted(request: HttpRequest, sitting: Sitting, party: str, part: str) -> HttpResponse:
    """The days due that a figure of the work-load counts. NotHere for a party or a figure that there is not."""
    state = sitting.alliance.commitments
    words: dict[str, Lazy] = {**PARTS, **{str(name): word for name, word in promised.IMPORTANCES.items()}}
    found = workloads(sitting.alliance, clock.now()).get(party)
    if found is None or part not in words:
        raise NotHere(part)
    places = _counted(found, part if part in PARTS else "owed")
    rows = [_asking(state, place) for place in sorted(places, key=lambda place: (place[1], place[0]))]
    if part not in PARTS:
        rows = [each for each in rows if each.importance == part]
    word = words[part] if part in PARTS else _("Still to deliver, %(importance)s") % {"importance": words[part]}
    return render(
        request, "commitments/counted.html", {"party_id": party, "word": word, "rows": rows, **usual(sitting)}
    )


alliance = [
    path("commitments/load/", load, name="commitments_load"),
    path("commitments/load/<slug:party>/<slug:part>/", counted, name="commitments_counted"),
]
