"""The escalation ladder of an agreement: so many days at each tier."""

import pytest

from paripassu.alliance.agreement import terms
from paripassu.alliance.agreement.ladder import Ladder, faults
from tests import cast


@pytest.mark.parametrize("ladder", [Ladder(warning=0), Ladder(peers=-1), Ladder(sponsors=367), Ladder(neutral=0)])
def test_a_ladder_without_days_is_not_agreed(ladder: Ladder) -> None:
    assert [fault.at for fault in faults(ladder)] == ["ladder"]
    assert faults(Ladder()) == []


def test_a_text_with_such_a_ladder_is_not_tabled() -> None:
    assert [fault.at for fault in terms.faults(cast.terms(ladder=Ladder(peers=0)))] == ["ladder"]
    assert terms.faults(cast.terms(ladder=Ladder(1, 366, 7, 7))) == []


def test_the_last_tier_has_no_days() -> None:
    assert [Ladder().days(tier) for tier in ("warning", "peers", "sponsors", "neutral", "formal")] == [
        14, 14, 28, 28, None,
    ]  # fmt: skip
