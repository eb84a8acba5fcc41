"""Felt and shown: what the surveys told of each side, and where it meets what the record shows. Alike for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from paripassu.keeper.access import Sitting
from paripassu.measures.questions import LISTED
from paripassu.web import clock, feelings, planes
from paripassu.web.measured import figures_of
from paripassu.web.navigation import address
from paripassu.web.seated import seated


@require_safe
@seated
def felt(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The planes first, then every topic by facet and side, how many answered, and how far the questions hold."""
    now = clock.now()
    found = feelings.known(sitting, now)
    if not found:
        return render(request, "felt/before.html", {"surveys": address("surveys", sitting.slug)})
    pools, facets = planes.planes(sitting, now)
    context = {
        "pools": pools,
        "facets": facets,
        "topics": feelings.topics(sitting, found, now),
        "answered": feelings.answered(sitting, found),
        "hanging": figures_of(sitting, "surveys"),
        "words": feelings,
        "measures": [measure for measure in LISTED.values() if measure.page == "felt"],
    }
    return render(request, "felt/felt.html", context)


alliance = [path("felt-and-shown/", felt, name="felt")]
