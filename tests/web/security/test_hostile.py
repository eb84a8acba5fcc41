"""What a hostile person types, sends and guesses: it is shown as text, refused in a sentence, or leads nowhere."""

import io
import json
import logging
import time
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory

from paripassu.alliance import ledger
from paripassu.keeper import acts, invitations
from paripassu.keeper.access import sitting
from paripassu.keeper.models import Account, Invitation
from paripassu.reading.limits import MOST_BYTES
from paripassu.web.uploads import MOST_TOGETHER, Bounded
from tests import cast
from tests.web.conftest import PASSWORD, SLUG, Enter
from tests.web.security.conftest import ELSEWHERE, World
from tests.web.security.walking import Walk, doors

START = f"/{SLUG}/"
SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example")'
TURNED = "Ada \u202edtL oB"


def post(world: World, **changes: object) -> int:
    """The entry of something that Bo posts."""
    fields = {
        "side": "contribution", "of": "bo", "pool": "work", "on": cast.DAY, "quantity": Decimal(5), "unit": "EUR",
        "what": "cash", "resource": "cash",
    }  # fmt: skip
    key = f"posted {sorted(changes)}"
    return acts.record(world.seat("bo"), ledger.post, key=key, **(fields | changes))[0].index


def test_markup_in_every_name_and_text_is_shown_as_text(world: World) -> None:
    browser = world.browser["bo"]
    world.account["bo"].name = SCRIPT[:120]
    world.account["bo"].save()
    assert browser.post(f"{START}people/rename/", {"name": SCRIPT}).status_code == 302
    post(world, what=SCRIPT, evidence=SCRIPT)
    walked = Walk(world.browser["ada"], START)
    shown = [address for address, content in walked.contents.items() if b"&lt;script&gt;" in content]
    assert len(shown) > 3
    html = [
        address for address, page in walked.pages.items()
        if page.headers.get("Content-Type", "").startswith("text/html")
        and (b"<script>alert" in walked.contents[address] or b"<img src=x" in walked.contents[address])
    ]  # fmt: skip
    assert not html


def test_a_formula_in_a_text_is_computed_by_no_spreadsheet(world: World) -> None:
    post(world, what=FORMULA, unit="@SUM(1)")
    lines = world.browser["ada"].get(f"{START}ledger/ledger.csv").content.decode("utf-8-sig").splitlines()
    assert any("'=HYPERLINK" in line for line in lines)
    assert not [cell for line in lines for cell in line.split(",") if cell.lstrip('"').startswith(("=", "@", "+"))]


@pytest.mark.parametrize("name", ["nul \0", "escape \x1b[2J", TURNED, "isolated \u2066x", "x" * 201])
def test_a_name_that_is_no_text_or_turns_the_writing_is_refused(world: World, name: str) -> None:
    sent = "name=" + quote(name)
    answer = world.browser["bo"].post(f"{START}people/rename/", sent, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 422)
    assert world.seat("bo").party.name == "Bo Ltd"


def test_a_person_who_signs_up_cannot_turn_the_writing_either(world: World) -> None:
    token = world.tokens["ada"]
    browser = Client()
    browser.get(f"/invitation/{token}/")
    fields = {"name": TURNED, "email": "dan@example.org", "password1": PASSWORD}
    assert "no text" in browser.post("/accounts/signup/", fields).content.decode()
    assert not Account.objects.filter(email="dan@example.org").exists()


def test_an_address_that_no_database_takes_is_refused(world: World) -> None:
    fields = {"party": "ada", "role": "member", "email": "x" * 400}
    count = Invitation.objects.count()
    assert world.browser["ada"].post(f"{START}people/invite/", fields).status_code == 422
    assert Invitation.objects.count() == count


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_no_database_holds_leads_nowhere(world: World, number: int) -> None:
    browser = world.browser["ada"]
    browser.raise_request_exception = False
    counted = [door for door in doors() if "int" in door.parameters.values()]
    found = [
        (door.name, method, answer.status_code)
        for door in counted
        for known in [{name: number for name, kind in door.parameters.items() if kind == "int"}]
        for method in ("get", "post")
        for answer in [getattr(browser, method)(door.address(**{"slug": SLUG, **known}))]
    ]
    assert len(found) > 20
    assert not [each for each in found if each[2] >= 500]


def test_an_invitation_of_one_alliance_is_never_shown_on_the_page_of_another(world: World) -> None:
    ada, eve = world.account["ada"], world.account["eve"]

    link = invitations.invite(sitting(eve, ELSEWHERE), party="eve", role="member")[1]
    invitations.take(link, ada)
    browser = world.browser["ada"]
    browser.post(f"{START}people/invite/", {"party": "ada", "role": "member"})
    assert "/invitation/" not in browser.get(f"/{ELSEWHERE}/people/").content.decode()
    assert "/invitation/" in browser.get(f"{START}people/").content.decode()


def test_no_secret_of_an_address_is_logged(world: World) -> None:
    handler = next(each for each in logging.getLogger("django").handlers if isinstance(each, logging.StreamHandler))
    written, before = io.StringIO(), handler.stream
    handler.setStream(written)
    secrets = [door for door in doors() if {"token", "key"} & set(door.parameters)]
    try:
        for door in secrets:
            Client().get(door.address(token="secretsecret", key="secretsecret", slug=SLUG))
            Client(enforce_csrf_checks=True).post(door.address(token="secretsecret", key="secretsecret", slug=SLUG))
    finally:
        handler.setStream(before)
    assert len(secrets) >= 3
    assert "/invitation/…/" in written.getvalue()
    assert "secretsecret" not in written.getvalue()


def test_no_password_is_logged(ada: Account, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Client().post("/accounts/login/", {"login": ada.email, "password": "wrong password 1"})
        Client().post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert "wrong password 1" not in caplog.text
    assert PASSWORD not in caplog.text


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, what a test sends comes within one minute."""
    here = SimpleNamespace(time=lambda: 1_800_000_000.0, monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr("allauth.core.internal.ratelimit.time", here)


@pytest.mark.usefixtures("one_minute")
def test_links_are_guessed_twenty_times_a_minute_at_most(world: World) -> None:
    browser = Client()
    answers = [browser.get(f"/invitation/guess-{number}/").status_code for number in range(25)]
    assert answers == [422] * 20 + [429] * 5
    assert browser.get(f"/invitation/{world.tokens['ada']}/").status_code == 429


@pytest.mark.usefixtures("one_minute")
def test_files_are_sent_thirty_times_a_minute_at_most(ada: Account, enter: Enter) -> None:
    browser = enter(ada)

    def send() -> int:
        return browser.post("/new/", {"document": SimpleUploadedFile("empty.txt", b" ")}).status_code

    assert [send() for _ in range(32)] == [422] * 30 + [429] * 2
    assert browser.post("/new/", {}).status_code == 422


def test_a_file_that_is_too_large_takes_no_room() -> None:
    handler = bounded()
    piece = b"x" * 2**20
    for number in range(MOST_BYTES // len(piece) * 3):
        handler.receive_data_chunk(piece, number * len(piece))
    size = MOST_BYTES // len(piece) * 3 * len(piece)
    file = handler.file_complete(size)
    assert file is not None
    assert file.size == size
    assert MOST_BYTES < len(file.read()) <= MOST_BYTES + len(piece)
    file.close()


def test_many_large_files_together_are_not_taken(house: Path, ada: Account, enter: Enter) -> None:
    large = b"x" * (MOST_BYTES - 1)
    files = [SimpleUploadedFile(f"{number}.txt", large) for number in range(MOST_TOGETHER // len(large) + 1)]
    assert enter(ada).post("/new/", {"document": files}).status_code == 400


def bounded() -> Bounded:
    request: HttpRequest = RequestFactory().post("/")
    handler = Bounded(request)
    handler.new_file("document", "a.txt", "text/plain", None)
    return handler


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_to_no_other_site(ada: Account, target: str) -> None:
    fields = {"login": ada.email, "password": PASSWORD, "next": target}
    assert Client().post(f"/accounts/login/?next={target}", fields)["Location"] == "/"


def test_a_session_gets_another_key_when_somebody_signs_in(world: World) -> None:
    browser = Client()
    browser.get(f"/invitation/{world.tokens['ada']}/")
    before = browser.session.session_key
    browser.post("/accounts/login/", {"login": "eve@example.org", "password": PASSWORD})
    assert browser.session.session_key != before
    assert "_auth_user_id" in browser.session


def test_a_new_password_ends_every_other_session(ada: Account) -> None:
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    new = "another crossing at dusk"
    here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_a_wrong_password_and_an_unknown_address_answer_alike(ada: Account) -> None:
    def told(email: str) -> str:
        html = Client().post("/accounts/login/", {"login": email, "password": "not the right one"}).content.decode()
        return html.split("csrfmiddlewaretoken")[0] + html.split('name="login"')[-1].replace(email, "")

    assert "do not belong together" in told(ada.email)
    known, unknown = told(ada.email), told("nobody@example.org")
    assert known.count("notice") == unknown.count("notice")
    assert "do not belong together" in unknown


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", ""])
def test_another_host_is_not_answered(ada: Account, host: str) -> None:
    answer = Client().post("/accounts/password/reset/", {"email": ada.email}, HTTP_HOST=host)
    assert answer.status_code == 400


def test_the_token_of_an_upload_is_of_no_use_to_anybody_else(world: World) -> None:
    table = SimpleUploadedFile("t.csv", b"side,of,pool,on,quantity,unit,what,resource\n"
                                        b"contribution,ada,work,2026-01-05,5,EUR,heron,cash\n")  # fmt: skip
    shown = world.browser["ada"].post(f"{START}ledger/import/", {"file": table})
    assert shown.status_code == 302
    address = shown["Location"]
    assert "heron" in world.browser["ada"].get(address).content.decode()
    for who in ("amy", "bo", "cy", "eve"):
        assert world.browser[who].get(address).status_code == 404


def test_one_persons_key_hides_no_act_of_another(world: World) -> None:
    size = world.seat("ada").alliance.size
    for who in ("ada", "bo"):
        fields = {"to": "bo" if who == "ada" else "ada", "on": "2026-01-05", "what": "Thanks", "key": "the same"}
        assert world.browser[who].post(f"{START}ledger/appreciation/", fields).status_code == 302
    assert world.seat("ada").alliance.size == size + 2


def test_a_key_that_was_used_for_another_act_swallows_nothing(world: World) -> None:
    browser, size = world.browser["bo"], world.seat("bo").alliance.size
    postings = world.seat("bo").alliance.ledger.postings.values()
    entry = min(each.index for each in postings if each.status == "proposed" and each.party != "bo")
    browser.post(f"{START}people/rename/", {"name": "Bo and Sons", "key": "once"})
    browser.post(f"{START}ledger/{entry}/confirm/", {"key": "once"})
    browser.post(f"{START}ledger/{entry}/confirm/", {"key": "once"})
    assert world.seat("bo").alliance.size == size + 2


def test_a_page_without_a_seat_tells_nothing_in_json_either(world: World) -> None:
    answer = world.browser["eve"].get(START, HTTP_ACCEPT="application/json", HTTP_HX_REQUEST="true")
    assert answer.status_code == 404
    assert "Ada Ltd" not in json.dumps(answer.content.decode())
