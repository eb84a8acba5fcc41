"""The first page: your alliances; and in a demo the entrance without a password."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from paripassu.keeper import demo, reads
from paripassu.web import entrance
from paripassu.web.entrance import signed_in
from paripassu.web.navigation import address

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The alliances in which the person has a seat; an invitation in hand goes first."""
    account = signed_in(request)
    token = entrance.held(request)
    if token:
        return redirect("invitation", token)
    return render(request, "home/home.html", {"alliances": reads.alliances(account), "founding": address("new")})


@require_POST
def enter(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a demo as one of its people."""
    account = next((one.account for one in demo.people() if one.account.pk == number), None)
    if account is None:
        raise Http404
    login(request, account, backend=BACKEND)
    return redirect("home")


site = [
    path("", home, name="home"),
    path("enter/<int:number>/", enter, name="enter"),
]
