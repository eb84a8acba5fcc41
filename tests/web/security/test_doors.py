"""Who gets in where: every address of the site is tried by everybody who has no business there.

A new page falls under these tests by itself. Whoever adds one that is open to more people says so, and why, in the
tables here.
"""

from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.web.conftest import SLUG
from tests.web.security.conftest import PRIVATE, World
from tests.web.security.walking import Door, doors

METHODS = ("get", "post", "head", "put", "patch", "delete", "options")

WITHOUT_SIGNING_IN = {
    "account_login": "signing in",
    "account_logout": "signing out, also twice",
    "account_signup": "an invited person has no account yet; without an invitation it makes none",
    "account_inactive": "says that an account is closed",
    "account_reset_password": "who has forgotten the password cannot sign in",
    "account_reset_password_done": "says that a mail was sent",
    "account_reset_password_from_key": "the key in the mail lets in",
    "account_reset_password_from_key_done": "says that it is done",
    "invitation": "the token in the link says who may come, before they have an account",
    "take_seat": "opened without a form it shows what the link offers; the form itself sends to the sign-in",
    "enter": "a demo lets anybody enter as one of its invented people; elsewhere there is no such page",
    "style": "a demo shows its components; elsewhere there is no such page",
    "api:openapi-json": "the schema of the API says nothing about anybody",
    "api:api-root": "there is nothing at the root of the API",
    "receipt": "the receipt opens the concern: who raised it has perhaps no account, and shows none",
    "speak": "the token in the address lets in: nobody who raises a concern has to say who it is",
    "commitments_feed": "the token in the address lets in: a calendar program cannot sign in",
}
"""Pages of the site that are open to whoever has not signed in, and why. All others send to the sign-in."""

OPEN_IN_AN_ALLIANCE: dict[str, str] = {
    "answers": "an answer to a survey comes from nobody in particular: without a signed token nothing is told or kept",
}
"""Pages of an alliance that are open to somebody without a seat in it, and why."""

WHO_HAS_NO_SEAT = ("eve", "dora")


def asked(browser: Client, method: str, door: Door) -> HttpResponseBase:
    """What the site answers at a door, with a form that a careless page might take."""
    return getattr(browser, method)(door.address(slug=SLUG))  # type: ignore[no-any-return]


def sent_to_sign_in(response: HttpResponseBase) -> bool:
    return response.status_code == 302 and urlsplit(response["Location"]).path == "/accounts/login/"


def kept_out(door: Door, response: HttpResponseBase) -> bool:
    """Whether somebody unknown was sent to sign in; a program was asked to say who it is."""
    if door.program:
        return response.status_code == 401 and response["WWW-Authenticate"] == "Bearer"
    return sent_to_sign_in(response)


def test_the_walk_finds_the_pages() -> None:
    found = doors()
    names = [door.name for door in found]
    assert {"home", "invitation", "overview", "agreement_sign", "record_download", "ledger_entry"} <= set(names)
    assert {"api:alliances", "api:entries", "api:links", "api:export", "tokens"} <= set(names)
    assert len(set(names)) == len(names), "two addresses have one name, so that one of them is never tried"


def test_every_exception_is_about_a_page_that_exists() -> None:
    site = {door.name for door in doors() if not door.inside}
    inside = {door.name for door in doors() if door.inside}
    assert set(WITHOUT_SIGNING_IN) <= site
    assert set(OPEN_IN_AN_ALLIANCE) <= inside


def test_whoever_has_not_signed_in_is_sent_to_sign_in_from_every_page(world: World) -> None:
    closed = [door for door in doors() if door.name not in {**WITHOUT_SIGNING_IN, **OPEN_IN_AN_ALLIANCE}]
    answers = [(door, method, asked(world.browser["nobody"], method, door)) for door in closed
               for method in METHODS]  # fmt: skip
    assert len(answers) > 100
    assert not [
        (door.name, method, answer.status_code) for door, method, answer in answers
        if not kept_out(door, answer) and answer.status_code != 405
    ]  # fmt: skip


@pytest.mark.parametrize("who", WHO_HAS_NO_SEAT)
def test_who_has_no_seat_finds_nothing_behind_any_door_of_an_alliance(world: World, who: str) -> None:
    size = world.seat("ada").alliance.size
    inside = [door for door in doors() if door.inside and door.name not in OPEN_IN_AN_ALLIANCE]
    answers = [(door.name, method, asked(world.browser[who], method, door)) for door in inside for method in METHODS]
    assert not [
        (name, method, answer.status_code) for name, method, answer in answers if answer.status_code not in (404, 405)
    ]
    told = b"".join(answer.getvalue() for _name, _method, answer in answers)
    assert not [word for word in ("Ada Ltd", "Bo Ltd", *PRIVATE.values()) if word.encode() in told]
    assert world.seat("ada").alliance.size == size


def test_what_is_there_and_what_is_not_answer_alike(world: World) -> None:
    def stripped(slug: str, door: Door) -> tuple[int, int]:
        answer = world.browser["eve"].get(door.address(slug=slug))
        return answer.status_code, len(answer.getvalue())

    inside = [door for door in doors() if door.inside]
    assert not [door.name for door in inside if stripped(SLUG, door) != stripped("working-together-not", door)]


def test_no_form_is_taken_from_another_site(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.account["ada"], backend="allauth.account.auth_backends.AuthenticationBackend")
    taken = [
        (door.name, method)
        for door in doors()
        for method in ("post", "put", "patch", "delete")
        if door.name not in OPEN_IN_AN_ALLIANCE  # takes nothing that comes with a cookie: tests/web/test_surveys.py
        if getattr(browser, method)(door.address(slug=SLUG)).status_code not in ((403, 405) if door.program else (403,))
    ]
    assert not taken


def test_private_pages_are_kept_by_no_cache(world: World) -> None:
    browser = world.browser["ada"]
    browser.raise_request_exception = False
    kept = []
    for door in doors():
        answer = browser.get(door.address(slug=SLUG))
        kept += [] if "no-store" in answer.headers.get("Cache-Control", "") else [door.name]
        answer.close()
    assert not kept
