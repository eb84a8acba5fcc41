"""The style guide: every component of the design system on one page, in a demo only."""

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties import Party
from paripassu.alliance.refusals import Finding, Refused
from paripassu.measures.levels import level
from paripassu.web.pictures import strip

NAMES = ["Aldermoor Water", "Borealis Foods", "Cassia Optics", "Fen & Field", "Ferrant Rail", "Juniper House", "Zephyr"]

COEFFICIENTS = {"aldermoor_water": "0.62", "borealis_foods": "1.21", "cassia_optics": "0.98", "fen_field": "1.04"}


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component, once."""
    if not settings.PARIPASSU_DEMO:
        raise Http404
    return render(request, "style/style.html", {"alliance": _alliance(), **_samples(), **_pictures()})


def _alliance() -> Alliance:
    alliance = Alliance(name="Invented names for a look around")
    for name in NAMES:
        id_ = name.lower().replace(" & ", "_").replace(" ", "_")
        alliance.parties.by_id[id_] = Party(id_, name, "partner", 0)
    return alliance


def _samples() -> dict[str, Any]:
    found = (
        Finding("quantity", "“12,5O” is no number: there is a letter O in it."),
        Finding("on", "That is tomorrow."),
    )
    fields = {"count": 2, "findings": found}
    rows = [
        SimpleNamespace(on=date(2026, 3, 2), what="Sensors for the basin", of="aldermoor_water", status="confirmed"),
        SimpleNamespace(on=date(2026, 3, 9), what="Two engineers for a week", of="borealis_foods", status="disputed"),
        SimpleNamespace(on=date(2026, 4, 1), what="Use of the test field", of="borealis_foods", status="proposed"),
    ]
    return {
        "sample": Refused("form_faulty", "{count} fields need another look.", **fields),
        "found": found,
        "rows": list(zip(rows, map(Decimal, ["12500", "3840.50", "1200"]), strict=True)),
        "pages": Paginator(range(95), 10).page(3),
        "now": datetime(2026, 3, 2, 14, 5, tzinfo=UTC),
        "pieces": [
            ("same", "Each party pays "),
            ("old", "half"),
            ("new", "its agreed share"),
            ("same", " of the cost."),
        ],
    }


def _pictures() -> dict[str, Any]:
    ends = ("aldermoor_water", "borealis_foods")
    own = {ends[0]: 0.19, ends[1]: -0.03}
    return {
        "balanced": level(ends, 0.02, band=0.05, reach=0.3, low=-0.02, high=0.06),
        "leaning": level(ends, 0.12, band=0.05, reach=0.3, low=0.06, high=0.18, own=own),
        "silent": level(ends, None, band=0.05, reach=0.3),
        "strips": [_dot(party, Decimal(value)) for party, value in COEFFICIENTS.items()] + [_no_dot("juniper_house")],
    }


on_scale = partial(strip, scale=(0.4, 1.6), band=(0.9, 1.1))


def _dot(party: str, value: Decimal) -> tuple[Any, ...]:
    low, high = value - Decimal("0.11"), value + Decimal("0.13")
    return party, on_scale(value, low=low, high=high), str(value), f"{low} to {high}"


def _no_dot(party: str) -> tuple[Any, ...]:
    return party, on_scale(None), "", ""


site = [path("style/", style, name="style")]
