"""The end on pages: both sides go all the way, change their minds, and part with a record that still verifies."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from paripassu.alliance.ending import stage
from paripassu.keeper import acts, exports
from paripassu.keeper.models import Account
from paripassu.record import record
from paripassu.web import clock
from tests.web.conftest import SLUG, Enter, Table

PLAN = {
    "replaces": "", "why": "It is easiest now.", "review": "", "key": "plan",
    "ground-mutual-0-text": "All of us find that it is enough.", "ground-mutual-0-days": "",
    "ground-notice-0-text": "A party says so, with its reasons.", "ground-notice-0-days": "30",
    "topic-data-0-text": "Give back the test data.", "topic-data-0-owner": "", "topic-data-0-days": "20",
    "topic-assets-0-text": "The stand goes back.", "topic-assets-0-owner": "bo", "topic-assets-0-days": "40",
    "topic-confidentiality-0-text": "Silence for three years.", "topic-confidentiality-0-owner": "",
    "topic-confidentiality-0-days": "30", "topic-confidentiality-0-lasts": "yes",
}  # fmt: skip


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch, table: Table) -> Any:
    """Lets days pass for the pages, for the rules and for the record."""
    passed = {"days": 0}

    def later(days: int) -> date:
        passed["days"] += days
        moment = datetime.now(UTC) + timedelta(days=passed["days"])
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)
        monkeypatch.setattr(record, "now", lambda: moment)
        monkeypatch.setattr(table.sitting["ada"].kept.record, "_clock", lambda: moment)
        return moment.date()

    return later


def state(table: Table) -> Any:
    return table.sitting["ada"].alliance.ending


def stands(table: Table) -> str:
    return stage(table.sitting["ada"].alliance, clock.now())


def send(table: Table, who: str, address: str, **fields: Any) -> str:
    """Send a form of the ending that is taken; the page that follows."""
    response = table.post(who, f"ending/{address}", **({"key": f"{who}{address}"} | fields))
    assert response.status_code == 200, response.content.decode()
    return str(response.content.decode())


def agree(table: Table, who: str = "bo") -> None:
    """Agree to the arrangement proposed last."""
    index = max(table.sitting["ada"].alliance.arrangements.by_entry)
    assert table.post(who, f"people/arrangements/{index}/agree/", key=f"agree{index}").status_code == 200


def planned(table: Table) -> None:
    send(table, "ada", "plan/edit/", **(PLAN | {}))
    agree(table)


def winding_down(table: Table, on: Any) -> None:
    send(table, "ada", "do/wind-down/", on=clock.now().date().isoformat(), why="The ship sails.", form="wind-down")
    agree(table)
    on(3)
    assert stands(table) == "winding_down"


def finish(table: Table) -> None:
    """Draw up the list, answer and confirm everything on it."""
    send(table, "ada", "checklist/draw-up/")
    for index, item in state(table).items.items():
        owners = [item.fact.owner] if item.fact.owner else ["ada", "bo"]
        for who in owners:
            send(table, who, f"checklist/{index}/do/answer/", how="done", text="It is done.", form="answer")
    others = [index for index, item in state(table).items.items() if item.fact.owner == "bo"]
    send(table, "ada", "checklist/confirm/", item=others, form="confirm")


def closed(table: Table) -> int:
    page = send(table, "ada", "closing/state/", size=str(table.sitting["ada"].alliance.size), note="", form="state")
    assert "It is now in the court of Bo Ltd" in page
    index = max(state(table).closings)
    send(table, "bo", "closing/accept/", closing=str(index))
    return int(index)


# --- empty pages, and who sees what ---

PAGES = ("", "plan/", "plan/edit/", "checklist/", "closing/", "lessons/", "print/")


@pytest.mark.parametrize("page", PAGES)
def test_everybody_with_a_seat_reads_every_page_before_there_is_anything(table: Table, page: str) -> None:
    for who in ("ada", "bo", "cy"):
        assert "<h1>" in table.page(who, f"ending/{page}")


@pytest.mark.parametrize("page", PAGES)
def test_eve_finds_nothing(table: Table, eve: Account, enter: Enter, page: str) -> None:
    assert enter(eve).get(f"/{SLUG}/ending/{page}").status_code == 404
    assert Client().get(f"/{SLUG}/ending/{page}").status_code == 302


def test_an_empty_page_teaches_and_does_not_nag(table: Table) -> None:
    page = table.page("ada", "ending/")
    assert "There is no exit plan yet" in page
    assert "Propose an exit plan" in page
    assert "exit plan" not in table.page("ada", "").split("What needs you now")[1].split("</section>")[0]


def test_a_neutral_sees_no_buttons_and_is_told_why(table: Table) -> None:
    page = table.page("cy", "ending/")
    assert "You sit here as a neutral" in page
    assert "Propose" not in page.split("<main")[1]
    assert "Propose it to all" not in table.page("cy", "ending/plan/edit/")


def test_before_an_agreement_is_in_force_there_is_nothing_to_end(alliance: Any, ada: Account, enter: Enter) -> None:
    for page in PAGES:
        response = enter(ada).get(f"/{SLUG}/ending/{page}")
        assert response.status_code == 200
    assert "Nothing to end yet" in enter(ada).get(f"/{SLUG}/ending/").content.decode()


# --- the plan ---


def test_a_plan_is_proposed_declined_agreed_and_changed(table: Table) -> None:
    page = send(table, "ada", "plan/edit/", **PLAN)
    assert "another party" not in page
    assert "A party may then give 30 days of notice" in page
    index = max(table.sitting["ada"].alliance.arrangements.by_entry)
    assert "an exit plan" in table.page("bo", "ending/")
    table.post("bo", f"people/arrangements/{index}/decline/", key="no", reason="Thirty days are few.", form="decline")
    assert "Thirty days are few." in table.page("ada", f"people/arrangements/{index}/")
    agree(table)
    assert "The stand goes back." in table.page("cy", "ending/plan/")
    changed = PLAN | {"replaces": str(index), "ground-notice-0-days": "60", "key": "other"}
    send(table, "bo", "plan/edit/", **changed)
    agree(table, "ada")
    assert "60 days" in table.page("ada", "ending/plan/")
    assert "1 earlier plan" in table.page("ada", "ending/plan/")


def test_what_was_typed_into_a_plan_is_kept_when_it_is_refused(table: Table) -> None:
    wrong = PLAN | {"ground-notice-0-days": "3", "topic-data-0-days": "soon"}
    response = table.post("ada", "ending/plan/edit/", **wrong)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Give back the test data." in page
    assert 'value="soon"' in page
    assert table.post("ada", "ending/plan/edit/", **(PLAN | {"ground-notice-0-days": "3"})).status_code == 422
    assert state(table).plan is None


def test_a_plan_without_a_ground_is_sent_back(table: Table) -> None:
    empty = PLAN | {"ground-mutual-0-text": "", "ground-notice-0-text": ""}
    response = table.post("ada", "ending/plan/edit/", **empty)
    assert response.status_code == 422
    assert "Say at least one thing that may end the alliance." in response.content.decode()


def test_a_form_begun_before_another_plan_came_into_force_is_not_taken(table: Table) -> None:
    planned(table)
    response = table.post("bo", "ending/plan/edit/", **PLAN)
    assert response.status_code == 422
    assert "Another exit plan has come into force" in response.content.decode()


def test_hostile_words_stay_words(table: Table) -> None:
    hostile = "<script>alert(1)</script>"
    send(table, "ada", "plan/edit/", **(PLAN | {"topic-assets-0-text": hostile, "why": hostile}))
    agree(table)
    for page in ("ending/", "ending/plan/", "ending/plan/edit/", "ending/print/"):
        assert "<script>alert" not in table.page("bo", page)


# --- a pause, a notice, going on ---


def test_a_pause_is_agreed_shown_and_left_early(table: Table, on: Any) -> None:
    today = on(0)
    fields = {"starts": today.isoformat(), "until": (today + timedelta(days=20)).isoformat(), "why": "The yard moves."}
    assert table.post("ada", "ending/do/pause/", key="p", form="pause", **fields).status_code == 422
    send(table, "ada", "do/pause/", form="pause", rests=["work", "checkins"], conditions="A yard.", **fields)
    agree(table)
    assert stands(table) == "paused"
    page = table.page("bo", "ending/")
    assert "The alliance rests." in page
    assert "A yard." in page
    index = state(table).pauses[0].index
    send(table, "bo", "do/return/", pause=str(index), why="The yard is there.", form=f"return{index}")
    agree(table, "ada")
    assert stands(table) == "running"


def test_a_notice_is_given_contested_and_taken_back(table: Table, on: Any) -> None:
    planned(table)
    last = (on(0) + timedelta(days=40)).isoformat()
    early = {"trigger": "1", "on": on(0).isoformat(), "reason": "We sell.", "form": "notice"}
    refused = table.post("ada", "ending/do/notice/", key="n", **early)
    assert refused.status_code == 422
    assert "We sell." in refused.content.decode()
    page = send(table, "ada", "do/notice/", **(early | {"on": last, "evidence": "The board has decided."}))
    assert "all see its clock" in page
    index = max(state(table).notices)
    page = table.page("bo", "ending/")
    assert "days left" in page
    send(table, "bo", "do/contest/", notice=str(index), reason="You said no.", form=f"contest{index}")
    assert "You said no." in table.page("cy", "ending/")
    assert table.browser["bo"].get(f"/{SLUG}/ending/{index}/").status_code == 302
    send(table, "ada", "do/withdraw/", notice=str(index), reason="We stay.", form="withdraw")
    assert stands(table) == "running"
    assert "We stay." in table.page("bo", "ending/")


def test_all_go_on_after_all(table: Table, on: Any) -> None:
    winding_down(table, on)
    send(table, "bo", "do/go-on/", why="There is another ship.", form="go-on")
    agree(table, "ada")
    assert stands(table) == "running"


# --- the whole way ---


def test_both_sides_part_and_the_record_still_verifies(table: Table, on: Any) -> None:
    planned(table)
    winding_down(table, on)
    assert "2 things are not on the checklist yet" in table.page("bo", "ending/checklist/")
    assert "Something open, or asked for by the exit plan" in table.page("ada", "ending/")
    finish(table)
    assert "Nothing on the checklist is open." in table.page("cy", "ending/checklist/")
    index = closed(table)
    assert "Accepted by all" in table.page("bo", "ending/closing/")
    for who in ("ada", "bo"):
        send(table, who, "do/contact/", person=table.sitting[who].person, form="contact")
    send(table, "ada", "do/sign/", closing=str(index), read="yes", form="sign")
    assert "signed by 1 of 2 parties" in table.page("bo", "ending/")
    send(table, "ada", "do/unsign/", reason="One thing first.", form="unsign")
    send(table, "ada", "do/sign/", closing=str(index), read="yes", form="sign", again="1")
    assert table.post("bo", "ending/do/sign/", key="s", closing=str(index), form="sign").status_code == 422
    page = send(table, "bo", "do/sign/", closing=str(index), read="yes", form="sign")
    assert "the alliance has ended" in page
    assert stands(table) == "ended"
    thanks = {"to": "bo", "on": clock.now().date().isoformat(), "what": "Thanks.", "key": "t"}
    assert "This alliance ended on" in table.post("ada", "ledger/appreciation/", **thanks).content.decode()
    send(table, "bo", "do/afterword/", text="The court asked for the year.", form="afterword")
    assert "The court asked for the year." in table.page("ada", "ending/print/")
    for who in ("ada", "bo", "cy"):
        assert exports.checked(table.sitting[who]).findings == []


def test_lessons_are_sealed_until_all_have_handed_in(table: Table, on: Any) -> None:
    assert "It is too early for lessons" in table.page("ada", "ending/lessons/")
    winding_down(table, on)
    own = {"well": "The trials ran.", "otherwise": "Speak earlier.", "again": "conditions", "form": "hand-in"}
    refused = table.post("ada", "ending/lessons/hand-in/", key="l", **own)
    assert refused.status_code == 422
    assert "Speak earlier." in refused.content.decode()
    send(table, "ada", "lessons/hand-in/", **(own | {"conditions": "A pilot first."}))
    assert "The trials ran." in table.page("ada", "ending/lessons/")
    assert "The trials ran." not in table.page("bo", "ending/lessons/")
    assert "The trials ran." not in table.page("cy", "ending/lessons/")
    send(table, "bo", "lessons/hand-in/", **(own | {"well": "The food.", "again": "no", "conditions": ""}))
    assert "The trials ran." not in table.page("bo", "ending/lessons/")
    send(table, "bo", "lessons/open/")
    for who in ("ada", "bo", "cy"):
        page = table.page(who, "ending/lessons/")
        assert "The trials ran." in page
        assert "The food." in page
        assert "A pilot first." in page


def test_an_item_is_returned_with_its_reason_and_answered_anew(table: Table, on: Any) -> None:
    winding_down(table, on)
    due = (clock.now().date() + timedelta(days=9)).isoformat()
    send(table, "ada", "checklist/add/", text="Take the sign down", owner="bo", due=due, form="add")
    [index] = state(table).items
    assert "See to it for the wind-down: Take the sign down" in table.page("bo", "")
    send(table, "bo", f"checklist/{index}/do/answer/", how="done", text="It is down.", form="answer")
    page = send(table, "ada", f"checklist/{index}/do/return/", reason="It hangs still.", form="return")
    assert "It is now in the court of Bo Ltd" in page
    assert "It hangs still." in table.page("cy", f"ending/checklist/{index}/")
    send(table, "bo", f"checklist/{index}/do/answer/", how="left", text="The wall fell with it.", form="answer")
    send(table, "ada", f"checklist/{index}/do/confirm/")
    assert "Left, agreed by all" in table.page("ada", "ending/checklist/")


def test_an_objection_to_the_closing_balance_is_read_and_a_new_one_stated(table: Table, on: Any) -> None:
    winding_down(table, on)
    size = str(table.sitting["ada"].alliance.size)
    send(table, "bo", "closing/state/", size=size, note="As computed.", payments="yes", form="state")
    index = max(state(table).closings)
    page = send(table, "ada", "closing/object/", closing=str(index), reason="May is missing.", form="object")
    assert "any party states it anew" in page
    assert "May is missing." in table.page("bo", "ending/closing/")
    stale = table.post("ada", "ending/closing/state/", key="old", size=size, form="state")
    assert stale.status_code == 422
    closed(table)
    assert "1 earlier closing balance" in table.page("cy", "ending/closing/")


def test_the_same_form_sent_twice_states_once(table: Table, on: Any) -> None:
    winding_down(table, on)
    fields = {"size": str(table.sitting["ada"].alliance.size), "note": "", "key": "once"}
    for _again in range(2):
        table.post("ada", "ending/closing/state/", **fields)
    assert len(state(table).closings) == 1


@pytest.mark.parametrize("address", ["ending/999/", "ending/checklist/999/", "ending/do/nothing/"])
def test_what_is_not_there_is_not_found(table: Table, address: str) -> None:
    browser = table.browser["ada"]
    answer = browser.post(f"/{SLUG}/{address}") if "do/" in address else browser.get(f"/{SLUG}/{address}")
    assert answer.status_code == 404


def test_a_party_that_left_is_let_in_to_close_with_the_only_one_that_is_left(table: Table, on: Any) -> None:
    day = (on(0) + timedelta(days=31)).isoformat()
    table.post("ada", "people/standing/leave/", key="leave", on=day, reason="We close down.", form="leave")
    assert "Its end is announced" in table.page("bo", "ending/")
    on(34)
    assert "too few are left to go on" in table.page("ada", "ending/")
    send(table, "ada", "do/contact/", person=table.sitting["ada"].person, form="contact")
    index = closed(table)
    for who in ("bo", "ada"):
        send(table, who, "do/sign/", closing=str(index), read="yes", form="sign")
    assert stands(table) == "ended"
