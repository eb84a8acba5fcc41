"""The home of an alliance: the same for every side but for what needs the reader, who waits since when, what is new."""

import re
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import agreement, ledger
from paripassu.keeper import acts, workings
from paripassu.keeper.access import Sitting, sitting
from paripassu.keeper.models import Account, Visit
from paripassu.web import waiting
from paripassu.web.waiting import Task
from tests import cast
from tests.web.conftest import SLUG, Enter, Table


def posted(table: Table, who: str, key: str, **fields: Any) -> int:
    usual: dict[str, Any] = {
        "side": "contribution", "of": who, "pool": "work", "on": cast.DAY, "quantity": Decimal(100), "unit": "EUR",
        "what": "cash", "resource": "cash",
    }  # fmt: skip
    return acts.record(table.sitting[who], ledger.post, key=key, **(usual | fields))[0].index


def tasks(sitting: Sitting) -> list[Task]:
    """What waits, but for what an alliance wants from its first day: sponsors and statements of capabilities."""
    return [task for task in waiting.tasks(sitting) if "/people/" not in task.url]


def needs(html: str) -> str:
    """What the page says needs the reader."""
    return re.sub(r"\s+", " ", html.partition("What needs you now")[2].partition("</section>")[0])


def without_reader(html: str) -> str:
    """The page without what is the reader's own: the name, the seat, what needs them, tokens."""
    main = html.partition("<h2>How the pools stand")[2].partition("</main>")[0]
    return re.sub(r"status=(yours|proposed)", "", main)


def test_every_side_sees_the_same_page_below_what_needs_it(table: Table) -> None:
    posted(table, "ada", "1")
    pages = {who: table.page(who, "") for who in ("ada", "bo", "cy")}
    assert without_reader(pages["ada"]) == without_reader(pages["bo"]) == without_reader(pages["cy"])
    assert "Confirm or dispute 1 entry." in needs(pages["bo"])
    assert "Confirm" not in needs(pages["ada"])
    assert "a neutral reads everything joint" in needs(pages["cy"])


def test_a_disputed_posting_waits_for_who_posted_it_since_the_dispute(table: Table) -> None:
    entry = posted(table, "ada", "1")
    [recorded] = acts.record(table.sitting["bo"], ledger.dispute, key="d", entry=entry, reason="no")
    [task] = tasks(table.sitting["cy"])
    assert (task.party, task.since) == ("ada", recorded.entered)
    assert "Mend 1 disputed entry" in needs(table.page("ada", ""))


def test_the_oldest_of_several_tells_since_when(table: Table) -> None:
    first = posted(table, "ada", "1")
    posted(table, "ada", "2")
    [task] = tasks(table.sitting["ada"])
    assert task.since == table.sitting["ada"].alliance.ledger.posting(first).entered
    assert task.text == "Confirm or dispute 2 entries."


def test_before_anything_is_tabled_every_partner_may_begin(alliance: Sitting, ada: Account, enter: Enter) -> None:
    assert [task.party for task in tasks(alliance)] == ["ada", "bo"]
    html = enter(ada).get(f"/{SLUG}/").content.decode()
    assert "Begin the agreement" in needs(html)
    assert "Nothing is agreed yet" in html
    assert "How the pools stand" not in html


def test_a_text_waits_for_the_others_then_for_who_tabled_it_then_for_signatures(
    alliance: Sitting, ada: Account, bo: Account
) -> None:
    tabled = acts.record(alliance, agreement.table, key="t", terms=cast.terms(), base=0, reason="founding")[0]
    assert [(task.party, task.since) for task in tasks(alliance)] == [("bo", tabled.entered)]
    [accepted] = acts.record(sitting(bo, SLUG), agreement.accept, key="a", draft=tabled.index)
    assert [(task.party, task.since) for task in tasks(alliance)] == [("ada", accepted.entered)]
    [last] = acts.record(alliance, agreement.accept, key="a", draft=tabled.index)
    found = tasks(alliance)
    assert [(task.party, task.since) for task in found] == [("ada", last.entered), ("bo", last.entered)]
    assert all("Sign the text" in task.text for task in found)


def test_an_unfinished_text_is_told_to_its_own_party_only(
    alliance: Sitting, ada: Account, bo: Account, enter: Enter
) -> None:
    workings.keep(alliance, cast.terms(), edition=0)
    assert "unfinished text" in enter(ada).get(f"/{SLUG}/").content.decode()
    assert "unfinished text" not in enter(bo).get(f"/{SLUG}/").content.decode()


def test_a_pool_without_rewards_says_that_there_is_not_enough(table: Table) -> None:
    assert "Not enough to say" in table.page("cy", "")
    assert "No reward is confirmed" in table.page("cy", "")


@pytest.mark.parametrize(
    ("ada_gets", "word"), [(500, "in the band"), (300, "outside the band"), (100, "far outside the band")]
)
def test_a_pool_is_told_with_its_lowest_side(table: Table, ada_gets: int, word: str) -> None:
    entries = {
        who: [posted(table, who, f"{who}1"), posted(table, who, f"{who}2", side="reward", quantity=Decimal(share))]
        for who, share in (("ada", ada_gets), ("bo", 1000 - ada_gets))
    }
    acts.record(table.sitting["bo"], ledger.confirm, key="c", entries=entries["ada"])
    acts.record(table.sitting["ada"], ledger.confirm, key="c", entries=entries["bo"])
    html = table.page("ada", "")
    assert f"</span>{word}</span>" in html
    lowest = "Ada Ltd has the lowest return" if ada_gets < 500 else "Every party has what the agreed rule gives it."
    assert lowest in html


def test_what_is_new_stays_new_during_a_visit_and_is_old_at_the_next(table: Table, monkeypatch: Any) -> None:
    client = table.browser["bo"]

    def fresh() -> int:
        return client.get(f"/{SLUG}/").content.decode().count("<strong>new</strong>")

    fresh()
    _end_visit()
    posted(table, "ada", "1")
    assert [fresh(), fresh()] == [1, 1]
    _end_visit()
    assert fresh() == 0
    assert "Nothing is new since your last visit." in client.get(f"/{SLUG}/").content.decode()


def _end_visit() -> None:
    """Let the last look be long ago."""
    Visit.objects.update(at=cast.START)


def test_a_dispute_that_is_private_to_nobody_is_news_and_a_note_is_not(table: Table) -> None:
    entry = posted(table, "ada", "1")
    acts.record(table.sitting["ada"], ledger.note, key="n", entry=entry, text="between us")
    assert "noted something" in table.page("ada", "")
    assert "noted something" not in table.page("bo", "")
    assert "between us" not in table.page("ada", "")
