"""The standing of the alliance: one page that all parties see alike, and for every area the entries behind it."""

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.formats import date_format
from django.views.decorators.http import require_safe
from markupsafe import Markup

from paripassu.keeper import reads
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures import drawing, reports, typesetting
from paripassu.measures.areas import Area
from paripassu.measures.questions import LISTED
from paripassu.measures.standing import standing
from paripassu.web import areas, clock
from paripassu.web.navigation import address
from paripassu.web.pages.balance import Asked
from paripassu.web.pages.figure import told
from paripassu.web.seated import seated

ROWS = 25
TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}


class Looked(NamedTuple):
    """The areas on the day that was asked for."""

    asked: Asked
    areas: list[Area]


def looked(request: HttpRequest, sitting: Sitting) -> Looked:
    """The standing on the day of the request, or now."""
    asked = Asked(request)
    if not asked.query:
        return Looked(asked, standing(sitting.alliance, clock.now()))
    evening = datetime.combine(asked.day, time(23, 59, 59), UTC)
    return Looked(asked, standing(sitting.alliance, evening))


@require_safe
@seated
def picture(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Every area on one screen: its level, its lower side, the gap, the trend, and what it rests on."""
    found = looked(request, sitting)
    context = {
        "areas": [areas.shown(sitting, area) for area in found.areas],
        "agreement": address("agreement", sitting.slug),
        "warnings": address("warnings", sitting.slug),
        **found.asked.context,
    }
    return render(request, "picture/picture.html", context)


@require_safe
@seated
def area(request: HttpRequest, sitting: Sitting, name: str) -> HttpResponse:
    """One area: all its sides, how it came, what it does not count, and the very entries it rests on."""
    found = looked(request, sitting)
    one = next((each for each in found.areas if areas.key(each) == name), None)
    if one is None:
        raise NotHere(name)
    page = Paginator(one.facts, ROWS).get_page(request.GET.get("page"))
    context = {
        "each": areas.shown(sitting, one),
        "measure": LISTED.get(one.measure),
        "course": _course(one),
        "points": areas.points(one),
        "page": page,
        "told": [told(sitting, entry) for entry in page.object_list],
        "on_page": found.asked.query.replace("?", "&"),
        "lamps": [lamp for lamp in one.lamps if lamp.lit],
        "warnings": address("warnings", sitting.slug),
        **found.asked.context,
    }
    return render(request, "picture/area.html", context)


def _course(one: Area) -> Any:
    """The picture of its course; empty while a line has fewer than two figures to join."""
    if sum(spot.value is not None for spot in one.course) < 2:
        return ""
    words = [date_format(spot.on, "M Y") for spot in one.course]
    return Markup(drawing.course(one, words))  # noqa: S704  drawn by us; words are escaped there


@require_safe
@seated
def report(request: HttpRequest, sitting: Sitting, kind: str) -> HttpResponse:
    """The same as a report to print and send. The same record on the same day gives the same bytes."""
    if kind not in TYPES:
        raise NotHere(kind)
    asked = Asked(request)
    record, evening = sitting.kept.record, datetime.combine(asked.day, time.max, UTC)
    found = reports.report(sitting.alliance, evening, root=record.root.hex(), checkpoint=record.checkpoint())
    [last] = reads.entries(sitting, sitting.alliance.size - 1, sitting.alliance.size)
    made = typesetting.pdf(found, last.entered) if kind == "pdf" else typesetting.html(found).encode()
    name = f"{sitting.slug}-{asked.day.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type=TYPES[kind], headers=headers)


alliance = [
    path("picture/", picture, name="picture"),
    path("picture/report.<str:kind>", report, name="picture_report"),
    path("picture/<slug:name>/", area, name="picture_area"),
]
