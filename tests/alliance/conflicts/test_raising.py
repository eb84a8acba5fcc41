"""Anybody raises an early warning; most are answered and never become a conflict."""

from paripassu.alliance.conflicts import raising
from paripassu.alliance.conflicts.matters import is_warning
from paripassu.alliance.files import Enclosed
from tests.alliance.quarrelling import conflict, later, raised, settled, status_of, taken, with_peers
from tests.cast import ADA, BO, CY, agreed, founded, refused

FIELDS = {"title": "Slow answers", "what": "We may miss the day", "effect": "The opening", "between": ("ada", "bo")}


def test_a_team_member_raises_an_early_warning() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    entry = scene.act("p_fred", raising.raise_matter, **FIELDS).index
    assert status_of(scene, entry) == "warning"
    assert conflict(scene, entry).fact.by == "p_fred"


def test_the_neutral_and_a_third_party_raise_one_too() -> None:
    scene = agreed(("ada", "bo", "dee"), neutral=True)
    for who in (CY, "p_dee"):
        entry = scene.act(who, raising.raise_matter, **FIELDS).index
        assert conflict(scene, entry).fact.between == ("ada", "bo")


def test_a_member_does_not_take_a_matter_straight_to_the_peers() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    with refused("not_for_this_role"):
        scene.act("p_fred", raising.raise_matter, begins="peers", **FIELDS)


def test_nobody_takes_to_the_peers_what_is_between_others() -> None:
    scene = agreed(("ada", "bo", "dee"))
    with refused("raise_a_warning"):
        with_peers(scene, "dee", ("ada", "bo"))


def test_nothing_begins_above_the_peers() -> None:
    scene = agreed()
    with refused("begins_where"):
        raised(scene, begins="sponsors")


def test_a_matter_is_between_two_partners_at_least() -> None:
    scene = agreed(neutral=True)
    for between in (("ada",), ("ada", "ada"), ("ada", "eve"), ("ada", "cy")):
        with refused("between_whom"):
            raised(scene, between=between)


def test_nothing_is_raised_before_an_agreement_is_in_force() -> None:
    with refused("nothing_in_force"):
        raised(founded())


def test_what_it_is_about_is_said_and_exists() -> None:
    scene = agreed()
    for field in ("title", "what", "effect"):
        with refused("text_missing"):
            scene.act(ADA, raising.raise_matter, **(FIELDS | {field: "  "}))
    with refused("thing_unknown"):
        raised(scene, about=[99])
    with refused("people_unfit"):
        raised(scene, talk=[ADA, ADA])


def test_a_disputed_entry_of_the_ledger_is_taken_to_a_conflict_and_linked_both_ways() -> None:
    scene = agreed()
    posting = scene.post(ADA, "ada")
    entry = with_peers(scene, "bo", about=[posting])
    assert scene.alliance.links.of(posting) == (entry,)
    assert scene.alliance.links.of(entry) == (posting,)


def test_a_warning_is_answered_and_closed_by_all_without_becoming_a_conflict() -> None:
    scene = agreed()
    entry = raised(scene)
    scene.act(BO, raising.reply, conflict=entry, text="The crew has night passes since Monday")
    taken(scene, entry, "resolve")
    assert status_of(scene, entry) == "resolved"
    assert is_warning(conflict(scene, entry), scene.now)


def test_everybody_may_answer_a_warning_and_later_only_those_concerned() -> None:
    scene = agreed(("ada", "bo", "dee"), neutral=True)
    entry = raised(scene)
    for who in ("p_dee", CY):
        scene.act(who, raising.reply, conflict=entry, text="This helped elsewhere")
    later(scene, 20)
    assert status_of(scene, entry) == "peers"
    with refused("not_concerned"):
        scene.act("p_dee", raising.reply, conflict=entry, text="One more thing")
    with refused("not_for_neutrals"):
        scene.act(CY, raising.reply, conflict=entry, text="One more thing")


def test_whoever_raised_it_goes_on_speaking() -> None:
    scene = agreed(("ada", "bo", "dee"))
    entry = raised(scene, "dee")
    later(scene, 20)
    scene.act("p_dee", raising.reply, conflict=entry, text="It is still so")
    assert [reply.party for reply in conflict(scene, entry).replies] == ["dee"]


def test_files_named_in_a_matter_are_seen_by_all() -> None:
    scene = agreed()
    entry = raised(scene, enclosed=[Enclosed("log.pdf", "ab" * 32)])
    scene.act(BO, raising.reply, conflict=entry, text="Ours", enclosed=[Enclosed("ours.pdf", "cd" * 32)])
    assert scene.alliance.files.named == {"ab" * 32: {"ada"}, "cd" * 32: {"bo"}}


def test_lessons_are_noted_by_each_side_when_it_is_over() -> None:
    scene = agreed()
    entry = with_peers(scene)
    with refused("still_open"):
        scene.act(ADA, raising.note_lesson, conflict=entry, text="Ask earlier")
    settled(scene, entry)
    scene.act(ADA, raising.note_lesson, conflict=entry, text="Ask earlier")
    scene.act(BO, raising.note_lesson, conflict=entry, text="Say no sooner")
    scene.act(BO, raising.note_lesson, conflict=entry, text="Say no sooner, and why")
    found = conflict(scene, entry).lessons
    assert {party: [each.text for each in said] for party, said in found.items()} == {
        "ada": ["Ask earlier"],
        "bo": ["Say no sooner", "Say no sooner, and why"],
    }


def test_a_closed_matter_takes_no_more_answers() -> None:
    scene = agreed()
    entry = raised(scene)
    taken(scene, entry, "resolve")
    with refused("conflict_closed"):
        scene.act(BO, raising.reply, conflict=entry, text="Late")
    with refused("conflict_unknown"):
        scene.act(BO, raising.reply, conflict=0, text="Where")


def test_a_suspended_party_still_speaks_in_a_conflict() -> None:
    scene = agreed(("ada", "bo", "dee"))
    scene.alliance.membership.suspended["dee"] = 1
    entry = raised(scene, "dee", ("ada", "dee"))
    assert conflict(scene, entry).party == "dee"
