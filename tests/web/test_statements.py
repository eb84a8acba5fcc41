"""Statements in the browser's place: said, checked, contested and settled by both sides, early and late."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from paripassu.alliance.statements.stated import Statement
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from paripassu.web import clock, waiting
from tests.web.conftest import SLUG, Enter, Table

DUE = (datetime.now(UTC) + timedelta(days=30)).date()
SEATED = ("ada", "bo", "cy")
HOSTILE = "<script>alert(1)</script>"


def last(table: Table) -> Statement:
    """The statement that was made last."""
    return list(table.sitting["ada"].alliance.statements.by_index.values())[-1]


def state(table: Table, who: str = "ada", **fields: Any) -> Any:
    """Send the form."""
    usual = {"sort": "forecast", "what": "The first module arrives", "due": DUE.isoformat(), "how": "Delivery note"}
    return table.post(who, "statements/new/", **(usual | fields))


def assess(table: Table, who: str = "bo", **fields: Any) -> Any:
    """Say how the last statement turned out."""
    usual = {"verdict": "refuted", "evidence": "There is no note", "days": "14", "form": "assess"}
    return table.post(who, f"statements/{last(table).index}/assess/", **(usual | fields))


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be the noon of another day, for pages and for rules."""

    def to(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(waiting, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return to


def test_a_forecast_is_refuted_contested_and_settled(table: Table, at: Callable[[date], None]) -> None:
    assert "Nothing is stated yet" in table.page("ada", "statements/")
    said = state(table, probability="70").content.decode()
    assert "It can be checked by" in said
    assert "70 % sure: of a hundred statements like this, about 30" in said
    here = f"statements/{last(table).index}/"
    at(DUE + timedelta(days=2))
    for who in ("ada", "bo"):
        assert "Its day is over: say how it turned out" in table.page(who, "")
    said = assess(table).content.decode()
    assert "After that day silence counts as agreement" in said
    assert "Agree how it turned out, or contest it" in table.page("ada", "")
    one = last(table).assessments[0].index
    said = table.post("ada", f"{here}contest/", assessment=one, reason="It lies in your hall").content.decode()
    assert "it counts neither way until one side gives way" in said
    assert "It lies in your hall" in table.page("cy", here)
    said = table.post("ada", f"{here}agree/", assessment=one).content.decode()
    assert "all that were asked agreed" in said
    assert "It was stated with 70" in said
    assert "It lies in your hall" in said  # in its life


def test_a_party_does_not_confirm_itself(table: Table) -> None:
    state(table)
    here = f"statements/{last(table).index}/"
    said = assess(table, "ada", verdict="borne_out", evidence="The note of today").content.decode()
    assert "own statement needs another" in said
    assert "Agree that it turned out so" not in table.page("ada", here)
    one = last(table).assessments[0].index
    assert table.post("ada", f"{here}agree/", assessment=one).status_code == 422
    assert "all that were asked agreed" in table.post("bo", f"{here}agree/", assessment=one).content.decode()


def test_silence_counts_after_the_clock_and_can_still_be_contested(table: Table, at: Callable[[date], None]) -> None:
    state(table)
    here = f"statements/{last(table).index}/"
    assess(table)
    at(DUE + timedelta(days=16))
    assert "nobody answered by" in table.page("bo", here)
    one = last(table).assessments[0].index
    assert "Contest it" in table.page("ada", here)
    said = table.post("ada", f"{here}contest/", assessment=one, reason="We were at sea").content.decode()
    assert "it counts neither way" in said


def test_withdrawn_early_is_shown_and_no_lie(table: Table) -> None:
    in_thirty_days = (datetime.now(UTC) + timedelta(days=30)).date()  # not DUE: midnight may have passed since
    state(table, due=in_thirty_days.isoformat())
    here = f"statements/{last(table).index}/"
    said = table.post("ada", f"{here}withdraw/", reason="The yard has closed").content.decode()
    assert "30 days before its day, which is no lie" in said
    assert "Withdrawn early" in table.page("bo", "statements/?status=other")
    assert "What you can do" in table.page("bo", here)
    assert "Say how it turned out" not in table.page("bo", here)


def test_a_correction_leads_to_the_old_one_and_back(table: Table) -> None:
    state(table)
    old = last(table).index
    assert "The first module arrives" in table.page("ada", f"statements/new/?supersedes={old}")
    state(table, what="Two modules arrive", supersedes=old)
    new = last(table).index
    assert f"/{SLUG}/statements/{new}/" in table.page("bo", f"statements/{old}/")
    assert f"/{SLUG}/statements/{old}/" in table.page("bo", f"statements/{new}/")
    assert "Restated early" in table.page("bo", f"statements/{old}/")


def test_a_quantity_is_checked_against_its_margin(table: Table) -> None:
    state(table, quantity="400", unit="cells", within="20")
    page = table.page("bo", f"statements/{last(table).index}/")
    assert "400 cells, up to 20 more or less" in page
    wrong = assess(table, verdict="borne_out", observed="430")
    assert wrong.status_code == 422
    assert "is not within it, so it is refuted" in wrong.content.decode()
    assert 'value="430"' in wrong.content.decode()
    said = assess(table, verdict="refuted", observed="430").content.decode()
    assert "It turned out to be 430 cells" in said


def test_what_was_typed_is_kept_and_each_fault_is_at_its_field(table: Table) -> None:
    response = state(table, what="Keep me", due="2026-02-31", how="", probability="many", sort="")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Keep me" in page
    assert "write the day as 2026-03-31" in page
    assert "write a whole number" in page
    for fields, at_field in (
        ({"due": "2020-01-01"}, "due"),
        ({"probability": "101"}, "probability"),
        ({"unit": "cells"}, "quantity"),
    ):
        refused = state(table, **fields)
        assert refused.status_code == 422
        assert f'href="#field-{at_field}"' in refused.content.decode()
    assert not table.sitting["ada"].alliance.statements.by_index


def test_sent_twice_it_is_recorded_once(table: Table) -> None:
    for _time in (1, 2):
        assert state(table, key="same").status_code == 200
    assert len(table.sitting["ada"].alliance.statements.by_index) == 1
    for _time in (1, 2):
        assert assess(table, key="again").status_code == 200
    assert len(last(table).assessments) == 1


def test_files_shown_with_an_assessment_can_be_opened_by_all(table: Table) -> None:
    state(table)
    note = SimpleUploadedFile("note.txt", b"Delivered on Friday", content_type="text/plain")
    assess(table, files=note)
    enclosed = last(table).assessments[0].enclosed
    assert [file.name for file in enclosed] == ["note.txt"]
    for who in SEATED:
        assert enclosed[0].digest in table.page(who, f"statements/{last(table).index}/")


def test_hostile_text_stays_text(table: Table) -> None:
    state(table, what=HOSTILE, how=HOSTILE, evidence=HOSTILE, quantity="1", unit=HOSTILE)
    assess(table, evidence=HOSTILE, observed="5")
    for who in SEATED:
        for address in ("statements/", f"statements/{last(table).index}/", "statements/counts/", ""):
            assert HOSTILE not in table.page(who, address)


def test_the_list_shows_what_is_asked_for(table: Table) -> None:
    state(table, what="Of Ada")
    state(table, "bo", what="Of Bo", sort="assurance")
    assess(table, "ada")
    for query, shown, hidden in (
        ("status=open", "Of Ada", "Of Bo"),
        ("status=due", "Of Bo", "Of Ada"),
        ("party=bo", "Of Bo", "Of Ada"),
        ("sort=forecast", "Of Ada", "Of Bo"),
        ("text=of+ada", "Of Ada", "Of Bo"),
    ):
        page = table.page("cy", f"statements/?{query}")
        assert shown in page
        assert hidden not in page
    assert "No statement fits" in table.page("cy", "statements/?status=refuted")
    assert "No statement fits" in table.page("cy", "statements/?status=strange")


def test_counts_are_shown_by_party_and_by_how_sure_it_was(table: Table) -> None:
    assert "Nothing is stated yet" in table.page("ada", "statements/counts/")
    state(table, probability="70")
    assess(table)
    table.post("ada", f"statements/{last(table).index}/agree/", assessment=last(table).assessments[0].index)
    page = table.page("cy", "statements/counts/")
    assert "status=refuted&amp;party=ada" in page
    assert "60 to 79 %" in page


def test_the_neutral_reads_and_is_told_why_there_are_no_buttons(table: Table) -> None:
    state(table)
    for address in ("statements/", f"statements/{last(table).index}/", "statements/new/", "statements/incidents/new/"):
        page = table.page("cy", address)
        assert "You sit here as a neutral" in page
        assert 'method="post" action="/working-together/statements' not in page
    assert state(table, "cy").status_code == 403 or state(table, "cy").status_code == 422
    assert len(table.sitting["ada"].alliance.statements.by_index) == 1


def test_what_is_no_statement_is_not_there(table: Table) -> None:
    state(table)
    here = last(table).index
    for address in ("statements/0/", "statements/999/", "statements/new/?supersedes=0"):
        assert table.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404
    assert table.browser["ada"].post(f"/{SLUG}/statements/{here}/burn/").status_code == 404


def test_the_entry_of_an_assessment_leads_to_its_statement(table: Table) -> None:
    state(table)
    assess(table)
    response = table.browser["ada"].get(f"/{SLUG}/statements/{last(table).assessments[0].index}/")
    assert response.headers["Location"].endswith(f"/statements/{last(table).index}/")


def test_eve_finds_nothing(table: Table, eve: Account, enter: Enter) -> None:
    state(table)
    browser: Client = enter(eve)
    for address in ("", "counts/", "new/", f"{last(table).index}/", "incidents/", "incidents/new/"):
        assert browser.get(f"/{SLUG}/statements/{address}").status_code == 404
    assert browser.post(f"/{SLUG}/statements/new/", {"what": "x"}).status_code == 404


def test_before_an_agreement_is_in_force_the_page_says_what_comes_first(
    alliance: object, ada: Account, enter: Enter
) -> None:
    response = enter(ada).get(f"/{SLUG}/statements/")
    assert response.status_code == 200
    assert "agreement" in response.content.decode()
