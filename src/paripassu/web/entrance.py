"""Who may make an account: whoever holds an invitation. Sign-in itself is allauth's."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from paripassu.alliance.facts import UNREADABLE
from paripassu.alliance.refusals import Refused
from paripassu.keeper import invitations
from paripassu.keeper.models import Account

TOKEN = "invitation"  # noqa: S105 (the name under which the session holds it)


def signed_in(request: HttpRequest) -> Account:
    """The account behind a request that `login_required` let through."""
    assert isinstance(request.user, Account)
    return request.user


def remember(request: HttpRequest, token: str) -> None:
    """Keep an invitation for the time in which somebody signs up or in."""
    request.session[TOKEN] = token


def forget(request: HttpRequest) -> None:
    """Let go of the invitation: it is taken."""
    request.session.pop(TOKEN, None)


def held(request: HttpRequest) -> str:
    """The token of the invitation this session holds; empty when there is none that is still good."""
    token = str(request.session.get(TOKEN, ""))
    if not token:
        return ""
    try:
        invitations.found(token)
    except Refused:
        return ""
    return token


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's questions, answered."""

    error_messages = {  # noqa: RUF012 (allauth's own is a plain dict)
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This e-mail address and password do not belong together. Check both."),
        "too_many_login_attempts": _("Too many attempts have failed. Wait five minutes, then try again."),
        "email_taken": _("There is an account with this e-mail address. Sign in with it instead."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only to somebody who was invited."""
        return bool(held(request))


class Introduction(forms.Form):
    """What an account needs besides an address and a password: a name that people know."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As the people of every party will see it beside what you do."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("name", "email", "password1")

    def clean_name(self) -> str:
        """The name. Refused by Django's own exception when it holds what no text of a fact may hold."""
        name = str(self.cleaned_data["name"])
        if UNREADABLE.search(name):
            raise forms.ValidationError(_("Your name holds characters that are no text. Type it again."))
        return name

    def signup(self, request: HttpRequest, user: Account) -> None:
        """Called by allauth once the account is saved."""
        user.name = self.cleaned_data["name"].strip()
        user.save(update_fields=["name"])
