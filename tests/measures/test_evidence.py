"""What counts as kept and as broken, for whom, and what does not count at all."""

from datetime import timedelta
from typing import Any

from paripassu.alliance.commitments import deliveries, releases
from paripassu.measures.evidence import MADE_GOOD, WEIGHTS, Evidence, Facet, evidence
from tests.alliance.promising import DUE, agreed, delivered, later, until
from tests.alliance.stating import agree, assessed, contest, stated
from tests.cast import ADA, BO, Scene


def seen(scene: Scene, judge: str, judged: str, facet: Facet = "reliability") -> Evidence:
    return evidence(scene.alliance, facet, scene.now)[judge, judged]


def accepted(scene: Scene, entry: int, **when: Any) -> None:
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, entry, **when))


def test_what_is_not_due_yet_says_nothing(scene: Scene) -> None:
    agreed(scene)
    assert seen(scene, "bo", "ada") == Evidence()


def test_kept_in_time_counts_for_those_it_was_owed_to_and_for_nobody_else(scene: Scene) -> None:
    entry = agreed(scene, importance="high")
    accepted(scene, entry)
    [event] = seen(scene, "bo", "ada").events
    assert (event.on, event.good, event.weight, event.entry) == (DUE, 1.0, WEIGHTS["high"], entry)
    assert seen(scene, "ada", "bo") == Evidence()


def test_broken_while_it_is_late_and_half_kept_once_it_is_made_good(scene: Scene) -> None:
    entry = agreed(scene)
    until(scene, DUE, 3)
    assert [event.good for event in seen(scene, "bo", "ada").events] == [0.0]
    accepted(scene, entry, on=scene.now.date())
    assert [event.good for event in seen(scene, "bo", "ada").events] == [MADE_GOOD]


def test_what_waits_for_the_other_sides_word_is_open(scene: Scene) -> None:
    entry = agreed(scene)
    delivered(scene, entry)
    assert seen(scene, "bo", "ada") == Evidence([], [entry])


def test_what_another_party_kept_from_happening_does_not_count(scene: Scene) -> None:
    entry = agreed(scene)
    scene.act(ADA, deliveries.block, entry=entry, blocker="bo", reason="The quay is closed")
    until(scene, DUE, 10)
    assert seen(scene, "bo", "ada") == Evidence()


def test_what_was_released_does_not_count(scene: Scene) -> None:
    entry = agreed(scene)
    scene.act(BO, releases.release, entry=entry, reason="No longer needed")
    until(scene, DUE, 10)
    assert seen(scene, "bo", "ada") == Evidence()


def test_ability_is_what_the_receiver_says_of_each_delivery(scene: Scene) -> None:
    entry = agreed(scene)
    first = delivered(scene, entry)
    assert seen(scene, "bo", "ada", "ability") == Evidence([], [first])
    scene.act(BO, deliveries.return_delivery, delivery=first, reason="The scale is wrong")
    later(scene, 1)
    second = delivered(scene, entry)
    scene.act(BO, deliveries.accept_delivery, delivery=second)
    assert [(event.good, event.entry) for event in seen(scene, "bo", "ada", "ability").events] == [
        (0.0, first),
        (1.0, second),
    ]


def test_a_delivery_taken_back_says_nothing_of_ability(scene: Scene) -> None:
    first = delivered(scene, agreed(scene))
    scene.act(ADA, deliveries.withdraw_delivery, delivery=first, reason="The wrong file")
    assert seen(scene, "bo", "ada", "ability") == Evidence()


def test_every_pair_of_partners_has_its_own_evidence_in_both_directions(scene: Scene) -> None:
    found = evidence(scene.alliance, "reliability", scene.now + timedelta(days=400))
    partners = scene.alliance.parties.partners
    assert set(found) == {(one, other) for one in partners for other in partners if one != other}


def test_truth_is_what_was_stated_outright_and_turned_out_so_or_not(scene: Scene) -> None:
    first, second = stated(scene), stated(scene, probability=70)
    for statement, verdict in ((first, "refuted"), (second, "borne_out")):
        until(scene, DUE, 2)
        agree(scene, assessed(scene, statement, verdict=verdict))
    assert [(event.good, event.entry) for event in seen(scene, "bo", "ada", "truth").events] == [(0.0, first)]
    assert seen(scene, "ada", "bo", "truth") == Evidence()


def test_a_contested_statement_is_open(scene: Scene) -> None:
    entry = stated(scene)
    until(scene, DUE, 2)
    contest(scene, assessed(scene, entry))
    assert seen(scene, "bo", "ada", "truth") == Evidence([], [entry])
