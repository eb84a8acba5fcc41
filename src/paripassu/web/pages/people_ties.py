"""Ties between people across the organisations: a map, the same as a table, and what was noted by hand."""

from datetime import datetime
from math import cos, pi, sin
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance.parties import ties as acting
from paripassu.alliance.parties.ties import How, Tie
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.measures.network import Leaving, leavings, web
from paripassu.web import arranged
from paripassu.web.clock import now
from paripassu.web.measured import figures_of
from paripassu.web.seated import seated
from paripassu.web.seating import common, people_of
from paripassu.web.typed import Typed

WIDTH, HEIGHT = 640, 420
MOST_DRAWN = 60
"""People in the picture: with more it says less than the table."""

NOTED_SHOWN = 20
ROWS = 50


class Point(NamedTuple):
    """A person in the picture, and on which side of the point the name stands."""

    person: str
    party: str
    x: float
    y: float
    anchor: str


class Stroke(NamedTuple):
    """A tie in the picture; a stale one is dashed."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    stale: bool


@seated
def ties(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Who knows whom, which ties are thin, and the form to note one."""
    alliance, moment = sitting.alliance, now()
    found, old = acting.living(alliance), {tie.people for tie in acting.stale(alliance, moment)}
    points = _points(sitting)
    context = {
        **common(sitting),
        "ties": Paginator([(tie, tie.people in old) for tie in found], ROWS).get_page(request.GET.get("page")),
        "threads": acting.single_threads(alliance, moment),
        "points": points,
        "strokes": _strokes(points, found, old),
        "size": (WIDTH, HEIGHT),
        "stale_days": acting.STALE,
        "others": _others(sitting),
        "hows": arranged.HOWS.items(),
        "noted": alliance.ties.noted[: -NOTED_SHOWN - 1 : -1],
        "today": moment.date(),
        "parties": alliance.parties,
        "figures": figures_of(sitting, "ties"),
        "leavings": own_leavings(sitting, moment),
    }
    return render(request, "people/ties.html", context)


def own_leavings(sitting: Sitting, moment: datetime) -> list[Leaving]:
    """What the leaving of each person would cut, of the reader's own organisation alone: nobody else reads it."""
    return [one for one in leavings(web(sitting.alliance, moment)) if one.party == sitting.party.id]


def _others(sitting: Sitting) -> list[tuple[str, list[tuple[str, str]]]]:
    """People whom the reader can have met, party by party."""
    parties = sorted(sitting.alliance.parties.by_id.values(), key=lambda party: party.name)
    groups = [
        (party.id, [pair for pair in people_of(sitting, party.id) if pair[0] != sitting.person]) for party in parties
    ]
    return [(party, people) for party, people in groups if people]


def _points(sitting: Sitting) -> list[Point]:
    """People around a ring, those of one party together, so that every side has its arc."""
    parties = sorted(sitting.alliance.parties.by_id.values(), key=lambda party: party.name)
    people = [(person, party.id) for party in parties for person, _name in people_of(sitting, party.id)][:MOST_DRAWN]
    points = []
    for place, (person, party) in enumerate(people):
        turn = 2 * pi * (place + 0.5) / len(people) - pi / 2
        x, y = WIDTH / 2 + 150 * cos(turn), HEIGHT / 2 + 165 * sin(turn)
        points.append(Point(person, party, round(x, 1), round(y, 1), "start" if x >= WIDTH / 2 else "end"))
    return points


def _strokes(points: list[Point], found: list[Tie], old: set[tuple[str, str]]) -> list[Stroke]:
    at = {point.person: point for point in points}
    return [
        Stroke(at[one].x, at[one].y, at[other].x, at[other].y, min(1 + tie.contacts / 4, 6), tie.people in old)
        for tie in found
        for one, other in [tie.people]
        if one in at and other in at
    ]


@seated(page=ties)
def note(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Note that the reader met somebody of another party."""
    typed = Typed(request)
    people = typed.chosen("people", [person for _party, group in _others(sitting) for person, _name in group])
    if not people:
        typed.find("people", _("Tick whom you met."))
    on, what = typed.day("on", _("The day")), typed.text("what", _("What it was about"), required=False, limit=300)
    chosen = typed.choice("how", _("How you met"), list(arranged.HOWS))
    typed.check()
    how: How = next(each for each in arranged.HOWS if each == chosen)
    acts.record(sitting, acting.note_interaction, key=typed.key, people=people, on=on, how=how, what=what)
    messages.success(request, _("Noted."))
    return redirect("ties", sitting.slug)


alliance = [
    path("people/ties/", ties, name="ties"),
    path("people/ties/note/", note, name="ties_note"),
]
