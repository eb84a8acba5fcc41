"""What committees and other bodies are to do."""

import pytest

from tests.reading.texts import drafted

TEXT = """SUPPLY AGREEMENT

This Agreement is between Ada Works, Inc. ("Ada") and Bo Ltd. ("Bo").

1. The parties shall form a Joint Steering Committee (the "JSC").

2. {sentence}

IN WITNESS WHEREOF the parties have signed.
"""


def found(sentence: str) -> list[tuple[str, str]]:
    return [(charge.body, charge.kind) for charge in drafted(TEXT.format(sentence=sentence)).charges]


@pytest.mark.parametrize(
    ("sentence", "body", "kind"),
    [
        ("The JSC shall meet each quarter.", "Joint Steering Committee", "obligation"),
        ("The Joint Steering Committee may not amend this Agreement.", "Joint Steering Committee", "prohibition"),
        ("The Board of Directors, if asked, may approve the plan.", "Board of Directors", "permission"),
        ("The Parties' representatives shall jointly write the report.", "Parties' representatives", "obligation"),
        ("Each Alliance Manager shall report to Ada.", "Alliance Manager", "obligation"),
    ],
)
def test_what_a_body_is_to_do_is_found(sentence: str, body: str, kind: str) -> None:
    assert (body, kind) in found(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada shall form a Committee.",
        "The JSC shall be deemed to be there.",
        '"Committee" means the Board that may meet.',
    ],
)
def test_what_is_no_charge_of_a_body_is_left_out(sentence: str) -> None:
    assert found(sentence) == []


def test_it_is_nobodys_duty() -> None:
    draft = drafted(TEXT.format(sentence="The JSC shall meet each quarter."))
    assert all("meet each quarter" not in duty.text for duty in draft.duties)
    place = draft.charges[-1].place
    assert draft.document.words(place.start, place.end) == draft.charges[-1].text


@pytest.mark.parametrize(
    "sentence",
    [
        "The Steering Committee shall be composed of two persons of each party.",
        "The JSC shall be led by two chairs.",
        "The JSC members will have one vote.",
        "Decisions of each Committee shall be written down.",
        "If the Steering Committee cannot agree, a mediator is asked.",
    ],
)
def test_how_a_body_is_made_up_and_what_is_only_beside_it_is_no_charge(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "body", "kind"),
    [
        ("The JDC shall meet each quarter.", "JDC", "obligation"),
        ("The JMC members may ask an expert.", "JMC", "permission"),
        ("The plan is kept by a Joint Team (the plan team), which shall change it.", "Joint Team", "obligation"),
    ],
)
def test_a_body_by_its_letters_by_its_members_and_by_which_is_found(sentence: str, body: str, kind: str) -> None:
    assert found(sentence) == [(body, kind)]
