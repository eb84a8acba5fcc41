"""In whose court a text and the entries of the ledger are, and since when."""

from datetime import date

from paripassu.alliance import agreement, courts, ledger
from paripassu.alliance.awaiting import Awaited
from tests.cast import ADA, BO, START, Scene, agreed, founded, terms


def waits(scene: Scene) -> list[tuple[str, str, int]]:
    return [(each.party, each.what, each.entry) for each in courts.awaiting(scene.alliance)]


def since(scene: Scene, party: str) -> object:
    return next(each.since for each in courts.awaiting(scene.alliance) if each.party == party)


def tabled(scene: Scene) -> int:
    return scene.act(ADA, agreement.table, terms=terms(), base=0, reason="founding").index


def test_before_there_is_a_text_every_partner_may_begin() -> None:
    scene = founded()
    found = list(courts.awaiting(scene.alliance))
    assert {each.party for each in found} == {"ada", "bo"}
    assert all(each == Awaited("agreement", "begin", each.party, 0, START, None, courts.DECIDING) for each in found)


def test_a_text_waits_since_it_came_to_the_court_of_each() -> None:
    scene = founded(("ada", "bo", "dee"))
    text = terms(("ada", "bo", "dee"))
    draft = scene.act(ADA, agreement.table, terms=text, base=0, reason="founding")
    assert waits(scene) == [("bo", "accept", draft.index), ("dee", "accept", draft.index)]
    scene.act(BO, agreement.accept, draft=draft.index)
    assert since(scene, "dee") == draft.entered
    last = scene.act("p_dee", agreement.accept, draft=draft.index)
    assert waits(scene) == [("ada", "accept", draft.index)]
    assert since(scene, "ada") == last.entered
    own = scene.act(ADA, agreement.accept, draft=draft.index)
    assert [each.what for each in courts.awaiting(scene.alliance)] == ["sign"] * 3
    assert since(scene, "dee") == own.entered


def test_a_text_that_was_refused_waits_anew() -> None:
    scene = founded()
    draft = tabled(scene)
    for person in (ADA, BO):
        scene.act(person, agreement.accept, draft=draft)
    refused = scene.act(BO, agreement.decline, draft=draft, reason="not yet")
    assert waits(scene) == [("bo", "accept", draft)]
    assert since(scene, "bo") == refused.entered


def test_a_posting_waits_for_the_others_and_a_disputed_one_for_who_posted_it() -> None:
    scene = agreed()
    entry = scene.post(ADA, "ada")
    assert waits(scene) == [("bo", "confirm", entry)]
    disputed = scene.act(BO, ledger.dispute, entry=entry, reason="no")
    assert waits(scene) == [("ada", "mend", entry)]
    assert since(scene, "ada") == disputed.entered
    scene.confirm(BO, entry)
    assert waits(scene) == []


def test_the_end_of_the_term_comes_until_it_is_over_everywhere() -> None:
    scene = agreed(ends=date(2026, 1, 5))
    assert [(each.what, each.on) for each in courts.coming(scene.alliance, START)] == [("ends", date(2026, 1, 5))]
    assert courts.coming(scene.alliance, START.replace(day=6)) != []
    assert courts.coming(scene.alliance, START.replace(day=7)) == []
    assert courts.coming(founded().alliance, START) == []
