"""The limits of an agreement: how much may go badly before an alarm is told."""

import pytest

from paripassu.alliance.agreement import terms
from paripassu.alliance.agreement.limits import Limits, faults
from tests import cast


@pytest.mark.parametrize("limits", [Limits(reliability=0), Limits(answers=17), Limits(truth=-5), Limits(disputes=100)])
def test_a_limit_for_which_no_alarm_is_known_is_not_agreed(limits: Limits) -> None:
    assert [fault.at for fault in faults(limits)] == ["limits"]
    assert [fault.at for fault in terms.faults(cast.terms(limits=limits))] == ["limits"]


def test_the_usual_limits_can_be_agreed() -> None:
    assert faults(Limits()) == []
    assert terms.faults(cast.terms(limits=Limits(reliability=30, truth=5))) == []


def test_a_text_without_limits_keeps_its_digest() -> None:
    """What came later is not written while it is not said: texts that were signed before stay what they were."""
    assert b"limits" not in terms._encoded(cast.terms())
    assert terms.digest(cast.terms()) != terms.digest(cast.terms(limits=Limits()))
