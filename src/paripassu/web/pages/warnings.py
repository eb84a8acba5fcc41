"""Warnings, alike for everybody: which agreed limit no longer fits, how sure that is, why, and what to do next."""

from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.streams import Occurrence
from paripassu.measures.warnings import Watched
from paripassu.web import clock, linked, warned, wording
from paripassu.web.linked import Linked
from paripassu.web.navigation import address
from paripassu.web.seated import seated

ROWS = 50
REASONS_SHOWN = 6


class Row(NamedTuple):
    """One event of a stream: what it is about, and where the detector stood after it; None before it began anew."""

    event: Occurrence
    thing: Linked
    value: float | None


@require_safe
@seated
def warnings(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The lamps that are lit with all that belongs to them, and below what is watched and silent."""
    if not sitting.alliance.agreement.versions:
        return render(request, "warnings/before.html", {"agreement": address("agreement", sitting.slug)})
    found = warned.shown(sitting, clock.now())
    context = {
        "lit": [
            (each, _reasons(sitting, each.watched), warned.picture(each.watched)) for each in found if each.watched.lit
        ],
        "silent": [each for each in found if not each.watched.lit],
        "limit": CATALOGUE["warning"],
        "agreed": _agreed(sitting),
        "steps": [warned.steps(sitting, each.watched) for each in found if each.watched.lit],
        "talks": [warned.discussed(sitting, each.watched.stream) for each in found if each.watched.lit],
        "may_act": sitting.party.kind != "neutral",
    }
    return render(request, "warnings/warnings.html", context)


def _agreed(sitting: Sitting) -> str:
    """The limits of the agreement in force, in words; empty where it says none."""
    terms = sitting.alliance.agreement.in_force
    return wording.limits(terms.limits) if terms is not None and terms.limits else ""


def _reasons(sitting: Sitting, each: Watched) -> tuple[list[tuple[Occurrence, Linked]], int]:
    """The newest bad events since it began, and how many more there are."""
    bad = sorted(each.reasons, reverse=True)
    shown = [(event, linked.thing(sitting, event.entry)) for event in bad[:REASONS_SHOWN]]
    return shown, len(bad) - len(shown)


@require_safe
@seated
def warning(request: HttpRequest, sitting: Sitting, sort: str, judge: str = "", judged: str = "") -> HttpResponse:
    """One stream with its picture and all its events."""
    wanted = (sort, judge, judged) if judged else (sort, "", judge)
    each = next((one for one in warned.shown(sitting, clock.now()) if one.watched.stream == wanted), None)
    if each is None:
        raise NotHere(sort)
    rows = _rows(each.watched)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "each": each,
        "picture": warned.picture(each.watched),
        "page": page,
        "rows": [Row(event, linked.thing(sitting, event.entry), value) for event, value in page.object_list],
        "measure": CATALOGUE["warning"],
        "steps": warned.steps(sitting, each.watched),
        "talks": warned.discussed(sitting, each.watched.stream),
    }
    return render(request, "warnings/warning.html", context)


def _rows(each: Watched) -> list[tuple[Occurrence, float | None]]:
    """Every event, the newest first, with the detector after it."""
    values: list[float | None] = [*[None] * each.start, *each.detection.path]
    return list(zip(each.events, values, strict=True))[::-1]


alliance = [
    path("warnings/", warnings, name="warnings"),
    path("warnings/<slug:sort>/", warning, name="warning"),
    path("warnings/<slug:sort>/<slug:judge>/", warning, name="warning_of_party"),
    path("warnings/<slug:sort>/<slug:judge>/<slug:judged>/", warning, name="warning_of_tie"),
]
