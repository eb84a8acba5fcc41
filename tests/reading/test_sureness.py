"""How sure an item is, and whether it is asserted or asked."""

import pytest

from paripassu.reading.sureness import FIELDS, asserted, measured, sure
from tests.reading.texts import CO_BRANDING, drafted

STEPS = measured().steps


@pytest.mark.parametrize("field", sorted(STEPS))
def test_what_the_rules_hold_for_surer_is_never_less_sure(field: str) -> None:
    shares = [share for _, share in STEPS[field]]
    assert shares == sorted(shares)
    assert all(0 < share < 1 for share in shares)


def test_the_share_is_that_of_the_step_below() -> None:
    start, share = STEPS["governing_law"][-1]
    assert sure("governing_law", start) == sure("governing_law", 1.0) == share
    assert sure("governing_law", 0.0) == STEPS["governing_law"][0][1]
    assert sure("a field that is not known", 0.4) == 0.4


def test_every_term_of_a_draft_says_a_measured_share() -> None:
    draft = drafted(CO_BRANDING)
    for field in FIELDS:
        found = getattr(draft, field)
        if found is not None and field in STEPS:
            assert found.confidence in [share for _, share in STEPS[field]]


def test_below_the_cut_off_an_item_is_asked_and_from_it_on_asserted() -> None:
    for kind, limit in measured().asserted_from.items():
        assert asserted(kind, limit)
        assert not asserted(kind, limit - 0.01)


def test_what_was_measured_says_where_and_under_which_licence() -> None:
    assert measured().command == "python -m training.reading.train sureness"
    assert "CC BY 4.0" in measured().licence
    assert set(measured().asserted_from) == {"party", "term", "duty", "clause"}
