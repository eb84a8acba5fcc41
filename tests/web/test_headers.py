"""Every answer carries the strict policy and the other protective headers: pages, refusals, files and faults."""

from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client

from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from tests.web.conftest import Enter

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(response: HttpResponseBase) -> dict[str, str]:
    """The Content-Security-Policy of an answer by directive."""
    directives = response.headers["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


def assert_protected(response: HttpResponseBase) -> None:
    assert policy(response) == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/accounts/login/", 200),
        ("/", 302),
        ("/accounts/nowhere/", 404),
        ("/static/paripassu.css", 200),
        ("/accounts/signup/", 200),
    ],
)
def test_what_a_stranger_gets_is_protected(house: Path, address: str, status: int) -> None:
    response = Client().get(address)
    assert response.status_code == status
    assert_protected(response)
    response.close()


def test_pages_of_an_alliance_are_protected_and_not_kept(alliance: Sitting, ada: Account, enter: Enter) -> None:
    response = enter(ada).get(f"/{alliance.slug}/")
    assert_protected(response)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_form_without_its_token_is_protected(house: Path) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "ada@example.org"})
    assert response.status_code == 403
    assert "open too long" in response.content.decode()
    assert_protected(response)


def test_an_unknown_host_is_answered_in_words(house: Path) -> None:
    response = Client(HTTP_HOST="elsewhere.invalid").get("/")
    assert response.status_code == 400
    assert "PARIPASSU_HOSTS" in response.content.decode()
    assert_protected(response)


def test_no_page_asks_for_anything_inline(alliance: Sitting, ada: Account, enter: Enter) -> None:
    for address in ["/", f"/{alliance.slug}/", f"/{alliance.slug}/people/"]:
        html = enter(ada).get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        assert "<script>" not in html
