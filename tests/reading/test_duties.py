"""Who owes what to whom, by when, under which condition."""

from tests.reading.texts import CO_BRANDING, alliance, drafted


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
