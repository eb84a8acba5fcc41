"""Your alliances side by side: what asks for attention first, by the same measures as the standing page of each."""

from datetime import date
from typing import NamedTuple, get_args
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from paripassu.keeper.portfolio import Listed
from paripassu.keeper.portfolio import portfolio as listed_for
from paripassu.measures.detection import FALSE_SHARE, HORIZON_MONTHS
from paripassu.measures.portfolio import AreaLine, Order, chosen, in_order, weighed
from paripassu.measures.standing import TITLES
from paripassu.web import clock
from paripassu.web.areas import LEVELS, TRENDS, Sign
from paripassu.web.entrance import signed_in
from paripassu.web.typed import words

ROWS = 50
AREAS_SHOWN = 3

ORDERS: dict[Order, Promise] = {
    "attention": gettext_lazy("what asks for attention first"),
    "moved": gettext_lazy("what got worse first"),
    "name": gettext_lazy("by name"),
}


class ShownArea(NamedTuple):
    """An area of an alliance in a word or two."""

    title: str
    level: Sign
    trend: Sign
    said: str


class Row(NamedTuple):
    """An alliance with what asks most in it; `silent` are its areas of which there is not enough to say."""

    listed: Listed
    areas: tuple[ShownArea, ...]
    silent: int
    on: date | None


class Asked(NamedTuple):
    """What of the portfolio is asked for, and in which order."""

    sort: Order
    area: str
    level: str
    query: str


def asked(request: HttpRequest) -> Asked:
    """The order and filters of the request; what is none of them counts as not asked."""
    given = words(request, sort="", area="", level="")
    sort: Order = next((order for order in get_args(Order) if order == given["sort"]), "attention")
    area = given["area"] if given["area"] in TITLES else ""
    level = given["level"] if given["level"] in LEVELS else ""
    kept = {
        name: value for name, value in (("sort", given["sort"] and sort), ("area", area), ("level", level)) if value
    }
    return Asked(sort, area, level, f"&{urlencode(kept)}" if kept else "")


@require_safe
@login_required
def portfolio(request: HttpRequest) -> HttpResponse:
    """The alliances in which the person sits. Nobody sees those of others."""
    everything = listed_for(signed_in(request), clock.now())
    wanted = asked(request)
    together = weighed(each.line for each in everything if each.line)
    listed = (each for each in everything if each.line)
    known = {id(line): each._replace(line=line) for line, each in zip(together.lines, listed, strict=True)}
    lines = in_order(chosen(together.lines, wanted.area, wanted.level), wanted.sort)
    unknown = [each for each in everything if each.line is None and not (wanted.area or wanted.level)]
    page = Paginator([*(known[id(one)] for one in lines), *unknown], ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(each, wanted.area) for each in page.object_list],
        "count": len(everything),
        "together": together,
        "months": HORIZON_MONTHS,
        "false_share": round(FALSE_SHARE * 100),
        "asked": wanted,
        "orders": list(ORDERS.items()),
        "areas": [("", _("any area")), *((name, _(each.title)) for name, each in TITLES.items())],
        "levels": [("", _("any level")), *((name, each.word) for name, each in LEVELS.items())],
    }
    return render(request, "portfolio/portfolio.html", context)


def _row(listed: Listed, area: str) -> Row:
    found = listed.line.areas if listed.line else ()
    first = [each for each in found if each.name == area] + [each for each in found if each.name != area]
    told = [each for each in first if each.level != "unknown" or each.name == area]
    silent = sum(each.level == "unknown" for each in found)
    on = date.fromisoformat(listed.line.on) if listed.line else None
    return Row(listed, tuple(_area(each) for each in told[:AREAS_SHOWN]), silent, on)


def _area(each: AreaLine) -> ShownArea:
    said = " ".join(part for part in (each.lower, each.figure) if part)
    return ShownArea(_(TITLES[each.name].title), LEVELS[each.level], TRENDS[each.trend], said)


site = [path("portfolio/", portfolio, name="portfolio")]
