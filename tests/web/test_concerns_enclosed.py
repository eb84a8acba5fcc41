"""What goes with a concern in the browser: files, kept in memory alone and saved under no name; passes of nobody."""

import base64
import io
import re
from typing import Any

import pytest
from django.core.files import uploadhandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from paripassu.keeper.concerns import enclosures, passes
from paripassu.keeper.concerns.tables import Concern, ConcernFile
from paripassu.reading.cleaned import MOST_BYTES, cleaned
from paripassu.record import blind
from paripassu.web import quiet
from tests.web.conftest import SLUG, Table
from tests.web.test_concerns import address, anonymous, here, read, receipt_of, send, today, unlocked, with_receipt

__all__ = ["here", "today"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are cleaned in this process; nobody has sent any yet."""
    monkeypatch.setattr(enclosures, "cleaned_apart", cleaned)
    quiet.ENCLOSED.clear()


def photograph(name: str = "IMG_bo_at_home.jpg") -> io.BytesIO:
    kept, told = io.BytesIO(), Image.Exif()
    told[0x013B] = "Bo with the red cap"
    Image.new("RGB", (8, 8), (200, 30, 30)).save(kept, "JPEG", exif=told)
    kept.seek(0)
    kept.name = name
    return kept


def files_on(page: str) -> list[str]:
    return re.findall(r'(?:\?file=|name="file" value=")([0-9a-f]{32})"', page)


def assert_saved(response: Any) -> None:
    assert response.status_code == 200
    assert b"red cap" not in response.content
    assert response.content[:2] == b"\xff\xd8"
    assert response["Content-Type"] == "application/octet-stream"
    assert re.fullmatch(r'attachment; filename="enclosed-[0-9a-f]{6}\.jpg"', response["Content-Disposition"])
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_is_saved_by_the_reader_and_the_writer_under_no_name_and_shown_in_place_by_no_browser(
    here: Table,
) -> None:
    receipt = anonymous(here, files=[photograph()])
    unlocked(here, "cy")
    page = read(here, "cy")
    assert "bo_at_home" not in page
    [number] = files_on(page)
    assert_saved(here.browser["cy"].get(f"/{SLUG}/concerns/written/{Concern.objects.get().pk}/?file={number}"))
    assert files_on(with_receipt(receipt).content.decode()) == [number]
    assert_saved(with_receipt(receipt, file=number))


def test_both_send_files_afterwards_as_well(here: Table) -> None:
    receipt = anonymous(here)
    with_receipt(receipt, form="say", text="This one", key="1", files=[photograph()])
    unlocked(here, "cy")
    here.post("cy", f"concerns/written/{Concern.objects.get().pk}/", form="say", text="And this", key="2",
              files=[photograph()])  # fmt: skip
    assert len(files_on(read(here, "cy"))) == len(files_on(with_receipt(receipt).content.decode())) == 2


def test_whoever_was_not_chosen_and_whoever_guesses_get_no_file(here: Table) -> None:
    receipt = anonymous(here, files=[photograph()])
    number, inside = ConcernFile.objects.get().pk.hex, f"/{SLUG}/concerns/written/{Concern.objects.get().pk}/"
    unlocked(here, "bo")
    assert here.browser["bo"].get(f"{inside}?file={number}").status_code == 404
    assert here.browser["cy"].get(f"{inside}?file={number}").status_code == 302, "the passphrase comes first"
    unlocked(here, "cy")
    assert here.browser["cy"].get(f"{inside}?file={'0' * 32}").status_code == 404
    assert with_receipt(receipt, file="0" * 32).status_code == 422
    assert with_receipt("nonsense", file=number).status_code == 422


@pytest.mark.parametrize(("sent", "said"), [
    (b"PK\x03\x04word/document.xml", "who wrote it"), (b"MZ\x00program", "none of the kinds"),
    (b"a" * (MOST_BYTES + 10), "1 byte to 5 MB"), (b"%PDF-1.7 and nothing", "damaged"),
])  # fmt: skip
def test_what_cannot_be_cleaned_is_refused_with_a_sentence_and_the_text_is_kept(
    here: Table, sent: bytes, said: str
) -> None:
    response = send(Client(), address(here.sitting["ada"]), here, files=[io.BytesIO(sent)])
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "signs for checks" in response.content.decode()
    assert not Concern.objects.exists()


def test_too_many_files_are_refused_and_more_than_is_taken_is_not_even_kept(here: Table) -> None:
    response = send(Client(), address(here.sitting["ada"]), here, files=[photograph() for _ in range(5)])
    assert response.status_code == 422
    assert "at most 3 files" in response.content.decode()


def test_no_file_of_a_concern_is_written_to_a_disk(here: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("a file was to be written to a disk")

    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", refused)
    large = io.BytesIO(b"word " * 400_000)
    receipt = anonymous(here, files=[large])
    large.seek(0)
    assert with_receipt(receipt, form="say", text="Again", key="1", files=[large]).status_code == 200


def test_files_without_sign_in_read_no_session_and_are_sent_ten_times_in_ten_minutes(here: Table) -> None:
    browser, where = here.browser["bo"], address(here.sitting["ada"])
    with CaptureQueriesContext(connection) as asked:
        receipt = receipt_of(send(browser, where, here, files=[photograph()]))
        browser.post("/receipt/", {"receipt": receipt, "form": "say", "text": "More", "files": [photograph()]})
    statements = " ".join(query["sql"] for query in asked)
    assert "django_session" not in statements
    assert "web_cache" not in statements
    again = {"form": "say", "text": "x"}
    codes = [with_receipt(receipt, **again, key=str(n), files=[photograph()]).status_code for n in range(9)]
    assert codes == [200] * 8 + [429]


# --- passes ---


def got(here: Table, who: str) -> str:
    """The pass of a person, as the script of their browser gets it."""
    period = here.sitting["ada"].alliance.concerns.periods[-1]
    key, token = blind.read(passes.public_key(period)), blind.prepared(who.encode().ljust(32, b"."))
    blinding = blind.blinded(token, key)
    sent = {"blinded": base64.b64encode(blinding.blinded).decode()}
    response = here.browser[who].post(f"/{SLUG}/concerns/period/{period.index}/pass/", sent)
    assert response.status_code == 200, response.content
    signed = base64.b64decode(response.json()["signature"])
    return base64.b64encode(token + blind.unblinded(token, signed, blinding.inverse, key)).decode()


def test_a_pass_is_got_on_any_page_and_shows_that_somebody_who_sits_here_wrote(here: Table) -> None:
    assert "data-kind" not in here.page("bo", "ledger/")
    here.post("bo", "concerns/period/", key="open")
    assert 'data-kind="speaking_opened.v1"' in here.page("bo", "ledger/")
    shown = got(here, "bo")
    assert "data-kind" not in here.page("bo", "ledger/")
    assert "Your pass" in here.page("bo", "concerns/")
    anonymous(here, ("cy",), **{"pass": shown})
    unlocked(here, "cy")
    assert "shown by a pass without a name" in read(here, "cy")
    again = send(Client(), address(here.sitting["ada"]), here, ("cy",), **{"pass": shown})
    assert again.status_code == 422
    assert "used already" in again.content.decode()


def test_without_a_pass_those_who_read_it_are_told_so(here: Table) -> None:
    anonymous(here)
    unlocked(here, "cy")
    assert "no pass shows" in read(here, "cy")
    wrong = send(Client(), address(here.sitting["ada"]), here, ("cy",), **{"pass": "nonsense"})
    assert wrong.status_code == 422
    assert Concern.objects.count() == 1


def test_a_browser_checks_the_key_of_the_period_and_eve_gets_none(here: Table, eve: Any, enter: Any) -> None:
    here.post("bo", "concerns/period/", key="open")
    period = here.sitting["ada"].alliance.concerns.periods[-1]
    inside = f"/{SLUG}/concerns/period/{period.index}"
    proof = here.browser["bo"].get(f"{inside}/proof/").json()
    assert period.fact.key in proof["body"]
    assert here.browser["bo"].get(f"/{SLUG}/concerns/period/{period.index - 1}/proof/").status_code == 404
    stranger = enter(eve)
    for page in ("pass/", "proof/"):
        assert stranger.get(f"{inside}/{page}").status_code in (404, 405)
        assert stranger.post(f"{inside}/{page}", {"blinded": "AAAA"}).status_code in (404, 405)
    for blinded, code in (("§", 400), (base64.b64encode(bytes(256)).decode(), 409)):
        assert here.browser["bo"].post(f"{inside}/pass/", {"blinded": blinded}).status_code == code
    assert here.browser["bo"].post(f"/{SLUG}/concerns/period/1/pass/", {"blinded": "AAAA"}).status_code == 409


def test_a_signed_in_writer_is_asked_for_no_pass(here: Table) -> None:
    here.post("bo", "concerns/period/", key="open")
    fields = {"step": "about", "topic": "safety", "mode": "named", "parties": "ada"}
    assert 'name="pass"' not in here.post("bo", "concerns/new/", **fields).content.decode()
    about = {"step": "about", "topic": "safety", "parties": ["ada"]}
    assert 'name="pass"' in Client().post(address(here.sitting["ada"]), about).content.decode()
