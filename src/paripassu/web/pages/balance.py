"""The balance of each pool, alike for everybody: who has less than agreed, by how much, and how sure that is."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.days import EARLIEST
from paripassu.alliance.refusals import Finding
from paripassu.keeper.access import NotHere, Sitting
from paripassu.measures.balance import Balance, balance
from paripassu.measures.catalogue import CATALOGUE
from paripassu.measures.targets import PURE
from paripassu.web import foretelling, redressed, redressing, valuing, weighing
from paripassu.web.clock import now
from paripassu.web.navigation import address
from paripassu.web.seated import View, seated
from paripassu.web.typed import words
from paripassu.web.wording import rule_sentence

WORDS = {"place": weighing.place, "coefficient": weighing.coefficient, "interval": weighing.interval}


def with_pools(view: View) -> View:
    """The view; while there is no pool in an agreement in force, a page that says what has to happen first."""

    @wraps(view)
    def answered(request: HttpRequest, sitting: Sitting, **kwargs: Any) -> HttpResponse:
        terms = sitting.alliance.agreement.in_force
        if terms is not None and terms.pools:
            return view(request, sitting, **kwargs)
        return render(request, "balance/before.html", {"terms": terms, "agreement": address("agreement", sitting.slug)})

    return answered


class Asked:
    """The day that is asked for: `day` as it is shown, `at` as it is reckoned.

    Unasked it is today, and then everything counts that happened on a day that has begun anywhere, as in the ledger.
    """

    def __init__(self, request: HttpRequest) -> None:
        text, moment = words(request, on="")["on"], datetime.now(UTC)
        self.today = self.day = moment.date()
        self.at = self.latest = (moment + EARLIEST).date()
        self.query = self.fault = ""
        try:
            asked = date.fromisoformat(text) if text else None
        except ValueError:
            asked, self.fault = None, _("“%(text)s” is no day; write it as 2026-03-31.") % {"text": text}
        if asked is not None and asked > self.latest:
            self.fault = _("That day has not come yet. These are the figures of today.")
        elif asked is not None:
            self.day = self.at = asked
            self.query = f"?{urlencode({'on': asked.isoformat()})}"

    @property
    def context(self) -> Mapping[str, Any]:
        """What every page of the balance shows of it."""
        return {
            "on": self.day,
            "today": self.latest,
            "query": self.query,
            "faults": [Finding("on", self.fault)] if self.fault else [],
        }


@require_safe
@seated
@with_pools
def balances(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Every pool of the agreement in force. Pools are never added up."""
    terms, asked = sitting.alliance.agreement.in_force, Asked(request)
    assert terms is not None
    pools = sorted(terms.pools, key=lambda pool: (pool.name, pool.id))
    shown = [weighing.weighed(sitting.alliance, _balance(sitting, pool, asked)) for pool in pools]
    lines = {pool.id: _redress(sitting, pool.id, asked) for pool in pools}
    context = {"pools": shown, "redress": lines, **WORDS, **asked.context}
    return render(request, "balance/balance.html", context)


@require_safe
@seated
@with_pools
def pool(request: HttpRequest, sitting: Sitting, pool: str) -> HttpResponse:
    """One pool with all that is behind it: doubts, rules, window, history, and what it does not count."""
    asked = Asked(request)
    found = _balance(sitting, pool_of(sitting, pool), asked)
    context = {
        "each": weighing.weighed(sitting.alliance, found),
        "rule": rule_sentence(sitting.alliance, found.pool.rule),
        "rules": ["agreed", *PURE],
        "course": weighing.course(found),
        "ahead": foretelling.ahead(sitting.alliance, found),
        "feeling": foretelling.feeling(sitting.alliance, found.pool.id, now()),
        "whose": valuing.whose(sitting.alliance, found.pool.id),
        "redress": _redress(sitting, found.pool.id, asked),
        "words": redressed,
        "measures": [measure for measure in CATALOGUE.values() if measure.page in ("balance", "forecast")],
        "band": weighing.band(found.pool),
        **WORDS,
        **asked.context,
    }
    return render(request, "balance/pool.html", context)


def _redress(sitting: Sitting, pool: str, asked: Asked) -> redressing.Line | None:
    """What is said of the redress of a pool, on the page of today."""
    return None if asked.query else redressing.line(sitting, pool, now())


def _balance(sitting: Sitting, pool: Pool, asked: Asked) -> Balance:
    return balance(sitting.alliance, pool.id, at=asked.at)


def pool_of(sitting: Sitting, id_: str) -> Pool:
    """A pool of the agreement in force. NotHere when there is none."""
    terms = sitting.alliance.agreement.in_force
    found = terms.pool(id_) if terms else None
    if found is None:
        raise NotHere(id_)
    return found


alliance = [
    path("balance/", balances, name="balance"),
    path("balance/<slug:pool>/", pool, name="balance_pool"),
]
