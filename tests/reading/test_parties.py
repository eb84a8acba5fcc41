"""Who agrees, and under which short names."""

import pytest

from tests.reading.texts import CO_BRANDING, drafted


def test_parties_are_found_with_their_short_names() -> None:
    parties = drafted(CO_BRANDING).parties
    assert [(party.name, party.aliases) for party in parties] == [
        ("WOMEN.COM NETWORKS, INC.", ("Women.com",)),
        ("EDIETS.COM, INC.", ("eDiets",)),
    ]


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("This Agreement is by and between Ada S.A. and Bo Ltd.", ["Ada S.A.", "Bo Ltd."]),
        (
            "Agreement\n\nParty A: Ada Network (Beijing) Co., Ltd.\n\nParty B: Bo GmbH\n\n",
            ["Ada Network (Beijing) Co., Ltd.", "Bo GmbH"],
        ),
        (
            "AGREEMENT BETWEEN: (1) Ada AG, a company of 5 Hill Street ('Ada'); and (2) Bo N.V. ('Bo')",
            ["Ada AG", "Bo N.V."],
        ),
        (
            "Agreement made by and among Ada, Inc., Bo LLC and Cy Limited, WHEREAS",
            ["Ada, Inc.", "Bo LLC", "Cy Limited"],
        ),
    ],
)
def test_names_are_found_however_they_are_introduced(opening: str, names: list[str]) -> None:
    assert [party.name for party in drafted(opening).parties] == names


def test_a_name_with_an_ending_and_a_short_name_is_surer_than_one_without() -> None:
    draft = drafted('This Agreement is between Ada Works, Inc. ("Ada") and Bo Smith ("Bo"). WHEREAS they agree.')
    assert [party.name for party in draft.parties] == ["Ada Works, Inc.", "Bo Smith"]
    assert draft.parties[0].confidence > draft.parties[1].confidence


def test_role_law_and_address_are_read_behind_the_name() -> None:
    text = (
        "This Agreement is between Ada Works, Inc., a Delaware corporation with offices at 5 Hill Street, Boston "
        '("Licensor"), and Bo GmbH, a German company ("Bo"). WHEREAS they agree.'
    )
    ada, bo = drafted(text).parties
    assert (ada.role, ada.jurisdiction, ada.address) == ("Licensor", "Delaware", "5 Hill Street, Boston")
    assert (bo.role, bo.jurisdiction, bo.address) == ("", "Germany", "")


def test_the_order_in_which_parties_are_named_changes_nothing_but_the_order() -> None:
    one = drafted('Agreement between Ada Works, Inc. ("Ada") and Bo Works, Inc. ("Bo"). WHEREAS they agree.')
    other = drafted('Agreement between Bo Works, Inc. ("Bo") and Ada Works, Inc. ("Ada"). WHEREAS they agree.')
    assert {party.name: party.aliases for party in one.parties} == {
        party.name: party.aliases for party in other.parties
    }
