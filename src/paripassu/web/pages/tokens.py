"""Access tokens: what a person lets programs read with; made, shown once, and revoked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from paripassu.keeper import tokens as kept
from paripassu.web.entrance import signed_in
from paripassu.web.refusals import shows_again
from paripassu.web.typed import Typed

SHOWN = "token"
"""The name under which the session holds a secret until it was shown."""


@login_required
@shows_again
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the person, a form for a new one, and the secret of the one that was made just now."""
    if request.method == "POST":
        return _made(request)
    days = [(str(each), ngettext("%(count)s day", "%(count)s days", each) % {"count": each}) for each in kept.DAYS]
    context = {
        "tokens": kept.held(signed_in(request)),
        "days": days,
        "secret": request.session.pop(SHOWN, ""),
        "limit": kept.NAME_LIMIT,
    }
    return render(request, "tokens/tokens.html", context)


def _made(request: HttpRequest) -> HttpResponse:
    typed = Typed(request)
    name = typed.text("name", _("What it is for"), limit=kept.NAME_LIMIT)
    days = typed.choice("days", _("How long"), [str(each) for each in kept.DAYS])
    typed.check()
    token, secret = kept.make(signed_in(request), name=name, days=int(days))
    request.session[SHOWN] = secret
    messages.success(
        request, _("“%(name)s” is made. Copy its secret now: it is not shown again.") % {"name": token.name}
    )
    return redirect("tokens")


@login_required
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """End a token."""
    return shows_again(_revoked, tokens)(request, number=number)


def _revoked(request: HttpRequest, number: int) -> HttpResponse:
    token = kept.revoke(signed_in(request), number)
    messages.success(request, _("“%(name)s” is revoked: nothing reads with it any more.") % {"name": token.name})
    return redirect("tokens")


site = [
    path("accounts/tokens/", tokens, name="tokens"),
    path("accounts/tokens/<int:number>/revoke/", revoke, name="token_revoke"),
]
