"""Who owes what to whom, by when, under which condition."""

import pytest

from tests.reading.texts import CO_BRANDING, alliance, drafted


def test_a_definition_binds_nobody() -> None:
    opening = 'Agreement between Ada AG ("Ada") and Bo Ltd. ("Bo"). WHEREAS'
    assert not drafted(f'{opening}\n\n1.4 "Payer" means the Party that is obligated to pay.').duties


def test_who_owes_what_to_whom_by_when_and_under_which_condition() -> None:
    duties = {(duty.party, duty.kind, duty.to): duty for duty in drafted(alliance()).duties}
    ada, bo = "Ada Robotics, Inc.", "Bo Optics Ltd."
    assert set(duties) == {
        (ada, "obligation", bo),
        (bo, "prohibition", ""),
        (bo, "entitlement", ""),
        ("each", "obligation", ""),
        (bo, "obligation", ""),
        (ada, "permission", ""),
        (ada, "obligation", ""),
    }
    assert duties[ada, "obligation", bo].due.startswith("within thirty (30) days after the Effective Date")
    assert duties[bo, "prohibition", ""].condition == "unless Ada agrees in writing"
    assert duties[bo, "obligation", ""].due == "no later than June 1, 2022"
    assert duties["each", "obligation", ""].mutual
    assert not duties[ada, "obligation", bo].mutual


def test_neither_party_may_binds_both_with_a_prohibition() -> None:
    duty = next(duty for duty in drafted(CO_BRANDING).duties if "public statement" in duty.text)
    assert (duty.party, duty.kind, duty.mutual) == ("each", "prohibition", True)


def test_a_condition_binds_nobody() -> None:
    text = alliance() + "\n4. If Ada shall fail to pay, the samples belong to nobody.\n"
    assert not any("fail to pay" in duty.text for duty in drafted(text).duties)


def test_a_sentence_goes_on_over_a_page_number_and_its_words_leave_it_out() -> None:
    duty = next(duty for duty in drafted(CO_BRANDING).duties if "back button" in duty.text)
    assert duty.text.startswith("Effective one week from the Launch Date, eDiets shall include")


def bound(sentence: str) -> set[tuple[str, str]]:
    """Who is bound, and how, by one more sentence in the agreement of Ada and Bo."""
    text = alliance() + f"\n4. {sentence}\n"
    return {(duty.party, duty.kind) for duty in drafted(text).duties if duty.place.start > len(alliance())}


@pytest.mark.parametrize(
    ("sentence", "who", "kind"),
    [
        ("The Receiving Party shall keep the samples dry.", "each", "obligation"),
        ("Any Party seeking relief under this clause will write to the other.", "each", "obligation"),
        ("This Agreement may be terminated by either Party at any time.", "each", "permission"),
        ("Neither this Agreement nor any part of it may be assigned by either Party.", "each", "prohibition"),
        ("At no time shall Bo copy the samples.", "Bo Optics Ltd.", "prohibition"),
        ("Bo hereby agrees that it will not copy the samples.", "Bo Optics Ltd.", "prohibition"),
        ("If Bo changes the lens, it shall tell everybody.", "Bo Optics Ltd.", "obligation"),
        ("Each Party agrees that, for a year, it shall not hire from the other.", "each", "prohibition"),
        ("Bo shall be permitted to show the samples.", "Bo Optics Ltd.", "permission"),
        ("Bo shall have the opportunity to see the samples.", "Bo Optics Ltd.", "entitlement"),
        ("Bo shall, if Ada is late, be entitled to interest.", "Bo Optics Ltd.", "entitlement"),
    ],
)
def test_who_is_bound_and_how(sentence: str, who: str, kind: str) -> None:
    assert bound(sentence) == {(who, kind)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Bo shall own the lenses.",
        "Neither Party shall be required to insure the samples.",
        "BO SHALL NOT BE LIABLE FOR LOST DATA.",
        "This Agreement may be executed by the Parties in two copies.",
        "Notices go to the address as may be given by Bo.",
        "Third party goods are dear; no third party shall object.",
    ],
)
def test_what_only_is_so_binds_nobody(sentence: str) -> None:
    assert bound(sentence) == set()


def test_a_comma_after_an_aside_joins_no_parties() -> None:
    assert bound("If asked by Ada, Bo shall send the samples.") == {("Bo Optics Ltd.", "obligation")}
    assert bound("Ada and Bo shall send the samples.") == {("each", "obligation")}


def test_two_modals_of_one_place_are_one_duty() -> None:
    text = alliance() + "\n4. Bo shall keep the samples and Bo shall return the samples to Ada within ten days.\n"
    found = [duty for duty in drafted(text).duties if duty.place.start > len(alliance())]
    assert [(duty.party, duty.to) for duty in found] == [("Bo Optics Ltd.", "Ada Robotics, Inc.")]
    assert found[0].due == "within ten days"
