"""The home of an alliance: what needs you, what waits for whom, how each pool stands, and what has happened."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from paripassu.alliance.parties.membership import voices
from paripassu.keeper import reads, visits, workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns import listening
from paripassu.measures.balance import Balance
from paripassu.measures.bands import Level
from paripassu.web import clock, warned, weighing
from paripassu.web.balances import balances
from paripassu.web.held import Held, grown
from paripassu.web.navigation import address
from paripassu.web.seated import seated
from paripassu.web.sentences import News, news
from paripassu.web.waiting import Task, coming, tasks, tasks_of_reader
from paripassu.web.weighing import Weighed

ENTRIES_READ = 40
NEWS_SHOWN = 8
LAST_DAYS = timedelta(days=14)
COMING_SHOWN = 8

WORST_FIRST: tuple[Level, ...] = ("severe", "watch", "inside")


class PoolLine(NamedTuple):
    """How a pool stands: the kind and the word of its chip, and the page with all about it."""

    weighed: Weighed
    kind: str
    word: Promise
    url: str


_lines: Held[list[PoolLine]] = Held()


@seated
def overview(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The same page for everybody, but for the first part, which is what needs the reader."""
    alliance, slug = sitting.alliance, sitting.slug
    waits, moment = tasks(sitting), clock.now()
    before = visits.seen_before(sitting, moment)
    partners = voices(alliance) if alliance.agreement.versions else alliance.parties.partners
    context = {
        "yours": tasks_of_reader(sitting) + _unfinished(sitting) + _in_confidence(sitting, moment),
        "courts": {party: list(group) for party, group in groupby(waits, key=lambda task: task.party)},
        "idle": [party for party in partners if party not in {task.party for task in waits}],
        "empty_seats": [party for party in partners if not alliance.parties.people(party)],
        "lines": _pool_lines(sitting, moment),
        "alarms": warned.lit(sitting, moment),
        "next": coming(sitting)[:COMING_SHOWN],
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


def _in_confidence(sitting: Sitting, moment: datetime) -> list[Task]:
    """That something was written to the reader in confidence and waits, without a word of it; nobody else sees it."""
    days = listening.waiting(sitting, moment)
    text = _("What was written to you in confidence waits.")
    return [Task(sitting.seat.party, text, address("concerns_written", sitting.slug), None, days[0])] if days else []


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


def _is_new(told: News, before: int | None, moment: datetime) -> bool:
    """Whether a piece of news is new to somebody who had seen the first `before` entries."""
    return moment - told.at < LAST_DAYS if before is None else told.first >= before


# --- how the pools stand ---


def _pool_lines(sitting: Sitting, moment: datetime) -> list[PoolLine]:
    """How every pool stands; reckoned anew only when the record has grown, or another day has come."""
    return _lines.of(sitting, grown(sitting, moment), lambda: _reckoned(sitting, moment))


def _reckoned(sitting: Sitting, moment: datetime) -> list[PoolLine]:
    found = balances(sitting, moment).values()
    by_name = sorted(found, key=lambda balance: (balance.pool.name, balance.pool.id))
    return [_pool_line(sitting, balance) for balance in by_name]


def _pool_line(sitting: Sitting, balance: Balance) -> PoolLine:
    """A pool since the beginning, by the word for the party that is farthest from its due."""
    shown = weighing.weighed(sitting.alliance, balance)
    levels = {standing.level for standing in shown.rows}
    word: Level = next((level for level in WORST_FIRST if level in levels), "not enough")
    url = address("balance_pool", sitting.slug, balance.pool.id)
    return PoolLine(shown, weighing.CHIPS.get(word, ""), weighing.LEVELS[word], url)


alliance = [path("", overview, name="overview")]
