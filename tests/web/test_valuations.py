"""Own values in the browser: asked for, sealed, opened side by side, used in a redress; a change of mind; refusals."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, get_args

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.alliance import Alliance
from paripassu.alliance.ledger import valuations
from paripassu.keeper import acts, records, reminders
from paripassu.keeper.models import Account
from paripassu.web import clock, valued, waiting
from paripassu.web.sentences import sentence
from tests import cast
from tests.stories.telling import HERE, tell
from tests.web.conftest import SLUG, Enter, Table

TODAY = datetime.now(UTC).date()
SOON = (TODAY + timedelta(days=5)).isoformat()
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def level(table: Table) -> Table:
    """Level by the agreed rates: both put 100 EUR in; Ada received 100 EUR, and Bo 1.25 hours at 80 EUR."""
    hours = {"quantity": Decimal("1.25"), "unit": "hour", "resource": "people"}
    for who, other, side, more in (
        ("ada", "bo", "contribution", {}),
        ("bo", "ada", "contribution", {}),
        ("ada", "bo", "reward", {}),
        ("bo", "ada", "reward", hours),
    ):
        fields: dict[str, Any] = {
            "side": side, "of": who, "pool": "work", "on": cast.DAY, "quantity": Decimal(100), "unit": "EUR",
            "what": "cash", "resource": "cash", **more,
        }  # fmt: skip
        [one] = acts.record(table.sitting[who], ledger.post, key=f"{who}{side}", **fields)
        acts.record(table.sitting[other], ledger.confirm, key=f"c{who}{side}", entries=(one.index,))
    return table


def joint(table: Table) -> Alliance:
    """What is joint now."""
    return records.current(table.sitting["ada"].slug).alliance


def asked(table: Table, who: str = "ada", **fields: Any) -> int:
    """Send the form that asks for own values; the entry."""
    usual = {"grain": "kind", "since": "", "until": TODAY.isoformat(), "due": SOON, "note": ""}
    table.post(who, "valuations/new/work/", **(usual | fields))
    return max(joint(table).valuations.by_index)


def state(table: Table, entry: int, who: str, hour: str, **fields: Any) -> Any:
    """Send the form that states what an hour is worth; all else as agreed."""
    usual = {"form": "state", "worth-0": "", "worth-1": "", "worth-2": hour, "reason": ""}
    return table.post(who, f"valuations/{entry}/state/", **(usual | fields))


def opened(table: Table) -> int:
    """A valuation in which each would rather have what the other received, opened."""
    entry = asked(table)
    state(table, entry, "ada", "128")
    state(table, entry, "bo", "48")
    table.post("bo", f"valuations/{entry}/unseal/")
    return entry


def test_from_asking_to_the_open_books(level: Table) -> None:
    assert "Nobody has asked yet" in level.page("bo", "valuations/")
    entry = asked(level, note="Before the next term")
    for who in ("ada", "bo"):
        tasks = [task.text for task in waiting.tasks_of_reader(level.sitting[who])]
        assert any(
            text.startswith("State, sealed, what it is worth to your party: own values of Joint") for text in tasks
        )
    page = level.page("bo", f"valuations/{entry}/")
    assert "Agreed: 80" in page
    assert "Before the next term" in page
    said = state(level, entry, "ada", "128", reason="Nobody else knows the drive").content.decode()
    assert "It is in the court of Bo Ltd" in said
    assert "knows the drive" in level.page("ada", f"valuations/{entry}/")
    for who in ("bo", "cy"):
        sealed = level.page(who, f"valuations/{entry}/")
        assert "knows the drive" not in sealed
        assert "128" not in sealed
        assert "Open the books" not in sealed
    state(level, entry, "bo", "48")
    assert "Open the books" not in level.page("cy", f"valuations/{entry}/")
    shown = level.post("bo", f"valuations/{entry}/unseal/").content.decode()
    assert "knows the drive" in shown
    assert "By its own values each party has less than its due: Ada Ltd, Bo Ltd." in shown
    assert "An exchange would leave nobody worse off" in shown
    assert "8.8 (9\N{NARROW NO-BREAK SPACE}% of all)" in shown
    assert "The certificate: proven, none is smaller than" in shown
    assert re.search(r'class="own p\d"', shown)
    again = level.post("ada", f"valuations/{entry}/unseal/").content.decode()
    assert "Open: everybody sees" in again


def test_the_balance_and_the_redress_show_whose_book(level: Table) -> None:
    assert "Nobody's own values are open yet" in level.page("ada", "balance/work/")
    entry = opened(level)
    pool = level.page("cy", "balance/work/")
    assert 'id="whose"' in pool
    assert "0.77" in pool
    assert re.search(r'class="own p\d"', pool)
    assert "Faint, with letters" in level.page("ada", "balance/")
    level.post("ada", "redress/new/work/", due=SOON, note="It feels wrong")
    redress = max(joint(level).redress.by_index)
    page = level.page("bo", f"redress/{redress}/")
    assert "Adjusted winner" in page
    assert f"/{SLUG}/valuations/{entry}/" in page
    assert (
        "No lever is agreed by its giver and its receiver yet." in page.partition("The least change, by own values")[2]
    )


def test_the_least_change_by_own_values_stands_beside_the_agreed_one(level: Table) -> None:
    opened(level)
    level.post("ada", "redress/new/work/", due=SOON, note="It feels wrong")
    redress = max(joint(level).redress.by_index)
    fields = {"form": "lever", "lever": "work", "what": "A shift", "most": "30", "price": "1", "start": ""}
    level.post("ada", f"redress/{redress}/lever/", giver="ada", receiver="bo", **fields)
    lever = max(joint(level).redress.by_index[redress].levers)
    level.post("bo", f"redress/{redress}/agree-lever/", lever=lever)
    told = level.page("cy", f"redress/{redress}/").partition("The least change, by own values")[2]
    assert "A shift" in told
    assert "No remedy within your levers by own values. Still short of its due: " in told
    assert "After these moves" in told


def test_every_figure_opens_to_its_entries(level: Table) -> None:
    entry = opened(level)
    page = level.page("ada", f"valuations/{entry}/")
    links = set(re.findall(rf'href="/{SLUG}/(figures/[^"]+)"', page.replace("&gt;", ">").replace("%3E", ">")))
    assert {link.split("/")[1] for link in links} >= {
        "own_return",
        "own_lean",
        "perception_gap",
        "return_under",
        "envy",
    }
    for link in links:
        assert "what the entries of Joint work are worth" in level.page("bo", link)


def test_a_change_of_mind_none_stated_and_withdrawn(level: Table) -> None:
    entry = asked(level)
    assert "Withdraw it" in level.page("ada", f"valuations/{entry}/")
    state(level, entry, "ada", "128")
    state(level, entry, "ada", "100")
    level.post("bo", f"valuations/{entry}/none/", form="none", reason="We keep it")
    page = level.page("ada", f"valuations/{entry}/")
    assert "We keep it" in page
    assert "Lapsed" in page
    assert "Withdraw it" not in page
    state(level, entry, "bo", "80")
    assert level.post("ada", f"valuations/{entry}/withdraw/", form="withdraw", reason="no").status_code == 422
    level.post("ada", f"valuations/{entry}/unseal/")
    assert [int(book.worths[2]) for book in joint(level).valuations.by_index[entry].books.values()] == [100, 80]
    other = asked(level)
    level.post("ada", f"valuations/{other}/withdraw/", form="withdraw", reason="Too soon")
    assert "Withdrawn: “Too soon”." in level.page("bo", "valuations/")


def test_what_cannot_be_is_refused_and_what_was_typed_is_kept(level: Table) -> None:
    entry = asked(level)
    wrong = state(level, entry, "ada", "a lot", reason="My reason")
    assert wrong.status_code == 422
    assert "a lot" in wrong.content.decode()
    assert "My reason" in wrong.content.decode()
    assert state(level, entry, "ada", "-1").status_code == 422
    second = level.post(
        "bo", "valuations/new/work/", grain="kind", since="", until=TODAY.isoformat(), due=SOON, note=""
    )
    assert second.status_code == 422
    assert (
        level.post("ada", "valuations/new/work/", grain="x", since="", until="x", due="x", note="").status_code == 422
    )
    assert level.post("ada", f"valuations/{entry}/dance/").status_code == 404
    for address in ("valuations/1/", "valuations/new/none/"):
        assert level.browser["ada"].get(f"/{SLUG}/{address}").status_code == 404


def test_a_form_sent_twice_counts_once(level: Table) -> None:
    entry = asked(level)
    size = joint(level).size
    for _ in range(2):
        state(level, entry, "ada", "128", key="same")
    assert joint(level).size == size + 2


def test_the_neutral_reads_and_a_stranger_finds_nothing(level: Table, eve: Account, enter: Enter) -> None:
    entry = opened(level)
    page = level.page("cy", f"valuations/{entry}/")
    assert "knows" not in page
    assert 'id="form-state"' not in page
    assert "You sit here as a neutral" in page
    assert state(level, entry, "cy", "1").status_code in (403, 422)
    stranger = enter(eve)
    for address in ("valuations/", f"valuations/{entry}/", "valuations/new/work/"):
        assert stranger.get(f"/{SLUG}/{address}").status_code == 404


def test_what_people_typed_is_printed_and_not_run(level: Table) -> None:
    entry = asked(level, note=HOSTILE)
    state(level, entry, "ada", "128", reason=HOSTILE)
    level.post("bo", f"valuations/{entry}/none/", form="none", reason=HOSTILE)
    for address in ("valuations/", f"valuations/{entry}/", f"record/{entry}/"):
        assert HOSTILE not in level.page("ada", address)


def test_managers_are_reminded_ahead_of_the_last_day(level: Table) -> None:
    entry = asked(level)
    near = [each for each in reminders.pending(clock.now()) if each.entry == entry]
    assert {each.account.email for each in near} == {"ada@example.org", "bo@example.org"}
    assert {(each.page, each.what) for each in near} == {("valuation", "own values of Joint work")}


def test_every_fact_is_told_in_a_sentence_and_leads_to_its_valuation() -> None:
    _story, end, record = tell((HERE / "two_books.toml").read_text())
    told = {
        type(each.fact): sentence(end.alliance, each, {})
        for each in record.facts
        if isinstance(each.fact, get_args(valuations.Fact))
    }
    assert set(told) == set(get_args(valuations.Fact))
    assert all(text.startswith(("Ada Ltd", "Bo Ltd")) for text in told.values())
    assert all(valued.about(each)[1][0] in end.alliance.valuations.by_index
               for each in record.facts if type(each.fact) in told)  # fmt: skip
