"""Power in practice: whose proposals pass, who gives way, who sets the agenda, and who waits."""

from datetime import timedelta

import pytest

from paripassu.alliance import decisions, ledger
from paripassu.alliance.checkins import agenda as adding
from paripassu.alliance.decisions import objections
from paripassu.measures.answers import asked
from paripassu.measures.reading import Reading
from paripassu.measures.voice import agenda, concessions, motions, readings
from tests import cast
from tests.alliance.aiming import in_force, shared
from tests.alliance.deciding import accepted, after, proposed, revised
from tests.alliance.exchanging import asked as requested
from tests.alliance.exchanging import offered
from tests.alliance.meeting import called, meeting
from tests.alliance.principles import observing
from tests.alliance.promising import agreed, delivered, promised
from tests.cast import ADA, BO, Scene


def of(scene: Scene, name: str) -> dict[str, Reading]:
    return {each.about: each for each in readings(scene.alliance, scene.now) if each.measure == name}


# --- proposals ---


def test_the_first_text_and_a_goal_are_proposals_that_passed() -> None:
    scene = cast.agreed()
    goal = in_force(scene, "bo")
    assert [(each.party, each.passed) for each in motions(scene.alliance, scene.now)] == [("ada", True), ("bo", True)]
    assert motions(scene.alliance, scene.now)[1].entry == goal


def test_what_was_rejected_did_not_pass_and_what_is_open_is_undecided() -> None:
    scene = cast.agreed()
    index = proposed(scene, BO)
    scene.act(ADA, objections.object_to, proposal=index, reason="It costs too much")
    assert motions(scene.alliance, scene.now)[-1].passed is None
    after(scene)
    assert motions(scene.alliance, scene.now)[-1].passed is False
    assert of(scene, "passed_share")["bo"].why == "Fewer than 3 so far. 0 of 1 decided; 0 undecided or taken back."


def test_shares_of_what_is_proposed_sum_to_one_and_have_limits() -> None:
    scene = cast.agreed()
    for by in (ADA, ADA, BO):
        proposed(scene, by)
    found = of(scene, "proposal_share")
    assert (found["ada"].value, found["bo"].value) == (0.75, 0.25)
    assert float(found["bo"].low or 0) < 0.25 < float(found["bo"].high or 0)
    assert of(scene, "proposal_concentration")["alliance"].value == 0.625


# --- concessions ---


def objected(scene: Scene, by: str = ADA, other: str = BO) -> tuple[int, int]:
    index = proposed(scene, by)
    return index, scene.act(other, objections.object_to, proposal=index, reason="It costs too much").index


def test_a_better_text_after_an_objection_is_a_concession_of_its_proposer() -> None:
    scene = cast.agreed()
    index, objection = objected(scene)
    text = revised(scene, index)
    scene.act(BO, objections.weigh, objection=objection, met=True, text="Chartered is fine")
    assert list(concessions(scene.alliance)) == [("ada", text)]


def test_an_objection_given_up_is_a_concession_of_its_party() -> None:
    scene = cast.agreed()
    _index, objection = objected(scene)
    entry = scene.act(BO, objections.weigh, objection=objection, met=True, text="Never mind").index
    assert list(concessions(scene.alliance)) == [("bo", entry)]


def test_a_new_text_that_nobody_objected_to_is_none() -> None:
    scene = cast.agreed()
    revised(scene, proposed(scene))
    assert list(concessions(scene.alliance)) == []


def test_to_take_a_proposal_back_before_an_objection_is_met_is_one() -> None:
    scene = cast.agreed()
    index, _objection = objected(scene)
    entry = scene.act(ADA, decisions.withdraw, proposal=index, reason="Not now").index
    assert list(concessions(scene.alliance)) == [("ada", entry)]


def test_a_veto_that_is_lifted_is_one() -> None:
    scene = cast.agreed(("ada", "bo", "di"))
    index = accepted(scene)
    veto = scene.act("p_di", decisions.vetoes.veto, proposal=index, interest="cost", reason="We cannot carry it").index
    entry = scene.act("p_di", decisions.vetoes.lift, veto=veto, reason="We can, after all").index
    assert list(concessions(scene.alliance)) == [("di", entry)]


# --- agenda ---


def test_the_agenda_counts_what_parties_added_and_kept() -> None:
    scene = meeting()
    index = called(scene)
    items = [scene.act(by, adding.add_item, checkin=index, text="The price").index for by in (ADA, BO, BO)]
    assert list(agenda(scene.alliance)) == [("ada", items[0]), ("bo", items[1]), ("bo", items[2])]
    scene.act(BO, adding.withdraw_item, item=items[1])
    assert [party for party, _entry in agenda(scene.alliance)] == ["ada", "bo"]
    assert of(scene, "agenda_share")["bo"].value is None


# --- waiting ---


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
