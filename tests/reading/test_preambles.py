"""Openings and signatures in many manners of writing, of which one half was never looked at."""

from bench.preambles import compared
from tests.reading.preambles import Preamble, preambles
from tests.reading.texts import drafted

ASKED_OF_THOSE_NEVER_LOOKED_AT = 0.9
ASKED_OF_THE_OTHERS = 0.95


def f1(some: list[Preamble]) -> float:
    """F1 over all names."""
    pairs = [compared(one) for one in some]
    hit = sum(len(wanted & given) for wanted, given in pairs)
    return 2 * hit / sum(len(wanted) + len(given) for wanted, given in pairs)


def test_parties_are_found_in_openings_that_nobody_looked_at() -> None:
    known = preambles()
    assert f1([one for one in known if not one.looked_at]) >= ASKED_OF_THOSE_NEVER_LOOKED_AT
    assert f1([one for one in known if one.looked_at]) >= ASKED_OF_THE_OTHERS


def test_parties_that_stand_only_in_the_signatures_are_found() -> None:
    text = (
        "MARKETING AGREEMENT\n\nThis Agreement is made by the undersigned. WHEREAS they agree.\n\n"
        + "They shall work together. " * 40
        + "\n\nIN WITNESS WHEREOF they sign.\n\nAda Oysters\n\nBy: /s/ Ada Moe\n\nBo & Sons\n\nBy: /s/ Bo Li\n"
    )
    assert [party.name for party in drafted(text).parties] == ["Ada Oysters", "Bo & Sons"]


def test_a_short_name_without_quotes_is_one_when_it_is_of_the_name() -> None:
    text = "This Agreement is between Ada Works Ltd (Ada) and Bo Works Ltd (in Oslo). WHEREAS they agree."
    assert [party.aliases for party in drafted(text).parties] == [("Ada",), ()]


def test_a_name_ends_where_its_line_was_ended_on_purpose() -> None:
    text = (
        'This Agreement is between\nAda Institute of Optics\nA Texas corporation\n5 Hill Street\n("Ada")\nand\n'
        'Bo Institute of Sound\nAn Ohio corporation\n9 Low Road\n("Bo").\n\nWHEREAS they agree.'
    )
    assert [party.name for party in drafted(text).parties] == ["Ada Institute of Optics", "Bo Institute of Sound"]
