"""Joining, resting, coming back, leaving: by the word of those it concerns, and nothing waits for the absent."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from paripassu.alliance import agreement, ledger, parties
from paripassu.alliance.agreement.terms import digest
from paripassu.alliance.alliance import audit, fold
from paripassu.alliance.parties import NamedParty, arrangements, bodies, membership
from paripassu.alliance.parties.membership import CandidateDropped, Joining, Return, Suspension, standing
from tests import cast
from tests.alliance.arranging import arrange, line, propose, status, steering
from tests.cast import ADA, BO, Scene, refused

DEE = "p_d02"
FAY = NamedParty("fay", "Fay Ltd")


@pytest.fixture
def three() -> Scene:
    """Ada, Bo and Dee at work."""
    return cast.agreed(cast.partner_ids(3))


def stands(scene: Scene, party: str) -> str:
    return standing(scene.alliance, party, scene.now)


def sound(scene: Scene) -> None:
    state, findings = audit(scene.facts)
    assert findings == []
    assert state == fold(scene.facts) == scene.alliance


def announce(scene: Scene, by: str, days: int = 60, **fields: Any) -> int:
    on = scene.now.date() + timedelta(days=days)
    return scene.act(by, membership.announce_leave, on=on, reason="we close the yard", **fields).index


# --- joining ---


@pytest.fixture
def joining() -> Scene:
    """Ada and Bo have named Fay, whose manager has taken a seat; nothing is signed."""
    scene = cast.agreed()
    arrange(scene, ADA, Joining(FAY))
    scene.seat("p_fay", "fay", BO)
    return scene


def test_nobody_sits_for_an_organisation_that_not_all_partners_named() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    index = propose(scene, ADA, Joining(FAY))
    scene.act(BO, arrangements.agree, arrangement=index)
    with refused("party_unknown"):
        scene.seat("p_fay", "fay", ADA)
    scene.act(DEE, arrangements.agree, arrangement=index)
    scene.seat("p_fay", "fay", ADA)
    assert stands(scene, "fay") == "candidate"


def test_a_candidate_does_nothing_but_read_and_sign(joining: Scene) -> None:
    tried: list[tuple[Any, dict[str, Any]]] = [
        (ledger.post, {"side": "reward", "of": "fay", "pool": "work", "on": cast.DAY, "quantity": Decimal(1),
                       "unit": "EUR", "what": "x"}),
        (arrangements.propose, {"matter": line(), "why": "x"}),
        (agreement.table, {"terms": cast.terms(), "base": 1, "reason": "change", "note": "x"}),
    ]  # fmt: skip
    for act, fields in tried:
        with refused("candidate_only"):
            joining.act("p_fay", act, **fields)
    joining.act("p_fay", parties.rename_party, name="Fay and Sons")


def test_the_text_that_all_sign_makes_a_candidate_a_partner(joining: Scene) -> None:
    entry = joining.post(ADA, "ada")
    cast.agree(joining, cast.terms(("ada", "bo", "fay")), reason="accession", note="Fay joins")
    assert stands(joining, "fay") == "partner"
    joining.confirm(BO, entry)
    assert joining.status(entry) == "proposed", "the new partner is asked as well"
    joining.confirm("p_fay", entry)
    assert joining.status(entry) == "confirmed"
    sound(joining)


def test_a_candidate_signs_no_text_that_does_not_name_it(joining: Scene) -> None:
    draft = joining.act(ADA, agreement.table, terms=cast.terms(), base=1, reason="change", note="why").index
    with refused("not_a_signatory"):
        joining.act("p_fay", agreement.accept, draft=draft)


def test_a_candidate_is_taken_off_by_all_and_the_text_is_open_again(joining: Scene) -> None:
    text = cast.terms(("ada", "bo", "fay"))
    draft = joining.act(ADA, agreement.table, terms=text, base=1, reason="accession", note="why").index
    joining.act("p_fay", agreement.accept, draft=draft)
    arrange(joining, BO, CandidateDropped("fay"))
    assert stands(joining, "fay") == "left"
    with refused("party_left"):
        joining.act("p_fay", agreement.accept, draft=draft)
    with refused("party_left"):
        joining.seat("p_flo", "fay", BO)
    joining.act(ADA, agreement.drop_draft, draft=draft, reason="Fay does not join")
    with refused("terms_faulty"):
        joining.act(ADA, agreement.table, terms=text, base=1, reason="accession", note="why")
    arrange(joining, ADA, Joining(FAY))
    assert stands(joining, "fay") == "candidate"
    sound(joining)


def test_a_name_that_stands_here_already_joins_not_again(joining: Scene) -> None:
    for named, code in [
        (FAY, "party_twice"),
        (NamedParty("bob", "BO ltd"), "name_twice"),
        (NamedParty("", "X"), "party_id"),
    ]:
        with refused(code):
            propose(joining, ADA, Joining(named))
    with refused("not_a_candidate"):
        propose(joining, ADA, CandidateDropped("bo"))


# --- suspension and return ---


def test_the_others_suspend_together_and_nothing_waits_for_the_voice_that_rests(three: Scene) -> None:
    entry, asked = three.post(ADA, "ada"), propose(three, ADA, line())
    three.confirm(BO, entry)
    three.act(BO, arrangements.agree, arrangement=asked)
    body = arrange(three, ADA, steering("ada", "bo", "d02"))
    three.act(DEE, bodies.name_members, body=body, members=[DEE])
    index = propose(three, ADA, Suspension("d02"))
    with refused("own_suspension"):
        three.act(DEE, arrangements.agree, arrangement=index)
    three.act(BO, arrangements.agree, arrangement=index)
    assert stands(three, "d02") == "suspended"
    assert (three.status(entry), status(three, asked)) == ("confirmed", "settled")
    assert bodies.members(three.alliance, body) == ()
    with refused("suspended"):
        three.post(DEE, "d02")
    sound(three)


def test_a_suspended_party_asks_for_its_return_and_all_agree(three: Scene) -> None:
    arrange(three, ADA, Suspension("d02"))
    with refused("no_voice"):
        propose(three, DEE, line())
    index = propose(three, DEE, Return("d02"))
    three.act(ADA, arrangements.agree, arrangement=index)
    assert stands(three, "d02") == "suspended"
    three.act(BO, arrangements.agree, arrangement=index)
    assert stands(three, "d02") == "partner"
    three.confirm(DEE, three.post(ADA, "ada"))
    sound(three)


def test_of_two_neither_suspends_the_other() -> None:
    scene = cast.agreed()
    with refused("judge_of_the_other"):
        propose(scene, ADA, Suspension("bo"))
    with refused("own_suspension"):
        propose(cast.agreed(cast.partner_ids(3)), ADA, Suspension("ada"))


def test_a_text_waits_not_for_whom_it_no_longer_binds(three: Scene) -> None:
    text = cast.terms(("ada", "bo"))
    draft = three.act(ADA, agreement.table, terms=text, base=1, reason="change", note="Dee is out").index
    for who in (ADA, BO, DEE):
        three.act(who, agreement.accept, draft=draft)
    found = three.alliance.agreement.draft
    assert found is not None
    three.act(ADA, agreement.sign, draft=draft, digest=found.digest)
    arrange(three, BO, Suspension("d02"))
    assert (found.signatories, found.accepted, found.signed) == (("ada", "bo"), {}, {})
    for act, seal in ((agreement.accept, {}), (agreement.sign, {"digest": found.digest})):
        for who in (ADA, BO):
            three.act(who, act, draft=draft, **seal)
    assert stands(three, "d02") == "left"
    sound(three)


def test_a_text_that_binds_a_suspended_party_needs_its_signature(three: Scene) -> None:
    arrange(three, ADA, Suspension("d02"))
    text = cast.terms(cast.partner_ids(3), title="More for Dee to do")
    draft = three.act(ADA, agreement.table, terms=text, base=1, reason="change", note="why").index
    for who in (ADA, BO):
        three.act(who, agreement.accept, draft=draft)
    with refused("not_all_accepted"):
        three.act(ADA, agreement.sign, draft=draft, digest=digest(text))
    three.act(DEE, agreement.accept, draft=draft)


# --- leaving ---


def test_who_gives_notice_is_a_partner_until_its_day_has_ended_everywhere(three: Scene) -> None:
    entry = three.post(ADA, "ada")
    three.confirm(BO, entry)
    announce(three, DEE)
    last = three.alliance.membership.leaving["d02"].on
    three.now = three.now.replace(year=last.year, month=last.month, day=last.day) + timedelta(hours=26)
    assert stands(three, "d02") == "partner"
    three.now += timedelta(hours=2)
    assert stands(three, "d02") == "left"
    with refused("party_left"):
        three.confirm(DEE, entry)
    three.act(ADA, ledger.note, entry=entry, text="the next entry of the record")
    assert three.status(entry) == "confirmed"
    assert three.alliance.parties.name("d02") == "D02 Ltd", "its history stays"
    sound(three)


def test_notice_can_be_taken_back_before_its_day(three: Scene) -> None:
    announce(three, DEE)
    with refused("leaving_already"):
        announce(three, DEE)
    three.act(DEE, membership.withdraw_leave, reason="the yard stays open")
    with refused("not_leaving"):
        three.act(DEE, membership.withdraw_leave, reason="again")
    three.now += timedelta(days=100)
    assert stands(three, "d02") == "partner"


@pytest.mark.parametrize("days", [-1, 0, 29, 4 * 366])
def test_a_notice_is_neither_too_short_nor_for_ever(three: Scene, days: int) -> None:
    with refused("notice_too_short"):
        announce(three, DEE, days)


def test_nothing_counts_because_the_other_is_gone() -> None:
    scene = cast.agreed()
    entry = scene.post(ADA, "ada")
    announce(scene, BO)
    scene.now += timedelta(days=70)
    with refused("alone"):
        scene.post(ADA, "ada")
    scene.seat("p_alf", "ada", ADA, role="member")
    assert scene.status(entry) == "proposed"
    with refused("alone"):
        propose(scene, ADA, line())
    sound(scene)


def test_the_last_voice_can_let_a_suspended_partner_return(three: Scene) -> None:
    arrange(three, ADA, Suspension("d02"))
    announce(three, BO)
    three.now += timedelta(days=70)
    index = propose(three, ADA, Return("d02"))
    assert stands(three, "d02") == "suspended", "one party alone lets nobody return"
    three.act(DEE, arrangements.agree, arrangement=index)
    assert (stands(three, "d02"), stands(three, "bo")) == ("partner", "left")
    three.confirm(DEE, three.post(ADA, "ada"))
    sound(three)
