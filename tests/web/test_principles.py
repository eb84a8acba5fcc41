"""Principles in the browser's place: recognition, a strain with its answer, and the settlement that both agree to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paripassu.alliance import agreement, checkins, ledger
from paripassu.alliance.agreement.principles import Principle
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.principles.observations import Observation, standing
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from paripassu.web import clock, observed, traces
from tests import cast
from tests.alliance.principles.observing import PRINCIPLES
from tests.web.conftest import SLUG, Enter, Table

TODAY = datetime.now(UTC).date()
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def held(table: Table) -> Table:
    """The same table, once the agreement has principles."""
    return amended(table, PRINCIPLES)


def amended(table: Table, principles: Any) -> Table:
    ada = table.sitting["ada"]
    base = len(ada.alliance.agreement.versions)
    text = cast.terms(neutrals=("cy",), principles=principles)
    fields = {"terms": text, "base": base, "reason": "change", "note": "Principles"}
    draft = acts.record(ada, agreement.table, key=f"tabled{base}", **fields)[0].index
    for act, key in ((agreement.accept, "accepted"), (agreement.sign, "signed")):
        tabled = ada.alliance.agreement.draft
        assert tabled is not None
        seal = {"digest": digest(tabled.terms)} if act is agreement.sign else {}
        for name in ("ada", "bo"):
            acts.record(table.sitting[name], act, key=f"{key}{base}", draft=draft, **seal)
    return table


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be the noon of another day, for pages and for rules."""

    def to(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return to


def send(table: Table, who: str = "ada", **fields: Any) -> Any:
    """Send the form."""
    usual = {
        "stands": "strained", "of": "bo", "principle": "p1/b1", "on": TODAY.isoformat(),
        "what": "The failed test was told late.", "evidence": "Test log",
    }  # fmt: skip
    return table.post(who, "principles/observations/new/", **(usual | fields))


def last(table: Table) -> Observation:
    """The observation that was made last."""
    return list(table.sitting["ada"].alliance.principles.by_index.values())[-1]


def strained(table: Table, **fields: Any) -> int:
    """A strain that Ada observed of Bo; the index of its entry."""
    send(table, **fields)
    return last(table).index


def act(table: Table, who: str, index: int, name: str, **fields: Any) -> str:
    """Do something about an observation; the page after it."""
    response = table.post(who, f"principles/observations/{index}/{name}/", **fields)
    return str(response.content.decode())


def stands(table: Table) -> str:
    return standing(table.sitting["ada"].alliance, last(table))


def test_before_an_agreement_the_page_says_what_comes_first(alliance: Any, ada: Account, enter: Enter) -> None:
    browser = enter(ada)
    for address in ("principles/", "principles/observations/", "principles/observations/new/"):
        assert "Principles come with the agreement" in browser.get(f"/{SLUG}/{address}").content.decode()


def test_an_agreement_without_principles_teaches_what_they_are(table: Table) -> None:
    assert "The agreement names no principles" in table.page("ada", "principles/")
    assert "The agreement names no principles" in table.page("ada", "principles/observations/new/")
    assert send(table, principle="p1").status_code == 422


def test_empty_states_teach_and_say_nothing_for_or_against(held: Table) -> None:
    page = held.page("ada", "principles/")
    assert "Honesty" in page
    assert "Tells within two days." in page
    assert "Nothing was observed yet" in page
    assert "Nothing was observed yet" in held.page("bo", "principles/observations/")
    assert "says nothing for or against it" in held.page("cy", "principles/p1/")
    assert "Nothing yet. A decision" in held.page("cy", "principles/p1/")


def test_recognition_is_recorded_and_read_by_all(held: Table) -> None:
    response = send(held, stands="kept", principle="p2", what="They spoke well of us at the fair.", evidence="")
    assert "Recognised. Nothing waits for anybody." in response.content.decode()
    assert last(held).fact.behaviour == ""
    for who in ("ada", "bo", "cy"):
        assert "They spoke well of us" in held.page(who, "principles/p2/")
        assert "They spoke well of us" in held.page(who, "principles/")


def test_a_strain_goes_all_the_way_to_the_settlement(held: Table) -> None:
    index = strained(held)
    assert "Answer: a principle was seen strained" in held.page("bo", "")
    page = act(held, "bo", index, "answer", seen="otherwise", text="We told you by phone.", form="answer")
    assert "Ada Ltd says what it makes of the answer" in page
    act(held, "ada", index, "keep-to", reason="There was no call.", form="keep-to")
    assert stands(held) == "between"
    page = act(held, "bo", index, "offer", text="From now on in writing.", form="offer")
    assert "Your offer is before the other" in page
    offer = last(held).settlements[-1].offered.entry
    act(held, "ada", index, "decline", settlement=offer, reason="By which day?", form="decline")
    act(held, "ada", index, "offer", text="In writing, within two days.", form="offer")
    offer = last(held).settlements[-1].offered.entry
    assert "Agree: it is settled" in held.page("bo", f"principles/observations/{index}/")
    act(held, "bo", index, "agree", settlement=offer)
    assert stands(held) == "settled"
    page = held.page("cy", f"principles/observations/{index}/")
    for said in ("There was no call.", "By which day?", "In writing, within two days.", "Agrees: it is settled"):
        assert said in page
    assert held.browser["cy"].get(f"/{SLUG}/principles/observations/{offer}/").status_code == 302


def test_the_observer_changes_its_mind_or_takes_it_back(held: Table) -> None:
    index = strained(held)
    act(held, "ada", index, "kept", reason="The mail was in the spam folder.", form="kept")
    assert "sees it as kept now" in held.page("bo", f"principles/observations/{index}/")
    index = strained(held)
    act(held, "ada", index, "withdraw", reason="Another project.", form="withdraw")
    assert stands(held) == "withdrawn"
    index = strained(held)
    act(held, "bo", index, "offer", text="Let us talk.", form="offer")
    offer = last(held).settlements[-1].offered.entry
    act(held, "bo", index, "take-back", settlement=offer, reason="Not yet.", form="take-back")
    assert last(held).offer is None


def test_refused_input_is_kept_and_stands_at_its_field(held: Table) -> None:
    response = send(held, evidence="", what="Kept words")
    page = response.content.decode()
    assert response.status_code == 422
    assert "the other side must be able to look at it" in page
    assert "Kept words" in page
    response = send(held, on="2999-01-01", of="nobody", principle="p9", stands="")
    assert response.status_code == 422
    index = strained(held)
    page = act(held, "bo", index, "answer", seen="", text="Half an answer", form="answer")
    assert "Half an answer" in page
    assert last(held).answers == []
    page = act(held, "ada", index, "keep-to", reason="No answer yet", form="keep-to")
    assert "has not answered since" in page


def test_no_person_is_named_as_the_one_who_strained(held: Table) -> None:
    response = send(held, what="bo  was late again.")
    assert response.status_code == 422
    assert "no person is held up here" in response.content.decode()
    assert not held.sitting["ada"].alliance.principles.by_index
    send(held, what="Bo was there all night.", stands="kept")
    assert last(held).fact.stands == "kept"


def test_an_answer_brings_its_files_and_all_can_open_them(held: Table) -> None:
    index = strained(held, files=SimpleUploadedFile("log.txt", b"What the log says."))
    log = SimpleUploadedFile("letter.txt", b"What we wrote.")
    act(held, "bo", index, "answer", seen="same", text="So it was.", files=log, form="answer")
    page = held.page("cy", f"principles/observations/{index}/")
    assert "log.txt" in page
    assert "letter.txt" in page
    given = last(held).answers[0].enclosed[0]
    assert held.browser["cy"].get(f"/{SLUG}/files/{given.digest}/").status_code == 200


def test_sent_twice_is_recorded_once(held: Table) -> None:
    for _again in range(2):
        send(held, key="once")
    assert len(held.sitting["ada"].alliance.principles.by_index) == 1


def test_eve_finds_nothing_and_cy_can_do_nothing(held: Table, account: Callable[[str], Account], enter: Enter) -> None:
    index = strained(held)
    eve = enter(account("Eve"))
    for address in ("", "p1/", "observations/", "observations/new/", f"observations/{index}/"):
        assert eve.get(f"/{SLUG}/principles/{address}").status_code == 404
    assert (
        eve.post(f"/{SLUG}/principles/observations/{index}/answer/", {"seen": "same", "text": "x"}).status_code == 404
    )
    assert "You sit here as a neutral" in held.page("cy", f"principles/observations/{index}/")
    assert "What you can do" not in held.page("cy", f"principles/observations/{index}/")
    assert send(held, "cy").status_code == 422
    assert "records nothing for either side" in act(held, "cy", index, "answer", seen="same", text="x", form="answer")


@pytest.mark.parametrize("address", ["p9/", "x/", "observations/0/", "observations/999/", "observations/1/dance/"])
def test_strange_addresses_are_not_found(held: Table, address: str) -> None:
    assert held.browser["ada"].get(f"/{SLUG}/principles/{address}").status_code == 404
    assert held.browser["ada"].post(f"/{SLUG}/principles/{address}").status_code in (404, 405, 200)


def test_a_strange_act_is_not_found(held: Table) -> None:
    index = strained(held)
    assert held.browser["ada"].post(f"/{SLUG}/principles/observations/{index}/dance/").status_code == 404
    assert "What was seen" in held.page("ada", f"principles/observations/{index}/answer/")


def test_hostile_words_are_shown_as_text(held: Table) -> None:
    index = strained(held, what=HOSTILE, evidence=HOSTILE)
    act(held, "bo", index, "answer", seen="same", text=HOSTILE, evidence=HOSTILE, form="answer")
    act(held, "bo", index, "offer", text=HOSTILE, form="offer")
    for address in (
        "principles/",
        "principles/observations/",
        "principles/p1/",
        f"principles/observations/{index}/",
        "",
    ):
        assert HOSTILE not in held.page("ada", address)


def test_the_list_is_filtered_by_standing_party_principle_and_quarter(held: Table) -> None:
    strained(held, what="First thing")
    send(held, "bo", of="ada", principle="p2", stands="kept", what="Second thing")
    quarter = TODAY.replace(month=(TODAY.month - 1) // 3 * 3 + 1, day=1).isoformat()
    for query, there, gone in (
        ("stands=kept", "Second", "First"), ("of=bo", "First", "Second"), ("by=bo", "Second", "First"),
        ("principle=p1", "First", "Second"), ("stands=open", "First", "Second"), ("stands=strained", "First", "Second"),
        (f"quarter={quarter}&of=ada", "Second", "First"),
    ):  # fmt: skip
        page = held.page("cy", f"principles/observations/?{query}")
        assert f"{there} thing" in page
        assert f"{gone} thing" not in page
    assert "First thing" not in held.page("ada", "principles/observations/?quarter=2001-01-01")
    assert "First thing" in held.page("bo", "principles/observations/?stands=yours")
    assert "First thing" not in held.page("ada", "principles/observations/?stands=yours")


def test_after_two_weeks_the_page_says_that_an_answer_is_overdue(held: Table, at: Callable[[date], None]) -> None:
    index = strained(held)
    assert "Answer overdue" not in held.page("ada", f"principles/observations/{index}/")
    at(TODAY + timedelta(days=16))
    page = held.page("ada", f"principles/observations/{index}/")
    assert "Answer overdue" in page
    assert "An answer was expected by" in page


def test_a_principle_shows_how_its_words_changed_and_what_the_table_does_to_it(held: Table) -> None:
    index = strained(held)
    ids = {each.name: each.id for each in held.sitting["ada"].alliance.agreement.versions[-1].terms.principles}
    assert ids == {"Honesty": "p1", "Loyalty": "p2"}
    amended(held, (PRINCIPLES[1],))
    page = held.page("bo", "principles/p1/")
    assert "no longer in the agreement" in page
    assert "Left out of the text." in page
    assert "No longer in the text" in held.page("bo", "principles/")
    assert "The failed test was told late." in held.page("bo", f"principles/observations/{index}/")
    other = cast.terms(neutrals=("cy",), principles=(Principle("Loyalty", "Always."),))
    fields = {"terms": other, "base": 3, "reason": "change", "note": "Shorter"}
    acts.record(held.sitting["bo"], agreement.table, key="other", **fields)
    assert "puts this principle in other words" in held.page("ada", "principles/p2/")


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("ledger/new/", {"side": "contribution", "of": "ada", "pool": "work", "on": TODAY.isoformat(), "quantity": "5",
                         "unit": "EUR", "what": "Rests on honesty", "resource": "cash"}),
        ("commitments/new/", {"owner": "ada", "to": "bo", "what": "Rests on honesty", "every": "", "importance": "low",
                              "due": (TODAY + timedelta(days=9)).isoformat()}),
        ("decisions/new/", {"title": "Rests on honesty", "text": "x", "reasons": "y", "carrier": "",
                            "method": "consent", "closes": (TODAY + timedelta(days=9)).isoformat(), "veto_days": "15"}),
    ],
)  # fmt: skip
def test_any_form_can_cite_a_principle_and_the_link_is_walked_both_ways(
    held: Table, address: str, fields: dict[str, str]
) -> None:
    form = held.page("ada", f"{address}?clause=p1")
    assert "Principles it rests on" in form
    response = held.post("ada", address, clause=["p1", "p77"], **fields)
    assert response.status_code == 200
    (cites,) = held.sitting["ada"].alliance.links.of_clause("p1")
    assert "Rests on honesty" in held.page("bo", "principles/p1/")
    assert 'href="/working-together/principles/p1/"' in response.content.decode()
    assert held.sitting["ada"].alliance.links.clauses[cites] == ("p1",)


def test_an_item_of_an_agenda_cites_a_principle(held: Table) -> None:
    [called] = acts.record(held.sitting["ada"], checkins.call, key="called", on=TODAY + timedelta(days=30))
    assert "Principles it rests on" in held.page("bo", f"checkins/{called.index}/")
    held.post("bo", f"checkins/{called.index}/do/add/", text="How we tell bad news", clause="p1", form="add")
    assert "How we tell bad news" in held.page("ada", "principles/p1/")


def test_what_is_strained_stands_on_the_next_agenda(held: Table) -> None:
    day = TODAY + timedelta(days=30)
    [called] = acts.record(held.sitting["ada"], checkins.call, key="called", on=day)
    strained(held)
    page = held.page("cy", f"checkins/{called.index}/")
    assert "Principles said to be strained" in page
    assert "The failed test was told late." in page


def test_thanks_in_the_ledger_lead_to_the_principle_and_back(held: Table) -> None:
    ada = held.sitting["ada"]
    thanks = acts.record(ada, ledger.appreciate, key="thanks", to="bo", on=TODAY, what="A Saturday at our yard")[
        0
    ].index
    assert f"about={thanks}" in held.page("ada", "ledger/appreciation/")
    assert f"about={thanks}" not in held.page("bo", "ledger/appreciation/")
    assert "A Saturday at our yard" in held.page("ada", "principles/observations/new/?stands=kept")
    send(held, stands="kept", principle="p2", what="They came on a Saturday.", about=str(thanks))
    assert "A Saturday at our yard" in held.page("cy", f"principles/observations/{last(held).index}/")
    assert "They came on a Saturday." in held.page("cy", "ledger/appreciation/")
    response = held.browser["cy"].get(f"/{SLUG}/ledger/appreciation/{thanks}/")
    assert response["Location"].endswith(f"#entry-{thanks}")
    assert held.browser["cy"].get(f"/{SLUG}/ledger/appreciation/999/").status_code == 404


def test_every_standing_and_every_fact_has_its_words(held: Table) -> None:
    assert set(observed.STANDINGS) == set(observed.NEXT)
    index = strained(held)
    act(held, "bo", index, "answer", seen="same", text="So it was.", form="answer")
    act(held, "bo", index, "offer", text="In writing.", form="offer")
    act(held, "ada", index, "agree", settlement=last(held).settlements[-1].offered.entry)
    page = held.page("cy", "record/")
    for words in (
        "saw the principle of Honesty strained by",
        "sees it the same way",
        "offered to settle",
        "is settled",
    ):
        assert words in page


def test_marks_keep_their_side_and_find_room(held: Table) -> None:
    for number in range(3):
        strained(held, what=f"Thing {number}")
    send(held, stands="kept")
    trace = traces.traces(held.sitting["ada"].alliance, TODAY)
    assert trace["ada"].marks == ()
    assert sorted((mark.kept, mark.row, mark.open) for mark in trace["bo"].marks) == [
        (False, 0, True), (False, 1, True), (False, 2, True), (True, 0, False),
    ]  # fmt: skip
    assert all(traces.INSET <= mark.x <= traces.WIDTH - traces.INSET for mark in trace["bo"].marks)


def test_ids_of_principles_survive_the_form_of_the_text(held: Table) -> None:
    held.post("ada", "agreement/text/begin/", source="version", reason="change", note="Clearer words.")
    page = held.page("ada", "agreement/text/principles/")
    assert "Tells within two days." in page
    held.post(
        "ada", "agreement/text/principles/", edition=1, lines=3,
        **{"id-0": "p1", "name-0": "Candour", "text-0": "Bad news first.",
           "behaviours-0": "Tells at once.\nCorrects itself.",
           "id-1": "", "name-1": "Autonomy", "text-1": "Each may say no.", "behaviours-1": "",
           "id-2": "p2", "name-2": "", "text-2": "", "behaviours-2": ""},
    )  # fmt: skip
    held.post("ada", "agreement/text/table/", edition=2, note="Clearer words.", reason="change")
    draft = held.sitting["ada"].alliance.agreement.draft
    assert draft is not None
    assert [(each.id, each.name) for each in draft.terms.principles] == [("p1", "Candour"), ("p3", "Autonomy")]
    assert [(one.id, one.text) for one in draft.terms.principles[0].behaviours] == [
        ("b1", "Tells at once."), ("b2", "Corrects itself."),
    ]  # fmt: skip
    page = held.page("bo", "agreement/")
    assert "Tells at once." in page
    assert "puts this principle in other words" in held.page("bo", "principles/p1/")
    assert "leaves this principle out" in held.page("bo", "principles/p2/")


def test_nothing_is_shown_to_somebody_who_is_not_signed_in(held: Table) -> None:
    assert Client().get(f"/{SLUG}/principles/").status_code == 302
