"""When two names are one in two ways of writing."""

import pytest

from paripassu.reading.samename import misspelt, way_key
from tests.reading.texts import drafted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada Works, Incorporated", "ADA WORKS, INC."),
        ("The Ada Company Limited", "Ada Co., Ltd."),
        ("Bo & Sons Corporation", "Bo and Sons Corp."),
        ("Mr. Bo Q. Li", "BO LI"),
        ('Ada "Ace" Moe', "Ada Moe, individually"),
    ],
)
def test_two_ways_of_writing_are_one_name(one: str, other: str) -> None:
    assert way_key(one) == way_key(other)


@pytest.mark.parametrize(("one", "other"), [("Ada AG", "Ada Inc."), ("Ada Fund I, LP", "Ada Fund II, LP")])
def test_companies_of_one_group_are_told_apart(one: str, other: str) -> None:
    assert way_key(one) != way_key(other)


def test_a_slip_of_one_letter_is_seen_and_a_number_is_none() -> None:
    assert misspelt("uintabasinproducersgroup", "ubintabasinproducersgroup")
    assert not misspelt("harborgrowthfund2019lp", "harborgrowthfund2018lp")
    assert not misspelt("adainc", "bdainc")


def test_who_signs_under_another_form_is_no_further_party() -> None:
    text = (
        'This Agreement is between Ada Works, Incorporated ("Ada") and Bo Works LLC ("Bo"). WHEREAS they agree. '
        + "They shall work together. " * 40
        + "\n\nIN WITNESS WHEREOF they sign.\n\nADA WORKS, INC.\n\nBy: /s/ Ada Moe\n\nBO WORKS LLC\n\nBy: /s/ Bo Li\n"
    )
    assert [party.name for party in drafted(text).parties] == ["Ada Works, Incorporated", "Bo Works LLC"]
