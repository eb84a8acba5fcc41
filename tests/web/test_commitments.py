"""Commitments in the browser's place: from proposal to acceptance, with refusals, lateness and changes of mind."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from icalendar import Calendar

from paripassu.alliance import agreement, commitments, ledger
from paripassu.alliance.agreement.terms import Clause, digest
from paripassu.alliance.commitments.promises import Commitment
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from paripassu.web import clock
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

LATER = (datetime.now(UTC) + timedelta(days=30)).date()
TODAY = datetime.now(UTC).date()
SEATED = ("ada", "bo", "cy")
HOSTILE = "<script>alert(1)</script>"


def last(table: Table) -> Commitment:
    """The commitment that was proposed last."""
    return list(table.sitting["ada"].alliance.commitments.by_index.values())[-1]


def propose(table: Table, who: str = "ada", **fields: Any) -> Any:
    """Send the form."""
    usual = {
        "owner": "ada", "to": "bo", "what": "The drawings", "due": LATER.isoformat(), "every": "", "importance": "high",
    }  # fmt: skip
    return table.post(who, "commitments/new/", **(usual | fields))


def agreed(table: Table, **fields: Any) -> Commitment:
    """A commitment that Ada proposed and Bo agreed to."""
    propose(table, **fields)
    commitment = last(table)
    table.post("bo", f"commitments/{commitment.index}/agree/")
    return commitment


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be the noon of another day, for pages and for rules."""

    def to(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return to


def test_a_matter_goes_from_proposal_to_acceptance(table: Table) -> None:
    assert "Nothing is promised yet" in table.page("ada", "commitments/")
    said = propose(table).content.decode()
    assert "It is in the court of Bo Ltd" in said
    commitment = last(table)
    here = f"commitments/{commitment.index}/"
    assert "In the court of your party." in table.page("bo", "commitments/")
    table.post("bo", f"{here}agree/")
    said = table.post("ada", f"{here}deliver/", due=LATER.isoformat(), on=TODAY.isoformat(), evidence="Sheet 1")
    assert "to accept it, or to return it" in said.content.decode()
    delivery = commitment.deliveries[0].index
    said = table.post("bo", f"{here}return/", delivery=delivery, reason="Sheet 2 is missing").content.decode()
    assert "It is in the court of Ada Ltd, to deliver again." in said
    table.post("ada", f"{here}deliver/", due=LATER.isoformat(), on=TODAY.isoformat(), evidence="Sheets 1, 2")
    said = table.post("bo", f"{here}accept/", delivery=commitment.deliveries[1].index).content.decode()
    assert "Everything was delivered and accepted." in said
    assert "Sheet 2 is missing" in said


def test_what_was_typed_is_kept_and_each_fault_is_at_its_field(table: Table) -> None:
    response = propose(table, what="Keep me", due="2026-02-31", to="", every="month", until="")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Keep me" in page
    assert "write the day as 2026-03-31" in page
    assert "The last day is missing." in page
    past = propose(table, what="Keep me", due="2020-01-01")
    assert past.status_code == 422
    assert 'href="#field-due"' in past.content.decode()
    assert not table.sitting["ada"].alliance.commitments.by_index


def test_a_rule_of_its_own_is_followed_or_refused_with_a_sentence(table: Table) -> None:
    propose(table, every="rule", rule="FREQ=MONTHLY")
    assert not table.sitting["ada"].alliance.commitments.by_index
    propose(table, every="rule", rule="freq=weekly;count=3")
    assert len(agreed(table, every="rule", rule="FREQ=WEEKLY;COUNT=3").dues) == 3
    until = (LATER + timedelta(days=21)).isoformat()
    assert len(agreed(table, every="week", until=until).dues) == 4


def test_sent_twice_it_is_recorded_once(table: Table) -> None:
    for _time in (1, 2):
        assert propose(table, key="same").status_code == 200
    assert len(table.sitting["ada"].alliance.commitments.by_index) == 1
    commitment = last(table)
    for _time in (1, 2):
        assert table.post("bo", f"commitments/{commitment.index}/agree/", key="again").status_code == 200


def test_names_and_texts_from_outside_are_only_shown(table: Table) -> None:
    commitment = agreed(table, what=HOSTILE, evidence=f"javascript:alert(1) {HOSTILE}")
    table.post("ada", f"commitments/{commitment.index}/deliver/", due=LATER.isoformat(),
               on=TODAY.isoformat(), evidence=f"javascript:alert(1) {HOSTILE}")  # fmt: skip
    for page in ("", "list/", "calendar/", f"{commitment.index}/", "load/"):
        found = table.page("bo", f"commitments/{page}")
        assert HOSTILE not in found
        assert 'href="javascript:' not in found
    assert HOSTILE not in table.page("bo", "")


def test_late_on_the_page_and_then_noticed_cured_and_accepted(table: Table, at: Callable[[date], None]) -> None:
    commitment = agreed(table)
    here = f"commitments/{commitment.index}/"
    at(LATER)
    assert "Give notice of breach" not in table.page("bo", here)
    at(LATER + timedelta(days=3))
    assert "Owed by" in table.page("bo", here)
    assert "Give notice of breach" in table.page("bo", here)
    short = table.post("bo", f"{here}notice/", due=LATER.isoformat(), cure="5", reason="We wait")
    assert short.status_code == 422
    table.post("bo", f"{here}notice/", due=LATER.isoformat(), cure="30", reason="We wait")
    [notice] = table.sitting["ada"].alliance.commitments.notices
    table.post("ada", f"{here}cure/", notice=notice, evidence="A second designer")
    table.post("bo", f"{here}accept-cure/", notice=notice)
    assert "Accepted as put right." in table.page("ada", here)


def test_renegotiated_the_old_one_leads_to_the_new_one(table: Table) -> None:
    old = agreed(table)
    assert str(old.fact.what) in table.page("bo", f"commitments/new/?supersedes={old.index}")
    propose(table, supersedes=str(old.index), due=(LATER + timedelta(days=9)).isoformat(), what="The drawings, later")
    new = last(table)
    said = table.post("bo", f"commitments/{new.index}/agree/").content.decode()
    assert f"/commitments/{old.index}/" in said
    assert f"/commitments/{new.index}/" in table.page("ada", f"commitments/{old.index}/")
    assert "Replaced" in table.page("ada", "commitments/list/?status=replaced")


def test_blocked_contested_and_lifted(table: Table, at: Callable[[date], None]) -> None:
    commitment = agreed(table)
    here = f"commitments/{commitment.index}/"
    table.post("ada", f"{here}block/", blocker="bo", reason="We wait for the survey")
    at(LATER + timedelta(days=3))
    assert "It does not count as late." in table.page("bo", here)
    block = commitment.blocks[0].index
    said = table.post("bo", f"{here}contest/", block=block, reason="You have it").content.decode()
    assert "that is contested" in said
    table.post("bo", f"{here}uncontest/", block=block, reason="It was the old one")
    table.post("bo", f"{here}unblock/", block=block, reason="Here it is")
    assert commitment.block is None


def test_an_enclosed_file_is_opened_by_the_other_side_too(table: Table) -> None:
    commitment = agreed(table)
    file = SimpleUploadedFile("drawing.txt", b"a drawing", "text/plain")
    table.post("ada", f"commitments/{commitment.index}/deliver/", due=LATER.isoformat(), on=TODAY.isoformat(),
               evidence="See the file", files=[file])  # fmt: skip
    [enclosed] = commitment.deliveries[0].enclosed
    assert "drawing.txt" in table.page("bo", f"commitments/{commitment.index}/")
    response = table.browser["bo"].get(f"/{SLUG}/files/{enclosed.digest}/")
    assert response.content == b"a drawing"


def test_the_neutral_reads_and_is_told_why_there_are_no_buttons(table: Table) -> None:
    commitment = agreed(table)
    for page in ("", "list/", f"{commitment.index}/", "clauses/", "new/"):
        assert "You sit here as a neutral" in table.page("cy", f"commitments/{page}")
    response = table.post("cy", f"commitments/{commitment.index}/release/", reason="no")
    assert response.status_code == 422
    assert commitment.freed is None


def test_strangers_find_nothing(table: Table, eve: Account, enter: Enter) -> None:
    commitment = agreed(table)
    stranger = enter(eve)
    pages = ("", "list/", "calendar/", "calendar.ics", "load/", "clauses/", "new/", f"{commitment.index}/")
    for page in pages:
        assert stranger.get(f"/{SLUG}/commitments/{page}").status_code == 404
    assert stranger.post(f"/{SLUG}/commitments/{commitment.index}/release/", {"reason": "no"}).status_code == 404
    assert Client().get(f"/{SLUG}/commitments/").status_code == 302


def test_what_is_no_commitment_or_no_act_is_not_found(table: Table) -> None:
    commitment = agreed(table)
    for page in ("0/", "99999999/", "new/?supersedes=0", "new/?supersedes=²"):
        assert table.browser["ada"].get(f"/{SLUG}/commitments/{page}").status_code == 404
    assert table.post("ada", f"commitments/{commitment.index}/sell/").status_code == 404
    for fields in ({}, {"delivery": "x"}, {"delivery": "0"}, {"delivery": "9" * 30}):
        assert table.post("bo", f"commitments/{commitment.index}/accept/", **fields).status_code == 422
    for act in ("deliver", "block", "notice", "release", "cure", "unblock", "decline"):
        assert table.post("ada", f"commitments/{commitment.index}/{act}/", due="x", on="y").status_code == 422


def test_the_list_is_filtered_and_says_by_what(table: Table) -> None:
    agreed(table, what="The drawings")
    agreed(table, what="The ship", owner="bo", to="ada", importance="low")
    assert "The ship" not in table.page("ada", "commitments/list/?owner=ada")
    assert "The ship" in table.page("ada", "commitments/list/?status=open&importance=low&to=ada")
    assert "No commitment fits" in table.page("ada", "commitments/list/?text=nothing&since=2026-01-01&status=nonsense")
    assert "is no day" in table.page("ada", "commitments/list/?until=soon")


# --- from the agreement ---


def with_duty(table: Table) -> None:
    """Bring a text into force in which Ada owes Bo something, and each party something to the others."""
    clauses = (
        Clause("Ada delivers drawings.", "obligation", "ada", "bo", "in spring", id="c1"),
        Clause("Each reports each month.", "obligation", id="c2"),
        Clause("Nobody tells.", "prohibition", id="c3"),
    )
    text = cast.terms(neutrals=("cy",), clauses=clauses)
    [tabled] = acts.record(
        table.sitting["ada"], agreement.table, key="t", terms=text, base=1, reason="change", note="why"
    )
    for act, fields in ((agreement.accept, {}), (agreement.sign, {"digest": digest(text)})):
        for name in ("ada", "bo"):
            acts.record(table.sitting[name], act, key=act.__name__, draft=tabled.index, **fields)


def test_duties_of_the_agreement_become_proposals_in_one_step(table: Table) -> None:
    assert "The agreement names no duty" in table.page("ada", "commitments/clauses/")
    with_duty(table)
    assert "2 duties in this text have no commitment" in table.page("ada", "agreement/")
    page = table.page("ada", "commitments/clauses/")
    assert "Ada delivers drawings." in page
    assert "Nobody tells." not in page
    row = {"every": "", "until": "", "importance": "normal", "evidence": "", "due": LATER.isoformat()}
    sent = {f"{name}-{id_}": value for id_ in ("c1", "c2") for name, value in row.items()}
    sent |= {"what-c1": "Drawings", "owner-c1": "ada", "to-c1": "bo", "what-c2": "Report", "owner-c2": "bo"}
    faulty = table.post("ada", "commitments/clauses/", pick=["c1", "c2"], **sent)
    assert faulty.status_code == 422
    assert not table.sitting["ada"].alliance.commitments.by_index
    table.post("ada", "commitments/clauses/", pick=["c1", "c2"], **sent, **{"to-c2": "ada"})
    found = list(table.sitting["ada"].alliance.commitments.by_index.values())
    assert [(each.fact.what, each.fact.clauses) for each in found] == [("Drawings", ("c1",)), ("Report", ("c2",))]
    assert f"/commitments/{found[0].index}/" in table.page("bo", "commitments/clauses/")
    assert "Clause c1" in table.page("bo", f"commitments/{found[0].index}/")
    assert "no commitment with a day yet" not in table.page("ada", "agreement/")


# --- calendar ---


def test_the_month_shows_what_is_due_and_leads_on(table: Table) -> None:
    agreed(table)
    assert "The drawings" in table.page("bo", f"commitments/calendar/?month={LATER:%Y-%m}")
    for month in ("1999-01", "soon", "9999-12", "2028-02"):
        assert "Nothing is due in this month." in table.page("bo", f"commitments/calendar/?month={month}")


def test_the_calendar_file_can_be_read_by_others_and_holds_each_day(table: Table) -> None:
    agreed(table, what="Drawings; with, all\nsigns", every="week", until=(LATER + timedelta(days=7)).isoformat())
    response = table.browser["bo"].get(f"/{SLUG}/commitments/calendar.ics")
    assert response["Content-Type"].startswith("text/calendar")
    events: list[Any] = Calendar.from_ical(response.content).walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == [LATER, LATER + timedelta(days=7)]
    assert len({str(event["UID"]) for event in events}) == 2
    assert str(events[0]["SUMMARY"]) == "Ada Ltd: Drawings; with, all\nsigns"


def test_a_private_address_works_without_signing_in_until_it_is_renewed_or_taken_away(table: Table) -> None:
    agreed(table)
    page = table.post("bo", "commitments/calendar/address/").content.decode()
    address = page.partition('value="http://testserver')[2].partition('"')[0]
    assert address.startswith("/feeds/")
    assert b"The drawings" in Client().get(address).content
    assert address not in table.page("bo", "commitments/calendar/")
    again = table.post("bo", "commitments/calendar/address/").content.decode()
    assert Client().get(address).status_code == 404
    address = again.partition('value="http://testserver')[2].partition('"')[0]
    assert Client().get(address).status_code == 200
    table.post("bo", "commitments/calendar/address/end/")
    assert Client().get(address).status_code == 404


def test_the_work_load_is_the_same_page_for_all(table: Table) -> None:
    agreed(table)
    pages = {
        who: table.page(who, "commitments/load/").partition("<table")[2].partition("</main>")[0]
        for who in table.browser
    }
    assert pages["ada"] == pages["bo"] == pages["cy"]


def test_nothing_breaks_before_an_agreement_is_in_force(alliance: Any, ada: Account, enter: Enter) -> None:
    browser = enter(ada)
    for page in ("", "list/", "calendar/", "load/", "clauses/", "new/"):
        assert browser.get(f"/{SLUG}/commitments/{page}").status_code == 200


def test_the_overview_and_the_record_tell_it(table: Table) -> None:
    propose(table)
    commitment = last(table)
    table.post("bo", f"commitments/{commitment.index}/decline/", reason="Too late for us")
    assert "Too late for us" in table.page("ada", "")
    assert "declined commitment" in table.page("ada", f"record/{commitment.index + 1}/")
    assert commitments.awaited(table.sitting["ada"].alliance, commitment) == ("bo",)


def test_a_clause_leads_to_what_came_of_it_and_back(table: Table) -> None:
    with_duty(table)
    propose(table, clause="c1")
    commitment = last(table)
    assert f"/commitments/{commitment.index}/" in table.page("bo", "agreement/")
    assert "/agreement/#c1" in table.page("bo", f"commitments/{commitment.index}/")


def test_a_commitment_is_proposed_about_a_posting_and_leads_there_and_back(table: Table) -> None:
    posted = acts.record(
        table.sitting["ada"], ledger.post, key="p", side="contribution", of="ada", pool="work", on=TODAY,
        quantity=Decimal(5), unit="EUR", what="cash",
    )[0].index  # fmt: skip
    assert "cash" in table.page("bo", f"commitments/new/?about={posted}&about=x&clause=c99")
    propose(table, about=str(posted))
    assert f"/ledger/{posted}/" in table.page("bo", f"commitments/{last(table).index}/")
    assert f"/commitments/{last(table).index}/" in table.page("bo", f"ledger/{posted}/")


def test_every_figure_of_the_work_load_opens_to_what_it_counts(table: Table) -> None:
    commitment = agreed(table)
    page = table.page("ada", "commitments/load/")
    links = re.findall(rf'href="/{SLUG}/(commitments/load/[a-z]+/[a-z_]+/)">([\d,]+)</a>', page)
    assert {address.split("/")[3] for address, _count in links} >= {"owed", "high"}
    for address, count in links:
        opened = table.page("ada", address)
        assert opened.count(f'href="/{SLUG}/commitments/{commitment.index}/"') == int(count)
    for nothing in ("ada/none", "eve/owed", "cy/owed"):
        assert table.browser["ada"].get(f"/{SLUG}/commitments/load/{nothing}/").status_code == 404
