"""Whose turn it is with own values, what is on an agenda, and what a fact speaks of."""

from datetime import timedelta

from paripassu.alliance.facts import Withheld
from paripassu.alliance.ledger.valuations import turns
from tests.alliance.valuing import asked, decline, open_books, state, worked
from tests.cast import ADA, DAY


def test_each_is_waited_for_until_it_has_answered_and_then_all_to_open() -> None:
    scene = worked()
    entry = asked(scene)
    [waits] = turns.awaiting(scene.alliance, "bo", "", scene.now)
    assert (waits.what, waits.entry, waits.due) == ("state_values", entry, scene.now.date() + timedelta(days=28))
    assert waits.roles == ("manager", "sponsor")
    ada, bo = state(scene, entry, "ada", 1, 1, 1), state(scene, entry, "bo", 1, 1, 2)
    assert list(turns.agenda(scene.alliance, scene.now)) == [entry]
    [opens] = turns.awaiting(scene.alliance, "ada", "", scene.now)
    assert (opens.what, opens.roles, opens.since) == ("open_values", (), scene.facts[bo + 1].entered)
    assert turns.coming(scene.alliance, scene.now) == []
    open_books(scene, "ada", ada, bo)
    assert turns.awaiting(scene.alliance, "ada", "", scene.now) == []
    assert list(turns.agenda(scene.alliance, scene.now)) == []


def test_what_was_opened_speaks_of_its_valuation_and_other_facts_of_none() -> None:
    scene = worked()
    entry = asked(scene)
    sealed = [state(scene, entry, party, 1, 1, 1) for party in ("ada", "bo")]
    assert turns.spoken_of(scene.alliance, scene.facts[-1].fact) == (entry,)
    open_books(scene, "bo", *sealed)
    assert turns.spoken_of(scene.alliance, scene.facts[-1].fact) == (entry,)
    assert turns.spoken_of(scene.alliance, Withheld()) == ()
    assert turns.spoken_of(scene.alliance, scene.facts[sealed[0]].fact) == (entry,)


def test_after_its_day_only_what_can_be_opened_waits() -> None:
    scene = worked(("ada", "bo", "di"))
    entry = asked(scene)
    decline(scene, entry, "di")
    state(scene, entry, "ada", 1, 1, 1)
    scene.now += timedelta(days=31)
    assert [turns.awaiting(scene.alliance, party, ADA, scene.now) for party in ("ada", "bo", "di")] == [[], [], []]
    assert turns.coming(scene.alliance, scene.now) == []
    assert scene.now.date() > DAY
