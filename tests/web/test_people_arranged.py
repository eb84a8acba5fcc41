"""What partners arrange, in the browser's place: proposed by one side, agreed by the other, told apart from a “no”."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance import agreement, parties
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.parties import bodies
from paripassu.keeper import acts, invitations
from paripassu.keeper.access import StillCandidate, sitting
from paripassu.keeper.models import Account
from paripassu.record import record
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

BODY = {
    "form": "body", "key": "b1", "name": "Steering committee", "purpose": "Keeps us on course.",
    "parties": ["ada", "bo"], "seats": "2", "notice": "7", "quorum": "two_thirds", "rule": "consent",
    "why": "Four people, one day a month.",
}  # fmt: skip
LINE = {"form": "line", "key": "l1", "what": "Sea trials", "ada-R": "yes", "ada-A": "yes", "bo-C": "yes", "why": "So."}

PAGES = ["people/", "people/bodies/", "people/responsibilities/", "people/capabilities/", "people/ties/",
         "people/handovers/", "people/standing/"]  # fmt: skip


def arranged(table: Table, address: str, fields: dict[str, Any], by: str = "ada", to: str = "bo") -> int:
    """Propose with a form, and let the other side agree; the entry of the arrangement."""
    where = table.post(by, address, **fields).redirect_chain[-1][0]
    index = int(where.rstrip("/").rpartition("/")[2])
    agreed = table.post(to, f"people/arrangements/{index}/agree/", key=f"agree-{index}").content.decode()
    assert "Your party has agreed. All have" in agreed
    return index


@pytest.mark.parametrize("address", PAGES)
def test_every_side_reads_every_page_and_eve_none(table: Table, eve: Account, enter: Enter, address: str) -> None:
    for who in ("ada", "bo", "cy"):
        assert "Parts of people" in table.page(who, address)
    assert enter(eve).get(f"/{SLUG}/{address}").status_code == 404


def test_a_body_is_proposed_declined_and_agreed_after_all(table: Table) -> None:
    shown = table.post("ada", "people/bodies/propose/", **BODY)
    html = shown.content.decode()
    assert "It holds once these have agreed: Bo Ltd." in html
    address = shown.redirect_chain[-1][0].removeprefix(f"/{SLUG}/")
    html = table.post("bo", f"{address}decline/", key="d", form="decline", reason="<b>Too</b> early").content.decode()
    assert "does not agree: &lt;b&gt;Too&lt;/b&gt; early" in html
    assert "Declined so far" in table.page("ada", address)
    assert "All have, so it holds" in table.post("bo", f"{address}agree/", key="a").content.decode()
    for who in ("ada", "bo", "cy"):
        assert "Steering committee" in table.page(who, "people/bodies/")


def test_who_proposed_it_is_not_offered_to_agree(table: Table) -> None:
    address = table.post("ada", "people/bodies/propose/", **BODY).redirect_chain[-1][0].removeprefix(f"/{SLUG}/")
    assert "Agree for your party" not in table.page("ada", address)
    assert "Agree for your party" in table.page("bo", address)
    assert "Agree for your party" not in table.page("cy", address)
    assert "arrange nothing for either side" in table.page("cy", address)
    answer = table.post("ada", f"{address}agree/", key="x")
    assert answer.status_code == 422
    assert "the others agree or decline" in answer.content.decode()


def test_a_form_that_cannot_be_read_keeps_what_was_typed(table: Table) -> None:
    answer = table.post("ada", "people/bodies/propose/", **BODY | {"seats": "many", "why": ""})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "write a whole number" in html
    assert 'value="Steering committee"' in html
    assert "Keeps us on course." in html
    assert not table.sitting["ada"].alliance.arrangements.by_entry


def test_the_same_proposal_sent_twice_is_recorded_once(table: Table) -> None:
    for _time in range(2):
        table.post("ada", "people/bodies/propose/", **BODY)
    assert len(table.sitting["ada"].alliance.arrangements.by_entry) == 1


def test_each_side_names_its_own_members_and_changes_go_to_all(table: Table) -> None:
    index = arranged(table, "people/bodies/propose/", BODY)
    ada, bo = (table.sitting[who].person for who in ("ada", "bo"))
    table.post("ada", f"people/bodies/{index}/members/", **{"key": "m", "form": "members", f"as-{ada}": "member"})
    table.post("bo", f"people/bodies/{index}/members/", **{"key": "m", "form": "members", f"as-{bo}": "member"})
    table.post("cy", f"people/bodies/{index}/members/",
               **{"key": "m", "form": "members", f"as-{table.sitting['cy'].person}": "observer"})  # fmt: skip
    alliance = table.sitting["ada"].alliance
    assert {seat.person for seat in bodies.members(alliance, index)} == {ada, bo}
    assert "observes, without a vote" in table.page("bo", f"people/bodies/{index}/")
    fields = BODY | {"form": "change", "since": str(index), "notice": "21", "key": "c"}
    arranged(table, f"people/bodies/{index}/change/", fields, by="bo", to="ada")
    assert "21 days" in table.page("ada", f"people/bodies/{index}/")
    again = table.post("ada", f"people/bodies/{index}/change/", **fields | {"key": "again"})
    assert again.status_code == 422
    assert "has been changed since" in again.content.decode()
    arranged(table, f"people/bodies/{index}/dissolve/", {"form": "dissolve", "key": "x", "why": "Done."})
    assert "Dissolved" in table.page("ada", f"people/bodies/{index}/")


def test_two_that_answer_for_one_line_are_found_and_mended(table: Table) -> None:
    index = arranged(table, "people/responsibilities/propose/", LINE | {"bo-A": "yes"})
    assert "2 parties are accountable" in table.page("cy", "people/responsibilities/")
    change = LINE | {"form": "change", "since": str(index), "key": "c"}
    arranged(table, f"people/responsibilities/{index}/change/", change, by="bo", to="ada")
    assert "parties are accountable" not in table.page("cy", "people/responsibilities/")
    ada = table.sitting["ada"].person
    table.post("ada", f"people/responsibilities/{index}/person/", key="p", form="person", person=ada)
    assert re.search(r"Ada\b", table.page("bo", f"people/responsibilities/{index}/"))
    arranged(table, f"people/responsibilities/{index}/drop/", {"form": "drop", "key": "d", "why": "Done."})
    assert "No lines yet" in table.page("ada", "people/responsibilities/")


def test_a_line_without_letters_is_shown_again(table: Table) -> None:
    answer = table.post("ada", "people/responsibilities/propose/", form="line", key="l", what="Paint", why="Rust.")
    assert answer.status_code == 422
    assert "Tick what at least one party is in this." in answer.content.decode()


def test_each_party_names_its_sponsor_and_speaks_for_itself(table: Table) -> None:
    ada, bo = (table.sitting[who].person for who in ("ada", "bo"))
    assert table.post("ada", "people/responsibilities/sponsor/", key="s", form="sponsor", person=bo).status_code == 422
    table.post("ada", "people/responsibilities/sponsor/", key="s2", form="sponsor", person=ada)
    assert "senior sponsor" in table.page("bo", "people/")
    day = (record.now().date() + timedelta(days=90)).isoformat()
    said = {"form": "state", "key": "c", "abilities": "cells\n\n racks ", "needs": "a berth", "review": day}
    table.post("ada", "people/capabilities/state/", **said)
    html = table.page("bo", "people/capabilities/")
    assert "<li>cells</li><li>racks</li>" in html
    assert "It has not said anything yet." in html
    answer = table.post("bo", "people/capabilities/state/", **said | {"review": "soon"})
    assert answer.status_code == 422
    assert "racks" in answer.content.decode()


def test_one_notes_whom_one_met(table: Table) -> None:
    bo, day = table.sitting["bo"].person, record.now().date().isoformat()
    noted = {"form": "note", "key": "n", "people": [bo], "on": day, "how": "call", "what": "the <trials>"}
    table.post("cy", "people/ties/note/", **noted)
    html = table.page("ada", "people/ties/")
    assert "the &lt;trials&gt;" in html
    assert "Hanging by a thread" in html
    answer = table.post("ada", "people/ties/note/", form="note", key="x", on=day, how="call")
    assert "Tick whom you met." in answer.content.decode()


@pytest.fixture
def colleague(table: Table, eve: Account) -> Account:
    """Eve, seated as a team member of Ada's."""
    invitations.take(invitations.invite(table.sitting["ada"], party="ada", role="member")[1], eve)
    return eve


def test_what_one_holds_goes_to_a_colleague_who_acknowledges_it(table: Table, colleague: Account, enter: Enter) -> None:
    index = arranged(table, "people/bodies/propose/", BODY)
    ada = table.sitting["ada"].person
    table.post("ada", f"people/bodies/{index}/members/", **{"key": "m", "form": "members", f"as-{ada}": "member"})
    things = re.findall(r'name="things" value="([^"]+)"', table.page("ada", "people/handovers/"))
    assert sorted(things) == [f"member:{index}", "role:-1"]
    passed = {"form": f"pass-{ada}", "key": "h", "person": ada, "colleague": colleague.person, "things": things}
    table.post("ada", "people/handovers/pass-on/", **passed)
    [waiting] = table.sitting["ada"].alliance.handovers.open
    assert "Ada" not in table.page("bo", "people/handovers/").split("<main")[1], "within a party it is its own matter"
    client = enter(colleague)
    assert "I have taken it over" in client.get(f"/{SLUG}/people/handovers/").content.decode()
    client.post(f"/{SLUG}/people/handovers/{waiting.index}/acknowledge/", {"key": "a"})
    acts.record(sitting(table.sitting["ada"].account, SLUG), parties.leave_seat, key="bye", person=ada)
    place = sitting(colleague, SLUG)
    assert [seat.person for seat in bodies.members(place.alliance, index)] == [colleague.person]
    assert place.seat.role == "manager"


def test_nothing_ticked_is_nothing_passed_on(table: Table, colleague: Account) -> None:
    ada = table.sitting["ada"].person
    fields = {"form": f"pass-{ada}", "key": "h", "person": ada, "colleague": colleague.person}
    answer = table.post("ada", "people/handovers/pass-on/", **fields)
    assert answer.status_code == 422
    assert "There is nothing to pass on here" in answer.content.decode()


# --- joining and leaving ---


@pytest.fixture
def fay(table: Table, account: Callable[[str], Account]) -> Account:
    """Fay, who sits for a candidate that Ada and Bo have named together."""
    joining = {"form": "join", "key": "j", "new_name": "Fay Ltd", "kind": "partner", "why": "She has the yard."}
    arranged(table, "people/standing/join/", joining)
    person = account("Fay")
    place = invitations.take(invitations.invite(table.sitting["bo"], party="fay_ltd", role="manager")[1], person)
    assert place.party.id == "fay_ltd"
    return person


ELSEWHERE = ["", "agreement/", "ledger/", "balance/", "record/", "record/export/", "commitments/", "decisions/", *PAGES]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_candidate_is_led_to_the_text_from_everywhere(table: Table, fay: Account, enter: Enter, address: str) -> None:
    answer = enter(fay).get(f"/{SLUG}/{address}", follow=True)
    html = answer.content.decode()
    if answer.status_code != 404:
        assert "You sit for a candidate" in html
        assert "No text names your organisation yet" in html
        assert "entries on the record" not in html
        assert "Joint work" not in html
    with pytest.raises(StillCandidate):
        sitting(fay, SLUG)


def test_a_candidate_reads_accepts_and_signs_and_is_a_partner(table: Table, fay: Account, enter: Enter) -> None:
    client, ada, bo = enter(fay), *(sitting(table.sitting[who].account, SLUG) for who in ("ada", "bo"))
    text = cast.terms(("ada", "bo", "fay_ltd"), neutrals=("cy",), title="Three on one boat")
    tabled = {"terms": text, "base": 1, "reason": "accession", "note": "Fay joins"}
    draft = acts.record(ada, agreement.table, key="t", **tabled)[0].index
    assert "Three on one boat" in client.get(f"/{SLUG}/joining/").content.decode()
    client.post(f"/{SLUG}/joining/accept/", {"key": "1", "draft": draft})
    for place in (ada, bo):
        acts.record(place, agreement.accept, key="a", draft=draft)
    signing = {"key": "2", "form": "sign", "draft": draft, "digest": digest(text)}
    unread = client.post(f"/{SLUG}/joining/sign/", signing)
    assert (unread.status_code, "Say that you have read the text" in unread.content.decode()) == (422, True)
    client.post(f"/{SLUG}/joining/sign/", signing | {"read": "yes"})
    for place in (ada, bo):
        acts.record(place, agreement.sign, key="s", draft=draft, digest=digest(text))
    assert sitting(fay, SLUG).alliance.agreement.versions[-1].partners == ("ada", "bo", "fay_ltd")
    assert client.get(f"/{SLUG}/ledger/").status_code == 200


def test_a_candidate_does_not_see_a_text_that_does_not_name_it(table: Table, fay: Account, enter: Enter) -> None:
    tabled = {"terms": cast.terms(title="Only for us"), "base": 1, "reason": "change", "note": "why"}
    acts.record(sitting(table.sitting["ada"].account, SLUG), agreement.table, key="t", **tabled)
    html = enter(fay).get(f"/{SLUG}/joining/").content.decode()
    assert "Only for us" not in html
    assert "No text names your organisation yet" in html


def test_notice_is_given_taken_back_and_runs_out(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    day = record.now().date() + timedelta(days=60)
    fields = {"form": "leave", "key": "n", "on": day.isoformat(), "reason": "We close."}
    too_soon = table.post("bo", "people/standing/leave/", **fields | {"on": record.now().date().isoformat()})
    assert too_soon.status_code == 422
    assert "We close." in too_soon.content.decode()
    table.post("bo", "people/standing/leave/", **fields)
    assert "We close." in table.page("ada", "people/standing/")
    table.post("bo", "people/standing/stay/", form="stay", key="s", reason="We do not.")
    table.post("bo", "people/standing/leave/", **fields | {"key": "n2"})
    later = record.now() + timedelta(days=62)
    monkeypatch.setattr(record, "now", lambda: later)
    assert "Has left" in table.page("ada", "people/standing/")
    # one of two has left: it is still let in, to close the alliance together with the other
    assert sitting(table.sitting["bo"].account, SLUG).seat.party == "bo"


def test_of_two_nobody_is_offered_to_suspend_the_other(table: Table) -> None:
    assert "Propose that a voice rests" not in table.page("ada", "people/standing/")
    answer = table.post(
        "ada", "people/standing/change/", form="suspend", key="s", what="suspend", party="bo", why="So."
    )
    assert answer.status_code == 422
    assert "one would suspend the other alone" in answer.content.decode()
