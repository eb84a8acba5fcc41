"""Unfinished texts: no edition is written over unseen, a change is made on what is saved, a review forgets nothing."""

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from paripassu.alliance import agreement
from paripassu.alliance.agreement.terms import Terms
from paripassu.keeper import acts, workings
from paripassu.keeper.access import NotHere
from paripassu.keeper.workings import TextMoved
from tests import cast

if TYPE_CHECKING:
    from tests.keeper.conftest import Table


def titled(title: str) -> Terms:
    return cast.terms(title=title)


@pytest.mark.parametrize("edition", [0, 1])
def test_two_who_begin_or_save_at_once_are_told_and_nothing_is_lost(table: "Table", edition: int) -> None:
    for number in range(edition + 1):
        workings.keep(table.ada, titled("First"), edition=number)
    with pytest.raises(TextMoved, match="A colleague of yours saved this text"):
        workings.keep(table.ada, titled("Second"), edition=edition)
    kept = workings.working(table.ada)
    assert kept is not None
    assert kept.terms.title == "First"


def test_a_change_is_made_on_what_is_saved_now(table: "Table") -> None:
    workings.keep(table.ada, titled("First"), edition=0)
    colleagues = iter(["Second"])

    def changed(terms: Terms) -> Terms:
        for title in colleagues:
            workings.keep(table.ada, titled(title), edition=1)
        return replace(terms, purpose=f"{terms.title}, and more")

    assert workings.change(table.ada, changed).terms.purpose == "Second, and more"


def test_a_change_of_no_text_is_refused(table: "Table") -> None:
    with cast.refused("no_text"):
        workings.change(table.ada, lambda terms: terms)


def test_a_text_is_thrown_away_only_as_it_was_seen(table: "Table") -> None:
    workings.keep(table.ada, titled("First"), edition=0)
    workings.keep(table.ada, titled("Second"), edition=1)
    workings.drop(table.ada, edition=1)
    assert workings.working(table.ada) is not None
    workings.drop(table.ada, edition=2)
    assert workings.working(table.ada) is None


def test_a_text_can_answer_what_came_on_the_table_since(table: "Table") -> None:
    kept = workings.keep(table.bo, titled("Mine"), edition=0)
    fields = {"terms": titled("Theirs"), "base": kept.base, "reason": "change", "note": "It is better."}
    (tabled,) = acts.record(table.ada, agreement.table, key="tabled", **fields)
    answer = workings.answer_table(table.bo, edition=1)
    assert (answer.terms.title, answer.replaces, answer.edition) == ("Mine", tabled.index, 2)


def test_a_review_keeps_who_is_who_and_what_was_put_aside(table: "Table") -> None:
    row = workings.keep_reading(table.ada.account, name="a.txt", media="text/plain", digest="0" * 64, draft=b"")
    workings.give_to(table.ada, row)
    workings.name_parties(row, {"Ada Ltd": "ada"})
    workings.put_aside(row, frozenset({"d-1", "d-2"}))
    workings.put_aside(row, frozenset({"d-1"}), back=True)
    again = workings.reading_of(table.ada)
    assert again is not None
    assert workings.review(again) == workings.Review({"Ada Ltd": "ada"}, frozenset({"d-2"}))


def test_what_was_read_is_its_partys_own_until_a_text_names_it(table: "Table") -> None:
    row = workings.keep_reading(table.ada.account, name="a.txt", media="text/plain", digest="0" * 64, draft=b"")
    workings.give_to(table.ada, row)
    assert workings.reading_named(table.ada, "0" * 64) == row
    with pytest.raises(NotHere):
        workings.reading_named(table.bo, "0" * 64)
