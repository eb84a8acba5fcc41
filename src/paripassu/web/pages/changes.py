"""Changes: what somebody noticed and shared, where each stands, and how quickly news travels between the parties."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from paripassu.alliance.agreement import version_in_force
from paripassu.keeper.access import Sitting
from paripassu.web import changed, clock, noticed
from paripassu.web.measured import figures_of
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated

CLOSED = ("answered", "withdrawn")


@seated
@in_force
def changes(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """What is open, the newest first, then what was answered; and what one's own party noted for itself."""
    found = changed.lines(sitting.alliance, clock.now())
    context = {
        "open": [each for each in found if each.status not in CLOSED],
        "closed": [each for each in found if each.status in CLOSED],
        "yours": [each for each in found if sitting.seat.party in each.court],
        "notes": changed.notes(sitting),
        "paces": changed.paces(sitting.alliance) if found else [],
        "premises": changed.premises(sitting.alliance),
        "figures": figures_of(sitting, "adaptation", but=["days_to_share_by"]),
        **usual(sitting),
    }
    return render(request, "changes/changes.html", context)


def usual(sitting: Sitting) -> dict[str, Any]:
    """The words and choices that all pages of this practice use."""
    return {
        "takes_part": takes_part(sitting),
        "partners": version_in_force(sitting.alliance).partners,
        "words": noticed,
    }


alliance = [path("changes/", changes, name="changes")]
