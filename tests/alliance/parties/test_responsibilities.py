"""Who does what across the organisations, and who answers for it."""

import pytest

from paripassu.alliance.parties import responsibilities
from paripassu.alliance.parties.arrangements import over_what_stands
from paripassu.alliance.parties.responsibilities import LineDropped, LineSet, LineTerms, accountable
from tests import cast
from tests.alliance.arranging import arrange, line, propose
from tests.cast import ADA, BO, Scene, refused


@pytest.fixture
def scene() -> Scene:
    """Ada and Bo, whose agreement is in force, and a team member of Ada's."""
    made = cast.agreed()
    made.seat("p_alf", "ada", ADA, role="member")
    return made


def faults(scene: Scene, at: str = "lines") -> list[str]:
    return [each.message for each in responsibilities.findings(scene.alliance) if each.at.startswith(at)]


def test_exactly_one_is_accountable_or_it_is_found(scene: Scene) -> None:
    arrange(scene, ADA, line("Sail", ada="RA", bo="C"))
    arrange(scene, ADA, line("Moor", ada="A", bo="RA"))
    arrange(scene, BO, line("Paint", bo="I"))
    assert faults(scene) == [
        "2 parties are accountable for “Moor”: Ada Ltd, Bo Ltd.",
        "Nobody is accountable for “Paint”.",
        "Nobody is responsible for doing “Paint”.",
    ]
    assert [accountable(each) for each in scene.alliance.responsibilities.lines] == [("ada",), ("ada", "bo"), ()]


@pytest.mark.parametrize("letters", ["AR", "RR", "X", "", "RACIR"])
def test_letters_come_once_and_in_order(scene: Scene, letters: str) -> None:
    with refused("line_letters"):
        propose(scene, ADA, LineSet(LineTerms(what="Sail", letters={"ada": letters})))


def test_a_line_is_for_partners(scene: Scene) -> None:
    for letters in ({}, {"eve": "R"}):
        with refused("line_parties"):
            propose(scene, ADA, LineSet(LineTerms(what="Sail", letters=letters)))


def test_a_line_is_changed_and_dropped_by_all(scene: Scene) -> None:
    index = arrange(scene, ADA, line())
    scene.act(ADA, responsibilities.name_line_person, line=index, person="p_alf")
    changed = LineSet(LineTerms(what="Run them", letters={"bo": "RA"}), index)
    arrange(scene, BO, over_what_stands(scene.alliance, changed))
    assert responsibilities.line(scene.alliance, index).people == {}, "who has no part in it carries it no more"
    arrange(scene, ADA, LineDropped(index))
    with refused("line_unknown"):
        responsibilities.line(scene.alliance, index)


def test_each_side_names_who_carries_its_part(scene: Scene) -> None:
    index = arrange(scene, ADA, line("Sail", ada="RA"))
    with refused("not_your_side"):
        scene.act(ADA, responsibilities.name_line_person, line=index, person=BO)
    with refused("not_in_line"):
        scene.act(BO, responsibilities.name_line_person, line=index, person=BO)
    with refused("not_for_this_role"):
        scene.act("p_alf", responsibilities.name_line_person, line=index, person="p_alf")


def test_each_party_has_one_senior_sponsor_or_it_is_found(scene: Scene) -> None:
    assert faults(scene, "sponsors") == ["Ada Ltd has named no senior sponsor.", "Bo Ltd has named no senior sponsor."]
    with refused("sponsor_role"):
        scene.act(ADA, responsibilities.name_sponsor, person="p_alf")
    with refused("not_your_side"):
        scene.act(ADA, responsibilities.name_sponsor, person=BO)
    scene.act(ADA, responsibilities.name_sponsor, person=ADA)
    assert faults(scene, "sponsors") == ["Bo Ltd has named no senior sponsor."]
    assert (responsibilities.sponsor(scene.alliance, "ada"), responsibilities.sponsor(scene.alliance, "bo")) == (
        ADA,
        "",
    )
