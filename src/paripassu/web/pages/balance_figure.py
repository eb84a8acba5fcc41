"""One figure of a balance with the very entries it rests on, under an address that stays."""

from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from msgspec import structs

from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures import outlook
from paripassu.measures.balance import Balance, balance
from paripassu.measures.catalogue import CATALOGUE, Measure
from paripassu.measures.figures import readings
from paripassu.measures.reading import Interval, Reading
from paripassu.web import clock, weighing
from paripassu.web import postings as shown
from paripassu.web.came import Came, came
from paripassu.web.environment import number, percent, signed
from paripassu.web.pages.balance import Asked, pool_of, with_pools
from paripassu.web.seated import seated

ROWS = 50

SHARES = {"balance_index", "disputed_share", "contribution_share", "reward_share", "target_share", "chance_outside"}
SIGNED = {"gap", "operating_balance"}


class Rests(NamedTuple):
    """A figure, or a list of what is in no figure, as its page shows it."""

    title: str
    what: str
    party: str
    value: str
    interval: str
    why: str
    entries: tuple[int, ...]
    measure: Measure | None = None
    came: Came | None = None


@require_safe
@seated
@with_pools
def figure(request: HttpRequest, sitting: Sitting, pool: str, name: str, party: str = "") -> HttpResponse:
    """The entries that a figure of a pool, or of a partner in it, rests on."""
    asked, found_pool = Asked(request), pool_of(sitting, pool)
    found = rests(sitting, asked, balance(sitting.alliance, found_pool.id, at=asked.at), name, party)
    page = Paginator(found.entries, ROWS).get_page(request.GET.get("page"))
    context = {
        "pool": found_pool,
        "figure": found,
        "page": page,
        "on_page": asked.query.replace("?", "&"),
        **_listed(sitting.alliance, found.entries, page.object_list),
        **asked.context,
    }
    return render(request, "balance/figure.html", context)


def _listed(alliance: Alliance, entries: tuple[int, ...], here: Any) -> dict[str, Any]:
    """The postings of one page of entries with the sums of all, or the thanks among them."""
    postings = alliance.ledger.postings
    thanks = {each.index: each for each in alliance.ledger.appreciations}
    return {
        "lines": [shown.line(alliance, postings[entry]) for entry in here if entry in postings],
        "thanks": [thanks[entry] for entry in here if entry in thanks],
        "sums": shown.sums([postings[entry] for entry in entries if entry in postings]),
        "sides": shown.SIDES,
        "resources": shown.RESOURCES,
    }


def rests(sitting: Sitting, asked: Asked, balance: Balance, name: str, party: str) -> Rests:
    """The figure of this name. NotHere when there is none."""
    for left_out in balance.uncounted:
        if not party and name == left_out.reason:
            return Rests(_("Not counted"), _(left_out.sentence), "", "", "", "", left_out.entries)
    about = f"{balance.pool.id}/{party}" if party else balance.pool.id
    for reading in (*readings(balance), *outlook.readings(balance, outlook.outlook(sitting.alliance, balance))):
        if (reading.measure, reading.about) == (name, about):
            return _of(balance.pool, reading, party)._replace(came=_came(sitting, asked, balance.pool, reading))
    raise NotHere(name)


def _came(sitting: Sitting, asked: Asked, pool: Pool, reading: Reading) -> Came:
    """How the figure came to be what it was on the day that is asked for."""
    moment = datetime.combine(asked.day, time.max, UTC) if asked.query else clock.now()
    return came(sitting, moment, reading, lambda one, value: worded(pool, structs.replace(one, value=value)))


def _of(pool: Pool, reading: Reading, party: str) -> Rests:
    measure = CATALOGUE[reading.measure]
    within = weighing.interval(_interval(reading), pool)
    value = worded(pool, reading)
    return Rests(_(measure.title), _(measure.what), party, value, within, _(reading.why), reading.facts, measure)


def _interval(reading: Reading) -> Interval:
    ends = [None if end is None or isinstance(end, float) else end for end in (reading.low, reading.high)]
    return Interval(*ends)


def worded(pool: Pool, reading: Reading) -> str:
    """The value of a reading as the pages write it: an amount, a share or a coefficient; empty when there is none."""
    value = reading.value
    if value is None or isinstance(value, float):
        return ""
    if reading.unit:
        shown = signed(value, 2) if reading.measure in SIGNED else number(value, 2)
        return f"{shown}\N{NO-BREAK SPACE}{reading.unit}"
    return percent(value, 1) if reading.measure in SHARES else weighing.coefficient(value, pool)


alliance = [
    path("balance/<slug:pool>/<slug:name>/", figure, name="balance_figure"),
    path("balance/<slug:pool>/<slug:name>/<slug:party>/", figure, name="balance_figure_of"),
]
