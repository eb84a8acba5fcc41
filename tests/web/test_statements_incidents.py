"""Trust incidents in the browser's place: raised, answered, repaired, looked at again and closed by both sides."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from paripassu.alliance.statements.raised import Incident
from paripassu.keeper import acts
from paripassu.web import clock, waiting
from tests.web.conftest import SLUG, Table

TODAY = datetime.now(UTC).date()
DUE = TODAY + timedelta(days=30)
HOSTILE = "<script>alert(1)</script>"


def last(table: Table) -> Incident:
    """The incident that was raised last."""
    return list(table.sitting["ada"].alliance.statements.incidents.values())[-1]


def raised(table: Table, who: str = "bo", **fields: Any) -> Any:
    """Send the form."""
    usual = {
        "concerns": "ada", "what": "We learned it from the yard", "effect": "We planned in vain",
        "on": TODAY.isoformat(),
    }  # fmt: skip
    return table.post(who, "statements/incidents/new/", **(usual | fields))


def do(table: Table, who: str, act: str, **fields: Any) -> Any:
    """Do something about the last incident."""
    return table.post(who, f"statements/incidents/{last(table).index}/{act}/", **fields)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be the noon of another day, for pages and for rules."""

    def to(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(waiting, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return to


def test_a_matter_goes_from_hurt_to_closed_by_both(table: Table, at: Callable[[date], None]) -> None:
    assert "No incident is raised" in table.page("ada", "statements/incidents/")
    assert "It is in the court of Ada Ltd, to answer by" in raised(table).content.decode()
    assert "Answer an incident" in table.page("ada", "")
    do(table, "ada", "answer", view="otherwise", text="The mail was sent")
    said = do(table, "ada", "answer", view="acknowledged", text="We should have called").content.decode()
    assert "The mail was sent" in said
    assert "Answered anew since" in said
    do(table, "ada", "pledge", what="A mail in ten days", due=DUE.isoformat())
    said = do(table, "bo", "return-pledge", pledge=last(table).pledges[0].index, reason="Too late").content.decode()
    assert "It is in the court of Ada Ltd, to pledge anew." in said
    do(table, "ada", "pledge", what="A call within two days", due=DUE.isoformat())
    pledge = last(table).pledges[1].index
    assert "both look on" in do(table, "bo", "accept-pledge", pledge=pledge).content.decode()
    assert "Make it a commitment" in table.page("ada", f"statements/incidents/{last(table).index}/")
    at(DUE + timedelta(days=31))
    assert "Say whether the pledge has held" in table.page("bo", "")
    for who in ("ada", "bo"):
        do(table, who, "follow-up", pledge=pledge, held="yes", evidence="The calls of the month")
        do(table, who, "close", text="We talk every week")
    page = table.page("cy", f"statements/incidents/{last(table).index}/")
    assert "Closed by both" in page
    assert "The calls of the month" in page


def test_no_answer_in_time_is_shown_as_overdue(table: Table, at: Callable[[date], None]) -> None:
    raised(table)
    at(TODAY + timedelta(days=20))
    page = table.page("cy", f"statements/incidents/{last(table).index}/")
    assert "Answer overdue" in page
    assert "days over" in page


def test_a_pledge_becomes_a_commitment_and_the_way_leads_back(table: Table) -> None:
    raised(table)
    do(table, "ada", "pledge", what="A call within two days", due=DUE.isoformat())
    pledge = last(table).pledges[0].index
    do(table, "bo", "accept-pledge", pledge=pledge)
    assert "A call within two days" in table.page("ada", f"commitments/new/?about={pledge}")
    fields = {"owner": "ada", "to": "bo", "what": "Calls", "due": DUE.isoformat(), "every": "", "importance": "high"}
    table.post("ada", "commitments/new/", about=pledge, **fields)
    commitment = list(table.sitting["ada"].alliance.commitments.by_index)[-1]
    assert f"/commitments/{commitment}/" in table.page("bo", f"statements/incidents/{last(table).index}/")
    leads = table.browser["bo"].get(f"/{SLUG}/statements/incidents/{pledge}/").headers["Location"]
    assert leads.endswith(f"/incidents/{last(table).index}/")


def test_what_was_typed_is_kept_and_each_fault_is_at_its_field(table: Table) -> None:
    response = raised(table, concerns="bo", what="Keep me")
    assert response.status_code == 422
    assert "Keep me" in response.content.decode()
    assert 'href="#field-concerns"' in response.content.decode()
    named = raised(table, what="Ada told nobody")
    assert named.status_code == 422
    assert "an incident concerns no person" in named.content.decode()
    response = raised(table, on="tomorrow", effect="")
    assert "write the day as 2026-03-31" in response.content.decode()
    raised(table)
    early = do(table, "ada", "pledge", what="Keep me", due="2020-01-01", form="pledge")
    assert early.status_code == 422
    assert "Keep me" in early.content.decode()


def test_each_side_is_offered_only_its_own_acts(table: Table) -> None:
    raised(table)
    here = f"statements/incidents/{last(table).index}/"
    assert "Take the incident back" not in table.page("ada", here)
    assert "Pledge how to repair it" not in table.page("bo", here)
    assert do(table, "bo", "answer", view="acknowledged", text="x").status_code == 422
    assert do(table, "ada", "withdraw", reason="x").status_code == 422
    assert do(table, "bo", "withdraw", reason="We misread it").status_code == 200
    assert "took it back" in table.page("ada", here)


def test_hostile_text_stays_text(table: Table) -> None:
    raised(table, what=HOSTILE, effect=HOSTILE)
    do(table, "ada", "answer", view="otherwise", text=HOSTILE)
    do(table, "ada", "pledge", what=HOSTILE, due=DUE.isoformat())
    do(table, "bo", "accept-pledge", pledge=last(table).pledges[0].index)
    do(table, "bo", "follow-up", pledge=last(table).pledges[0].index, held="yes", evidence=HOSTILE)
    for who in ("ada", "bo", "cy"):
        for address in ("statements/incidents/", f"statements/incidents/{last(table).index}/", ""):
            assert HOSTILE not in table.page(who, address)


def test_it_is_raised_from_the_statement_it_is_about(table: Table) -> None:
    fields = {"sort": "assurance", "what": "The data is complete", "due": DUE.isoformat(), "how": "Count"}
    table.post("ada", "statements/new/", **fields)
    about = list(table.sitting["ada"].alliance.statements.by_index)[-1]
    assert f"about={about}&amp;concerns=ada" in table.page("bo", f"statements/{about}/")
    form = table.page("bo", f"statements/incidents/new/?about={about}&concerns=ada")
    assert "The data is complete" in form
    raised(table, about=about)
    assert f"/statements/incidents/{last(table).index}/" in table.page("ada", f"statements/{about}/")
    assert f"/statements/{about}/" in table.page("ada", f"statements/incidents/{last(table).index}/")
