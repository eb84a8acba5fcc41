"""The guard against formulas is undone exactly."""

from hypothesis import given
from hypothesis import strategies as st

from paripassu.alliance.ledger.sheets.guards import RISKY, guarded, unguarded


@given(st.text(max_size=12) | st.text("'=+-@a", max_size=6))
def test_what_was_guarded_comes_back_and_is_no_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(RISKY)
