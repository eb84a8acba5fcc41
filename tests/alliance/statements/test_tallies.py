"""Plain counts of what counts: by party, and by how sure the party had said it was."""

import pytest

from paripassu.alliance.statements.tallies import tallies
from tests import cast
from tests.alliance.stating import (
    agree,
    assessed,
    stated,
)
from tests.cast import Scene


@pytest.fixture
def scene() -> Scene:
    """Ada's and Bo's organisations with an agreement in force."""
    return cast.agreed()


def test_counts_are_plain_and_by_how_sure_the_party_was(scene: Scene) -> None:
    for probability, verdict in (
        (70, "borne_out"),
        (79, "refuted"),
        (100, "borne_out"),
        (0, "refuted"),
        (None, "refuted"),
    ):
        entry = stated(scene, probability=probability)
        agree(scene, assessed(scene, entry, verdict=verdict))
    stated(scene)
    found = tallies(scene.alliance, scene.now)
    assert list(found) == ["ada", "bo"]
    assert found["ada"].bins == [[0, 1], [0, 0], [0, 0], [1, 1], [1, 0]]
    assert found["ada"].outright == [0, 1]
    assert found["ada"].standing == {"borne_out": 2, "refuted": 3, "open": 1}
    assert not found["bo"].standing
