"""Principles: what the partners expect of each other, how it goes, and the life of each principle."""

from collections.abc import Iterable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy

from paripassu.alliance.agreement.difference import pieces
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.principles import lives, turns
from paripassu.alliance.principles.lives import Count, Life
from paripassu.alliance.principles.observations import OPEN, Observation, Standing, standing
from paripassu.keeper.access import NotHere, Sitting
from paripassu.web import clock, feelings, linked, observed, traces
from paripassu.web.measured import figures_of, shown
from paripassu.web.navigation import address
from paripassu.web.pages.ledger import takes_part
from paripassu.web.seated import View, seated
from paripassu.web.typed import words

ROWS = 30
STRAINED: tuple[Standing, ...] = (*OPEN, "passed_on", "settled")
YOURS = gettext_lazy("In the court of your party")
FILTERS: dict[str, tuple[Lazy, tuple[Standing, ...]]] = {
    "kept": (gettext_lazy("Kept"), ("kept",)),
    "strained": (gettext_lazy("Strained, all"), STRAINED),
    "open": (gettext_lazy("Strained and open"), OPEN),
    "passed_on": (gettext_lazy("Strained, in a conflict"), ("passed_on",)),
    "settled": (gettext_lazy("Strained and settled"), ("settled",)),
    "withdrawn": (gettext_lazy("Taken back"), ("withdrawn",)),
}


class Line(NamedTuple):
    """An observation where many stand below each other: where it stands, its principle, and whose turn it is."""

    observation: Observation
    stands: Standing
    principle: Principle
    court: tuple[str, ...]


class Held(NamedTuple):
    """A principle with what was observed of it, all parties together; taken back is not among it."""

    life: Life
    kept: int
    strained: int
    open: int


class Worded(NamedTuple):
    """The words of a principle from a version on, in pieces against those before; none from where it was left out."""

    version: int
    since: Any
    words: Principle | None
    name: tuple[tuple[str, str], ...]
    text: tuple[tuple[str, str], ...]
    came: tuple[str, ...]
    went: tuple[str, ...]


def in_force(view: View) -> View:
    """The view; while no agreement is in force, a page that says what has to happen first."""

    @wraps(view)
    def answered(request: HttpRequest, sitting: Sitting, **kwargs: Any) -> HttpResponse:
        if sitting.alliance.agreement.versions:
            return view(request, sitting, **kwargs)
        return render(request, "principles/before.html", {"agreement": address("agreement", sitting.slug)})

    return answered


# --- all principles ---


@seated
@in_force
def principles(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All principles with what was observed of them, and how often each party was seen to keep or strain one."""
    alliance, found = sitting.alliance, lives.lives(sitting.alliance)
    counts = sorted(lives.counts(alliance), key=lambda each: alliance.parties.name(each.party))
    context = {
        "held": [_held(alliance, each) for each in found if each.in_force],
        "before": [_held(alliance, each) for each in found if not each.in_force],
        "counts": counts,
        "observed": any(count.kept or count.strained for count in counts),
        "traces": traces.traces(alliance, clock.now().date()),
        "quarter_rows": _by_quarter(alliance),
        "yours": len([each for each in lines(alliance) if sitting.seat.party in each.court]),
        "newest": lines(alliance)[:5],
        "figures": figures_of(sitting, "norms"),
        **_climate(sitting),
        "editable": address("agreement", sitting.slug),
        **usual(sitting),
    }
    return render(request, "principles/principles.html", context)


def _climate(sitting: Sitting) -> dict[str, Any]:
    """How often each side sees the habits of partners, and what it misses most, as far as a survey has asked."""
    now = clock.now()
    found = feelings.known(sitting, now)
    missed = [one for (name, _about), one in found.items() if name == "norm_shortfall"]
    topics = feelings.topics(sitting, found, now, ("felt_norms",))
    return {"climate": topics, "missed": shown(sitting, missed), "feelings": feelings}


def _by_quarter(alliance: Alliance) -> list[tuple[date, Count]]:
    """A row for each quarter and party, the newest quarter first, the parties of each by name."""
    return [
        (quarter.first, count)
        for quarter in lives.quarters(alliance)
        for count in sorted(quarter.counts, key=lambda each: alliance.parties.name(each.party))
    ]


def _held(alliance: Alliance, life: Life) -> Held:
    stands = [standing(alliance, each) for each in life.observations]
    return Held(life, stands.count("kept"), *(sum(each in group for each in stands) for group in (STRAINED, OPEN)))


def usual(sitting: Sitting) -> dict[str, Any]:
    """What all pages of this practice use."""
    return {
        "takes_part": takes_part(sitting),
        "may_observe": takes_part(sitting) and sitting.seat.party not in sitting.alliance.membership.silent,
        "standings": observed.STANDINGS,
        "chips": observed.CHIPS,
    }


def lines(alliance: Alliance, observations: Iterable[Observation] | None = None) -> list[Line]:
    """Observations as they stand now, newest first."""
    found = alliance.principles.by_index.values() if observations is None else observations
    last = {each.id: each.words for each in lives.lives(alliance)}
    rows = [
        Line(each, standing(alliance, each), last[each.fact.principle], turns.court(alliance, each)) for each in found
    ]
    return rows[::-1]


# --- observations ---


@seated
@in_force
def observations(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The observations that are asked for, newest first."""
    asked = words(request, of="", by="", principle="", stands="", quarter="")
    alliance = sitting.alliance
    found = [each for each in lines(alliance) if _fits(each, asked, sitting.seat.party)]
    query = urlencode({name: text for name, text in asked.items() if text})
    context = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "count": len(found),
        "any": bool(alliance.principles.by_index),
        "asked": asked,
        "query": f"&{query}" if query else "",
        "parties": sorted(((id_, alliance.parties.name(id_)) for id_ in _parties(alliance)), key=lambda pair: pair[1]),
        "principles": [(each.id, each.words.name) for each in lives.lives(alliance)],
        "filters": [("yours", YOURS), *((name, word) for name, (word, _stands) in FILTERS.items())],
        **usual(sitting),
    }
    return render(request, "principles/observations.html", context)


def _parties(alliance: Alliance) -> set[str]:
    return {count.party for count in lives.counts(alliance)}


def _fits(line: Line, asked: dict[str, str], party: str) -> bool:
    fact = line.observation.fact
    fitting = FILTERS.get(asked["stands"], ("", (line.stands,)))[1]
    return (
        asked["of"] in ("", fact.of)
        and asked["by"] in ("", line.observation.party)
        and asked["principle"] in ("", fact.principle)
        and (party in line.court if asked["stands"] == "yours" else line.stands in fitting)
        and asked["quarter"] in ("", _quarter(fact.on))
    )


def _quarter(day: date) -> str:
    return lives.quarter(day).isoformat()


# --- one principle ---


@seated
@in_force
def principle(request: HttpRequest, sitting: Sitting, id_: str) -> HttpResponse:
    """The life of one principle: its words and how they changed, what was observed, and what cites it."""
    alliance = sitting.alliance
    try:
        life = lives.life(alliance, id_)
    except LookupError as nothing:
        raise NotHere(id_) from nothing
    counts: tuple[Count, ...] = lives.counts(alliance, life.observations)
    context = {
        "life": life,
        "wordings": _worded(life)[::-1],
        "lines": lines(alliance, life.observations),
        "counts": sorted(counts, key=lambda each: alliance.parties.name(each.party)),
        "cited_by": linked.things(sitting, life.cited_by),
        "tabled": _tabled(alliance, life),
        **usual(sitting),
    }
    return render(request, "principles/principle.html", context)


def _worded(life: Life) -> list[Worded]:
    """Each wording against the one before it that said something."""
    found, before = [], Principle("", "")
    for number, since, held in life.wordings:
        now = held or before
        seen, was = [[one.text for one in each.behaviours] for each in (now, before)]
        came, went = tuple(one for one in seen if one not in was), tuple(one for one in was if one not in seen)
        changed = pieces(before.name, now.name), pieces(before.text, now.text)
        found.append(Worded(number, since, held, *changed, came, went))
        before = now
    return found


def _tabled(alliance: Alliance, life: Life) -> str:
    """What the text on the table does with a principle: change or drop; empty when nothing."""
    draft = alliance.agreement.draft
    if draft is None or not life.in_force:
        return ""
    held = next((each for each in draft.terms.principles if each.id == life.id), None)
    if held is None:
        return "drop"
    return "" if held == life.words else "change"


alliance = [
    path("principles/", principles, name="principles"),
    path("principles/observations/", observations, name="observations"),
    path("principles/<slug:id_>/", principle, name="principle"),
]
