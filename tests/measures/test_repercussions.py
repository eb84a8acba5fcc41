"""Before and after a day, between organisations: told only where it points to nobody, and only what can be said."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paripassu.alliance import ledger
from paripassu.measures.repercussions import SHORTEST, WINDOW, Compared, comparison, may_be_told, windows
from tests.alliance.surveying import staffed
from tests.cast import Scene, person

NAMES = ("ada", "bo")


def lived(people: int, before: int, after: int, disputed: str, names: tuple[str, str] = NAMES) -> tuple[Scene, int]:
    """So many entries of each party before and after a day; after it, those of one are disputed. And the day."""
    one, other = names
    scene = staffed(**{one: people, other: people})
    scene.now += WINDOW + timedelta(days=5)
    day = scene.now
    scene.now -= timedelta(days=60)
    _posted(scene, before, names, "")
    scene.now = day + timedelta(days=1)
    _posted(scene, after, names, disputed)
    scene.now = day + timedelta(days=80)
    return scene, day.toordinal()


def _posted(scene: Scene, count: int, names: tuple[str, str], disputed: str) -> None:
    for party, judge in (names, names[::-1]):
        for _number in range(count):
            entry = scene.post(person(party), party)
            if party == disputed:
                scene.act(person(judge), ledger.dispute, entry=entry, reason="Not so")


def lines(scene: Scene, day: int) -> dict[tuple[str, str], Compared]:
    found = comparison(scene.alliance, type(scene.now.date()).fromordinal(day), scene.now)
    return {(each.what, each.party): each for each in found}


def test_more_disputes_since_are_seen_at_the_party_they_befell_and_not_at_the_other() -> None:
    scene, day = lived(6, 8, 8, "bo")
    found = lines(scene, day)
    assert found["disputes", "bo"].change == "more"
    assert found["disputes", "ada"].change == "no clear change"
    after = found["disputes", "bo"].after
    assert after is not None
    assert (after.value, after.events) == (1.0, 8)


def test_what_is_the_same_under_other_names_is_said_the_same() -> None:
    scene, day = lived(6, 8, 8, "bo")
    swapped, again = lived(6, 8, 8, "ada", ("bo", "ada"))
    other = {"ada": "bo", "bo": "ada", "": ""}
    found = {
        (what, other[party]): line._replace(party=other[party]) for (what, party), line in lines(scene, day).items()
    }
    assert found == lines(swapped, again)


def test_from_few_events_nothing_is_said() -> None:
    scene, day = lived(6, 2, 8, "bo")
    assert lines(scene, day)["disputes", "bo"] == Compared(
        "disputes", "bo", None, lines(scene, day)["disputes", "bo"].after, "cannot be said", "few events"
    )


def test_of_a_party_of_few_people_nothing_is_told_also_where_something_changed() -> None:
    scene, day = lived(4, 8, 8, "bo")
    for line in lines(scene, day).values():
        if line.party:
            assert (line.before, line.after, line.why) == (None, None, "few people")


def test_too_soon_after_the_day_nothing_is_compared() -> None:
    scene, day = lived(6, 8, 8, "bo")
    scene.now -= timedelta(days=80) - SHORTEST + timedelta(days=2)
    assert {line.why for line in lines(scene, day).values()} == {"too soon"}


def test_who_came_later_or_left_meanwhile_does_not_count_as_having_been_there() -> None:
    scene, _day = lived(5, 0, 0, "")
    begins, ends = scene.now - timedelta(days=30), scene.now
    assert may_be_told(scene.alliance, begins, ends) == (frozenset(NAMES), True)
    scene.alliance.parties.seats["p_bo1"].left = ends - timedelta(days=3)
    scene.seat("p_bo9", "bo", person("bo"), "member")
    assert may_be_told(scene.alliance, begins, ends) == (frozenset(), True)


@settings(max_examples=15)
@given(ada=st.integers(1, 7), bo=st.integers(1, 7))
def test_a_partys_own_line_is_told_only_beside_five_of_it_and_five_of_the_rest(ada: int, bo: int) -> None:
    scene = staffed(ada=ada, bo=bo)
    scene.now += timedelta(days=1)
    parties, together = may_be_told(scene.alliance, scene.now, scene.now)
    people = {"ada": ada, "bo": bo}
    for party in parties:
        assert people[party] >= 5
        assert ada + bo - people[party] >= 5
    assert together is (ada + bo >= 5)


@pytest.mark.parametrize("days", [0, 10, 200])
def test_the_time_after_is_never_longer_than_the_time_before(days: int) -> None:
    scene = staffed(ada=1, bo=1)
    before, after = windows(scene.now.date(), scene.now + timedelta(days=days))
    assert before.ends == after.begins
    assert 0 <= after.days <= before.days == WINDOW.days
