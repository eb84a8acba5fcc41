"""Who asked whom, and how long the answer took."""

from datetime import timedelta

import pytest

from paripassu.alliance import ledger
from paripassu.alliance.decisions import objections
from paripassu.measures.answers import asked
from paripassu.measures.reading import Reading
from paripassu.measures.voice import readings
from tests import cast
from tests.alliance.aiming import shared
from tests.alliance.deciding import after, proposed
from tests.alliance.exchanging import asked as requested
from tests.alliance.exchanging import offered
from tests.alliance.principles import observing
from tests.alliance.promising import agreed, delivered, promised
from tests.cast import ADA, BO, Scene


def days(scene: Scene, entry: int) -> list[tuple[str, str, float, bool]]:
    """Who asked whom with an entry, for how many days, and whether it was answered."""
    found = [each for each in asked(scene.alliance, scene.now) if each.entry == entry]
    return [(each.party, each.of, round(each.days(scene.now), 1), each.at is not None) for each in found]


def test_a_posting_waits_until_it_is_confirmed_or_disputed() -> None:
    scene = cast.agreed()
    confirmed, disputed, open_ = (scene.post(ADA, "ada") for _ in range(3))
    scene.now += timedelta(days=4)
    scene.confirm(BO, confirmed)
    scene.act(BO, ledger.dispute, entry=disputed, reason="Too much")
    scene.now += timedelta(days=3)
    assert days(scene, confirmed) == [("ada", "bo", 4.0, True)]
    assert days(scene, disputed) == [("ada", "bo", 4.0, True)]
    assert days(scene, open_) == [("ada", "bo", 7.0, False)]


def test_a_commitment_and_its_delivery_wait_for_those_it_is_owed_to() -> None:
    scene = cast.agreed()
    entry, open_ = agreed(scene), promised(scene)
    delivery = delivered(scene, entry)
    scene.now += timedelta(days=2)
    assert days(scene, entry) == [("ada", "bo", 0.0, True)]
    assert days(scene, open_) == [("ada", "bo", 2.0, False)]
    assert days(scene, delivery) == [("ada", "bo", 2.0, False)]


def test_questions_changes_requests_and_strains_wait_too() -> None:
    scene = observing.agreed()
    proposal = proposed(scene)
    question = scene.act(BO, objections.ask, proposal=proposal, text="What does it cost?").index
    found = [question, shared(scene), requested(scene), offered(scene), observing.observe(scene)]
    scene.now += timedelta(days=5)
    waits = [days(scene, entry) for entry in found]
    ada_waits, bo_waits = ("ada", "bo", 5.0, False), ("bo", "ada", 5.0, False)
    assert waits == [[bo_waits], [ada_waits], [bo_waits], [ada_waits], [ada_waits]]


def test_silence_until_a_proposal_closed_lasts_until_then_and_is_no_answer() -> None:
    scene = cast.agreed()
    index = proposed(scene)
    after(scene)
    scene.now += timedelta(days=300)
    [(_ada, bo, lasted, answered)] = days(scene, index)
    assert (bo, answered) == ("bo", False)
    assert lasted < 20


def of(scene: Scene, name: str) -> dict[str, Reading]:
    return {each.about: each for each in readings(scene.alliance, scene.now) if each.measure == name}


def test_between_two_one_waits_as_long_as_the_other_takes() -> None:
    scene = cast.agreed()
    for wait in (1, 2, 6):
        entry = scene.post(ADA, "ada")
        scene.now += timedelta(days=wait)
        scene.confirm(BO, entry)
    takes, waits = of(scene, "answer_days"), of(scene, "waiting_days")
    assert takes["bo"].value == waits["ada"].value == pytest.approx(2, abs=0.01)
    assert takes["bo"].unit == "days"
    assert takes["ada"].why.startswith("Fewer than 3")
