"""Surveys: what everybody is asked, agreed by all; proposing one, answering a proposal, and opening a wave."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from paripassu.alliance import surveys as rules
from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import Survey, awaited, waves
from paripassu.alliance.surveys.instruments import Question, library
from paripassu.alliance.surveys.waves import Wave, electorate, is_open, may_ask, too_small
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.surveys import issuing
from paripassu.web import clock, surveyed
from paripassu.web.asking import own_question
from paripassu.web.pages.ledger import in_force, takes_part
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

OWN_LIMIT = 3_000
ACTS = ("agree", "decline", "withdraw", "open")


class Line(NamedTuple):
    """A survey where several stand below each other, with its waves, newest first."""

    survey: Survey
    court: tuple[str, ...]
    waves: tuple[Wave, ...]


def usual(sitting: Sitting) -> dict[str, Any]:
    """What all pages of this practice use."""
    partner = takes_part(sitting)
    quiet = sitting.seat.party in sitting.alliance.membership.silent
    return {
        "takes_part": partner,
        "manages": partner and sitting.seat.role != "member" and not quiet,
        "words": surveyed,
        "now": clock.now(),
        "is_open": is_open,
    }


def line(sitting: Sitting, survey: Survey) -> Line:
    """A survey with its waves."""
    found = [each for each in sitting.alliance.surveys.waves.values() if each.fact.survey == survey.index]
    court = awaited(sitting.alliance, survey) if survey.pending else ()
    return Line(survey, court, tuple(found[::-1]))


@seated
@in_force
def surveys(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """All surveys: those in force, those proposed, and those that are over."""
    found = [line(sitting, each) for each in list(sitting.alliance.surveys.by_index.values())[::-1]]
    context = {
        "held": [each for each in found if each.survey.in_force],
        "proposed": [each for each in found if each.survey.pending],
        "over": [each for each in found if not each.survey.in_force and not each.survey.pending],
        "people": sum(map(len, electorate(sitting.alliance).values())),
        **usual(sitting),
    }
    return render(request, "surveys/surveys.html", context)


# --- proposing ---


@seated
@in_force
def new(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The form; a POST proposes a survey and shows it."""
    if request.method == "POST":
        return _propose(request, sitting)
    standing = [each for each in sitting.alliance.surveys.by_index.values() if each.in_force]
    replaces = [(str(each.index), each.fact.title) for each in standing]
    context = {"library": list(library().values()), "replaces": replaces, "rules": rules, **usual(sitting)}
    return render(request, "surveys/new.html", context)


def _propose(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    typed = Typed(request)
    name = typed.choice("instrument", _("The questions"), ["", *library()])
    fields = {
        "title": typed.text("title", _("The name"), limit=rules.TITLE_LIMIT),
        "instrument": name,
        "questions": (*(library()[name].questions if name else ()), *_own(typed)),
        "least": typed.whole("least", _("The least number of answers")),
        "days": typed.whole("days", _("The days")),
        "reason": typed.text("reason", _("The reason"), required=False, limit=rules.WHAT_LIMIT),
        "replaces": typed.whole("replaces", _("The survey")) if request.POST.get("replaces") else None,
        "comments": typed.whole("comments", _("The comments")) if request.POST.get("comments") else 0,
        "pooled": request.POST.get("pooled") == "yes",
    }
    typed.check()
    [recorded] = acts.record(sitting, rules.propose, key=typed.key, **fields)
    messages.success(request, _("Proposed. Nobody is asked before all have agreed."))
    return redirect("survey", sitting.slug, recorded.index)


def _own(typed: Typed) -> list[Question]:
    """One's own questions: each line one, answered by how true it is; see `asking.own_question`."""
    text = typed.text("own", _("Your own questions"), required=False, limit=OWN_LIMIT)
    lines = [each.strip() for each in text.splitlines() if each.strip()]
    return [own_question(typed, place, each) for place, each in enumerate(lines, 1)]


# --- one survey ---


def found(sitting: Sitting, index: int) -> Survey:
    """The survey of an address. NotHere when there is none."""
    if index not in sitting.alliance.surveys.by_index:
        raise NotHere(str(index))
    return sitting.alliance.surveys.survey(index)


@seated
@in_force
def survey(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """One survey: what it asks, under which rules, who has agreed, and its waves."""
    shown = found(sitting, index)
    context = {
        "line": line(sitting, shown),
        "survey": shown,
        "instrument": library().get(shown.fact.instrument),
        "own": sitting.seat.party == shown.party,
        "yours": sitting.seat.party in line(sitting, shown).court,
        "why_not": _why_not(sitting, shown),
        "panel": [(p, people, _roles(sitting, p)) for p, people in sorted(electorate(sitting.alliance).items())],
        "small": too_small(sitting.alliance, shown),
        **usual(sitting),
    }
    return render(request, "surveys/survey.html", context)


def _roles(sitting: Sitting, party: str) -> list[tuple[str, int]]:
    """How many people of a party sit in each role: whom its answers come from."""
    seats = [seat.role for seat in sitting.alliance.parties.people(party)]
    return [(role, seats.count(role)) for role in ("manager", "sponsor", "member")]


def _why_not(sitting: Sitting, shown: Survey) -> Refused | None:
    """Why no wave can be opened now; None when one can."""
    try:
        may_ask(sitting.alliance, shown, clock.now())
    except Refused as refusal:
        return refusal
    return None


@seated(page=survey)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Answer a proposal, take it back, or open a wave."""
    if act not in ACTS:
        raise NotHere(act)
    shown, typed = found(sitting, index), Typed(request)
    if act == "open":
        wave = issuing.open_wave(sitting, shown.index, key=typed.key)
        messages.success(
            request, _("The wave is open. Everybody who is asked finds it here; nobody sees who has answered.")
        )
        return redirect("wave", sitting.slug, wave.index)
    fields: dict[str, Any] = {"survey": shown.index}
    if act != "agree":
        fields["reason"] = typed.text("reason", _("The reason"), limit=rules.WHAT_LIMIT)
    typed.check()
    acts.record(sitting, getattr(rules, act), key=typed.key, **fields)
    messages.success(request, _("Recorded."))
    return redirect("survey", sitting.slug, shown.index)


def wave_of(sitting: Sitting, index: int) -> Wave:
    """The wave of an address. NotHere when there is none."""
    if index not in sitting.alliance.surveys.waves:
        raise NotHere(str(index))
    return sitting.alliance.surveys.wave(index)


def questions(sitting: Sitting, wave: Wave) -> tuple[Question, ...]:
    """What a wave asks."""
    return waves.questions_of(sitting.alliance, wave)


alliance = [
    path("surveys/", surveys, name="surveys"),
    path("surveys/new/", new, name="survey_new"),
    path("surveys/<int:index>/", survey, name="survey"),
    path("surveys/<int:index>/<slug:act>/", do, name="survey_act"),
]
