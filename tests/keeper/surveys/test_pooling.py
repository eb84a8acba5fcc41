"""Few people over several waves: shown once there is enough of them, all sides or none, and never added to again."""

from datetime import timedelta

import pytest

from paripassu.keeper.surveys import counting, issuing
from paripassu.keeper.surveys.tables import PoolSum
from tests.keeper.conftest import Table
from tests.keeper.surveys.conftest import Asked, Later, in_force, staffed


@pytest.fixture
def few(table: Table) -> tuple[Asked, int]:
    """Three and three, five answers for a figure, and all have agreed to add small sides up."""
    survey = in_force(table, least=5, pooled=True, days=7)
    people = staffed(table, ada=3, bo=3)
    return Asked(table, people, issuing.open_wave(table.bo, survey, key="open 0")), survey


def answered(asked: Asked, later: Later, weeks: int, ada: int = 3, bo: int = 3) -> tuple[str, ...]:
    """The wave is answered by so many and counted; which cells and pools are shown."""
    for party, count, low in (("ada", ada, 5), ("bo", bo, 3)):
        for place, browser in enumerate(asked.browsers(party)[:count]):
            browser.get_token().answer((low + place % 2, low, low - 1, 4, 3, low))
    later(timedelta(days=weeks * 7 + 9))
    fact = counting.count(asked.table.ada, asked.wave.index, key=f"count {weeks}").fact
    return (*(cell.party for cell in fact.cells), *(f"{pool.party}+" for pool in fact.pooled or ()))


def again(asked: Asked, survey: int, later: Later, weeks: int) -> Asked:
    later(timedelta(weeks=weeks))
    return Asked(asked.table, asked.people, issuing.open_wave(asked.table.bo, survey, key=f"open {weeks}"))


def test_two_waves_of_the_same_few_show_all_sides_together_and_once(few: tuple[Asked, int], later: Later) -> None:
    asked, survey = few
    assert answered(asked, later, 0) == ("",)
    assert PoolSum.objects.count() == 2
    second = again(asked, survey, later, 6)
    assert answered(second, later, 6) == ("", "ada+", "bo+")
    assert second.wave.closed is not None
    for pool in second.wave.closed.pooled or ():
        assert (pool.people, pool.answers) == (3, 6)
        assert pool.waves == (asked.wave.index, second.wave.index)
    assert not PoolSum.objects.exists()
    assert answered(again(asked, survey, later, 12), later, 12) == ("",)


def test_where_one_side_stays_short_no_side_is_shown_and_the_sums_wait(few: tuple[Asked, int], later: Later) -> None:
    asked, survey = few
    answered(asked, later, 0, bo=2)
    assert answered(again(asked, survey, later, 6), later, 6, bo=2) == ("",)
    assert PoolSum.objects.count() == 4
    assert answered(again(asked, survey, later, 12), later, 12, bo=2) == ("", "ada+", "bo+")


def test_without_agreement_no_sum_is_kept(table: Table, later: Later) -> None:
    survey = in_force(table, least=5, days=7)
    asked = Asked(table, staffed(table, ada=3, bo=3), issuing.open_wave(table.bo, survey, key="open 0"))
    answered(asked, later, 0)
    assert not PoolSum.objects.exists()


def test_sums_that_were_lost_show_nothing(few: tuple[Asked, int], later: Later) -> None:
    asked, survey = few
    answered(asked, later, 0)
    PoolSum.objects.all().delete()
    assert answered(again(asked, survey, later, 6), later, 6) == ("",)
