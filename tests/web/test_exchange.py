"""The exchange in the browser's place: asked, offered under terms, opened, acknowledged, given back; and attacks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paripassu.alliance import exchange
from paripassu.alliance.alliance import Alliance
from paripassu.keeper import acts, attachments, exports, invitations, records, sharing
from paripassu.keeper.models import Account, Attachment, Download
from paripassu.web import clock
from paripassu.web.sentences import sentence
from tests.stories.telling import DEMO, HERE, tell
from tests.web.conftest import SLUG, Enter, Table

LATER = (datetime.now(UTC) + timedelta(days=90)).date()
HOSTILE = "<script>alert(1)</script>"
SECRET = b"run;load\n1;2000\n"
SEATED = ("ada", "bo", "cy")


def state(table: Table) -> Alliance:
    """What is joint now."""
    return records.current(table.sitting["ada"].slug).alliance


def ask(table: Table, who: str = "bo", **fields: Any) -> Any:
    """Send the form of a request."""
    usual = {"sort": "knowledge", "title": "Fatigue tests", "purpose": "To size the frames", "open_to": "ada"}
    return table.post(who, "exchange/ask/", **(usual | fields))


def offer(table: Table, who: str = "ada", **fields: Any) -> Any:
    """Send the form of an offer with one file."""
    usual = {
        "sort": "knowledge", "title": "Fatigue tests", "purpose": "To size the frames", "open_to": "bo",
        "until": LATER.isoformat(), "label": "AMBER", "passing_on": "no", "origin": "background", "area": "",
        "files": SimpleUploadedFile("fatigue tests.csv", SECRET, "text/html"),
    }  # fmt: skip
    return table.post(who, "exchange/offer/", **(usual | fields))


def offered(table: Table, **fields: Any) -> tuple[int, str]:
    """An offer of Ada's: its entry, and the address of its file."""
    answer = offer(table, **fields)
    assert answer.status_code == 200, answer.content.decode()
    index = max(state(table).exchange.shares)
    digest = state(table).exchange.shares[index].fact.enclosed[0].digest
    return index, f"exchange/{index}/files/{digest}/"


def code(table: Table, who: str, address: str) -> int:
    """How the server answers who asks for an address."""
    return int(table.browser[who].get(f"/{SLUG}/{address}").status_code)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be the noon of another day, for pages and for rules."""

    def to(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return to


def test_a_matter_goes_from_request_to_deletion(table: Table, at: Callable[[date], None]) -> None:
    assert "Nothing is exchanged yet" in table.page("ada", "exchange/")
    said = ask(table).content.decode()
    assert "It is in the court of Ada Ltd" in said
    request = max(state(table).exchange.requests)
    assert "In the court of your party." in table.page("ada", "exchange/")
    assert "Fatigue tests" in table.page("ada", f"exchange/offer/?request={request}")
    index, file = offered(table, request=request)
    assert code(table, "bo", file) == 404
    assert "You have access now." in table.post("bo", f"exchange/{index}/accept/").content.decode()
    answer = table.browser["bo"].get(f"/{SLUG}/{file}")
    assert answer.content == SECRET
    assert "Met: the terms" in table.page("bo", f"exchange/{request}/")
    assert "Who fetched them" in table.page("ada", f"exchange/{index}/")
    use = {"used": "yes", "what": "Frames 4 to 9", "usefulness": "75"}
    assert "Frames 4 to 9" in table.post("bo", f"exchange/{index}/use/", **use).content.decode()
    at(LATER + timedelta(days=1))
    assert code(table, "bo", file) == 404
    assert code(table, "ada", file) == 200
    assert "Access is over" in table.page("bo", f"exchange/{index}/")
    said = table.post("bo", f"exchange/{index}/give-back/", how="deleted", note="").content.decode()
    assert "Deleted, with all copies" in said
    assert "75, of much use" in table.page("cy", "exchange/given/")


def test_the_file_comes_as_something_to_save_that_no_browser_runs(table: Table) -> None:
    page = SimpleUploadedFile("page.html", f"<html>{HOSTILE}</html>".encode(), "text/html")
    index, file = offered(table, files=page)
    table.post("bo", f"exchange/{index}/accept/")
    answer = table.browser["bo"].get(f"/{SLUG}/{file}")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_a_file_opens_for_nobody_whom_the_terms_do_not_allow(table: Table, eve: Account, enter: Enter) -> None:
    index, file = offered(table)
    digest = file.split("/")[-2]
    everywhere = (file, f"files/{digest}/", f"agreement/document/{digest}/", f"exchange/0/files/{digest}/")
    for who in ("bo", "cy"):
        assert [code(table, who, each) for each in everywhere] == [404] * 4
    table.post("bo", f"exchange/{index}/accept/")
    assert code(table, "cy", file) == 404
    assert code(table, "bo", f"files/{digest}/") == 404, "only through the share, where the terms are asked"
    stranger = enter(eve)
    pages = ("exchange/", "exchange/ask/", "exchange/offer/", f"exchange/{index}/", "exchange/ideas/",
             "exchange/register/", "exchange/register/propose/", "exchange/given/", *everywhere)  # fmt: skip
    assert {stranger.get(f"/{SLUG}/{each}").status_code for each in pages} == {404}
    assert {Client().get(f"/{SLUG}/{each}").status_code for each in pages} == {302}
    assert stranger.post(f"/{SLUG}/exchange/{index}/accept/").status_code == 404


def test_who_names_the_digest_of_a_file_opens_nothing_by_it(table: Table) -> None:
    _index, file = offered(table)
    digest = file.split("/")[-2]
    own, _own_file = offered(table, files=SimpleUploadedFile("other.csv", b"a;b\n", "text/csv"))
    table.post("bo", f"exchange/{own}/accept/")
    for guess in (digest, digest.upper(), "0" * 64, digest[:-1], "..%2f" + digest):
        assert code(table, "bo", f"exchange/{own}/files/{guess}/") == 404
    assert code(table, "bo", file) == 404


def test_under_tlp_red_a_colleague_accepts_for_herself_before_she_opens_it(
    table: Table, account: Callable[[str], Account], enter: Enter
) -> None:
    index, file = offered(table, label="RED")
    table.post("bo", f"exchange/{index}/accept/")
    colleague = account("Berit")
    invitations.take(invitations.invite(table.sitting["bo"], party="bo", role="member")[1], colleague)
    berit = enter(colleague)
    assert code(table, "bo", file) == 200
    assert berit.get(f"/{SLUG}/{file}").status_code == 404
    assert "a colleague has, you have not" in berit.get(f"/{SLUG}/exchange/{index}/").content.decode()
    berit.post(f"/{SLUG}/exchange/{index}/accept/")
    assert berit.get(f"/{SLUG}/{file}").status_code == 200


def test_every_fact_of_the_exchange_is_a_sentence() -> None:
    for story_file in (DEMO, HERE / "knowledge_under_terms.toml"):
        _story, end, record = tell(story_file.read_text())
        told = {type(each.fact): sentence(end.alliance, each, {}) for each in record.facts}
        own = {kind: text for kind, text in told.items() if issubclass(kind, get_args(exchange.Fact))}
        assert own
        assert not [text for text in own.values() if "recorded:" in text or "%(" in text or "“”" in text]


def test_recalled_and_given_back_close_the_file_at_once(table: Table) -> None:
    first, first_file = offered(table)
    second, second_file = offered(table, files=SimpleUploadedFile("b.csv", b"b", "text/csv"))
    for index in (first, second):
        table.post("bo", f"exchange/{index}/accept/")
    table.post("ada", f"exchange/{first}/recall/", reason="The tests were wrong")
    assert code(table, "bo", first_file) == 404
    assert "The tests were wrong" in table.page("bo", f"exchange/{first}/")
    table.post("bo", f"exchange/{second}/give-back/", how="returned", note="")
    assert code(table, "bo", second_file) == 404


def test_every_download_is_noted_and_seen_by_the_giver_and_the_receiver_alone(table: Table) -> None:
    index, file = offered(table)
    code(table, "bo", file)
    assert not Download.objects.exists(), "a refused one fetched nothing"
    table.post("bo", f"exchange/{index}/accept/")
    code(table, "bo", file)
    code(table, "ada", file)
    assert [(each.party, each.entry) for each in Download.objects.all()] == [("bo", index)]
    share = state(table).exchange.shares[index]
    seen = {who: len(sharing.downloads(table.sitting[who], share)) for who in SEATED}
    assert seen == {"ada": 1, "bo": 1, "cy": 0}
    assert "fetched them" not in table.page("cy", f"exchange/{index}/")


def test_an_export_holds_the_files_of_its_own_party_alone(table: Table, tmp_path: Path) -> None:
    index, file = offered(table)
    table.post("bo", f"exchange/{index}/accept/")
    assert code(table, "bo", file) == 200
    for who in SEATED:
        exports.export(table.sitting[who], tmp_path / who)
        assert (SECRET in (tmp_path / who).read_bytes()) == (who == "ada")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("setup.exe", b"MZ\x90"),
        ("report.pdf", b"MZ\x90"),
        ("run.csv", b"#!/bin/sh"),
        ("hull.png", b"<svg/>"),
        ("pack.zip", b"PK\x03\x04broken"),
    ],
)
def test_what_is_no_harmless_file_is_refused_and_the_form_kept(table: Table, name: str, content: bytes) -> None:
    answer = offer(table, files=SimpleUploadedFile(name, content, "application/pdf"), title="Kept title")
    assert answer.status_code == 422
    assert "Kept title" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_the_files_of_an_alliance_are_bounded(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_TOGETHER", 20)
    offered(table)
    answer = offer(table, files=SimpleUploadedFile("more.csv", b"x" * 10, "text/csv"))
    assert answer.status_code == 422
    assert "Ask the host for room" in answer.content.decode()


def test_what_was_typed_is_kept_and_each_fault_is_at_its_field(table: Table) -> None:
    text = offer(table, title="", purpose="Our purpose", until="soon", label="WHITE").content.decode()
    assert "Our purpose" in text
    assert text.count('aria-invalid="true"') >= 2
    text = offer(table, label="RED", passing_on="yes").content.decode()
    assert "TLP:RED it stays" in text
    text = ask(table, wanted="2001-01-01", purpose="Still here").content.decode()
    assert "Still here" in text


def test_the_same_offer_sent_twice_is_made_once(table: Table) -> None:
    for _ in range(2):
        offer(table, key="once", files=SimpleUploadedFile("a.csv", b"a", "text/csv"))
    assert len(state(table).exchange.shares) == 1


def test_a_hostile_title_stays_text(table: Table) -> None:
    ask(table, title=HOSTILE, purpose=HOSTILE)
    request = max(state(table).exchange.requests)
    index, _file = offered(table, title=HOSTILE, request=request)
    for who in SEATED:
        for address in ("exchange/", f"exchange/{request}/", f"exchange/{index}/", "exchange/given/", "overview/"):
            assert HOSTILE not in table.browser[who].get(f"/{SLUG}/{address}", follow=True).content.decode()


def test_a_request_is_put_off_declined_and_withdrawn(table: Table) -> None:
    ask(table)
    here = f"exchange/{max(state(table).exchange.requests)}/"
    said = table.post("ada", f"{here}later/", reason="The tests run", later=LATER.isoformat()).content.decode()
    assert "Put off until" in said
    assert "We have none" in table.post("ada", f"{here}decline-request/", reason="We have none").content.decode()
    assert "Everybody who was asked declined" in table.page("bo", here)
    assert "Found" in table.post("bo", f"{here}withdraw/", reason="Found elsewhere").content.decode()


def test_longer_terms_are_agreed_by_both(table: Table, at: Callable[[date], None]) -> None:
    index, file = offered(table)
    table.post("bo", f"exchange/{index}/accept/")
    more = (LATER + timedelta(days=30)).isoformat()
    table.post("bo", f"exchange/{index}/longer/", until=more, reason="The frames are late")
    extension = state(table).exchange.shares[index].extensions[0].index
    assert "Agree to longer terms" in table.page("ada", f"exchange/{index}/")
    table.post("ada", f"exchange/{index}/agree-longer/", extension=extension)
    at(LATER + timedelta(days=20))
    assert code(table, "bo", file) == 200
    assert table.browser["ada"].get(f"/{SLUG}/exchange/{extension}/").status_code == 302


def test_the_neutral_reads_and_has_no_buttons(table: Table) -> None:
    ask(table)
    index, _file = offered(table)
    for address in ("exchange/", "exchange/ask/", "exchange/offer/", f"exchange/{index}/", "exchange/register/"):
        text = table.page("cy", address)
        assert "as a neutral" in text
        assert "Accept these terms" not in text
    assert table.browser["cy"].post(f"/{SLUG}/exchange/{index}/accept/").status_code == 422


def test_what_is_not_there_is_not_there(table: Table) -> None:
    for address in ("exchange/999/", "exchange/0/", "exchange/ideas/999/", "exchange/offer/?request=999",
                    "exchange/offer/?request=x"):  # fmt: skip
        assert code(table, "ada", address) == 404
    assert table.browser["ada"].post(f"/{SLUG}/exchange/999/accept/").status_code == 404
    assert table.browser["ada"].post(f"/{SLUG}/exchange/0/nothing/").status_code == 404


# --- ideas and the register ---


def test_an_idea_is_built_on_adopted_and_its_value_shared(table: Table) -> None:
    assert "No idea is on the record yet" in table.page("ada", "exchange/ideas/")
    table.post("ada", "exchange/ideas/new/", title="One crane", text="It moves by barge")
    index = max(state(table).exchange.ideas)
    here = f"exchange/ideas/{index}/"
    table.post("bo", f"{here}build/", text="With the tide")
    idea = state(table).exchange.ideas[index]
    stale = table.post("ada", f"{here}agree/", last=index)
    assert stale.status_code == 422
    said = table.post("ada", f"{here}agree/", last=idea.last).content.decode()
    assert "Adopted: every party said yes to it." in said
    fields = {"what": "Saves one crane", "share-ada": "60", "share-bo": "40"}
    table.post("bo", f"{here}value/", **fields)
    value = idea.values[0].index
    assert "Agreed by all" in table.post("ada", f"{here}agree-value/", value=value).content.decode()
    assert "come to 110 percent" in table.post("bo", f"{here}value/", **(fields | {"share-bo": "50"})).content.decode()
    assert table.browser["bo"].get(f"/{SLUG}/exchange/{value}/").status_code == 302


def test_an_idea_is_set_aside_and_revived(table: Table) -> None:
    table.post("ada", "exchange/ideas/new/", title="One crane", text="It moves by barge")
    here = f"exchange/ideas/{max(state(table).exchange.ideas)}/"
    assert "No barge" in table.post("bo", f"{here}set-aside/", reason="No barge is free").content.decode()
    said = table.post("ada", f"{here}revive/", reason="A barge is free").content.decode()
    assert "had set it aside" in said
    assert "In the court of your party" in table.page("bo", "exchange/ideas/")


def test_a_register_is_proposed_as_a_whole_and_agreed(table: Table) -> None:
    assert "Nothing is agreed yet" in table.page("bo", "exchange/register/")
    fields = {
        "party-0": "ada", "name-0": "Hull design", "stance-0": "share", "note-0": "",
        "party-1": "bo", "name-1": "Prices", "stance-1": "not", "note-1": "Bound to suppliers",
        "party-2": "bo", "name-2": "", "stance-2": "share", "note-2": "",
    }  # fmt: skip
    more = table.post("ada", "exchange/register/propose/", more="yes", **fields).content.decode()
    assert "Hull design" in more
    said = table.post("ada", "exchange/register/propose/", why="So that all know", **fields).content.decode()
    assert "It holds once these have agreed: Bo Ltd" in said
    arrangement = max(state(table).arrangements.by_entry)
    table.post("bo", f"people/arrangements/{arrangement}/agree/")
    text = table.page("cy", "exchange/register/")
    assert "Bound to suppliers" in text
    assert "Does not share" in text
    index, _file = offered(table)
    assert "The register names no area for it." in table.page("bo", f"exchange/{index}/")
