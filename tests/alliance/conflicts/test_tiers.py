"""Named people on every side, a neutral who can be called at any time, and what happens outside."""

import pytest

from paripassu.alliance.conflicts import tiers
from paripassu.alliance.conflicts.matters import Tier, stay
from paripassu.alliance.files import Enclosed
from paripassu.alliance.parties import handovers, leave_seat, responsibilities
from tests.alliance.quarrelling import conflict, later, raised, status_of, taken, with_peers
from tests.cast import ADA, BO, CY, Scene, agreed, refused


def people(scene: Scene, entry: int, tier: Tier) -> dict[str, tuple[str, ...]]:
    return tiers.people(scene.alliance, conflict(scene, entry), tier)


def test_without_names_managers_stand_below_and_sponsors_above() -> None:
    scene = agreed()
    scene.seat("p_ann", "ada", ADA, "sponsor")
    entry = with_peers(scene)
    assert people(scene, entry, "peers") == {"ada": (ADA,), "bo": (BO,)}
    assert people(scene, entry, "sponsors") == {"ada": ("p_ann",), "bo": (BO,)}
    scene.act(ADA, responsibilities.name_sponsor, person=ADA)
    assert people(scene, entry, "sponsors")["ada"] == (ADA,)


def test_who_should_talk_about_a_warning_stands_there() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    entry = raised(scene, talk=["p_fred"])
    assert people(scene, entry, "warning") == {"ada": (ADA,), "bo": ("p_fred",)}


def test_each_side_names_and_changes_its_own_people_only() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    entry = with_peers(scene)
    scene.act(BO, tiers.name_people, conflict=entry, tier="peers", people=["p_fred"])
    assert people(scene, entry, "peers") == {"ada": (ADA,), "bo": ("p_fred",)}
    scene.act(BO, tiers.name_people, conflict=entry, tier="peers", people=[BO, "p_fred"])
    assert people(scene, entry, "peers")["bo"] == (BO, "p_fred")
    with refused("not_your_side"):
        scene.act(ADA, tiers.name_people, conflict=entry, tier="peers", people=["p_fred"])
    for nobody in ([], [BO, BO]):
        with refused("people_unfit"):
            scene.act(BO, tiers.name_people, conflict=entry, tier="peers", people=nobody)


def test_who_has_left_the_seat_stands_nowhere_and_hands_over() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    entry = with_peers(scene)
    scene.act(BO, tiers.name_people, conflict=entry, tier="peers", people=["p_fred"])
    assert handovers.Held("conflict", entry) in handovers.held(scene.alliance, "p_fred")
    scene.act("p_fred", leave_seat, person="p_fred")
    assert people(scene, entry, "peers")["bo"] == (BO,)
    handover = scene.act(BO, handovers.hand_over, person="p_fred", colleague=BO).index
    scene.act(BO, handovers.acknowledge, handover=handover)
    assert conflict(scene, entry).named["peers", "bo"] == (BO,)


@pytest.mark.parametrize("days", [0, 20, 40, 80])
def test_every_party_calls_the_neutral_at_any_tier_and_no_tier_is_skipped_by_it(days: int) -> None:
    scene = agreed(neutral=True)
    entry = raised(scene)
    later(scene, days)
    before = stay(conflict(scene, entry), scene.now).tier
    scene.act(BO, tiers.call_neutral, conflict=entry, neutral="cy", reason="We talk past each other")
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="I can meet you on Thursday")
    assert status_of(scene, entry) == before
    assert conflict(scene, entry).joined == ("cy",)
    assert "cy" in people(scene, entry, before)


def test_a_neutral_that_was_called_declines_and_can_be_called_again() -> None:
    scene = agreed(neutral=True)
    entry = with_peers(scene)
    with refused("not_called"):
        scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="Here I am")
    scene.act(ADA, tiers.call_neutral, conflict=entry, neutral="cy", reason="Please help")
    with refused("already_called"):
        scene.act(BO, tiers.call_neutral, conflict=entry, neutral="cy", reason="Please help")
    scene.act(CY, tiers.answer_call, conflict=entry, joins=False, text="I have advised one of you on this")
    assert conflict(scene, entry).joined == ()
    scene.act(BO, tiers.call_neutral, conflict=entry, neutral="cy", reason="It is another question now")
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="Then I can")
    assert conflict(scene, entry).joined == ("cy",)
    scene.act(CY, tiers.answer_call, conflict=entry, joins=False, text="I fall ill")
    assert conflict(scene, entry).joined == ()


def test_at_its_own_tier_the_neutral_is_asked_by_the_clock() -> None:
    scene = agreed(neutral=True)
    entry = with_peers(scene)
    later(scene, 50)
    assert status_of(scene, entry) == "neutral"
    assert list(tiers.due_neutrals(scene.alliance, conflict(scene, entry), scene.now)) == ["cy"]
    assert people(scene, entry, "neutral")["cy"] == (CY,)
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="I am here")
    assert tiers.due_neutrals(scene.alliance, conflict(scene, entry), scene.now) == {}


def test_without_a_neutral_the_refusal_says_what_to_do() -> None:
    scene = agreed()
    with refused("no_neutral"):
        scene.act(ADA, tiers.call_neutral, conflict=with_peers(scene), neutral="bo", reason="Help")


def test_only_a_neutral_answers_a_call() -> None:
    scene = agreed(neutral=True)
    entry = with_peers(scene)
    scene.act(ADA, tiers.call_neutral, conflict=entry, neutral="cy", reason="Please help")
    with refused("only_neutrals"):
        scene.act(BO, tiers.answer_call, conflict=entry, joins=True, text="I can")


def test_what_is_outside_is_noted_at_the_last_tier_only() -> None:
    scene = agreed()
    entry = with_peers(scene)
    fields = {"conflict": entry, "text": "Mediation before the chamber, first meeting in May"}
    with refused("not_formal"):
        scene.act(ADA, tiers.note_outside, **fields)
    for _ in range(3):
        taken(scene, entry, "up")
    scene.act(ADA, tiers.note_outside, enclosed=[Enclosed("letter.pdf", "ab" * 32)], **fields)
    assert [each.text for each in conflict(scene, entry).outside] == [fields["text"]]
    assert "ab" * 32 in scene.alliance.files.named
