"""Short ways to say in tests who owes what to whom."""

from datetime import date, datetime, timedelta
from typing import Any

from paripassu.alliance import commitments
from paripassu.alliance.commitments import deliveries
from paripassu.alliance.commitments.promises import Commitment, Standing, Status, standing, status
from tests.cast import Scene, person

DUE = date(2026, 2, 2)
"""Four weeks after every scene begins."""


def promised(scene: Scene, owner: str = "ada", to: tuple[str, ...] = ("bo",), by: str = "", **fields: Any) -> int:
    """Let the owner (or `by`) propose a commitment; the index of its entry."""
    usual: dict[str, Any] = {"what": "The drawings of the battery room", "due": DUE}
    return scene.act(by or person(owner), commitments.promise, owner=owner, to=to, **(usual | fields)).index


def agreed(scene: Scene, owner: str = "ada", to: tuple[str, ...] = ("bo",), **fields: Any) -> int:
    """A commitment that is in force: proposed by its owner, agreed by all it is owed to."""
    entry = promised(scene, owner, to, **fields)
    for party in to:
        scene.act(person(party), commitments.agree, entries=[entry])
    return entry


def delivered(scene: Scene, entry: int, due: date = DUE, on: date | None = None) -> int:
    """Let the owner deliver what is due on a day; the index of the delivery."""
    owner = commitment(scene, entry).fact.owner
    day = on or min(due, scene.now.date())
    fields = {"entry": entry, "due": due, "on": day, "evidence": "Drawing 12, sent by mail"}
    return scene.act(person(owner), deliveries.deliver, **fields).index


def commitment(scene: Scene, entry: int) -> Commitment:
    """The commitment proposed at an entry."""
    return scene.alliance.commitments.commitment(entry)


def stands(scene: Scene, entry: int, due: date = DUE) -> Standing:
    """Where a day due stands now."""
    return standing(commitment(scene, entry), due, scene.now)


def status_of(scene: Scene, entry: int) -> Status:
    """Where the commitment stands now."""
    return status(commitment(scene, entry), scene.now)


def later(scene: Scene, days: int) -> None:
    """Let days pass."""
    scene.now += timedelta(days=days)


def until(scene: Scene, day: date, days: int = 0) -> None:
    """Go to noon (UTC) of a day, or of so many days after it. A day is over everywhere at noon of the next."""
    scene.now = datetime.combine(day, scene.now.timetz()).replace(hour=12, minute=1) + timedelta(days=days)
