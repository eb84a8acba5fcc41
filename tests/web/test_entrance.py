"""Signing in, up and out: by invitation only, with limits that hold over processes, and back to where one was going."""

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from pytest_django import Settings

from paripassu.keeper import invitations
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account
from tests.web.conftest import PASSWORD, SLUG, Enter

WRONG = "not this one at all"


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> tuple[int, str]:
    """Status and text of the answer to Ada's address with a password."""
    response = client.post("/accounts/login/", {"login": "ada@example.org", "password": password, **more})
    return response.status_code, response.content.decode()


def test_the_right_password_leads_to_where_one_was_going(alliance: Sitting) -> None:
    client = Client()
    response = client.post(
        "/accounts/login/", {"login": "ada@example.org", "password": PASSWORD, "next": f"/{SLUG}/people/"}
    )
    assert response.headers["Location"] == f"/{SLUG}/people/"
    assert client.get(f"/{SLUG}/people/").status_code == 200


def test_nobody_is_led_to_another_site(ada: Account) -> None:
    client = Client()
    response = client.post(
        "/accounts/login/", {"login": "ada@example.org", "password": PASSWORD, "next": "https://elsewhere.invalid/"}
    )
    assert response.headers["Location"] == "/"


def test_a_wrong_password_is_refused_as_an_unknown_address_is(ada: Account) -> None:
    status, known = sign_in(Client(), WRONG)
    unknown = Client().post("/accounts/login/", {"login": "nobody@example.org", "password": WRONG}).content.decode()
    sentence = "do not belong together"
    assert status == 200
    assert sentence in known
    assert sentence in unknown


def test_after_five_wrong_passwords_the_right_one_waits_too(ada: Account) -> None:
    for _attempt in range(5):
        assert "do not belong together" in sign_in(Client(), WRONG)[1]
    status, html = sign_in(Client())
    assert status == 200
    assert "Too many attempts have failed" in html


def test_many_sign_ins_from_one_address_are_answered_429(ada: Account) -> None:
    answers = [Client().post("/accounts/login/", {}).status_code for _attempt in range(31)]
    assert answers[:30] == [200] * 30
    assert answers[30] == 429


def test_a_forged_forwarding_header_does_not_escape_the_limit(ada: Account) -> None:
    for number in range(30):
        Client().post("/accounts/login/", {}, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
    assert Client().post("/accounts/login/", {}, HTTP_X_FORWARDED_FOR="10.0.1.1").status_code == 429


def test_limits_are_counted_where_every_process_sees_them(house: Path) -> None:
    cache.add("seen", True)
    assert DatabaseCache("web_cache", {}).get("seen") is True


def test_nobody_signs_up_without_an_invitation(house: Path) -> None:
    assert "By invitation" in Client().get("/accounts/signup/").content.decode()
    fields = {"name": "Eve", "email": "eve@example.org", "password1": PASSWORD}
    assert "By invitation" in Client().post("/accounts/signup/", fields).content.decode()
    assert not Account.objects.exists()


@pytest.fixture
def token(alliance: Sitting) -> str:
    """The token of Ada's invitation to a colleague."""
    return invitations.invite(alliance, party="ada", role="member")[1]


def sign_up(client: Client, password: str = PASSWORD) -> str:
    """The text of the page at which a new colleague arrives."""
    fields = {"name": "Dora", "email": "dora@example.org", "password1": password}
    return client.post("/accounts/signup/", fields, follow=True).content.decode()


def test_who_was_invited_signs_up_and_takes_the_seat(token: str) -> None:
    client = Client()
    offer = client.get(f"/invitation/{token}/").content.decode()
    assert "Working together" in offer
    assert "Ada Ltd" in offer
    assert "You are invited to take a seat" in sign_up(client)
    arrived = client.post(f"/invitation/{token}/take/", follow=True).content.decode()
    assert "Welcome: you sit for Ada Ltd now." in arrived
    assert sitting(Account.objects.get(name="Dora"), SLUG).seat.role == "member"


def test_a_used_invitation_opens_nothing(token: str, eve: Account, enter: Enter) -> None:
    client = Client()
    client.get(f"/invitation/{token}/")
    sign_up(client)
    client.post(f"/invitation/{token}/take/")
    late = enter(eve).get(f"/invitation/{token}/")
    assert late.status_code == 422
    assert "Ask for a new one" in late.content.decode()


def test_a_weak_password_is_refused_with_the_reason(token: str) -> None:
    client = Client()
    client.get(f"/invitation/{token}/")
    assert "too short" in sign_up(client, "secret")
    assert not Account.objects.filter(name="Dora").exists()


def test_signing_out_takes_a_post(ada: Account, enter: Enter) -> None:
    client = enter(ada)
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert client.get("/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/").status_code == 302


def test_a_forgotten_password_is_set_anew_by_mail(ada: Account) -> None:
    Client().post("/accounts/password/reset/", {"email": "ada@example.org"})
    [sent] = mail.outbox
    assert "&" not in sent.subject
    address = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(sent.body))
    assert address is not None
    client = Client()
    form = client.get(address[1], follow=True)
    new = "another crossing at dusk"
    assert (
        "new password is set"
        in client.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}, follow=True).content.decode()
    )
    assert sign_in(Client(), new)[0] == 302


@pytest.mark.parametrize("page", ["password/change", "inactive", "reauthenticate", "logout", "password/reset/done"])
def test_every_page_of_an_account_opens(ada: Account, enter: Enter, page: str) -> None:
    response = enter(ada).get(f"/accounts/{page}/")
    assert response.status_code == 200
    assert "<h1>" in response.content.decode()


def test_a_changed_password_is_said_by_page_and_mail(ada: Account, enter: Enter) -> None:
    new = "another crossing at dusk"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    html = enter(ada).post("/accounts/password/change/", fields, follow=True).content.decode()
    assert 'class="notice done"' in html
    assert [sent.to for sent in mail.outbox] == [["ada@example.org"]]
    assert sign_in(Client(), new)[0] == 302


def test_signing_in_is_not_announced(ada: Account) -> None:
    fields = {"login": "ada@example.org", "password": PASSWORD}
    assert 'class="notice' not in Client().post("/accounts/login/", fields, follow=True).content.decode()


def test_who_was_invited_and_has_an_account_signs_in_and_comes_back_to_the_seat(token: str, eve: Account) -> None:
    client = Client()
    client.get(f"/invitation/{token}/")
    arrived = client.post("/accounts/login/", {"login": "eve@example.org", "password": PASSWORD}, follow=True)
    assert arrived.redirect_chain[-1][0] == f"/invitation/{token}/"


def test_no_mail_goes_to_an_unknown_address_and_nobody_can_tell(house: Path) -> None:
    response = Client().post("/accounts/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "If there is an account" in response.content.decode()
    assert not mail.outbox


def test_nobody_enters_without_a_password_outside_a_demo(ada: Account) -> None:
    client = Client()
    assert client.post(f"/enter/{ada.pk}/").status_code == 404
    assert "Enter as" not in client.get("/accounts/login/").content.decode()


def test_in_a_demo_only_its_invented_people_are_entered_as(ada: Account, settings: Settings) -> None:
    settings.PARIPASSU_DEMO = True
    assert Client().post(f"/enter/{ada.pk}/").status_code == 404


def test_the_style_guide_is_part_of_the_demo_only(house: Path, settings: Settings) -> None:
    assert Client().get("/style/").status_code == 404
    settings.PARIPASSU_DEMO = True
    assert Client().get("/style/").status_code == 200
