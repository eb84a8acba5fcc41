"""Check-ins are called by anybody, opened on their day, and missed only when the day is over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paripassu.alliance import checkins
from paripassu.alliance.agreement.terms import Clause
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.awaiting import Coming
from paripassu.alliance.checkins import agenda, rescheduling
from paripassu.alliance.checkins.meetings import AgendaItem, status
from tests.alliance.meeting import FIRST, MONTHLY, SECOND, at, called, meeting, opened, over, prepared, state, unsealed
from tests.cast import ADA, BO, CY, Scene, agreed, founded, partner_ids, person, refused


def waits(scene: Scene, party: str) -> set[str]:
    return {each.what for each in checkins.awaiting(scene.alliance, party, person(party), scene.now)}


def test_a_day_of_the_series_is_called_once_and_stands_ahead() -> None:
    scene = meeting()
    index = called(scene)
    assert status(state(scene, index), scene.now) == "called"
    with refused("day_taken"):
        called(scene, by=BO)
    with refused("not_in_series"):
        scene.act(BO, checkins.call, on=date(2026, 2, 27), due=date(2026, 2, 27))
    second = called(scene, SECOND, by=BO)
    assert [each.index for each in scene.alliance.checkins.standing()] == [index, second]


def test_the_series_wants_a_check_in_and_comes_next() -> None:
    scene = meeting()
    assert checkins.coming(scene.alliance, scene.now) == [Coming("checkins", "due", 7, FIRST)]
    assert waits(scene, "ada") == set()
    at(scene, date(2026, 1, 18))
    assert waits(scene, "ada") == waits(scene, "bo") == {"call"}
    index = called(scene)
    assert checkins.coming(scene.alliance, scene.now)[0] == Coming("checkins", "meeting", index, FIRST)
    assert waits(scene, "ada") == {"prepare"}


def test_anybody_calls_one_besides_but_leaves_time_for_the_agenda() -> None:
    scene = meeting()
    with refused("too_soon"):
        scene.act(ADA, checkins.call, on=date(2026, 1, 11))
    index = scene.act(BO, checkins.call, on=date(2026, 1, 20), time="10:00", zone="Europe/Oslo", place="a link").index
    assert state(scene, index).when == (date(2026, 1, 20), "10:00", "Europe/Oslo", "a link")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"on": date(2026, 1, 3)}, "day_over"),
        ({"on": date(2028, 2, 1)}, "day_too_far"),
        ({"on": date(2026, 2, 1), "time": "10:00"}, "time_without_zone"),
        ({"on": date(2026, 2, 1), "time": "24:00", "zone": "UTC"}, "time_unreadable"),
        ({"on": date(2026, 2, 1), "time": "10:00", "zone": "../etc/passwd"}, "time_unreadable"),
        ({"on": date(2026, 2, 1), "place": "x" * 501}, "text_too_long"),
        ({"on": date(2026, 2, 1), "about": (99,)}, "thing_unknown"),
    ],
)
def test_what_cannot_be_called_is_refused(fields: dict[str, object], code: str) -> None:
    with refused(code):
        meeting().act(ADA, checkins.call, **fields)


def test_only_who_stands_in_the_agreement_calls_and_the_neutral_does_not() -> None:
    with refused("nothing_in_force"):
        founded().act(ADA, checkins.call, on=FIRST)
    scene = agreed(neutral=True, checkins=MONTHLY)
    with refused("not_for_neutrals"):
        called(scene, by=CY)
    assert checkins.awaiting(scene.alliance, "cy", CY, at(scene, FIRST).now) == []


def test_so_many_check_ins_lie_ahead_and_no_more() -> None:
    scene = meeting(checkins=None)
    for number in range(checkins.MOST_AHEAD):
        scene.act(ADA, checkins.call, on=FIRST + timedelta(days=number))
    with refused("too_many_ahead"):
        scene.act(BO, checkins.call, on=FIRST + timedelta(days=100))


def test_a_meeting_is_opened_while_its_day_goes_on_somewhere() -> None:
    scene = meeting()
    index = called(scene)
    scene.now = datetime(2026, 1, 30, 9, 59, tzinfo=UTC)
    with refused("not_yet"):
        scene.act(ADA, checkins.open_meeting, checkin=index)
    scene.now = datetime(2026, 1, 30, 10, 0, tzinfo=UTC)
    assert "open" in waits(scene, "bo")
    scene.now = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
    with refused("checkin_over"):
        scene.act(ADA, checkins.open_meeting, checkin=index)
    scene.now = datetime(2026, 2, 1, 11, 59, tzinfo=UTC)
    scene.act(BO, checkins.open_meeting, checkin=index)
    assert status(state(scene, index), scene.now) == "held"
    with refused("checkin_opened"):
        scene.act(ADA, checkins.open_meeting, checkin=index)


def test_a_check_in_is_missed_only_once_its_day_is_over_everywhere() -> None:
    scene = meeting()
    index = called(scene)
    scene.now = datetime(2026, 2, 1, 11, 59, tzinfo=UTC)
    with refused("not_over"):
        scene.act(BO, checkins.state_missed, checkin=index)
    scene.now = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)
    assert status(state(scene, index), scene.now) == "unopened"
    assert waits(scene, "bo") == {"state_missed"}
    scene.act(BO, checkins.state_missed, checkin=index)
    assert status(state(scene, index), scene.now) == "missed"
    with refused("not_missed"):
        scene.act(ADA, checkins.state_missed, checkin=index)


def test_what_was_held_is_not_missed() -> None:
    scene = meeting()
    index = opened(scene)
    with refused("not_missed"):
        at(scene, over(FIRST)).act(BO, checkins.state_missed, checkin=index)


def test_a_day_of_the_series_that_nobody_called_is_missed_too() -> None:
    scene = meeting()
    with refused("nothing_chosen"):
        scene.act(ADA, checkins.state_missed)
    at(scene, over(FIRST))
    assert "state_missed_day" in waits(scene, "bo")
    index = scene.act(BO, checkins.state_missed, on=FIRST).index
    assert status(state(scene, index), scene.now) == "missed"
    assert waits(scene, "bo") == set()
    with refused("not_in_series"):
        scene.act(ADA, checkins.state_missed, on=FIRST)
    with refused("checkin_over"):
        scene.act(ADA, rescheduling.propose_cancelling, checkin=index, reason="why")


def test_before_the_agreement_was_in_force_nothing_was_missed() -> None:
    scene = meeting(checkins=MONTHLY.__class__(1, "month", date(2025, 1, 31)))
    assert waits(scene, "ada") == set()


def test_the_agenda_is_kept_as_it_stood_when_the_meeting_opened() -> None:
    scene = meeting()
    index = called(scene)
    item = scene.act(BO, agenda.add_item, checkin=index, text="Who pays for the crane?").index
    scene.act(ADA, agenda.add_item, checkin=index, text="Nothing after all")
    scene.act(ADA, agenda.withdraw_item, item=item + 1)
    at(scene, FIRST).act(ADA, checkins.open_meeting, checkin=index)
    opening = state(scene, index).opening
    assert opening is not None
    assert opening.items == (AgendaItem("added", (item,)),)


def test_a_forged_opening_that_leaves_out_what_a_party_added_is_found() -> None:
    scene = meeting()
    index = called(scene)
    scene.act(BO, agenda.add_item, checkin=index, text="Who pays for the crane?")
    at(scene, FIRST)
    scene.enter("ada", checkins.MeetingOpened(by=ADA, checkin=index, items=()))
    _, findings = audit(scene.facts)
    assert [finding.at for finding in findings] == [f"entry {len(scene.facts) - 1}"]


def test_a_check_in_is_linked_with_what_it_is_about() -> None:
    scene = meeting(clauses=(Clause("Ada supplies cells."),))
    posting = scene.post(ADA, "ada")
    index = called(scene, about=(posting,), clauses=("c1",))
    assert scene.alliance.links.of(posting) == (index,)
    assert scene.alliance.links.of_clause("c1") == (index,)


@pytest.mark.parametrize("count", [2, 3, 7, 40])
def test_one_check_in_goes_from_call_to_minutes_with_any_number_of_partners(count: int) -> None:
    scene = meeting(count)
    index = called(scene)
    for party in partner_ids(count):
        prepared(scene, index, person(party))
    unsealed(scene, index)
    at(scene, FIRST).act(BO, checkins.open_meeting, checkin=index)
    assert set(state(scene, index).prepared) == set(partner_ids(count))
    assert audit(scene.facts) == (scene.alliance, [])
    assert fold(scene.facts) == scene.alliance
