"""Power in practice: whose proposals pass, who gives way, who sets the agenda, and who waits."""

from paripassu.alliance import decisions
from paripassu.alliance.checkins import agenda as adding
from paripassu.alliance.decisions import objections
from paripassu.measures.reading import Reading
from paripassu.measures.voice import agenda, concessions, motions, readings
from tests import cast
from tests.alliance.aiming import in_force
from tests.alliance.deciding import accepted, after, proposed, revised
from tests.alliance.meeting import called, meeting
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
    assert [(each.party, each.entry) for each in concessions(scene.alliance)] == [("ada", text)]


def test_an_objection_given_up_is_a_concession_of_its_party() -> None:
    scene = cast.agreed()
    _index, objection = objected(scene)
    entry = scene.act(BO, objections.weigh, objection=objection, met=True, text="Never mind").index
    assert [(each.party, each.entry) for each in concessions(scene.alliance)] == [("bo", entry)]


def test_a_new_text_that_nobody_objected_to_is_none() -> None:
    scene = cast.agreed()
    revised(scene, proposed(scene))
    assert [(each.party, each.entry) for each in concessions(scene.alliance)] == []


def test_to_take_a_proposal_back_before_an_objection_is_met_is_one() -> None:
    scene = cast.agreed()
    index, _objection = objected(scene)
    entry = scene.act(ADA, decisions.withdraw, proposal=index, reason="Not now").index
    assert [(each.party, each.entry) for each in concessions(scene.alliance)] == [("ada", entry)]


def test_a_veto_that_is_lifted_is_one() -> None:
    scene = cast.agreed(("ada", "bo", "di"))
    index = accepted(scene)
    veto = scene.act("p_di", decisions.vetoes.veto, proposal=index, interest="cost", reason="We cannot carry it").index
    entry = scene.act("p_di", decisions.vetoes.lift, veto=veto, reason="We can, after all").index
    assert [(each.party, each.entry) for each in concessions(scene.alliance)] == [("di", entry)]


# --- agenda ---


def test_the_agenda_counts_what_parties_added_and_kept() -> None:
    scene = meeting()
    index = called(scene)
    items = [scene.act(by, adding.add_item, checkin=index, text="The price").index for by in (ADA, BO, BO)]
    assert [(each.party, each.entry) for each in agenda(scene.alliance)] == [
        ("ada", items[0]),
        ("bo", items[1]),
        ("bo", items[2]),
    ]
    scene.act(BO, adding.withdraw_item, item=items[1])
    assert [each.party for each in agenda(scene.alliance)] == ["ada", "bo"]
    assert of(scene, "agenda_share")["bo"].value is None
