"""What is watched: which events are bad, whose they are, and that nobody can choose their order."""

from datetime import timedelta

from paripassu.alliance import ledger
from paripassu.alliance.commitments import deliveries
from paripassu.measures.streams import ANSWER_DAYS, Occurrence, Stream, streams
from tests.alliance import meeting
from tests.alliance.promising import DUE, agreed, delivered, later, promised, until
from tests.alliance.stating import agree, assessed, contest, stated
from tests.cast import ADA, BO, Scene

OWED = Stream("reliability", "bo", "ada")
MADE = Stream("ability", "bo", "ada")
TOLD = Stream("truth", "", "ada")


def seen(scene: Scene, stream: Stream) -> list[Occurrence]:
    return streams(scene.alliance, scene.now).get(stream, [])


def test_what_was_late_stays_late_when_it_is_made_good(scene: Scene) -> None:
    entry = agreed(scene)
    until(scene, DUE, 3)
    assert seen(scene, OWED) == [Occurrence(DUE, entry, True)]
    scene.act(BO, deliveries.accept_delivery, delivery=delivered(scene, entry, on=scene.now.date()))
    assert seen(scene, OWED) == [Occurrence(DUE, entry, True)]


def test_what_waits_for_the_other_side_counts_as_good(scene: Scene) -> None:
    entry = agreed(scene)
    delivery = delivered(scene, entry)
    until(scene, DUE, 3)
    assert seen(scene, OWED) == [Occurrence(DUE, entry, False)]
    assert [event.bad for event in seen(scene, MADE)] == [False]
    scene.act(BO, deliveries.return_delivery, delivery=delivery, reason="The scale is wrong")
    assert seen(scene, OWED) == [Occurrence(DUE, entry, True)]
    assert [event.bad for event in seen(scene, MADE)] == [True]


def test_what_is_not_due_blocked_or_taken_back_is_no_event(scene: Scene) -> None:
    entry = agreed(scene)
    assert seen(scene, OWED) == []
    delivery = delivered(scene, entry)
    scene.act(ADA, deliveries.withdraw_delivery, delivery=delivery, reason="The wrong file")
    scene.act(ADA, deliveries.block, entry=entry, blocker="bo", reason="The quay is closed")
    until(scene, DUE, 20)
    assert seen(scene, OWED) == seen(scene, MADE) == []


def test_a_statement_is_its_partys_and_a_probability_is_no_promise(scene: Scene) -> None:
    outright, open_, unsure = stated(scene), stated(scene), stated(scene, probability=70)
    until(scene, DUE, 2)
    for entry in (outright, unsure):
        agree(scene, assessed(scene, entry))
    contest(scene, assessed(scene, open_))
    assert seen(scene, TOLD) == [Occurrence(DUE, outright, True), Occurrence(DUE, open_, False)]


def test_a_day_for_a_checkin_that_nobody_used_is_bad() -> None:
    scene = meeting.meeting()
    meeting.opened(scene)
    scene.now += timedelta(days=200)
    found = seen(scene, Stream("checkins"))
    assert not found[0].bad
    assert found[1:]
    assert all(event.bad for event in found[1:])


def test_a_posting_that_was_disputed_once_is_bad(scene: Scene) -> None:
    first, second = scene.post(ADA, "ada", 10), scene.post(ADA, "ada", 20)
    scene.confirm(BO, first)
    scene.act(BO, ledger.dispute, entry=second, reason="We never saw it")
    assert [(event.entry, event.bad) for event in seen(scene, Stream("disputes"))] == [(first, False), (second, True)]


def test_an_answer_is_late_after_the_days_to_answer(scene: Scene) -> None:
    entry = promised(scene)
    later(scene, ANSWER_DAYS - 1)
    assert [(event.entry, event.bad) for event in seen(scene, Stream("answers"))] == [(entry, False)]
    later(scene, 2)
    assert [event.bad for event in seen(scene, Stream("answers"))] == [True]


def test_a_stream_is_named_by_whose_doing_it_is() -> None:
    named = [stream.about for stream in (OWED, TOLD, Stream("checkins"))]
    assert named == ["bo>ada/reliability", "ada/truth", "checkins"]
