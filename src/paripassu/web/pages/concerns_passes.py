"""Passes for speaking without a name: the next period opened, and the pass of whoever is signed in, signed blindly."""

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from paripassu.alliance.concerns import periods
from paripassu.alliance.refusals import Refused
from paripassu.keeper.access import NotHere, Sitting
from paripassu.keeper.concerns import passes
from paripassu.web import clock
from paripassu.web.checkable import checkable
from paripassu.web.environment import said
from paripassu.web.pages.concerns import concerns
from paripassu.web.seated import seated
from paripassu.web.typed import Typed

BLINDED_LIMIT = 1_000


@seated(page=concerns)
def open_next(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Open the next period."""
    passes.open_next(sitting, key=Typed(request).key)
    messages.success(request, _("Opened. Each browser gets its pass with the next page it opens here."))
    return redirect("concerns", sitting.slug)


@require_POST
@seated
def sign(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The host's signature on what the browser has blinded, as base64."""
    try:
        blinded = base64.b64decode(request.POST.get("blinded", "")[:BLINDED_LIMIT], validate=True)
        signature = passes.issue(sitting, index, blinded, clock.now())
    except ValueError:  # no base64, or no ASCII at all
        return JsonResponse({"code": "token_unfit", "refused": _("This cannot be signed.")}, status=400)
    except Refused as refusal:
        return JsonResponse({"code": refusal.code, "refused": said(refusal)}, status=409)
    return JsonResponse({"signature": base64.b64encode(signature).decode()})


@require_safe
@seated
def proof(request: HttpRequest, sitting: Sitting, index: int) -> HttpResponse:
    """The entry that opened a period, with what a browser needs to check the key by itself."""
    if periods.period(sitting.alliance, index) is None:
        raise NotHere(str(index))
    return checkable(request, sitting, index)


alliance = [
    path("concerns/period/", open_next, name="concerns_open"),
    path("concerns/period/<int:index>/pass/", sign, name="concerns_pass"),
    path("concerns/period/<int:index>/proof/", proof, name="concerns_period"),
]
