"""Krippendorff's α on its canonical table, and on data that say nothing."""

import pytest

from paripassu.measures.raters import NOBODY_TWICE, Scale, krippendorff
from paripassu.measures.surveys import NO_SPREAD

N = None
CANONICAL = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]
"""Four observers and twelve things, with gaps (Krippendorff 2004)."""


@pytest.mark.parametrize(
    ("scale", "expected"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491), ("ratio", 0.7974)]
)
def test_the_canonical_table(scale: Scale, expected: float) -> None:
    assert krippendorff(CANONICAL, scale).value == pytest.approx(expected, abs=5e-5)
    assert krippendorff(CANONICAL[::-1], scale).value == pytest.approx(expected, abs=5e-5)


def test_full_agreement_is_one() -> None:
    assert krippendorff([[1, 2, 5], [1, 2, 5]]).value == 1


def test_what_cannot_be_computed_says_why() -> None:
    assert krippendorff([[1, None], [None, 2]]).why == NOBODY_TWICE
    assert krippendorff([[3, 3], [3, 3]]).why == NO_SPREAD
    assert krippendorff([]).why == NOBODY_TWICE
