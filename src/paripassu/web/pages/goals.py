"""Goals: what the parties want to reach together, how far each has come, and how much each matters to each side."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from paripassu.alliance.agreement import version_in_force
from paripassu.alliance.goals import untaken
from paripassu.keeper.access import Sitting
from paripassu.web import aimed, aims, clock
from paripassu.web.measured import figures_of
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated

CLOSED = ("dropped", "withdrawn")


@seated
@in_force
def goals(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What waits for the person's party first, then the goals in force by their last day, then what is over."""
    found = aims.lines(sitting.alliance, clock.now())
    context = {
        "lines": [each for each in found if each.goal.in_force],
        "proposed": [each for each in found if each.status in ("proposed", "declined")],
        "closed": [each for each in found if each.status in CLOSED],
        "yours": [each for each in found if sitting.seat.party in each.court],
        "objectives": untaken(sitting.alliance),
        "figures": figures_of(sitting, "alignment", but=["importance_gap"]),
        **usual(sitting),
    }
    return render(request, "goals/goals.html", context)


def usual(sitting: Sitting) -> dict[str, Any]:
    """The words and choices that all pages of this practice use."""
    return {
        "takes_part": takes_part(sitting),
        "partners": version_in_force(sitting.alliance).partners,
        "words": aimed,
        "wide": aims.WIDE,
    }


alliance = [path("goals/", goals, name="goals")]
