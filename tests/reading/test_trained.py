"""The weights of the reader: small, licensed, and safe to use."""

import pytest

from paripassu.reading.trained import FOLDER, Linear, logistic, trained

NAMES = sorted(path.stem for path in FOLDER.glob("*.json") if path.stem != "sureness")


def test_all_weights_together_are_small() -> None:
    assert NAMES
    assert sum(path.stat().st_size for path in FOLDER.glob("*.json")) < 5_000_000


@pytest.mark.parametrize("name", NAMES)
def test_weights_say_how_they_were_made_and_under_which_licence(name: str) -> None:
    weights = trained(name)
    assert weights.command == f"python -m training.reading.train {name}"
    assert "CC BY 4.0" in weights.licence
    assert weights.figures
    assert weights.models


def test_a_chance_is_never_outside_of_zero_and_one() -> None:
    assert [logistic(score) for score in (-1e9, 0.0, 1e9)] == [pytest.approx(0.0), 0.5, 1.0]


def test_a_feature_that_was_never_seen_counts_nothing() -> None:
    model = Linear(constant=1.0, threshold=0.5, slope=2.0, shift=-1.0, weights={"seen": 2.0})
    assert model.score({"seen": 1.0, "new": 5.0}) == 3.0
    assert model.chance({"new": 1.0}) == logistic(1.0)
    assert model.sure({"new": 1.0}) == logistic(1.0)
