"""Goals in the browser's place: proposed, agreed, measured, weighed, reassessed; refusals and second thoughts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from paripassu.alliance import agreement
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.goals.objectives import Goal
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from paripassu.web import clock, waiting
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

TODAY = datetime.now(UTC).date()
LATER = TODAY + timedelta(days=300)
HOSTILE = "<script>alert(1)</script>"


def last(table: Table) -> Goal:
    """The goal that was proposed last."""
    return list(table.sitting["ada"].alliance.goals.by_index.values())[-1]


def propose(table: Table, who: str = "ada", **fields: Any) -> Any:
    """Send the form."""
    usual = {
        "title": "Sail on battery", "what": "Trips without diesel", "unit": "trips", "baseline": "0", "target": "100",
        "until": LATER.isoformat(), "pace": "steady",
    }  # fmt: skip
    return table.post(who, "goals/new/", **(usual | fields))


def in_force(table: Table, **fields: Any) -> Goal:
    """A goal that Ada proposed and Bo agreed to."""
    propose(table, **fields)
    goal = last(table)
    table.post("bo", f"goals/{goal.index}/agree/", offer=goal.index)
    return goal


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Lets it be the noon of another day, for pages and for rules."""

    def to(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, 1, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(waiting, "now", lambda: moment)
        monkeypatch.setattr(acts, "this_moment", lambda: moment)

    return to


def test_a_goal_goes_from_proposal_through_a_question_to_its_target(table: Table) -> None:
    assert "No goal is agreed yet" in table.page("ada", "goals/")
    assert "It is in the court of Bo Ltd" in propose(table).content.decode()
    goal = last(table)
    here = f"goals/{goal.index}/"
    assert "1 goal waits for your party." in table.page("bo", "goals/")
    table.post("bo", f"{here}agree/", offer=goal.index)
    assert "Not measured yet" in table.page("ada", "goals/")
    table.post("ada", f"{here}report/", measured="100", on=TODAY.isoformat(), evidence="the log")
    report = next(iter(goal.reports))
    said = table.post("bo", f"{here}question/", report=report, reason="The log ends in May").content.decode()
    assert "it does not count meanwhile" in said
    assert "The log ends in May" in table.page("ada", here)
    said = table.post("bo", f"{here}confirm/", report=report).content.decode()
    assert "Reached since" in said


def test_how_important_it_is_stays_sealed_until_both_have_stated_theirs(table: Table) -> None:
    goal = in_force(table)
    here = f"goals/{goal.index}/"
    table.post("ada", f"{here}importance/", importance="100", reason="Our bank asks for it")
    assert "Our bank asks for it" in table.page("ada", here)
    for other in ("bo", "cy"):
        assert "Our bank asks for it" not in table.page(other, here)
    assert table.post("bo", f"{here}importance/", importance="60").status_code == 422
    table.post("bo", f"{here}importance/", importance="25")
    table.post("bo", f"{here}unseal/")
    for who in ("ada", "bo", "cy"):
        page = table.page(who, here)
        assert "Our bank asks for it" in page
        assert "Gap 75" in page
    table.post("bo", f"{here}unseal/")
    assert "Gap 75" in table.page("ada", "goals/")


def test_another_target_is_proposed_declined_and_agreed_and_both_versions_are_read(table: Table) -> None:
    goal = in_force(table)
    fields = {"what": "Trips", "unit": "trips", "baseline": "0", "until": LATER.isoformat(), "pace": "steady"}
    form = table.page("ada", f"goals/reassess/{goal.index}/")
    assert "Trips without diesel" in form
    table.post("ada", f"goals/reassess/{goal.index}/", **fields, target="80", reason="Current costs more")
    offer = list(goal.offers)[-1]
    here = f"goals/{goal.index}/"
    table.post("bo", f"{here}decline/", offer=offer, reason="Ninety will do")
    assert "Ninety will do" in table.page("ada", here)
    table.post("bo", f"{here}agree/", offer=offer)
    page = table.page("cy", here)
    assert "from 0 to 80 trips" in page
    assert "from 0 to 100 trips" in page
    assert table.browser["ada"].get(f"/{SLUG}/goals/{offer}/")["Location"].endswith(here)


def test_dropping_needs_only_a_reason_and_all(table: Table) -> None:
    goal = in_force(table)
    table.post("bo", f"goals/reassess/{goal.index}/", do="drop", reason="Nobody sails there now")
    offer = list(goal.offers)[-1]
    table.post("ada", f"goals/{goal.index}/agree/", offer=offer)
    assert "All agreed to drop it" in table.page("ada", f"goals/{goal.index}/")
    assert "Dropped or withdrawn" in table.page("ada", "goals/")


def test_what_was_typed_is_kept_and_each_fault_is_at_its_field(table: Table) -> None:
    response = propose(table, title="Keep me", baseline="many", until="tomorrow")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Keep me" in page
    assert "is no number" in page
    assert 'href="#field-until"' in page
    same = propose(table, title="Keep me", target="0")
    assert 'href="#field-target"' in same.content.decode()
    past = propose(table, title="Keep me", until="2020-01-01")
    assert 'href="#field-until"' in past.content.decode()
    assert not table.sitting["ada"].alliance.goals.by_index


def test_the_objectives_of_the_text_become_goals_in_one_step(table: Table) -> None:
    text = cast.terms(neutrals=("cy",), objectives=("Sail on battery.", "Burn less fuel."))
    ada = table.sitting["ada"]
    draft = acts.record(ada, agreement.table, key="t", terms=text, base=1, reason="change", note="more")[0].index
    for name in ("ada", "bo"):
        acts.record(table.sitting[name], agreement.accept, key="a", draft=draft)
    for name in ("ada", "bo"):
        acts.record(table.sitting[name], agreement.sign, key="s", draft=draft, digest=digest(text))
    assert "Burn less fuel." in table.page("ada", "goals/objectives/")
    fields = {
        "pick": "1", "objective-1": "Burn less fuel.", "what-1": "Fuel bought", "unit-1": "litres",
        "baseline-1": "5000", "target-1": "500", "until-1": LATER.isoformat(), "pace-1": "steady",
    }  # fmt: skip
    assert "1 goal is proposed." in table.post("ada", "goals/objectives/", **fields).content.decode()
    assert last(table).objective == "Burn less fuel."
    assert "Sail on battery." in table.page("bo", "goals/objectives/")
    assert table.post("ada", "goals/objectives/").status_code == 422
    missing = table.post("ada", "goals/objectives/", **{"pick": "0", "objective-0": "Sail on battery."})
    assert "What is measured is missing." in missing.content.decode()


def test_a_missed_goal_asks_how_to_go_on(table: Table, at: Callable[[date], None]) -> None:
    goal = in_force(table)
    at(LATER + timedelta(days=3))
    assert "Propose how to go on" in table.page("bo", f"goals/{goal.index}/")
    assert "Missed: propose how to go on with it" in table.page("ada", "")


def test_a_file_shows_what_was_measured_and_sent_twice_it_is_recorded_once(table: Table) -> None:
    goal = in_force(table)
    here = f"goals/{goal.index}/report/"
    for _time in (1, 2):
        file = SimpleUploadedFile("log.txt", b"trip 1", "text/plain")
        table.post("ada", here, measured="1", on=TODAY.isoformat(), files=file, key="same")
    assert len(goal.reports) == 1
    assert "log.txt" in table.page("bo", f"goals/{goal.index}/")


def test_names_and_texts_from_outside_are_only_shown(table: Table) -> None:
    goal = in_force(table, title=HOSTILE, what=HOSTILE, unit=HOSTILE, reason=HOSTILE)
    table.post("ada", f"goals/{goal.index}/report/", measured="1", on=TODAY.isoformat(),
               evidence=f"javascript:alert(1) {HOSTILE}")  # fmt: skip
    for page in ("", f"{goal.index}/", f"reassess/{goal.index}/"):
        found = table.page("bo", f"goals/{page}")
        assert HOSTILE not in found
        assert 'href="javascript:' not in found
    assert HOSTILE not in table.page("bo", "")


def test_a_neutral_reads_everything_and_a_stranger_finds_nothing(table: Table, eve: Account, enter: Enter) -> None:
    goal = in_force(table)
    for page in ("goals/", "goals/new/", "goals/objectives/", f"goals/reassess/{goal.index}/", f"goals/{goal.index}/"):
        assert "<button" not in table.page("cy", page).split("<main")[1].split("</main")[0]
        assert enter(eve).get(f"/{SLUG}/{page}").status_code == 404
    assert table.post("cy", f"goals/{goal.index}/report/", measured="1", on=TODAY.isoformat()).status_code == 422
    assert table.browser["ada"].get(f"/{SLUG}/goals/99999/").status_code == 404
    assert table.browser["ada"].post(f"/{SLUG}/goals/{goal.index}/shout/").status_code == 404
