"""Redress in the browser: called for, opened in one step, levers, a remedy with its proof, consent, refusals."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.redress.matters import RemedyProposed, standing
from paripassu.keeper import acts, records
from paripassu.keeper.models import Account
from paripassu.web import clock, redressed, waiting
from paripassu.web.sentences import sentence
from tests import cast
from tests.stories.telling import HERE, tell
from tests.web.conftest import SLUG, Enter, Table

SOON = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
LATER = (datetime.now(UTC) + timedelta(days=90)).date()
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def lean(table: Table) -> Table:
    """Both put in 100, Ada received 140 and Bo 60: outside the band of 0.8 to 1.2."""
    for who, other, got in (("ada", "bo", 140), ("bo", "ada", 60)):
        for side, amount in (("contribution", 100), ("reward", got)):
            fields: dict[str, Any] = {
                "side": side, "of": who, "pool": "work", "on": cast.DAY, "quantity": Decimal(amount), "unit": "EUR",
                "what": "cash", "resource": "cash",
            }  # fmt: skip
            [one] = acts.record(table.sitting[who], ledger.post, key=f"{who}{side}", **fields)
            acts.record(table.sitting[other], ledger.confirm, key=f"c{who}{side}", entries=(one.index,))
    return table


def state(table: Table) -> Alliance:
    """What is joint now."""
    return records.current(table.sitting["ada"].slug).alliance


def opened(table: Table, who: str = "ada", **fields: Any) -> int:
    """Send the form that opens the redress; the entry."""
    table.post(who, "redress/new/work/", **({"due": SOON, "note": ""} | fields))
    return max(state(table).redress.by_index)


def lever(table: Table, entry: int, who: str = "ada", **fields: Any) -> Any:
    """Send the form of a lever of 30 at most from Ada to Bo."""
    usual = {
        "form": "lever", "lever": "reward", "what": "Half of the next order", "giver": "ada", "receiver": "bo",
        "most": "30", "price": "1", "start": "",
    }  # fmt: skip
    return table.post(who, f"redress/{entry}/lever/", **(usual | fields))


def test_a_pool_outside_its_band_waits_on_every_partners_table_until_a_redress_is_open(lean: Table) -> None:
    for who in ("ada", "bo"):
        tasks = [task.text for task in waiting.tasks_of_reader(lean.sitting[who])]
        assert any(text.startswith("Open a redress: Joint work") for text in tasks)
        assert "Outside the agreed band: Ada Ltd, Bo Ltd." in lean.page(who, "redress/")
    assert "Open a redress" in lean.page("bo", "balance/")
    entry = opened(lean)
    assert not any("Open a redress" in task.text for task in waiting.tasks(lean.sitting["bo"]))
    assert f"/{SLUG}/redress/{entry}/" in lean.page("bo", "balance/work/")


def test_a_redress_goes_from_the_balance_to_commitments(lean: Table) -> None:
    entry = opened(lean)
    fact = state(lean).redress.by_index[entry].fact
    assert (fact.reason, [str(each.coefficient) for each in fact.figures]) == ("stands", ["1.4", "0.6"])
    assert fact.computed_at == entry
    assert "Giver and receiver say" in lever(lean, entry).content.decode()
    named = max(state(lean).redress.by_index[entry].levers)
    assert "so there is nothing to compute with" in lean.page("bo", f"redress/{entry}/")
    lean.post("bo", f"redress/{entry}/agree-lever/", lever=named)
    page = lean.page("bo", f"redress/{entry}/")
    assert "proven: no remedy with these levers costs less than 20.00" in page
    sent = {"form": "remedy", f"move-{named}": "20", "until": LATER.isoformat(), "note": ""}
    said = lean.post("bo", f"redress/{entry}/remedy/", **sent).content.decode()
    assert "It is in the court of Ada Ltd" in said
    offer = max(state(lean).redress.by_index[entry].offers)
    remedy = state(lean).redress.by_index[entry].offers[offer].fact
    assert isinstance(remedy, RemedyProposed)
    assert (remedy.must_move, remedy.cost, remedy.bound) == (Decimal(20),) * 3
    assert "Propose them as commitments" in lean.post("ada", f"redress/{entry}/agree/", offer=offer).content.decode()
    lean.post("bo", f"redress/{entry}/promise/")
    [promised] = state(lean).commitments.by_index.values()
    assert (promised.fact.owner, promised.fact.to, promised.fact.due) == ("ada", ("bo",), LATER)
    assert promised.index in state(lean).links.of(offer)
    assert "Propose them as commitments" not in lean.page("ada", f"redress/{entry}/")


def test_no_remedy_within_the_levers_is_an_answer(lean: Table) -> None:
    entry = opened(lean)
    lever(lean, entry, most="5")
    lean.post("bo", f"redress/{entry}/agree-lever/", lever=max(state(lean).redress.by_index[entry].levers))
    page = lean.page("cy", f"redress/{entry}/")
    assert "No remedy within your levers" in page
    assert "What stays outside the band" in page


def test_consent_ends_by_itself_and_all_are_asked_again(lean: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = opened(lean)
    consent = {"form": "consent", "until": LATER.isoformat(), "reason": "The order comes in spring"}
    lean.post("ada", f"redress/{entry}/consent/", **consent)
    lean.post("bo", f"redress/{entry}/agree/", offer=max(state(lean).redress.by_index[entry].offers))
    assert "Imbalance accepted for now" in lean.page("bo", f"redress/{entry}/")
    later = datetime(LATER.year, LATER.month, LATER.day, 13, tzinfo=UTC) + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(waiting, "now", lambda: later)
    assert standing(state(lean).redress.by_index[entry], later) == "look_again"
    assert any("look again" in task.text for task in waiting.tasks_of_reader(lean.sitting["bo"]))


def test_what_feels_lopsided_can_be_opened_with_words(table: Table) -> None:
    assert "Nothing to redress" in table.page("ada", "redress/")
    answer = table.post("ada", "redress/new/work/", due=SOON, note="")
    assert answer.status_code == 422
    entry = opened(table, note=HOSTILE)
    page = table.page("bo", f"redress/{entry}/")
    assert HOSTILE not in page
    assert "It feels out of balance" in page
    assert "NaN" not in page


def test_a_refused_form_keeps_what_was_typed_and_says_why(lean: Table) -> None:
    entry = opened(lean)
    answer = lever(lean, entry, what="Half of the order", most="much")
    assert answer.status_code == 422
    assert "Half of the order" in answer.content.decode()
    assert "is no number" in answer.content.decode()
    assert lever(lean, entry, receiver="ada").status_code == 422
    assert not state(lean).redress.by_index[entry].levers


def test_the_same_form_sent_twice_opens_one_redress(lean: Table) -> None:
    for _ in range(2):
        lean.post("ada", "redress/new/work/", key="once", due=SOON, note="")
    assert len(state(lean).redress.by_index) == 1


def test_the_neutral_reads_and_eve_finds_nothing(lean: Table, eve: Account, enter: Enter) -> None:
    entry = opened(lean)
    page = lean.page("cy", f"redress/{entry}/")
    assert "You sit here as a neutral" in page
    assert "What you can do" not in page
    assert lever(lean, entry, "cy").status_code == 422
    stranger = enter(eve)
    for address in ("redress/", f"redress/{entry}/", "redress/new/work/"):
        assert stranger.get(f"/{SLUG}/{address}").status_code == 404
    for address in ("redress/9999/", "redress/new/none/"):
        assert lean.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


def test_the_entry_of_a_lever_leads_to_its_redress(lean: Table) -> None:
    entry = opened(lean)
    lever(lean, entry)
    answer = lean.browser["bo"].get(f"/{SLUG}/redress/{entry + 1}/")
    assert answer["Location"] == f"/{SLUG}/redress/{entry}/"


def test_worths_are_stated_by_each_and_the_references_stand_beside(lean: Table) -> None:
    entry = opened(lean)
    lean.post("ada", f"redress/{entry}/worth/", **{"form": "worth", "alone": "20", "gain-ada-bo": "40"})
    assert "Not stated by: Bo Ltd" in lean.page("ada", f"redress/{entry}/")
    lean.post("bo", f"redress/{entry}/worth/", **{"form": "worth", "alone": "40", "gain-ada-bo": "40"})
    page = lean.page("cy", f"redress/{entry}/")
    assert "Shapley value" in page
    assert "no group would have more on its own" in page


def test_every_fact_of_a_redress_is_told_in_words(lean: Table) -> None:
    _story, told, record = tell((HERE / "a_lopsided_pool.toml").read_text())
    kinds = {type(each.fact) for each in record.facts}
    assert set(get_args(redressed.Fact)) <= kinds
    for each in record.facts:
        if isinstance(each.fact, get_args(redressed.Fact)):
            said = sentence(told.alliance, each, {})
            assert "recorded:" not in said
            assert "%(" not in said


@pytest.mark.parametrize(("value", "said"), [(0.0, "under 1"), (0.9996, "over 99"), (0.5, "50"), (1.0, "over 99")])
def test_nothing_foretold_is_called_sure(value: float, said: str) -> None:
    assert redressed.chance(value).startswith(said)
