"""The first account of a host: made by whoever runs it, entered by its owner alone."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from paripassu.keeper.models import Account
from tests.web.conftest import Table


def made(*words: str) -> str:
    out = StringIO()
    call_command("account", *words, stdout=out, skip_checks=True)
    return out.getvalue()


@pytest.mark.django_db
def test_the_first_person_chooses_a_password_by_the_link_and_can_open_an_alliance(settings: Settings) -> None:
    settings.PARIPASSU_DEMO = False
    said = made("Eve@example.org", "--name", "Eve Novak")
    link = re.search(r"/accounts/password/reset/key/\S+/", said)
    assert link is not None
    visitor = Client()
    form = visitor.get(link[0], follow=True)
    chosen = {"password1": "a long walk by the sea", "password2": "a long walk by the sea"}
    visitor.post(form.request["PATH_INFO"], chosen)
    entered = {"login": "eve@example.org", "password": "a long walk by the sea"}
    assert visitor.post("/accounts/login/", entered).status_code == 302
    assert visitor.get("/new/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "why"), [(("no-address", "--name", "Eve"), "is no e-mail"), (("eve@example.org",), "--name")]
)
def test_an_account_needs_an_address_and_a_name(words: tuple[str, ...], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        made(*words)
    assert not Account.objects.exists()


def test_an_address_that_is_known_keeps_its_account(table: Table) -> None:
    known = Account.objects.get(email__startswith="ada")
    assert known.email in made(known.email)
    assert Account.objects.get(email=known.email).person == known.person
