"""Fixtures for every room: the cast, each time on a fresh record in memory."""

import pytest

from tests import cast


@pytest.fixture
def scene() -> cast.Scene:
    """Ada and Bo with an agreement in force."""
    return cast.agreed()


@pytest.fixture
def scene_with_neutral() -> cast.Scene:
    """Ada and Bo with an agreement in force, and Cy, whom it names as neutral."""
    return cast.agreed(neutral=True)


@pytest.fixture
def unsigned() -> cast.Scene:
    """Ada and Bo have seats; nothing is agreed."""
    return cast.founded()
