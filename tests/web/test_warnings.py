"""Warnings as pages: the same for everybody, with their promise, why they ring, and what can be done."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.test import Client, RequestFactory

from paripassu.alliance import agreement, checkins
from paripassu.alliance.agreement.limits import Limits
from paripassu.keeper import acts
from paripassu.keeper.access import Sitting
from paripassu.keeper.models import Account
from paripassu.web.pages import agreement_sections
from paripassu.web.typed import Typed
from tests.web.conftest import SLUG, Enter, Table
from tests.web.test_checkins import Clock, at
from tests.web.test_trust import TODAY, later, main_part, promised

__all__ = ["at", "later"]

RINGS = "Commitments of Ada Ltd to Bo Ltd: late or missed"
HERE = "warnings/reliability/bo/ada/"


@pytest.fixture
def ringing(table: Table, later: Callable[[int], None]) -> Table:
    """Ada owes something every week; she keeps the first four and misses the next eight."""
    for week in range(12):
        promised(table, "ada", kept=week < 4, what=f"<b>Report {week}</b>", due=TODAY + timedelta(days=7 * week + 3))
    later(100)
    return table


def without_acts(page: str) -> str:
    """The page without what only those can do who may act."""
    return re.sub(
        r'<div class="actions.*?</div>|<p class="small quiet">A neutral.*?</p>', "", main_part(page), flags=re.DOTALL
    )


def test_everybody_sees_the_same_page(ringing: Table) -> None:
    for address in ("warnings/", HERE):
        pages = {re.sub(r"\s+", " ", without_acts(ringing.page(who, address))) for who in ("ada", "bo", "cy")}
        assert len(pages) == 1


def test_a_warning_says_what_it_promises_since_when_and_why(ringing: Table) -> None:
    page = re.sub(r"\s+", " ", ringing.page("bo", "warnings/"))
    assert RINGS in page
    assert "the chance that this alarm rings within 24 months" in page
    assert "is at most 20 in 100" in page
    assert "When it rings we cannot say how bad it is" in page
    assert "It probably began around" in page
    assert "is typically seen after" in page
    assert "&lt;b&gt;Report 11&lt;/b&gt;" in page
    assert "<b>Report" not in page
    assert 'role="img"' in page


def test_what_can_be_done_is_one_click_away_but_not_for_a_neutral(ringing: Table) -> None:
    page, neutral = ringing.page("ada", "warnings/"), ringing.page("cy", "warnings/")
    assert re.search(rf"/{SLUG}/conflicts/new/\?about=\d+", page)
    assert "Call a check-in" in page
    assert "Raise an early warning" not in neutral
    assert "A neutral reads warnings" in neutral
    assert "Look at the commitments" in neutral


def test_every_event_stands_with_the_figure_after_it(ringing: Table) -> None:
    page = main_part(ringing.page("cy", HERE))
    rows = re.findall(r'<tr role="row">(.*?)</tr>', page, re.DOTALL)[1:]
    assert len(rows) == 12
    assert sum("badly" in row for row in rows) == 8
    assert "Detector now" in page


def test_the_overview_names_what_rings_and_nothing_else(ringing: Table) -> None:
    page = ringing.page("bo", "")
    assert page.count(RINGS) == 1
    assert "An alarm rings" in page


def test_silence_is_said_not_to_be_proof(table: Table) -> None:
    page = table.page("ada", "warnings/")
    assert "No alarm rings" in page
    assert "Silence is not proof that all is well" in page
    assert "Nothing has happened yet that could be watched" in page
    assert "alarm rings</" not in table.page("ada", "")
    promised(table, "ada", kept=True)
    assert "0 of 1 went badly" in table.page("bo", "warnings/")


@pytest.mark.parametrize(
    "address", ["warnings/karma/", "warnings/checkins/", "warnings/truth/cy/", "warnings/reliability/ada/bo/"]
)
def test_what_is_not_watched_is_not_there(ringing: Table, address: str) -> None:
    assert ringing.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


def test_eve_and_strangers_see_nothing(ringing: Table, eve: Account, enter: Enter) -> None:
    for address in ("warnings/", HERE):
        assert enter(eve).get(f"/{SLUG}/{address}").status_code == 404
        assert Client().get(f"/{SLUG}/{address}").status_code == 302


def test_before_an_agreement_the_page_teaches(alliance: Sitting, ada: Account, enter: Enter) -> None:
    assert "Warnings begin with an agreement" in enter(ada).get(f"/{SLUG}/warnings/").content.decode()


@pytest.mark.parametrize(
    ("sent", "limits"),
    [
        ({}, None),
        ({"limits-truth": "5"}, Limits(truth=5)),
        ({"limits-reliability": "30", "limits-answers": "10"}, Limits(reliability=30, answers=10)),
    ],
)
def test_what_is_acceptable_is_typed_with_the_agreement(sent: dict[str, str], limits: Limits | None) -> None:
    typed = Typed(RequestFactory().post("/", sent))
    assert agreement_sections.limits(typed) == limits
    assert typed.findings == []


def test_agreed_limits_stand_in_the_text_and_decide_when_it_rings(table: Table, later: Callable[[int], None]) -> None:
    alliance = table.sitting["ada"].alliance
    before = alliance.agreement.versions[-1].terms
    text = msgspec.structs.replace(before, limits=Limits(reliability=30))
    fields: dict[str, Any] = {"terms": text, "base": 1, "reason": "change", "note": "More room"}
    draft = acts.record(table.sitting["ada"], agreement.table, key="limits", **fields)[0].index
    for who in ("ada", "bo"):
        acts.record(table.sitting[who], agreement.accept, key=f"{who}2", draft=draft)
    digest = alliance.agreement.draft.digest if alliance.agreement.draft else ""
    for who in ("ada", "bo"):
        acts.record(table.sitting[who], agreement.sign, key=f"{who}3", draft=draft, digest=digest)
    said = "of 100 at most 30 commitments late, 15 deliveries returned"
    assert said in table.page("bo", "agreement/")
    assert said in table.page("cy", "warnings/")
    promised(table, "ada", kept=False)
    later(20)
    assert "at most 30 in 100 go badly" in table.page("cy", HERE)


MEETS = date(2027, 8, 2)


@pytest.fixture
def meeting(at: Clock, table: Table) -> int:
    """Ada has missed what she owed in each of twelve weeks, and a check-in is called; the day of it has come."""
    for week in range(12):
        promised(table, "ada", kept=False, what=f"Report {week}", due=date(2027, 3, 8) + timedelta(days=7 * week))
    at(datetime(2027, 6, 14, 9, tzinfo=UTC))
    index = acts.record(table.sitting["bo"], checkins.call, key="call", on=MEETS)[0].index
    assert f"checkins/{index}/" in table.page("ada", "warnings/"), "the first thing to do is to look at it"
    at(datetime(2027, 8, 2, 9, tzinfo=UTC))
    return index


def test_what_rings_is_kept_on_the_agenda_and_its_next_step_is_recorded_from_there(meeting: int, table: Table) -> None:
    here = f"checkins/{meeting}/"
    assert RINGS in main_part(table.page("bo", here))
    assert "The meeting is open" in table.post("bo", here + "do/open/", key="open").content.decode()
    page = table.page("bo", here)
    [step] = re.findall(rf'href="/{SLUG}/(commitments/new/[^"]+)">Record the next step', page)
    about = re.findall(r"about=(\d+)", step)
    assert about[0] == str(meeting)
    opening = table.sitting["ada"].alliance.checkins.checkin(meeting).opening
    assert opening is not None
    items = opening.items
    [number] = [number for number, item in enumerate(items) if item.kind == "warnings"]
    assert [str(entry) for entry in items[number].entries] == about[1:]
    table.post("bo", here + "do/write/", key="write", text="Ada hires <b>two</b>.", item=str(number))
    sent = {"owner": "ada", "to": "bo", "what": "Two more people", "due": "2027-09-20", "about": " ".join(about),
            "every": "", "importance": "normal", "key": "step"}  # fmt: skip
    table.post("ada", "commitments/new/", **sent)
    for address in ("warnings/", HERE):
        told = main_part(table.page("cy", address))
        assert f'href="/{SLUG}/{here}"' in told
        assert "Ada hires &lt;b&gt;two&lt;/b&gt;." in told
        assert "Two more people" in told
    assert "Record the next step" not in table.page("cy", here)
