"""One goal: where it stands, what was measured, how much it matters to each, its versions, and what one can do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.goals import WHAT_LIMIT, unconfirmed
from paripassu.alliance.goals.importances import ImportanceStated
from paripassu.alliance.goals.objectives import Goal
from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.histories import history
from paripassu.web import aims, clock, linked
from paripassu.web.navigation import address
from paripassu.web.pages.goals import usual
from paripassu.web.pages.ledger import takes_part
from paripassu.web.pages.ledger_entry import Told
from paripassu.web.seated import seated
from paripassu.web.sentences import sentence


@seated
def entry(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """Everything about one goal. The entry of a report or a reassessment leads to its goal."""
    goal = found(sitting, index)
    if goal.index != index:
        return redirect("goal", sitting.slug, goal.index)
    alliance, now, names = sitting.alliance, clock.now(), reads.names(sitting)
    reports = sorted(goal.reports.values(), key=lambda each: (each.on, each.index), reverse=True)
    context = {
        "goal": goal,
        "line": aims.line(alliance, goal, now),
        "asked": aims.asked(sitting, goal),
        "reports": [(each, unconfirmed(alliance, each.party, each.confirmed)) for each in reports],
        "offers": [each for each in goal.open_offers() if each.index != goal.index],
        "versions": list(reversed(goal.versions)),
        "rounds": [each for each in reversed(goal.rounds) if each.stakes],
        "person": names.get(goal.person, _("somebody whose name was erased")),
        "history": _history(sitting, index, names),
        "linked": _linked(sitting, goal),
        "record_entry": address("record_entry", sitting.slug, index),
        "may": aims.may(sitting, goal, part=takes_part(sitting)),
        "today": now.date(),
        "limit": WHAT_LIMIT,
        **usual(sitting),
    }
    return render(request, "goals/goal.html", context)


def found(sitting: Sitting, index: int) -> Goal:
    """The goal at an entry, or of the report or reassessment at it. NotHere when there is none."""
    state = sitting.alliance.goals
    goal = state.by_index.get(state.part_of.get(index, index))
    if goal is None:
        raise NotHere(str(index))
    return goal


def _linked(sitting: Sitting, goal: Goal) -> list[linked.Linked]:
    """What it is about and what is about it or its reassessments; its own parts stand on the page already."""
    links, own = sitting.alliance.links, {goal.index, *goal.offers, *goal.reports}
    clauses = [linked.clause(sitting, id_) for id_ in links.clauses.get(goal.index, ())]
    others = {other for part in own for other in links.of(part)} - own
    return clauses + linked.things(sitting, sorted(others))


def _history(sitting: Sitting, index: int, names: dict[str, str]) -> list[Told]:
    """Its life, the same for every party: what was stated sealed stands open, or as handed in, above."""
    unknown = _("somebody whose name was erased")
    return [
        Told(
            told.index, told.entered, sentence(sitting.alliance, told, names),
            names.get(told.fact.by, unknown), address("record_entry", sitting.slug, told.index),
        )
        for told in (each.recorded for each in history(sitting, index))
        if told is not None and not isinstance(told.fact, ImportanceStated)
    ]  # fmt: skip


alliance = [path("goals/<int:index>/", entry, name="goal")]
