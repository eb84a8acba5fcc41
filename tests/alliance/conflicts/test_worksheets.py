"""Each side speaks before it sees the other; options bind nobody; criteria are agreed by all."""

import pytest

from paripassu.alliance.alliance import audience
from paripassu.alliance.conflicts import tiers, worksheets
from paripassu.alliance.conflicts.matters import Mark
from tests.alliance.quarrelling import (
    conflict,
    criterion,
    drafted,
    later,
    opened,
    option,
    raised,
    stated,
    with_peers,
)
from tests.cast import ADA, BO, CY, Scene, agreed, partner_ids, refused


def weigh(scene: Scene, by: str, index: int, *marks: Mark) -> None:
    scene.act(by, worksheets.weigh_option, option=index, marks=marks, note="As we see it")


def test_interests_are_sealed_until_every_side_has_stated_its_own() -> None:
    scene = agreed()
    entry = with_peers(scene)
    first = stated(scene, entry, "ada", "task")
    fact = scene.facts[first].fact
    assert audience(fact, "ada") == ("ada",)
    assert conflict(scene, entry).stated == {}
    with refused("not_time"):
        opened(scene, "bo", first)
    second = stated(scene, entry, "bo", "both")
    assert worksheets.ready(scene.alliance, conflict(scene, entry), scene.now) == (first, second)
    opened(scene, "bo", first, second)
    found = {party: [one.sees for one in said] for party, said in conflict(scene, entry).stated.items()}
    assert found == {"ada": ["task"], "bo": ["both"]}


def test_silence_of_one_side_seals_the_others_for_two_weeks_at_most() -> None:
    scene = agreed()
    entry = with_peers(scene)
    first = stated(scene, entry, "ada")
    later(scene, 14)
    with refused("not_time"):
        opened(scene, "ada", first)
    later(scene, 2)
    opened(scene, "ada", first)
    scene.act(BO, worksheets.restate_interests, conflict=entry, interests="Sleep", sees="relationship")
    assert [one.sealed for one in conflict(scene, entry).stated["bo"]] == [False]


def test_the_last_sealed_statement_counts() -> None:
    scene = agreed()
    entry = with_peers(scene)
    old = stated(scene, entry, "ada", interests="A lot")
    new = stated(scene, entry, "ada", interests="Two nights")
    other = stated(scene, entry, "bo")
    with refused("not_handed_in"):
        opened(scene, "bo", old, other)
    opened(scene, "bo", new, other)
    assert [one.said.text for one in conflict(scene, entry).stated["ada"]] == ["Two nights"]


def test_after_opening_a_side_says_anew_and_what_it_said_stays() -> None:
    scene = agreed()
    entry = with_peers(scene)
    with refused("still_sealed"):
        scene.act(ADA, worksheets.restate_interests, conflict=entry, interests="x", sees="task")
    opened(scene, "ada", stated(scene, entry, "ada"), stated(scene, entry, "bo"))
    with refused("interests_open"):
        stated(scene, entry, "ada")
    scene.act(ADA, worksheets.restate_interests, conflict=entry, interests="We see it otherwise", sees="both")
    assert [one.said.text for one in conflict(scene, entry).stated["ada"]] == ["What ada needs", "We see it otherwise"]


def test_an_early_warning_has_no_worksheet() -> None:
    scene = agreed()
    entry = raised(scene)
    with refused("only_a_warning"):
        stated(scene, entry, "ada")
    with refused("only_a_warning"):
        option(scene, entry)


def test_nobody_else_states_the_interests_of_a_side() -> None:
    scene = agreed(("ada", "bo", "dee"), neutral=True)
    entry = with_peers(scene)
    with refused("not_concerned"):
        stated(scene, entry, "dee")
    with refused("not_for_this_role"):
        stated(scene, entry, "cy")
    with refused("sees_unknown"):
        stated(scene, entry, "ada", sees="weather")  # type: ignore[arg-type]  # forged


def test_members_and_the_neutral_that_helps_name_options() -> None:
    scene = agreed(neutral=True)
    scene.seat("p_fred", "bo", BO, "member")
    entry = with_peers(scene)
    with refused("not_for_neutrals"):
        option(scene, entry, "cy")
    scene.act(ADA, tiers.call_neutral, conflict=entry, neutral="cy", reason="Help")
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="Yes")
    for by, text in (("fred", "Z: ask the city"), ("cy", "A: share the crew"), ("ada", "m: wait")):
        option(scene, entry, by, text)
    listed = [each.said.text for each in worksheets.options(conflict(scene, entry))]
    assert listed == ["A: share the crew", "m: wait", "Z: ask the city"]


def test_an_option_is_taken_off_by_its_own_side_until_somebody_looked_at_it() -> None:
    scene = agreed()
    entry = with_peers(scene)
    one, two, three = (option(scene, entry, "ada", text) for text in ("one", "two", "three"))
    with refused("not_your_option"):
        scene.act(BO, worksheets.drop_option, option=one)
    scene.act(ADA, worksheets.drop_option, option=one)
    weigh(scene, BO, two, Mark(criterion(scene, entry), "meets"))
    drafted(scene, entry, option=three)
    for index in (one, two, three):
        with refused("looked_at"):
            scene.act(ADA, worksheets.drop_option, option=index)
    with refused("option_dropped"):
        weigh(scene, BO, one, Mark(conflict(scene, entry).agreed_criteria[0], "meets"))


def test_a_criterion_counts_when_every_side_has_agreed() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = with_peers(scene, between=("ada", "bo", "dee"))
    index = scene.act(ADA, worksheets.propose_criterion, conflict=entry, text="It is quiet after ten").index
    scene.act(BO, worksheets.answer_criterion, criterion=index, agrees=False, reason="Ten is too early")
    scene.act("p_dee", worksheets.answer_criterion, criterion=index, agrees=True)
    assert conflict(scene, entry).agreed_criteria == ()
    with refused("already_agreed"):
        scene.act("p_dee", worksheets.answer_criterion, criterion=index, agrees=True)
    scene.act(BO, worksheets.answer_criterion, criterion=index, agrees=True)
    assert conflict(scene, entry).agreed_criteria == (index,)
    with refused("criterion_agreed"):
        scene.act(BO, worksheets.answer_criterion, criterion=index, agrees=False, reason="No")


def test_who_proposed_a_criterion_can_think_again_before_all_have_agreed() -> None:
    scene = agreed()
    entry = with_peers(scene)
    index = scene.act(ADA, worksheets.propose_criterion, conflict=entry, text="Cheap").index
    scene.act(ADA, worksheets.answer_criterion, criterion=index, agrees=False, reason="It was too coarse")
    scene.act(BO, worksheets.answer_criterion, criterion=index, agrees=True)
    assert conflict(scene, entry).agreed_criteria == ()


def test_a_criterion_of_the_neutral_needs_the_word_of_every_side() -> None:
    scene = agreed(neutral=True)
    entry = with_peers(scene)
    scene.act(ADA, tiers.call_neutral, conflict=entry, neutral="cy", reason="Help")
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="Yes")
    index = scene.act(CY, worksheets.propose_criterion, conflict=entry, text="Both can explain it at home").index
    scene.act(ADA, worksheets.answer_criterion, criterion=index, agrees=True)
    assert conflict(scene, entry).agreed_criteria == ()
    scene.act(BO, worksheets.answer_criterion, criterion=index, agrees=True)
    assert conflict(scene, entry).agreed_criteria == (index,)


def test_options_are_looked_at_under_agreed_criteria_and_the_last_word_of_a_side_counts() -> None:
    scene = agreed()
    entry = with_peers(scene)
    index, agreed_on = option(scene, entry), criterion(scene, entry)
    open_one = scene.act(ADA, worksheets.propose_criterion, conflict=entry, text="Cheap").index
    for marks in ((), (Mark(open_one, "meets"),), (Mark(agreed_on, "meets"), Mark(agreed_on, "fails"))):
        with refused("marks_unfit"):
            weigh(scene, ADA, index, *marks)
    weigh(scene, ADA, index, Mark(agreed_on, "meets"))
    weigh(scene, BO, index, Mark(agreed_on, "fails"))
    weigh(scene, BO, index, Mark(agreed_on, "partly"))
    found = conflict(scene, entry).options[index].weighed
    assert {party: marks for party, (marks, _) in found.items()} == {
        "ada": {agreed_on: "meets"},
        "bo": {agreed_on: "partly"},
    }


@pytest.mark.parametrize("count", [2, 3, 40])
def test_all_sides_state_and_all_are_opened_together(count: int) -> None:
    names = partner_ids(count)
    scene = agreed(names)
    entry = with_peers(scene, between=names)
    sealed = []
    for name in names:
        assert worksheets.ready(scene.alliance, conflict(scene, entry), scene.now) == ()
        sealed.append(stated(scene, entry, name))
    opened(scene, names[-1], *sealed)
    assert sorted(conflict(scene, entry).stated) == sorted(names)
    assert worksheets.silent(scene.alliance, conflict(scene, entry)) == ()
