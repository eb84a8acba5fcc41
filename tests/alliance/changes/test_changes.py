"""A change is noticed by one, shared with all and acknowledged; noted before, the record proves since when."""

from datetime import timedelta
from typing import Any

import pytest

from paripassu.alliance import agreement, changes
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.changes import effects, reassessing
from paripassu.alliance.files import Enclosed
from tests.alliance.aiming import ASSUMED, change, notice, open_entries, shared
from tests.cast import ADA, BO, CY, DAY, agreed, person, refused, terms


def test_a_change_is_shared_and_each_of_the_others_acknowledges_it() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = shared(scene, "bo")
    with refused("own_change"):
        scene.act(BO, changes.acknowledge, change=entry)
    scene.act(ADA, changes.acknowledge, change=entry, touches="Our nights get dearer")
    with refused("already_acknowledged"):
        scene.act(ADA, changes.acknowledge, change=entry)
    assert change(scene, entry).acknowledged["ada"].text == "Our nights get dearer"
    assert audit(scene.facts)[1] == []


def test_a_note_is_its_partys_own_until_it_opens_it_and_then_proves_when_it_was_known() -> None:
    scene = agreed()
    noted = scene.act(ADA, changes.note, **notice(scene)).index
    since = scene.facts[noted].entered
    assert scene.alliance.changes.by_index == {}
    with refused("not_yours_to_open"):
        open_entries(scene, "bo", noted)
    scene.now += timedelta(days=9)
    open_entries(scene, "ada", noted)
    found = change(scene, noted)
    assert (found.noted, found.shared - since) == (since, timedelta(days=9, minutes=1))
    assert audit(scene.facts)[1] == []
    assert fold(scene.facts) == scene.alliance


def test_a_neutral_shares_nothing() -> None:
    scene = agreed(neutral=True)
    with pytest.raises(Exception, match="neutral"):
        scene.act(CY, changes.share, **notice(scene))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": ""}, "text_missing"),
        ({"what": " "}, "text_missing"),
        ({"nature": "weather"}, "nature_unknown"),
        ({"noticed": DAY + timedelta(days=3)}, "noticed_in_future"),
        ({"assumptions": ("a9",)}, "assumption_unknown"),
        ({"assumptions": ("a1", "a1")}, "assumption_unknown"),
        ({"about": (999,)}, "thing_unknown"),
        ({"enclosed": (Enclosed("x", "y"),)}, "digest_unreadable"),
    ],
)
def test_a_notice_that_is_no_whole_story_is_refused(fields: dict[str, Any], code: str) -> None:
    scene = agreed(assumptions=ASSUMED)
    with refused(code):
        shared(scene, **fields)


def test_it_is_withdrawn_only_while_nobody_else_has_built_on_it() -> None:
    scene = agreed()
    entry, other = shared(scene), shared(scene)
    with refused("not_your_change"):
        scene.act(BO, changes.withdraw, change=entry, reason="No")
    scene.act(BO, changes.acknowledge, change=entry)
    scene.act(ADA, changes.withdraw, change=entry, reason="It was a typing error in the list")
    with refused("change_withdrawn"):
        scene.act(BO, effects.state_effect, change=entry, text="x")
    scene.act(BO, reassessing.state_view, change=other, view="amend", reason="Too dear")
    with refused("built_upon"):
        scene.act(ADA, changes.withdraw, change=other, reason="Forget it")


def test_a_text_that_came_after_is_named_as_its_answer_and_the_name_taken_back_by_who_gave_it() -> None:
    scene = agreed()
    first = scene.alliance.agreement.versions[-1].draft
    entry = shared(scene)
    with refused("draft_unknown"):
        scene.act(ADA, changes.name_answer, change=entry, draft=entry)
    with refused("draft_older"):
        scene.act(ADA, changes.name_answer, change=entry, draft=first)
    text = terms(notice="A month")
    draft = scene.act(ADA, agreement.table, terms=text, base=1, reason="change", note="It costs more").index
    scene.act(BO, changes.name_answer, change=entry, draft=draft)
    with refused("named_already"):
        scene.act(ADA, changes.name_answer, change=entry, draft=draft)
    with refused("not_your_word"):
        scene.act(ADA, changes.unname_answer, change=entry, draft=draft)
    scene.act(BO, changes.unname_answer, change=entry, draft=draft)
    assert change(scene, entry).answers == {}


def test_a_touched_assumption_is_found_from_both_ends() -> None:
    scene = agreed(assumptions=ASSUMED)
    entry = shared(scene, assumptions=("a1",))
    assert scene.alliance.links.of_clause("a1") == (entry,)
    assert changes.triggers(scene.alliance, change(scene, entry)) == ("a1",)
    quiet = shared(scene, assumptions=("a2",))
    assert changes.triggers(scene.alliance, change(scene, quiet)) == ()


def test_what_a_leaving_party_acknowledged_stays() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = shared(scene)
    scene.act(person("dee"), changes.acknowledge, change=entry, touches="Not at all")
    text = terms(("ada", "bo"))
    draft = scene.act(ADA, agreement.table, terms=text, base=1, reason="accession", note="Dee goes").index
    for party in ("ada", "bo", "dee"):
        scene.act(person(party), agreement.accept, draft=draft)
    for party in ("ada", "bo", "dee"):
        scene.act(person(party), agreement.sign, draft=draft, digest=digest(text))
    assert change(scene, entry).acknowledged["dee"].text == "Not at all"
