"""One wave: answering it while it is open, counting it, and what it showed.

Two addresses do the two halves of an answer. `token`, for who is signed in, signs what the browser has blinded.
`answers` is for nobody: it knows no session, sets no cookie, refuses a request that brings one, and is in no log.
"""

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from paripassu.alliance.refusals import Refused
from paripassu.alliance.surveys import WHAT_LIMIT, sides, waves
from paripassu.alliance.surveys.waves import Wave, is_open
from paripassu.keeper import acts
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.surveys import comments, counting, issuing
from paripassu.keeper.surveys.casting import SIZE, cast
from paripassu.web import asking, clock, feelings, following, results
from paripassu.web.checkable import checkable
from paripassu.web.environment import said
from paripassu.web.pages.surveys import questions, usual, wave_of
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

BLINDED_LIMIT = 1_000


@seated
def wave(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The questions while the wave is open, then the way to count it, then the result."""
    shown = wave_of(sitting, index)
    survey = waves.survey_of(sitting.alliance, shown)
    asked = sitting.person in shown.people("")
    context = {
        "wave": shown,
        "survey": survey,
        "asked": asked,
        "questions": questions(sitting, shown),
        "open": is_open(shown, clock.now()),
        **usual(sitting),
    }
    if shown.closed is None:
        token = asked and issuing.has_token(sitting, index)
        return render(request, "surveys/answer.html", {**context, "token": token, **_told(request, sitting, shown)})
    if counting.left_over(sitting.slug, shown):
        counting.forget(sitting.slug, shown)
    context |= {
        "rows": results.rows(sitting.alliance, shown),
        "unanswered": waves.unanswered(sitting.alliance, shown),
        "names": [sitting.alliance.parties.name(party) for party in sorted(shown.panel)],
        "margins": results.margins(sitting.alliance, shown),
        "facets": feelings.of_wave(shown, questions(sitting, shown)),
        "openly": sides.of_wave(sitting.alliance, index),
        "sealed": sides.ready(sitting.alliance, shown, clock.now()),
        **_comments(sitting, shown),
        "followed": following.followed(sitting.alliance, shown, clock.now()),
        "before": following.before(sitting.alliance, shown, clock.now()),
        "next_day": following.next_day(sitting.alliance, shown),
    }
    return render(request, "surveys/result.html", context)


def _comments(sitting: Sitting, shown: Wave) -> dict[str, object]:
    """The comments of a counted wave; none, and said so, where they are not those that the record speaks of."""
    try:
        return {"comments": comments.shown(sitting.slug, shown, clock.now()), "comments_moved": False}
    except Refused:
        return {"comments": [], "comments_moved": True}


def _told(request: HttpRequest, sitting: Sitting, shown: Wave) -> dict[str, object]:
    """What is said before anybody answers, in figures, and the questions as they are put."""
    least = waves.survey_of(sitting.alliance, shown).fact.least
    own = len(shown.panel.get(sitting.seat.party, ()))
    asked = questions(sitting, shown)
    code = asking.chosen(request, asked)
    return {
        "least": least,
        "own_people": own,
        "too_few": own < least,
        "size": SIZE,
        "comment_limit": comments.LIMIT,
        "put": asking.put(asked, code),
        "languages": asking.offered(asked, code),
    }


# --- answering ---


@require_POST
@seated
def token(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The host's signature on what the browser has blinded, as base64."""
    shown = wave_of(sitting, index)
    try:
        blinded = base64.b64decode(request.POST.get("blinded", "")[:BLINDED_LIMIT], validate=True)
        return JsonResponse({"signature": base64.b64encode(issuing.issue(sitting, shown.index, blinded)).decode()})
    except ValueError:  # no base64, or no ASCII at all
        return JsonResponse({"code": "token_unfit", "refused": _("This cannot be signed.")}, status=400)
    except Refused as refusal:
        return JsonResponse({"code": refusal.code, "refused": said(refusal)}, status=409)


@require_safe
@seated
def proof(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The entry that opened the wave with the proof that it is in the record: what the browser checks keys against."""
    return checkable(request, sitting, wave_of(sitting, index).index)


@csrf_exempt
@require_POST
def answers(request: HttpRequest, slug: str, index: int) -> HttpResponse:
    """Take an answer of nobody in particular. What is refused is said in words, and nothing of it is logged."""
    if request.COOKIES:
        sentence = _("This came with a cookie, which could say who you are. It was not read. Nothing was kept.")
        return _unlogged(JsonResponse({"code": "sent_with_cookies", "refused": sentence}, status=400))
    try:
        cast(slug, index, request.read(SIZE + 1))
    except Refused as refusal:
        return _unlogged(JsonResponse({"code": refusal.code, "refused": said(refusal)}, status=409))
    return JsonResponse({"taken": True})


def _unlogged(response: JsonResponse) -> JsonResponse:
    """The same answer, of which Django writes no line with its moment into the log."""
    setattr(response, "_has_been_logged", True)  # noqa: B010 - Django asks for this name, and does not declare it
    return response


# --- counting, and what follows ---


@seated(page=wave)
def do(request: HttpRequest, sitting: Sitting, index: int, act: str) -> HttpResponse:
    """Count the answers once the time is over, or say that nothing follows, and why."""
    shown, typed = wave_of(sitting, index), Typed(request)
    if act == "count":
        counting.count(sitting, shown.index, key=typed.key)
        _unsealed(sitting, shown, typed.key)
        messages.success(request, _("Counted. Keys, tokens and single answers are deleted."))
    elif act == "unseal":
        _unsealed(sitting, shown, typed.key)
        messages.success(request, _("Opened."))
    elif act == "no-action":
        because = typed.text("because", _("The reason"), limit=WHAT_LIMIT)
        typed.check()
        acts.record(sitting, waves.state_no_action, key=typed.key, wave=shown.index, because=because)
        messages.success(request, _("Recorded."))
    else:
        raise NotHere(act)
    return redirect("wave", sitting.slug, shown.index)


def _unsealed(sitting: Sitting, shown: Wave, key: str) -> None:
    """Put before all what organisations have answered under seal; nothing happens where there is nothing."""
    sealed = sides.ready(sitting.alliance, shown, clock.now())
    if sealed:
        acts.open_sealed(sitting, sealed, key=f"{key}:open")


site = [path("answers/<slug:slug>/<int:index>/", answers, name="answers")]
alliance = [
    path("surveys/waves/<int:index>/", wave, name="wave"),
    path("surveys/waves/<int:index>/token/", token, name="wave_token"),
    path("surveys/waves/<int:index>/proof/", proof, name="wave_proof"),
    path("surveys/waves/<int:index>/<slug:act>/", do, name="wave_act"),
]
