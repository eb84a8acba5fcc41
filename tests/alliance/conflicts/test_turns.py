"""What a conflict waits for from whom, and by when."""

from paripassu.alliance import table
from paripassu.alliance.checkins import agenda
from paripassu.alliance.conflicts import raising, settlements, steps, tiers, turns, worksheets
from tests.alliance.meeting import called, meeting
from tests.alliance.quarrelling import (
    conflict,
    drafted,
    later,
    looked,
    opened,
    past,
    proposed,
    raised,
    settled,
    signed,
    stated,
    taken,
    until,
    with_peers,
)
from tests.alliance.quarrelling import (
    table as drafted_text,
)
from tests.cast import ADA, BO, CY, Scene, agreed


def waits(scene: Scene, party: str, person: str = "") -> list[str]:
    return [each.what for each in turns.awaiting(scene.alliance, party, person, scene.now)]


def test_a_warning_waits_for_an_answer_and_then_for_an_end() -> None:
    scene = agreed()
    entry = raised(scene)
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["handle"], ["answer"])
    scene.act(BO, raising.reply, conflict=entry, text="We have seen it")
    assert waits(scene, "bo") == ["handle"]
    step = proposed(scene, entry, "resolve", "bo")
    assert waits(scene, "ada") == ["answer_step"]
    scene.act(ADA, steps.decline_step, step=step, reason="Not yet")
    assert waits(scene, "ada") == ["handle"]


def test_what_waits_is_due_when_the_clock_of_the_tier_runs_out() -> None:
    scene = agreed()
    entry = with_peers(scene)
    assert {each.due for each in turns.awaiting(scene.alliance, "bo", "", scene.now)} == {until(scene, entry)}
    assert [(each.what, each.on) for each in turns.coming(scene.alliance, scene.now)] == [
        ("moves_on", until(scene, entry))
    ]


def test_the_worksheet_waits_for_each_side_in_turn() -> None:
    scene = agreed()
    entry = with_peers(scene)
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["state"], ["state"])
    one = stated(scene, entry, "ada")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["talk"], ["state"])
    two = stated(scene, entry, "bo")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["open"], ["open"])
    opened(scene, "bo", one, two)
    scene.act(ADA, worksheets.propose_criterion, conflict=entry, text="Cheap")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["talk"], ["criterion"])


def test_to_talk_waits_for_the_people_named_for_the_tier() -> None:
    scene = agreed()
    scene.seat("p_fred", "bo", BO, "member")
    entry = with_peers(scene)
    stated(scene, entry, "bo")
    scene.act(BO, tiers.name_people, conflict=entry, tier="peers", people=["p_fred"])
    assert waits(scene, "bo", "p_fred") == ["talk"]
    assert waits(scene, "bo", BO) == []
    assert waits(scene, "bo") == ["talk"]


def test_a_settlement_waits_for_signatures_and_a_refused_one_for_who_drafted_it() -> None:
    scene = agreed()
    entry = with_peers(scene)
    opened(scene, "bo", stated(scene, entry, "ada"), stated(scene, entry, "bo"))
    index = drafted(scene, entry)
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["sign"], ["sign"])
    signed(scene, entry, "ada")
    scene.act(BO, settlements.refuse, settlement=index, reason="Too much")
    assert (waits(scene, "ada"), waits(scene, "bo")) == (["mend"], ["talk"])


def test_after_the_end_the_test_and_a_lesson_wait_for_each_side() -> None:
    scene = agreed()
    entry = with_peers(scene)
    settled(scene, entry)
    assert waits(scene, "ada") == ["lesson"]
    assert [each.what for each in turns.coming(scene.alliance, scene.now)] == ["test"]
    past(scene, drafted_text(scene, entry).terms.on)
    assert waits(scene, "ada") == ["look", "lesson"]
    looked(scene, entry, "ada", held=True)
    scene.act(ADA, raising.note_lesson, conflict=entry, text="Ask")
    assert waits(scene, "ada") == []


def test_a_warning_that_was_handled_waits_for_nobody() -> None:
    scene = agreed()
    taken(scene, raised(scene), "resolve")
    assert (waits(scene, "ada"), waits(scene, "bo")) == ([], [])


def test_the_neutral_is_waited_for_when_it_is_called_or_at_its_tier() -> None:
    scene = agreed(neutral=True)
    entry = with_peers(scene)
    assert waits(scene, "cy") == []
    scene.act(ADA, tiers.call_neutral, conflict=entry, neutral="cy", reason="Help")
    assert waits(scene, "cy", CY) == ["join"]
    scene.act(CY, tiers.answer_call, conflict=entry, joins=True, text="Yes")
    assert waits(scene, "cy") == []


def test_the_table_and_the_agenda_of_a_check_in_show_what_is_open() -> None:
    scene = meeting()
    entry, gone = with_peers(scene), raised(scene)
    taken(scene, gone, "resolve")
    checkin = scene.alliance.checkins.checkin(called(scene))
    shown = [item.entries for item in agenda.agenda(scene.alliance, checkin, scene.now) if item.kind == "conflicts"]
    assert shown == [(entry,)]
    found = [each.what for each in table.awaiting_person(scene.alliance, BO, scene.now) if each.practice == "conflicts"]
    assert found == ["state"]


def test_long_after_everything_the_last_tier_still_waits_without_a_day() -> None:
    scene = agreed()
    entry = with_peers(scene)
    later(scene, 200)
    assert conflict(scene, entry).closed is None
    assert {each.due for each in turns.awaiting(scene.alliance, "bo", "", scene.now)} == {None}
