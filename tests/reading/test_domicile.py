"""Under which law a party exists, and where it has its office."""

import pytest

from paripassu.reading.domicile import address, jurisdiction


@pytest.mark.parametrize(
    ("behind", "law"),
    [
        (", a Delaware corporation", "Delaware"),
        (", a Nevada limited liability company", "Nevada"),
        (", a corporation organized under the laws of the State of New York", "New York"),
        (", a company incorporated in Hong Kong whose registered office is elsewhere", "Hong Kong"),
        (", a Japanese corporation", "Japan"),
        (", a company incorporated under the Companies Act, 1956", ""),
        (" shall pay", ""),
    ],
)
def test_the_law_of_a_party_stands_behind_its_name(behind: str, law: str) -> None:
    assert jurisdiction(behind, 0, len(behind)) == law


@pytest.mark.parametrize(
    ("behind", "office"),
    [
        (' with its principal office at 5 Hill Street, London ("Ada")', "5 Hill Street, London"),
        (", having its offices located at 8 E. Hill Blvd., Austin, Texas, and Bo", "8 E. Hill Blvd., Austin, Texas"),
        (", a bank which is in good standing", ""),
    ],
)
def test_the_office_of_a_party_is_read_to_its_end(behind: str, office: str) -> None:
    assert address(behind, 0, len(behind)) == office
