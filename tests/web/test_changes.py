"""Changes in the browser's place: noted, shared, acknowledged, computed, answered by all; with second thoughts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from paripassu.alliance import agreement, ledger
from paripassu.alliance.agreement.assumptions import Assumption
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.changes.notices import Change
from paripassu.keeper import acts
from paripassu.keeper.models import Account
from tests import cast
from tests.web.conftest import SLUG, Enter, Table

TODAY = datetime.now(UTC).date()
HOSTILE = "<script>alert(1)</script>"
ASSUMED = (Assumption("Current stays below 0.14 EUR.", "A quarter's mean is above 0.20 EUR."),)


def last(table: Table) -> Change:
    """The change that was shared last."""
    return list(table.sitting["ada"].alliance.changes.by_index.values())[-1]


def share(table: Table, who: str = "ada", **fields: Any) -> Any:
    """Send the form."""
    usual = {
        "title": "Current costs more", "nature": "market", "what": "It rose by half.", "noticed": TODAY.isoformat(),
    }  # fmt: skip
    return table.post(who, "changes/new/", **(usual | fields))


def amend(table: Table, text: Any) -> int:
    """Bring an amendment into force; the entry that tabled it."""
    ada = table.sitting["ada"]
    base = len(ada.alliance.agreement.versions)
    fields = {"terms": text, "base": base, "reason": "change", "note": "It costs more"}
    draft = acts.record(ada, agreement.table, key=f"t{base}", **fields)[0].index
    tabled = ada.alliance.agreement.draft
    assert tabled is not None
    for name in ("ada", "bo"):
        acts.record(table.sitting[name], agreement.accept, key=f"a{base}", draft=draft)
    for name in ("ada", "bo"):
        acts.record(table.sitting[name], agreement.sign, key=f"s{base}", draft=draft, digest=digest(tabled.terms))
    return draft


def test_a_change_goes_from_shared_to_amended(table: Table) -> None:
    assert "No change has been shared yet" in table.page("bo", "changes/")
    amend(table, cast.terms(neutrals=("cy",), assumptions=ASSUMED))
    four_days_ago = datetime.now(UTC).date() - timedelta(days=4)  # not by TODAY: midnight may have passed since
    said = share(table, noticed=four_days_ago.isoformat(), assumption="a1").content.decode()
    assert "Trigger touched" in said
    change = last(table)
    here = f"changes/{change.index}/"
    table.post("bo", f"{here}acknowledge/", touches="Our nights get dearer")
    assert "Our nights get dearer" in table.page("ada", here)
    assert "4 days later" in table.page("cy", here)
    early = table.post("ada", f"{here}outcome/", view="amend", strategy="Share it by half")
    assert early.status_code == 422
    table.post("ada", f"{here}view/", view="amend", reason="The text names a price")
    table.post("bo", f"{here}view/", view="keep", reason="It will fall again")
    table.post("ada", f"{here}outcome/", view="amend", strategy="Share the price by half")
    outcome = next(iter(change.outcomes))
    said = table.post("bo", f"{here}decline/", outcome=outcome, reason="Say from when").content.decode()
    assert "Say from when" in said
    said = table.post("bo", f"{here}agree/", outcome=outcome).content.decode()
    assert "It is still to be carried out." in said
    draft = amend(table, cast.terms(neutrals=("cy",), notice="A month", assumptions=ASSUMED))
    said = table.post("bo", f"{here}name/", draft=draft).content.decode()
    assert "Answered by version 3 of the agreement." in said
    assert "Amendment in force" in said
    assert "Answered" in table.page("ada", "changes/")


def test_a_note_is_read_by_its_own_party_alone_until_it_is_shared(table: Table) -> None:
    share(table, do="note", what="Our founder may leave")
    note = max(each.index for each in table.sitting["ada"].private)
    here = f"changes/{note}/"
    assert "Our founder may leave" in table.page("ada", here)
    assert "Noted by your party, not shared yet" in table.page("ada", "changes/")
    for other in ("bo", "cy"):
        assert table.browser[other].get(f"/{SLUG}/{here}").status_code == 404
        assert "Our founder may leave" not in table.page(other, "changes/")
    assert table.browser["bo"].post(f"/{SLUG}/{here}unseal/").status_code == 404
    for _time in (1, 2):
        said = table.post("ada", f"{here}unseal/", key="same").content.decode()
    assert "Noted in private" in said
    assert "Our founder may leave" in table.page("bo", here)


def test_what_is_expected_is_computed_on_the_page_and_nowhere_recorded(table: Table) -> None:
    for of, side in (("ada", "contribution"), ("bo", "contribution"), ("ada", "reward"), ("bo", "reward")):
        fields = {"of": of, "pool": "work", "on": TODAY, "unit": "EUR", "what": "cash", "resource": "cash"}
        sitting, other = table.sitting[of], table.sitting["bo" if of == "ada" else "ada"]
        [entry] = acts.record(sitting, ledger.post, key=f"{of}{side}", side=side, quantity=Decimal(100), **fields)
        acts.record(other, ledger.confirm, key=f"{of}{side}", entries=(entry.index,))
    share(table)
    change = last(table)
    lines = len(table.sitting["ada"].alliance.ledger.postings)
    empty: dict[str, str] = {f"{name}-{at}": "" for at in range(4) for name in ("change", "resource")}
    sent = empty | {
        "text": "We pay more", "pool-0": "work", "of-0": "ada", "way-0": "given", "change-0": "100",
        "percent-0": "yes",
    }  # fmt: skip
    page = table.post("ada", f"changes/effect/{change.index}/", **sent).content.decode()
    assert "Ada Ltd gives 100.00 EUR more (100 %)" in page
    assert "0.75, below the band" in page
    assert "1.50, above the band" in page
    assert "0.75, below the band" in table.page("cy", f"changes/{change.index}/")
    assert len(table.sitting["ada"].alliance.ledger.postings) == lines
    assert "We pay more" in table.page("ada", f"changes/effect/{change.index}/")


def test_goals_and_commitments_it_touches_are_linked_both_ways(table: Table) -> None:
    later = (TODAY + timedelta(days=90)).isoformat()
    goal_fields = {
        "title": "Sail on battery", "what": "Trips", "unit": "trips", "baseline": "0", "target": "100",
        "until": later, "pace": "steady",
    }  # fmt: skip
    table.post("ada", "goals/new/", **goal_fields)
    goal = next(iter(table.sitting["ada"].alliance.goals.by_index))
    table.post("bo", f"goals/{goal}/agree/", offer=goal)
    owed = {"owner": "ada", "to": "bo", "what": "The drawings", "due": later, "every": "", "importance": "high"}
    table.post("ada", "commitments/new/", **owed)
    promise = next(iter(table.sitting["ada"].alliance.commitments.by_index))
    table.post("bo", f"commitments/{promise}/agree/")
    share(table)
    change = last(table)
    table.post("bo", f"changes/effect/{change.index}/", text="Fewer", **{f"goal-{goal}": "80", "commitment": promise})
    page = table.page("ada", f"changes/{change.index}/")
    assert "20\N{NARROW NO-BREAK SPACE}% of the way would be missing" in page
    assert "The drawings" in page
    assert "Current costs more" in table.page("ada", f"goals/{goal}/")
    assert "Current costs more" in table.page("ada", f"commitments/{promise}/")
    effect = change.effects["bo"].entry
    assert table.browser["ada"].get(f"/{SLUG}/changes/{effect}/")["Location"].endswith(f"/changes/{change.index}/")


def test_what_was_typed_is_kept_and_each_fault_is_at_its_field(table: Table) -> None:
    tomorrow = (TODAY + timedelta(days=3)).isoformat()
    response = share(table, what="Keep me", noticed=tomorrow)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Keep me" in page
    assert 'href="#field-noticed"' in page
    share(table)
    here = f"changes/{last(table).index}/"
    short = table.post("bo", f"{here}view/", form="view", view="amend", reason="")
    assert short.status_code == 422
    effect = table.post("bo", f"changes/effect/{last(table).index}/", text="Keep me too", **{"change-0": "many"})
    assert effect.status_code == 422
    assert "Keep me too" in effect.content.decode()


def test_withdrawn_while_nobody_has_built_on_it(table: Table) -> None:
    share(table)
    here = f"changes/{last(table).index}/"
    table.post("ada", f"{here}withdraw/", reason="A misprint in the list")
    assert "A misprint in the list" in table.page("bo", here)
    share(table)
    here = f"changes/{last(table).index}/"
    table.post("bo", f"{here}view/", view="amend", reason="Too dear")
    assert table.post("ada", f"{here}withdraw/", reason="Forget it").status_code == 422


def test_names_and_texts_from_outside_are_only_shown(table: Table) -> None:
    share(table, title=HOSTILE, what=HOSTILE, touches=HOSTILE, evidence=f"javascript:alert(1) {HOSTILE}")
    here = f"changes/{last(table).index}/"
    table.post("bo", f"{here}acknowledge/", touches=HOSTILE)
    table.post("bo", f"changes/effect/{last(table).index}/", text=HOSTILE)
    for page in ("changes/", here, f"changes/effect/{last(table).index}/", ""):
        found = table.page("bo", page)
        assert HOSTILE not in found
        assert 'href="javascript:' not in found


def test_a_neutral_reads_everything_and_a_stranger_finds_nothing(table: Table, eve: Account, enter: Enter) -> None:
    share(table)
    index = last(table).index
    for page in ("changes/", "changes/new/", f"changes/{index}/", f"changes/effect/{index}/"):
        assert "<button" not in table.page("cy", page).split("<main")[1].split("</main")[0]
        assert enter(eve).get(f"/{SLUG}/{page}").status_code == 404
    assert table.post("cy", f"changes/{index}/acknowledge/").status_code == 422
    assert table.browser["ada"].get(f"/{SLUG}/changes/99999/").status_code == 404
    assert table.browser["ada"].post(f"/{SLUG}/changes/{index}/shout/").status_code == 404
