"""Who stands in the alliance, who sits for whom, and who may invite."""

import pytest

from paripassu.alliance import agreement, parties
from paripassu.alliance.alliance import audit
from paripassu.alliance.parties import NamedParty
from tests import cast
from tests.cast import ADA, BO, CY, EVE, Scene, refused

TWO = (NamedParty("ada", "Ada Ltd"), NamedParty("bo", "Bo Ltd"))


def found(*named: NamedParty, party: str = "ada", name: str = "Working together") -> parties.Founded:
    return parties.found(Scene().alliance, by=ADA, now=cast.START, party=party, name=name, parties=named)


def test_two_partners_can_found_an_alliance() -> None:
    assert found(*TWO).parties == TWO


def test_two_hundred_partners_can_found_an_alliance_and_one_more_cannot() -> None:
    many = [NamedParty(id_, id_.upper()) for id_ in cast.partner_ids(201)]
    assert len(found(*many[:200]).parties) == 200
    with refused("party_count"):
        found(*many)


def test_one_partner_alone_is_no_alliance() -> None:
    with refused("party_count"):
        found(TWO[0])


def test_a_neutral_does_not_count_as_a_partner() -> None:
    with refused("party_count"):
        found(TWO[0], NamedParty("cy", "Cy", "neutral"))


def test_only_a_partner_opens_the_record() -> None:
    with refused("not_a_partner"):
        found(*TWO, NamedParty("cy", "Cy", "neutral"), party="cy")


@pytest.mark.parametrize("id_", ["", "Ada", "1st", "a-b", "a" * 32, "ö"])
def test_a_short_name_is_small_letters_digits_and_underscores(id_: str) -> None:
    with refused("party_id"):
        found(*TWO, NamedParty(id_, "Third"))


def test_two_parties_have_neither_the_same_short_name_nor_the_same_name() -> None:
    with refused("party_twice"):
        found(*TWO, NamedParty("bo", "Other Ltd"))
    with refused("name_twice"):
        found(*TWO, NamedParty("third", " BO  ltd "))


def test_no_party_takes_the_name_of_another(unsigned: Scene) -> None:
    with refused("name_twice"):
        unsigned.act(ADA, parties.rename_party, name="bo ltd")
    unsigned.act(ADA, parties.rename_party, name="ADA Ltd")
    assert unsigned.alliance.parties.name("ada") == "ADA Ltd"


def test_the_alliance_and_its_parties_need_names() -> None:
    with refused("text_missing"):
        found(*TWO, name="  ")
    with refused("text_missing"):
        found(TWO[0], NamedParty("bo", " "))


def test_a_record_holds_one_alliance(unsigned: Scene) -> None:
    with refused("already_founded"):
        parties.found(unsigned.alliance, by=ADA, now=cast.START, party="ada", name="Again", parties=TWO)


def test_nobody_but_the_founder_takes_the_first_seat() -> None:
    scene = Scene()
    scene.enter("ada", found(*TWO))
    for who, party in [(EVE, "ada"), (ADA, "bo"), (EVE, "bo")]:
        with refused("founder_first"):
            scene.seat(who, party, who)
    scene.seat(ADA, "ada", ADA)
    assert [seat.person for seat in scene.alliance.parties.people("ada")] == [ADA]


def test_one_person_sits_on_one_side_only(unsigned: Scene) -> None:
    with refused("seat_taken"):
        unsigned.seat(ADA, "bo", BO)
    unsigned.seat("p_second", "bo", BO)
    unsigned.act("p_second", parties.leave_seat, person="p_second")
    with refused("seat_taken"):
        unsigned.seat("p_second", "ada", ADA)


def test_who_left_can_come_back_to_the_same_side(unsigned: Scene) -> None:
    unsigned.seat("p_second", "bo", BO, role="member")
    unsigned.act("p_second", parties.leave_seat, person="p_second")
    unsigned.seat("p_second", "bo", BO, role="member")
    assert unsigned.alliance.parties.seat("p_second").until is None


def test_only_the_own_side_invites_colleagues(unsigned: Scene) -> None:
    with refused("not_your_side"):
        unsigned.seat(EVE, "bo", ADA)
    unsigned.seat("p_second", "bo", BO)
    assert len(unsigned.alliance.parties.people("bo")) == 2


def test_a_stranger_invites_nobody(unsigned: Scene) -> None:
    with refused("no_seat"):
        unsigned.seat("p_second", "ada", EVE)


def test_a_team_member_invites_nobody(unsigned: Scene) -> None:
    unsigned.seat("p_member", "ada", ADA, role="member")
    with refused("not_for_this_role"):
        unsigned.seat("p_second", "ada", "p_member")


def test_the_first_seat_of_a_side_can_act_for_it() -> None:
    scene = Scene()
    scene.enter("ada", found(*TWO))
    scene.seat(ADA, "ada", ADA)
    with refused("nobody_manages"):
        scene.seat(BO, "bo", ADA, role="member")
    scene.seat(BO, "bo", ADA, role="sponsor")


def test_the_neutral_sits_once_every_partner_has_signed_for_it() -> None:
    scene = cast.founded(neutral=True)
    with refused("neutral_not_agreed"):
        scene.seat(CY, "cy", ADA)
    cast.agree(scene, cast.terms(neutrals=("cy",)))
    scene.seat(CY, "cy", BO)
    assert scene.alliance.parties.seat(CY).party == "cy"


def test_the_neutral_neither_manages_nor_invites(scene_with_neutral: Scene) -> None:
    with refused("not_for_this_role"):
        scene_with_neutral.act(CY, agreement.table, terms=cast.terms(), base=1, reason="change", note="why")
    with refused("not_for_this_role"):
        scene_with_neutral.seat("p_second", "cy", CY)


def test_the_last_who_can_act_for_a_side_does_not_leave_it_empty(unsigned: Scene) -> None:
    unsigned.seat("p_member", "ada", ADA, role="member")
    with refused("last_manager"):
        unsigned.act(ADA, parties.leave_seat, person=ADA)
    unsigned.seat("p_second", "ada", ADA, role="sponsor")
    unsigned.act(ADA, parties.leave_seat, person=ADA)
    with refused("no_seat"):
        unsigned.act(ADA, parties.rename_party, name="Late")


def test_nobody_is_put_out_by_the_other_side(unsigned: Scene) -> None:
    unsigned.seat("p_second", "bo", BO)
    with refused("not_your_side"):
        unsigned.act(ADA, parties.leave_seat, person="p_second")
    unsigned.act(BO, parties.leave_seat, person="p_second", reason="new job")


def test_a_member_leaves_but_puts_out_nobody(unsigned: Scene) -> None:
    unsigned.seat("p_one", "ada", ADA, role="member")
    unsigned.seat("p_two", "ada", ADA, role="member")
    with refused("not_for_this_role"):
        unsigned.act("p_one", parties.leave_seat, person="p_two")
    unsigned.act("p_one", parties.leave_seat, person="p_one")


def test_parties_are_named_and_dropped_until_something_is_in_force(unsigned: Scene) -> None:
    unsigned.act(BO, parties.name_party, party=NamedParty("third", "Third Ltd"))
    assert unsigned.alliance.parties.partners == ("ada", "bo", "third")
    unsigned.act(ADA, parties.drop_party, party="third")
    cast.agree(unsigned, cast.terms())
    with refused("in_force"):
        unsigned.act(ADA, parties.name_party, party=NamedParty("third", "Third Ltd"))


def test_who_has_sat_down_is_not_dropped(unsigned: Scene) -> None:
    unsigned.act(BO, parties.name_party, party=NamedParty("third", "Third Ltd"))
    with refused("party_seated"):
        unsigned.act(ADA, parties.drop_party, party="bo")


def test_two_partners_remain(unsigned: Scene) -> None:
    lone = Scene()
    lone.enter("ada", found(*TWO))
    lone.seat(ADA, "ada", ADA)
    with refused("party_count"):
        lone.act(ADA, parties.drop_party, party="bo")
    with refused("party_unknown"):
        unsigned.act(ADA, parties.drop_party, party="nobody")


def test_the_parties_stand_while_a_text_that_names_them_is_accepted(unsigned: Scene) -> None:
    draft = unsigned.act(ADA, agreement.table, terms=cast.terms(), base=0, reason="founding").index
    unsigned.act(BO, agreement.accept, draft=draft)
    with refused("accepted"):
        unsigned.act(ADA, parties.name_party, party=NamedParty("third", "Third Ltd"))


def test_names_of_parties_come_sorted_and_a_stranger_has_none(unsigned: Scene) -> None:
    assert unsigned.alliance.parties.names(["bo", "ada"]) == unsigned.alliance.parties.names(["ada", "bo"])
    with refused("party_unknown"):
        unsigned.alliance.parties.name("eve")


def test_the_whole_founding_holds_in_the_audit() -> None:
    assert audit(cast.agreed(cast.partner_ids(5), neutral=True).facts)[1] == []
