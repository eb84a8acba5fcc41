"""A text on its way into force: turns, acceptance, signatures, refusals, amendments."""

from dataclasses import replace as changed

import msgspec
import pytest

from paripassu.alliance import agreement, parties
from paripassu.alliance.agreement import table_faults
from paripassu.alliance.agreement.terms import PartyTerms, Terms, digest
from paripassu.alliance.parties import NamedParty
from paripassu.alliance.refusals import Refused
from tests import cast
from tests.cast import ADA, BO, CY, Scene, refused


def tabled(scene: Scene, by: str = ADA, title: str = "First", replaces: int | None = None) -> int:
    """The entry at which a first text was tabled."""
    return scene.act(
        by, agreement.table, terms=cast.terms(title=title), base=0, reason="founding", replaces=replaces
    ).index


def accepted_by_both(scene: Scene) -> int:
    draft = tabled(scene)
    for who in (BO, ADA):
        scene.act(who, agreement.accept, draft=draft)
    return draft


def digest_on_table(scene: Scene) -> str:
    assert scene.alliance.agreement.draft is not None
    return scene.alliance.agreement.draft.digest


def court(scene: Scene) -> tuple[str, ...]:
    assert scene.alliance.agreement.draft is not None
    return scene.alliance.agreement.draft.court


def test_a_tabled_text_is_in_the_court_of_the_others(unsigned: Scene) -> None:
    first = tabled(unsigned)
    assert court(unsigned) == ("bo",)
    tabled(unsigned, BO, "Second", replaces=first)
    assert court(unsigned) == ("ada",)


def test_when_the_others_have_accepted_it_is_the_authors_turn(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    unsigned.act(BO, agreement.accept, draft=draft)
    assert court(unsigned) == ("ada",)
    unsigned.act(ADA, agreement.accept, draft=draft)
    assert court(unsigned) == ("ada", "bo")


def test_no_text_is_tabled_over_one_the_author_has_not_seen(unsigned: Scene) -> None:
    first = tabled(unsigned)
    second = tabled(unsigned, BO, "Second", replaces=first)
    for seen in (None, first, second + 1):
        with refused("draft_replaced"):
            tabled(unsigned, ADA, "Third", replaces=seen)


def test_the_text_is_locked_for_all_while_anybody_has_accepted_it(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    unsigned.act(BO, agreement.accept, draft=draft)
    for who in (ADA, BO):
        with refused("accepted"):
            tabled(unsigned, who, "Edited", replaces=draft)
    unsigned.act(BO, agreement.withdraw_acceptance, draft=draft, reason="one figure is missing")
    tabled(unsigned, BO, "Edited", replaces=draft)


def test_the_author_may_improve_its_own_text_in_anybodys_court(unsigned: Scene) -> None:
    first = tabled(unsigned)
    tabled(unsigned, ADA, "Better", replaces=first)
    assert [draft.terms.title for draft in unsigned.alliance.agreement.earlier] == ["First"]


def test_an_acceptance_is_given_once_and_taken_back_with_a_reason(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    with refused("not_accepted"):
        unsigned.act(BO, agreement.withdraw_acceptance, draft=draft, reason="why not")
    unsigned.act(BO, agreement.accept, draft=draft)
    with refused("already_accepted"):
        unsigned.act(BO, agreement.accept, draft=draft)
    with refused("text_missing"):
        unsigned.act(BO, agreement.withdraw_acceptance, draft=draft, reason=" ")


def test_it_is_signed_once_all_have_accepted(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    unsigned.act(BO, agreement.accept, draft=draft)
    with refused("not_all_accepted"):
        unsigned.act(BO, agreement.sign, draft=draft, digest=digest_on_table(unsigned))


def test_a_signature_is_under_exactly_one_text(unsigned: Scene) -> None:
    draft = accepted_by_both(unsigned)
    with refused("text_differs"):
        unsigned.act(ADA, agreement.sign, draft=draft, digest=digest(cast.terms(title="Another")))


def test_it_is_in_force_with_the_last_signature_and_not_before(unsigned: Scene) -> None:
    draft = accepted_by_both(unsigned)
    seal = digest_on_table(unsigned)
    unsigned.act(BO, agreement.sign, draft=draft, digest=seal)
    assert unsigned.alliance.agreement.in_force is None
    unsigned.act(ADA, agreement.sign, draft=draft, digest=seal)
    version = unsigned.alliance.agreement.versions[0]
    assert (version.number, version.digest) == (1, seal)
    assert [signature.party for signature in version.signatures] == ["ada", "bo"]
    assert unsigned.alliance.agreement.draft is None


def test_two_people_of_one_party_sign_once(unsigned: Scene) -> None:
    unsigned.seat("p_sponsor", "ada", ADA, role="sponsor")
    draft = accepted_by_both(unsigned)
    seal = digest_on_table(unsigned)
    unsigned.act(ADA, agreement.sign, draft=draft, digest=seal)
    with refused("already_signed"):
        unsigned.act("p_sponsor", agreement.sign, draft=draft, digest=seal)
    assert unsigned.alliance.agreement.in_force is None


def test_two_who_sign_at_once_both_count_and_the_third_click_is_refused(unsigned: Scene) -> None:
    draft = accepted_by_both(unsigned)
    seal = digest_on_table(unsigned)
    seen = unsigned.alliance
    by_ada = agreement.sign(seen, by=ADA, now=unsigned.now, draft=draft, digest=seal)
    by_bo = agreement.sign(seen, by=BO, now=unsigned.now, draft=draft, digest=seal)
    unsigned.enter("bo", by_bo)
    unsigned.enter("ada", by_ada)
    assert len(unsigned.alliance.agreement.versions) == 1
    with refused("no_draft"):
        unsigned.act(BO, agreement.sign, draft=draft, digest=seal)


def test_who_has_signed_neither_withdraws_nor_declines(unsigned: Scene) -> None:
    draft = accepted_by_both(unsigned)
    unsigned.act(ADA, agreement.sign, draft=draft, digest=digest_on_table(unsigned))
    for who in (ADA, BO):
        with refused("signing_begun"):
            unsigned.act(who, agreement.withdraw_acceptance, draft=draft, reason="second thoughts")
    with refused("already_signed"):
        unsigned.act(ADA, agreement.decline, draft=draft, reason="second thoughts")


def test_a_refusal_to_sign_opens_the_text_for_everybody(unsigned: Scene) -> None:
    draft = accepted_by_both(unsigned)
    unsigned.act(ADA, agreement.sign, draft=draft, digest=digest_on_table(unsigned))
    with refused("text_missing"):
        unsigned.act(BO, agreement.decline, draft=draft, reason="")
    unsigned.act(BO, agreement.decline, draft=draft, reason="our board wants a shorter term")
    on_table = unsigned.alliance.agreement.draft
    assert on_table is not None
    assert (on_table.accepted, on_table.signed) == ({}, {})
    assert on_table.declined == {"bo": "our board wants a shorter term"}
    tabled(unsigned, BO, "Shorter", replaces=draft)


def test_nobody_refuses_to_sign_what_is_not_up_for_signing(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    with refused("not_yet_to_sign"):
        unsigned.act(BO, agreement.decline, draft=draft, reason="too early")


def test_only_its_author_takes_a_text_off_and_not_over_an_acceptance(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    with refused("not_your_draft"):
        unsigned.act(BO, agreement.drop_draft, draft=draft, reason="no")
    unsigned.act(BO, agreement.accept, draft=draft)
    with refused("accepted"):
        unsigned.act(ADA, agreement.drop_draft, draft=draft, reason="we begin again")
    unsigned.act(BO, agreement.withdraw_acceptance, draft=draft, reason="Ada asked")
    unsigned.act(ADA, agreement.drop_draft, draft=draft, reason="we begin again")
    with refused("no_draft"):
        unsigned.act(BO, agreement.accept, draft=draft)


def test_an_act_on_a_text_that_was_replaced_is_refused(unsigned: Scene) -> None:
    first = tabled(unsigned)
    tabled(unsigned, BO, "Second", replaces=first)
    with refused("draft_replaced"):
        unsigned.act(BO, agreement.accept, draft=first)


@pytest.mark.parametrize("who", ["p_member", CY])
def test_members_and_the_neutral_do_not_decide_on_texts(scene_with_neutral: Scene, who: str) -> None:
    scene_with_neutral.seat("p_member", "ada", ADA, role="member")
    with refused("not_for_this_role"):
        scene_with_neutral.act(who, agreement.table, terms=cast.terms(), base=1, reason="change", note="why")


def test_an_amendment_needs_every_signature_again(scene: Scene) -> None:
    cast.agree(scene, cast.terms(title="Amended"), reason="change", note="we learned")
    assert [version.terms.title for version in scene.alliance.agreement.versions] == ["Working together", "Amended"]
    assert all(len(version.signatures) == 2 for version in scene.alliance.agreement.versions)


def test_an_amendment_says_what_it_amends_its_kind_of_reason_and_why(scene: Scene) -> None:
    amended = cast.terms(title="Amended")
    with refused("base_replaced"):
        scene.act(ADA, agreement.table, terms=amended, base=0, reason="change", note="why")
    with refused("reason_unfit"):
        scene.act(ADA, agreement.table, terms=amended, base=1, reason="founding", note="why")
    with refused("text_missing"):
        scene.act(ADA, agreement.table, terms=amended, base=1, reason="change", note=" ")


def test_the_first_text_is_founding(unsigned: Scene) -> None:
    with refused("reason_unfit"):
        unsigned.act(ADA, agreement.table, terms=cast.terms(), base=0, reason="change")


def test_whom_an_amendment_leaves_out_must_sign_it_too() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    scene.act(ADA, agreement.table, terms=cast.terms(("ada", "bo")), base=1, reason="change", note="d02 leaves")
    assert scene.alliance.agreement.draft is not None
    assert scene.alliance.agreement.draft.signatories == ("ada", "bo", "d02")
    cast_off = scene.alliance.agreement.draft
    for party in ("ada", "bo"):
        scene.act(cast.person(party), agreement.accept, draft=cast_off.index)
    with refused("not_all_accepted"):
        scene.act(ADA, agreement.sign, draft=cast_off.index, digest=cast_off.digest)


def test_who_signs_no_part_of_a_text_does_not_accept_it() -> None:
    scene = cast.agreed(cast.partner_ids(3))
    cast.agree(scene, cast.terms(("ada", "bo")), reason="change", note="d02 leaves")
    draft = scene.act(ADA, agreement.table, terms=cast.terms(title="T"), base=2, reason="change", note="why").index
    with refused("party_left"):
        scene.act(cast.person("d02"), agreement.accept, draft=draft)


def test_every_partner_is_in_the_first_text_and_no_stranger(unsigned: Scene) -> None:
    places = [finding.at for finding in table_faults(unsigned.alliance, cast.terms(("ada", "eve")))]
    assert places == ["parties", "parties"]
    with refused("terms_faulty"):
        unsigned.act(ADA, agreement.table, terms=cast.terms(("ada", "eve")), base=0, reason="founding")


def test_a_refused_text_names_all_its_faults(unsigned: Scene) -> None:
    empty = Terms(title=" ", parties=(PartyTerms("ada", ""), PartyTerms("ada", "Ada")))
    with pytest.raises(Refused) as refusal:
        unsigned.act(ADA, agreement.table, terms=empty, base=0, reason="founding")
    assert len(refusal.value.fields["findings"]) > 3  # type: ignore[arg-type]


def test_an_unknown_neutral_is_a_fault(unsigned: Scene) -> None:
    assert [f.at for f in table_faults(unsigned.alliance, cast.terms(neutrals=("cy",)))] == ["neutrals"]


def test_a_text_is_not_accepted_after_its_parties_changed(unsigned: Scene) -> None:
    draft = tabled(unsigned)
    unsigned.act(BO, parties.name_party, party=NamedParty("third", "Third Ltd"))
    with refused("parties_changed"):
        unsigned.act(BO, agreement.accept, draft=draft)


def test_a_text_is_not_accepted_after_its_neutral_was_dropped() -> None:
    scene = cast.founded(neutral=True)
    text = cast.terms(neutrals=("cy",))
    draft = scene.act(ADA, agreement.table, terms=text, base=0, reason="founding").index
    scene.act(BO, parties.drop_party, party="cy")
    with refused("parties_changed"):
        scene.act(BO, agreement.accept, draft=draft)


def test_nothing_is_in_force_before_it_is_signed(unsigned: Scene) -> None:
    with refused("nothing_in_force"):
        agreement.terms_in_force(unsigned.alliance)


def test_the_digest_tells_apart_any_two_texts() -> None:
    text = cast.terms()
    assert digest(text) == digest(msgspec.json.decode(msgspec.json.encode(text), type=Terms))
    assert digest(text) != digest(cast.terms(title="Working together."))


def test_old_versions_keep_what_the_ledger_asks_them(scene: Scene) -> None:
    version = scene.alliance.agreement.versions[0]
    assert version.rate("work", "people", "hour") == 80
    assert version.rate("work", "cash", "EUR") == 1
    assert version.rate("work", "goods", "crate") is None
    assert version.rate("nowhere", "cash", "EUR") is None
    assert changed(version, number=9).partners == version.partners
