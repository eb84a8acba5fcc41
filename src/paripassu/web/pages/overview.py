"""The home of an alliance: what needs you, what waits for whom, how each pool stands, and what has happened."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from paripassu.alliance.agreement.terms import Pool
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.parties.membership import voices
from paripassu.keeper import reads, visits, workings
from paripassu.keeper.access import Sitting
from paripassu.keeper.records import Kept
from paripassu.measures.balance import balance
from paripassu.measures.bands import Level
from paripassu.web import clock, warned, weighing
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

MOST_HELD = 200
"""Alliances of which the lines about the pools are kept until their records grow."""


class PoolLine(NamedTuple):
    """How a pool stands: the kind and the word of its chip, and the page with all about it."""

    weighed: Weighed
    kind: str
    word: Promise
    url: str


_held: dict[str, tuple[Kept, tuple[int, date, str], list[PoolLine]]] = {}


@seated
def overview(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The same page for everybody, but for the first part, which is what needs the reader."""
    alliance, slug = sitting.alliance, sitting.slug
    waits, moment = tasks(sitting), clock.now()
    before = visits.seen_before(sitting, moment)
    partners = voices(alliance) if alliance.agreement.versions else alliance.parties.partners
    context = {
        "yours": tasks_of_reader(sitting) + _unfinished(sitting),
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
    kept, slug, terms = sitting.kept, sitting.slug, sitting.alliance.agreement.in_force
    asked = (sitting.alliance.size, moment.date(), get_language() or "")
    held = _held.get(slug)
    if held is None or held[0] is not kept or held[1] != asked:
        pools = sorted(terms.pools, key=lambda pool: (pool.name, pool.id)) if terms else ()
        held = _held[slug] = (kept, asked, [_pool_line(slug, sitting.alliance, pool, moment) for pool in pools])
        while len(_held) > MOST_HELD:
            _held.pop(next(iter(_held)), None)
    return held[2]


def _pool_line(slug: str, alliance: Alliance, pool: Pool, moment: datetime) -> PoolLine:
    """A pool since the beginning, by the word for the party that is farthest from its due."""
    shown = weighing.weighed(alliance, balance(alliance, pool.id, at=moment))
    levels = {standing.level for standing in shown.rows}
    word: Level = next((level for level in WORST_FIRST if level in levels), "not enough")
    return PoolLine(shown, weighing.CHIPS.get(word, ""), weighing.LEVELS[word], address("balance_pool", slug, pool.id))


alliance = [path("", overview, name="overview")]
