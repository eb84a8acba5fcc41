"""Conflicts: the ladder with all that is open on it, what has ended, and one page for each matter."""

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.agreement import terms_in_force
from paripassu.alliance.conflicts import worksheets
from paripassu.alliance.conflicts.matters import TIERS, Conflict
from paripassu.alliance.conflicts.raising import in_force as ladder_in_force
from paripassu.alliance.conflicts.worksheets import PATIENCE
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, linked, matters, settled
from paripassu.web.measured import figures_of
from paripassu.web.navigation import address
from paripassu.web.pages.ledger import takes_part
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence

UNATTRIBUTED = (worksheets.OptionNamed, worksheets.OptionDropped)
"""Who names an option concedes nothing: the page of the conflict does not say who did."""


class Told(NamedTuple):
    """One entry of the life of a matter."""

    entry: int
    entered: datetime
    text: str
    person: str


@seated
def conflicts(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The ladder from the early warning up, with what is open at each tier; then what has ended, newest first."""
    if not sitting.alliance.agreement.versions:
        return render(request, "conflicts/before.html", {"agreement": address("agreement", sitting.slug)})
    now = clock.now()
    found = [matters.line(sitting, each, now) for each in reversed(sitting.alliance.conflicts.by_index.values())]
    open_ = [line for line in found if line.conflict.closed is None]
    context = {
        "tiers": [(tier, [line for line in open_ if line.stay.tier == tier]) for tier in TIERS],
        "open": open_,
        "yours": [line for line in found if line.yours],
        "ended": [line for line in found if line.conflict.closed is not None],
        "ladder": ladder_in_force(sitting.alliance),
        "agreed": bool(terms_in_force(sitting.alliance).ladder),
        "said": terms_in_force(sitting.alliance).escalation,
        "agreement": address("agreement", sitting.slug),
        "may_raise": may_raise(sitting),
        "words": settled,
        "figures": figures_of(sitting, "dialogue"),
    }
    return render(request, "conflicts/conflicts.html", context)


def may_raise(sitting: Sitting) -> bool:
    """Whether this person may raise an early warning: everybody who sits here, the neutral too."""
    return sitting.party.kind == "neutral" or takes_part(sitting) or sitting.seat.party in _bound(sitting)


def _bound(sitting: Sitting) -> tuple[str, ...]:
    """A party whose voice rests still speaks in a conflict."""
    versions = sitting.alliance.agreement.versions
    return versions[-1].partners if versions else ()


@seated
def conflict(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One matter; the entry of a step, an option, a criterion or a settlement leads to the matter it belongs to."""
    at = settled.conflict_of(sitting.alliance, index)
    if at != index and at >= 0:
        return redirect("conflict", sitting.slug, at)
    matter = conflict_here(sitting, index)
    found = matters.shown(sitting, matter, clock.now())
    context = {
        "shown": found,
        "conflict": matter,
        "fact": matter.fact,
        "may": found.may,
        "options": worksheets.options(matter),
        "criteria": [(at, each) for at, each in matter.criteria.items() if each.since is None],
        "agreed_criteria": [(at, matter.criteria[at]) for at in matter.agreed_criteria],
        "of_neutral": matters.of_neutral(matter),
        "history": history(sitting, matter),
        "colleagues": colleagues(sitting),
        "names": reads.names(sitting),
        "linked": linked.of(sitting, index),
        "patience": PATIENCE.days,
        "record_entry": address("record_entry", sitting.slug, index),
        "words": settled,
        "now": request.POST.get("form", ""),
    }
    return render(request, "conflicts/conflict.html", context)


def history(sitting: Sitting, matter: Conflict) -> list[Told]:
    """What the record holds about a matter, entry by entry, in sentences."""
    names, unknown = reads.names(sitting), _("somebody whose name was erased")
    read = (entry.recorded for at in matters.entries(matter) for entry in reads.entries(sitting, at, at + 1))
    return [
        Told(
            each.index, each.entered, sentence(sitting.alliance, each, names),
            "" if isinstance(each.fact, UNATTRIBUTED) else names.get(each.fact.by, unknown),
        )
        for each in read
        if each is not None
    ]  # fmt: skip


def colleagues(sitting: Sitting) -> list[tuple[str, str]]:
    """The people of the reader's own party, by name: whom it can name."""
    names = reads.names(sitting)
    seats = sitting.alliance.parties.people(sitting.seat.party)
    return sorted(((seat.person, names[seat.person]) for seat in seats if seat.person in names), key=lambda one: one[1])


def conflict_here(sitting: Sitting, index: int) -> Conflict:
    """The matter at an entry. NotHere when there is none."""
    found = sitting.alliance.conflicts.by_index.get(index)
    if found is None:
        raise NotHere(str(index))
    return found


alliance: list[Any] = [
    path("conflicts/", conflicts, name="conflicts"),
    path("conflicts/<int:index>/", conflict, name="conflict"),
]
