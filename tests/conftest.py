"""Fixtures for every room: the cast, each time on a fresh record in memory."""

import os
from collections.abc import Iterator

import hypothesis
import pytest

from tests import cast, postgres

# How long an example takes says more about the machine than about the code. Where a change is judged, the examples
# are the same each time; on a desk they are new ones, and find what is left.
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.register_profile("judged", deadline=None, derandomize=True)
hypothesis.settings.load_profile("judged" if os.environ.get("CI") else "desk")


LONGEST = {"test_the_keeper_does_the_same_on_postgresql", "test_every_page_is_worked_by_keyboard"}
"""They take a minute and more: begun last, they would keep one process busy when the others have nothing left to do."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first."""
    items.sort(key=lambda item: item.name not in LONGEST)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL of our own for as long as the tests run; skipped, with the reason, where there is none."""
    with postgres.served() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: postgres.Server) -> str:
    """What DATABASE_URL would be for it."""
    return postgres_server.url()


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
