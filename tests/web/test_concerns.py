"""Concerns in the browser: raised, read by those chosen, answered, rated, watched over; seen by nobody else."""

import re
from datetime import UTC, datetime, timedelta
from logging import LogRecord
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from paripassu.alliance import parties
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.concerns.tables import Concern, ConcernText
from paripassu.record import letters, receipts
from paripassu.web import clock, quiet
from paripassu.web.discretion import Discreet
from tests.keeper.concerned import CHEAP, PASSPHRASE, listed
from tests.web.conftest import SLUG, Table

WORDS = "The night crew signs for checks <b>that</b> nobody makes"
TODAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time that pages see; changed by putting another in its place."""
    moment = [TODAY]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def here(table: Table, today: list[datetime], monkeypatch: pytest.MonkeyPatch) -> Table:
    """All three listen; a guess of a passphrase costs next to nothing."""
    monkeypatch.setattr(letters.Cost, "__new__", lambda _kind, *_cost: tuple.__new__(letters.Cost, CHEAP))
    quiet.RAISED.clear()
    quiet.WRONG_RECEIPTS.clear()
    listed(table.sitting, "ada", "bo", "cy")
    return table


def person(here: Table, who: str) -> str:
    return here.sitting[who].person


def address(seat: Sitting) -> str:
    return quiet.speaking_address(SLUG, seat.alliance)


def send(browser: Client, where: str, here: Table, to: tuple[str, ...] = ("cy",), **more: Any) -> Any:
    """The second step of the form, about Ada's party."""
    fields = {"step": "send", "topic": "safety", "parties": ["ada"], "text": WORDS, "mode": "confidential",
              "to": [person(here, each) for each in to],
              "receipt": receipts.written(receipts.new_secret())}  # fmt: skip
    return browser.post(where, fields | more)


def receipt_of(response: Any) -> str:
    found = re.search(r'id="receipt" [^>]*>([0-9A-Z-]{34})<', response.content.decode())
    assert found
    return found[1]


def anonymous(here: Table, to: tuple[str, ...] = ("cy",), **more: Any) -> str:
    """Raise one without signing in; its receipt."""
    return receipt_of(send(Client(), address(here.sitting["ada"]), here, to, **more))


def unlocked(here: Table, who: str) -> Any:
    return here.post(who, "concerns/written/", passphrase=PASSPHRASE[who])


def read(here: Table, who: str) -> str:
    return here.page(who, f"concerns/written/{Concern.objects.get().pk}/")


def with_receipt(receipt: str, **fields: Any) -> Any:
    return Client().post("/receipt/", {"receipt": receipt, **fields})


def test_what_is_raised_without_signing_in_is_read_by_the_chosen_and_by_the_writer(here: Table) -> None:
    receipt = anonymous(here)
    unlocked(here, "cy")
    for shown in (read(here, "cy"), with_receipt(receipt).content.decode()):
        assert "signs for checks &lt;b&gt;that&lt;/b&gt; nobody makes" in shown
        assert "Anonymous" in shown


def test_others_find_nothing_of_it(here: Table) -> None:
    anonymous(here)
    inside = f"concerns/written/{Concern.objects.get().pk}/"
    for who in ("ada", "bo"):
        unlocked(here, who)
        assert here.browser[who].get(f"/{SLUG}/{inside}").status_code == 404
        assert here.browser[who].post(f"/{SLUG}/{inside}", {"form": "acknowledge"}).status_code == 404
        assert "Nothing was written to you" in here.page(who, "concerns/written/")
        assert "Concerns were written" not in here.page(who, "concerns/")


def test_eve_finds_no_page(here: Table, eve: Any, enter: Any) -> None:
    anonymous(here)
    browser = enter(eve)
    for page in ("concerns/", "concerns/new/", "concerns/confidants/", "concerns/written/",
                 f"concerns/written/{Concern.objects.get().pk}/"):  # fmt: skip
        assert browser.get(f"/{SLUG}/{page}").status_code == 404


def test_the_party_concerned_is_offered_to_nobody_and_refused_when_it_is_sent_all_the_same(here: Table) -> None:
    where = address(here.sitting["ada"])
    step = Client().post(where, {"step": "about", "topic": "safety", "parties": ["ada"]}).content.decode()
    assert person(here, "ada") not in step
    assert person(here, "bo") in step
    assert "Left out, because of what it is about" in step
    for to, then in ((("ada",), ""), (("cy",), person(here, "ada")), ((), "")):
        response = send(Client(), where, here, to, then=then)
        assert response.status_code == 422
        assert "signs for checks" in response.content.decode(), "what was typed is kept"
    assert not Concern.objects.exists()


def test_who_signs_in_and_names_a_person_is_not_offered_that_persons_party(here: Table) -> None:
    fields = {"step": "about", "topic": "conduct", "mode": "named", "person": person(here, "ada")}
    step = here.post("bo", "concerns/new/", **fields).content.decode()
    assert f'value="{person(here, "ada")}" checked' not in step
    assert f'name="to" value="{person(here, "ada")}"' not in step
    assert f'name="to" value="{person(here, "cy")}"' in step


@pytest.mark.parametrize(("mode", "listed_here"), [("named", True), ("confidential", False)])
def test_a_named_one_stands_on_the_writers_page_and_a_confidential_one_does_not(
    here: Table, mode: str, listed_here: bool
) -> None:
    assert send(here.browser["bo"], f"/{SLUG}/concerns/new/", here, mode=mode).status_code == 200
    assert ("Yours, under your name" in here.page("bo", "concerns/")) is listed_here
    assert "Yours, under your name" not in here.page("ada", "concerns/")
    unlocked(here, "cy")
    assert "Bo" in read(here, "cy")


def test_a_form_sent_twice_is_one_concern_with_one_receipt(here: Table) -> None:
    receipt = receipts.written(receipts.new_secret())
    for _time in range(2):
        assert receipt_of(send(Client(), address(here.sitting["ada"]), here, receipt=receipt)) == receipt
    assert Concern.objects.count() == 1
    for _time in range(2):
        with_receipt(receipt, form="say", text="Once", key="one")
    assert ConcernText.objects.count() == 2


def test_a_story_from_word_to_outcome(here: Table, today: list[datetime]) -> None:
    receipt = anonymous(here)
    unlocked(here, "cy")
    inside = f"concerns/written/{Concern.objects.get().pk}/"
    here.post("cy", inside, form="acknowledge")
    here.post("cy", inside, form="note", note="Ask the yard quietly")
    here.post("cy", inside, form="say", text="Which nights?", key="1")
    assert "Which nights?" in with_receipt(receipt, form="say", text="All of them", key="2").content.decode()
    here.post("cy", inside, form="answer", outcome="Two people sign from now on", key="3")
    page = read(here, "cy")
    assert "All of them" in page
    assert "Ask the yard quietly" in page
    shown = with_receipt(receipt, form="rate", rating="4", why="I sleep better", key="4").content.decode()
    assert "It was heard, and something changed" in shown
    assert "Ask the yard quietly" not in shown
    today[0] = TODAY + timedelta(days=31)
    assert "Has anything got worse" in with_receipt(receipt).content.decode()
    shown = with_receipt(receipt, form="watch", worse="yes", what="My shifts were changed", key="5").content.decode()
    assert "highest tier" in shown
    unlocked(here, "cy")
    assert "My shifts were changed" in read(here, "cy")


def test_what_is_missing_is_said_and_what_was_typed_is_kept(here: Table, today: list[datetime]) -> None:
    receipt = anonymous(here)
    for fields in ({"form": "say"}, {"form": "rate", "rating": "9"}, {"form": "consent", "to": "warning"},
                   {"form": "watch", "worse": "no"}, {"form": "bring", "person": person(here, "ada")}):  # fmt: skip
        response = with_receipt(receipt, **fields)
        assert response.status_code == 422
        assert "Your concern" in response.content.decode()
    today[0] = TODAY + timedelta(days=31)
    assert with_receipt(receipt, form="watch", worse="yes").status_code == 422


def test_the_record_and_the_alliance_see_only_what_the_writer_agreed_to(here: Table) -> None:
    receipt = anonymous(here)
    unlocked(here, "cy")
    inside = f"concerns/written/{Concern.objects.get().pk}/"
    size = here.sitting["cy"].alliance.size
    for form in ("show", "warn"):
        assert here.post("cy", inside, form=form, effect="x", key=form).status_code == 422
    assert here.sitting["cy"].alliance.size == size
    with_receipt(receipt, form="consent", to="record", key="0")
    with_receipt(receipt, form="consent", to="nothing", key="00")
    assert here.post("cy", inside, form="show", key="taken back").status_code == 422
    with_receipt(receipt, form="consent", to="record", key="1")
    with_receipt(receipt, form="consent", to="warning", title="Checks at night", words="Checks may be missed", key="2")
    here.post("cy", inside, form="show", key="3")
    here.post("cy", inside, form="warn", effect="A failure goes unseen", key="4")
    state = here.sitting["cy"].alliance
    assert len(state.concerns.shown) == 1
    [matter] = state.conflicts.by_index.values()
    assert (matter.fact.title, matter.fact.what) == ("Checks at night", "Checks may be missed")


def test_the_pages_without_sign_in_read_and_write_no_session(here: Table) -> None:
    browser = here.browser["bo"]
    where = address(here.sitting["ada"])
    with CaptureQueriesContext(connection) as asked:
        receipt = receipt_of(send(browser, where, here))
        browser.get(where)
        browser.post(where, {"step": "about", "topic": "other"})
        browser.get("/receipt/")
        browser.post("/receipt/", {"receipt": receipt, "form": "say", "text": "More"})
        browser.post("/receipt/", {"receipt": "wrong"})
    assert len(asked) > 10
    statements = " ".join(query["sql"] for query in asked)
    assert "django_session" not in statements
    assert "web_cache" not in statements
    assert '"keeper_account"."id" =' not in statements


def test_a_writer_is_told_that_a_text_was_taken_out_and_no_session_is_read(here: Table) -> None:
    receipt = anonymous(here)
    with_receipt(receipt, form="say", text="One", key="1")
    with_receipt(receipt, form="say", text="Two", key="2")
    ConcernText.objects.filter(number=1).delete()
    with CaptureQueriesContext(connection) as asked:
        response = here.browser["bo"].post("/receipt/", {"receipt": receipt})
    assert response.status_code == 503
    assert "altered, moved or taken out" in response.content.decode()
    assert "django_session" not in " ".join(query["sql"] for query in asked)


def test_receipts_are_guessed_ten_times_and_then_one_waits(here: Table) -> None:
    receipt = anonymous(here)
    codes = [with_receipt(f"guess {number}").status_code for number in range(12)]
    assert codes == [422] * 10 + [429] * 2
    assert with_receipt(receipt).status_code == 429


def test_a_mistyped_an_unknown_and_an_empty_receipt_are_answered_alike(here: Table) -> None:
    receipt = anonymous(here)
    wrong = (receipts.written(receipts.new_secret()), receipt[:-1] + ("0" if receipt[-1] != "0" else "1"), "", "no")
    bodies = {re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"', "", with_receipt(each).content.decode())
              for each in wrong}  # fmt: skip
    assert len(bodies) == 1


def test_five_concerns_an_hour_come_from_one_place(here: Table) -> None:
    where = address(here.sitting["ada"])
    codes = [send(Client(), where, here).status_code for _time in range(7)]
    assert codes == [200] * 5 + [429] * 2


def test_another_address_to_speak_at_is_not_there(here: Table) -> None:
    where = address(here.sitting["ada"])
    for wrong in (where[:-3] + "ff/", where.replace(SLUG, "elsewhere"), "/speak/-/x/"):
        assert Client().get(wrong).status_code == 404


def test_a_wrong_passphrase_opens_nothing_and_is_tried_five_times(here: Table) -> None:
    anonymous(here)
    browser = here.browser["cy"]
    codes = [browser.post(f"/{SLUG}/concerns/written/", {"passphrase": "wrong"}).status_code for _time in range(6)]
    assert codes == [422] * 5 + [429]
    assert browser.get(f"/{SLUG}/concerns/written/{Concern.objects.get().pk}/").status_code == 302


def test_the_cookie_without_the_session_and_the_session_without_the_cookie_open_nothing(here: Table) -> None:
    anonymous(here)
    unlocked(here, "cy")
    browser = here.browser["cy"]
    cookie = browser.cookies["confidant"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    inside = f"/{SLUG}/concerns/written/{Concern.objects.get().pk}/"
    assert browser.get(inside).status_code == 200
    value = cookie.value
    for broken in ("", "00" * 32, "zz", value[:-2]):
        browser.cookies["confidant"] = broken
        assert browser.get(inside).status_code == 302
    browser.cookies["confidant"] = value
    here.post("cy", "concerns/written/", form="close")
    browser.cookies["confidant"] = value
    assert browser.get(inside).status_code == 302


def test_after_half_an_hour_the_passphrase_is_asked_again(here: Table, today: list[datetime]) -> None:
    anonymous(here)
    unlocked(here, "cy")
    today[0] = TODAY + timedelta(minutes=30)
    assert here.browser["cy"].get(f"/{SLUG}/concerns/written/{Concern.objects.get().pk}/").status_code == 302


def test_a_key_is_made_and_a_list_is_proposed_on_its_page(here: Table) -> None:
    page = here.post("cy", "concerns/confidants/", form="key", passphrase="a new sentence of cy", again="another one")
    assert page.status_code == 422
    here.post("cy", "concerns/confidants/", form="key", passphrase="a new sentence", again="a new sentence")
    people = [person(here, each) for each in ("bo", "cy")]
    fields = {"form": "list", "person": people, "days": "5", "months": "2", "why": "Cy has a new key"}
    shown = here.post("ada", "concerns/confidants/", **fields)
    assert "Proposed. It holds once these have agreed: Bo Ltd." in shown.content.decode()
    assert "for Cy, key" in shown.content.decode()


def test_what_passed_on_in_silence_is_seen_by_both(here: Table, today: list[datetime]) -> None:
    receipt = anonymous(here, ("bo",), then=person(here, "cy"))
    unlocked(here, "cy")
    assert "Nothing was written to you" in here.page("cy", "concerns/written/")
    today[0] = TODAY + timedelta(days=9)
    assert "Not acknowledged since" in here.page("cy", "concerns/written/")
    assert "A clock has run out" in with_receipt(receipt).content.decode()


def test_who_hands_it_over_is_led_away(here: Table) -> None:
    anonymous(here)
    unlocked(here, "cy")
    inside = f"concerns/written/{Concern.objects.get().pk}/"
    shown = here.post("cy", inside, form="hand", person=person(here, "bo"), leave="yes", key="1").content.decode()
    assert "Nothing was written to you" in shown
    unlocked(here, "bo")
    assert "and reads it no more" in read(here, "bo")


def test_the_log_says_nothing_of_these_pages() -> None:
    for path in ("/receipt/", "/speak/working-together/0f0f/", "/working-together/concerns/new/"):
        assert not Discreet().filter(LogRecord("django", 30, "", 0, "Too Many Requests: %s", (path,), None))
    assert Discreet().filter(LogRecord("django", 30, "", 0, "Not Found: %s", ("/ledger/",), None))
    fault = LogRecord("django", 40, "", 0, "Internal Server Error: %s", ("/speak/working-together/0f0f/",), None)
    assert Discreet().filter(fault)
    assert "0f0f" not in str(fault.msg)


def test_a_passphrase_is_changed_on_its_page_and_wrong_ones_are_counted(here: Table) -> None:
    anonymous(here)
    new = {"passphrase": "cy keeps the lamp now", "again": "cy keeps the lamp now"}
    for before, after, code in (("wrong", new, 422), (PASSPHRASE["cy"], new | {"again": "x"}, 422)):
        fields = {"form": "change", "before": before} | after
        response = here.browser["cy"].post(f"/{SLUG}/concerns/confidants/", fields)
        assert response.status_code == code
    shown = here.post("cy", "concerns/confidants/", form="change", before=PASSPHRASE["cy"], **new)
    assert "Your passphrase is another one now" in shown.content.decode()
    assert here.browser["cy"].post(f"/{SLUG}/concerns/written/", {"passphrase": PASSPHRASE["cy"]}).status_code == 422
    here.post("cy", "concerns/written/", passphrase=new["passphrase"])
    assert "signs for checks" in read(here, "cy")


def test_who_leaves_is_told_on_the_page_of_handovers_and_hands_everything_over(here: Table) -> None:
    anonymous(here)
    assert "You listen to concerns" in here.page("cy", "people/handovers/")
    unlocked(here, "cy")
    assert "I leave: hand everything over" in here.page("cy", "concerns/written/")
    shown = here.post("cy", "concerns/written/", form="all", to=person(here, "ada"), key="1").content.decode()
    assert "With you: 1." in shown, "it is about Ada's party"
    shown = here.post("cy", "concerns/written/", form="all", to=person(here, "bo"), key="2").content.decode()
    assert "Handed over: 1." in shown
    unlocked(here, "bo")
    assert "and reads it no more" in read(here, "bo")


def test_a_writer_is_told_that_nobody_is_left_who_reads_it(here: Table) -> None:
    receipt = anonymous(here)
    acts.record(here.sitting["cy"], parties.leave_seat, key="gone", person=person(here, "cy"))
    shown = with_receipt(receipt).content.decode()
    assert "Nobody of those you wrote to sits here any more" in shown
    assert "reads nothing more" in shown
    assert "sits here no more: nothing more can be written" in here.page("bo", "concerns/")
    with_receipt(receipt, form="bring", person=person(here, "bo"), key="1")
    unlocked(here, "bo")
    assert "signs for checks" in read(here, "bo")


def test_it_becomes_a_change_in_the_writers_words_and_the_link_is_shown_only_if_the_writer_agrees(here: Table) -> None:
    receipt = anonymous(here, ("bo",))
    unlocked(here, "bo")
    inside = f"concerns/written/{Concern.objects.get().pk}/"
    assert here.post("bo", inside, form="change", nature="people", key="0").status_code == 422
    with_receipt(receipt, form="consent", to="change", title="Nights", words="Nights have one engineer", key="1")
    assert "Nights have one engineer" in read(here, "bo")
    here.post("bo", inside, form="change", nature="people", title="Other", what="Other words", key="2")
    state = here.sitting["bo"].alliance
    [change] = state.changes.by_index.values()
    assert (change.fact.title, change.fact.what) == ("Nights", "Nights have one engineer")
    assert f"entry {change.index}" in with_receipt(receipt).content.decode()
    assert here.post("bo", inside, form="change", nature="people", key="3").status_code == 422, "once"
    assert here.post("bo", inside, form="show", about=str(change.index), key="4").status_code == 422
    assert "came of a concern" not in here.page("ada", f"changes/{change.index}/")
    with_receipt(receipt, form="consent", to="link", key="5")
    assert "Let the record show that it came of a concern" in read(here, "bo")
    assert here.post("bo", inside, form="show", about="1", key="6").status_code == 422, "only what came of it"
    here.post("bo", inside, form="show", about=str(change.index), key="7")
    assert state.links.of(change.index) == tuple(state.concerns.shown.values())
    assert "as whoever wrote it agreed" in here.page("ada", f"changes/{change.index}/")


def test_before_and_after_between_the_organisations_is_for_the_writer_and_the_reader_alone(
    here: Table, today: list[datetime]
) -> None:
    receipt = anonymous(here)
    unlocked(here, "cy")
    for shown in (read(here, "cy"), with_receipt(receipt).content.decode()):
        assert "From the 30th day on" in shown
    today[0] = TODAY + timedelta(days=40)
    unlocked(here, "cy")
    for shown in (read(here, "cy"), with_receipt(receipt).content.decode()):
        assert "fewer than five people sat there all the time" in shown
        assert "Ada Ltd, Bo Ltd" in shown
    assert "Before and after" not in here.page("ada", "concerns/")
