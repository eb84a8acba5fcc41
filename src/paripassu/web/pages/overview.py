"""The home of an alliance: what needs you, what waits for whom, how each pool stands, and what has happened."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.alliance import Alliance
from paripassu.alliance.terms import Pool
from paripassu.keeper import reads, workings
from paripassu.keeper.access import Sitting
from paripassu.measures.balance import balance
from paripassu.measures.standings import Picture, Standing
from paripassu.web.environment import number
from paripassu.web.navigation import address
from paripassu.web.postings import names
from paripassu.web.seated import seated
from paripassu.web.sentences import News, news
from paripassu.web.waiting import Task, tasks

ENTRIES_READ = 40
NEWS_SHOWN = 12
LAST_DAYS = timedelta(days=14)
VISIT_ENDS = timedelta(minutes=30)
"""Who comes back after this long visits anew; until then the same things stay new to them."""


class PoolLine(NamedTuple):
    """How a pool stands, in one line: its chip (kind and word), the sentence, and the page with the whole picture."""

    pool: Pool
    kind: str
    word: str
    text: str
    url: str


@seated
def overview(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The same page for everybody, but for the first part, which is what needs the reader."""
    alliance, slug = sitting.alliance, sitting.slug
    waits = tasks(sitting)
    moment = datetime.now(UTC)
    before = _seen_before(request, sitting, moment)
    context = {
        "yours": [task for task in waits if task.party == sitting.seat.party] + _unfinished(sitting),
        "waits": waits,
        "idle": [party for party in alliance.parties.partners if party not in {task.party for task in waits}],
        "empty_seats": [party for party in alliance.parties.partners if not alliance.parties.people(party)],
        "lines": [_pool_line(slug, alliance, pool) for pool in _pools(alliance)],
        "news": [(each, _is_new(each, before, moment)) for each in _news(sitting)],
        "returning": before is not None,
        "names": reads.names(sitting),
        "versions": alliance.agreement.versions,
        "draft": alliance.agreement.draft,
        "agreement": address("agreement", slug),
        "record": address("record", slug),
    }
    return render(request, "overview/overview.html", context)


def _unfinished(sitting: Sitting) -> list[Task]:
    """The party's own text that it has not tabled; nobody else sees that there is one."""
    if workings.working(sitting) is None:
        return []
    text = _("Go on with your unfinished text of the agreement. Only your party sees it.")
    return [Task(sitting.seat.party, text, address("agreement", sitting.slug), None)]


# --- what has happened ---


def _news(sitting: Sitting) -> list[News]:
    """The newest facts in sentences, newest first."""
    told: list[News] = []
    people, stop = reads.names(sitting), sitting.alliance.size
    while stop > 0 and len(told) < NEWS_SHOWN:
        entries = reads.entries(sitting, stop - ENTRIES_READ, stop)
        facts = [entry.recorded for entry in entries if entry.recorded is not None]
        batch = news(sitting.slug, sitting.alliance, facts, people)
        told += reversed(batch)
        stop = min([stop - ENTRIES_READ, *(each.first for each in batch)])
    return told[:NEWS_SHOWN]


def _seen_before(request: HttpRequest, sitting: Sitting, moment: datetime) -> int | None:
    """How many entries the record had at the end of the last visit; None when this browser was never here.

    Without a last visit, what is of the last days counts as new.
    """
    size = sitting.alliance.size
    visits: dict[str, Any] = request.session.get("visits", {})
    last = visits.get(sitting.slug)
    before = None if last is None else last["before"]
    if last is not None and moment - datetime.fromisoformat(last["at"]) > VISIT_ENDS:
        before = last["size"]
    visits[sitting.slug] = {"before": before, "size": size, "at": moment.isoformat()}
    request.session["visits"] = visits
    return before


def _is_new(told: News, before: int | None, moment: datetime) -> bool:
    """Whether a piece of news is new to somebody who had seen the first `before` entries."""
    return moment - told.at < LAST_DAYS if before is None else told.first >= before


# --- how the pools stand ---


def _pools(alliance: Alliance) -> tuple[Pool, ...]:
    terms = alliance.agreement.in_force
    return terms.pools if terms else ()


def _pool_line(slug: str, alliance: Alliance, pool: Pool) -> PoolLine:
    """A pool since the beginning: the lower side first, and its gap."""
    picture = balance(alliance, pool.id, at=datetime.now(UTC)).cumulative
    url = address("balance", slug)
    if not picture.lowest:
        return PoolLine(pool, "", _("Not enough to say"), picture.why or _("No party has a return coefficient."), url)
    kind, word = _word(picture, pool)
    return PoolLine(pool, kind, word, _standing(alliance, pool, picture), url)


def _word(picture: Picture, pool: Pool) -> tuple[str, str]:
    levels = {standing.level for standing in picture.standings.values()}
    if "severe" in levels:
        return "refused", _("Far outside the band")
    return ("wait", _("Outside the band")) if "watch" in levels else ("done", _("In the band"))


def _standing(alliance: Alliance, pool: Pool, picture: Picture) -> str:
    lowest = picture.lowest
    fields = {
        "who": names(alliance, (standing.party for standing in lowest)),
        "coefficient": number(_coefficient(lowest[0]), 2),
        "gap": f"{number(abs(lowest[0].agreed.gap or Decimal(0)), 0)} {pool.unit}",
        "band": f"{number(pool.low)} – {number(pool.high)}",
    }
    if not lowest[0].agreed.gap:
        return _("Every party received what the agreed rule gives it.")
    if len(lowest) > 1:
        return _("Lowest: %(who)s, each with %(coefficient)s of what the agreed rule gives (band %(band)s).") % fields
    text = _("Lowest: %(who)s, with %(coefficient)s of what the agreed rule gives (band %(band)s): %(gap)s less.")
    return text % fields


def _coefficient(standing: Standing) -> Decimal:
    assert standing.agreed.coefficient is not None
    return standing.agreed.coefficient


alliance = [path("", overview, name="overview")]
